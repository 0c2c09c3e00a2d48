// Package testdata holds the documents for whole runs: papers written for
// this project in the form of real ones (every person, company, case and
// number is invented), and the same as PDF from several producers. make.sh
// makes the PDFs; gold.jsonl holds what a careful reader finds in each.
package testdata

import "embed"

// Files holds the texts, the PDFs and gold.jsonl. A pattern that matches
// nothing does not compile.
//
//go:embed *.txt *.pdf gold.jsonl
var Files embed.FS

// Demo is the document that `zeren demo` runs on.
const Demo = "jinzhai-fangwu-zhongshen.chromium.pdf"

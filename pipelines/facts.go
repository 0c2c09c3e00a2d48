package pipelines

import (
	"zeren/classify"
	"zeren/extract"
)

// speaksOf reports whether a facts sheet is about a paper. A sheet that names
// no case is about the only paper of the file, and about none of several: a
// service date must never reach the wrong case.
func speaksOf(f classify.Facts, r extract.Record, papers int) bool {
	return papers == 1
}

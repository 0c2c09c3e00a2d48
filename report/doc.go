// Package report turns an Assessment into the official papers that its
// regulation demands: Compose makes Drafts, a Renderer prints them as PDF, a
// twin as DOCX. What comes in is a Case, the Facts, one Assessment, its Pack
// and the office's Settings; what goes out is a list of Drafts. Nothing here
// reads a clock, a network or a file beyond the pack's own; the same input
// gives the same bytes. No name, date or fault is made up: what is not known
// is said to be unknown, and asked for with the clause that it decides.
//
// # The documents of a pack
//
// A place gets its papers without Go. Beside its rules a pack has
//
//	documents/style.yaml     how the regulation is called and cited
//	documents/NAME.tmpl      one paper; NAME is the document's id in rules.yaml
//	documents/parts/*.tmpl   named templates of its own (optional)
//	suggestions.yaml         its texts for each fault (optional)
//
// A template is a head in YAML between two lines ---, and a body:
//
//	---
//	title: 行政败诉案件分析报告        # as documents[].title
//	form: report                     # report | letter | sheet | decision
//	to: '{{organ "县政府法制办"}}'     # 主送机关, optional
//	with: [analysis]                 # a letter beside that document, which the assessment does not list
//	when: '{{if .Referral "r_discipline"}}yes{{end}}'   # made only where this gives something
//	marks: [内部资料]                 # further marks on each page, optional
//	bundle: {title: 合订本, of: [analysis, papers]}  # bound with these into one PDF, optional
//	---
//	# 案件基本情况
//	{{template "story" .}}
//
// The body is text/template over a View, and what it gives is markup, one mark
// a line: # and ## head sections that number themselves, > quotes, @table
// begins a table, @annex an annex; see the marks in markup.go. Values of the
// view never act as marks. Functions beside those of text/template:
//
//	cite "五（三）"          第五条第（三）项
//	quote "十八" "……"       the words in quotation marks; words that the article lacks are an error
//	organ "县政府法制办"      县政府法制办（现县司法局）
//	some 5 "名" LIST        甲、乙、丙、丁、戊等12名
//	laws LIST               the provisions of a finding, a law named once for those in a row
//	join "、" LIST, cn 3 (三), add 1 2, stop S (without its closing mark),
//	core S (without its closing 的), sentence S (with a full stop)
//	pair $ X                the argument of the templates for one clause, finding or list of measures
//
// Named templates that every pack can call, or replace in its parts: story,
// standing, reasons, finding, problems, advice, loose, shares, circumstances,
// measures, ways, passing, annexes (asked, deadlines, articles, evidence), questions.
//
// suggestions.yaml is a list; code is a fault (extract.Code), the others
// narrow it down, and the narrower texts go before those for the bare code:
//
//   - code: procedure
//     words: [no_hearing]        # marks of the finding
//     says: [未听证, 未组织听证]   # or literal words of the evidence
//     acts: [penalty]            # and the kind of the act
//     facts: [申请听证]           # and words of the facts that were found
//     papers: [court]            # and of the proceedings: court | reconsideration | civil
//     problem: ……                # 存在问题
//     measure: ……                # 工作建议, 整改措施
//
// Check tries all of it when a pack is loaded and names file and line.
//
// # The page
//
// A Renderer sets a Draft to GB/T 9704-2012 in steps that each know only the
// one before: glyphs.go finds a face for each character (one that no face has is
// shown as its code point and named, never a silent box), whole.go marks the words
// that stay on one line, lines.go breaks paragraphs by 避头尾 so that the whole is
// spread least, setting.go, table.go, columns.go and timeline.go make boxes of
// them, flow.go puts boxes on pages. The result is a Layout: every character and
// rule with its place in millimetres, which a person reviews as text and the
// tests measure.
// pdf.go draws it; docx.go writes the Draft's twin for editing, which names an
// office's faces and leaves the breaking of lines to the reader's program.
//
// # Beside the papers
//
// ics.go makes a calendar of an assessment's deadlines, bundle.go gives pages
// that were joined their bookmarks and origin. listed.go is a paper of the
// register as lists read it: workbook.go and sheet.go write the register,
// statistics.go counts a period, analysis.go drafts what a meeting discusses of
// it, chart.go draws the figures, mask.go hides private persons.
package report

package main

import (
	"fmt"
	"io"

	"zeren/extract"
)

// printExplanation shows a paper part by part in its own words, and for each
// value of its record the rule that found it and the words that decided, so
// that a person who disagrees can see why.
func printExplanation(w io.Writer, x *extract.Explanation) {
	name := x.Record.Source.Name
	if x.Record.Source.Part > 0 {
		name = fmt.Sprintf("%s（第%d份文书）", name, x.Record.Source.Part)
	}
	fmt.Fprintf(w, "%s\n\n文书各部分\n", name)
	for _, s := range x.Sections {
		fmt.Fprintf(w, "【%s】第%d页第%d行\n  %s\n", s.Label, s.Span.Page, s.Span.Line, s.Text)
	}
	fmt.Fprintf(w, "\n读出的内容及依据\n")
	found := false
	for _, n := range x.Notes {
		found = found || n.Field == "errors"
		fmt.Fprintf(w, "%s：%s\n", n.Label, n.Value)
		fmt.Fprintf(w, "    规则  %s\n", n.Rule)
		if n.Words != "" && n.Words != n.Value {
			fmt.Fprintf(w, "    原文  “%s”\n", n.Words)
		}
		if n.Span != nil {
			at := fmt.Sprintf("第%d页第%d行", n.Span.Page, n.Span.Line)
			if n.Section != "" {
				at = n.Section + "，" + at
			}
			fmt.Fprintf(w, "    出处  %s\n", at)
		}
	}
	if !found && x.Record.DocumentType != extract.Other {
		fmt.Fprintln(w, "过错：没有在裁判机关自己的说理和主文中找到认定的过错。")
	}
	fmt.Fprintln(w)
}

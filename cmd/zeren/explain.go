package main

import (
	"fmt"
	"io"
	"strings"

	"zeren/extract"
	"zeren/ingest"
)

// printExplanation shows a paper part by part, and for each fault found the
// rule that found it and the words that decided, so that a person who
// disagrees can see why.
func printExplanation(w io.Writer, d *ingest.Document, r *extract.Record) {
	printRecord(w, r)
	fmt.Fprintf(w, "\n  文书各部分\n")
	for _, s := range r.Sections {
		fmt.Fprintf(w, "    %s  第%d页第%d行  %s\n", pad(s.Label(), 6), s.Span.Page, s.Span.Line, shorten(d.Quote(s.Span), 40))
	}
	if len(r.Results) > 0 {
		fmt.Fprintf(w, "\n  结果的依据\n")
	}
	for _, x := range r.Results {
		fmt.Fprintf(w, "    %s：%s\n", x.Agency, x.Result.Label())
		for _, b := range x.Because {
			fmt.Fprintf(w, "      %s%s\n", b.Text, place(b.Span))
		}
	}
	if len(r.Errors) == 0 {
		fmt.Fprintf(w, "\n  没有在裁判机关自己的说理和主文中找到认定的过错。\n\n")
		return
	}
	fmt.Fprintf(w, "\n  认定的过错\n")
	for _, e := range r.Errors {
		fmt.Fprintf(w, "    %s（%s）\n", e.Code.Label(), strings.Join(e.Agencies, "、"))
		fmt.Fprintf(w, "      规则  %s\n", e.Rule)
		if len(e.Words) > 0 {
			fmt.Fprintf(w, "      标记  %s\n", strings.Join(e.Words, "、"))
		}
		for _, v := range e.Evidence {
			fmt.Fprintf(w, "      原文  “%s”%s\n", v.Text, place(v.Span))
		}
		for _, l := range e.Laws {
			fmt.Fprintf(w, "      法条  %s\n", lawText(l))
		}
	}
	fmt.Fprintln(w)
}

// lawText prints a provision as it is cited.
func lawText(l extract.Law) string {
	var b strings.Builder
	fmt.Fprintf(&b, "《%s》", l.Title)
	for _, part := range []struct {
		n    *int
		form string
	}{{l.Article, "第%s条"}, {l.Paragraph, "第%s款"}, {l.Item, "第（%s）项"}} {
		if part.n != nil {
			fmt.Fprintf(&b, part.form, extract.Chinese(*part.n))
		}
	}
	return b.String()
}

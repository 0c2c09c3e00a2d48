package report

import (
	"slices"
	"strings"

	"zeren/extract"
)

// initial is the instance in which a dispute began that the paper r stands at the
// end of, as far as the story tells it.
func initial(r *extract.Record) extract.Instance {
	switch {
	case kind(r) == "reconsideration":
		return extract.Reconsideration
	case instance(r) == extract.Enforcement:
		return extract.Enforcement
	}
	return extract.First
}

func instance(r *extract.Record) extract.Instance {
	if r.Instance == nil {
		return ""
	}
	return *r.Instance
}

// asked quotes what was asked for in an instance, by the oldest paper that
// retells it. Who brought the case stands in the sentence before; where several
// asked for different things, each passage names who asked.
func (w *writer) asked(in extract.Instance) []Told {
	for i := range w.c.Papers {
		r := &w.c.Papers[i]
		t := Told{Text: wordsOf(in).claim + "为："}
		room := mostFacts
		for _, x := range r.Claims {
			if x.Instance == nil || *x.Instance != in || strings.TrimSpace(x.Text) == "" {
				continue
			}
			text := leading(x.Text, room)
			if text == "" {
				t.Quotes[len(t.Quotes)-1].Where += "，以下从略"
				break
			}
			q := Quoted{Text: text, Where: w.where(r, x.Span)}
			if divided(r.Claims, in) && len(x.By) > 0 {
				q.Label = strings.Join(x.By, "、") + "："
			}
			if text != x.Text {
				q.Where += "起，以下从略"
			}
			room -= len([]rune(text))
			t.Quotes = append(t.Quotes, q)
		}
		if len(t.Quotes) > 0 {
			return []Told{t}
		}
	}
	return nil
}

// divided tells whether the claims of an instance are those of different parties.
func divided(list []extract.Claim, in extract.Instance) bool {
	var by []string
	for _, x := range list {
		if x.Instance != nil && *x.Instance == in && len(x.By) > 0 {
			by = appendNew(by, strings.Join(x.By, "、"))
		}
	}
	return len(by) > 1
}

// suitWords are how an instance calls what is asked for, the bringing of the
// case and the paper that brings it.
type suitWords struct{ claim, filed, paper string }

var ofInstance = map[extract.Instance]suitWords{
	extract.Second:          {"上诉请求", "提起上诉", "上诉状"},
	extract.Retrial:         {"再审请求", "申请再审", "再审申请"},
	extract.Review:          {"再审请求", "申请再审", "再审申请"},
	extract.Reconsideration: {"行政复议请求", "申请行政复议", "行政复议申请"},
	extract.Enforcement:     {"申请执行的请求", "申请强制执行", "执行申请"},
}

func wordsOf(in extract.Instance) suitWords {
	if w, ok := ofInstance[in]; ok {
		return w
	}
	return suitWords{"诉讼请求", "提起诉讼", "起诉状"}
}

// course tells in a sentence on which days the proceedings of a paper were
// brought, accepted and heard, nothing where the paper names no day.
func (w *writer) course(r *extract.Record) []Told {
	var parts []string
	var places []Quoted
	for _, s := range r.Steps {
		p := "于" + dateWords(s.On) + stepWords(r, s, false)
		if slices.Contains(parts, p) {
			continue
		}
		parts = append(parts, p)
		places = append(places, Quoted{Where: w.where(r, s.Span)})
	}
	if len(parts) == 0 {
		return nil
	}
	name := "本案"
	switch instance(r) {
	case extract.Second, extract.Retrial:
		name = "本案" + r.Instance.Label()
	case extract.Review:
		name = "本案再审审查"
	}
	text := name + strings.Join(parts, "，")
	if where := (&View{}).Places(places); where != "" {
		text += "（" + where + "）"
	}
	return []Told{{Text: text + "。"}}
}

// stepWords name a step of the proceedings, for a sentence or, with its
// instance, for the picture in time.
func stepWords(r *extract.Record, s extract.Step, alone bool) string {
	in := instance(r)
	if alone {
		before := ""
		if in == extract.Second || in == extract.Retrial {
			before = in.Label()
		}
		switch s.Kind {
		case extract.Filed:
			return wordsOf(in).filed
		case extract.Received:
			return before + "收到" + wordsOf(in).paper
		case extract.Accepted:
			if in == extract.Reconsideration || !strings.Contains(s.Text, "立案") {
				return before + "受理"
			}
			return before + "立案"
		}
		if strings.Contains(s.Text, "听证") {
			return before + "听证"
		}
		return before + "开庭审理"
	}
	switch s.Kind {
	case extract.Filed:
		return wordsOf(in).filed
	case extract.Received:
		return "收到" + wordsOf(in).paper
	case extract.Accepted:
		switch {
		case strings.Contains(s.Text, "立案受理"):
			return "立案受理"
		case strings.Contains(s.Text, "立案"):
			return "立案"
		}
		return "受理"
	}
	switch {
	case strings.Contains(s.Text, "听证"):
		return "举行听证"
	case strings.Contains(s.Text, "不公开"):
		return "不公开开庭审理"
	case strings.Contains(s.Text, "公开开庭"):
		return "公开开庭审理"
	}
	return "开庭审理"
}

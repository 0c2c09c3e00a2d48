package report

import (
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strings"

	"zeren/extract"
)

// story tells the case in plain prose: who sued whom, over what, what the
// deciding bodies found, how the proceedings went. It says nothing that a
// record does not hold.
func (w *writer) story() []Told {
	main := w.c.Paper()
	out := []Told{{Text: w.who(main)}}
	for _, s := range w.acts(main) {
		out = append(out, Told{Text: s})
	}
	out = append(out, w.asked(initial(main))...)
	told := map[string]bool{}
	below := 0 // characters of what the instances below found
	for i := range w.c.Papers[:len(w.c.Papers)-1] {
		r := &w.c.Papers[i]
		told[deref(r.CaseNumber)] = true
		if in := instance(r); in != initial(main) && in != instance(main) {
			out = append(out, w.asked(in)...)
		}
		out = append(out, w.course(r)...)
		if t := w.found(r, r.Facts, body(r), mostFacts); t.Text != "" {
			out = append(out, t)
			below += len([]rune(t.Quotes[0].Text))
		}
		out = append(out, Told{Text: w.decided(r) + "主文为：", Quotes: w.items(r, r.Dispositions)})
	}
	for _, p := range main.Prior {
		if n := deref(p.CaseNumber); n != "" && told[n] {
			continue
		}
		if t := w.found(main, p.Facts, lower(p, len(main.Prior) == 1), mostFacts); t.Text != "" {
			out = append(out, t)
			below += len([]rune(t.Quotes[0].Text))
		}
		if t := w.prior(main, p, len(main.Prior) == 1); t.Text != "" {
			out = append(out, t)
		}
	}
	if s := appealed(main); s != "" {
		out = append(out, Told{Text: s})
	}
	if instance(main) != initial(main) {
		out = append(out, w.asked(instance(main))...)
	}
	out = append(out, w.course(main)...)
	most := mostFacts
	if below > 0 {
		most /= 2
	}
	if t := w.found(main, main.Facts, body(main), most); t.Text != "" {
		out = append(out, t)
	}
	items := w.items(main, main.Dispositions)
	if len(items) == 0 {
		return append(out, Told{Text: w.decided(main) + "主文未能从文书中读出，须由承办人员对照原件补充。"})
	}
	return append(out, Told{Text: w.decided(main) + "主文如下：", Quotes: items})
}

// mostFacts is how many characters of one body's findings of fact the story
// quotes: about a page of a report. What follows is referred to by its place.
const mostFacts = 560

// found quotes what a body found, at the ends of sentences where it is long.
func (w *writer) found(r *extract.Record, facts []extract.Evidence, who string, most int) Told {
	var t Told
	for i, f := range facts {
		text := strings.TrimSpace(f.Text)
		if text == "" {
			continue
		}
		part := leading(text, most)
		if part == "" && len(t.Quotes) > 0 {
			t.Quotes[len(t.Quotes)-1].Where += "，以下从略"
			break
		}
		q := Quoted{Text: part, Where: w.where(r, f.Span)}
		most -= len([]rune(part))
		cut := part != text
		if cut {
			q.Where += "起，以下从略"
		}
		t.Quotes = append(t.Quotes, q)
		if cut {
			break
		}
		if most <= 0 && i+1 < len(facts) {
			t.Quotes[len(t.Quotes)-1].Where += "，以下从略"
			break
		}
	}
	if len(t.Quotes) > 0 {
		t.Text = who + "认定的事实如下："
	}
	return t
}

// leading gives the sentences of a text that most characters hold: all of it,
// or the first ones; the first alone where it is longer than that, but nothing
// where no room is left.
func leading(text string, most int) string {
	if most <= 0 {
		return ""
	}
	n, end := 0, 0
	for i, r := range text {
		if n++; r != '。' {
			continue
		}
		if n > most && end > 0 {
			return text[:end]
		}
		end = i + len("。")
	}
	if n > most && end > 0 {
		return text[:end]
	}
	return text
}

// body names who decided a paper.
func body(r *extract.Record) string {
	if r.Organ != nil && r.Organ.Name != "" {
		return r.Organ.Name
	}
	return "审理机关"
}

// items are the clauses of a disposition with their places in the paper r.
func (w *writer) items(r *extract.Record, list []extract.Disposition) []Quoted {
	var out []Quoted
	for _, d := range list {
		q := Quoted{Text: d.Text, Where: w.where(r, d.Span)}
		if d.N > 0 {
			q.Label = hanNumber(d.N) + "、"
		}
		out = append(out, q)
	}
	return out
}

// who names the parties and the proceedings.
func (w *writer) who(r *extract.Record) string {
	organ := ""
	if r.Organ != nil {
		organ = r.Organ.Name
	}
	c, d, third := w.side(r, "claimant"), w.side(r, "defendant"), w.side(r, "third")
	var b strings.Builder
	suit := "行政诉讼"
	switch {
	case kind(r) == "civil":
		suit = "民事诉讼"
	case r.DocumentType == extract.CompensationJudgment:
		suit = "行政赔偿诉讼"
	}
	to := ""
	if organ != "" && r.Instance != nil && (*r.Instance == extract.First || *r.Instance == extract.Reconsideration || *r.Instance == extract.Enforcement) {
		to = "向" + organ
	} else if len(r.Prior) > 0 && deref(r.Prior[0].Organ) != "" {
		to = "向" + *r.Prior[0].Organ
	}
	switch {
	case len(c) > 0 && len(d) > 0 && kind(r) == "reconsideration":
		fmt.Fprintf(&b, "%s以%s为被申请人，%s申请行政复议。", some(5, "名", c), some(5, "个单位", d), to)
	case len(c) > 0 && len(d) > 0 && r.Instance != nil && *r.Instance == extract.Enforcement:
		fmt.Fprintf(&b, "%s%s申请强制执行，被执行人为%s。", some(5, "名", c), to, some(5, "名", d))
	case len(c) > 0 && len(d) > 0:
		fmt.Fprintf(&b, "%s%s以%s为被告，%s提起%s。", some(5, "名", c), w.cause(r), some(5, "名", d), to, suit)
	case len(r.Parties) > 0:
		var all []string
		for _, p := range r.Parties {
			all = append(all, p.Role+w.seen(r, p.Name, p.Span))
		}
		fmt.Fprintf(&b, "本案当事人为：%s。", some(8, "名", all))
	default:
		b.WriteString("本案当事人的情况，未能从文书中读出，须由承办人员对照原件补充。")
	}
	if len(third) > 0 {
		fmt.Fprintf(&b, "第三人为%s。", some(5, "名", third))
	}
	return b.String()
}

// cause tells the 案由 inside the sentence that tells the suit: 因房屋行政强制
// 一案，; "" where the paper names none.
func (w *writer) cause(r *extract.Record) string {
	c := strings.TrimSuffix(strings.TrimSpace(deref(r.Cause)), "一案")
	if c == "" {
		return ""
	}
	if strings.HasPrefix(c, "不服") {
		return w.seenAt(r, c, r.Spans, "cause") + "，"
	}
	return "因" + w.seenAt(r, c, r.Spans, "cause") + "一案，"
}

// side gives the names of one side, by the roles at first instance where a
// later instance tells them.
func (w *writer) side(r *extract.Record, which string) []string {
	var out []string
	for _, p := range r.Parties {
		role := p.Role
		if p.OriginalRole != nil && *p.OriginalRole != "" {
			role = *p.OriginalRole
		}
		is := ""
		switch {
		case strings.Contains(role, "第三人"):
			is = "third"
		case strings.Contains(role, "被告"), strings.Contains(role, "被申请"), strings.Contains(role, "被执行"), strings.Contains(role, "被上诉"):
			is = "defendant"
		case strings.Contains(role, "原告"), strings.Contains(role, "申请"), strings.Contains(role, "上诉人"), strings.Contains(role, "起诉人"):
			is = "claimant"
		}
		if is == which && p.Name != "" {
			out = appendNew(out, w.seen(r, p.Name, p.Span))
		}
	}
	return out
}

var actKinds = map[string]string{
	"penalty": "行政处罚", "licence": "行政许可", "enforcement": "行政强制", "expropriation": "征收征用",
	"registration": "行政登记", "reconsideration": "行政复议", "disclosure": "政府信息公开", "omission": "不履行法定职责",
	"agreement": "行政协议", "recognition": "行政确认", "inspection": "行政检查", "ruling": "行政裁决",
}

// jointAct is an act with all who made it: the record has an entry for each.
type jointAct struct {
	extract.ChallengedAct
	makers []string
}

// jointActs puts the entries together that tell the same act of several
// makers.
func jointActs(r *extract.Record) []jointAct {
	var out []jointAct
	for _, x := range r.ChallengedActs {
		i := slices.IndexFunc(out, func(o jointAct) bool {
			return o.Text == x.Text && deref(o.DoneOn) == deref(x.DoneOn) && deref(o.DocumentNumber) == deref(x.DocumentNumber) && deref(o.Kind) == deref(x.Kind)
		})
		if i < 0 {
			i = len(out)
			out = append(out, jointAct{ChallengedAct: x})
		}
		if n := deref(x.Agency); n != "" && !slices.Contains(out[i].makers, n) {
			out[i].makers = append(out[i].makers, n)
		}
	}
	return out
}

// acts describes the acts under dispute, one paragraph.
func (w *writer) acts(r *extract.Record) []string {
	var parts []string
	for _, joint := range jointActs(r) {
		x := joint.ChallengedAct
		text := shortForm.ReplaceAllString(whole(stop(strings.TrimSpace(x.Text))), "")
		// Told in the words of a disposition, the act comes with its verdict.
		for _, verdict := range []string{"违法", "无效"} {
			text = strings.TrimSuffix(text, verdict)
		}
		for _, d := range r.Dispositions {
			// The words of a whole clause tell the outcome, not the act.
			if text != "" && squeeze(stop(d.Text)) == squeeze(text) {
				text = ""
			}
		}
		var more []string
		omits := deref(x.Kind) == "omission"
		// What the act's own words or the cause of action tell needs no category.
		if k := actKinds[deref(x.Kind)]; k != "" && !omits && r.Cause == nil && !strings.Contains(text, strings.TrimPrefix(k, "行政")) {
			more = append(more, "类别为"+k)
		}
		if slices.ContainsFunc(joint.makers, func(n string) bool { return !strings.Contains(text, n) }) {
			by := "作出机关为"
			if omits {
				by = "被诉机关为"
			}
			more = append(more, by+strings.Join(joint.makers, "、"))
		}
		if n := deref(x.DocumentNumber); n != "" && !strings.Contains(text, n) {
			more = append(more, "文号为"+w.seen(r, n, x.Span))
		}
		if n := deref(x.DoneOn); n != "" && !strings.Contains(text, dateWords(n)) {
			more = append(more, "作出日期为"+w.seen(r, dateWords(n), x.Span))
		}
		switch {
		case text == "" && len(more) == 0:
		case text == "":
			parts = append(parts, w.seen(r, named(x), x.Span))
		case len(more) == 0:
			parts = append(parts, w.seen(r, text, x.Span))
		default:
			parts = append(parts, w.seen(r, text, x.Span)+"（"+strings.Join(more, "，")+"）")
		}
	}
	if len(parts) == 0 {
		return nil
	}
	name := "被诉行政行为"
	if kind(r) == "reconsideration" {
		name = "被申请复议的行政行为"
	}
	return []string{name + "：" + strings.Join(parts, "；") + "。"}
}

// named tells an act whose own words are not known: who did it, when, under
// which number, of which kind.
func named(x extract.ChallengedAct) string {
	agency := deref(x.Agency)
	if deref(x.Kind) == "omission" {
		return agency + "不履行法定职责的行为"
	}
	done := ""
	if d := deref(x.DoneOn); d != "" {
		done = "于" + dateWords(d)
	}
	s := deref(x.DocumentNumber) + actKinds[deref(x.Kind)] + "行为"
	if actKinds[deref(x.Kind)] == "" {
		s = deref(x.DocumentNumber) + "行政行为"
	}
	if agency+done != "" {
		s = agency + done + "作出的" + s
	}
	return s
}

// shortForm is the bracket in which a paper gives a body its short name, which
// the story does not use.
var shortForm = regexp.MustCompile(`[（(]以下(?:简称|统称)[^（）()]*[）)]`)

// shortAct is the least length of words that can name an act.
const shortAct = 6

// whole drops what stands before a closing bracket that nothing opens (the end
// of a short form: 以下简称某局）), and words too short to name an act.
func whole(text string) string {
	depth, from := 0, 0
	for i, r := range text {
		switch r {
		case '（', '(':
			depth++
		case '）', ')':
			if depth == 0 {
				from = i + len(string(r))
			} else {
				depth--
			}
		}
	}
	text = strings.TrimLeft(text[from:], "，、；。 ")
	if len([]rune(text)) < shortAct {
		return ""
	}
	return text
}

// prior tells what an instance below decided, as the paper r tells it.
func (w *writer) prior(r *extract.Record, p extract.Prior, only bool) Told {
	if p.Organ == nil && p.CaseNumber == nil && len(p.Dispositions) == 0 {
		return Told{}
	}
	when := "此前"
	if d := w.seenAt(r, dateWords(deref(p.DecidedOn)), p.Spans, "decided_on"); d != "" {
		when = "于" + d
	}
	s := lower(p, only) + when + "作出" + w.seenAt(r, deref(p.CaseNumber), p.Spans, "case_number") + priorKind(p)
	if len(p.Dispositions) == 0 {
		return Told{Text: s + "，其主文未载于本文书。"}
	}
	return Told{Text: s + "，主文为：", Quotes: w.items(r, p.Dispositions)}
}

// lower names who decided below.
func lower(p extract.Prior, only bool) string {
	switch {
	case deref(p.Organ) != "":
		return *p.Organ
	case only:
		return "原审法院"
	}
	return "此前的审理机关"
}

// Which form a decision takes follows from what it does (行政诉讼法第五十六、六十二、
// 六十九至七十八条).
var (
	judged = []extract.Outcome{extract.Revoke, extract.RevokePartial, extract.ConfirmIllegal, extract.ConfirmInvalid, extract.Modify,
		extract.Perform, extract.Pay, extract.Compensate, extract.Indemnify, extract.DismissClaim, extract.CivilLiability}
	ruled = []extract.Outcome{extract.DismissSuit}
)

// priorKind names the decision of an instance below: 行政判决, 民事裁定; 裁判
// where its words do not tell.
func priorKind(p extract.Prior) string {
	field := ""
	n := deref(p.CaseNumber)
	switch {
	case strings.Contains(n, "行赔"):
		field = "行政赔偿"
	case strings.Contains(n, "行"):
		field = "行政"
	case strings.Contains(n, "民"):
		field = "民事"
	}
	does := func(list []extract.Outcome) bool {
		return slices.ContainsFunc(p.Dispositions, func(d extract.Disposition) bool {
			return slices.ContainsFunc(d.Outcomes, func(o extract.Outcome) bool { return slices.Contains(list, o) })
		})
	}
	switch {
	case does(judged) && !does(ruled):
		return field + "判决"
	case does(ruled) && !does(judged):
		return field + "裁定"
	}
	return field + "裁判"
}

// appealed says who went to the higher instance.
func appealed(r *extract.Record) string {
	var appeal, retrial []string
	for _, p := range r.Parties {
		switch {
		case p.Role == "上诉人":
			appeal = appendNew(appeal, p.Name)
		case strings.HasPrefix(p.Role, "再审申请人"), p.Role == "申诉人":
			retrial = appendNew(retrial, p.Name)
		}
	}
	switch {
	case len(retrial) > 0:
		return some(5, "名", retrial) + "不服，申请再审。"
	case len(appeal) > 0:
		return some(5, "名", appeal) + "不服，提起上诉。"
	}
	return ""
}

// decided is the beginning of the sentence that tells a decision.
func (w *writer) decided(r *extract.Record) string {
	organ := "审理机关"
	if r.Organ != nil {
		organ = r.Organ.Name
	}
	s := organ
	if d := w.decidedOn(r); d != "" {
		s += "于" + d
	}
	return s + "作出" + w.number(r) + "《" + r.DocumentType.Label() + "》，"
}

// outcome tells how the case ended.
func (w *writer) outcome() []string {
	main := w.c.Paper()
	var own string
	groups := map[extract.Verdict][]string{}
	for _, r := range main.Results {
		if r.Agency == w.a.Agency {
			own = r.Result.Label()
			continue
		}
		groups[r.Result] = appendNew(groups[r.Result], r.Agency)
	}
	var out []string
	if own != "" {
		out = append(out, fmt.Sprintf("据此，%s在本案中%s。", w.a.Agency, own))
	}
	var others []string
	for _, v := range []extract.Verdict{extract.Lost, extract.PartlyLost, extract.Won, extract.Undecided} {
		if list := groups[v]; len(list) > 0 {
			others = append(others, some(8, "个单位", list)+v.Label())
		}
	}
	if len(others) > 0 {
		out = append(out, "同案其他行政机关中，"+strings.Join(others, "；")+"。")
	}
	return out
}

// service tells what is known of service, appeal and effect.
func (w *writer) service() []string {
	r := w.c.Paper()
	name := "该" + word(r)
	k := w.known
	var known []string
	if k.served != "" {
		known = append(known, "于"+dateWords(k.served)+"送达")
	}
	if k.received != "" {
		known = append(known, w.a.Agency+"于"+dateWords(k.received)+"收到")
	}
	switch k.appeal {
	case "none":
		known = append(known, "当事人未在法定期限内上诉")
	case "filed":
		known = append(known, "当事人已提起上诉")
	}
	var out []string
	if len(known) > 0 {
		out = append(out, "据核实的情况，"+name+strings.Join(known, "；")+"。")
	}
	switch {
	case w.a.Effective != nil && *w.a.Effective && k.effective != "":
		out = append(out, fmt.Sprintf("%s已于%s发生法律效力。", name, dateWords(k.effective)))
	case w.a.Effective != nil && *w.a.Effective:
		s := name + "已发生法律效力"
		if last := finalKind(r); last != "" {
			s = name + "为" + last + "，已发生法律效力"
		}
		// 行政复议法（2023）第七十五条第二款: no service is known of, so no day either.
		if kind(r) == "reconsideration" && k.served == "" && k.received == "" {
			s = name + "一经送达即发生法律效力"
		}
		if k.served == "" && k.received == "" {
			s += "；送达、收到的日期有待核实，核实之后再计算相关期限"
		}
		out = append(out, s+"。")
	case w.a.Effective != nil:
		out = append(out, name+appealable(r)+"未生效。本文书为预先准备的草稿，不作为追究责任的依据。")
	default:
		var open []string
		if k.served == "" {
			open = append(open, "送达日期")
		}
		if k.appeal == "" && kind(r) != "reconsideration" {
			open = append(open, "当事人是否上诉")
		}
		open = append(open, "是否已经发生法律效力")
		out = append(out, fmt.Sprintf("%s%s现按未生效处理：其%s，文书本身没有载明，有待核实；核实之前，本文书仅供准备，不作为追究责任的依据。", name, appealable(r), strings.Join(open, "、")))
	}
	return out
}

// appealable says of a paper of the first instance why it may not be
// effective, "" for others: 行政诉讼法第八十五条, 民事诉讼法第一百七十一条
// (十五日, 裁定十日, 自送达之日起).
func appealable(r *extract.Record) string {
	if r.Instance == nil || *r.Instance != extract.First || kind(r) == "reconsideration" {
		return ""
	}
	switch word(r) {
	case "判决书":
		return "系一审判决，上诉期限为送达之日起十五日，期满无人上诉的，才发生法律效力，"
	case "裁定书":
		return "系一审裁定，依法可以上诉的，上诉期限为送达之日起十日，期满无人上诉的，才发生法律效力，"
	}
	return ""
}

// finalKind is what a paper of the second instance is that is final by itself,
// "" for others.
func finalKind(r *extract.Record) string {
	if r.Final == nil || !*r.Final || r.Instance == nil || *r.Instance != extract.Second {
		return ""
	}
	switch word(r) {
	case "判决书":
		return "终审判决"
	case "裁定书":
		return "终审裁定"
	}
	return ""
}

// timeline is the picture of the case in time: what has a date in its order,
// then what is still asked.
func (w *writer) timeline() []Event {
	var dated, open []Event
	add := func(date, label, kind string) {
		e := Event{Date: date, Label: label, Kind: kind}
		if date == "" {
			open = append(open, e)
		} else {
			dated = append(dated, e)
		}
	}
	main := w.c.Paper()
	for _, x := range jointActs(main) {
		if x.DoneOn == nil || deref(x.Kind) == "omission" {
			continue
		}
		label := "被诉行政行为"
		if kind(main) == "reconsideration" {
			label = "被申请复议的行政行为"
		}
		if len(x.makers) > 0 && !slices.Contains(x.makers, w.a.Agency) {
			label += "（" + strings.Join(x.makers, "、") + "）"
		}
		if deref(x.Kind) == "reconsideration" {
			label = "行政复议决定"
		}
		add(*x.DoneOn, w.seen(main, label, x.Span), "act")
	}
	for i := range w.c.Papers {
		r := &w.c.Papers[i]
		for _, x := range r.Steps {
			add(x.On, w.seen(r, stepWords(r, x, true), x.Span), "suit")
		}
		if r.DecidedOn == nil {
			continue
		}
		label := word(r)
		if r.Instance != nil && *r.Instance != extract.Reconsideration {
			label = r.Instance.Label() + label
		} else if kind(r) == "reconsideration" {
			label = "行政复议" + label
		}
		add(*r.DecidedOn, w.seenAt(r, label, r.Spans, "decided_on"), "instance")
	}
	for _, p := range main.Prior {
		own := slices.ContainsFunc(w.c.Papers, func(r extract.Record) bool {
			return p.CaseNumber != nil && deref(r.CaseNumber) == *p.CaseNumber
		})
		if p.DecidedOn == nil || own {
			continue
		}
		label := "原审裁判"
		if main.Instance != nil && *main.Instance == extract.Second && len(main.Prior) == 1 {
			label = "一审裁判"
		}
		if n := deref(p.CaseNumber); n != "" {
			label += "，" + n
		}
		add(*p.DecidedOn, w.seenAt(main, label, p.Spans, "decided_on"), "instance")
	}
	add(w.known.served, "文书送达", "service")
	// What is effective by itself needs no day of effect of its own.
	if w.known.effective != "" || w.a.Effective == nil || !*w.a.Effective {
		add(w.known.effective, "发生法律效力", "effect")
	}
	for _, d := range w.a.Deadlines {
		if d.DueOn != nil {
			add(*d.DueOn, d.Name+"的期限（"+period(d)+"）", "deadline")
		}
	}
	sort.SliceStable(dated, func(i, j int) bool { return dated[i].Date < dated[j].Date })
	return append(unique(dated), open...)
}

func unique(list []Event) []Event {
	var out []Event
	seen := map[Event]bool{}
	for _, e := range list {
		if !seen[e] {
			seen[e] = true
			out = append(out, e)
		}
	}
	return out
}

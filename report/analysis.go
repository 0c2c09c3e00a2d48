package report

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"zeren/classify"
	"zeren/extract"
)

// AnalysisInputs are what an analysis of a period is made from.
type AnalysisInputs struct {
	Pack     *classify.Pack // whose agencies are counted
	Cases    []Listed       // the register
	From, To time.Time      // by the date of the decision, both days included
	Settings Settings
}

// Analysis drafts the analysis of a period that a joint meeting discusses
// (温州 五（二）): how many cases the agencies of a place lost, which agencies, on
// which grounds, in which fields and when, whether heads appeared, and typical
// cases in which private persons are not to be known. Each dispute counts once,
// by the paper that stands at its end. The article of the regulation that asks for
// it is the pack's setting “statistics”; without one the regulation is named
// alone. The same register and period give the same draft.
func Analysis(in AnalysisInputs) (Draft, error) {
	lib, err := libraryOf(in.Pack)
	if err != nil {
		return Draft{}, fmt.Errorf("%s/%w", in.Pack.ID, err)
	}
	s := countCases(in.Pack, in.Cases, in.From, in.To)
	w := analyst{in: in, s: s, cite: lib.style.Cite}
	span, whole := spanWords(in.From, in.To)
	title := span + "行政诉讼败诉案件情况分析"
	if !whole {
		title = "行政诉讼败诉案件情况分析（" + span + "）"
	}
	d := Draft{
		ID: "statistics", Jurisdiction: in.Pack.ID, Title: title, Form: Report,
		Meta: Meta{Subject: in.Pack.Title, Date: in.To.Format(time.DateOnly)},
	}
	if !in.Settings.Confirmed {
		d.Marks = []string{MarkDraft}
	}
	w.whole(span)
	if len(s.cases) > 0 {
		w.spread()
		w.reasons()
		w.heads()
		w.typical()
	}
	w.notes()
	d.Blocks = w.blocks
	sources := []string{}
	for _, c := range s.cases {
		sources = append(sources, fmt.Sprintf("%s#%d", c.Source, c.Part))
	}
	sum, err := digest(struct {
		Version, Pack, From, To string
		Settings                Settings
		Sources                 []string
		Blocks                  []Block
	}{Version, in.Pack.Digest, s.from, s.to, in.Settings, sources, d.Blocks})
	if err != nil {
		return d, fmt.Errorf("digest the analysis: %w", err)
	}
	d.Digest = sum
	d.Meta.Keywords = append([]string{"pack:" + in.Pack.ID + "@" + in.Pack.Version + ":" + in.Pack.Digest}, in.Settings.Program...)
	d.Meta.Keywords = append(d.Meta.Keywords, "draft:"+sum)
	return d, nil
}

// spanWords name a period: 2026年上半年, 2026年第1季度, 2026年; else, and then
// false, its days.
func spanWords(from, to time.Time) (string, bool) {
	a, b := from.Format("01-02"), to.Format("01-02")
	if from.Year() == to.Year() {
		y := fmt.Sprintf("%d年", from.Year())
		for _, k := range [][3]string{
			{"01-01", "06-30", "上半年"}, {"07-01", "12-31", "下半年"}, {"01-01", "12-31", ""},
			{"01-01", "03-31", "第1季度"}, {"04-01", "06-30", "第2季度"}, {"07-01", "09-30", "第3季度"}, {"10-01", "12-31", "第4季度"},
		} {
			if a == k[0] && b == k[1] {
				return y + k[2], true
			}
		}
	}
	return from.Format("2006年1月2日") + "至" + to.Format("2006年1月2日"), false
}

// analyst writes the blocks of an analysis.
type analyst struct {
	in     AnalysisInputs
	s      statistics
	cite   func(short string) string // a provision in full
	blocks []Block
	counts [3]int
}

func (w *analyst) heading(level int, text string) {
	w.counts[level]++
	number := hanNumber(w.counts[level]) + "、"
	if level == 1 {
		w.counts[2] = 0
	} else {
		number = "（" + hanNumber(w.counts[level]) + "）"
	}
	w.blocks = append(w.blocks, Block{Kind: Heading, Level: level, Runs: []Run{{Text: number + text}}})
}

func (w *analyst) para(format string, args ...any) {
	w.blocks = append(w.blocks, Block{Kind: Paragraph, Runs: []Run{{Text: fmt.Sprintf(format, args...)}}})
}

func (w *analyst) quote(text string) {
	w.blocks = append(w.blocks, Block{Kind: Quote, Runs: []Run{{Text: text}}})
}

func (w *analyst) small(text string) {
	w.blocks = append(w.blocks, Block{Kind: Note, Runs: []Run{{Text: text}}})
}

func (w *analyst) table(widths []float64, head []string, rows [][]string) {
	t := &Table{Widths: widths, Head: head}
	for _, r := range rows {
		var cells []Cell
		for _, s := range r {
			cells = append(cells, Cell{Text: []string{s}})
		}
		t.Rows = append(t.Rows, cells)
	}
	w.blocks = append(w.blocks, Block{Kind: Rows, Table: t})
}

// mostBars is how many rows a chart shows; a table beside it has them all.
const mostBars = 12

// chart draws figures: all cases and the lost ones where both is set, else the
// lost ones; those without a loss are then left out.
func (w *analyst) chart(title, unit string, list []figure, both bool) {
	c := &Chart{Title: title, Unit: unit}
	all, lost := Series{Name: "审结"}, Series{Name: "败诉（含部分败诉）", Lost: true}
	for _, f := range list {
		if !both && f.losses() == 0 || len(c.Labels) == mostBars {
			continue
		}
		c.Labels = append(c.Labels, f.name)
		all.Values, lost.Values = append(all.Values, f.all()), append(lost.Values, f.losses())
	}
	if len(c.Labels) == 0 {
		return
	}
	c.Series = []Series{lost}
	if both {
		c.Series = []Series{all, lost}
	}
	w.blocks = append(w.blocks, Block{Kind: Figure, Chart: c})
}

// rate is a share in percent with one decimal, — where there is nothing to
// divide by.
func rate(part, of int) string {
	if of == 0 {
		return "—"
	}
	return fmt.Sprintf("%.1f%%", 100*float64(part)/float64(of))
}

func rowOf(f figure) []string {
	return []string{f.name, fmt.Sprint(f.all()), fmt.Sprint(f.lost), fmt.Sprint(f.partly), fmt.Sprint(f.won), fmt.Sprint(f.undecided), rate(f.losses(), f.all()), rate(f.losses(), f.merits())}
}

var (
	tallyHead   = []string{"", "审结", "败诉", "部分败诉", "胜诉", "未作实体裁判", "败诉率①", "败诉率②"}
	tallyWidths = []float64{30, 9, 9, 10, 9, 12, 11, 11}
)

func (w *analyst) tallies(what string, list []figure) {
	head := append([]string{what}, tallyHead[1:]...)
	var rows [][]string
	for _, f := range list {
		rows = append(rows, rowOf(f))
	}
	w.table(tallyWidths, head, rows)
}

// rateNote says how the two loss rates are reckoned.
const rateNote = "注：败诉率①＝（败诉＋部分败诉）÷全部审结案件；败诉率②＝（败诉＋部分败诉）÷作出实体裁判的案件（败诉＋部分败诉＋胜诉）。" +
	"“未作实体裁判”指驳回起诉、准许撤诉、终止、发回重审、调解等。分母为零的，以“—”表示。"

// whole tells what was counted and the sums.
func (w *analyst) whole(span string) {
	p := w.in.Pack
	w.heading(1, "总体情况")
	name := "《" + p.Title + "》"
	if p.Number != "" {
		name += "（" + p.Number + "）"
	}
	if article := p.Settings["statistics"]; article != "" {
		w.para("根据%s%s的规定，对%s行政机关的行政诉讼败诉案件情况进行分析。该规定要求：", name, w.cite(article), span)
		w.quote(p.Quote(article, 0))
	} else {
		w.para("对%s适用%s的行政机关的行政诉讼败诉案件情况进行分析。", span, name)
	}
	w.para("本分析根据台账中%s至%s作出的裁判、决定文书统计。每一争议计一件，以最后的裁判为准；已被取代的和重复的文书不重复计算。", dateWords(w.s.from), dateWords(w.s.to))
	if len(w.s.cases) == 0 {
		w.para("台账中没有本期作出的、本规定所称行政机关为当事人的裁判或者决定，本期无可分析的案件。")
		return
	}
	t := w.s.suits
	w.para("本期审结行政诉讼案件%d件，其中败诉%d件、部分败诉%d件、胜诉%d件、未作实体裁判%d件。按全部审结案件计算的败诉率为%s，按作出实体裁判的案件计算的败诉率为%s。",
		t.all(), t.lost, t.partly, t.won, t.undecided, rate(t.losses(), t.all()), rate(t.losses(), t.merits()))
	if w.s.open > 0 {
		w.para("上述败诉案件中，有%d件裁判是否已经发生法律效力尚待确认。", w.s.open)
	}
	w.tallies("程序", w.s.procedures)
	w.small(rateNote + "行政复议、非诉执行审查、再审审查和民事诉讼的案件列入上表，不计入行政诉讼的件数和败诉率。")
}

// spread tells where the losses are.
func (w *analyst) spread() {
	if w.s.suits.all() == 0 {
		return
	}
	w.heading(1, "败诉案件分布")
	w.heading(2, "按行政机关")
	w.para("共同被告案件，每个行政机关各计一件次，因此各机关件次之和可以大于案件数。")
	w.chart("各行政机关败诉情况", "件次", w.s.agencies, false)
	w.tallies("行政机关", w.s.agencies)
	w.heading(2, "按行政管理领域")
	w.para("领域按行政机关的名称、案由和被诉行为确定，每案归入一个领域；确定不了的，列为“%s”。", unknownField)
	w.chart("各领域审结和败诉案件", "件", w.s.fields, true)
	w.tallies("领域", w.s.fields)
	w.heading(2, "按季度")
	w.chart("各季度审结和败诉案件", "件", w.s.quarters, true)
	w.tallies("季度", w.s.quarters)
	w.heading(2, "按审级")
	var suits []figure
	for _, f := range w.s.procedures {
		if isSuit(f.name) {
			suits = append(suits, f)
		}
	}
	w.chart("各审级审结和败诉案件", "件", suits, true)
	w.tallies("审级", suits)
	w.small("注：一审、二审按最后裁判的审级统计；经二审、再审改判或者维持的，只计最后的裁判。")
}

// reasons tells on which grounds.
func (w *analyst) reasons() {
	if len(w.s.grounds) == 0 {
		return
	}
	w.heading(1, "败诉原因")
	w.para("败诉（含部分败诉）的行政诉讼案件，裁判据以认定的过错如下；一案有几项过错的，分别计算。裁判没有写明、程序没有读出的，列为“%s”。", unknownField)
	w.chart("各类过错涉及的败诉案件", "件", w.s.grounds, false)
	var rows [][]string
	for _, g := range w.s.grounds {
		rows = append(rows, []string{g.name, fmt.Sprint(g.losses()), rate(g.losses(), w.s.suits.losses())})
	}
	w.table([]float64{50, 25, 25}, []string{"过错", "涉及案件（件）", "占败诉案件"}, rows)
}

// heads tells whether the heads of agencies appeared in court.
func (w *analyst) heads() {
	came, not, silent := w.s.came[0], w.s.came[1], w.s.came[2]
	if came+not+silent == 0 {
		return
	}
	w.heading(1, "行政机关负责人出庭应诉")
	w.para("本期行政诉讼案件中，裁判文书载明行政机关负责人（含副职负责人）出庭的%d件次，载明未出庭的%d件次，未载明的%d件次。在载明是否出庭的案件中，出庭率为%s。", came, not, silent, rate(came, came+not))
	w.blocks = append(w.blocks, Block{Kind: Figure, Chart: &Chart{Title: "行政机关负责人出庭应诉", Unit: "件次", Labels: []string{"出庭", "未出庭", "未载明"},
		Series: []Series{{Name: "件次", Values: w.s.came[:]}}}})
}

// mostTypical is how many typical cases an analysis tells.
const mostTypical = 5

// typical tells a case for each ground, the most frequent grounds first.
func (w *analyst) typical() {
	var picked []*counted
	for _, g := range w.s.grounds {
		if g.name == unknownField || len(picked) == mostTypical {
			continue
		}
		for i := range w.s.cases {
			c := &w.s.cases[i]
			if !isSuit(c.procedure) || !c.lost() || !slices.Contains(c.grounds(), g.name) || slices.Contains(picked, c) {
				continue
			}
			picked = append(picked, c)
			break
		}
	}
	if len(picked) == 0 {
		return
	}
	w.heading(1, "典型案例")
	for _, c := range picked {
		w.story(c)
	}
	w.small("注：典型案例由程序按最常见的败诉原因各选一件，摘自裁判文书；自然人的姓名、住址、证件号码等，参照《最高人民法院关于人民法院在互联网公布裁判文书的规定》第九条、第十条的方法隐去。")
	w.small("下列内容程序不隐去或者不能保证隐去，公开发布前须由人逐件核对：机关、法院、企业和其他组织的名称，案号和文号；出庭负责人等公职人员的姓名；不在当事人名单之内、前面又没有“证人”“之子”一类称谓的人名；健康状况、婚姻家庭、商业秘密，以及由案情可以推知本人的细节。涉及未成年人、个人隐私的案件是否适宜作为典型案例，由人决定。")
}

// story tells one case, with private persons hidden.
func (w *analyst) story(c *counted) {
	r := &c.Record
	papers := c.Case.Papers
	if len(papers) == 0 {
		papers = []extract.Record{*r}
	}
	m := newMask(papers)
	var agencies, others []string
	for _, x := range c.agencies {
		agencies = append(agencies, x.Agency)
	}
	for _, p := range r.Parties {
		if p.Kind != extract.Agency && !strings.Contains(p.Role, "第三人") {
			others = appendNew(others, m.text(p.Name))
		}
	}
	title := strings.Join(agencies, "、")
	if len(others) > 0 {
		title = some(2, "人", others) + "诉" + title
	}
	if r.Cause != nil {
		title += m.text(oneLine(*r.Cause))
	}
	w.heading(2, strings.TrimSuffix(title, "案")+"案")
	effect := ""
	if !c.inForce() {
		effect = "（是否已经生效待确认）"
	}
	w.para("%s于%s作出%s%s。", orUnknown(organName(r), "裁判机关"), orUnknown(dateWords(deref(r.DecidedOn)), "某日"), deref(r.CaseNumber)+r.DocumentType.Label(), effect)
	if len(r.ChallengedActs) > 0 {
		w.para("被诉行为：%s", end(m.text(oneLine(r.ChallengedActs[0].Text))))
	}
	var items []string
	for _, d := range r.Dispositions {
		items = append(items, stop(m.text(oneLine(d.Text))))
	}
	if len(items) > 0 {
		w.para("裁判结果：%s。", strings.Join(items, "；"))
	}
	if upheld := c.upheld(); len(upheld) > 0 {
		w.para("所维持的裁判：%s。", m.text(strings.Join(upheld, "；")))
	}
	const most = 3
	quoted := []string{}
	for i := range r.Errors {
		f := &r.Errors[i]
		if _, blamed := c.blamed(f); !f.Ground || !blamed || len(f.Evidence) == 0 || len(quoted) == most {
			continue
		}
		quoted = appendNew(quoted, end(m.text(oneLine(f.Evidence[0].Text))))
	}
	announced := ""
	if len(quoted) > 0 {
		announced = "裁判写明："
	}
	w.para("裁判认定的过错为：%s。%s", strings.Join(c.grounds(), "；"), announced)
	for _, q := range quoted {
		w.quote(q)
	}
	var met []string
	for i := range c.Outcome.Assessments {
		a := &c.Outcome.Assessments[i]
		if a.Jurisdiction != w.in.Pack.ID {
			continue
		}
		for _, x := range a.Clauses {
			if x.Verdict == classify.Met && (x.Kind == "trigger" || x.Kind == "fault") {
				met = appendNew(met, w.cite(x.Article))
			}
		}
	}
	if len(met) > 0 {
		w.para("对照本规定，符合%s。", strings.Join(met, "、"))
	}
}

// upheld are the clauses of the decision below, where it was upheld.
func (c *counted) upheld() []string {
	r := &c.Record
	affirmed := slices.ContainsFunc(r.Dispositions, func(d extract.Disposition) bool { return slices.Contains(d.Outcomes, extract.Affirm) })
	if !affirmed || len(r.Prior) == 0 {
		return nil
	}
	var out []string
	for _, d := range r.Prior[len(r.Prior)-1].Dispositions {
		out = append(out, stop(oneLine(d.Text)))
	}
	return out
}

func orUnknown(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// notes say what the figures leave out.
func (w *analyst) notes() {
	s := &w.s
	w.heading(1, "统计说明")
	w.para("适用范围按行政机关的名称和所在行政区划确定，与审理法院在何处无关。统计以台账为准，台账之外的案件不在其内。")
	if s.replaced > 0 {
		w.para("本期另有%d份文书已被后来的裁判取代，或者与其他文件重复，没有计算。", s.replaced)
	}
	if s.undated > 0 {
		w.para("另有%d份文书没有读出作出日期，不能归入任何一期，没有计算，须由人核对。", s.undated)
	}
	if len(s.unsure) > 0 {
		w.para("下列机关是否属于本规定所称行政机关尚不能确定，没有计算，须由人核对：%s。", some(10, "个机关", s.unsure))
	}
}

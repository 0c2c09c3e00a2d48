package pipelines

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"

	"zeren/classify"
	"zeren/extract"
	"zeren/pipelines/internal/store"
	"zeren/report"
)

// DifferenceFolder is where the reports of reprocessing go, below the outbox.
const DifferenceFolder = "重新处理"

// Differences compares what a batch made of its papers with what was made of
// them before, issues the report of it into the outbox, and ends the batch.
func (o *Office) Differences(ctx context.Context, b *Batch, by string) (report.Difference, []string, error) {
	d := report.Difference{On: o.now().Local(), Scope: b.scope(), By: by, Same: b.Same}
	list, err := load[[]string](o, b.Sources)
	if err != nil {
		return d, nil, err
	}
	asked := make(map[digest]bool, len(list))
	for _, sha := range list {
		asked[bytesOf(sha)] = true
	}
	causes := map[string]int{}
	for sha := range o.goneThrough(b) {
		if !asked[bytesOf(sha)] {
			d.Drawn++
		}
		if err := ctx.Err(); err != nil {
			return d, nil, err
		}
		if err := o.difference(ctx, b, sha, &d, causes); err != nil {
			return d, nil, err
		}
	}
	d.Sort()
	paths, err := o.issueDifference(ctx, b, by, &d)
	return d, paths, err
}

// goneThrough gives the sources that a batch went over, in the order in which
// they came: those that were asked for, and those that these drew in.
func (o *Office) goneThrough(b *Batch) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := 0; ; {
			sha := ""
			o.ledger.view(func() {
				for ; i < len(o.ledger.order) && sha == ""; i++ {
					if s := o.ledger.sources[o.ledger.order[i]]; s.batch == b.ID {
						sha = s.sha
					}
				}
			})
			if sha == "" || !yield(sha) {
				return
			}
		}
	}
}

// scope tells in Chinese what a batch went over.
func (b *Batch) scope() string {
	var list []string
	if b.Dir != "" {
		list = append(list, "文件夹"+b.Dir)
	} else {
		list = append(list, "全部留存的文书")
	}
	if s := b.Selection; s != nil {
		if s.From != "" || s.To != "" {
			list = append(list, fmt.Sprintf("作出日期%s至%s", cmp.Or(s.From, "最早"), cmp.Or(s.To, "最近")))
		}
		for _, p := range [][2]string{{"规定", s.Jurisdiction}, {"机关", s.Agency}, {"规定包摘要", s.Pack}} {
			if p[1] != "" {
				list = append(list, p[0]+" "+p[1])
			}
		}
	}
	return strings.Join(list, "，")
}

func (o *Office) issueDifference(ctx context.Context, b *Batch, by string, d *report.Difference) ([]string, error) {
	book, err := d.XLSX()
	if err != nil {
		return nil, err
	}
	paper, err := o.chain.Print(d.Draft())
	if err != nil && paper == nil {
		return nil, fmt.Errorf("printing the differences: %w", err)
	}
	ended := *b
	e := Event{Kind: BatchEnded, By: by, Batch: &ended, SM3: map[string]string{}}
	base := fmt.Sprintf("%s/%s 差异报告-%s", DifferenceFolder, d.On.Format(time.DateOnly), b.ID[:8])
	var paths []string
	for _, f := range []struct {
		ext  string
		data []byte
	}{{".pdf", paper}, {".xlsx", book}} {
		digest, err := o.blobs.PutBytes(f.data)
		if err != nil {
			return nil, err
		}
		p, err := publish(o.files, o.cfg.Outbox, base+f.ext, f.data)
		if err != nil {
			return nil, err
		}
		sm := store.SM3(f.data)
		paths, e.SM3[digest] = append(paths, p), sm
		ended.Files = append(ended.Files, IssuedDocument{Path: p, SHA256: digest, SM3: sm, Title: "重新处理差异报告"})
	}
	return paths, o.append(ctx, b.ID, e, true)
}

// difference compares the two runs of one source.
func (o *Office) difference(ctx context.Context, b *Batch, sha string, d *report.Difference, causes map[string]int) error {
	var name string
	var redone uint64
	o.ledger.view(func() {
		s := o.ledger.sources[sha]
		name, redone = s.name, s.redone
	})
	d.Files++
	last, err := o.lastRun(sha)
	if err != nil {
		return err
	}
	now, problem := side{task: last.task, outcome: last.outcome}, last.problem
	data, err := o.bus.Event(ctx, redone)
	if err != nil {
		return err
	}
	e, err := eventFrom(data)
	if err != nil {
		return err
	}
	c := comparison{o: o, sha: sha, name: name, before: side{task: e.Task, outcome: e.Outcome}, after: now, causes: map[string][]report.Change{}}
	switch {
	case problem != nil:
		d.Failed++
		c.add("处理失败："+problem.Text, report.Change{Kind: report.ChangedOutcome, Before: c.before.ended(), After: "未办成"})
	case e.Kind == Archived || e.Task == nil:
		d.First++
		return nil
	default:
		if err := c.compare(); err != nil {
			return err
		}
		if len(c.order) == 0 {
			d.Unchanged++
			if !slices.Equal(c.before.issued(), c.after.issued()) {
				d.Reissued++
			}
		}
	}
	for _, cause := range c.order {
		i, ok := causes[cause]
		if !ok {
			i = len(d.Causes)
			causes[cause] = i
			d.Causes = append(d.Causes, report.Cause{Text: cause})
		}
		d.Causes[i].Files++
		d.Causes[i].Changes = append(d.Causes[i].Changes, c.causes[cause]...)
	}
	return nil
}

// side is one of the two runs of a comparison.
type side struct {
	task    *Task
	outcome *Outcome
	records []extract.Record
	cases   []CaseResult
}

func (s *side) load(o *Office) (err error) {
	if s.task.Records != "" {
		if s.records, err = load[[]extract.Record](o, s.task.Records); err != nil {
			return err
		}
	}
	if s.task.Cases != "" {
		s.cases, err = load[[]CaseResult](o, s.task.Cases)
	}
	return err
}

func (s *side) ended() string {
	switch {
	case s.outcome == nil:
		return "未办成"
	case s.outcome.Aside:
		return "转人工处理：" + s.outcome.Text
	}
	return "已处理"
}

func (s *side) issued() (list []string) {
	if s.outcome != nil {
		for _, p := range s.outcome.Papers {
			for _, d := range p.Documents {
				list = append(list, d.SHA256)
			}
		}
	}
	return list
}

// comparison finds what is different in one source, and why.
type comparison struct {
	o             *Office
	sha, name     string
	before, after side
	order         []string
	causes        map[string][]report.Change
}

func (c *comparison) add(cause string, x report.Change) {
	x.Source, x.Name = c.sha, c.name
	if x.CaseNumber == "" {
		for _, s := range []*side{&c.after, &c.before} {
			if s.outcome != nil && len(s.outcome.Papers) > 0 {
				x.CaseNumber = cmp.Or(x.CaseNumber, s.outcome.Papers[0].CaseNumber)
			}
		}
	}
	if c.causes[cause] == nil {
		c.order = append(c.order, cause)
	}
	c.causes[cause] = append(c.causes[cause], x)
}

// bound tells which things of a stage are not the same in the two runs; of a
// pack only where the change is of its jurisdiction. "" where all are.
func (c *comparison) bound(stage, pack string) string {
	label := func(s *side) map[string]string {
		m := map[string]string{}
		for _, b := range c.o.ledger.boundOf(s.task.Version) {
			if b.Stage == stage && (b.Name != boundPack || b.Pack == pack) {
				m[b.Name+b.Pack] = b.Label()
			}
		}
		return m
	}
	x, y := label(&c.before), label(&c.after)
	if len(x) == 0 && c.before.task.Version != c.after.task.Version {
		return "此前由未记明细的早先版本处理"
	}
	var list []string
	keys := slices.Sorted(maps.Keys(x))
	for _, k := range slices.Sorted(maps.Keys(y)) {
		if _, ok := x[k]; !ok {
			keys = append(keys, k)
		}
	}
	for _, k := range keys {
		if x[k] != y[k] {
			list = append(list, fmt.Sprintf("%s → %s", cmp.Or(x[k], "（无）"), cmp.Or(y[k], "（无）")))
		}
	}
	return strings.Join(list, "，")
}

func (c *comparison) compare() error {
	if a, b := c.before.ended(), c.after.ended(); a != b {
		c.add(c.otherReading(), report.Change{Kind: report.ChangedOutcome, Before: a, After: b})
	}
	read, err := c.content()
	if err != nil {
		return err
	}
	c.documents(read)
	if len(c.order) == 0 {
		c.retold()
	}
	if c.before.task.Confirmed && !c.after.task.Confirmed {
		c.add(cmp.Or(strings.Join(c.order[:min(1, len(c.order))], ""), "评估的理由不同"), report.Change{Kind: report.ChangedDocument, Item: "报告的确认", Before: "已确认", After: "失效，待重新确认"})
	}
	return nil
}

// otherReading tells why papers read otherwise.
func (c *comparison) otherReading() string {
	return "读取不同：" + cmp.Or(c.reading(), "原因不明")
}

// content compares what the papers say and what the regulations make of it. It
// gives why the papers read otherwise, "" where they do not.
func (c *comparison) content() (read string, err error) {
	if err := c.before.load(c.o); err != nil {
		return "", err
	}
	if err := c.after.load(c.o); err != nil {
		return "", err
	}
	read = c.otherReading()
	n := len(c.causes[read])
	if c.before.task.Records != c.after.task.Records {
		for i := range max(len(c.before.records), len(c.after.records)) {
			c.record(read, at(c.before.records, i), at(c.after.records, i))
		}
	}
	if len(c.causes[read]) == n {
		read = ""
	}
	if c.before.task.Cases != c.after.task.Cases {
		c.assessments(read)
	}
	return read, nil
}

// retold tells of reports that were drafted anew because they speak of a linked
// paper that was read otherwise, where the assessment is the same.
func (c *comparison) retold() {
	a, b := c.before.task, c.after.task
	if len(a.Readings) == 0 || slices.Equal(a.Readings, b.Readings) || slices.Equal(c.before.issued(), c.after.issued()) {
		return
	}
	for _, p := range c.after.outcome.Papers {
		for _, d := range p.Documents {
			if !slices.Contains(c.before.issued(), d.SHA256) {
				c.add(c.why("", d.Jurisdiction), report.Change{Kind: report.ChangedDocument, CaseNumber: p.CaseNumber, Agency: d.Agency, Item: "《" + d.Title + "》", Before: "已出具", After: "因关联的文书重新出具"})
			}
		}
	}
}

// reading tells why papers read otherwise, "" where that is not known.
func (c *comparison) reading() string {
	var list []string
	if c.before.task.Document != c.after.task.Document {
		list = append(list, cmp.Or(c.bound(stageIngest, ""), "外部识别程序不同"))
	}
	if w := c.bound(stageExtract, ""); w != "" {
		list = append(list, w)
	}
	return strings.Join(list, "，")
}

func at[T any](list []T, i int) *T {
	if i < len(list) {
		return &list[i]
	}
	return nil
}

// record compares two readings of one paper.
func (c *comparison) record(cause string, a, b *extract.Record) {
	switch {
	case a == nil:
		c.add(cause, report.Change{Kind: report.ChangedOutcome, Item: "文书", CaseNumber: deref(b.CaseNumber), Before: "无", After: caseName(*b)})
		return
	case b == nil:
		c.add(cause, report.Change{Kind: report.ChangedOutcome, Item: "文书", CaseNumber: deref(a.CaseNumber), Before: caseName(*a), After: "无"})
		return
	}
	number := cmp.Or(deref(b.CaseNumber), deref(a.CaseNumber))
	results := func(r *extract.Record) map[string]string {
		m := map[string]string{}
		for _, x := range r.Results {
			m[x.Agency] = x.Result.Label()
		}
		return m
	}
	c.maps(results(a), results(b), func(agency, x, y string) {
		c.add(cause, report.Change{Kind: report.ChangedResult, CaseNumber: number, Agency: agency, Before: x, After: y})
	})
	findings := func(r *extract.Record) map[string]string {
		m := map[string]string{}
		for _, f := range r.Errors {
			key := f.Code.Label() + "\x00" + strings.Join(f.Agencies, "、")
			rule, _, _ := strings.Cut(f.Rule, "：")
			text := "有（规则 " + rule + "）"
			if f.Minor {
				text = "有，轻微（规则 " + rule + "）"
			}
			if !strings.Contains(m[key], text) {
				m[key] = strings.TrimPrefix(m[key]+"、"+text, "、")
			}
		}
		return m
	}
	c.maps(findings(a), findings(b), func(key, x, y string) {
		code, agency, _ := strings.Cut(key, "\x00")
		c.add(cause, report.Change{Kind: report.ChangedFinding, CaseNumber: number, Agency: agency, Item: code, Before: x, After: y})
	})
	c.rest(cause, number, "", a, b, recordLabels, "results", "errors")
}

// maps calls for each key whose values differ, with 无 for a missing one.
func (c *comparison) maps(a, b map[string]string, each func(key, x, y string)) {
	keys := slices.Sorted(maps.Keys(a))
	for _, k := range slices.Sorted(maps.Keys(b)) {
		if _, ok := a[k]; !ok {
			keys = append(keys, k)
		}
	}
	for _, k := range keys {
		if a[k] != b[k] {
			each(k, cmp.Or(a[k], "无"), cmp.Or(b[k], "无"))
		}
	}
}

// rest names the fields of two values that differ, but for those that were
// compared one by one.
func (c *comparison) rest(cause, number, agency string, a, b any, labels map[string]string, but ...string) {
	x, y := fields(a), fields(b)
	keys := slices.Sorted(maps.Keys(x))
	for _, k := range slices.Sorted(maps.Keys(y)) {
		if _, ok := x[k]; !ok {
			keys = append(keys, k)
		}
	}
	for _, k := range keys {
		if slices.Contains(but, k) || bytes.Equal(x[k], y[k]) {
			continue
		}
		c.add(cause, report.Change{Kind: report.ChangedOther, CaseNumber: number, Agency: agency, Item: cmp.Or(labels[k], k), Before: plainValue(x[k]), After: plainValue(y[k])})
	}
}

func fields(v any) map[string]json.RawMessage {
	m := map[string]json.RawMessage{}
	data, err := json.Marshal(v)
	if err == nil {
		_ = json.Unmarshal(data, &m)
	}
	return m
}

// plainValue shows a value that is a text or a number; of others that they are
// there.
func plainValue(raw json.RawMessage) string {
	var s string
	switch {
	case len(raw) == 0 || string(raw) == "null" || string(raw) == "[]":
		return "无"
	case json.Unmarshal(raw, &s) == nil:
		return s
	case raw[0] != '[' && raw[0] != '{':
		return string(raw)
	}
	return "（详见评估结果）"
}

// assessments compares what the regulations make of the papers.
func (c *comparison) assessments(read string) {
	type key struct {
		part                 int
		jurisdiction, agency string
	}
	index := func(s *side) (m map[key]*classify.Assessment, order []key) {
		m = map[key]*classify.Assessment{}
		for i := range s.cases {
			for j := range s.cases[i].Outcome.Assessments {
				a := &s.cases[i].Outcome.Assessments[j]
				k := key{s.cases[i].Part, a.Jurisdiction, a.Agency}
				m[k], order = a, append(order, k)
			}
		}
		return m, order
	}
	x, order := index(&c.before)
	y, more := index(&c.after)
	for _, k := range more {
		if x[k] == nil {
			order = append(order, k)
		}
	}
	for _, k := range order {
		c.assessment(c.why(read, k.jurisdiction), x[k], y[k])
	}
}

// why tells why an assessment under a regulation is another.
func (c *comparison) why(read, jurisdiction string) string {
	var list []string
	if read != "" {
		list = append(list, read)
	}
	if w := c.bound(stageClassify, jurisdiction); w != "" {
		list = append(list, "评估不同："+w)
	}
	a, b := c.before.task, c.after.task
	if cmp.Or(a.Sheet, a.Lent) != cmp.Or(b.Sheet, b.Lent) {
		list = append(list, "录入的事实不同")
	}
	switch {
	case !slices.Equal(a.With, b.With) || a.SameAs != b.SameAs || !slices.Equal(a.Ties, b.Ties):
		list = append(list, "关联的文书不同")
	case !slices.Equal(a.Readings, b.Readings) && (len(a.Readings) > 0 || len(list) == 0):
		list = append(list, strings.TrimSuffix("关联的文书读取不同："+c.reading(), "："))
	}
	if a.Memory != b.Memory {
		list = append(list, "同一责任人的先前案件不同")
	}
	return cmp.Or(strings.Join(list, "；"), "原因不明")
}

func (c *comparison) assessment(cause string, a, b *classify.Assessment) {
	any, n := cmp.Or(b, a), len(c.causes[cause])
	applies := func(x *classify.Assessment) string {
		switch {
		case x == nil:
			return "没有评估"
		case x.Applies == nil:
			return "待核实"
		case *x.Applies:
			return "适用"
		}
		return "不适用"
	}
	if p, q := applies(a), applies(b); p != q {
		c.add(cause, report.Change{Kind: report.ChangedScope, Agency: any.Agency, Item: any.Jurisdiction, Before: p, After: q})
	}
	if a == nil || b == nil {
		return
	}
	verdicts := map[classify.Verdict]string{classify.Met: "符合", classify.NotMet: "不符合", classify.Undetermined: "待核实"}
	clauses := func(x *classify.Assessment) map[string]string {
		m := map[string]string{}
		for _, cl := range x.Clauses {
			m[cl.Cite+"（"+cl.ID+"）"] = verdicts[cl.Verdict]
		}
		return m
	}
	deadlines := func(x *classify.Assessment) map[string]string {
		m := map[string]string{}
		for _, d := range x.Deadlines {
			m[d.Name+"（"+d.Article+"）"] = cmp.Or(deref(d.DueOn), strings.Join(d.Working, "；"), "起算日待核实")
		}
		return m
	}
	owed := func(x *classify.Assessment) map[string]string {
		m := map[string]string{}
		for _, d := range x.Documents {
			m["《"+d.Title+"》（"+d.Article+"）"] = "应出"
		}
		return m
	}
	for _, part := range []struct {
		kind report.ChangeKind
		of   func(*classify.Assessment) map[string]string
	}{{report.ChangedClause, clauses}, {report.ChangedDeadline, deadlines}, {report.ChangedDocument, owed}} {
		c.maps(part.of(a), part.of(b), func(item, x, y string) {
			c.add(cause, report.Change{Kind: part.kind, Agency: any.Agency, Item: item, Before: x, After: y})
		})
	}
	if len(c.causes[cause]) == n {
		// Nothing that is counted: say what else is different, if anything is.
		c.rest(cause, "", any.Agency, a, b, assessmentLabels, "pack_version", "pack_digest", "calendar_digest", "clauses", "deadlines", "documents")
	}
}

// documents compares what was issued, by what it is; that the same document was
// printed anew is no change.
func (c *comparison) documents(read string) {
	list := func(s *side) map[string]string {
		m := map[string]string{}
		if s.outcome != nil {
			for _, p := range s.outcome.Papers {
				for _, d := range p.Documents {
					m[d.Jurisdiction+"\x00"+d.Agency+"\x00《"+d.Title+"》"] = "已出具"
				}
			}
		}
		return m
	}
	c.maps(list(&c.before), list(&c.after), func(key, x, y string) {
		part := strings.Split(key, "\x00")
		cause := c.why(read, part[0])
		if w := c.bound(stageReport, ""); w != "" && cause == "原因不明" {
			cause = "起草不同：" + w
		}
		c.add(cause, report.Change{Kind: report.ChangedDocument, Agency: part[1], Item: part[2], Before: x, After: y})
	})
}

// boundOf is what a version of the chain stands for.
func (l *ledger) boundOf(version string) (list []Binding) {
	l.view(func() { list = l.bound[version] })
	return list
}

// The fields of a record and of an assessment, as people call them.
var (
	recordLabels = map[string]string{
		"document_type": "文书种类", "organ": "裁判机关", "case_number": "案号", "decided_on": "作出日期", "instance": "审级",
		"cause": "案由", "parties": "当事人", "challenged_acts": "被诉行为", "prior": "先前程序", "facts": "查明的事实",
		"dispositions": "主文", "laws": "引用的法律", "amounts": "金额", "appearances": "出庭应诉", "final": "效力",
		"warnings": "请注意", "problems": "读取问题", "cites": "提到的案号", "spans": "出处", "sections": "各部分", "source": "来源",
	}
	assessmentLabels = map[string]string{
		"because": "适用的理由", "missing": "待核实的事实", "effective": "是否生效", "effective_on": "生效日期", "measures": "追究方式",
		"referrals": "移送", "responsibility": "责任划分", "questions": "待核实事项", "repeats": "先前案件", "notices": "提示", "warnings": "请注意",
	}
)

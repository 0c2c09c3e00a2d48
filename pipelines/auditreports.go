package pipelines

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// exported is a report of a package, or a file beside one.
type exported struct {
	path, sha string
	seq       uint64 // of the event that issued it last
	at        time.Time
	confirmed bool
}

// follow keeps track of the reports of the file: what was issued, and what is
// in force. Reports are in force from the outcome that names them to the next
// outcome, whatever became of them in the outbox.
func (x *exporter) follow(e *Event) {
	if e.Source != x.source {
		return
	}
	switch {
	case e.Kind == Confirmed:
		x.signed = fmt.Sprintf("%s，%s", e.By, moment(e.At))
	case e.Kind == Settled && e.Outcome != nil && e.Task != nil:
		x.inForce = nil
		for _, p := range e.Outcome.Papers {
			for _, d := range p.Documents {
				x.issue(e, d.Path, d.SHA256)
				for _, twin := range d.Twins {
					x.issue(e, twin.Path, twin.SHA256)
				}
			}
		}
	}
}

func (x *exporter) issue(e *Event, path, sha string) {
	i := slices.IndexFunc(x.reports, func(r *exported) bool { return r.path == path && r.sha == sha })
	if i < 0 {
		i = len(x.reports)
		x.reports = append(x.reports, &exported{path: path, sha: sha})
	}
	r := x.reports[i]
	r.seq, r.at, r.confirmed = e.Seq, e.At, e.Task.Confirmed
	x.inForce = append(x.inForce, r)
}

// beijing is the time of the offices, whatever machine exports.
var beijing = time.FixedZone("北京时间", 8*60*60)

func moment(t time.Time) string { return t.In(beijing).Format("2006年1月2日15:04") }

// The folders of the reports of a package.
const (
	inForceFolder = "报告/现行/"
	formerFolder  = "报告/已被取代/"
)

// layReports adds the reports, and a list that says of each how it stands.
func (x *exporter) layReports() error {
	var list strings.Builder
	if len(x.reports) == 0 {
		return nil
	}
	list.WriteString("本案历次出具的报告（时间为北京时间）。列在“现行”之下的有效，其余不再有效，仅供查考。\n")
	if len(x.inForce) == 0 {
		list.WriteString("现在没有现行的报告。\n")
	}
	for _, part := range []struct {
		title, folder string
		current       bool
	}{{"现行", inForceFolder, true}, {"已被取代", formerFolder, false}} {
		first := true
		for _, r := range x.reports {
			if slices.Contains(x.inForce, r) != part.current {
				continue
			}
			if first {
				fmt.Fprintf(&list, "\n%s：\n", part.title)
				first = false
			}
			how := "草稿"
			if r.confirmed {
				how = "已确认"
				if part.current && x.signed != "" {
					how += "（" + x.signed + "）"
				}
			}
			name := part.folder + r.path
			fmt.Fprintf(&list, "  %s\n    第%d条事件，%s出具，%s\n    SHA-256 %s\n", name, r.seq, moment(r.at), how, r.sha)
			if _, err := x.blob(name, r.sha); err != nil {
				return err
			}
		}
	}
	x.add("报告/清单.txt", []byte(list.String()))
	return nil
}

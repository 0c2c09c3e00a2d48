package pipelines

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"zeren/classify"
	"zeren/extract"
	"zeren/ingest"
	"zeren/report"
)

// plainChain stands for the stages where a test is about the joints between
// them: it reads text and knows papers by their title and number alone.
func plainChain() *Chain {
	number := regexp.MustCompile(`（\d{4}）\S+?号`)
	line := func(text, key string) string {
		_, rest, _ := strings.Cut(text, key+"：")
		value, _, _ := strings.Cut(rest, "\n")
		return value
	}
	return &Chain{
		Decode: func(ctx context.Context, name string, data []byte) (ingest.Document, error) {
			return ingest.Decode(name, data, ingest.Options{})
		},
		Extract: func(d ingest.Document) []extract.Record {
			r := extract.Record{DocumentType: extract.Other, Source: extract.Source{Name: d.Source.Name, SHA256: d.Source.SHA256}}
			if strings.Contains(d.Text, "行政判决书") {
				r.DocumentType = extract.AdministrativeJudgment
			}
			if n := number.FindString(d.Text); n != "" {
				r.CaseNumber = &n
			}
			if strings.Contains(d.Text, "撤销") {
				r.Results = []extract.Result{{Agency: "某某县某某局", Result: extract.Lost}}
			} else if r.DocumentType == extract.AdministrativeJudgment {
				r.Results = []extract.Result{{Agency: "某某县某某局", Result: extract.Won}}
			}
			// What links papers stands in lines of its own.
			if prior := line(d.Text, "原判"); prior != "" {
				r.Prior = []extract.Prior{{CaseNumber: &prior}}
			}
			if cited := line(d.Text, "另见"); cited != "" {
				r.Cites = []string{cited}
			}
			if day := line(d.Text, "日期"); day != "" {
				r.DecidedOn = &day
			}
			for _, name := range strings.Fields(line(d.Text, "当事人")) {
				kind := extract.Person
				if strings.HasSuffix(name, "局") {
					kind = extract.Agency
				}
				r.Parties = append(r.Parties, extract.Party{Name: name, Kind: kind})
			}
			if strings.Contains(d.Text, "驳回再审申请") {
				r.Instance = new(extract.Review)
				r.Dispositions = []extract.Disposition{{Outcomes: []extract.Outcome{extract.RejectPetition}}}
			}
			return []extract.Record{r}
		},
		Assess: func(c classify.Case, f classify.Facts) (classify.Outcome, error) {
			var out classify.Outcome
			for _, r := range c.Paper().Results {
				if r.Result == extract.Won {
					continue
				}
				out.Assessments = append(out.Assessments, classify.Assessment{
					Jurisdiction: "somewhere", Agency: r.Agency, Documents: []classify.Document{{Title: "分析报告"}},
				})
			}
			return out, nil
		},
		Compose: func(c classify.Case, f classify.Facts, a classify.Assessment, confirmed bool) ([]report.Draft, error) {
			d := report.Draft{Jurisdiction: a.Jurisdiction, Agency: a.Agency, CaseNumber: deref(c.Paper().CaseNumber), Title: "分析报告"}
			for _, r := range c.Papers {
				d.Digest += r.Source.SHA256[:8]
			}
			if !confirmed {
				d.Marks = []string{"草稿"}
			}
			return []report.Draft{d}, nil
		},
		Print: func(d report.Draft) ([]byte, error) { return fmt.Appendf(nil, "%+v\n", d), nil },
		Edit:  func(d report.Draft) ([]byte, error) { return fmt.Appendf(nil, "%+v for editing\n", d), nil },
		Remind: func(c classify.Case, a classify.Assessment) []byte {
			return fmt.Appendf(nil, "deadlines of %s\n", deref(c.Paper().CaseNumber))
		},
		Path: func(d report.Draft, source, ext string) string {
			n := d.CaseNumber
			if n == "" {
				n = "无案号"
			}
			mark := strings.Join(d.Marks, "")
			return d.Jurisdiction + "/" + n + "/" + d.Agency + "-" + d.Title + "-" + Digest([]byte(source + mark + d.Digest))[:8] + "." + ext
		},
		Sheets:   func(data []byte) ([]classify.Facts, error) { return []classify.Facts{{}}, nil },
		Versions: Versions{"1", "1", "1", "1"},
	}
}

// place is a set of folders for one test.
type place struct {
	t       testing.TB
	cfg     Config
	mu      sync.Mutex
	notices []Notice
}

func newPlace(t testing.TB) *place {
	dir := t.TempDir()
	p := &place{t: t}
	p.cfg = Config{
		Inbox: filepath.Join(dir, "inbox"), Outbox: filepath.Join(dir, "outbox"), Data: filepath.Join(dir, "data"),
		Chain: plainChain(), Poll: 20 * time.Millisecond, Rest: 5 * time.Millisecond,
		ackWait: 30 * time.Second, await: time.Minute, backoff: 5 * time.Millisecond,
		Log: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelInfo})),
		Notify: func(n Notice) {
			p.mu.Lock()
			defer p.mu.Unlock()
			p.notices = append(p.notices, n)
		},
	}
	return p
}

func (p *place) drop(name, text string) {
	p.t.Helper()
	path := filepath.Join(p.cfg.Inbox, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		p.t.Fatal(err)
	}
}

func (p *place) open() *Office {
	p.t.Helper()
	o, err := Open(context.Background(), p.cfg)
	if err != nil {
		p.t.Fatal(err)
	}
	return o
}

// once runs to the end in an office of its own.
func (p *place) once() error {
	p.t.Helper()
	o := p.open()
	defer o.Close()
	return o.Once(context.Background())
}

// copied is an office in new folders that goes on where this one, closed, is.
func (p *place) copied(t testing.TB) *place {
	t.Helper()
	q := newPlace(t)
	from, to := filepath.Dir(p.cfg.Data), filepath.Dir(q.cfg.Data)
	q.cfg.Log, q.cfg.Chain, q.cfg.Poll, q.cfg.Rest = p.cfg.Log, p.cfg.Chain, p.cfg.Poll, p.cfg.Rest
	copyFolder(t, from, to)
	return q
}

// copyFolder copies the files of a folder.
func copyFolder(t testing.TB, from, to string) {
	t.Helper()
	err := fs.WalkDir(folderFS(from), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !d.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(from, p))
		if err != nil {
			return err
		}
		if err := os.MkdirAll(filepath.Dir(filepath.Join(to, p)), 0o755); err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, p), data, 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (p *place) kinds(k NoticeKind) (list []Notice) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, n := range p.notices {
		if n.Kind == k {
			list = append(list, n)
		}
	}
	return list
}

// tree gives the files below a folder with their text.
func tree(t testing.TB, dir string) map[string]string {
	t.Helper()
	m := map[string]string{}
	err := fs.WalkDir(folderFS(dir), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, p))
		m[p] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func judgment(n int, lost bool) string {
	outcome := "驳回原告的诉讼请求。"
	if lost {
		outcome = "撤销被告作出的行政处罚决定。"
	}
	return fmt.Sprintf("某某县人民法院\n行政判决书\n（2021）皖1524行初%d号\n原告张某某。被告某某县某某局。\n"+
		"本院认为，被诉行政处罚决定的合法性应当依法审查。依照《中华人民共和国行政诉讼法》的规定，判决如下：\n%s\n二〇二一年三月五日\n", n, outcome)
}

// mixed is an inbox with one of everything: lost, won, the same bytes twice,
// unreadable, no judgment.
func mixed() map[string]string {
	return map[string]string{
		"1 败诉.txt":    judgment(1, true),
		"2 败诉副本.txt":  judgment(1, true),
		"3 胜诉.txt":    judgment(3, false),
		"街道/4 空.txt":  "",
		"街道/5 通知.txt": "关于召开工作会议的通知，请各单位按时参加会议，认真准备有关材料，不得无故缺席，特此通知。",
	}
}

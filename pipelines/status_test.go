package pipelines

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil/promlint"

	"zeren/classify"
	"zeren/extract"
	"zeren/ingest"
)

func TestStatusCountsEachFileOnce(t *testing.T) {
	p := newPlace(t)
	for name, text := range mixed() {
		p.drop(name, text)
	}
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	o := p.open()
	defer o.Close()
	st := o.Status()
	if st.LastEvent.IsZero() || st.Events == 0 {
		t.Errorf("no events: %+v", st)
	}
	st.LastEvent, st.Events = time.Time{}, 0
	if want := (Status{Reported: 1, Filed: 1, Aside: 2}); st != want {
		t.Errorf("%+v, want %+v", st, want)
	}
}

func ask(o *Office, path string) (int, string) {
	w := httptest.NewRecorder()
	o.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w.Code, w.Body.String()
}

func TestHandlerTellsHowTheOfficeStands(t *testing.T) {
	p := newPlace(t)
	p.drop("1.txt", judgment(1, true))
	var later time.Duration
	p.cfg.Now = func() time.Time { return time.Now().Add(later) }
	o := p.open()
	defer o.Close()
	if err := o.Once(context.Background()); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/healthz", "/readyz"} {
		if code, body := ask(o, path); code != http.StatusOK || body != "正常\n" {
			t.Errorf("%s: %d %q", path, code, body)
		}
	}
	_, body := ask(o, "/metrics")
	for _, line := range []string{
		`zeren_documents{outcome="reported"} 1`,
		`zeren_documents{outcome="failed"} 0`,
		`zeren_stage_runs_total{outcome="done",stage="report"} 1`,
		`zeren_stage_seconds_count{stage="ingest"} 1`,
		`zeren_document_seconds_count{lane="live",outcome="reported"} 1`,
		`zeren_queue_depth{lane="live",stage="report"} 0`,
		`zeren_queue_depth{lane="archive",stage="report"} 0`,
		`zeren_dead_letters 0`, `zeren_ocr_waiting 0`, `zeren_documents_open 0`, `zeren_inbox_waiting 0`,
	} {
		if !strings.Contains(body, line+"\n") {
			t.Errorf("no %s in\n%s", line, body)
		}
	}

	lint(t, body)

	later = time.Hour
	if code, body := ask(o, "/healthz"); code != http.StatusServiceUnavailable || !strings.Contains(body, "没有查看收件文件夹") {
		t.Errorf("loop stands still: %d %q", code, body)
	}
	if err := os.RemoveAll(p.cfg.Outbox); err != nil {
		t.Fatal(err)
	}
	if code, body := ask(o, "/readyz"); code != http.StatusServiceUnavailable || !strings.Contains(body, "不存在") {
		t.Errorf("outbox gone: %d %q", code, body)
	}
}

// lint holds the metrics against the rules of Prometheus for their form and
// names, as promtool does.
func lint(t *testing.T, body string) {
	t.Helper()
	problems, err := promlint.New(strings.NewReader(body)).Lint()
	if err != nil {
		t.Fatalf("no text of Prometheus: %v", err)
	}
	for _, p := range problems {
		if strings.HasPrefix(p.Metric, "zeren_") {
			t.Errorf("%s: %s", p.Metric, p.Text)
		}
	}
}

// TestMetricsFromTheStart: every series that an alert may stand on is there
// before anything has happened, with nothing in it.
func TestMetricsFromTheStart(t *testing.T) {
	p := newPlace(t)
	o := p.open()
	defer o.Close()
	code, body := ask(o, "/metrics")
	if code != http.StatusOK {
		t.Fatalf("%d %s", code, body)
	}
	lint(t, body)
	for _, stage := range allStages {
		for _, line := range []string{
			`zeren_stage_runs_total{outcome="done",stage="%s"} 0`, `zeren_stage_runs_total{outcome="error",stage="%s"} 0`,
			`zeren_stage_seconds_count{stage="%s"} 0`, `zeren_queue_depth{lane="live",stage="%s"} 0`, `zeren_queue_depth{lane="archive",stage="%s"} 0`,
		} {
			if line = fmt.Sprintf(line, stage); !strings.Contains(body, line+"\n") {
				t.Errorf("no %s", line)
			}
		}
	}
	for _, outcome := range []string{"reported", "filed", "aside", "failed"} {
		for _, line := range []string{
			`zeren_documents{outcome="%s"} 0`, `zeren_document_seconds_count{lane="live",outcome="%s"} 0`, `zeren_document_seconds_count{lane="archive",outcome="%s"} 0`,
		} {
			if line = fmt.Sprintf(line, outcome); !strings.Contains(body, line+"\n") {
				t.Errorf("no %s", line)
			}
		}
	}
}

// TestLogNamesTheDocument: every line about a document carries its digest, one
// of a stage also the stage.
func TestLogNamesTheDocument(t *testing.T) {
	p := newPlace(t)
	var log bytes.Buffer
	p.cfg.Log = slog.New(slog.NewJSONHandler(&log, nil))
	names := map[string]bool{}
	for name, text := range mixed() {
		p.drop(name, text)
		names[Digest([]byte(text))] = true
	}
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	seen, stages := map[string]bool{}, 0
	for line := range strings.Lines(log.String()) {
		var l struct{ Msg, Source, Stage, Key, Problem string }
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		switch Kind(l.Msg) {
		case Begun, Bound:
			continue
		case StageDone:
			if stages++; l.Stage == "" {
				t.Errorf("no stage in %s", line)
			}
		}
		if !names[l.Source] {
			t.Errorf("no document in %s", line)
		}
		seen[l.Source] = true
	}
	if len(seen) != len(names) || stages < len(names) {
		t.Errorf("%d of %d documents, %d stages in the log", len(seen), len(names), stages)
	}
}

// TestUnclearGoesToAPerson: a judgment of which no result was read is not
// filed away as if nothing were owed.
func TestUnclearGoesToAPerson(t *testing.T) {
	p := newPlace(t)
	p.cfg.Chain.Extract = func(d ingest.Document) []extract.Record {
		return []extract.Record{{DocumentType: extract.AdministrativeJudgment, Source: extract.Source{Name: d.Source.Name, SHA256: d.Source.SHA256}}}
	}
	p.drop("1.txt", judgment(1, true))
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	o := p.open()
	defer o.Close()
	failed, err := o.Failed()
	if err != nil || len(failed) != 1 || !strings.Contains(failed[0].Outcome.Text, "没有读出行政机关的裁判结果") {
		t.Errorf("%+v, %v", failed, err)
	}
}

// TestRecognisedLoss: one wrong character in an agency's name, recognised from
// a picture, must not hide a loss behind "no regulation covers it".
func TestRecognisedLoss(t *testing.T) {
	c := CaseResult{Case: classify.Case{Papers: []extract.Record{{Results: []extract.Result{{Agency: "南阻市某某局", Result: extract.Lost}}}}}}
	scan := ingest.Document{Pages: []ingest.Page{{Reader: "ocr"}}}
	for name, test := range map[string]struct {
		doc   ingest.Document
		aside bool
	}{"scan": {scan, true}, "text": {ingest.Document{Pages: []ingest.Page{{Reader: "layer"}}}, false}} {
		var out Outcome
		out.unclear(test.doc, []CaseResult{c})
		if out.Aside != test.aside {
			t.Errorf("%s: %+v", name, out)
		}
	}
}

package pipelines

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"
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
		`zeren_queue_depth{lane="live",stage="report"} 0`,
		`zeren_queue_depth{lane="archive",stage="report"} 0`,
		`zeren_dead_letters 0`, `zeren_ocr_waiting 0`, `zeren_documents_open 0`, `zeren_inbox_waiting 0`,
	} {
		if !strings.Contains(body, line+"\n") {
			t.Errorf("no %s in\n%s", line, body)
		}
	}

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

package pipelines

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// meter counts what this process does. What the register knows is counted
// when it is asked for (see gauges), so that a restart loses nothing of it.
type meter struct {
	stages  *prometheus.CounterVec
	seconds *prometheus.HistogramVec
	whole   *prometheus.HistogramVec
}

func newMeter() meter {
	m := meter{
		stages: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "zeren_stage_runs_total", Help: "Runs of a stage over a document, by how they ended: done, or error.",
		}, []string{"stage", "outcome"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "zeren_stage_seconds", Help: "Time that a run of a stage took.",
			Buckets: []float64{.005, .02, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 120},
		}, []string{"stage"}),
		whole: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name:    "zeren_document_seconds",
			Help:    "Time from when a document was owed work (received, facts entered, sent again) until its outcome was known and its reports lay in the outbox, by lane and outcome.",
			Buckets: []float64{.1, .25, .5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 6 * 3600, 24 * 3600},
		}, []string{"lane", "outcome"}),
	}
	// Every series is there from the start: an alert on one that is missing
	// would never fire.
	for _, stage := range allStages {
		for _, outcome := range []string{"done", "error"} {
			m.stages.WithLabelValues(stage, outcome)
		}
		m.seconds.WithLabelValues(stage)
	}
	for _, lane := range []string{liveWork, oldWork} {
		for _, outcome := range []string{"reported", "filed", "aside", "failed"} {
			m.whole.WithLabelValues(lane, outcome)
		}
	}
	return m
}

// ended counts the whole way of a document to its outcome.
func (m meter) ended(lane, outcome string, took time.Duration) {
	m.whole.WithLabelValues(lane, outcome).Observe(took.Seconds())
}

// The lanes, as the metrics name them.
const (
	liveWork = "live"
	oldWork  = "archive"
)

// outcomeOf is how metrics name an outcome.
func outcomeOf(out *Outcome) string {
	switch {
	case out.Aside:
		return "aside"
	case out.reported():
		return "reported"
	}
	return "filed"
}

func (m meter) worked(stage string, err error, took time.Duration) {
	outcome := "done"
	if err != nil {
		outcome = "error"
	}
	m.stages.WithLabelValues(stage, outcome).Inc()
	m.seconds.WithLabelValues(stage).Observe(took.Seconds())
}

// Handler serves what operation asks of a running office: /healthz (the loop
// over the inbox comes round), /readyz (a file dropped now would be taken) and
// /metrics in the form of Prometheus. The answers are 200 or 503 with one
// Chinese sentence; nothing of any document is told.
func (o *Office) Handler() http.Handler {
	r := prometheus.NewRegistry()
	r.MustRegister(o.meter.stages, o.meter.seconds, o.meter.whole, gauges{o},
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	mux := http.NewServeMux()
	// Where the servers do not tell how long the queues are, the rest is served.
	mux.Handle("GET /metrics", promhttp.HandlerFor(r, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError}))
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { answer(w, o.Alive()) })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), askTimeout)
		defer cancel()
		answer(w, o.Ready(ctx))
	})
	return mux
}

func answer(w http.ResponseWriter, err error) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	if err == nil {
		fmt.Fprintln(w, "正常")
		return
	}
	text, remedy := Explain(err)
	w.WriteHeader(http.StatusServiceUnavailable)
	fmt.Fprintln(w, text+remedy)
}

// gauges tell how the office stands at the moment of asking.
type gauges struct{ o *Office }

var (
	filesDesc  = prometheus.NewDesc("zeren_documents", "Documents by what became of them last.", []string{"outcome"}, nil)
	openDesc   = prometheus.NewDesc("zeren_documents_open", "Documents that are owed work.", nil, nil)
	inboxDesc  = prometheus.NewDesc("zeren_inbox_waiting", "Files accepted that have not left the inbox.", nil, nil)
	ocrDesc    = prometheus.NewDesc("zeren_ocr_waiting", "Documents set aside until text recognition is there.", nil, nil)
	deadDesc   = prometheus.NewDesc("zeren_dead_letters", "Documents whose work ended in failure.", nil, nil)
	eventsDesc = prometheus.NewDesc("zeren_events", "Events in the log.", nil, nil)
	queueDesc  = prometheus.NewDesc("zeren_queue_depth", "Tasks before a stage, waiting or in hand, by lane: live, or archive.", []string{"stage", "lane"}, nil)
)

// Describe tells what Collect gives.
func (g gauges) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{filesDesc, openDesc, inboxDesc, ocrDesc, deadDesc, eventsDesc, queueDesc} {
		ch <- d
	}
}

// askTimeout is how long the queues may take to say how long they are.
const askTimeout = 5 * time.Second

// Collect counts.
func (g gauges) Collect(ch chan<- prometheus.Metric) {
	gauge := func(d *prometheus.Desc, n int, labels ...string) {
		ch <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, float64(n), labels...)
	}
	st := g.o.Status()
	gauge(filesDesc, st.Reported, "reported")
	gauge(filesDesc, st.Filed, "filed")
	gauge(filesDesc, st.Aside, "aside")
	gauge(filesDesc, st.Failed, "failed")
	gauge(openDesc, st.Open)
	gauge(inboxDesc, st.Waiting)
	gauge(ocrDesc, st.AwaitingOCR)
	gauge(deadDesc, st.Failed)
	gauge(eventsDesc, int(st.Events))
	ctx, cancel := context.WithTimeout(context.Background(), askTimeout)
	defer cancel()
	for _, stage := range allStages {
		for _, lane := range []string{liveWork, oldWork} {
			queue := stage
			if lane == oldWork {
				queue = archiveLane + stage
			}
			n, err := g.o.bus.Depth(ctx, queue)
			if err != nil {
				ch <- prometheus.NewInvalidMetric(queueDesc, err)
				continue
			}
			gauge(queueDesc, n, stage, lane)
		}
	}
}

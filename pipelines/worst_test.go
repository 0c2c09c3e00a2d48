package pipelines

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"zeren/ingest"
	"zeren/ingest/ocr"
)

// worst are files that keep a reader busy to its limits: pages nested in each
// other so that drawing one takes forever, a scan whose engine never answers,
// and what fails at once.
func worst() map[string]string {
	m := map[string]string{
		"坏 0 空.pdf":  "",
		"坏 0 断.pdf":  "%PDF-1.7\n1 0 obj\n<</Type/Catalog",
		"坏 0 乱.docx": "PK\x03\x04" + strings.Repeat("\x00\xff", 500),
	}
	for i := range 4 {
		m[fmt.Sprintf("坏 1 嵌套 %d.pdf", i)] = nested(i)
		m[fmt.Sprintf("坏 2 扫描 %d.pdf", i)] = scan(i)
	}
	return m
}

// pdfOf writes a PDF of one page with these objects behind the page's.
func pdfOf(resources, content string, objects ...string) string {
	var b strings.Builder
	b.WriteString("%PDF-1.4\n")
	all := append([]string{
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<" + resources + ">>/Contents 4 0 R>>",
		fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(content), content),
	}, objects...)
	var at []int
	for i, o := range all {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	x := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(all)+1)
	for _, o := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(all)+1, x)
	return b.String()
}

// nested draws ten forms that draw ten forms each, and so on.
func nested(n int) string {
	const depth = 11
	var forms []string
	for i := range depth {
		draw := fmt.Sprintf("0 0 %d %d re f ", i+n, i)
		for k := 0; k < 10 && i+1 < depth; k++ {
			draw += "/F Do "
		}
		forms = append(forms, fmt.Sprintf("<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</F %d 0 R>>>>/Length %d>>\nstream\n%s\nendstream", 6+i, len(draw), draw))
	}
	return pdfOf("/XObject<</F 5 0 R>>", "/F Do", forms...)
}

func scan(n int) string {
	return pdfOf("/XObject<</I 5 0 R>>", "q 595 0 0 842 0 0 cm /I Do Q",
		fmt.Sprintf("<</Type/XObject/Subtype/Image/Width 1/Height 2/BitsPerComponent 8/ColorSpace/DeviceGray/Length 2>>\nstream\n\xff%c\nendstream", 16+n))
}

// TestGoodBehindTheWorst: a judgment dropped behind the worst is reported
// while they are still running towards their limits.
func TestGoodBehindTheWorst(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	pool, err := ingest.NewPool(ingest.PoolConfig{
		Command: []string{os.Args[0]}, Env: []string{"ZEREN_TEST_READER=" + t.TempDir(), "ZEREN_TEST_ENGINE=1"}, Readers: 2, TempDir: t.TempDir(),
		Limits: ingest.Limits{Look: 2 * time.Second, Document: time.Hour, Page: time.Hour, Scan: time.Hour, Start: time.Hour},
		Aids: func() ingest.Aids {
			return ingest.Aids{OCR: ocr.Engine{Command: []string{os.Args[0], "{image}"}, Identity: "hangs"}}
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	p.cfg.Chain.Decode, p.cfg.Chain.Look = pool.Decode, pool.Look
	// The good one comes when all the bad ones have.
	bad := worst()
	for name, data := range bad {
		p.drop(name, data)
	}
	o := p.open()
	defer o.Close()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	reported := make(chan struct{})
	var received sync.Once
	notify := o.cfg.Notify
	o.cfg.Notify = func(n Notice) {
		notify(n)
		if n.Kind == Reported {
			close(reported)
		}
		if n.Kind == Accepted && len(p.kinds(Accepted)) == len(bad) {
			received.Do(func() { p.drop("好.txt", judgment(1, true)) })
		}
	}
	ended := make(chan error)
	go func() { ended <- o.Watch(ctx) }()
	select {
	case <-reported:
	case err := <-ended:
		t.Fatalf("ended: %v", err)
	}
	slow := 0
	for _, e := range register(t, o) {
		if e.Open {
			slow++
		} else if strings.HasPrefix(e.Name, "坏 1") || strings.HasPrefix(e.Name, "坏 2") {
			t.Errorf("%s ended first: %+v %+v", e.Name, e.Outcome, e.Problem)
		}
	}
	// The eight that run towards their limits; of the others, some may wait.
	if slow < 8 {
		t.Errorf("%d files still open", slow)
	}
	cancel()
	if err := pool.Close(); err != nil {
		t.Error(err)
	}
	if err := <-ended; err != nil && !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
}

package pipelines

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"time"

	"zeren/ingest"
	"zeren/pipelines/internal/store"
)

// DigestsOf gives both digests of data, as events and packages name it.
func DigestsOf(data []byte) Digests { return store.DigestsOf(data) }

// Export writes everything that is held about a file as a ZIP that can be
// verified without this program: see guide. The same events and blobs give the
// same bytes.
func (a *Audit) Export(ctx context.Context, e Entry, w io.Writer) error {
	x := exporter{a: a, source: e.Source, files: map[string][]byte{}}
	original, err := a.o.blobs.Get(e.Source)
	if err != nil {
		return err
	}
	x.add("原件/"+path.Base(ingest.Readable(e.Name)), original)
	if err := x.events(ctx); err != nil {
		return err
	}
	if err := x.layReports(); err != nil {
		return err
	}
	x.add("说明.txt", []byte(x.guide(e)))
	x.add("核对.sh", []byte(checkScript))
	return x.write(w)
}

// exporter gathers the parts of a package.
type exporter struct {
	a      *Audit
	source string
	files  map[string][]byte
	order  []string
	last   time.Time
	begin  uint64 // first event of the segment
	end    uint64
	runs   int
	sheets int

	reports []*exported // in the order in which they were issued first
	inForce []*exported // those of the last outcome
	signed  string      // who confirmed last, and when
}

// add puts a file into the package, under a further name where that one is
// taken by other bytes.
func (x *exporter) add(name string, data []byte) {
	for n := 1; ; n++ {
		p := numbered(name, n)
		old, taken := x.files[p]
		if taken && bytes.Equal(old, data) {
			return
		}
		if !taken {
			x.files[p] = bytes.Clone(data)
			x.order = append(x.order, p)
			return
		}
	}
}

func (x *exporter) blob(name, digest string) ([]byte, error) {
	if digest == "" {
		return nil, nil
	}
	data, err := x.a.o.blobs.Get(digest)
	if err != nil {
		return nil, err
	}
	x.add(name, data)
	return data, nil
}

// events adds the events of the file, what they name, and the chain from the
// first to the last of them.
func (x *exporter) events(ctx context.Context) error {
	if err := x.a.links(ctx, func(seq uint64, _ []byte, e *Event, _, _ Digests) error {
		if e.concerns(x.source) {
			if x.begin == 0 {
				x.begin = seq
			}
			x.end = seq
		}
		return nil
	}); err != nil {
		return err
	}
	var chain strings.Builder
	if err := x.a.links(ctx, func(seq uint64, data []byte, e *Event, own, link Digests) error {
		if seq < x.begin || seq > x.end {
			return nil
		}
		if e.Prev != nil {
			fmt.Fprintf(&chain, "%d %s %s %s %s\n", seq, own.SHA256, link.SHA256, own.SM3, link.SM3)
		} else {
			fmt.Fprintf(&chain, "%d %s - %s -\n", seq, own.SHA256, own.SM3)
		}
		if !e.concerns(x.source) {
			return nil
		}
		x.last, e.Seq = e.At, seq // one of before the chain has none
		x.add(fmt.Sprintf("事件/%08d.json", seq), data)
		return x.held(e)
	}); err != nil {
		return err
	}
	x.add("事件/链.txt", []byte(chain.String()))
	return nil
}

// held adds the blobs that an event names.
func (x *exporter) held(e *Event) error {
	if e.Sheet != "" && e.Kind == SheetSet {
		x.sheets++
		if _, err := x.blob(fmt.Sprintf("事实/%02d %s %s.yaml", x.sheets, e.At.UTC().Format(time.DateOnly), plainName(e.By)), e.Sheet); err != nil {
			return err
		}
	}
	x.follow(e)
	if e.Kind != Settled && e.Kind != Failed || e.Task == nil || e.Source != x.source {
		return nil
	}
	x.runs++
	dir := fmt.Sprintf("处理/%02d/", x.runs)
	for _, part := range []struct{ name, digest string }{
		{"文档.json", e.Task.Document}, {"文书内容.json", e.Task.Records}, {"评估.json", e.Task.Cases},
	} {
		if _, err := x.blob(dir+part.name, part.digest); err != nil {
			return err
		}
	}
	if parts := x.a.o.ledger.bound[e.Task.Version]; parts != nil {
		data, err := json.MarshalIndent(parts, "", "  ")
		if err != nil {
			return err
		}
		x.add(dir+"版本.json", append(data, '\n'))
	}
	return nil
}

// plainName is a person's name as part of a file name.
func plainName(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || r < ' ' {
			return '_'
		}
		return r
	}, s)
}

// write makes the ZIP: first the guide and the lists of digests, then the rest
// by name. Times in it are that of the last event.
func (x *exporter) write(w io.Writer) error {
	slices.Sort(x.order)
	var sha, sm strings.Builder
	for _, name := range x.order {
		d := DigestsOf(x.files[name])
		fmt.Fprintf(&sha, "%s  %s\n", d.SHA256, name)
		fmt.Fprintf(&sm, "%s  %s\n", d.SM3, name)
	}
	x.add("摘要-SHA256.txt", []byte(sha.String()))
	x.add("摘要-SM3.txt", []byte(sm.String()))
	z := zip.NewWriter(w)
	for _, name := range x.order {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: x.last.UTC()})
		if err != nil {
			return err
		}
		if _, err := f.Write(x.files[name]); err != nil {
			return err
		}
	}
	return z.Close()
}

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

func digestsOf(data []byte) Digests { return store.DigestsOf(data) }

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
	x.add("说明.txt", []byte(x.guide(e)))
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
		x.last = e.At
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
	if e.Outcome == nil {
		return nil
	}
	for _, p := range e.Outcome.Papers {
		for _, d := range p.Documents {
			if _, err := x.blob("报告/"+d.Path, d.SHA256); err != nil {
				return err
			}
		}
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
		d := digestsOf(x.files[name])
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

// guide tells what the package holds and how to verify it with common tools.
func (x *exporter) guide(e Entry) string {
	head := x.a.o.ledger
	return fmt.Sprintf(`案件档案包说明

文件：%s
文件摘要（SHA-256）：%s
事件：第%d条至第%d条。导出时整个事件链到第%d条为止，其链值为
  SHA-256 %s
  SM3     %s

一、内容

  原件/        当初收到的文件，逐字节未变
  处理/NN/     第NN次处理的结果：读出的文档、文书内容、按规定的评估，以及所用程序、规定包、日历、字体的版本
  事实/        历次录入的事实表，按先后编号，附日期和录入人；最后一份有效
  报告/        历次出具的报告
  事件/        与本案有关的每一条事件（JSON，逐字节原样），以及链.txt
  摘要-SHA256.txt、摘要-SM3.txt   以上每个文件的摘要

二、核对文件（不需要责任程序）

  sha256sum -c 摘要-SHA256.txt
  openssl dgst -sm3 原件/文件名          与 摘要-SM3.txt 中的一行比较

  事件中的 source、result、task、sheet、sha256 等处写的就是上述文件的 SHA-256，sm3 处写的是同一文件的 SM3。

三、核对事件链

  链.txt 每行五项：序号、该事件的 SHA-256、链值（SHA-256）、该事件的 SM3、链值（SM3）。
  与本案无关的事件只列摘要，不附内容。

  1. 事件文件的摘要应当等于链.txt 中同一序号的第二项、第四项：
       sha256sum 事件/%08d.json
       openssl dgst -sm3 事件/%08d.json
  2. 每一行的链值由上一行的链值和本行事件的摘要算出（都写成小写十六进制，各以换行结尾）：
       printf '%%s\n%%s\n' 上一行的链值 本行事件的摘要 | sha256sum
       printf '%%s\n%%s\n' 上一行的链值 本行事件的摘要 | openssl dgst -sm3
  3. 每条事件的 prev 写的就是上一行的两个链值；第一行的上一个链值只写在它自己的 prev 中。
  因此改动、删去、插入任何一条事件，其后的链值都不再相符。
  链值为 - 的行是建链之前的事件：建链那条事件（kind 为 begun）的 prev 是其前全部事件（每条后加一个换行）的摘要。
`, e.Name, x.source, x.begin, x.end, head.seq, head.trail.link.SHA256, head.trail.link.SM3, x.begin, x.begin)
}

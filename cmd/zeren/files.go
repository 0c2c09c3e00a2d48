package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"zeren/ingest"
	"zeren/ingest/convert"
	"zeren/ingest/ocr"
)

// accepted tells, in the help of commands, which files are read.
const accepted = `接受 PDF、OFD、Word（DOCX）、纯文本、保存的网页（HTML、MHT）和装有这些文件的 zip 压缩包；装有 tesseract 时识别扫描页和图片
（JPG、PNG、TIFF、GIF、BMP、WebP），装有 LibreOffice 时读旧版 Word（.doc）、WPS 文字、RTF 和 OpenDocument 文件。`

// atOnce is how many files are read at the same time: two processes keep the
// cores of a small machine busy.
const atOnce = 2

// aided are the outside programs that reading may call on.
type aided struct {
	ocr string // ocr.Auto, ocr.Off or a command line
}

func (a *aided) flags(c *cobra.Command) {
	c.Flags().StringVar(&a.ocr, "ocr", ocr.Auto, "识别扫描页的`方式`：auto（装有tesseract及其chi_sim数据时使用）、off（不识别）或者本单位识别程序的命令行")
}

// find gives a look for the outside programs, which can be had again and again.
func (a *aided) find() (func() ingest.Aids, error) {
	if err := ocr.Check(a.ocr); err != nil {
		return nil, failf(exitUsage, "选项 --ocr 不接受取值“%s”：应当是 auto、off，或者含有 {image} 的命令行。", a.ocr)
	}
	engine := &ocr.Finder{Setting: a.ocr}
	office := &convert.Finder{}
	return func() ingest.Aids {
		return ingest.Aids{OCR: engine.Find(context.Background()), Office: office.Find()}
	}, nil
}

// readers opens a pool of reader processes: this program itself, started as
// `zeren read`. aids tells what outside programs they have just now.
func readers(a aided) (pool *ingest.Pool, aids func() ingest.Aids, err error) {
	if aids, err = a.find(); err != nil {
		return nil, nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, nil, fmt.Errorf("find own program: %w", err)
	}
	pool, err = ingest.NewPool(ingest.PoolConfig{
		Command: []string{self, "read", "--cache", cacheDir()},
		Readers: atOnce,
		Aids:    aids,
	})
	return pool, aids, err
}

// cacheDir is where the compiled PDF reader is kept from run to run: the
// user's cache, else a folder of this user's own in the temporary one. Where
// neither can be written it is "", and each reader process compiles anew.
func cacheDir() string {
	bases := []string{filepath.Join(os.TempDir(), fmt.Sprintf("zeren-%d", os.Getuid()))}
	if base, err := os.UserCacheDir(); err == nil {
		bases = append([]string{filepath.Join(base, "zeren")}, bases...)
	}
	for _, dir := range bases {
		if os.MkdirAll(dir, 0o700) != nil {
			continue
		}
		probe, err := os.CreateTemp(dir, "probe-*")
		if err != nil {
			continue
		}
		probe.Close()
		os.Remove(probe.Name())
		return dir
	}
	return ""
}

// eachDocument reads the files in their order, several at a time, and hands
// each document on. A file that cannot be read is told on the error stream
// and the others go on; the error then says how many.
func (p *program) eachDocument(ctx context.Context, decode decoder, names []string, do func(ingest.Document) error) error {
	type answer struct {
		doc ingest.Document
		err error
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	answers := make([]chan answer, len(names))
	for i := range answers {
		answers[i] = make(chan answer, 1)
	}
	slots := make(chan struct{}, atOnce)
	go func() {
		for i, name := range names {
			select {
			case slots <- struct{}{}:
			case <-ctx.Done():
				return
			}
			go func() {
				defer func() { <-slots }()
				doc, err := decode.file(ctx, name)
				answers[i] <- answer{doc, err}
			}()
		}
	}()

	bad, code := 0, exitUnreadable
	for i, name := range names {
		var a answer
		select {
		case a = <-answers[i]:
		case <-ctx.Done():
			return ctx.Err()
		}
		if a.err != nil {
			if errors.Is(a.err, context.Canceled) {
				return a.err
			}
			bad++
			told := tellFile(name, a.err)
			code = codeOf(told)
			fmt.Fprintf(p.err, "zeren：%v\n", told)
			continue
		}
		n, c, err := p.eachEntry(ctx, decode, name, a.doc, nil, do)
		if err != nil {
			return err
		}
		if n > 0 {
			bad, code = bad+n, c
		}
	}
	if bad > 0 {
		return failf(code, "%d个文件中有%d个未能读取。", len(names), bad)
	}
	return nil
}

// archiveDepth is in how many archives, one in the other, a file may lie.
const archiveDepth = 3

// eachEntry hands a document on, or, of an archive, those of its files. data
// is the archive's, nil: as it lies under name. It tells how many could not be
// read.
func (p *program) eachEntry(ctx context.Context, decode decoder, name string, doc ingest.Document, data []byte, do func(ingest.Document) error) (bad int, code exitCode, err error) {
	if len(doc.Entries) == 0 {
		return 0, code, do(doc)
	}
	if strings.Count(name, entryMark) >= archiveDepth {
		fmt.Fprintf(p.err, "zeren：%s：压缩包层层嵌套，未作拆分。\n", name)
		return 1, exitUnreadable, nil
	}
	if data == nil {
		if data, err = load(name); err != nil {
			return 0, code, err
		}
	}
	for _, e := range doc.Entries {
		inner := name + entryMark + e.Name
		d, body, err := ingest.Document{}, []byte(nil), error(&ingest.Unreadable{Reason: e.Refused})
		if e.Refused == "" {
			if body, err = ingest.Unpack(data, e); err == nil {
				d, err = decode(ctx, path.Base(e.Name), body)
			}
		}
		if errors.Is(err, context.Canceled) {
			return bad, code, err
		}
		if err != nil {
			told := tellFile(inner, err)
			bad, code = bad+1, codeOf(told)
			fmt.Fprintf(p.err, "zeren：%v\n", told)
			continue
		}
		n, c, err := p.eachEntry(ctx, decode, inner, d, body, do)
		if err != nil {
			return bad, code, err
		}
		if n > 0 {
			bad, code = bad+n, c
		}
	}
	return bad, code, nil
}

// entryMark stands between the name of an archive and that of a file in it.
const entryMark = "："

// decoder reads the bytes of a file.
type decoder func(ctx context.Context, name string, data []byte) (ingest.Document, error)

func (d decoder) file(ctx context.Context, name string) (ingest.Document, error) {
	data, err := load(name)
	if err != nil {
		return ingest.Document{}, err
	}
	return d(ctx, filepath.Base(name), data)
}

// tellFile says in Chinese why a file was not read and what to do.
func tellFile(name string, err error) error {
	var u *ingest.Unreadable
	if errors.As(err, &u) {
		return &failure{code: exitUnreadable, text: fmt.Sprintf("%s：%s%s", name, u.Message(), u.Remedy()), err: err}
	}
	var f *failure
	if errors.As(err, &f) {
		return err
	}
	var at *fs.PathError
	if errors.As(err, &at) && filepath.Clean(at.Path) != filepath.Clean(name) {
		name = at.Path // the reader's own folder, not the file
	}
	return fileFailure(name, err)
}

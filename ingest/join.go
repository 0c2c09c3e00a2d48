package ingest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"zeren/ingest/pdf"
)

// Joined is one PDF made of the pages of several files.
type Joined struct {
	Data  []byte `json:"data"`
	Pages []int  `json:"pages"` // of each file in order; 0: it is no PDF that can be taken over
}

// Join puts the pages of PDF files behind each other. Like Decode it is a pure
// function of the bytes and belongs into a reader process: see Pool.Join. An
// error is an *Unreadable, but for one that says that pdfium could not be started.
func Join(files [][]byte, opts Options) (Joined, error) {
	var j Joined
	e, err := pdf.Shared(opts.CacheDir)
	if err != nil {
		return j, fmt.Errorf("start pdfium: %w", err)
	}
	if j.Data, j.Pages, err = e.Join(files); errors.Is(err, pdf.ErrDamaged) {
		return j, unreadable(Damaged, "%v", err)
	}
	return j, err
}

// Join is the function Join in a reader process. An *Unreadable is also what
// a process gets that dies or runs out of time over the files.
func (p *Pool) Join(ctx context.Context, files [][]byte) (Joined, error) {
	q := request{Join: make([]int, len(files))}
	size := 0
	for i, f := range files {
		q.Join[i] = len(f)
		size += len(f)
	}
	if size > MaxBytes {
		return Joined{}, unreadable(TooLarge, "%d bytes", size)
	}
	data := make([]byte, 0, size)
	for _, f := range files {
		data = append(data, f...)
	}
	r, err := p.take(ctx, p.slots)
	if err != nil {
		return Joined{}, err
	}
	defer func() { p.slots <- r }()
	if r == nil {
		if r, err = p.start(false); err != nil {
			return Joined{}, err
		}
	}
	a, _, err := r.ask(ctx, p, q, data, time.Now().Add(p.limits.Document))
	if err != nil {
		r.kill()
		r = nil
		return Joined{}, err
	}
	r = p.worn(r, a)
	switch {
	case a.Unreadable != nil:
		return Joined{}, a.Unreadable
	case a.Joined == nil:
		return Joined{}, fmt.Errorf("reader process: %s", a.Failure)
	}
	return *a.Joined, nil
}

// cut parts the bytes of a request into files; false where they do not fit.
func cut(data []byte, sizes []int) ([][]byte, bool) {
	var files [][]byte
	for _, n := range sizes {
		if n < 0 || n > len(data) {
			return nil, false
		}
		files = append(files, data[:n:n])
		data = data[n:]
	}
	return files, len(data) == 0
}

// join answers a request for joined pages.
func join(q request, data []byte, opts Options) (a answer) {
	files, ok := cut(data, q.Join)
	if !ok {
		a.Failure = "the sizes of the files are not those of the request"
		return a
	}
	j, err := Join(files, opts)
	var u *Unreadable
	switch {
	case err == nil:
		a.Joined = &j
	case errors.As(err, &u):
		a.Unreadable = u
	default:
		a.Failure = err.Error()
	}
	return a
}

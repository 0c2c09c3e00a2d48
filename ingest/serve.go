package ingest

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime/debug"

	"zeren/ingest/pdf"
)

// A reader process and its pool speak in frames: four bytes of length, most
// significant first, then that many bytes. A request is two frames, a header
// in JSON and the file's bytes; an answer is any number of JSON frames that
// tell progress and one that ends it.

// request is the header of a request.
type request struct {
	Name string `json:"name"`
	Only string `json:"only,omitempty"`
	Aids Aids   `json:"aids"`
	Join []int  `json:"join,omitempty"` // the sizes of the files in the bytes, whose pages are wanted in one
	look bool
}

// answer is one frame from the reader process.
type answer struct {
	Reader string `json:"reader,omitempty"` // progress: at work now
	Pages  int    `json:"pages,omitempty"`  // progress: how many there are, 0 while unknown

	Done       bool        `json:"done,omitempty"`
	Document   *Document   `json:"document,omitempty"`
	Joined     *Joined     `json:"joined,omitempty"`
	Unreadable *Unreadable `json:"unreadable,omitempty"`
	Failure    string      `json:"failure,omitempty"` // the reader could not work at all
	Resident   int64       `json:"resident,omitempty"`
	Spent      bool        `json:"spent,omitempty"` // the process may have left something running: replace it
}

// maxFrame bounds a frame: the largest file, or the document of one.
const maxFrame = MaxBytes + 256<<20

func writeFrame(w io.Writer, data []byte) error {
	var head [4]byte
	binary.BigEndian.PutUint32(head[:], uint32(len(data)))
	if _, err := w.Write(head[:]); err != nil {
		return err
	}
	_, err := w.Write(data)
	return err
}

func writeJSON(w io.Writer, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return writeFrame(w, data)
}

// readFrame gives io.EOF where the stream ends between two frames.
func readFrame(r io.Reader) ([]byte, error) {
	var head [4]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return nil, err
	}
	n := binary.BigEndian.Uint32(head[:])
	if n > maxFrame {
		return nil, fmt.Errorf("frame of %d bytes", n)
	}
	data := make([]byte, n)
	if _, err := io.ReadFull(r, data); err != nil {
		return nil, fmt.Errorf("frame cut off: %w", err)
	}
	return data, nil
}

// Serve is the loop of a reader process: it reads requests from r, decodes
// one after the other and writes the answers to w, until r ends. It returns
// at once when r ends, even while a file is being decoded, so that the process
// does not outlive the one that asked.
func Serve(r io.Reader, w io.Writer, opts Options) error {
	type job struct {
		request
		data []byte
		err  error
	}
	jobs := make(chan job)
	done := make(chan struct{})
	defer close(done)
	go func() {
		in := bufio.NewReader(r)
		for {
			var j job
			head, err := readFrame(in)
			if err == nil {
				if err = json.Unmarshal(head, &j.request); err == nil {
					j.data, err = readFrame(in)
				}
			}
			j.err = err
			select {
			case jobs <- j:
			case <-done:
				return
			}
			if err != nil {
				return
			}
		}
	}()
	// Compiling pdfium takes seconds where the cache is cold: begin before
	// the first file comes.
	go pdf.Shared(opts.CacheDir)

	var next *job
	for {
		if next == nil {
			j := <-jobs
			next = &j
		}
		if next.err != nil {
			if errors.Is(next.err, io.EOF) {
				return nil
			}
			return fmt.Errorf("reader: %w", next.err)
		}
		j := *next
		next = nil
		answered := make(chan error, 1)
		go func() { answered <- reply(w, j.request, j.data, opts) }()
	wait:
		for {
			in := jobs
			if next != nil {
				in = nil
			}
			select {
			case err := <-answered:
				if err != nil {
					return fmt.Errorf("reader: %w", err)
				}
				break wait
			case k := <-in:
				if k.err != nil {
					if errors.Is(k.err, io.EOF) {
						return nil
					}
					return fmt.Errorf("reader: %w", k.err)
				}
				next = &k
			}
		}
	}
}

// reply does what one request asks and writes the answer.
func reply(w io.Writer, q request, data []byte, opts Options) error {
	opts = q.Aids.Options(opts)
	opts.Only = q.Only
	opts.notify = func(reader string, pages int) {
		// A broken pipe shows again with the last frame.
		_ = writeJSON(w, answer{Reader: reader, Pages: pages})
	}
	a := work(q, data, opts)
	a.Done = true
	a.Spent = a.Unreadable != nil && a.Unreadable.Aid != "" && a.Unreadable.Reason != NeedsOCR
	debug.FreeOSMemory()
	a.Resident = resident()
	return writeJSON(w, a)
}

func work(q request, data []byte, opts Options) (a answer) {
	if q.Join != nil {
		return join(q, data, opts)
	}
	d, err := Decode(q.Name, data, opts)
	var u *Unreadable
	switch {
	case err == nil:
		a.Document = &d
	case errors.As(err, &u):
		a.Document, a.Unreadable = &d, u
	default:
		a.Document, a.Failure = &d, err.Error()
	}
	return a
}

package pdf

import (
	"bufio"
	"bytes"
	"compress/lzw"
	"compress/zlib"
	"encoding/ascii85"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	lib "github.com/ledongthuc/pdf"
	tifflzw "golang.org/x/image/tiff/lzw"
)

// The filters by which streams are packed (ISO 32000-1, 7.4), those for
// pictures alone left aside. The parser knows two of them, and of their
// predictors one; what it does not know would leave pdfium's word alone.

// filter is one step of unpacking.
type filter struct {
	name  string
	parms parms
}

// parms are the parameters of a filter; the zero value has no predictor.
type parms struct {
	predictor, colors, bits, columns int
	late                             bool // LZW: codes grow a code later than usual, /EarlyChange 0
}

// maxFilters bounds the filters of one stream: more than two are of use to
// nobody but to a bomb.
const maxFilters = 8

// errCut tells that packed data end before their end mark.
var errCut = errors.New("ends before its end mark")

// source is a file without encryption, whose streams lie where the parser says.
type source []byte

// slurp unpacks a stream, and tells whether it came out whole. A wrong
// checksum behind the whole of it does not matter. It panics, as the parser
// does, over a filter that it does not know.
func (s source) slurp(v lib.Value) (data []byte, whole bool) {
	if v.Kind() != lib.Stream {
		return nil, true
	}
	filters := filtersOf(v)
	if len(filters) == 0 {
		data, err := io.ReadAll(io.LimitReader(v.Reader(), maxContent+1))
		return cut(data, err)
	}
	raw, ok := s.raw(v)
	if !ok {
		return nil, false
	}
	if len(raw) == 0 {
		return nil, true // an empty stream is written without being packed
	}
	return unpack(raw, filters)
}

// raw gives the bytes of a stream as they lie in the file. The parser tells
// their place nowhere but where it prints a stream.
func (s source) raw(v lib.Value) ([]byte, bool) {
	printed := v.String()
	at, err := strconv.Atoi(printed[strings.LastIndexByte(printed, '@')+1:])
	if n := v.Key("Length").Int64(); err == nil && at >= 0 && n >= 0 && at <= len(s) && n <= int64(len(s)-at) {
		return s[at : at+int(n)], true
	}
	return nil, false
}

// filtersOf gives the filters of a stream in the order of their use.
func filtersOf(v lib.Value) []filter {
	names, all := v.Key("Filter"), v.Key("DecodeParms")
	if all.IsNull() {
		all = v.Key("DP")
	}
	var out []filter
	add := func(name, p lib.Value) {
		number := func(key string, otherwise int) int {
			if x := p.Key(key); x.Kind() == lib.Integer && x.Int64() >= 0 && x.Int64() < 1<<24 {
				return int(x.Int64())
			}
			return otherwise
		}
		out = append(out, filter{name.Name(), parms{
			number("Predictor", 1), number("Colors", 1), number("BitsPerComponent", 8), number("Columns", 1), number("EarlyChange", 1) == 0,
		}})
	}
	switch names.Kind() {
	case lib.Null:
	case lib.Name:
		if all.Kind() == lib.Array {
			all = all.Index(0)
		}
		add(names, all)
	case lib.Array:
		if names.Len() > maxFilters {
			panic(fmt.Sprintf("unsupported: %d filters", names.Len()))
		}
		for i := range names.Len() {
			p := all
			if all.Kind() == lib.Array {
				p = all.Index(i)
			}
			add(names.Index(i), p)
		}
	default:
		panic("unsupported filter " + names.String())
	}
	return out
}

// unpack runs packed bytes through filters, and tells whether they came out
// whole. More than maxContent is cut, and not whole.
func unpack(raw []byte, filters []filter) (data []byte, whole bool) {
	r, err := chain(bytes.NewReader(raw), filters)
	if errors.Is(err, ErrUnsupported) {
		panic(err.Error())
	}
	if err != nil {
		return nil, false
	}
	data, err = io.ReadAll(io.LimitReader(r, maxContent+1))
	return cut(data, err)
}

func cut(data []byte, err error) ([]byte, bool) {
	if len(data) > maxContent {
		return data[:maxContent], false
	}
	return data, err == nil || errors.Is(err, zlib.ErrChecksum)
}

// chain puts filters one behind the other. Nothing but the window of each is
// held in memory.
func chain(r io.Reader, filters []filter) (io.Reader, error) {
	for _, f := range filters {
		var err error
		switch f.name {
		case "FlateDecode", "Fl":
			if r, err = zlib.NewReader(r); err != nil {
				return nil, fmt.Errorf("flate: %w", err)
			}
			r, err = predicted(r, f.parms)
		case "LZWDecode", "LZW":
			if f.parms.late {
				r = lzw.NewReader(r, lzw.MSB, 8)
			} else {
				r = tifflzw.NewReader(r, tifflzw.MSB, 8)
			}
			r, err = predicted(r, f.parms)
		case "ASCII85Decode", "A85":
			r = ascii85.NewDecoder(&upto{r: bufio.NewReader(r), mark: '~', skip: "<~"})
		case "ASCIIHexDecode", "AHx":
			r = &hexBytes{r: &upto{r: bufio.NewReader(r), mark: '>'}}
		case "RunLengthDecode", "RL":
			r = &runs{r: bufio.NewReader(r)}
		case "Crypt": // Identity; of others decrypt knows nothing
		default:
			return nil, fmt.Errorf("%w: unknown filter %s", ErrUnsupported, f.name)
		}
		if err != nil {
			return nil, err
		}
	}
	return r, nil
}

// upto gives bytes up to an end mark, white space and the mark with which some
// begin left out; without an end mark it ends with errCut.
type upto struct {
	r    *bufio.Reader
	mark byte
	skip string
	done bool
}

func (u *upto) Read(p []byte) (int, error) {
	if u.skip != "" {
		for b, err := u.r.Peek(1); err == nil && white(b[0]); b, err = u.r.Peek(1) {
			_, _ = u.r.Discard(1) // it was seen
		}
		if b, err := u.r.Peek(len(u.skip)); err == nil && string(b) == u.skip {
			_, _ = u.r.Discard(len(b)) // likewise
		}
		u.skip = ""
	}
	n := 0
	for n < len(p) && !u.done {
		b, err := u.r.ReadByte()
		switch {
		case err == io.EOF, err == io.ErrUnexpectedEOF: // the latter: cut off in a filter before
			return n, errCut
		case err != nil:
			return n, err
		case b == u.mark:
			u.done = true
		case !white(b):
			p[n] = b
			n++
		}
	}
	if n == 0 && len(p) > 0 {
		return 0, io.EOF
	}
	return n, nil
}

// hexBytes undoes ASCIIHexDecode: two digits a byte, an odd one at the end
// followed by 0.
type hexBytes struct {
	r   io.Reader
	err error
}

func (h *hexBytes) Read(p []byte) (int, error) {
	n := 0
	for n < len(p) && h.err == nil {
		var d [2]byte
		k := 0
		if k, h.err = io.ReadFull(h.r, d[:]); k == 0 {
			break
		}
		if k == 1 && h.err == io.ErrUnexpectedEOF {
			h.err, d[1] = io.EOF, '0'
		} else if k == 1 {
			break
		}
		x, err := strconv.ParseUint(string(d[:]), 16, 8)
		if err != nil {
			h.err = fmt.Errorf("no hexadecimal digits: %q", d)
			break
		}
		p[n] = byte(x)
		n++
	}
	if n > 0 {
		return n, nil
	}
	if len(p) == 0 {
		return 0, nil
	}
	return 0, h.err
}

// runs undoes RunLengthDecode: a length below 128 is followed by that many
// bytes and one, one above by a byte that stands 257 less the length times; 128
// is the end.
type runs struct {
	r      *bufio.Reader
	left   int  // of the run
	repeat bool // value, left times
	value  byte
	done   bool
}

func (u *runs) Read(p []byte) (int, error) {
	n := 0
	for n < len(p) {
		if u.left == 0 {
			if u.done {
				break
			}
			b, err := u.r.ReadByte()
			if err == io.EOF {
				return n, errCut
			}
			if err != nil {
				return n, err
			}
			switch {
			case b == 128:
				u.done = true
				continue
			case b < 128:
				u.left, u.repeat = int(b)+1, false
			default:
				u.left, u.repeat = 257-int(b), true
				if u.value, err = u.r.ReadByte(); err != nil {
					return n, errCut
				}
			}
		}
		if !u.repeat {
			b, err := u.r.ReadByte()
			if err != nil {
				return n, errCut
			}
			u.value = b
		}
		p[n] = u.value
		n++
		u.left--
	}
	if n == 0 && len(p) > 0 {
		return 0, io.EOF
	}
	return n, nil
}

// predicted undoes a predictor (ISO 32000-1, 7.4.4.4).
func predicted(r io.Reader, p parms) (io.Reader, error) {
	if p.predictor < 2 {
		return r, nil
	}
	if p.predictor > 2 && (p.predictor < 10 || p.predictor > 15) {
		return nil, fmt.Errorf("%w: predictor %d", ErrUnsupported, p.predictor)
	}
	if p.predictor == 2 && p.bits != 8 {
		return nil, fmt.Errorf("%w: predictor 2 with %d bits", ErrUnsupported, p.bits)
	}
	if p.colors < 1 || p.colors > 32 || p.bits < 1 || p.bits > 16 || p.columns < 1 || p.columns > 1<<20 {
		return nil, fmt.Errorf("%w: rows of %d×%d×%d bits", ErrUnsupported, p.columns, p.colors, p.bits)
	}
	return &prediction{
		r: r, png: p.predictor >= 10, pixel: max(1, p.colors*p.bits/8),
		row: make([]byte, (p.columns*p.colors*p.bits+7)/8), last: make([]byte, (p.columns*p.colors*p.bits+7)/8),
	}, nil
}

type prediction struct {
	r         io.Reader
	png       bool
	pixel     int // bytes
	row, last []byte
	pending   []byte
	err       error
}

func (d *prediction) Read(p []byte) (int, error) {
	n := 0
	for n < len(p) {
		if len(d.pending) == 0 {
			if d.err == nil {
				d.err = d.next()
			}
			if len(d.pending) == 0 {
				break
			}
		}
		k := copy(p[n:], d.pending)
		d.pending, n = d.pending[k:], n+k
	}
	if n == 0 && len(p) > 0 {
		return 0, d.err
	}
	return n, nil
}

// next takes one row, the last of which may be short.
func (d *prediction) next() error {
	kind := byte(1) // as the predictor of TIFF: the pixel to the left
	if d.png {
		var b [1]byte
		if _, err := io.ReadFull(d.r, b[:]); err != nil {
			return err
		}
		kind = b[0]
	}
	d.row, d.last = d.last, d.row
	n, err := io.ReadFull(d.r, d.row)
	if err == io.ErrUnexpectedEOF {
		err = io.EOF
	}
	row := d.row[:n]
	for i := range row {
		var left, up, corner byte
		if d.png {
			up = d.last[i]
		}
		if i >= d.pixel {
			left = row[i-d.pixel]
			if d.png {
				corner = d.last[i-d.pixel]
			}
		}
		switch kind {
		case 0:
		case 1:
			row[i] += left
		case 2:
			row[i] += up
		case 3:
			row[i] += byte((int(left) + int(up)) / 2)
		case 4:
			row[i] += paeth(left, up, corner)
		default:
			return fmt.Errorf("row of kind %d", kind)
		}
	}
	d.pending = row
	return err
}

// paeth is the neighbour nearest to left + up − corner (PNG, 9.4).
func paeth(left, up, corner byte) byte {
	p := int(left) + int(up) - int(corner)
	away := func(x byte) int { return max(p-int(x), int(x)-p) }
	switch {
	case away(left) <= away(up) && away(left) <= away(corner):
		return left
	case away(up) <= away(corner):
		return up
	}
	return corner
}

package pdf

import (
	"bytes"
	"regexp"
	"unicode/utf16"
	"unicode/utf8"

	lib "github.com/ledongthuc/pdf"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// code is a character code of a font, with the number of bytes it was
// written in: <41> and <0041> are two codes.
type code struct {
	bytes int
	value uint32
}

// unicodeMap is a ToUnicode CMap (ISO 32000-1, 9.10.3).
type unicodeMap struct {
	chars  map[code]string
	ranges []unicodeRange
}

type unicodeRange struct {
	low, high code
	base      []uint16 // the text of low; its last unit counts up
	list      []string // or a string for each code
}

// text gives what a code stands for; "" and false where the map is silent.
func (m *unicodeMap) text(c code) (string, bool) {
	if m == nil {
		return "", false
	}
	if s, ok := m.chars[c]; ok {
		return s, s != ""
	}
	for i := range m.ranges {
		r := &m.ranges[i]
		if c.bytes != r.low.bytes || c.value < r.low.value || c.value > r.high.value {
			continue
		}
		n := c.value - r.low.value
		s := ""
		if r.list != nil {
			if int(n) < len(r.list) {
				s = r.list[n]
			}
		} else if k := len(r.base); k > 0 {
			u := append([]uint16(nil), r.base...)
			u[k-1] += uint16(n)
			s = text16(u)
		}
		m.chars[c] = s
		return s, s != ""
	}
	return "", false
}

// readUnicodeMap reads a ToUnicode stream, nil if it cannot be read.
func readUnicodeMap(file source, v lib.Value) (m *unicodeMap) {
	if v.Kind() != lib.Stream {
		return nil
	}
	m = &unicodeMap{chars: map[code]string{}}
	defer func() {
		if recover() != nil && len(m.chars) == 0 && len(m.ranges) == 0 {
			m = nil
		}
	}()
	var mark int
	lib.Interpret(blocks(file, v), func(stk *lib.Stack, op string) {
		switch op {
		case "beginbfchar", "beginbfrange", "begincodespacerange":
			stk.Pop()
			mark = stk.Len()
		case "endbfchar":
			args := take(stk, mark)
			for i := 0; i+1 < len(args); i += 2 {
				m.chars[codeOf(args[i].RawString())] = utf16Text(args[i+1].RawString())
			}
		case "endbfrange":
			args := take(stk, mark)
			for i := 0; i+2 < len(args); i += 3 {
				r := unicodeRange{low: codeOf(args[i].RawString()), high: codeOf(args[i+1].RawString())}
				if a := args[i+2]; a.Kind() == lib.Array {
					r.list = []string{}
					for k := 0; k < a.Len(); k++ {
						r.list = append(r.list, utf16Text(a.Index(k).RawString()))
					}
				} else {
					r.base = units(a.RawString())
				}
				m.ranges = append(m.ranges, r)
			}
		}
	})
	return m
}

var block = regexp.MustCompile(`(?s)[0-9]+\s+begin(?:bfchar|bfrange|cidchar|cidrange|codespacerange)\b.*?end(?:bfchar|bfrange|cidchar|cidrange|codespacerange)\b`)

// blocks keeps of a CMap what maps codes. The PostScript around it adds
// nothing, and producers get it wrong.
func blocks(file source, v lib.Value) lib.Value {
	data, _ := file.slurp(v) // a map cut off leaves codes unknown, which is counted
	return wrap(bytes.Join(block.FindAll(data, -1), []byte("\n")))
}

// ownMap is the CMap that a composite font carries for its codes.
type ownMap struct {
	lengths [256]int // of codes, by their first byte
	chars   map[code]uint32
	ranges  []cidRange
}

type cidRange struct {
	low, high code
	cid       uint32
}

// cid gives the CID of a code, 0 (the glyph for what is not there) without.
func (m *ownMap) cid(c code) uint32 {
	if n, ok := m.chars[c]; ok {
		return n
	}
	for _, r := range m.ranges {
		if c.bytes == r.low.bytes && c.value >= r.low.value && c.value <= r.high.value {
			return r.cid + c.value - r.low.value
		}
	}
	return 0
}

// readOwnMap reads the CMap of a font's encoding.
func readOwnMap(file source, v lib.Value) (m *ownMap) {
	m = &ownMap{chars: map[code]uint32{}}
	for i := range m.lengths {
		m.lengths[i] = 2
	}
	defer func() { _ = recover() }() // what was read until then stands
	mark := 0
	lib.Interpret(blocks(file, v), func(stk *lib.Stack, op string) {
		switch op {
		case "begincodespacerange", "begincidchar", "begincidrange":
			stk.Pop()
			mark = stk.Len()
		case "endcodespacerange":
			args := take(stk, mark)
			for i := 0; i+1 < len(args); i += 2 {
				low, high := args[i].RawString(), args[i+1].RawString()
				if low == "" || high == "" || len(low) > 4 {
					continue
				}
				for b := int(low[0]); b <= int(high[0]); b++ {
					m.lengths[b] = len(low)
				}
			}
		case "endcidchar":
			args := take(stk, mark)
			for i := 0; i+1 < len(args); i += 2 {
				m.chars[codeOf(args[i].RawString())] = uint32(args[i+1].Int64())
			}
		case "endcidrange":
			args := take(stk, mark)
			for i := 0; i+2 < len(args); i += 3 {
				m.ranges = append(m.ranges, cidRange{codeOf(args[i].RawString()), codeOf(args[i+1].RawString()), uint32(args[i+2].Int64())})
			}
		}
	})
	return m
}

// take pops everything above mark, in the order it was pushed.
func take(stk *lib.Stack, mark int) []lib.Value {
	n := stk.Len() - mark
	if n <= 0 {
		return nil
	}
	out := make([]lib.Value, n)
	for i := n - 1; i >= 0; i-- {
		out[i] = stk.Pop()
	}
	return out
}

func codeOf(s string) code {
	c := code{bytes: len(s)}
	for i := 0; i < len(s) && i < 4; i++ {
		c.value = c.value<<8 | uint32(s[i])
	}
	return c
}

// utf16Text decodes UTF-16BE; zero and replacement characters, with which
// producers fill what they do not know, give "".
func utf16Text(s string) string { return text16(units(s)) }

func units(s string) []uint16 {
	u := make([]uint16, 0, len(s)/2)
	for i := 0; i+1 < len(s); i += 2 {
		u = append(u, uint16(s[i])<<8|uint16(s[i+1]))
	}
	if len(s) == 1 {
		u = append(u, uint16(s[0]))
	}
	return u
}

func text16(u []uint16) string {
	for _, x := range u {
		if x == 0 || x == 0xfffd || x == 0xffff {
			return ""
		}
	}
	return string(utf16.Decode(u))
}

// predefined is one of the CMaps that a file may name without carrying it
// (ISO 32000-1, table 118, those for simplified Chinese).
type predefined struct {
	next     func(s string) int    // length of the first code of s
	decode   func(s string) string // what a code stands for, nil: not to be told from the code
	half     int                   // CID of "!" among the characters below 0x80, 0: CIDs are the codes
	vertical bool
}

// cmapByName gives a predefined CMap, nil for one that is not known.
func cmapByName(name string) *predefined {
	if len(name) < 3 {
		return nil
	}
	p := &predefined{vertical: name[len(name)-2:] == "-V"}
	switch name[:len(name)-2] {
	case "Identity":
		p.next = two
	case "GBK-EUC", "GB-EUC":
		p.next, p.decode, p.half = mixed, gb, 814
	case "GBKp-EUC", "GBpc-EUC", "GBK2K":
		p.next, p.decode, p.half = mixed, gb, 2
	case "GB", "GBT": // GB 2312 in seven bits
		p.next, p.half = two, 2
		p.decode = func(s string) string { return gb(string([]byte{s[0] | 0x80, s[1] | 0x80})) }
	case "UniGB-UCS2", "UniGB-UTF16", "UniCNS-UTF16", "UniJIS-UTF16", "UniKS-UTF16":
		p.next, p.decode, p.half = surrogates, utf16Text, 2
	case "UniGB-UTF8":
		p.next = func(s string) int { _, n := utf8.DecodeRuneInString(s); return n }
		p.decode = func(s string) string { return s }
		p.half = 2
	default:
		return nil
	}
	return p
}

func two(s string) int { return min(2, len(s)) }

// mixed cuts GBK and GB 18030: one, two or four bytes.
func mixed(s string) int {
	if s[0] <= 0x80 || s[0] == 0xff || len(s) < 2 {
		return 1
	}
	if s[1] >= 0x30 && s[1] <= 0x39 && len(s) >= 4 {
		return 4
	}
	return 2
}

func surrogates(s string) int {
	if len(s) >= 4 && s[0] >= 0xd8 && s[0] <= 0xdb {
		return 4
	}
	return two(s)
}

func gb(s string) string {
	out, err := simplifiedchinese.GB18030.NewDecoder().String(s)
	if err != nil {
		return ""
	}
	for _, r := range out {
		if r == utf8.RuneError {
			return ""
		}
	}
	return out
}

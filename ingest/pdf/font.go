package pdf

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	lib "github.com/ledongthuc/pdf"
	"golang.org/x/text/encoding/charmap"
)

// face is a font as the layer uses it.
type face struct {
	font     Font
	scale    float64 // glyph space to text space: 1/1000, or as a Type 3 font says
	unicode  *unicodeMap
	cmap     *predefined // composite fonts
	own      *ownMap     // composite fonts with a CMap of their own
	gb1      bool        // composite fonts: CIDs are those of Adobe-GB1
	names    *[256]string
	single   *charmap.Charmap // simple fonts: the base encoding
	opaque   bool             // simple fonts: codes mean nothing by themselves
	widths   map[uint32]float64
	known    map[code]glyph // codes that were shown
	lost     bool           // a part of it that the file names is not there
	fallback float64        // width of a code that is not in widths, glyph space
}

// glyph is one code of a string shown in a face.
type glyph struct {
	text  string // "" where the file does not tell
	width float64
	space bool // a single-byte 32, to which word spacing applies

	contradicted bool // the encoding tells another character than the map
}

func newFace(file source, v lib.Value) *face {
	f := &face{scale: 0.001, widths: map[uint32]float64{}}
	f.font.Name = v.Key("BaseFont").Name()
	f.font.Type = v.Key("Subtype").Name()
	f.unicode = readUnicodeMap(file, v.Key("ToUnicode"))
	f.font.Unicode = f.unicode != nil
	enc := v.Key("Encoding")
	f.lost = lost(v, "ToUnicode", "Encoding", "FontDescriptor", "DescendantFonts", "CharProcs", "Widths")
	switch enc.Kind() {
	case lib.Name:
		f.font.Encoding = enc.Name()
	case lib.Dict:
		f.font.Encoding = "dictionary"
	case lib.Stream:
		f.font.Encoding = "stream"
	}
	if f.font.Type == "Type0" {
		f.composite(file, v, enc)
	} else {
		f.simple(v, enc)
	}
	return f
}

// lost reports whether a dictionary names something that is not there.
func lost(v lib.Value, keys ...string) bool {
	all := v.Keys()
	for _, k := range keys {
		if slices.Contains(all, k) && v.Key(k).IsNull() {
			return true
		}
	}
	return false
}

func embedded(descriptor lib.Value) bool {
	for _, k := range []string{"FontFile", "FontFile2", "FontFile3"} {
		if descriptor.Key(k).Kind() == lib.Stream {
			return true
		}
	}
	return false
}

func (f *face) composite(file source, v, enc lib.Value) {
	child := v.Key("DescendantFonts").Index(0)
	f.font.Embedded = embedded(child.Key("FontDescriptor"))
	f.lost = f.lost || child.IsNull() || lost(child, "FontDescriptor", "W", "CIDSystemInfo")
	info := child.Key("CIDSystemInfo")
	f.gb1 = info.Key("Registry").RawString() == "Adobe" && info.Key("Ordering").RawString() == "GB1"
	if enc.Kind() == lib.Stream {
		f.own = readOwnMap(file, enc)
	} else {
		f.cmap = cmapByName(enc.Name())
	}
	f.fallback = 1000
	if dw := child.Key("DW"); !dw.IsNull() {
		f.fallback = dw.Float64()
	}
	w := child.Key("W")
	for i := 0; i+1 < w.Len(); {
		first := w.Index(i).Int64()
		if list := w.Index(i + 1); list.Kind() == lib.Array {
			for k := 0; k < list.Len(); k++ {
				f.widths[uint32(first)+uint32(k)] = list.Index(k).Float64()
			}
			i += 2
			continue
		}
		last, width := w.Index(i+1).Int64(), w.Index(i+2).Float64()
		for c := first; c <= last && c < first+0x10000; c++ {
			f.widths[uint32(c)] = width
		}
		i += 3
	}
}

func (f *face) simple(v, enc lib.Value) {
	descriptor := v.Key("FontDescriptor")
	f.font.Embedded = embedded(descriptor) || f.font.Type == "Type3"
	if f.font.Type == "Type3" {
		if m := v.Key("FontMatrix"); m.Len() == 6 && m.Index(0).Float64() != 0 {
			f.scale = m.Index(0).Float64()
		}
	}
	first := v.Key("FirstChar").Int64()
	w := v.Key("Widths")
	for i := 0; i < w.Len() && i < 256; i++ {
		f.widths[uint32(first)+uint32(i)] = w.Index(i).Float64()
	}
	f.fallback = descriptor.Key("MissingWidth").Float64()
	if w.Len() == 0 {
		f.fallback = 500 // one of the fourteen standard fonts: near enough to tell words apart
	}
	base := enc.Name()
	if enc.Kind() == lib.Dict {
		base = enc.Key("BaseEncoding").Name()
		f.names = &[256]string{}
		n := int64(0)
		for d, i := enc.Key("Differences"), 0; i < d.Len(); i++ {
			switch x := d.Index(i); x.Kind() {
			case lib.Integer:
				n = x.Int64()
			case lib.Name:
				if n >= 0 && n < 256 {
					f.names[n] = x.Name()
				}
				n++
			}
		}
	}
	switch base {
	case "MacRomanEncoding":
		f.single = charmap.Macintosh
	case "WinAnsiEncoding", "StandardEncoding":
		f.single = charmap.Windows1252
	default:
		// A font that carries its own encoding may mean anything by a code.
		f.single = charmap.Windows1252
		f.opaque = f.font.Embedded
	}
}

// glyphs cuts a string into codes and tells what each stands for.
func (f *face) glyphs(s string) []glyph {
	var out []glyph
	for len(s) > 0 {
		n := 1
		switch {
		case f.own != nil:
			n = min(f.own.lengths[s[0]], len(s))
		case f.cmap != nil:
			n = f.cmap.next(s)
		case f.font.Type == "Type0":
			n = two(s)
		}
		n = max(n, 1)
		out = append(out, f.glyph(s[:n]))
		s = s[n:]
	}
	return out
}

func (f *face) glyph(s string) glyph {
	c := codeOf(s)
	if len(s) > 4 {
		return f.tell(s, c)
	}
	g, ok := f.known[c]
	if !ok {
		g = f.tell(s, c)
		if f.known == nil {
			f.known = map[code]glyph{}
		}
		f.known[c] = g
	}
	return g
}

// tell is what the font says of a code.
func (f *face) tell(s string, c code) glyph {
	g := glyph{width: f.fallback, space: s == " "}
	cid := c.value
	if f.own != nil {
		cid = f.own.cid(c)
	} else if f.cmap != nil && f.cmap.half > 0 {
		cid = 1 << 31
		if c.value == ' ' && f.cmap.half == 814 {
			cid = 7716
		} else if c.value >= ' ' && c.value < 0x7f {
			cid = uint32(f.cmap.half) + c.value - '!'
		}
	}
	if w, ok := f.widths[cid]; ok {
		g.width = w
	}
	g.text = f.encoded(s, cid)
	if t, ok := f.unicode.text(c); ok {
		g.contradicted = f.plain() && contradicts(g.text, t)
		g.text = t
	}
	return g
}

// plain reports whether the font's encoding tells what its glyphs look like: that
// of a font which the file carries may mean anything by a code or CID, but not by
// the name of a glyph or a code of a Chinese character set.
func (f *face) plain() bool {
	return !f.font.Embedded || f.names != nil && f.font.Type != "Type3" || f.cmap != nil && f.cmap.decode != nil
}

// encoded gives what a code stands for by the font's encoding alone.
func (f *face) encoded(s string, cid uint32) string {
	switch {
	case f.font.Type == "Type0":
		switch {
		case f.cmap != nil && f.cmap.decode != nil:
			return f.cmap.decode(s)
		case f.gb1 && (f.own != nil || f.cmap != nil):
			return gb1(cid)
		}
	case f.names != nil && f.names[s[0]] != "":
		return named(f.names[s[0]])
	case !f.opaque:
		if r := f.single.DecodeByte(s[0]); !unicode.IsControl(r) {
			return string(r)
		}
	}
	return ""
}

// named tells a glyph's name: uniXXXX, uXXXXX, a letter, or one of the names
// that the Adobe Glyph List has for ASCII and common punctuation.
func named(name string) string {
	name, _, _ = strings.Cut(name, ".")
	if len(name) == 1 {
		return name
	}
	if s, ok := glyphNames[name]; ok {
		return s
	}
	for _, prefix := range []string{"uni", "u"} {
		if hex, ok := strings.CutPrefix(name, prefix); ok && len(hex) >= 4 && len(hex) <= 6 {
			if x, err := strconv.ParseUint(hex, 16, 32); err == nil && x > 0 && x <= 0x10ffff && (x < 0xd800 || x > 0xdfff) {
				return string(rune(x))
			}
		}
	}
	return ""
}

var glyphNames = func() map[string]string {
	m := map[string]string{}
	for _, p := range strings.Fields("space:\u0020 exclam:! quotedbl:\" numbersign:# dollar:$ percent:% ampersand:& quotesingle:' parenleft:( parenright:) asterisk:* plus:+ comma:, hyphen:- period:. slash:/ " +
		"zero:0 one:1 two:2 three:3 four:4 five:5 six:6 seven:7 eight:8 nine:9 semicolon:; less:< equal:= greater:> question:? at:@ bracketleft:[ backslash:\\ bracketright:] asciicircum:^ underscore:_ grave:` " +
		"braceleft:{ bar:| braceright:} asciitilde:~ quoteleft:‘ quoteright:’ quotedblleft:“ quotedblright:” endash:– emdash:— bullet:• ellipsis:… periodcentered:· middot:· multiply:× divide:÷ degree:° section:§ " +
		"paragraph:¶ plusminus:± yen:¥ Euro:€ copyright:© registered:® trademark:™ perthousand:‰ guillemotleft:« guillemotright:»") {
		k, v, _ := strings.Cut(p, ":")
		m[k] = v
	}
	m["space"], m["colon"], m["nbspace"] = " ", ":", " "
	return m
}()

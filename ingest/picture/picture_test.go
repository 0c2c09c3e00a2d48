package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"
)

// sheet is a white page with a black bar and a red one.
func sheet(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{255, 255, 255, 255}
			switch {
			case y > h/4 && y < h/3:
				c = color.RGBA{A: 255}
			case y > h/2 && y < h*2/3:
				c = color.RGBA{R: 255, A: 255}
			}
			m.Set(x, y, c)
		}
	}
	return m
}

// joined is a TIFF of several pages: the pages' files behind each other, their
// offsets moved, each directory naming the next.
func joined(t testing.TB, pages ...image.Image) []byte {
	var out []byte
	last := 4 // where the offset of the next directory is to be written
	for _, p := range pages {
		var b bytes.Buffer
		if err := tiff.Encode(&b, p, nil); err != nil {
			t.Fatal(err)
		}
		base := uint32(len(out))
		data := b.Bytes()
		le := binary.LittleEndian
		dir := le.Uint32(data[4:])
		n := int(le.Uint16(data[dir:]))
		for i := range n {
			e := data[int(dir)+2+12*i:]
			size := map[uint16]uint32{1: 1, 2: 1, 3: 2, 4: 4, 5: 8}[le.Uint16(e[2:])] * le.Uint32(e[4:])
			if size > 4 {
				at := le.Uint32(e[8:])
				if tag := le.Uint16(e); tag == 273 { // the strips' offsets
					for k := range le.Uint32(e[4:]) {
						le.PutUint32(data[at+4*k:], le.Uint32(data[at+4*k:])+base)
					}
				}
				le.PutUint32(e[8:], at+base)
			} else if le.Uint16(e) == 273 {
				le.PutUint32(e[8:], le.Uint32(e[8:])+base)
			}
		}
		out = append(out, data...)
		le.PutUint32(out[last:], dir+base)
		last = int(base) + int(dir) + 2 + 12*n
	}
	return out
}

func files(t testing.TB) map[string][]byte {
	m := sheet(300, 424)
	out := map[string][]byte{"tiff": joined(t, m), "pages": joined(t, m, sheet(424, 300), m)}
	for name, encode := range map[string]func(*bytes.Buffer) error{
		"png":  func(b *bytes.Buffer) error { return png.Encode(b, m) },
		"jpeg": func(b *bytes.Buffer) error { return jpeg.Encode(b, m, &jpeg.Options{Quality: 95}) },
		"bmp":  func(b *bytes.Buffer) error { return bmp.Encode(b, m) },
	} {
		var b bytes.Buffer
		if err := encode(&b); err != nil {
			t.Fatal(err)
		}
		out[name] = b.Bytes()
	}
	return out
}

func TestDraw(t *testing.T) {
	for name, data := range files(t) {
		f, err := Open(data, 10)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		want := 1
		if name == "pages" {
			want = 3
		}
		if len(f.Pages) != want {
			t.Errorf("%s: %d pages", name, len(f.Pages))
		}
		for i, p := range f.Pages {
			img, dpi, err := f.Draw(i)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			w, h := img.Bounds().Dx(), img.Bounds().Dy()
			if turned := i == 1; max(w, h) != shortest || (w > h) != turned || dpi != 171 || (p.Width > p.Height) != turned {
				t.Errorf("%s page %d: %d×%d at %d, %+v", name, i+1, w, h, dpi, p)
			}
			at := func(y int) uint8 { return img.Pix[y*img.Stride+w/2] }
			if at(h/8) < 250 || at(h*7/24) > 5 || at(h*7/12) < 245 {
				t.Errorf("%s: paper %d, print %d, seal %d", name, at(h/8), at(h*7/24), at(h*7/12))
			}
		}
	}
}

func TestOpen(t *testing.T) {
	all := files(t)
	loop := bytes.Clone(all["tiff"])
	dir := binary.LittleEndian.Uint32(loop[4:])
	n := binary.LittleEndian.Uint16(loop[dir:])
	binary.LittleEndian.PutUint32(loop[int(dir)+2+12*int(n):], dir)
	huge := bytes.Clone(all["png"])
	copy(huge[16:], []byte{0, 1, 0, 0, 0, 1, 0, 0}) // 65536 × 65536; the checksum is not looked at first
	for name, c := range map[string]struct {
		data  []byte
		limit int
		want  error
	}{
		"loop": {loop, 10, ErrDamaged}, "pages": {all["pages"], 2, ErrTooMany}, "short": {[]byte("II*\x00"), 10, ErrDamaged},
		"cut": {all["jpeg"][:100], 10, ErrDamaged}, "no picture": {[]byte("x"), 10, ErrDamaged},
	} {
		if _, err := Open(c.data, c.limit); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Open(huge, 1); err == nil {
		t.Error("4 billion pixels taken")
	}
}

func FuzzOpen(f *testing.F) {
	for _, data := range files(f) {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Open(data, 4)
		if err != nil || p.Pages[0].Width*p.Pages[0].Height <= 0 {
			return
		}
		for i := range p.Pages {
			_, _, _ = p.Draw(i)
		}
	})
}

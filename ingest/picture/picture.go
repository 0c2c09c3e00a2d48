// Package picture reads the pictures of pages that scanners and telephones
// make: JPEG, PNG, TIFF with its pages, BMP, GIF and WebP. In come bytes, out
// come pages in grey at a size fit for recognition; in the red channel alone, in
// which a red seal is as white as the paper.
package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	_ "image/gif" // decoders register themselves
	_ "image/jpeg"
	_ "image/png"

	_ "golang.org/x/image/bmp"
	scaling "golang.org/x/image/draw"
	"golang.org/x/image/tiff"
	_ "golang.org/x/image/webp"
)

// The ways in which a picture can be closed to the reader.
var (
	ErrDamaged = errors.New("cannot be decoded")
	ErrTooBig  = errors.New("has too many pixels")
	ErrTooMany = errors.New("has too many pages")
)

// maxPixels bounds one picture: a sheet of A3 at 600 dots an inch is 70
// million.
const maxPixels = 80e6

// The long side of a page for recognition in pixels, and what it is on paper:
// pictures seldom tell the truth about their resolution, and papers are A4.
const (
	shortest = 2000
	longest  = 3400
	inches   = 297 / 25.4
)

// File is an opened picture.
type File struct {
	Pages []Page
	data  []byte
	dirs  []uint32 // of a TIFF, one for each page
}

// Page is the size of one page in points, taken as A4 along its long side.
type Page struct{ Width, Height float64 }

// Open looks at the pages without decoding them. limit bounds their number.
func Open(data []byte, limit int) (*File, error) {
	f := &File{data: data}
	n := 1
	if bytes.HasPrefix(data, []byte("II*\x00")) || bytes.HasPrefix(data, []byte("MM\x00*")) {
		var err error
		if f.dirs, err = directories(data, limit); err != nil {
			return nil, err
		}
		n = len(f.dirs)
	}
	for i := range n {
		c, _, err := image.DecodeConfig(bytes.NewReader(f.page(i)))
		switch {
		case err != nil:
			return nil, fmt.Errorf("%w: %v", ErrDamaged, err)
		case c.Width <= 0 || c.Height <= 0:
			return nil, fmt.Errorf("%w: no size", ErrDamaged)
		case float64(c.Width)*float64(c.Height) > maxPixels:
			return nil, fmt.Errorf("%w: %d×%d", ErrTooBig, c.Width, c.Height)
		}
		dpi := float64(max(c.Width, c.Height)) / inches
		f.Pages = append(f.Pages, Page{float64(c.Width) * 72 / dpi, float64(c.Height) * 72 / dpi})
	}
	return f, nil
}

// directories follows the chain of a TIFF's image file directories (TIFF 6.0,
// section 2).
func directories(data []byte, limit int) ([]uint32, error) {
	if len(data) < 8 {
		return nil, fmt.Errorf("%w: cut off", ErrDamaged)
	}
	order := byteOrder(data)
	seen := map[uint32]bool{}
	var out []uint32
	for at := order.Uint32(data[4:]); at != 0; {
		if seen[at] || int64(at)+2 > int64(len(data)) {
			return nil, fmt.Errorf("%w: directory at %d", ErrDamaged, at)
		}
		if len(out) == limit {
			return nil, ErrTooMany
		}
		seen[at] = true
		out = append(out, at)
		end := int64(at) + 2 + 12*int64(order.Uint16(data[at:]))
		if end+4 > int64(len(data)) {
			return nil, fmt.Errorf("%w: directory at %d", ErrDamaged, at)
		}
		at = order.Uint32(data[end:])
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%w: no pages", ErrDamaged)
	}
	return out, nil
}

func byteOrder(data []byte) binary.ByteOrder {
	if data[0] == 'M' {
		return binary.BigEndian
	}
	return binary.LittleEndian
}

// page gives the bytes of a file with page i alone in it, as far as a decoder
// that knows one page can see.
func (f *File) page(i int) []byte {
	if i == 0 {
		return f.data
	}
	out := bytes.Clone(f.data)
	byteOrder(out).PutUint32(out[4:], f.dirs[i])
	return out
}

// decode decodes page i.
func (f *File) decode(i int) (src image.Image, err error) {
	defer func() {
		if x := recover(); x != nil {
			err = fmt.Errorf("%w: %v", ErrDamaged, x)
		}
	}()
	if f.dirs != nil {
		src, err = tiff.Decode(bytes.NewReader(f.page(i)))
	} else {
		src, _, err = image.Decode(bytes.NewReader(f.data))
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %v", ErrDamaged, err)
	}
	return src, nil
}

// Paint decodes page i (from 0) and gives it in colour at a resolution.
func (f *File) Paint(i, dpi int) (*image.RGBA, error) {
	src, err := f.decode(i)
	if err != nil {
		return nil, err
	}
	w, h := int(f.Pages[i].Width*float64(dpi)/72), int(f.Pages[i].Height*float64(dpi)/72)
	if w < 1 || h < 1 {
		return nil, fmt.Errorf("%w: %d×%d", ErrDamaged, w, h)
	}
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(dst, dst.Bounds(), image.White, image.Point{}, draw.Src)
	scaling.ApproxBiLinear.Scale(dst, dst.Bounds(), src, src.Bounds(), scaling.Over, nil)
	return dst, nil
}

// Draw decodes page i (from 0) and gives it with its resolution.
func (f *File) Draw(i int) (page *image.Gray, dpi int, err error) {
	src, err := f.decode(i)
	if err != nil {
		return nil, 0, err
	}
	b := src.Bounds()
	w, h := b.Dx(), b.Dy()
	long := min(max(w, h, shortest), longest)
	tw, th := w*long/max(w, h), h*long/max(w, h)
	if tw < 1 || th < 1 {
		return nil, 0, fmt.Errorf("%w: %d×%d", ErrDamaged, w, h)
	}
	return scale(Red(src), tw, th), int(float64(long)/inches + 0.5), nil
}

// stamped is the red channel of a colour, lighter still by how far it is red:
// the ink of a seal comes out as paper, black print under it stays black.
func stamped(r, g, b uint8) uint8 {
	if low := min(g, b); r > low {
		return uint8(min(255, int(r)+int(r-low)/2))
	}
	return r
}

// Red is the red channel of a picture, in which red ink is as white as the
// paper; what is transparent is white.
func Red(src image.Image) *image.Gray {
	b := src.Bounds()
	dst := image.NewGray(image.Rect(0, 0, b.Dx(), b.Dy()))
	for y := range b.Dy() {
		row := dst.Pix[y*dst.Stride : y*dst.Stride+b.Dx()]
		switch p := src.(type) {
		case *image.Gray:
			copy(row, p.Pix[p.PixOffset(b.Min.X, b.Min.Y+y):])
		case *image.YCbCr:
			for x := range row {
				c := p.YCbCrAt(b.Min.X+x, b.Min.Y+y)
				row[x] = stamped(color.YCbCrToRGB(c.Y, c.Cb, c.Cr))
			}
		case *image.RGBA:
			from := p.Pix[p.PixOffset(b.Min.X, b.Min.Y+y):]
			for x := range row {
				row[x] = uint8(min(255, int(stamped(from[4*x], from[4*x+1], from[4*x+2]))+255-int(from[4*x+3])))
			}
		default:
			for x := range row {
				r, g, bl, a := src.At(b.Min.X+x, b.Min.Y+y).RGBA()
				row[x] = uint8(min(255, int(stamped(uint8(r>>8), uint8(g>>8), uint8(bl>>8)))+255-int(a>>8)))
			}
		}
	}
	return dst
}

// scale resizes a picture by the mean over each pixel's part of the source.
func scale(src *image.Gray, w, h int) *image.Gray {
	sw, sh := src.Bounds().Dx(), src.Bounds().Dy()
	if sw == w && sh == h {
		return src
	}
	dst := image.NewGray(image.Rect(0, 0, w, h))
	if sw < w { // between the nearest four
		for y := range h {
			fy := max(0, (float64(y)+0.5)*float64(sh)/float64(h)-0.5)
			y0 := min(int(fy), sh-1)
			y1, ty := min(y0+1, sh-1), fy-float64(y0)
			for x := range w {
				fx := max(0, (float64(x)+0.5)*float64(sw)/float64(w)-0.5)
				x0 := min(int(fx), sw-1)
				x1, tx := min(x0+1, sw-1), fx-float64(x0)
				at := func(x, y int) float64 { return float64(src.Pix[y*src.Stride+x]) }
				dst.Pix[y*dst.Stride+x] = uint8((at(x0, y0)*(1-tx)+at(x1, y0)*tx)*(1-ty) + (at(x0, y1)*(1-tx)+at(x1, y1)*tx)*ty + 0.5)
			}
		}
		return dst
	}
	for y := range h {
		y0 := y * sh / h
		y1 := max((y+1)*sh/h, y0+1)
		for x := range w {
			x0 := x * sw / w
			x1 := max((x+1)*sw/w, x0+1)
			sum := 0
			for v := y0; v < y1; v++ {
				for _, p := range src.Pix[v*src.Stride+x0 : v*src.Stride+x1] {
					sum += int(p)
				}
			}
			dst.Pix[y*dst.Stride+x] = uint8(sum / ((y1 - y0) * (x1 - x0)))
		}
	}
	return dst
}

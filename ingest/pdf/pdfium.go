package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"sync"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"

	"zeren/ingest/layout"
)

// An Engine holds pdfium compiled for this machine. It runs as WebAssembly
// and sees neither files nor network; the engine may be used from many
// goroutines, each call has an instance of its own.
type Engine struct {
	pool  pdfium.Pool
	cache wazero.CompilationCache
}

// pages of WebAssembly memory, 64 KiB each, that one instance may take.
const memoryPages = 8192 // 512 MiB

// NewEngine compiles pdfium, which takes seconds, or takes it from the cache
// folder, which takes a tenth of one. An empty folder name compiles afresh,
// and so does a folder that cannot be used, for whatever reason: a cache saves
// time, and reading does not depend on it. A damaged file in it is replaced.
func NewEngine(cacheDir string) (*Engine, error) {
	if cacheDir != "" {
		sift(cacheDir)
		if cache, err := wazero.NewCompilationCacheWithDir(cacheDir); err == nil {
			if e, err := compile(cache); err == nil {
				seal(cacheDir)
				return e, nil
			}
			_ = cache.Close(context.Background())
			discard(cacheDir)
		}
	}
	return compile(nil)
}

// compile makes an engine, with a cache or, where it is nil, without. The
// engine closes the cache.
func compile(cache wazero.CompilationCache) (*Engine, error) {
	config := wazero.NewRuntimeConfig().WithMemoryLimitPages(memoryPages)
	if cache != nil {
		config = config.WithCompilationCache(cache)
	}
	pool, err := webassembly.Init(webassembly.Config{
		MaxIdle: 1, MaxTotal: 16,
		FSConfig:      wazero.NewFSConfig(), // none: the default would mount "/"
		RuntimeConfig: config,
		Stdout:        io.Discard,
		Stderr:        io.Discard,
	})
	if err != nil {
		return nil, fmt.Errorf("pdfium: %w", err)
	}
	return &Engine{pool: pool, cache: cache}, nil
}

// Close frees the engine; no call may be under way.
func (e *Engine) Close() error {
	err := e.pool.Close()
	if e.cache != nil {
		err = errors.Join(err, e.cache.Close(context.Background()))
	}
	return err
}

var engines = struct {
	sync.Mutex
	by map[string]*Engine
}{by: map[string]*Engine{}}

// Shared gives the process's engine for a cache folder, compiling it at the
// first call. It is never closed.
func Shared(cacheDir string) (*Engine, error) {
	engines.Lock()
	defer engines.Unlock()
	if e := engines.by[cacheDir]; e != nil {
		return e, nil
	}
	e, err := NewEngine(cacheDir)
	if err != nil {
		return nil, err
	}
	engines.by[cacheDir] = e
	return e, nil
}

// open runs do on a document opened with the empty password.
func (e *Engine) open(data []byte, do func(pdfium.Pdfium, *session) error) (err error) {
	inst, err := e.pool.GetInstance(30 * time.Second)
	if err != nil {
		return fmt.Errorf("pdfium: no instance: %w", err)
	}
	defer inst.Close()
	// A trap in WebAssembly comes back as an error; a panic of the binding
	// is one document's fault and must not end the process.
	defer func() {
		if x := recover(); x != nil {
			err = fmt.Errorf("pdfium: %w: %v", ErrDamaged, x)
		}
	}()
	doc, err := inst.OpenDocument(&requests.OpenDocument{File: &data})
	if err != nil {
		if errors.Is(err, pdfiumerrors.ErrPassword) || errors.Is(err, pdfiumerrors.ErrSecurity) {
			return fmt.Errorf("pdfium: %w", ErrEncrypted)
		}
		return fmt.Errorf("pdfium: %w: %v", ErrDamaged, err)
	}
	count, err := inst.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc.Document})
	if err != nil {
		return fmt.Errorf("pdfium: %w: %v", ErrDamaged, err)
	}
	s := &session{inst: inst, count: count.PageCount}
	s.page = func(i int) requests.Page {
		return requests.Page{ByIndex: &requests.PageByIndex{Document: doc.Document, Index: i}}
	}
	s.meta = func(tag string) string {
		m, err := inst.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: doc.Document, Tag: tag})
		if err != nil {
			return ""
		}
		return m.Value
	}
	return do(inst, s)
}

type session struct {
	inst  pdfium.Pdfium
	count int
	page  func(int) requests.Page
	meta  func(tag string) string
}

// Read gives the glyphs of every page. It fails with ErrEncrypted, ErrDamaged
// or, above limit pages, ErrTooMany; a single page that cannot be read has
// its own Err. begin is told the number of pages before the first is read.
//
// spare, where it is not nil, is shown the text of each page (pages count from
// 0) and says whether that is enough: the page then is Spared and has no glyphs.
func (e *Engine) Read(data []byte, limit int, begin func(pages int), spare func(page int, text string) bool) (*File, error) {
	f := &File{}
	err := e.open(data, func(inst pdfium.Pdfium, s *session) error {
		if s.count > limit {
			return fmt.Errorf("pdfium: %w: %d", ErrTooMany, s.count)
		}
		begin(s.count)
		f.Producer, f.Creator = s.meta("Producer"), s.meta("Creator")
		for i := 0; i < s.count; i++ {
			p, err := s.read(i, spare)
			p.Err = err
			f.Pages = append(f.Pages, p)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return f, nil
}

func (s *session) read(i int, spare func(int, string) bool) (Page, error) {
	var p Page
	page := s.page(i)
	tp, err := s.inst.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: page})
	if err != nil {
		return p, fmt.Errorf("pdfium: page %d: %w", i+1, err)
	}
	defer s.inst.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: tp.TextPage})
	count, err := s.inst.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: tp.TextPage})
	if err != nil {
		return p, fmt.Errorf("pdfium: page %d: %w", i+1, err)
	}
	if spare != nil {
		t, err := s.inst.FPDFText_GetText(&requests.FPDFText_GetText{TextPage: tp.TextPage, Count: count.Count})
		if err == nil && spare(i, t.Text) {
			p.Spared = true
			return p, nil
		}
	}
	bounds, err := s.inst.FPDF_GetPageBoundingBox(&requests.FPDF_GetPageBoundingBox{Page: page})
	if err != nil {
		return p, fmt.Errorf("pdfium: page %d: %w", i+1, err)
	}
	rot, err := s.inst.FPDFPage_GetRotation(&requests.FPDFPage_GetRotation{Page: page})
	if err != nil {
		return p, fmt.Errorf("pdfium: page %d: %w", i+1, err)
	}
	rotate := int(rot.PageRotation) % 4 * 90
	box := [4]float64{float64(bounds.Rect.Left), float64(bounds.Rect.Bottom), float64(bounds.Rect.Right), float64(bounds.Rect.Top)}
	p.Width, p.Height = box[2]-box[0], box[3]-box[1]
	if rotate%180 == 90 {
		p.Width, p.Height = p.Height, p.Width
	}
	if err := s.objects(page, &p, box, rotate); err != nil {
		return p, fmt.Errorf("pdfium: page %d: %w", i+1, err)
	}
	if err := s.glyphs(tp.TextPage, count.Count, &p, box, rotate); err != nil {
		return p, fmt.Errorf("pdfium: page %d: %w", i+1, err)
	}
	return p, nil
}

// objects counts what is on the page besides text, and takes its rules.
func (s *session) objects(page requests.Page, p *Page, box [4]float64, rotate int) error {
	n, err := s.inst.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: page})
	if err != nil {
		return err
	}
	area := (box[2] - box[0]) * (box[3] - box[1])
	for k := 0; k < n.Count && k < 4000; k++ {
		o, err := s.inst.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: page, Index: k})
		if err != nil {
			continue
		}
		t, err := s.inst.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: o.PageObject})
		if err != nil {
			continue
		}
		switch t.Type {
		case enums.FPDF_PAGEOBJ_IMAGE, enums.FPDF_PAGEOBJ_FORM, enums.FPDF_PAGEOBJ_SHADING:
			b, err := s.inst.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: o.PageObject})
			if err != nil || area <= 0 {
				continue
			}
			w := math.Min(float64(b.Right), box[2]) - math.Max(float64(b.Left), box[0])
			h := math.Min(float64(b.Top), box[3]) - math.Max(float64(b.Bottom), box[1])
			if w > 0 && h > 0 && t.Type == enums.FPDF_PAGEOBJ_IMAGE {
				p.Pictures = math.Min(1, p.Pictures+w*h/area)
			}
			if t.Type != enums.FPDF_PAGEOBJ_IMAGE {
				p.Drawings++
			}
		case enums.FPDF_PAGEOBJ_PATH:
			p.Drawings++
			s.rules(o.PageObject, p, box, rotate)
		}
	}
	return nil
}

// rules takes the rules that a path draws: itself, where it is as thin as a
// line, and the sides of a stroked rectangle.
func (s *session) rules(o references.FPDF_PAGEOBJECT, p *Page, box [4]float64, rotate int) {
	n, err := s.inst.FPDFPath_CountSegments(&requests.FPDFPath_CountSegments{PageObject: o})
	if err != nil || n.Count < 2 || n.Count > 5 || len(p.Rules)+4 > maxRules {
		return
	}
	b, err := s.inst.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: o})
	if err != nil {
		return
	}
	r := show(float64(b.Left), float64(b.Bottom), float64(b.Right), float64(b.Top), box, rotate)
	if math.Min(r.X1-r.X0, r.Y1-r.Y0) <= thick {
		p.Rules = append(p.Rules, r)
		return
	}
	if n.Count < 4 {
		return
	}
	if m, err := s.inst.FPDFPath_GetDrawMode(&requests.FPDFPath_GetDrawMode{PageObject: o}); err == nil && m.Stroke {
		p.Rules = append(p.Rules, outlined(r)...)
	}
}

func (s *session) glyphs(text references.FPDF_TEXTPAGE, count int, p *Page, box [4]float64, rotate int) error {
	p.Glyphs = make([]layout.Glyph, 0, count)
	var high rune
	var angle, light, em float64
	var unseen bool
	var last layout.Box
	for i := 0; i < count; i++ {
		u, err := s.inst.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: text, Index: i})
		if err != nil {
			return err
		}
		r := rune(u.Unicode)
		switch {
		case r >= 0xd800 && r < 0xdc00:
			high = r
			continue
		case r >= 0xdc00 && r < 0xe000 && high != 0:
			r = (high-0xd800)<<10 + (r - 0xdc00) + 0x10000
		}
		high = 0
		if r == 0 {
			p.Unknown++
			continue
		}
		if r == ' ' || r == '\r' || r == '\n' || r == 2 || r == 0xfffe {
			continue // the layout sets spaces and lines from the geometry
		}
		b, err := s.inst.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: text, Index: i})
		if err != nil {
			continue // generated by pdfium, not on the page
		}
		rect := [4]float64{float64(b.Rect.Left), float64(b.Rect.Bottom), float64(b.Rect.Right), float64(b.Rect.Top)}
		if odd(rect, em, layout.Wide(r)) {
			if q, ok := s.quad(text, i); ok {
				em = q.em
				rect = q.mend(rect, layout.Wide(r))
			}
		}
		g := layout.Glyph{Rune: r}
		g.Box = show(rect[0], rect[1], rect[2], rect[3], box, rotate)
		// A question costs microseconds: direction and colour are asked once
		// for each stretch of a line.
		if apart(last, g.Box) {
			if a, err := s.inst.FPDFText_GetCharAngle(&requests.FPDFText_GetCharAngle{TextPage: text, Index: i}); err == nil {
				// pdfium counts clockwise in the page's own space.
				angle = float64(rotate) + float64(a.CharAngle)*180/math.Pi
			}
			if c, err := s.inst.FPDFText_GetFillColor(&requests.FPDFText_GetFillColor{TextPage: text, Index: i}); err == nil {
				lum := (0.3*float64(c.R) + 0.59*float64(c.G) + 0.11*float64(c.B)) / 255
				light = 1 - (1-lum)*float64(c.A)/255
			}
			unseen = s.inkless(text, i)
		}
		last = g.Box
		g.Angle, g.Light, g.Unseen = angle, light, unseen
		if unseen {
			p.Hidden++
		}
		p.Glyphs = append(p.Glyphs, g)
	}
	return nil
}

// inkless reports whether a character is drawn in a way that leaves nothing on
// the page.
func (s *session) inkless(text references.FPDF_TEXTPAGE, i int) bool {
	o, err := s.inst.FPDFText_GetTextObject(&requests.FPDFText_GetTextObject{TextPage: text, Index: i})
	if err != nil {
		return false
	}
	m, err := s.inst.FPDFTextObj_GetTextRenderMode(&requests.FPDFTextObj_GetTextRenderMode{PageObject: o.TextObject})
	return err == nil && (m.TextRenderMode == enums.FPDF_TEXTRENDERMODE_INVISIBLE || m.TextRenderMode == enums.FPDF_TEXTRENDERMODE_CLIP)
}

// apart reports whether b does not go on where a was: another line, another
// size, a leap.
func apart(a, b layout.Box) bool {
	h, w := b.Y1-b.Y0, b.X1-b.X0
	if math.Abs(h-(a.Y1-a.Y0)) > 0.1*h && math.Abs(w-(a.X1-a.X0)) > 0.1*w {
		return true
	}
	dx, dy := math.Max(b.X0-a.X1, a.X0-b.X1), math.Max(b.Y0-a.Y1, a.Y0-b.Y1)
	return dx > w || dy > 0.2*h || math.Abs(a.Y0-b.Y0) > 0.5*h && math.Abs(a.X0-b.X0) > 0.5*w
}

// Package web reads saved web pages: HTML, and MHT, which holds one with its
// pictures. In come bytes, out come the lines that a browser would show, one
// for each block; menus and what no one sees are told apart from the text.
package web

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode/utf32"
)

// The ways in which a page can be no page.
var (
	ErrNoPage = errors.New("holds no web page")
	ErrDeep   = errors.New("elements too deep in each other")
)

// Page is a web page as read.
type Page struct {
	Lines    []string // of the text, none empty
	Menus    []string // blocks that are links and little else
	Pictures int
}

// Archived reports whether the beginning of a file is that of an MHT.
func Archived(head []byte) bool {
	lower := bytes.ToLower(head)
	return (bytes.HasPrefix(lower, []byte("mime-version:")) || bytes.HasPrefix(lower, []byte("from:")) || bytes.Contains(lower, []byte("\nmime-version:"))) &&
		bytes.Contains(lower, []byte("content-type:"))
}

// tag is how the first element of a page begins, behind a declaration or
// comments.
var tag = regexp.MustCompile(`(?is)^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<meta\s|<title>|<div[\s>]|<p[\s>]|<table[\s>])`)

// Marked reports whether the beginning of a file is that of an HTML page.
func Marked(head []byte) bool {
	return tag.Match(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")))
}

// Read reads an HTML page or an MHT.
func Read(data []byte) (Page, error) {
	charset := ""
	if Archived(data[:min(len(data), 4096)]) {
		var err error
		if data, charset, err = unpack(data); err != nil {
			return Page{}, err
		}
	}
	text := decode(data, charset)
	tree, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return Page{}, ErrDeep
	}
	r := reader{}
	r.walk(tree, style{})
	r.flush()
	return r.page, nil
}

// partLimit bounds one part of an MHT. Bytes.
const partLimit = 64 << 20

// unpack gives the first HTML part of an MHT.
func unpack(data []byte) (page []byte, charset string, err error) {
	m, err := mail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		return nil, "", ErrNoPage
	}
	return part(m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), m.Body, 0)
}

func part(kind, coding string, body io.Reader, depth int) ([]byte, string, error) {
	media, params, err := mime.ParseMediaType(kind)
	if err != nil {
		return nil, "", ErrNoPage
	}
	if strings.HasPrefix(media, "multipart/") && depth < 4 {
		parts := multipart.NewReader(body, params["boundary"])
		for range 4096 {
			p, err := parts.NextRawPart()
			if err != nil {
				break
			}
			if page, charset, err := part(p.Header.Get("Content-Type"), p.Header.Get("Content-Transfer-Encoding"), p, depth+1); err == nil {
				return page, charset, nil
			}
		}
		return nil, "", ErrNoPage
	}
	if media != "text/html" && media != "application/xhtml+xml" {
		return nil, "", ErrNoPage
	}
	switch strings.ToLower(strings.TrimSpace(coding)) {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	page, err := io.ReadAll(io.LimitReader(body, partLimit))
	if err != nil && len(page) == 0 {
		return nil, "", ErrNoPage
	}
	return page, params["charset"], nil
}

var declared = regexp.MustCompile(`(?i)<meta[^>]{0,200}charset\s*=\s*["']?\s*([a-z0-9_-]+)`)

// decode turns a page into UTF-8: by its byte order mark, by being UTF-8, by
// what it or its envelope declares, else as GB18030. Pages that declare
// GB 2312 use the characters of GB18030 all the same.
func decode(data []byte, charset string) string {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return string(data[3:])
	case bytes.HasPrefix(data, []byte("\xff\xfe\x00\x00")):
		return by(utf32.UTF32(utf32.LittleEndian, utf32.UseBOM), data)
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		charset = "utf-16"
	case utf8.Valid(data):
		return string(data)
	}
	if m := declared.FindSubmatch(data[:min(len(data), 8192)]); m != nil && charset == "" {
		charset = string(m[1])
	}
	if e, err := htmlindex.Get(charset); err == nil {
		if name, _ := htmlindex.Name(e); name != "gbk" && name != "utf-8" {
			return by(e, data)
		}
	}
	if strings.EqualFold(charset, "utf-8") {
		return strings.ToValidUTF8(string(data), "\ufffd")
	}
	return by(simplifiedchinese.GB18030, data)
}

func by(e encoding.Encoding, data []byte) string {
	out, err := e.NewDecoder().Bytes(data)
	if err != nil {
		return strings.ToValidUTF8(string(data), "\ufffd")
	}
	return strings.TrimPrefix(string(out), "\ufeff")
}

// style is what an element passes on to what it holds.
type style struct {
	link, pre bool
	depth     int
}

type reader struct {
	page   Page
	line   strings.Builder
	runes  int
	linked int // runes of the line inside links
	plain  int // letters and figures outside
	gap    bool
}

// unseen are the elements whose text no one reads as part of a page.
var unseen = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Head: true, atom.Iframe: true,
	atom.Object: true, atom.Svg: true, atom.Select: true, atom.Button: true, atom.Textarea: true, atom.Input: true,
	atom.Datalist: true, atom.Audio: true, atom.Video: true, atom.Canvas: true,
}

// blocks are the elements that begin and end a line.
var blocks = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Li: true, atom.Ul: true, atom.Ol: true, atom.Dl: true, atom.Dt: true, atom.Dd: true,
	atom.Tr: true, atom.Table: true, atom.Tbody: true, atom.Thead: true, atom.Caption: true, atom.H1: true, atom.H2: true,
	atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Section: true, atom.Article: true, atom.Header: true,
	atom.Footer: true, atom.Main: true, atom.Aside: true, atom.Nav: true, atom.Blockquote: true, atom.Center: true,
	atom.Pre: true, atom.Address: true, atom.Fieldset: true, atom.Form: true, atom.Hr: true, atom.Br: true, atom.Body: true,
	atom.Title: true, atom.Figure: true, atom.Figcaption: true,
}

var hidden = regexp.MustCompile(`(?i)display\s*:\s*none|visibility\s*:\s*hidden`)

// depthLimit bounds how deep elements may lie in each other.
const depthLimit = 2000

func (r *reader) walk(n *html.Node, s style) {
	if s.depth++; s.depth > depthLimit {
		return
	}
	switch n.Type {
	case html.TextNode:
		r.text(n.Data, s)
		return
	case html.ElementNode:
		if unseen[n.DataAtom] || concealed(n) {
			return
		}
		switch n.DataAtom {
		case atom.A:
			s.link = true
		case atom.Nav:
			s.link = true // a menu, whether its items are links or scripts
		case atom.Pre:
			s.pre = true
		case atom.Img:
			r.page.Pictures++
		case atom.Td, atom.Th:
			if r.runes > 0 {
				r.gap = true
			}
		}
	}
	if blocks[n.DataAtom] {
		r.flush()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		r.walk(c, s)
	}
	if blocks[n.DataAtom] {
		r.flush()
	}
}

func concealed(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key == "hidden" || a.Key == "style" && hidden.MatchString(a.Val) {
			return true
		}
	}
	return false
}

// text adds to the line. White space is one gap, as in a browser; one that
// holds a line end between two Chinese characters is none.
func (r *reader) text(s string, at style) {
	var last rune
	for _, c := range s {
		switch {
		case at.pre && c == '\n':
			r.flush()
			last = 0
			continue
		case c == '\u3000' || c == '\u00a0':
			r.gap = r.gap || r.runes > 0
			continue
		case c == '\ufeff' || c == '\u200b' || c == '\u00ad':
			continue
		case unicode.IsSpace(c):
			r.gap = r.gap || r.runes > 0
			last = c
			continue
		}
		if r.gap {
			before, _ := utf8.DecodeLastRuneInString(r.line.String())
			if !(last == '\n' || last == '\r' || last == '\t') || !wide(before) || !wide(c) {
				r.line.WriteByte(' ')
			}
			r.gap = false
		}
		last = 0
		r.line.WriteRune(c)
		r.runes++
		switch {
		case at.link:
			r.linked++
		case unicode.IsPunct(c), unicode.IsSymbol(c):
		default:
			r.plain++
		}
	}
}

func wide(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303f || r >= 0xff00 && r <= 0xffef || strings.ContainsRune("“”‘’—…", r)
}

// flush ends the line: to the text, or to the menus if it is links and little
// else.
func (r *reader) flush() {
	s := strings.TrimSpace(r.line.String())
	menu := r.linked > 0 && r.plain*10 <= r.linked
	r.line.Reset()
	r.linked, r.runes, r.plain, r.gap = 0, 0, 0, false
	switch {
	case s == "":
	case menu:
		r.page.Menus = append(r.page.Menus, s)
	default:
		r.page.Lines = append(r.page.Lines, s)
	}
}

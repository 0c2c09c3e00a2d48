package report

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"zeren/extract"
)

// Bundle says with what a paper is bound into one PDF to be handed in (合订本).
type Bundle struct {
	Title string `yaml:"title"`
	// Of are the documents of the pack that stand behind the paper, by id, in
	// order; Papers are the papers of the court or the organ of reconsideration.
	// What the assessment does not have is passed over.
	Of []string `yaml:"of"`
}

// Papers is the id by which a bundle asks for the papers of the case.
const Papers = "papers"

// Part is one part of a bundle.
type Part struct {
	Title string // of its bookmark
	Pages int
}

// Bound is the draft of a bundle: the paper that asks for it under the title
// of the whole.
func (d Draft) Bound() Draft {
	d.Title = d.Bundle.Title
	return d
}

// errJoined says that joined pages have not the form that Bind relies on.
var errJoined = errors.New("bind pdf: unknown form")

// Bind makes a bundle of joined pages (ingest.Join): bookmarks for its parts,
// title and origin from the draft, language, and a digest of the file as its
// identifier, so that the same parts give the same bytes. What the joining wrote
// of its own making (identifier, dates, producer) goes.
func Bind(joined []byte, parts []Part, d Draft) ([]byte, error) {
	f, err := readJoined(joined)
	if err != nil {
		return nil, err
	}
	pages, err := f.pages()
	if err != nil {
		return nil, err
	}
	sum := 0
	for _, p := range parts {
		sum += p.Pages
	}
	if sum != len(pages) || len(parts) == 0 {
		return nil, fmt.Errorf("%w: %d pages of %d", errJoined, len(pages), sum)
	}
	top := len(f.objects)
	page := 0
	var entries [][]byte
	for i, p := range parts {
		if p.Pages == 0 {
			return nil, fmt.Errorf("bind pdf: %s has no page", p.Title)
		}
		n := top + 1 + i
		e := fmt.Appendf(nil, "%d 0 obj\n<</Title <%s>/Parent %d 0 R", n, "FEFF"+utf16Hex(p.Title), top)
		if i > 0 {
			e = fmt.Appendf(e, "/Prev %d 0 R", n-1)
		}
		if i+1 < len(parts) {
			e = fmt.Appendf(e, "/Next %d 0 R", n+1)
		}
		entries = append(entries, fmt.Appendf(e, "/Dest[%d 0 R/Fit]>>\nendobj\n", pages[page]))
		page += p.Pages
	}
	f.objects = append(f.objects, fmt.Appendf(nil, "%d 0 obj\n<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>\nendobj\n", top, top+1, top+len(parts), len(parts)))
	f.objects = append(f.objects, entries...)
	f.objects[f.root] = fmt.Appendf(nil, "%d 0 obj\n<</Type/Catalog/Pages %d 0 R/Lang (zh-CN)/Outlines %d 0 R/PageMode/UseOutlines/ViewerPreferences<</DisplayDocTitle true>>>>\nendobj\n", f.root, f.tree, top)
	info := fmt.Appendf(nil, "%d 0 obj\n<<", f.info)
	for _, e := range [][2]string{{"Title", d.Title}, {"Subject", d.Meta.Subject}, {"Author", d.Agency}, {"Keywords", strings.Join(d.Meta.Keywords, "; ")}} {
		if e[1] != "" {
			info = fmt.Appendf(info, "/%s <FEFF%s>", e[0], utf16Hex(e[1]))
		}
	}
	info = append(info, "/Producer (zeren)"...)
	if made, ok := madeOn(d.Meta.Date); ok {
		at := made.Format("D:20060102150405Z")
		info = fmt.Appendf(info, "/CreationDate (%s)/ModDate (%[1]s)", at)
	}
	f.objects[f.info] = append(info, ">>\nendobj\n"...)
	return f.write(), nil
}

// joinedFile is what pdfium saved, cut into its objects.
type joinedFile struct {
	objects          [][]byte // by number; nil: free
	root, info, tree int
}

var (
	trailerRefs = regexp.MustCompile(`/(Root|Info) (\d+) 0 R`)
	pagesRef    = regexp.MustCompile(`/Pages (\d+) 0 R`)
	kids        = regexp.MustCompile(`/Kids\s*\[([^\]]*)\]`)
	reference   = regexp.MustCompile(`(\d+) 0 R`)
)

func readJoined(b []byte) (joinedFile, error) {
	var f joinedFile
	wrong := func(what string) (joinedFile, error) { return f, fmt.Errorf("%w: %s", errJoined, what) }
	tail := bytes.LastIndex(b, []byte("startxref"))
	if tail < 0 {
		return wrong("no startxref")
	}
	fields := bytes.Fields(b[tail:])
	if len(fields) < 2 {
		return wrong("startxref")
	}
	table, err := strconv.Atoi(string(fields[1]))
	if err != nil || table <= 0 || table > tail {
		return wrong("startxref")
	}
	cross, trailer, ok := bytes.Cut(b[table:tail], []byte("trailer"))
	words := bytes.Fields(cross)
	if !ok || len(words) == 0 || string(words[0]) != "xref" {
		return wrong("no cross-reference table")
	}
	at := map[int]int{}
	for words = words[1:]; len(words) >= 2; {
		first, err1 := strconv.Atoi(string(words[0]))
		n, err2 := strconv.Atoi(string(words[1]))
		if words = words[2:]; err1 != nil || err2 != nil || n < 0 || len(words) < 3*n {
			return wrong("cross-reference table")
		}
		for i := range n {
			offset, err := strconv.Atoi(string(words[3*i]))
			if err != nil || offset >= table {
				return wrong("place of an object")
			}
			if string(words[3*i+2]) == "n" {
				at[first+i] = offset
			}
		}
		words = words[3*n:]
	}
	type placed struct{ n, at int }
	var order []placed
	most := 0
	for n, offset := range at {
		order = append(order, placed{n, offset})
		most = max(most, n)
	}
	if most > 1<<20 || most == 0 {
		return wrong("number of objects")
	}
	slices.SortFunc(order, func(a, b placed) int { return cmp.Compare(a.at, b.at) })
	f.objects = make([][]byte, most+1)
	for i, p := range order {
		end := table
		if i+1 < len(order) {
			end = order[i+1].at
		}
		if !bytes.HasPrefix(b[p.at:end], fmt.Appendf(nil, "%d 0 obj", p.n)) {
			return wrong(fmt.Sprintf("object %d", p.n))
		}
		f.objects[p.n] = b[p.at:end]
	}
	for _, m := range trailerRefs.FindAllSubmatch(trailer, -1) {
		n, err := strconv.Atoi(string(m[2]))
		if err != nil || n >= len(f.objects) || f.objects[n] == nil {
			return wrong("trailer")
		}
		if string(m[1]) == "Root" {
			f.root = n
		} else {
			f.info = n
		}
	}
	if f.root == 0 || f.info == 0 {
		return wrong("trailer")
	}
	return f, nil
}

// pages are the numbers of the page objects in order: pdfium writes a tree of
// one level.
func (f *joinedFile) pages() ([]int, error) {
	m := pagesRef.FindSubmatch(f.objects[f.root])
	if m == nil {
		return nil, fmt.Errorf("%w: catalogue", errJoined)
	}
	n, err := strconv.Atoi(string(m[1]))
	if err != nil || n >= len(f.objects) || f.objects[n] == nil {
		return nil, fmt.Errorf("%w: catalogue", errJoined)
	}
	f.tree = n
	list := kids.FindSubmatch(f.objects[n])
	if list == nil {
		return nil, fmt.Errorf("%w: page tree", errJoined)
	}
	var out []int
	for _, r := range reference.FindAllSubmatch(list[1], -1) {
		n, err := strconv.Atoi(string(r[1]))
		if err != nil || n >= len(f.objects) || f.objects[n] == nil {
			return nil, fmt.Errorf("%w: page tree", errJoined)
		}
		out = append(out, n)
	}
	return out, nil
}

func (f *joinedFile) write() []byte {
	out := []byte("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
	at := make([]int, len(f.objects))
	for n, o := range f.objects {
		if o != nil {
			at[n] = len(out)
			out = append(out, o...)
		}
	}
	sum := sha256.Sum256(out)
	start := len(out)
	out = fmt.Appendf(out, "xref\n0 %d\n", len(f.objects))
	for n, o := range f.objects {
		if o == nil {
			generation := 0
			if n == 0 {
				generation = 65535
			}
			out = fmt.Appendf(out, "0000000000 %05d f \n", generation)
			continue
		}
		out = fmt.Appendf(out, "%010d 00000 n \n", at[n])
	}
	return fmt.Appendf(out, "trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%x><%[4]x>]>>\nstartxref\n%d\n%%%%EOF\n", len(f.objects), f.root, f.info, sum[:16], start)
}

// Enclosure is the sheet that stands in a bundle for a paper whose pages cannot
// be taken over: it says which paper belongs there, and why it is not there.
// Data are the bytes of its file.
func Enclosure(r *extract.Record, data []byte, d Draft) Draft {
	why := "原件不是PDF文件"
	if bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")) {
		why = "原件的页面无法取出（设有打开密码，或者有损坏）"
	}
	label := PaperLabel(r)
	return Draft{
		ID: "enclosure", Jurisdiction: d.Jurisdiction, Agency: d.Agency, CaseNumber: d.CaseNumber,
		Title: "另附文书", Form: Report, Marks: d.Marks, Meta: d.Meta,
		Blocks: []Block{
			{Kind: Paragraph, Runs: []Run{{Text: "本合订本此处应附：" + label + "。"}}},
			{Kind: Paragraph, Runs: []Run{{Text: why + "，未能编入本合订本。报送时请将该文书附在本页之后。"}}},
			{Kind: Note, Runs: []Run{{Text: "该文书文件的SHA-256摘要：" + r.Source.SHA256 + "。"}}},
		},
	}
}

// PaperLabel names a paper of a court or of an organ of reconsideration:
// 某某县人民法院（2021）皖1524行初1号行政判决书.
func PaperLabel(r *extract.Record) string {
	organ := ""
	if r.Organ != nil {
		organ = r.Organ.Name
	}
	return organ + deref(r.CaseNumber) + r.DocumentType.Label()
}

package report

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"reflect"
	"slices"
	"sort"
	"strings"
	"text/template"

	"github.com/goccy/go-yaml"

	"zeren/classify"
)

// A pack's documents lie in its folder documents/: one file NAME.tmpl for
// each paper, NAME being the document's id in the pack, style.yaml for how
// the regulation is cited, and documents/parts/*.tmpl named templates that all
// of them share, or that replace the program's own. suggestions.yaml beside the folder holds the pack's
// texts for each fault. A template is a head between two lines --- (YAML, see
// header) and a text/template over a View whose output is markup.
const (
	documentFolder = "documents"
	styleFile      = "documents/style.yaml"
	suggestionFile = "suggestions.yaml"
)

// The named templates that every pack can use: story, findings, questions,
// deadlines, articles, evidence and the like.
//
//go:embed partials/*.tmpl
var partials embed.FS

// header is the head of a template.
type header struct {
	Title string `yaml:"title"`
	Form  Form   `yaml:"form"`
	// To is the addressee (主送机关); functions may be used.
	To string `yaml:"to"`
	// With names the documents beside which this one is made, although the
	// assessment does not list it: a covering letter. When, if given, must
	// expand to something for the letter to be made.
	With []string `yaml:"with"`
	When string   `yaml:"when"`
	// Marks are further marks for each page.
	Marks []string `yaml:"marks"`
	// Bundle says with what the paper is bound into one PDF.
	Bundle *Bundle `yaml:"bundle"`
}

// library is what a pack says about its documents.
type library struct {
	style       Style
	suggestions []suggestion
	documents   []*document // in the order of their file names
	root        *template.Template
}

type document struct {
	header
	id   string
	file string
	text string
}

// loadFor reads a pack's documents, and what its regulation adds.
func loadFor(files fs.FS, law lawbook) (*library, error) {
	l, err := load(files)
	if err == nil {
		l.style.from(law)
	}
	return l, err
}

func load(files fs.FS) (*library, error) {
	l := &library{}
	if err := readYAML(files, styleFile, &l.style); err != nil {
		return nil, err
	}
	l.style.defaults()
	var err error
	if l.suggestions, err = loadSuggestions(files); err != nil {
		return nil, err
	}
	names, err := fs.Glob(files, path.Join(documentFolder, "*.tmpl"))
	if err != nil {
		return nil, err
	}
	sort.Strings(names)
	for _, name := range names {
		d, err := readDocument(files, name)
		if err != nil {
			return nil, err
		}
		l.documents = append(l.documents, d)
	}
	if len(l.documents) == 0 {
		return nil, mistake(documentFolder, 0, "没有文书模板（*.tmpl）")
	}
	for _, d := range l.documents {
		if err := l.bound(d); err != nil {
			return nil, err
		}
	}
	return l, l.parse(files)
}

// bound checks what a document says of its bundle.
func (l *library) bound(d *document) error {
	if d.Bundle == nil {
		return nil
	}
	if d.Bundle.Title == "" || len(d.Bundle.Of) == 0 {
		return mistake(d.file, 2, "合订本 bundle 应写明标题 title 和所附的文书 of")
	}
	for _, id := range d.Bundle.Of {
		if id != Papers && !slices.ContainsFunc(l.documents, func(x *document) bool { return x.id == id && x.id != d.id }) {
			return mistake(d.file, 2, "合订本 bundle 所附的“%s”既不是本规定包的另一份文书，也不是 papers（裁判文书）", id)
		}
	}
	return nil
}

// parse reads the program's own templates, the pack's parts, and the bodies,
// addressees and conditions of its documents.
func (l *library) parse(files fs.FS) error {
	l.root = template.New("").Option("missingkey=error").Funcs(l.functions(nil, nil))
	add := func(name, text string) error {
		if _, err := l.root.New(name).Parse(text); err != nil {
			return templateError(err)
		}
		return nil
	}
	for _, from := range []struct {
		files   fs.FS
		pattern string
	}{{partials, "partials/*.tmpl"}, {files, path.Join(documentFolder, "parts", "*.tmpl")}} {
		names, err := fs.Glob(from.files, from.pattern)
		if err != nil {
			return err
		}
		sort.Strings(names)
		for _, name := range names {
			b, err := fs.ReadFile(from.files, name)
			if err != nil {
				return unread(name, err)
			}
			if err := add(name, string(b)); err != nil {
				return err
			}
		}
	}
	for _, d := range l.documents {
		for _, t := range [][2]string{{d.file, d.text}, {d.file + whenName, d.When}, {d.file + toName, d.To}} {
			if err := add(t[0], t[1]); err != nil {
				return err
			}
		}
	}
	return nil
}

// The names under which a document's condition and addressee are parsed.
const (
	whenName = " (when)"
	toName   = " (to)"
)

// readYAML reads a file strictly; its errors tell file, line and column.
func readYAML(files fs.FS, name string, into any) error {
	b, err := fs.ReadFile(files, name)
	if err != nil {
		return unread(name, err)
	}
	if err := yaml.UnmarshalWithOptions(b, into, yaml.Strict()); err != nil {
		return classify.YAMLProblem(name, err)
	}
	return nil
}

func readDocument(files fs.FS, name string) (*document, error) {
	b, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, unread(name, err)
	}
	text := strings.ReplaceAll(string(b), "\r\n", "\n")
	rest, ok := strings.CutPrefix(text, "---\n")
	head, body, closed := strings.Cut(rest, "\n---\n")
	if !ok || !closed {
		return nil, mistake(name, 1, "模板以两行“---”之间的文书说明开头")
	}
	d := &document{id: strings.TrimSuffix(path.Base(name), ".tmpl"), file: name}
	if err := yaml.UnmarshalWithOptions([]byte(head), &d.header, yaml.Strict()); err != nil {
		p := classify.YAMLProblem(name, err)
		p.Line++ // the head begins behind the first line
		return nil, p
	}
	if d.Title == "" {
		return nil, mistake(name, 2, "没有写明文书标题 title")
	}
	switch d.Form {
	case Report, Letter, Sheet, Decision:
	default:
		return nil, mistake(name, 2, "文书形式“%s”不对（report、letter、sheet、decision）", d.Form)
	}
	// The lines of the head stay as empty lines, so that the positions of
	// the template's own errors are those of the file.
	d.text = strings.Repeat("\n", strings.Count(head, "\n")+3) + body
	return d, nil
}

// find gives the template of a document of the assessment: by its id, else
// by its title.
func (l *library) find(id, title string) *document {
	for _, d := range l.documents {
		if d.id == id {
			return d
		}
	}
	for _, d := range l.documents {
		if d.Title == title && len(d.With) == 0 {
			return d
		}
	}
	return nil
}

// functions are what templates can call. quote and the present names of organs are of one composing, the others always the same.
func (l *library) functions(law lawbook, now []Organ) template.FuncMap {
	organs := append(append([]Organ{}, now...), l.style.Organs...)
	return template.FuncMap{
		"cn":       hanNumber,
		"add":      func(a, b int) int { return a + b },
		"join":     func(sep string, list []string) string { return strings.Join(list, sep) },
		"some":     some,
		"cite":     l.style.Cite,
		"quote":    func(short, words string) (string, error) { return quoteLaw(law, short, words) },
		"organ":    func(printed string) string { return present(organs, printed) },
		"laws":     joinLaws,
		"sentence": end,
		"stop":     stop,
		"core":     core,
		"pair":     pair,
	}
}

// engine executes the templates of one pack on one view.
type engine struct {
	root *template.Template
	view *View
	line []Event
}

// newEngine makes ready for one view; now are the settings' names of organs.
func (l *library) newEngine(view *View, line []Event, law lawbook, now []Organ) (*engine, error) {
	root, err := l.root.Clone()
	if err != nil {
		return nil, err
	}
	guard(reflect.ValueOf(view))
	return &engine{root: root.Funcs(l.functions(law, now)), view: view, line: line}, nil
}

func (e *engine) expand(name string) (string, error) {
	var b bytes.Buffer
	if err := e.root.ExecuteTemplate(&b, name, e.view); err != nil {
		return "", templateError(err)
	}
	return b.String(), nil
}

// wanted tells whether a letter's condition holds.
func (e *engine) wanted(d *document) (bool, error) {
	if d.When == "" {
		return true, nil
	}
	s, err := e.expand(d.file + whenName)
	return strings.TrimSpace(s) != "", err
}

func (e *engine) compose(d *document) (matter, string, error) {
	text, err := e.expand(d.file)
	if err != nil {
		return matter{}, "", err
	}
	to, err := e.expand(d.file + toName)
	if err != nil {
		return matter{}, "", err
	}
	p, err := layout(text, e.line)
	var m *markupError
	if errors.As(err, &m) {
		return matter{}, "", mistake(d.file, locate(d.text, strings.Split(text, "\n")[m.Line-1]), "%s", m.Text)
	}
	return p, unguardText.Replace(strings.TrimSpace(to)), err
}

// locate finds the line of a template that printed a line of the output: the
// one whose fixed beginning agrees with it longest.
func locate(source, printed string) int {
	printed = strings.TrimSpace(printed)
	best, line := 0, 1
	for i, l := range strings.Split(source, "\n") {
		l = strings.TrimSpace(l)
		for strings.HasPrefix(l, "{{") {
			_, rest, ok := strings.Cut(l, "}}")
			if !ok {
				break
			}
			l = strings.TrimSpace(rest)
		}
		fixed, _, _ := strings.Cut(l, "{{")
		if len(fixed) > best && strings.HasPrefix(printed, strings.TrimSpace(fixed)) {
			best, line = len(fixed), i+1
		}
	}
	return line
}

// some lists at most n names, and says how many there are: 甲、乙等12名.
func some(n int, unit string, list []string) string {
	if len(list) <= n {
		return strings.Join(list, "、")
	}
	return fmt.Sprintf("%s等%d%s", strings.Join(list[:n], "、"), len(list), unit)
}

// stop takes the closing mark from a sentence, end gives it one.
func stop(s string) string { return strings.TrimRight(s, "。；;，,：:、 ") }

// core is what an item of a list says, without its closing 的 and mark.
func core(s string) string { return strings.TrimSuffix(stop(s), "的") }

func end(s string) string {
	if s = strings.TrimSpace(s); s == "" {
		return s
	}
	for _, m := range []string{"。", "！", "？", "。”", "。）"} {
		if strings.HasSuffix(s, m) {
			return s
		}
	}
	return stop(s) + "。"
}

// joinLaws lists provisions, the name of a law once for those of it that follow
// each other: 《中华人民共和国民法典》第五百七十七条、第五百七十九条.
func joinLaws(list []string) string {
	var b strings.Builder
	last := ""
	for i, s := range list {
		if i > 0 {
			b.WriteString("、")
		}
		title, rest, ok := strings.Cut(s, "》")
		if ok && rest != "" && title == last {
			s = rest
		}
		last = title
		b.WriteString(s)
	}
	return b.String()
}

// argument is what the shared templates for one clause, one finding or one
// list of measures take.
type argument struct {
	View    *View
	Clause  Clause
	Fault   Fault
	Actions []Action
}

func pair(v *View, of any) (argument, error) {
	switch x := of.(type) {
	case Clause:
		return argument{View: v, Clause: x}, nil
	case Fault:
		return argument{View: v, Fault: x}, nil
	case []Action:
		return argument{View: v, Actions: x}, nil
	}
	return argument{}, errors.New("pair 的第二个参数应为一个条款、一个问题或者一组措施")
}

// present adds an organ's present name: 县政府法制办（现县司法局）. A name that
// only adds the level before the regulation's word keeps it: 市政府法制机构
// （现市司法行政机关）. A general term gets the organ that it stands for:
// 县司法行政机关（县司法局）.
func present(organs []Organ, printed string) string {
	for _, o := range organs {
		if o.Printed == "" || o.Now+o.Is == "" {
			continue
		}
		level, ok := strings.CutSuffix(printed, o.Printed)
		if ok && len([]rune(level)) <= 2 {
			if o.Now == "" {
				return printed + "（" + level + guardMarks.Replace(o.Is) + "）"
			}
			return printed + "（现" + level + guardMarks.Replace(o.Now) + "）"
		}
	}
	return printed
}

// quoteLaw gives words of a provision; words that it does not hold are an
// error, which Check finds.
func quoteLaw(law lawbook, short, words string) (string, error) {
	if !law.Says(short, words) {
		return "", fmt.Errorf("%s的原文没有“%s”", short, words)
	}
	return "“" + stop(words) + "”", nil
}

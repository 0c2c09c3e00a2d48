package classify

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// Problem is one mistake in a pack or a facts sheet, with its place. Line and
// Column are 1-based; 0 means that the whole file, or the whole line, is meant.
// Text is one Chinese sentence.
type Problem struct {
	File   string
	Line   int
	Column int
	Text   string
}

// Error prints the place and the sentence: 文件第2行第5列：说明.
func (p Problem) Error() string {
	switch {
	case p.Line == 0:
		return p.File + "：" + p.Text
	case p.Column == 0:
		return fmt.Sprintf("%s第%d行：%s", p.File, p.Line, p.Text)
	}
	return fmt.Sprintf("%s第%d行第%d列：%s", p.File, p.Line, p.Column, p.Text)
}

// Problems are all mistakes of one reading, in the order of the files.
type Problems []Problem

// Error prints one problem a line.
func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, x := range p {
		lines[i] = x.Error()
	}
	return strings.Join(lines, "\n")
}

// or returns nil where nothing is wrong, so that an empty list is no error.
func (p Problems) or() error {
	if len(p) == 0 {
		return nil
	}
	return p
}

// sheet is a YAML file with its tree, for telling the place of a mistake.
type sheet struct {
	name string
	file *ast.File
	bad  *Problems
}

// at adds a problem at the node that path names ("$.clauses[3].when"); where
// the path leads nowhere, its nearest parent is taken.
func (s *sheet) at(path, format string, args ...any) {
	line, column := s.position(path)
	*s.bad = append(*s.bad, Problem{s.name, line, column, fmt.Sprintf(format, args...)})
}

// day adds a problem where a date, if any is given, is none.
func (s *sheet) day(path, date string) {
	if _, err := parseDay(date); date != "" && err != nil {
		s.at(path, "日期“%s”不对，应如 2017-10-13", date)
	}
}

func (s *sheet) position(path string) (int, int) {
	for s.file != nil && path != "" {
		if p, err := yaml.PathString(path); err == nil {
			if n, err := p.FilterFile(s.file); err == nil && n != nil {
				return start(n)
			}
		}
		cut := strings.LastIndexAny(path, ".[")
		if cut <= 0 {
			break
		}
		path = path[:cut]
	}
	return 1, 1
}

// start is the first position of a node: of a mapping, its first key.
func start(n ast.Node) (int, int) {
	switch x := n.(type) {
	case *ast.MappingNode:
		if len(x.Values) > 0 {
			return start(x.Values[0])
		}
	case *ast.MappingValueNode:
		return start(x.Key)
	case *ast.SequenceNode:
		if len(x.Values) > 0 {
			return start(x.Values[0])
		}
	}
	t := n.GetToken()
	if t == nil || t.Position == nil {
		return 1, 1
	}
	return t.Position.Line, t.Position.Column
}

// YAMLProblem turns an error of the YAML reader into a Chinese sentence with
// its place.
func YAMLProblem(name string, err error) Problem {
	p := Problem{File: name, Text: "无法按 YAML 读取"}
	place := func(t *token.Token) {
		if t != nil && t.Position != nil {
			p.Line, p.Column = t.Position.Line, t.Position.Column
		}
	}
	word := func(t *token.Token) string {
		if t == nil {
			return ""
		}
		return t.Value
	}
	var (
		unknown *yaml.UnknownFieldError
		twice   *yaml.DuplicateKeyError
		typed   *yaml.TypeError
		node    *yaml.UnexpectedNodeTypeError
		large   *yaml.OverflowError
		syntax  *yaml.SyntaxError
	)
	switch {
	case errors.As(err, &unknown):
		place(unknown.Token)
		p.Text = fmt.Sprintf("没有名为“%s”的项", word(unknown.Token))
	case errors.As(err, &twice):
		place(twice.Token)
		p.Text = fmt.Sprintf("项“%s”重复", word(twice.Token))
	case errors.As(err, &typed):
		place(typed.Token)
		p.Text = fmt.Sprintf("值“%s”的类型不对", word(typed.Token))
	case errors.As(err, &node):
		place(node.Token)
		p.Text = fmt.Sprintf("“%s”处的结构不对，应为%s", word(node.Token), nodeWord(node.Expected))
	case errors.As(err, &large):
		place(large.Token)
		p.Text = fmt.Sprintf("数值“%s”超出范围", word(large.Token))
	case errors.As(err, &syntax):
		place(syntax.Token)
		p.Text = syntaxText(syntax.Message, word(syntax.Token))
		if m := definedTwice.FindStringSubmatch(syntax.Message); m != nil {
			p.Text = fmt.Sprintf("项“%s”重复（第%s行已有）", m[1], m[2])
		}
	}
	return p
}

// syntaxTexts say what the YAML reader's words mean to who writes a sheet; the
// first that fits is said.
var syntaxTexts = []struct{ words, text string }{
	{"end token ']'", "方括号“[”没有用“]”结束"},
	{"end token '}'", "花括号“{”没有用“}”结束"},
	{"corresponding to", "前面没有与它相配的括号"},
	{"or ']' must be specified", "方括号“[”没有用“]”结束，或者两项之间缺少逗号；错误可能在上一行"},
	{"or '}' must be specified", "花括号“{”没有用“}”结束，或者两项之间缺少逗号；错误可能在上一行"},
	{"end character of double-quoted", "引号没有结束"},
	{"end character of single-quoted", "引号没有结束"},
	{"'\t'", "行首不能用制表符（Tab），请改用空格"},
	{"tab character", "行首不能用制表符（Tab），请改用空格"},
	{"mapping value is not allowed", "缩进不对，或者一行里有两个冒号；值里有冒号的，请给值加上引号"},
	{"value is not allowed in this context", "缩进不对，或者“- ”开头的列表与“名称: 值”混在同一层"},
	{"unexpected key name", "应为“名称: 值”，冒号后有一个空格"},
	{"block sequence entries", "“- ”开头的列表应另起一行"},
	{"non-map value", "应为“名称: 值”，冒号后有一个空格"},
	{"reserved character", "值不能以这个字符开头，请给值加上引号"},
	{"unexpected directive", "值不能以这个字符开头，请给值加上引号"},
}

func syntaxText(message, at string) string {
	for _, s := range syntaxTexts {
		if !strings.Contains(message, s.words) {
			continue
		}
		if strings.Contains(at, "：") && strings.Contains(s.text, "名称: 值") {
			return s.text + "；冒号须是英文的“:”"
		}
		return s.text
	}
	return "此处不合 YAML 的写法"
}

var definedTwice = regexp.MustCompile(`mapping key "([^"]*)" already defined at \[([0-9]+):`)

func nodeWord(t ast.NodeType) string {
	switch t {
	case ast.MappingType:
		return "映射（键: 值）"
	case ast.SequenceType:
		return "列表（- 开头）"
	}
	return "单个值"
}

package report

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strconv"

	"zeren/classify"
)

// mistake is a mistake in a file of a pack's documents; line 0 means the whole
// file.
func mistake(file string, line int, format string, args ...any) error {
	return classify.Problem{File: file, Line: line, Text: fmt.Sprintf(format, args...)}
}

// unread says why a file of a pack could not be read.
func unread(file string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return mistake(file, 0, "文件不存在")
	}
	return fmt.Errorf("read %s: %w", file, err)
}

// What text/template says of a template: its file, line and byte, then what is
// wrong, behind what it was doing.
var (
	templatePlace = regexp.MustCompile(`^template: (.+?)(?: \((when|to)\))?:([0-9]+)(?::[0-9]+)?: (?s:(.*))$`)
	templateDoing = regexp.MustCompile(`^executing .*? at <.*?>: (?:error calling [A-Za-z]+: )?`)
	templateWords = []struct {
		form *regexp.Regexp
		say  string
	}{
		{regexp.MustCompile(`^function "(.*)" not defined$`), "没有名为“$1”的函数"},
		{regexp.MustCompile(`^can't evaluate field (\S+) in type .*$`), "没有名为“$1”的项"},
		{regexp.MustCompile(`^template "(.*)" not defined$`), "没有名为“$1”的模板"},
		{regexp.MustCompile(`^undefined variable "(.*)"$`), "没有名为“$1”的变量"},
		{regexp.MustCompile(`^wrong number of args for (\S+): want .*?(\d+) got (\d+)$`), "$1 的参数应为$2个，写了$3个"},
		{regexp.MustCompile(`^unexpected EOF$`), "有 {{if}}、{{range}}、{{with}} 或 {{define}} 没有配对的 {{end}}"},
		{regexp.MustCompile(`^unexpected \{\{end\}\}$`), "多了一个 {{end}}"},
		{regexp.MustCompile(`^unclosed action.*$`), "“{{”没有配对的“}}”"},
		{regexp.MustCompile(`^([\p{Han}].*|pair 的.*)$`), "$1"},
	}
)

// templateError turns an error of text/template into a mistake with its place.
// What it has no Chinese words for it gives in the words of text/template.
func templateError(err error) error {
	m := templatePlace.FindStringSubmatch(err.Error())
	if m == nil {
		return err
	}
	line, _ := strconv.Atoi(m[3]) // digits
	where := ""
	if m[2] != "" {
		line, where = 0, m[2]+" 一项中" // of the head: its lines are not counted
	}
	what := templateDoing.ReplaceAllString(m[4], "")
	for _, w := range templateWords {
		if w.form.MatchString(what) {
			return mistake(m[1], line, "%s%s", where, w.form.ReplaceAllString(what, w.say))
		}
	}
	return mistake(m[1], line, "%s模板写法有误（%s）", where, what)
}

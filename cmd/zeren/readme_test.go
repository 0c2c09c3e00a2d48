package main

import (
	"archive/zip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestReadmeNewPlace does what README says about adding a regulation, word for
// word: its files are written where it says, its commands are run in its order,
// and a report comes out.
func TestReadmeNewPlace(t *testing.T) {
	data, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, ok := strings.Cut(string(data), "### 增加一地的规定\n")
	if !ok {
		t.Fatal("README has no such section")
	}
	section, _, ok = strings.Cut(section, "\n## 准确度与速度\n") // a template in it has headings of its own
	if !ok {
		t.Fatal("README's section has no end")
	}
	var script, files strings.Builder
	commands, written := 0, 0
	lines := strings.Split(section, "\n")
	for i := 0; i < len(lines); i++ {
		mark, ok := strings.CutPrefix(lines[i], "```")
		if !ok {
			continue
		}
		kind, name, _ := strings.Cut(mark, " ")
		var body []string
		for i++; i < len(lines) && lines[i] != "```"; i++ {
			body = append(body, lines[i])
		}
		switch {
		case kind == "sh":
			for _, line := range body {
				command, ok := strings.CutPrefix(line, "./zeren ")
				if !ok {
					t.Fatalf("README runs %q", line)
				}
				commands++
				fmt.Fprintf(&script, "exec zeren %s\n", command)
				if strings.HasPrefix(command, "packs check") {
					script.WriteString("stdout '条款案例16个、整案案例3个，全部通过'\n")
				}
				if strings.HasPrefix(command, "classify") {
					script.WriteString("stdout '东海市行政案件败诉报告办法：适用'\n! stdout '东海市公安局.*不属于'\n")
				}
			}
		case name != "":
			written++
			fmt.Fprintf(&script, "cp readme-%d %s\n", written, name)
			fmt.Fprintf(&files, "-- readme-%d --\n%s\n", written, strings.Join(body, "\n"))
		}
	}
	if commands < 7 || written != 6 {
		t.Fatalf("README has %d commands and %d files", commands, written)
	}
	script.WriteString("count 1 草稿/donghai/*/*.pdf\n")
	// The report is as whole as those of the built-in packs.
	script.WriteString("exec sh -c 'cp 草稿/donghai/*/*.docx 报告.docx'\n")
	for _, want := range []string{"行政案件败诉分析报告", "市司法局：", "以下简称《办法》", "（二）视同败诉的依据", "四、工作建议", "有关事实没有查清，证据不足", "附件：", "所引《办法》条文"} {
		fmt.Fprintf(&script, "holds 报告.docx %s\n", want)
	}
	name := filepath.Join(t.TempDir(), "readme.txtar")
	if err := os.WriteFile(name, []byte(script.String()+files.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Files: []string{name}, RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("XDG_CACHE_HOME", os.Getenv("ZEREN_SCRIPT_CACHE"))
			e.Setenv("HOME", e.WorkDir)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"count": count, "holds": holds},
	})
}

// holds wants words in the text of a DOCX: holds FILE WORDS.
func holds(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: holds FILE WORDS")
	}
	z, err := zip.OpenReader(ts.MkAbs(args[0]))
	ts.Check(err)
	defer z.Close()
	body, err := z.Open("word/document.xml")
	ts.Check(err)
	defer body.Close()
	data, err := io.ReadAll(body)
	ts.Check(err)
	if text := tag.ReplaceAllString(string(data), ""); !strings.Contains(text, args[1]) {
		ts.Fatalf("%s does not hold %q:\n%s", args[0], args[1], text)
	}
}

var tag = regexp.MustCompile(`<[^>]*>`)

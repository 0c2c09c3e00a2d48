package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"zeren/testdata"
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
	section, _, _ = strings.Cut(section, "\n## ")
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
	if commands < 7 || written != 4 {
		t.Fatalf("README has %d commands and %d files", commands, written)
	}
	paper, err := testdata.Files.ReadFile("jilin-fuyi-chexiao.txt")
	if err != nil {
		t.Fatal(err)
	}
	script.WriteString("count 1 草稿/donghai/*/*.pdf\n")
	fmt.Fprintf(&files, "-- 复议决定书.txt --\n%s\n", strings.NewReplacer("吉林省舒兰市", "某省东海市", "舒兰市", "东海市", "舒政", "东政", "舒公", "东公").Replace(string(paper)))
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
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"count": count},
	})
}

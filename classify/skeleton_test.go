package classify

import (
	"strings"
	"testing"
	"testing/fstest"
)

const newWording = "第一条 本办法适用于某县行政机关。\n第二条 有下列情形的，提交报告：\n（一）被撤销的；\n（二）被变更的。\n第三条 自2022年1月1日起施行。\n"

// TestSkeleton checks that a new pack reads, that the check names what is
// still to be written, and that writing that makes it whole.
func TestSkeleton(t *testing.T) {
	files, err := Skeleton("moxian", "某县办法", newWording)
	if err != nil {
		t.Fatal(err)
	}
	load := func() error {
		m := fstest.MapFS{}
		for name, data := range files {
			m["moxian/"+name] = &fstest.MapFile{Data: data}
		}
		_, err := Load(m)
		return err
	}
	err = load()
	if err == nil {
		t.Fatal("an unwritten pack is whole")
	}
	for _, want := range []string{"缺少 example", "没有一条 kind: trigger", "第二条（一）没有对应的规则", "第二条（二）没有对应的规则"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not say %s", err, want)
		}
	}
	write := func(file, old, changed string) {
		if !strings.Contains(string(files[file]), old) {
			t.Fatalf("%s does not hold %q", file, old)
		}
		files[file] = []byte(strings.Replace(string(files[file]), old, changed, 1))
	}
	write("pack.yaml", "example: ", "example: 某县公安局 ")
	write("pack.yaml", "from: ,", "from: 2022-01-01,")
	write("rules.yaml", "clauses: []", "clauses:\n  - {id: revoked, article: 二（一）, kind: trigger, when: outcome.revoke}\n  - {id: modified, article: 二（二）, kind: trigger, when: outcome.modify}")
	if err := load(); err != nil {
		t.Error(err)
	}
	for _, bad := range [][2]string{{"某县", newWording}, {"moxian", "没有条文"}} {
		if _, err := Skeleton(bad[0], "办法", bad[1]); err == nil {
			t.Errorf("%v is taken", bad)
		}
	}
}

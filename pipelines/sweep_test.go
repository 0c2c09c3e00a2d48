package pipelines

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"zeren/ingest"
)

// TestSweep: what a process that died had begun to write is removed at the
// next start, under whatever name; what it cannot have begun stays.
func TestSweep(t *testing.T) {
	p := newPlace(t)
	p.drop("街道/甲.txt", judgment(1, true))
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	report := printed(tree(t, p.cfg.Outbox))[0]
	dir, base := filepath.Split(filepath.Join(p.cfg.Outbox, report))
	stem := base[:len(base)-len(".pdf")]
	begin := func(path string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("half"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	ours := []string{
		dir + "." + base + ".part", dir + "." + stem + "-2.docx.part",
		filepath.Join(dir, WithdrawnFolder, ".说明-0123abcd.txt.part"),
		filepath.Join(p.cfg.Inbox, ingest.AsideFolder, "街道", ".空-2.txt"+ingest.NoteSuffix+".part"),
	}
	others := []string{
		dir + ".别人的.pdf.part", dir + "." + stem + "-x.pdf.part", dir + "备忘.part",
		filepath.Join(dir, WithdrawnFolder, ".说明.txt.part"),
		filepath.Join(p.cfg.Inbox, ingest.AsideFolder, "街道", ".草稿.txt.part"),
	}
	for _, path := range append(ours, others...) {
		begin(path)
	}
	// Nothing is owed: nobody can have begun anything.
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	for _, path := range append(ours, others...) {
		if _, err := os.Lstat(path); err != nil {
			t.Errorf("%v while nothing is owed", err)
		}
	}
	// Now a run ends before one file has its outcome in the outbox, and another
	// its place beside the inbox.
	files := &layer{root: filepath.Dir(p.cfg.Data)}
	files.set(func(op, path string) error {
		if op == "move" && strings.HasSuffix(path, "/空.txt") {
			return syscall.EIO
		}
		return nil
	})
	held := p.cfg
	held.files = files
	o, err := Open(t.Context(), held)
	if err != nil {
		t.Fatal(err)
	}
	p.drop("街道/空.txt", "")
	if err := o.Once(t.Context()); err == nil {
		t.Fatal("the file was moved")
	}
	e, err := o.Find(Digest([]byte(judgment(1, true))))
	if err != nil {
		t.Fatal(err)
	}
	if err := o.Retry(t.Context(), e, "李四"); err != nil {
		t.Fatal(err)
	}
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	for _, path := range ours {
		if _, err := os.Lstat(path); err == nil {
			t.Errorf("%s was left behind", path)
		}
	}
	for _, path := range others {
		if _, err := os.Lstat(path); err != nil {
			t.Errorf("not ours to remove: %v", err)
		}
	}
}

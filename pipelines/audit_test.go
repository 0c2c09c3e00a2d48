package pipelines

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"zeren/report"
)

func verify(t *testing.T, p *place) Verdict {
	t.Helper()
	v, err := NewAudit(p.cfg).Verify(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// smallOffice has seen everything once: reports, facts, a confirmation, a
// failure that was sent again.
func smallOffice(t *testing.T) *place {
	t.Helper()
	p := newPlace(t)
	for name, text := range mixed() {
		p.drop(name, text)
	}
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	o := p.open()
	defer o.Close()
	e, err := o.Find("（2021）皖1524行初1号")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.SetSheet(t.Context(), e, []byte("served_on: 2021-03-09\n"), "李四"); err != nil {
		t.Fatal(err)
	}
	if err := o.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := o.Confirm(t.Context(), e, "李四"); err != nil {
		t.Fatal(err)
	}
	if err := o.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestVerifyWhole(t *testing.T) {
	p := smallOffice(t)
	v := verify(t, p)
	if v.Broken != nil || len(v.Edited)+len(v.Gone)+len(v.Older) != 0 || v.Before != 0 {
		t.Fatalf("%+v, %v", v, v.Broken)
	}
	if v.Events < 20 || v.Blobs < 10 || v.Reports < 2 || v.Derived < 10 || v.Reread < 3 {
		t.Errorf("looked at too little: %+v", v)
	}
}

// TestFlippedBits turns one bit at a time in every file of a small office and
// wants it found by name. Only the server's index of its own events may be
// turned unseen: it is derived, has a checksum of its own, and is made anew
// where that does not hold; then the events must still be read whole.
func TestFlippedBits(t *testing.T) {
	t.Parallel()
	p := smallOffice(t)
	before := registerOf(t, p)
	flips, kinds := 0, map[string]bool{}
	for _, root := range []string{p.cfg.Data, p.cfg.Outbox} {
		for name, text := range tree(t, root) {
			if name == "lock" || text == "" || strings.Contains(name, WithdrawnFolder+"/说明-") {
				continue // empty, or a note to people beside reports
			}
			path := filepath.Join(root, filepath.FromSlash(name))
			derived := filepath.Base(name) == "index.db"
			offsets := []int{0, 1, len(text) / 3, len(text) / 2, len(text) - 9, len(text) - 1}
			if filepath.Ext(name) == ".blk" {
				for at := range 64 {
					offsets = append(offsets, at) // each part of a record's head
				}
				for i := range 100 {
					offsets = append(offsets, len(text)*i/100)
				}
			}
			for i, at := range offsets {
				if at < 0 {
					continue
				}
				turned := []byte(text)
				turned[at] ^= 1 << (i % 8)
				if err := os.WriteFile(path, turned, 0o600); err != nil {
					t.Fatal(err)
				}
				flips++
				kinds[filepath.Ext(name)+strings.Split(name, "/")[0]] = true
				v, err := NewAudit(p.cfg).Verify(t.Context(), true)
				switch {
				case name == "version" && errors.Is(err, ErrNewer):
				case err != nil:
					t.Fatal(err)
				case derived:
					if v.Broken != nil {
						t.Errorf("%s, byte %d: %v", name, at, v.Broken)
					}
					if got := registerOf(t, p); !reflect.DeepEqual(got, before) {
						t.Errorf("%s, byte %d: the register changed", name, at)
					}
				case root == p.cfg.Outbox:
					if !slices.Contains(v.Edited, name) {
						t.Errorf("outbox %s, byte %d: not seen", name, at)
					}
				case v.Broken == nil:
					t.Errorf("%s, byte %d of %d: not seen", name, at, len(text))
				case strings.HasSuffix(name, ".blk") && strings.HasPrefix(v.Broken.Where, "第"):
					// Two numbers of a record are not under its checksum; the event is named.
				case v.Broken.Where != name && v.Broken.Where != strings.Replace(name, "meta.sum", "meta.inf", 1):
					t.Errorf("%s, byte %d: named %v", name, at, v.Broken)
				}
				if held, err := os.ReadFile(path); err != nil || string(held) != string(turned) && !derived {
					t.Errorf("%s, byte %d: the audit changed it", name, at)
				}
				// Nothing that opens the folder may cut off what it cannot read.
				if filepath.Ext(name) == ".blk" && i%8 == 0 {
					if o, err := Open(context.Background(), p.cfg); err == nil {
						o.Close()
						t.Errorf("%s, byte %d: opened", name, at)
					}
					if held, err := os.ReadFile(path); err != nil || string(held) != string(turned) {
						t.Errorf("%s, byte %d: opening changed it", name, at)
					}
				}
				if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	t.Logf("%d bits turned in %v", flips, kinds)
	if flips < 200 || len(kinds) < 6 {
		t.Errorf("%d bits turned in %v", flips, kinds)
	}
	if v := verify(t, p); v.Broken != nil {
		t.Errorf("not restored: %v", v.Broken)
	}
}

func registerOf(t *testing.T, p *place) []Entry {
	t.Helper()
	o := p.open()
	defer o.Close()
	return register(t, o)
}

// TestMissingFiles: a file that is gone is named.
func TestMissingFiles(t *testing.T) {
	p := smallOffice(t)
	checked := 0
	for name := range tree(t, p.cfg.Data) {
		if name == "lock" || filepath.Base(name) == "index.db" || name == "version" {
			continue
		}
		path := filepath.Join(p.cfg.Data, filepath.FromSlash(name))
		if err := os.Rename(path, path+"~"); err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(name, "blobs/") {
			if err := os.Rename(path+"~", filepath.Join(t.TempDir(), "away")); err != nil {
				t.Fatal(err)
			}
		}
		if v := verify(t, p); v.Broken == nil {
			t.Errorf("%s is gone: not seen", name)
		}
		checked++
		if strings.HasPrefix(name, "blobs/") {
			break // one of them tells; the next would be hidden by it
		}
		if err := os.Rename(path+"~", path); err != nil {
			t.Fatal(err)
		}
	}
	if checked == 0 {
		t.Fatal("nothing checked")
	}
	if err := os.RemoveAll(p.cfg.Outbox); err != nil {
		t.Fatal(err)
	}
}

// TestVerifyDerives: a result that does not come out of its inputs is found,
// though its digests and the chain hold: here the program gives another one.
func TestVerifyDerives(t *testing.T) {
	p := smallOffice(t)
	other := *p.cfg.Chain
	p.cfg.Chain = &other
	other.Path = func(d report.Draft, source, ext string) string { return "elsewhere/" + d.Title + "." + ext }
	v := verify(t, p)
	if v.Broken == nil || !strings.Contains(v.Broken.Text, "重新得出") {
		t.Errorf("not seen: %+v", v.Broken)
	}
	// Under another version of the program the same results are older ones.
	other.Versions.Report = "2"
	v = verify(t, p)
	if v.Broken != nil || len(v.Older) != 1 || v.Older[0].Results == 0 || versionLabel(v.Older[0].Version, v.Older[0].Parts) != "1" {
		t.Errorf("%+v, %v", v.Older, v.Broken)
	}
}

// TestVerifyBesideWatch: the audit needs no lock.
func TestVerifyBesideWatch(t *testing.T) {
	p := smallOffice(t)
	o := p.open()
	defer o.Close()
	if v := verify(t, p); v.Broken != nil {
		t.Errorf("%v", v.Broken)
	}
}

// TestVerifyGone: reports that were taken away or edited are said, and break
// nothing.
func TestVerifyGone(t *testing.T) {
	p := smallOffice(t)
	names := names(tree(t, p.cfg.Outbox))
	if err := os.Remove(filepath.Join(p.cfg.Outbox, names[0])); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(p.cfg.Outbox, names[1]), []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	v := verify(t, p)
	if v.Broken != nil || !slices.Equal(v.Gone, names[:1]) || !slices.Equal(v.Edited, names[1:2]) {
		t.Errorf("%+v", v)
	}
}

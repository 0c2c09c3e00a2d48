//go:build corpus && unix

package pipelines

import (
	"bufio"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"zeren/ingest"
)

// TestCorpusInbox drops every PDF of the corpus at once into the inbox of a
// fresh data folder: each ends in one of the two folders, none is lost, none
// twice; those whose label says that a regulation applies have its report;
// the plain function makes the same bytes. Some texts are there by several
// producers: these are recognised as one paper, and reported once.
func TestCorpusInbox(t *testing.T) {
	corpus := filepath.Join("..", "..", "shared", "corpus", "dev")
	var sources map[string]struct{ Text, Expect string }
	data, err := os.ReadFile(filepath.Join(corpus, "pdf", "map.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &sources); err != nil {
		t.Fatal(err)
	}
	applies := map[string][]string{} // text file: packs that apply
	for _, dir := range []string{"written", "found", "more"} {
		f, err := os.Open(filepath.Join(corpus, dir, "gold.jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 1<<22)
		for lines.Scan() {
			var g struct {
				File   string
				Expect []struct {
					Jurisdiction string
					Applies      *bool
					Documents    []string
				}
			}
			if err := json.Unmarshal(lines.Bytes(), &g); err != nil {
				t.Fatal(err)
			}
			for _, e := range g.Expect {
				if len(e.Documents) > 0 || e.Applies != nil && *e.Applies {
					applies[dir+"/"+g.File] = append(applies[dir+"/"+g.File], e.Jurisdiction)
				}
			}
		}
		f.Close()
	}
	p := newPlace(t)
	p.cfg.Log = nil
	p.cfg.ackWait = 0
	pool, err := ingest.NewPool(ingest.PoolConfig{
		Command: []string{os.Args[0]}, Env: []string{"ZEREN_TEST_READER=" + t.TempDir()}, Readers: 2, TempDir: t.TempDir(),
	})
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	p.cfg.Chain = realChain(t)
	p.cfg.Chain.Decode = pool.Decode
	dropped := map[string]string{}
	for name := range sources {
		data, err := os.ReadFile(filepath.Join(corpus, "pdf", name))
		if err != nil {
			t.Fatal(err)
		}
		p.drop(name, string(data))
		dropped[name] = string(data)
	}
	if len(dropped) < 100 {
		t.Fatalf("%d files in the corpus", len(dropped))
	}
	o := p.open()
	defer o.Close()
	if err := o.Once(t.Context()); err != nil {
		t.Fatal(err)
	}
	in, out := tree(t, p.cfg.Inbox), tree(t, p.cfg.Outbox)
	counts := map[string]int{}
	for path := range in {
		name := filepath.Base(path)
		if strings.HasSuffix(name, ingest.NoteSuffix) {
			continue
		}
		folder, _, _ := strings.Cut(path, "/")
		counts[folder]++
		if in[path] != dropped[name] {
			t.Errorf("%s has other bytes than were dropped", path)
		}
		delete(dropped, name)
	}
	for name := range dropped {
		t.Errorf("%s is lost", name)
	}
	t.Logf("%v, %d reports", counts, len(out))
	missing, wanted := 0, 0
	draft := t.TempDir()
	held := map[string]Entry{}
	for _, e := range register(t, o) {
		held[e.Source] = e
	}
	duplicates := 0
	for _, e := range register(t, o) {
		if e.Problem != nil {
			t.Errorf("%s: %s: %s", e.Name, e.Problem.Stage, e.Problem.Detail)
			continue
		}
		if e.Outcome.Aside {
			t.Logf("aside: %s (%s): %s", e.Name, sources[e.Name].Expect, e.Outcome.Reason)
		} else {
			have := map[string]bool{}
			for _, paper := range e.Outcome.Papers {
				documents := paper.Documents
				// The same text by another producer: the one that stands for
				// it has the reports.
				if of := paper.Duplicate; of != nil {
					duplicates++
					if a, b := sources[e.Name].Text, sources[of.Name].Text; a != b {
						t.Errorf("%s (%s) is taken for %s (%s)", e.Name, a, of.Name, b)
					}
					for _, p := range held[of.Source].Outcome.Papers {
						documents = append(documents, p.Documents...)
					}
				}
				for _, d := range documents {
					have[d.Jurisdiction] = true
				}
			}
			for _, want := range applies[sources[e.Name].Text] {
				if wanted++; !have[want] {
					missing++
					t.Errorf("no report of %s: %s, has %v", want, e.Name, slices.Sorted(maps.Keys(have)))
				}
			}
		}
		if elsewhere(e.Outcome) != nil {
			continue
		}
		data, err := o.Source(e)
		if err != nil {
			t.Fatal(err)
		}
		in := Input{Name: e.Name, Data: data}
		for _, sha := range e.With {
			data, err := o.Source(held[sha])
			if err != nil {
				t.Fatal(err)
			}
			in.With = append(in.With, Paper{Name: held[sha].Name, Data: data})
		}
		r, err := p.cfg.Chain.Run(t.Context(), in)
		var bad *ingest.Unreadable
		if errors.As(err, &bad) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Publish(draft, r.Files); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d of %d expected reports missing, %d papers in more than one file", missing, wanted, duplicates)
	if duplicates == 0 {
		t.Error("no text of the corpus was recognised in two files")
	}
	if d, out := tree(t, draft), inForce(out); !maps.Equal(out, d) {
		for _, name := range names(out) {
			if out[name] != d[name] {
				t.Errorf("%s: in the outbox, drafted otherwise", name)
			}
		}
		for _, name := range names(d) {
			if _, ok := out[name]; !ok {
				t.Errorf("%s: drafted, not in the outbox", name)
			}
		}
	}
}

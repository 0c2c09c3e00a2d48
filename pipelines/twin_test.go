package pipelines

import (
	"bytes"
	"encoding/json"
	"path"
	"reflect"
	"slices"
	"strings"
	"testing"

	"zeren/ingest"
)

// TestTwins: beside each report stand the same paper for editing and, with the
// first of an agency under a regulation, its assessment as classify prints it;
// the register knows the digest of each.
func TestTwins(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.cfg.Chain = realChain(t)
	files := papers(t)
	for name := range files {
		p.drop(name, text(t, name))
	}
	if err := p.once(); err != nil {
		t.Fatal(err)
	}
	out := tree(t, p.cfg.Outbox)
	o := p.open()
	defer o.Close()
	known, assessed, bundles := 0, 0, 0
	for _, e := range register(t, o) {
		if e.Outcome == nil {
			t.Fatalf("%s has no outcome", e.Name)
		}
		var doc ingest.Document
		for _, paper := range e.Outcome.Papers {
			for _, d := range paper.Documents {
				known++
				if d.Title == "审核表及附件合订本" {
					// The form, the report, and a sheet for the judgment, which is
					// a text here.
					bundles++
					for _, want := range []string{"/Count 3>>", "/Lang (zh-CN)", "/UseOutlines"} {
						if !strings.Contains(out[d.Path], want) {
							t.Errorf("%s: no %s", d.Path, want)
						}
					}
					continue
				}
				var exts []string
				for _, w := range d.Twins {
					known++
					exts = append(exts, path.Ext(w.Path))
					if strings.TrimSuffix(w.Path, path.Ext(w.Path)) != strings.TrimSuffix(d.Path, ".pdf") {
						t.Errorf("%s beside %s", w.Path, d.Path)
					}
					data := out[w.Path]
					if Digest([]byte(data)) != w.SHA256 {
						t.Errorf("%s is not what the register says", w.Path)
					}
					switch path.Ext(w.Path) {
					case ".docx":
						if !strings.HasPrefix(data, "PK") {
							t.Errorf("%s is no docx", w.Path)
						}
					case ".json":
						assessed++
						if doc.Text == "" {
							var err error
							if doc, err = ingest.Decode(e.Name, []byte(text(t, e.Name)), ingest.Options{}); err != nil {
								t.Fatal(err)
							}
						}
						sameAsClassify(t, p.cfg.Chain, doc, paper.Part, data)
					}
				}
				if !slices.Contains(exts, ".docx") {
					t.Errorf("%s has no docx: %v", d.Path, exts)
				}
			}
		}
	}
	if known != len(out) || assessed == 0 || bundles == 0 {
		t.Errorf("%d files in the outbox, %d known; %d assessments, %d bundles", len(out), known, assessed, bundles)
	}
}

// sameAsClassify holds the JSON beside a report to what classify prints of the
// paper: the same but for the name of the file and the other agencies.
func sameAsClassify(t *testing.T, chain *Chain, doc ingest.Document, part int, data string) {
	t.Helper()
	r, err := chain.Judge(t.Context(), doc, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(r.Cases, func(c CaseResult) bool { return c.Part == part })
	line, err := NewCaseRecord(r.Records[part], &r.Cases[i].Outcome).Line()
	if err != nil {
		t.Fatal(err)
	}
	var got, want map[string]any
	for _, x := range []struct {
		data []byte
		into *map[string]any
	}{{[]byte(data), &got}, {line, &want}} {
		dec := json.NewDecoder(bytes.NewReader(x.data))
		if err := dec.Decode(x.into); err != nil {
			t.Fatal(err)
		}
	}
	for key := range want {
		switch key {
		case "source":
			want[key].(map[string]any)["name"] = got[key].(map[string]any)["name"]
		case "assessments", "notices":
			all, _ := want[key].([]any)
			some, _ := got[key].([]any)
			if key == "assessments" && len(some) != 1 {
				t.Errorf("%d assessments", len(some))
			}
			for _, x := range some {
				if !slices.ContainsFunc(all, func(y any) bool { return reflect.DeepEqual(x, y) }) {
					t.Errorf("classify does not print %v", x)
				}
			}
			continue
		}
		if !reflect.DeepEqual(got[key], want[key]) {
			t.Errorf("%s: %v, classify prints %v", key, got[key], want[key])
		}
	}
}

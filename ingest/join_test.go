package ingest

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"zeren/testdata"
)

func joinable(t *testing.T) [][]byte {
	t.Helper()
	files := [][]byte{paper(t), []byte(ruling), nil, []byte("%PDF-1.7\nnothing")}
	for _, name := range []string{"xiuyan-gongcheng-minshi.office-aes256.pdf", "jinzhai-fangwu-zhongshen.chromium.pdf"} {
		data, err := testdata.Files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, data)
	}
	return files
}

// TestJoin: pages of encrypted files, too, come behind each other, the same
// bytes each time and in a process of its own; what is no PDF gives no pages.
func TestJoin(t *testing.T) {
	files := joinable(t)
	j, err := Join(files, Options{CacheDir: cacheDir})
	if err != nil {
		t.Fatal(err)
	}
	if got := j.Pages; len(got) != 6 || got[0] != 1 || got[1]+got[2]+got[3] != 0 || got[4] == 0 || got[5] == 0 {
		t.Fatalf("pages %v", got)
	}
	d, err := Decode("joined.pdf", j.Data, Options{CacheDir: cacheDir})
	if err != nil {
		t.Fatal(err)
	}
	if want := j.Pages[0] + j.Pages[4] + j.Pages[5]; len(d.Pages) != want {
		t.Errorf("%d pages, want %d", len(d.Pages), want)
	}
	if !strings.Contains(d.Text, "白塔畈镇人民政府") || !strings.Contains(d.Text, "岫岩") {
		t.Error("the text of the last files is not there")
	}
	p := newPool(t, 1, generous)
	for range 2 {
		again, err := p.Join(context.Background(), files)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(again.Pages, j.Pages) || len(again.Data) != len(j.Data) {
			t.Errorf("another process: %v, %d bytes, want %v, %d", again.Pages, len(again.Data), j.Pages, len(j.Data))
		}
		if _, err := p.Decode(context.Background(), "x.pdf", files[5]); err != nil {
			t.Fatal(err)
		}
	}
	var u *Unreadable
	if _, err := p.Join(context.Background(), [][]byte{bytes.Repeat([]byte{0}, MaxBytes+1)}); !errors.As(err, &u) || u.Reason != TooLarge {
		t.Errorf("too large: %v", err)
	}
}

// TestJoinAtOnce: files that are joined at the same time in one process keep to
// themselves. Run with -race: go-pdfium's writers are shared by all instances.
func TestJoinAtOnce(t *testing.T) {
	files := joinable(t)
	alone := make([]int, 2)
	sets := [][][]byte{files[:1], files}
	for i, set := range sets {
		j, err := Join(set, Options{CacheDir: cacheDir})
		if err != nil {
			t.Fatal(err)
		}
		alone[i] = len(j.Data)
	}
	var wg sync.WaitGroup
	for n := range 12 {
		wg.Go(func() {
			j, err := Join(sets[n%2], Options{CacheDir: cacheDir})
			if err != nil {
				t.Error(err)
			} else if len(j.Data) != alone[n%2] {
				t.Errorf("join %d: %d bytes, alone %d", n, len(j.Data), alone[n%2])
			}
		})
	}
	wg.Wait()
}

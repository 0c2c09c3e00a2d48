package report

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"
	"time"
)

// sampleDifference is what a reprocessing of four papers gave.
func sampleDifference() Difference {
	d := Difference{
		On: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC), Scope: "全部留存的文书", By: "王五", Files: 4, Unchanged: 2, Reissued: 1,
		Causes: []Cause{
			{Text: "读取不同", Files: 1, Changes: []Change{{Source: strings.Repeat("a", 64), Name: "1.pdf", CaseNumber: "（2021）皖1524行初1号", Agency: "某某局", Kind: ChangedFinding, Item: "违反法定程序", Before: "无", After: "有"}}},
			{Text: "评估不同", Files: 2, Changes: make([]Change, printedChanges+5)},
		},
	}
	for i := range d.Causes[1].Changes {
		d.Causes[1].Changes[i] = Change{Name: "2.pdf", Kind: ChangedDeadline, Item: "分析报告", Before: "2021-03-05", After: "2021-03-08"}
	}
	return d
}

// TestDifference: the paper and the workbook tell every change, and the same
// differences give the same bytes.
func TestDifference(t *testing.T) {
	d := sampleDifference()
	d.Sort()
	if d.Causes[0].Text != "评估不同" || d.Changed() != 2 || d.Causes[0].Counts() != "期限45处" {
		t.Errorf("%d changed, %s", d.Changed(), d.Causes[0].Counts())
	}
	text := ""
	for _, b := range d.Draft().Blocks {
		for _, r := range b.Runs {
			text += r.Text + "\n"
		}
		if b.Table != nil && len(b.Table.Rows) > printedChanges {
			t.Errorf("%d rows are printed", len(b.Table.Rows))
		}
	}
	for _, want := range []string{"重新处理4份：2份没有变化，2份有变化", "（一）评估不同", "另有5处变化", "由王五于2026年11月22日发起"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	book, err := d.XLSX()
	if err != nil {
		t.Fatal(err)
	}
	if again, err := d.XLSX(); err != nil || !bytes.Equal(book, again) {
		t.Errorf("other bytes the second time, %v", err)
	}
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	r, err := z.Open("xl/worksheets/sheet3.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	sheet, err := io.ReadAll(r)
	if err != nil || strings.Count(string(sheet), "<row ") != 1+46 || !strings.Contains(string(sheet), "违反法定程序") {
		t.Errorf("%d rows, %v", strings.Count(string(sheet), "<row "), err)
	}
}

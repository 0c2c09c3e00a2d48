package ingest

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"
)

const ruling = "浙江省温州市鹿城区人民法院\n行 政 裁 定 书\n（2019）浙0302行初12号\n　　原告张某某不服被告温州市鹿城区人民政府房屋征收补偿决定，向本院提起行政诉讼。\n　　本院认为，原告申请撤回起诉符合法律规定。\n"

func TestDecodeText(t *testing.T) {
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(ruling)
	if err != nil {
		t.Fatal(err)
	}
	u16 := func(big bool) string {
		var b strings.Builder
		for _, u := range utf16.Encode([]rune(ruling)) {
			if big {
				b.WriteByte(byte(u >> 8))
			}
			b.WriteByte(byte(u))
			if !big {
				b.WriteByte(byte(u >> 8))
			}
		}
		return b.String()
	}
	for name, data := range map[string]string{
		"utf-8":              ruling,
		"utf-8 with mark":    "\ufeff" + ruling,
		"no final newline":   strings.TrimSuffix(ruling, "\n"),
		"windows lines":      strings.ReplaceAll(ruling, "\n", "\r\n"),
		"gbk":                gbk,
		"utf-16 le":          "\xff\xfe" + u16(false),
		"utf-16 be":          "\xfe\xff" + u16(true),
		"utf-16 le unmarked": u16(false),
	} {
		d, err := Decode("dir/裁定.pdf", []byte(data), Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if d.Text != ruling {
			t.Errorf("%s: text %q", name, d.Text)
		}
		if d.Source.Name != "裁定.pdf" || d.Source.Media != "text/plain" || d.Source.Reader != "text" || len(d.Pages) != 1 || len(d.Pages[0].Lines) != 5 {
			t.Errorf("%s: %+v", name, d.Source)
		}
		if s := d.Span(d.Len()-5, d.Len()); s.Page != 1 || s.Line != 5 {
			t.Errorf("%s: span %+v", name, s)
		}
	}
}

func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		name string
		data string
		want Reason
	}{
		{"no bytes", "", Empty},
		{"white space", " \r\n\t", Empty},
		{"mark alone", "\xef\xbb\xbf\n", Empty},
		{"binary", "\x00\x01\x02\x03\x80\xff\xfe\x00\x00" + strings.Repeat("\x00\x07", 99), Unknown},
		{"picture", "\xff\xd8\xff\xe0\x00\x10JFIF", Damaged},
		{"spreadsheet", oleMark + strings.Repeat("\x00", 600) + string(utf16Text("Workbook")), Unknown},
		{"english", strings.Repeat("The court dismisses the appeal and upholds the judgment. ", 20), NotChinese},
		{"french", strings.Repeat("La cour a rejeté la requête présentée par le demandeur à l'été. ", 20), NotChinese},
		{"mojibake", strings.Repeat("ÕãÎ÷Ê¡ÎÂÖÝÊÐÂ¹³ÇÇøÈËÃñ·¨Ôº", 20), Garbled},
		{"large", strings.Repeat("a", MaxBytes+1), TooLarge},
		{"long", strings.Repeat(flat(verses), MaxRunes/len([]rune(flat(verses)))+1), TooLarge},
	} {
		_, err := Decode(c.name, []byte(c.data), Options{})
		var u *Unreadable
		if !errors.As(err, &u) || u.Reason != c.want {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}

func TestReasons(t *testing.T) {
	for _, r := range Reasons {
		if r.Message() == "" || r.Remedy() == "" || !strings.HasSuffix(r.Message(), "。") || !strings.HasSuffix(r.Remedy(), "。") {
			t.Errorf("%s: %q %q", r, r.Message(), r.Remedy())
		}
	}
	if len(Reasons) != len(sentences) {
		t.Errorf("%d reasons, %d sentences", len(Reasons), len(sentences))
	}
}

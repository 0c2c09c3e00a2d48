package fonts

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"golang.org/x/image/font/sfnt"
)

// ownNames are what the faces of an office are called, in the file's name or in
// the font itself, with the role that each takes; the first that is found wins.
var ownNames = []struct {
	role  Role
	words []string
}{
	{Title, []string{"小标宋", "xiaobiaosong", "fzxbsjw"}},
	{Fang, []string{"仿宋_gb2312", "fangsong_gb2312", "simfang_gb2312", "仿宋", "fangsong", "simfang", "fzfs"}},
	{Hei, []string{"黑体", "simhei", "fzht"}},
	{Kai, []string{"楷体_gb2312", "kaiti_gb2312", "楷体", "kaiti", "simkai", "fzkt"}},
	{Song, []string{"宋体", "simsun", "fzss"}},
}

// Own looks through a folder of fonts for an office's own faces. What it cannot
// use it says in problems, a Chinese sentence each; a folder without any face
// gives none and no error. The error is that of the folder itself.
func Own(fsys fs.FS) (own map[Role]*Face, problems []string, err error) {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, nil, fmt.Errorf("read font folder: %w", err)
	}
	own = map[Role]*Face{}
	rank := map[Role]int{}
	for _, e := range entries { // sorted by name
		ext := strings.ToLower(path.Ext(e.Name()))
		if e.IsDir() || !slices.Contains([]string{".ttf", ".otf", ".ttc"}, ext) {
			continue
		}
		data, err := fs.ReadFile(fsys, e.Name())
		if err != nil {
			problems = append(problems, fmt.Sprintf("字体文件“%s”无法读取：%v。", e.Name(), err))
			continue
		}
		f, err := Parse(strings.TrimSuffix(e.Name(), path.Ext(e.Name())), data)
		switch {
		case errors.Is(err, ErrOutlines):
			problems = append(problems, fmt.Sprintf("字体文件“%s”不是单个TrueType字体（字体集或CFF轮廓），不能嵌入，未采用。", e.Name()))
			continue
		case err != nil:
			problems = append(problems, fmt.Sprintf("字体文件“%s”已损坏或者不是字体，未采用：%v。", e.Name(), err))
			continue
		case f.restricted():
			problems = append(problems, fmt.Sprintf("字体文件“%s”的许可不允许嵌入文档，未采用。", e.Name()))
			continue
		}
		role, at, ok := roleOf(e.Name(), f)
		if !ok {
			continue
		}
		if _, have := own[role]; have && at >= rank[role] {
			continue
		}
		f.Own = true
		f.Name = f.postScriptName()
		own[role], rank[role] = f, at
	}
	return own, problems, nil
}

// roleOf tells the role of a face by its names, and how well they fit: less is
// better.
func roleOf(file string, f *Face) (Role, int, bool) {
	names := []string{strings.ToLower(file)}
	for _, id := range []sfnt.NameID{sfnt.NameIDFull, sfnt.NameIDFamily, sfnt.NameIDPostScript} {
		if s, err := f.font.Name(nil, id); err == nil {
			names = append(names, strings.ToLower(s))
		}
	}
	for _, o := range ownNames {
		for at, w := range o.words {
			if slices.ContainsFunc(names, func(n string) bool { return strings.Contains(n, w) }) {
				return o.role, at, true
			}
		}
	}
	return 0, 0, false
}

// restricted says that the maker forbids embedding (OpenType, OS/2, fsType).
func (f *Face) restricted() bool {
	os2 := f.tables["OS/2"]
	if len(os2) < 10 {
		return false
	}
	t := binary.BigEndian.Uint16(os2[8:])
	return t&0x000F == 0x0002 || t&0x0300 != 0 // no embedding; no subsets, or bitmaps only
}

// postScriptName is a name for the PDF: letters, digits and marks that need no
// escape. A face without one is called by its digest.
func (f *Face) postScriptName() string {
	s, err := f.font.Name(nil, sfnt.NameIDPostScript)
	if err == nil {
		s = strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r == '-' || r == '_' {
				return r
			}
			return -1
		}, s)
	}
	if s == "" {
		return "Font-" + f.Digest()[:12]
	}
	return s
}

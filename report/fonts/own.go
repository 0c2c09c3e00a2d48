package fonts

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
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
	{Title, []string{"小标宋", "xiaobiaosong", "fzxbsjw", "fzxbsk"}},
	{Fang, []string{"仿宋_gb2312", "fangsong_gb2312", "simfang_gb2312", "仿宋", "fangsong", "simfang", "fzfs"}},
	{Hei, []string{"黑体", "simhei", "fzht"}},
	{Kai, []string{"楷体_gb2312", "kaiti_gb2312", "楷体", "kaiti", "simkai", "fzkt"}},
	{Song, []string{"宋体", "simsun", "fzss"}},
}

// Found is a font file that bears the name of a face for official papers.
type Found struct {
	File string // its path in the folder
	Name string // what the font calls itself, "" where it cannot be read
	Role Role
	// Problem says in a Chinese clause why the font cannot be embedded here,
	// "" where it can.
	Problem string
	rank    int // how well the names fit: less is better
	face    *Face
}

// Seen looks through a folder and its subfolders for fonts that bear the name
// of a face for official papers (仿宋_GB2312, 方正小标宋, 黑体, 楷体, 宋体), usable
// or not, in the order of their paths. Fonts of other names are passed over, as
// are folders that cannot be read; the error is that of the folder itself.
func Seen(fsys fs.FS) ([]Found, error) {
	var out []Found
	err := fs.WalkDir(fsys, ".", func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil && name == ".":
			return fmt.Errorf("read font folder: %w", err)
		case err != nil:
			return nil // a subfolder of others
		case e.IsDir() || !slices.Contains([]string{".ttf", ".otf", ".ttc", ".otc"}, strings.ToLower(path.Ext(name))):
			return nil
		}
		if f, ok := look(fsys, name); ok {
			out = append(out, f)
		}
		return nil
	})
	return out, err
}

// Own takes the faces of an office from its folder: for each role the usable
// font whose name fits best. Found are those taken and, where a role got none,
// those that stood for it with their problems.
func Own(fsys fs.FS) (own map[Role]*Face, found []Found, err error) {
	seen, err := Seen(fsys)
	if err != nil {
		return nil, nil, err
	}
	own = map[Role]*Face{}
	for role := Fang; role <= Song; role++ {
		at := -1
		for i, f := range seen {
			if f.Role == role && f.face != nil && (at < 0 || f.rank < seen[at].rank) {
				at = i
			}
		}
		if at >= 0 {
			own[role] = seen[at].face
			found = append(found, seen[at])
			continue
		}
		for _, f := range seen {
			if f.Role == role {
				found = append(found, f)
			}
		}
	}
	return own, found, nil
}

// look opens one font file; false says that it bears no name of ours.
func look(fsys fs.FS, name string) (Found, bool) {
	f := Found{File: name}
	file, err := fsys.Open(name)
	if err != nil {
		return unread(f, err)
	}
	defer file.Close()
	// The names alone are read first: a folder of the system's fonts holds
	// hundreds of megabytes of others.
	names := []string{path.Base(name)}
	if at, ok := file.(io.ReaderAt); ok {
		names = append(names, namesOf(at)...)
	}
	role, rank, ok := roleOf(names)
	if !ok {
		return Found{}, false
	}
	f.Role, f.rank = role, rank
	data, err := io.ReadAll(file)
	if err != nil {
		return unread(f, err)
	}
	if inner := namesOf(bytes.NewReader(data)); len(inner) > 0 {
		f.Name = inner[0]
	}
	face, err := Parse(strings.TrimSuffix(path.Base(name), path.Ext(name)), data)
	switch {
	case bytes.HasPrefix(data, []byte("OTTO")):
		f.Problem = "是CFF轮廓的OpenType字体（OTF），不是TrueType字体，不能嵌入"
	case bytes.HasPrefix(data, []byte("ttcf")):
		f.Problem = "是字体集（TTC），不是单个TrueType字体，不能嵌入；可以从中导出单个字体后使用"
	case errors.Is(err, ErrOutlines):
		f.Problem = "不是TrueType字体，不能嵌入"
	case err != nil:
		f.Problem = "已损坏或者不是字体"
	default:
		if f.Problem = face.restricted(); f.Problem == "" {
			face.Own, face.Name = true, face.postScriptName()
			f.face = face
		}
	}
	return f, true
}

func unread(f Found, err error) (Found, bool) {
	role, rank, ok := roleOf([]string{path.Base(f.File)})
	f.Role, f.rank, f.Problem = role, rank, "无法读取"
	if errors.Is(err, fs.ErrPermission) {
		f.Problem = "没有读取权限"
	}
	return f, ok
}

// namesOf are the names that a font, or the first of a collection, bears.
func namesOf(r io.ReaderAt) []string {
	c, err := sfnt.ParseCollectionReaderAt(r)
	if err != nil || c.NumFonts() == 0 {
		return nil
	}
	f, err := c.Font(0)
	if err != nil {
		return nil
	}
	var names []string
	for _, id := range []sfnt.NameID{sfnt.NameIDFull, sfnt.NameIDFamily, sfnt.NameIDPostScript} {
		if s, err := f.Name(nil, id); err == nil && s != "" {
			names = append(names, s)
		}
	}
	return names
}

// roleOf tells the role of a face by its names, and how well they fit: less is
// better.
func roleOf(names []string) (Role, int, bool) {
	for _, o := range ownNames {
		for at, w := range o.words {
			if slices.ContainsFunc(names, func(n string) bool { return strings.Contains(strings.ToLower(n), w) }) {
				return o.role, at, true
			}
		}
	}
	return 0, 0, false
}

// restricted says why the maker's licence bits forbid to embed a cut of the
// face (OpenType, OS/2, fsType), "" where they do not.
func (f *Face) restricted() string {
	os2 := f.tables["OS/2"]
	if len(os2) < 10 {
		return ""
	}
	switch t := binary.BigEndian.Uint16(os2[8:]); {
	case t&0x000F == 0x0002:
		return "的许可（fsType）不允许嵌入文档"
	case t&0x0100 != 0:
		return "的许可（fsType）不允许取其部分字符嵌入文档"
	case t&0x0200 != 0:
		return "的许可（fsType）只允许嵌入点阵"
	}
	return ""
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

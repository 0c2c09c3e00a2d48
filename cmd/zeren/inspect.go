package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	imagepng "image/png"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"zeren/ingest"
	"zeren/ingest/pdf"
)

// inspectLimit bounds the process that inspects: more than a reader's own
// limit, since both readers work in turn on the whole file.
const inspectLimit = 2 * time.Minute

// sealPages is on how many of the first pages seals are looked for where no
// page is to be drawn: it costs a tenth of a second a page.
const sealPages = 100

// inspectCommand tells what was seen in a file while it was read.
func (p *program) inspectCommand() *cobra.Command {
	var format, png string
	var a aided
	c := &cobra.Command{
		Use:   "inspect 文件...",
		Short: "查看文件的读取过程：来源、字体、各页用了哪种读取方式",
		Long: `查看文件的读取过程：类型、制作软件、字体和编码、页数，各页采用哪种读取方式、各读取方式的判定数字，以及应当注意之处。
` + accepted + `
--png 把每页画成图片，标出认出的行、词、字、表格单元及其种类，便于核对。
印章按页面图像上的红色印迹查找，不画图片时只查前100页。`,
		Example: "  zeren inspect 判决书.pdf --png 图片",
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := needFiles(args); err != nil {
				return err
			}
			if err := oneOf("format", format, formatSummary, formatJSON); err != nil {
				return err
			}
			aids, err := a.find()
			if err != nil {
				return err
			}
			if png != "" {
				if err := os.MkdirAll(png, 0o755); err != nil {
					return writeFailure(png, err)
				}
			}
			for _, name := range args {
				x, raw, err := inspectFile(cmd.Context(), name, png, aids())
				if err != nil {
					return err
				}
				if format == formatJSON {
					if _, err := p.out.Write(raw); err != nil {
						return err
					}
					continue
				}
				printInspection(p.out, name, x)
				if png != "" {
					printDrawn(p.out, png, name, len(x.Pages))
				}
			}
			return nil
		},
	}
	c.Flags().StringVar(&png, "png", "", "把各页连同所认出的行、词、字、页眉、页码、水印、印章的边框画成图片，写入该`文件夹`")
	a.flags(c)
	c.Flags().StringVar(&format, "format", formatSummary, "输出`形式`：json（每份文件一行）；默认输出摘要")
	return c
}

// inspectFile inspects in a process that can be killed: this program itself,
// started as `zeren read --inspect`.
func inspectFile(ctx context.Context, name, png string, aids ingest.Aids) (ingest.Inspection, []byte, error) {
	var x ingest.Inspection
	data, err := load(name)
	if err != nil {
		return x, nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return x, nil, fmt.Errorf("find own program: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, inspectLimit)
	defer cancel()
	told, err := json.Marshal(aids)
	if err != nil {
		return x, nil, fmt.Errorf("aids: %w", err)
	}
	child := exec.CommandContext(ctx, self, "read", "--cache", cacheDir(), "--inspect", filepath.Base(name), "--png", png, "--aids", string(told))
	child.Stdin = bytes.NewReader(data)
	raw, err := child.Output()
	if err != nil {
		return x, nil, failf(exitUnreadable, "%s：读取进程没有完成。文件可能已损坏，请重新取得后再试。", name)
	}
	if err := json.Unmarshal(raw, &x); err != nil {
		return x, nil, fmt.Errorf("inspect %s: %w", name, err)
	}
	return x, raw, nil
}

// inspectHere is the child's half of inspectFile.
func (p *program) inspectHere(name, cache, png, told string) error {
	data, err := io.ReadAll(p.in)
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	var aids ingest.Aids
	if told != "" {
		if err := json.Unmarshal([]byte(told), &aids); err != nil {
			return fmt.Errorf("aids: %w", err)
		}
	}
	opts := aids.Options(ingest.Options{CacheDir: cache})
	x, err := ingest.Inspect(name, data, opts)
	if err != nil {
		return err
	}
	limit := ingest.MaxPages
	if png == "" {
		limit = sealPages // drawn to look for seals alone
	}
	err = ingest.Draw(data, x.Document, opts, limit, func(page int, img *image.RGBA, seals []ingest.Box) error {
		if page <= len(x.Pages) {
			x.Pages[page-1].Seals = seals
		}
		if png == "" {
			return nil
		}
		out, err := os.Create(pngName(png, name, page))
		if err != nil {
			return err
		}
		defer out.Close()
		if err := imagepng.Encode(out, img); err != nil {
			return err
		}
		return out.Close()
	})
	if err != nil && png != "" && !errors.Is(err, ingest.ErrNoPicture) {
		return err
	}
	return json.NewEncoder(p.out).Encode(x)
}

// pngName is where a page is drawn to.
func pngName(dir, name string, page int) string {
	return filepath.Join(dir, fmt.Sprintf("%s-%03d.png", filepath.Base(name), page))
}

// printDrawn tells which pictures were drawn of a file, and what their colours
// mean.
func printDrawn(w io.Writer, dir, name string, pages int) {
	drawn := 0
	for page := 1; page <= pages; page++ {
		if picture := pngName(dir, name, page); exists(picture) {
			fmt.Fprintf(w, "  图片　　　　  %s\n", picture)
			drawn++
		}
	}
	if drawn == 0 {
		fmt.Fprintln(w, "  图片　　　　  该类文件没有可画的页面")
		return
	}
	var names []string
	for _, l := range ingest.Legend {
		names = append(names, l.Name)
	}
	fmt.Fprintf(w, "  颜色　　　　  %s\n", strings.Join(names, "、"))
}

func printInspection(w io.Writer, name string, x ingest.Inspection) {
	fmt.Fprintf(w, "%s\n", name)
	row := func(label, format string, args ...any) {
		fmt.Fprintf(w, "  %s  %s\n", pad(label, 6), fmt.Sprintf(format, args...))
	}
	row("类型", "%s %s，%d字节，SHA-256 %s", x.Source.Media, x.Version, x.Bytes, x.Source.SHA256)
	if x.Producer != "" || x.Creator != "" {
		row("制作软件", "%s", strings.Trim(x.Producer+"；"+x.Creator, "；"))
	}
	if x.Torn > 0 {
		row("损坏", "%d个压缩数据块无法解开", x.Torn)
	}
	if x.Rebuilt {
		row("修复", "文件的对象目录已重建")
	}
	printFonts(x.Fonts, row)
	for _, g := range x.Pages {
		reader := g.Reader
		if reader == "" {
			reader = "未采用"
		}
		more := ""
		if g.Agreement > 0 {
			more += fmt.Sprintf("，两种读取一致度%.2f%%", 100*g.Agreement)
		}
		if g.Confidence > 0 {
			more += fmt.Sprintf("，识别置信度%.0f", g.Confidence)
		}
		if g.Turn != 0 {
			more += fmt.Sprintf("，文字转向%d度", g.Turn)
		}
		for _, kind := range slices.Sorted(maps.Keys(g.Furniture)) {
			more += fmt.Sprintf("，%s%d处", furnitureNames[kind], g.Furniture[kind])
		}
		if g.Tables > 0 {
			more += fmt.Sprintf("，表格%d个", g.Tables)
		}
		if n := len(g.Seals); n > 0 {
			more += fmt.Sprintf("，印章%d处", n)
		}
		row(fmt.Sprintf("第%d页", g.Number), "采用%s，%d行，%.0f×%.0f点%s", reader, g.Lines, g.Width, g.Height, more)
		for _, o := range g.Offers {
			said := "可用"
			switch {
			case o.Failed != "":
				said = "读取失败：" + o.Failed
			case o.Refused != "":
				said = "不采用：" + o.Refused.Message()
			}
			g := o.Gate
			row("", "%s：%d字，汉字%.0f%%，常用字%.0f%%，乱码%.1f%%；%s", o.Reader, g.Runes, g.Han*100, g.Frequent*100, (g.Broken+g.Latin+g.Rare)*100, said)
		}
	}
	if x.Source.Engine != "" {
		row("外部程序", "%s", x.Source.Engine)
	}
	for _, q := range x.Problems {
		if q.Page > 0 {
			row("请注意", "第%d页：%s", q.Page, q.Text)
			continue
		}
		row("请注意", "%s", q.Text)
	}
	if x.Unreadable != nil {
		row("未能读取", "%s%s", x.Unreadable.Message(), x.Unreadable.Remedy())
	}
}

// furnitureNames are the Chinese names of what is set aside from the text.
var furnitureNames = map[string]string{
	"header": "页眉", "footer": "页脚", "page_number": "页码", "watermark": "水印", "margin": "旁注", "hidden": "隐藏文字", "menu": "网页菜单", "unread": "未识别",
}

// printFonts prints each kind of font once, with how many there are of it.
func printFonts(fonts []pdf.Font, row func(label, format string, args ...any)) {
	has := map[bool]string{true: "有", false: "无"}
	count := map[string]int{}
	var order []string
	for _, f := range fonts {
		line := fmt.Sprintf("%s（%s）编码%s，%s字符对照表，%s内嵌", f.Name, f.Type, orText(f.Encoding, "未注明"), has[f.Unicode], has[f.Embedded])
		if count[line]++; count[line] == 1 {
			order = append(order, line)
		}
	}
	for _, line := range order {
		if n := count[line]; n > 1 {
			line = fmt.Sprintf("%s，共%d个", line, n)
		}
		row("字体", "%s", line)
	}
}

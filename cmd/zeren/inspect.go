package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"zeren/ingest"
	"zeren/ingest/pdf"
)

// inspectLimit bounds the process that inspects: more than a reader's own
// limit, since both readers work in turn on the whole file.
const inspectLimit = 2 * time.Minute

// inspectCommand tells what was seen in a file while it was read.
func (p *program) inspectCommand() *cobra.Command {
	var format string
	c := &cobra.Command{
		Use:   "inspect 文件...",
		Short: "查看文件的读取过程：来源、字体、各页用了哪种读取方式",
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := needFiles(args); err != nil {
				return err
			}
			if err := oneOf("format", format, formatSummary, formatJSON); err != nil {
				return err
			}
			for _, name := range args {
				x, raw, err := inspectFile(cmd.Context(), name)
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
			}
			return nil
		},
	}
	c.Flags().StringVar(&format, "format", formatSummary, "输出`形式`：json（每份文件一行）；默认输出摘要")
	return c
}

// inspectFile inspects in a process that can be killed: this program itself,
// started as `zeren read --inspect`.
func inspectFile(ctx context.Context, name string) (ingest.Inspection, []byte, error) {
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
	child := exec.CommandContext(ctx, self, "read", "--cache", cacheDir(), "--inspect", filepath.Base(name))
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
func (p *program) inspectHere(name, cache string) error {
	data, err := io.ReadAll(p.in)
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	x, err := ingest.Inspect(name, data, ingest.Options{CacheDir: cache})
	if err != nil {
		return err
	}
	return json.NewEncoder(p.out).Encode(x)
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
		row(fmt.Sprintf("第%d页", g.Number), "采用%s，%d行，%.0f×%.0f点", reader, g.Lines, g.Width, g.Height)
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
	for _, q := range x.Problems {
		row("请注意", "%s", q.Text)
	}
	if x.Unreadable != nil {
		row("未能读取", "%s%s", x.Unreadable.Message(), x.Unreadable.Remedy())
	}
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

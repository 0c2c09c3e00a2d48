package main

import (
	"fmt"
	"os"
	"strings"

	"zeren/report"
	"zeren/report/fonts"
)

// renderer makes the printer of reports: with the embedded faces, or with an
// office's own from its folder, which are named.
func (p *program) renderer(dir string) (*report.Renderer, error) {
	if dir == "" {
		return report.NewRenderer(nil)
	}
	if _, err := os.ReadDir(dir); err != nil {
		return nil, fileFailure(dir, err)
	}
	own, found, err := fonts.Own(os.DirFS(dir))
	if err != nil {
		return nil, fileFailure(dir, err)
	}
	var used, bad []string
	for _, f := range found {
		if f.Problem != "" {
			bad = append(bad, fmt.Sprintf("  %s：%s%s。", f.Role, f.File, f.Problem))
			continue
		}
		used = append(used, fmt.Sprintf("%s用%s", f.Role, f.File))
	}
	switch {
	case len(bad) > 0:
		return nil, failf(exitUsage, "字体文件夹 %s 中有字体不能使用：\n%s\n请换成可以嵌入的TrueType字体（.ttf），或者移出该文件夹（改用内置字体）。", dir, strings.Join(bad, "\n"))
	case len(used) == 0:
		return nil, failf(exitUsage, "字体文件夹 %s 中没有仿宋、小标宋、黑体、楷体、宋体：按文件名和字体名称辨认，例如 仿宋_GB2312.ttf、方正小标宋简体.ttf、simhei.ttf。", dir)
	}
	set, err := fonts.NewSet(own)
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(p.err, "字体：%s；其余用内置字体。\n", strings.Join(used, "，"))
	return report.NewRenderer(set)
}

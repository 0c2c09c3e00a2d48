package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"zeren/pipelines"
)

// joinCommand makes one paper of several files.
func (p *program) joinCommand() *cobra.Command {
	var f folders
	var own choices
	c := &cobra.Command{
		Use:   "join 文件或案件...",
		Short: "把分成几个文件的一份文书合并",
		Long: `一份文书分成几个文件的（逐页拍照、_1 _2 等），按所给的先后合并为一份，读取、评估、起草报告；各页记明出自哪个文件。
可以写文件的路径，也可以写台账中文件的摘要、案号或者文件名（包括在“待人工处理”中的）。原来的文件保留，注明已并入，
其原有的报告移入“已被取代”。顺序有误的，按正确的顺序再合并一次即可。`,
		Example: `  zeren join 判决_1.jpg 判决_2.jpg 判决_3.jpg
  zeren join 3fa2b1c4 9d01e7aa`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) < 2 {
				return failf(exitUsage, "请按页序指定两个以上的文件。")
			}
			return p.join(cmd.Context(), f, own, args)
		},
	}
	f.flags(c, false)
	own.flags(c)
	return c
}

func (p *program) join(ctx context.Context, f folders, own choices, args []string) error {
	o, err := p.office(ctx, f, own)
	if err != nil {
		return err
	}
	defer o.close()
	var parts []pipelines.Part
	for _, arg := range args {
		part, err := partOf(o, arg)
		if err != nil {
			return err
		}
		parts = append(parts, part)
	}
	e, err := o.Merge(ctx, parts, author())
	if err != nil {
		return officeFailure(err)
	}
	fmt.Fprintf(p.out, "已合并%d个文件：%s（文书摘要 %s）。\n", len(parts), e.Name, e.Source[:12])
	return p.settle(ctx, o, f, e)
}

// partOf finds what a person means: a file, or one that is held, by its number,
// its digest or its name.
func partOf(o *office, arg string) (pipelines.Part, error) {
	if info, err := os.Stat(arg); err == nil && info.Mode().IsRegular() {
		data, err := load(arg)
		return pipelines.Part{Name: filepath.Base(arg), Data: data}, err
	}
	e, err := find(o, arg)
	return pipelines.Part{Name: e.Name, Source: e.Source}, err
}

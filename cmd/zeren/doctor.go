package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"
)

// condition is how one thing stands.
type condition string

const (
	sound   condition = "正常"
	minor   condition = "注意"  // something is worse than it could be
	broken  condition = "故障"  // zeren watch would not work
	unknown condition = "未检查" // and why
)

// finding is what an examination of one thing found.
type finding struct {
	what   string
	how    condition
	text   string // one sentence
	remedy string // what to do, "" where nothing is
}

// doctorCommand examines what zeren watch needs.
func (p *program) doctorCommand() *cobra.Command {
	var w watching
	c := &cobra.Command{
		Use:   "doctor",
		Short: "检查运行条件：文件夹、磁盘、字体、识别、NATS、时钟等",
		Long: `逐项检查 zeren watch 以同样的选项运行所需要的条件，写明每项的情况和该做什么：三个文件夹、磁盘、数据文件夹的版本、
规定包、节假日数据、读取进程、公文字体、文字识别、LibreOffice、NATS 服务器（写了 --nats 时）、登记、时钟、通知。
读取、识别和转换各用一个小样实际做一次；通知只检查能否发送，不发送。
不改动收件文件夹、报告文件夹和数据文件夹里的内容（只写入又删去一个临时文件）。
“注意”不妨碍运行；“未检查”写明没有检查的原因；有“故障”时以 9 结束。`,
		Example: `  zeren doctor --settings /etc/zeren/zeren.yaml`,
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			bad := 0
			for _, f := range p.examine(cmd.Context(), w) {
				fmt.Fprintf(p.out, "［%s］%s：%s%s\n", f.how, f.what, f.text, f.remedy)
				if f.how == broken {
					bad++
				}
			}
			if bad > 0 {
				return failf(exitChecks, "有%d项故障，请按上面所写排除后再运行 zeren watch。", bad)
			}
			return nil
		},
	}
	w.flags(c)
	return c
}

func (p *program) examine(ctx context.Context, w watching) []finding {
	all := examineFolders(w.folders)
	all = append(all, examineVersion(w.data))
	packs, calendar, err := law(w.in(w.data))
	if err != nil {
		all = append(all, finding{"规定包和节假日表", broken, err.Error(), ""})
	} else {
		all = append(all, finding{"规定包", sound, fmt.Sprintf("装载%d部。", len(packs)), ""}, examineCalendar(calendar, time.Now()))
	}
	chain, _, done, err := p.chain(w.in(w.data))
	if err != nil {
		all = append(all, finding{"读取进程", unknown, "规定包、字体或者设置有误，处理各阶段没有装成：" + err.Error(), ""})
	} else {
		defer done()
		all = append(all, examineReader(ctx, chain))
	}
	all = append(all, examineFonts(w.fonts), examineRecognition(ctx, w.ocr), examineLibreOffice(ctx))
	servers, reached := examineServers(ctx, w.servers)
	all = append(all, servers...)
	office, last := examineOffice(ctx, w, chain, reached)
	all = append(all, office, examineClock(last, time.Now()))
	return append(all, p.examineTelling(ctx)...)
}

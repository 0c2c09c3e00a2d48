package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"zeren/pipelines"
	"zeren/report"
)

// reprocessCommand goes through held or old papers again.
func (p *program) reprocessCommand() *cobra.Command {
	var f folders
	var own choices
	var r pipelines.Reprocessing
	var dry bool
	c := &cobra.Command{
		Use:   "reprocess [文件夹]",
		Short: "用现有程序和规定重新处理旧文书，报告与先前的差异",
		Long: `程序或者规定包更新后，把留存的全部文书重新处理一遍；或者处理一个文件夹里的旧文书（文件夹不会改动）。
优先级低于新收的文件：watch 运行时可以同时使用，新放入收件文件夹的文件总是先办。
已由现有版本处理过的不重复处理。按 Ctrl-C 停止；再次运行同样的命令从中断处继续。
完成后给出差异报告（终端、PDF、XLSX）：哪些结果、过错、条款、期限、文书与先前不同，以及原因。
先前出具的报告都保留；不再有效的移入所在文件夹的“已被取代”。`,
		Example: `  zeren reprocess --dry-run
  zeren reprocess --from 2021-01-01 --to 2021-12-31 --jurisdiction jinzhai
  zeren reprocess /srv/旧文书`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return failf(exitUsage, "最多指定一个文件夹。")
			}
			if len(args) == 1 {
				r.Dir = args[0]
				if r.Selection != (pipelines.Selection{}) {
					return failf(exitUsage, "指定文件夹时处理其中全部文件，不能再用 --from、--to、--jurisdiction、--agency、--pack。")
				}
			}
			for _, day := range []string{r.From, r.To} {
				if _, err := time.Parse(time.DateOnly, day); day != "" && err != nil {
					return failf(exitUsage, "日期“%s”写法有误，应写成 2021-03-05。", day)
				}
			}
			return p.reprocess(cmd.Context(), f, own, r, dry)
		},
	}
	f.flags(c, false)
	own.flags(c)
	c.Flags().StringVar(&r.From, "from", "", "作出`日期`不早于（文书没有写明的，按收到日期）")
	c.Flags().StringVar(&r.To, "to", "", "作出`日期`不晚于")
	c.Flags().StringVar(&r.Jurisdiction, "jurisdiction", "", "按该`规定`（代号）评估过的")
	c.Flags().StringVar(&r.Agency, "agency", "", "行政机关`名称`含有这些字的")
	c.Flags().StringVar(&r.Pack, "pack", "", "上次处理所用规定包的`摘要`以此开头的（zeren audit log 可查）")
	c.Flags().BoolVar(&dry, "dry-run", false, "只说明会处理哪些，不处理")
	return c
}

func (p *program) reprocess(ctx context.Context, f folders, own choices, r pipelines.Reprocessing, dry bool) error {
	if r.Dir != "" {
		if info, err := os.Stat(r.Dir); err != nil {
			return fileFailure(r.Dir, err)
		} else if !info.IsDir() {
			return failf(exitUsage, "%s 不是文件夹。", r.Dir)
		}
		if err := usable(f.data); err != nil {
			return err
		}
	}
	remote, err := f.servers.remote()
	if err != nil {
		return err
	}
	if remote == nil && r.Dir == "" {
		if err := held(f.data); err != nil {
			return err
		}
	}
	if err := usable(f.outbox); err != nil {
		return err
	}
	chain, packs, done, err := p.chain(own.in(f.data))
	if err != nil {
		return err
	}
	defer done()
	o, err := pipelines.Open(ctx, pipelines.Config{
		Inbox: f.inbox, Outbox: f.outbox, Data: f.data, Chain: chain, Remote: remote,
		Notify: func(n pipelines.Notice) {
			if n.Kind == pipelines.Stalled || n.Kind == pipelines.Resumed {
				p.notice(f, n)
			}
		},
	})
	if err != nil {
		return openFailure(f.data, err)
	}
	defer o.Close()
	if r.Jurisdiction != "" {
		known := false
		for _, pack := range packs {
			known = known || pack.ID == r.Jurisdiction
		}
		if !known {
			return failf(exitUsage, "没有代号为“%s”的规定。运行 zeren packs coverage 查看全部规定。", r.Jurisdiction)
		}
	}
	if dry {
		return p.planned(ctx, o, r)
	}
	bar := newProgress(p.err)
	r.By, r.Progress = author(), bar.at
	b, err := o.Reprocess(ctx, r)
	bar.end()
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return officeFailure(err)
	}
	d, paths, err := o.Differences(ctx, b, r.By)
	if err != nil {
		return officeFailure(err)
	}
	printDifference(p.out, &d)
	for _, path := range paths {
		fmt.Fprintf(p.out, "差异报告：%s\n", filepath.Join(f.outbox, filepath.FromSlash(path)))
	}
	return nil
}

// planned tells what would be done.
func (p *program) planned(ctx context.Context, o *pipelines.Office, r pipelines.Reprocessing) error {
	plan, err := o.Plan(ctx, r)
	if err != nil {
		return officeFailure(err)
	}
	for i, name := range plan.Names {
		fmt.Fprintf(p.out, "%s  %s\n", plan.Sources[i][:12], name)
	}
	fmt.Fprintf(p.out, "会处理%d份", len(plan.Sources))
	if plan.Fresh > 0 {
		fmt.Fprintf(p.out, "（其中首次处理%d份）", plan.Fresh)
	}
	fmt.Fprintf(p.out, "；另有%d份已由现有版本处理，不重复处理。没有改动任何内容。\n", plan.Same)
	return nil
}

// shownChanges is how many changes of a cause the terminal shows.
const shownChanges = 20

func printDifference(w io.Writer, d *report.Difference) {
	for _, s := range d.Summary() {
		fmt.Fprintln(w, s)
	}
	for _, c := range d.Causes {
		fmt.Fprintf(w, "◆ %s\n    %d份文件：%s\n", c.Text, c.Files, c.Counts())
		for _, x := range c.Changes[:min(len(c.Changes), shownChanges)] {
			number := x.CaseNumber
			if number == "" {
				number = x.Name
			}
			what := strings.TrimSpace(string(x.Kind) + " " + x.Item)
			fmt.Fprintf(w, "    %s %s %s：%s → %s\n", number, x.Agency, what, x.Before, x.After)
		}
		if rest := len(c.Changes) - shownChanges; rest > 0 {
			fmt.Fprintf(w, "    另有%d处，见差异报告。\n", rest)
		}
	}
}

// progress shows how far a long run is: on a terminal one line that is written
// over, elsewhere a plain line now and then.
type progress struct {
	w        io.Writer
	terminal bool
	begun    time.Time
	first    int // what was done before this run
	shown    time.Time
	done     int
	wide     int
}

func newProgress(w io.Writer) *progress {
	b := &progress{w: w, first: -1}
	if f, ok := w.(*os.File); ok {
		info, err := f.Stat()
		b.terminal = err == nil && info.Mode()&os.ModeCharDevice != 0
	}
	return b
}

// How often the line is written, on a terminal and elsewhere.
const (
	barPause  = 200 * time.Millisecond
	linePause = 10 * time.Second
)

// at is told how many of how many are done.
func (b *progress) at(done, total int) {
	now := time.Now()
	if b.first < 0 {
		b.begun, b.first, b.shown = now, done, now
		if !b.terminal {
			return
		}
	}
	pause := linePause
	if b.terminal {
		pause = barPause
	}
	if done == b.done && done > 0 || done < total && now.Sub(b.shown) < pause {
		return
	}
	b.shown, b.done = now, done
	line := progressLine(done, total, done-b.first, now.Sub(b.begun))
	if !b.terminal {
		fmt.Fprintln(b.w, line)
		return
	}
	pad := max(b.wide-columns(line), 0)
	b.wide = columns(line)
	fmt.Fprintf(b.w, "\r%s%s", line, strings.Repeat(" ", pad))
}

func (b *progress) end() {
	if b.terminal && b.wide > 0 {
		fmt.Fprintln(b.w)
	}
}

// progressLine is a bar with numbers, rate and time left.
func progressLine(done, total, here int, took time.Duration) string {
	const width = 24
	full := width
	if total > 0 {
		full = width * done / total
	}
	line := fmt.Sprintf("[%s%s] %d/%d", strings.Repeat("#", full), strings.Repeat("-", width-full), done, total)
	if here <= 0 || took <= 0 {
		return line
	}
	rate := float64(here) / took.Seconds()
	line += fmt.Sprintf("  每秒%.1f份", rate)
	if done < total {
		left := time.Duration(float64(total-done) / rate * float64(time.Second))
		line += "  约剩" + spanWords(left)
	}
	return line
}

func spanWords(d time.Duration) string {
	switch {
	case d < time.Minute:
		return fmt.Sprintf("%d秒", int(d.Seconds())+1)
	case d < time.Hour:
		return fmt.Sprintf("%d分钟", int(d.Minutes())+1)
	}
	return fmt.Sprintf("%d小时%d分钟", int(d.Hours()), int(d.Minutes())%60)
}

package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"zeren/classify"
	"zeren/ingest/convert"
	"zeren/ingest/ocr"
	"zeren/pipelines"
	"zeren/report/fonts"
	"zeren/testdata"
)

// condition is how one thing stands.
type condition string

const (
	sound  condition = "正常"
	minor  condition = "注意" // something is worse than it could be
	broken condition = "故障" // zeren watch would not work
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
		Short: "检查运行条件：文件夹、磁盘、字体、识别、时钟等",
		Long: `逐项检查 zeren watch 以同样的选项运行所需要的条件，写明每项的情况和该做什么。
不改动收件文件夹、报告文件夹和数据文件夹里的内容（只写入又删去一个临时文件）。
“注意”不妨碍运行；有“故障”时以 9 结束。`,
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
	var all []finding
	for _, dir := range []struct{ what, path string }{{"收件文件夹", w.inbox}, {"报告文件夹", w.outbox}, {"数据文件夹", w.data}} {
		all = append(all, examineFolder(dir.what, dir.path))
	}
	all = append(all, examineDisk("数据文件夹所在磁盘", w.data), examineDisk("报告文件夹所在磁盘", w.outbox))
	packs, calendar, err := law(w.in(w.data))
	if err != nil {
		all = append(all, finding{"规定包和节假日表", broken, err.Error(), ""})
	} else {
		all = append(all, finding{"规定包", sound, fmt.Sprintf("装载%d部。", len(packs)), ""}, examineCalendar(calendar, time.Now()))
	}
	chain, _, done, err := p.chain(w.in(w.data))
	if err != nil {
		all = append(all, finding{"字体和设置", broken, err.Error(), ""})
	} else {
		defer done()
		all = append(all, examineReader(ctx, chain))
	}
	all = append(all, examineFonts(w.fonts))
	all = append(all, examineRecognition(ctx, w.ocr), examineLibreOffice())
	all = append(all, p.examineOffice(ctx, w, chain)...)
	return append(all, p.examineTelling(ctx)...)
}

// examineFolder looks whether a folder can be used, and how its clock goes.
func examineFolder(what, dir string) finding {
	if !exists(dir) {
		parent := filepath.Dir(dir)
		if !exists(parent) {
			return finding{what, broken, fmt.Sprintf("%s 和它的上级文件夹都不存在。", dir), "请检查路径是否写对。"}
		}
		return finding{what, minor, fmt.Sprintf("%s 还不存在。", dir), "zeren watch 会新建它；如果路径写错了，请改正。"}
	}
	probe, err := os.CreateTemp(dir, ".zeren-probe-*")
	if err != nil {
		return finding{what, broken, fileFailure(dir, err).Error(), ""}
	}
	defer os.Remove(probe.Name())
	_, werr := probe.WriteString("probe")
	if err := errors.Join(werr, probe.Sync(), probe.Close()); err != nil {
		return finding{what, broken, fileFailure(dir, err).Error(), ""}
	}
	info, err := os.Stat(probe.Name())
	if err != nil {
		return finding{what, broken, fileFailure(dir, err).Error(), ""}
	}
	if off := time.Since(info.ModTime()); off.Abs() > clockTolerance {
		return finding{what, minor, fmt.Sprintf("%s 可以读写，但它的时钟与本机相差%s。", dir, off.Abs().Round(time.Second)), "请校准本机和文件服务器的时钟。"}
	}
	return finding{what, sound, dir + " 可以读写。", ""}
}

// clockTolerance is how far two clocks may be apart without a word.
const clockTolerance = 2 * time.Minute

// roomy is how much free space is worth no word: some thousand judgments.
// Bytes.
const roomy = 2 << 30

func examineDisk(what, dir string) finding {
	for !exists(dir) && filepath.Dir(dir) != dir {
		dir = filepath.Dir(dir)
	}
	free, err := pipelines.Free(dir)
	if err != nil {
		return finding{what, minor, fmt.Sprintf("看不到剩余空间（%v）。", err), ""}
	}
	f := finding{what, sound, fmt.Sprintf("剩余%d MB。", free>>20), ""}
	switch {
	case free < pipelines.Spare:
		f.how, f.remedy = broken, fmt.Sprintf("至少需要%d MB，请腾出空间。", pipelines.Spare>>20)
	case free < roomy:
		f.how, f.remedy = minor, "空间不多，请留意。"
	}
	return f
}

// examineCalendar asks for the notices of the years that deadlines of today
// reach into.
func examineCalendar(c *classify.Calendar, now time.Time) finding {
	f := finding{"节假日数据", sound, fmt.Sprintf("有%d年的放假通知。", now.Year()), ""}
	const add = "请把国务院办公厅的放假通知按 date,holiday,day 三列写入数据文件夹的 holidays.csv。"
	switch {
	case !c.Known(now.Year()):
		f.how, f.text, f.remedy = minor, fmt.Sprintf("没有%d年的放假通知，该年的工作日只按周末推算，并在报告中注明。", now.Year()), add
	case now.Month() >= time.November && !c.Known(now.Year()+1):
		f.how, f.text, f.remedy = minor, fmt.Sprintf("没有%d年的放假通知，跨年的期限只按周末推算，并在报告中注明。", now.Year()+1), "通知公布后，"+add
	}
	return f
}

// fontFolders are where systems keep fonts.
func fontFolders() []string {
	dirs := []string{"/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts", "/Library/Fonts", `C:\Windows\Fonts`}
	if home, err := os.UserHomeDir(); err == nil {
		dirs = append(dirs, filepath.Join(home, ".local/share/fonts"), filepath.Join(home, ".fonts"), filepath.Join(home, "Library/Fonts"))
	}
	return dirs
}

// examineFonts names the faces for official papers that the office could use.
func examineFonts(own string) finding {
	const what = "公文字体"
	if own != "" {
		_, found, err := fonts.Own(os.DirFS(own))
		if err != nil {
			return finding{what, broken, fileFailure(own, err).Error(), ""}
		}
		f := finding{what, sound, fmt.Sprintf("使用 %s 中的字体：%s。", own, faces(found)), "没有的用内置字体。"}
		for _, x := range found {
			if x.Problem != "" {
				f.how = minor
			}
		}
		return f
	}
	for _, dir := range fontFolders() {
		if found, err := fonts.Seen(os.DirFS(dir)); err == nil && len(found) > 0 {
			return finding{what, sound, fmt.Sprintf("使用内置字体。本机另有：%s（在 %s）。", faces(found), dir), "如需改用，把它们放进一个文件夹，用 --font-dir 指明。"}
		}
	}
	return finding{what, sound, "使用内置字体。本机没有仿宋_GB2312、方正小标宋等公文字体。", ""}
}

func faces(found []fonts.Found) string {
	var names []string
	for _, x := range found {
		name := x.Role.String() + " " + cmp.Or(x.Name, x.File)
		if x.Problem != "" {
			name += "（不能用：" + x.Problem + "）"
		}
		names = append(names, name)
	}
	if len(names) == 0 {
		return "无"
	}
	return strings.Join(names, "、")
}

// examineReader has the built-in example read as the service would read it.
func examineReader(ctx context.Context, chain *pipelines.Chain) finding {
	const what = "读取进程"
	data, err := fs.ReadFile(testdata.Files, testdata.Demo)
	if err != nil {
		return finding{what, broken, err.Error(), ""}
	}
	begun := time.Now()
	doc, err := chain.Decode(ctx, testdata.Demo, data)
	if err != nil {
		return finding{what, broken, fmt.Sprintf("内置的例子没有读出：%v。", tellFile(testdata.Demo, err)), "请检查临时文件夹和缓存文件夹是否可写。"}
	}
	text := fmt.Sprintf("内置的例子（%d页）用时%d毫秒。", doc.Source.Pages, time.Since(begun).Milliseconds())
	if cacheDir() == "" {
		return finding{what, minor, text + "没有可写的缓存文件夹，每个读取进程启动时都要重新编译，要慢几秒。", "请让用户缓存文件夹或者临时文件夹可写。"}
	}
	return finding{what, sound, text, ""}
}

// examineRecognition looks for the engine that reading uses, by the same
// setting.
func examineRecognition(ctx context.Context, setting string) finding {
	const what, without = "文字识别", "扫描件会留在“待人工处理”。"
	engine := (&ocr.Finder{Setting: setting}).Find(ctx)
	switch {
	case engine.Present():
		return finding{what, sound, fmt.Sprintf("使用 %s（%s）。", engine.Command[0], engine.Name()), ""}
	case setting == ocr.Off:
		return finding{what, minor, "已按 --ocr off 关闭。" + without, "如需识别扫描件，请去掉 --ocr off。"}
	case ocr.Check(setting) != nil:
		return finding{what, broken, fmt.Sprintf("选项 --ocr 不接受取值“%s”。", setting), "应当是 auto、off，或者含有 {image} 的命令行。"}
	case setting != "" && setting != ocr.Auto:
		return finding{what, minor, fmt.Sprintf("找不到 --ocr 所写的程序（%s）。", setting) + without, "请检查命令行是否写对，该程序是否已经安装。"}
	}
	if path, err := exec.LookPath("tesseract"); err == nil {
		return finding{what, minor, path + " 不能运行，或者没有简体中文数据。" + without, "请安装 tesseract 的简体中文数据（chi_sim）。"}
	}
	return finding{what, minor, "没有安装 tesseract。" + without, "如需识别扫描件，请安装 tesseract 和简体中文数据（chi_sim）。"}
}

// examineLibreOffice looks for the program that turns old word processor files
// into PDF, as reading does.
func examineLibreOffice() finding {
	const what = "LibreOffice"
	office := (&convert.Finder{}).Find()
	if !office.Present() {
		return finding{what, minor, "没有安装 LibreOffice。DOC、WPS、RTF 文件会留在“待人工处理”。", "如需读取这些文件，请安装 LibreOffice Writer。"}
	}
	return finding{what, sound, fmt.Sprintf("使用 %s（%s）。", office.Path, office.Name()), ""}
}

// examineOffice opens the data folder, or asks the process that holds it.
func (p *program) examineOffice(ctx context.Context, w watching, chain *pipelines.Chain) []finding {
	const what = "登记与消息服务"
	if chain == nil || w.servers.urls == "" && !exists(filepath.Join(w.data, "version")) {
		return []finding{{what, sound, "数据文件夹还没有使用过。", ""}, examineClock(time.Time{}, time.Now())}
	}
	o, err := pipelines.Open(ctx, pipelines.Config{Inbox: w.inbox, Outbox: w.outbox, Data: w.data, Chain: chain, Remote: w.servers.remote()})
	if err != nil {
		return []finding{{what, broken, openFailure(w.data, err).Error(), ""}}
	}
	defer o.Close()
	st := o.Status()
	text := fmt.Sprintf("登记%d条；已出具报告%d份文件，无需报告%d份，待人工处理%d份，未办成%d份，尚未办结%d份。",
		st.Events, st.Reported, st.Filed, st.Aside, st.Failed, st.Open)
	if !o.Owner() {
		text = "zeren watch 正在运行。" + text
	}
	f := finding{what, sound, text, ""}
	if st.Failed > 0 {
		f.how, f.remedy = minor, "用 zeren failed 查看未办成的文件。"
	}
	return []finding{f, examineClock(st.LastEvent, time.Now())}
}

// examineClock compares the clock with the newest event: time that ran
// backwards makes deadlines and registers wrong.
func examineClock(last, now time.Time) finding {
	zone, _ := now.Zone()
	f := finding{"时钟", sound, fmt.Sprintf("%s（时区 %s）。", now.Format("2006年1月2日 15:04"), zone), ""}
	if last.Sub(now) > clockTolerance {
		f.how, f.remedy = broken, fmt.Sprintf("比最近一条登记（%s）还早，请校准时钟。", last.Local().Format("2006年1月2日 15:04"))
	}
	return f
}

// examineTelling logs in at the mail server.
func (p *program) examineTelling(ctx context.Context) []finding {
	t, err := p.settings.notify.telling(p.settings.name)
	if err != nil {
		return []finding{{"通知", broken, err.Error(), ""}}
	}
	var all []finding
	for _, way := range t.Ways {
		f := finding{"通知", sound, way.Name() + "。", ""}
		switch way := way.(type) {
		case *pipelines.Mail:
			if err := way.Reach(ctx); err != nil {
				f.how, f.remedy = minor, fmt.Sprintf("邮件服务器没有接受登录（%v），请检查设置和网络。", err)
			}
		case pipelines.Program:
			if _, err := exec.LookPath(way[0]); err != nil {
				f.how, f.remedy = minor, "找不到这个程序，请检查设置。"
			}
		}
		all = append(all, f)
	}
	return all
}

package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"zeren/classify"
	"zeren/ingest/convert"
	"zeren/ingest/ocr"
	"zeren/pipelines"
	"zeren/report/fonts"
	"zeren/testdata"
)

// firstCovered is the year before which nobody looks for notices.
const firstCovered = 2000

// examineCalendar asks for the notices of the years that deadlines of today
// reach into.
func examineCalendar(c *classify.Calendar, now time.Time) finding {
	var spans []string
	for year := firstCovered; year <= now.Year()+2; year++ {
		if !c.Known(year) {
			continue
		}
		from := year
		for c.Known(year + 1) {
			year++
		}
		span := fmt.Sprintf("%d年", from)
		if year > from {
			span = fmt.Sprintf("%d年至%d年", from, year)
		}
		spans = append(spans, span)
	}
	f := finding{"节假日数据", sound, fmt.Sprintf("有%s的放假通知。", strings.Join(spans, "、")), ""}
	const add = "请把国务院办公厅的放假通知按 date,holiday,day 三列写入数据文件夹的 holidays.csv。"
	switch {
	case !c.Known(now.Year()):
		f.how, f.remedy = minor, fmt.Sprintf("没有%d年的，该年的工作日只按周末推算，并在报告中注明。", now.Year())+add
	case now.Month() >= time.November && !c.Known(now.Year()+1):
		f.how, f.remedy = minor, fmt.Sprintf("没有%d年的，跨年的期限只按周末推算，并在报告中注明。通知公布后，", now.Year()+1)+add
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
	if _, err := fonts.Embedded(); err != nil {
		return finding{what, broken, fmt.Sprintf("内置字体不能使用（%v）。", err), "请重新安装程序。"}
	}
	if own != "" {
		_, found, err := fonts.Own(os.DirFS(own))
		if err != nil {
			return finding{what, broken, fileFailure(own, err).Error(), ""}
		}
		f := finding{what, sound, fmt.Sprintf("使用 %s 中的字体：%s。", own, faces(found)), "没有的用内置字体。"}
		if slices.ContainsFunc(found, func(x fonts.Found) bool { return x.Problem != "" }) {
			f.how, f.remedy = broken, "请换成可以嵌入的 TrueType 字体，或者移出该文件夹（改用内置字体）。"
		}
		if len(found) == 0 {
			f.how, f.text, f.remedy = broken, fmt.Sprintf("%s 中没有仿宋、小标宋、黑体、楷体、宋体。", own), "按文件名和字体名称辨认，例如 仿宋_GB2312.ttf；不用本单位的字体时请去掉 --font-dir。"
		}
		return f
	}
	var seen []string
	for _, dir := range fontFolders() {
		if found, err := fonts.Seen(os.DirFS(dir)); err == nil && len(found) > 0 {
			seen = append(seen, fmt.Sprintf("%s（在 %s）", faces(found), dir))
		}
	}
	if len(seen) > 0 {
		return finding{what, sound, fmt.Sprintf("使用内置字体。本机另有：%s。", strings.Join(seen, "；")), "如需改用，把它们放进一个文件夹，用 --font-dir 指明。"}
	}
	return finding{what, sound, "使用内置字体。在系统的字体文件夹里没有见到仿宋_GB2312、方正小标宋、黑体、楷体、宋体。", ""}
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

// sampleTime is how long an outside program may take for a sample.
const sampleTime = time.Minute

// examineRecognition looks for the engine that reading uses, by the same
// setting, and has it read a line.
func examineRecognition(ctx context.Context, setting string) finding {
	const what, without = "文字识别", "扫描件会留在“待人工处理”。"
	engine := (&ocr.Finder{Setting: setting}).Find(ctx)
	switch {
	case engine.Present():
		return tryRecognition(ctx, engine, what, without)
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

// sampleLine is what an engine is given to read.
const sampleLine = "中华人民共和国"

func tryRecognition(ctx context.Context, engine ocr.Engine, what, without string) finding {
	picture, err := drawn(sampleLine)
	if err != nil {
		return finding{what, unknown, fmt.Sprintf("画不出样字（%v）。", err), ""}
	}
	ctx, cancel := context.WithTimeout(ctx, sampleTime)
	defer cancel()
	lines, err := engine.Recognize(ctx, picture, sampleDPI)
	if err != nil {
		return finding{what, minor, fmt.Sprintf("%s 没有办成一行样字的识别（%v）。", engine.Command[0], err) + without, "请在命令行单独运行该程序，排除错误。"}
	}
	var read strings.Builder
	for _, line := range lines {
		for _, c := range line {
			if c.Rune > ' ' {
				read.WriteRune(c.Rune)
			}
		}
	}
	if !strings.Contains(read.String(), sampleLine) {
		return finding{what, minor, fmt.Sprintf("%s 把样字“%s”认成“%s”。", engine.Command[0], sampleLine, shorten(read.String(), 20)) + "扫描件会认错或者留在“待人工处理”。", "请检查该程序的中文数据和命令行。"}
	}
	return finding{what, sound, fmt.Sprintf("使用 %s（%s），样字认得正确。", engine.Command[0], engine.Name()), ""}
}

// sampleDPI is the resolution of the drawn line.
const sampleDPI = 300

// drawn is a line of text as a scanner would give it.
func drawn(text string) (*image.Gray, error) {
	set, err := fonts.Embedded()
	if err != nil {
		return nil, err
	}
	data, _, err := set.Face(fonts.Song).Subset([]rune(text))
	if err != nil {
		return nil, err
	}
	parsed, err := opentype.Parse(data)
	if err != nil {
		return nil, err
	}
	const points, margin = 16, 80
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: points, DPI: sampleDPI})
	if err != nil {
		return nil, err
	}
	defer face.Close()
	m := face.Metrics()
	page := image.NewGray(image.Rect(0, 0, font.MeasureString(face, text).Ceil()+2*margin, m.Height.Ceil()+2*margin))
	draw.Draw(page, page.Bounds(), image.White, image.Point{}, draw.Src)
	d := font.Drawer{Dst: page, Src: image.Black, Face: face, Dot: fixed.Point26_6{X: fixed.I(margin), Y: fixed.I(margin) + m.Ascent}}
	d.DrawString(text)
	return page, nil
}

// sampleRTF is what LibreOffice is given to convert.
const sampleRTF = `{\rtf1\ansi zeren}`

// examineLibreOffice looks for the program that turns old word processor files
// into PDF, as reading does, and has it turn one.
func examineLibreOffice(ctx context.Context) finding {
	const what, without = "LibreOffice", "DOC、WPS、RTF 文件会留在“待人工处理”。"
	office := (&convert.Finder{}).Find()
	if !office.Present() {
		return finding{what, minor, "没有安装 LibreOffice。" + without, "如需读取这些文件，请安装 LibreOffice Writer。"}
	}
	ctx, cancel := context.WithTimeout(ctx, sampleTime)
	defer cancel()
	begun := time.Now()
	if _, err := office.PDF(ctx, []byte(sampleRTF), ".rtf"); err != nil {
		why := err.Error()
		if errors.Is(err, context.DeadlineExceeded) {
			why = "超时"
		}
		return finding{what, minor, fmt.Sprintf("%s 没有把一份小样转成 PDF（%s）。", office.Path, why) + without, "请确认安装了 LibreOffice Writer，并且运行 zeren 的账户能够运行它。"}
	}
	return finding{what, sound, fmt.Sprintf("使用 %s，转换一份小样用时%.1f秒。", office.Path, time.Since(begun).Seconds()), ""}
}

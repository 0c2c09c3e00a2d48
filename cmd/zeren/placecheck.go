package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"zeren/pipelines"
)

// examineFolders looks at the three places, and at the disks that they are on.
func examineFolders(f folders) []finding {
	places := []struct{ what, path string }{{"收件文件夹", f.inbox}, {"报告文件夹", f.outbox}, {"数据文件夹", f.data}}
	var all []finding
	good := map[string]bool{}
	for _, dir := range places {
		x := examineFolder(dir.what, dir.path)
		good[dir.path] = x.how != broken
		all = append(all, x)
	}
	if err := (pipelines.Config{Inbox: f.inbox, Outbox: f.outbox, Data: f.data}).CheckFolders(); err != nil {
		text, remedy := pipelines.Explain(err)
		all = append(all, finding{"三个文件夹的位置", broken, text, remedy})
	}
	if x, ok := examineInbox(f.inbox); ok && good[f.inbox] {
		all = append(all, x)
	}
	for _, dir := range places {
		what := dir.what + "所在磁盘"
		if !good[dir.path] {
			all = append(all, finding{what, unknown, "文件夹不能使用，见上。", ""})
			continue
		}
		all = append(all, examineDisk(what, dir.path))
	}
	return all
}

// examineFolder looks whether a folder can be used, with the folders that the
// program itself made in it, and how its clock goes.
func examineFolder(what, dir string) finding {
	if err := usable(dir); err != nil {
		return finding{what, broken, err.Error(), ""}
	}
	if !exists(dir) {
		if !exists(filepath.Dir(dir)) {
			return finding{what, minor, fmt.Sprintf("%s 和它的上级文件夹都还不存在。", dir), "zeren watch 会一并新建；如果路径写错了，请改正。"}
		}
		return finding{what, minor, fmt.Sprintf("%s 还不存在。", dir), "zeren watch 会新建它；如果路径写错了，请改正。"}
	}
	subs, err := os.ReadDir(dir)
	if err != nil {
		return finding{what, broken, fileFailure(dir, err).Error(), ""}
	}
	for _, sub := range subs {
		if !sub.IsDir() {
			continue
		}
		name := filepath.Join(dir, sub.Name())
		if _, err := probe(name); err != nil {
			return finding{what, broken, fileFailure(name, err).Error(), ""}
		}
	}
	at, err := probe(dir)
	if err != nil {
		return finding{what, broken, fileFailure(dir, err).Error(), ""}
	}
	if off := time.Since(at); off.Abs() > clockTolerance {
		return finding{what, minor, fmt.Sprintf("%s 可以读写，但它的时钟与本机相差%s。", dir, off.Abs().Round(time.Second)), "请校准本机和文件服务器的时钟。"}
	}
	return finding{what, sound, dir + " 可以读写。", ""}
}

// probe writes a file into a folder and takes it away again. It gives the
// file's time, by the clock of whoever keeps the folder.
func probe(dir string) (time.Time, error) {
	f, err := os.CreateTemp(dir, ".zeren-probe-*")
	if err != nil {
		return time.Time{}, err
	}
	defer os.Remove(f.Name())
	_, werr := f.WriteString("probe")
	if err := errors.Join(werr, f.Sync(), f.Close()); err != nil {
		return time.Time{}, err
	}
	info, err := os.Stat(f.Name())
	if err != nil {
		return time.Time{}, err
	}
	return info.ModTime(), nil
}

// inboxLook is how many dropped files are tried.
const inboxLook = 1000

// examineInbox looks for dropped files that this account may not read; ok is
// false where there is nothing to tell.
func examineInbox(dir string) (f finding, ok bool) {
	list, err := os.ReadDir(dir)
	if err != nil {
		return f, false // told with the folder
	}
	denied := ""
	n := 0
	for _, e := range list[:min(len(list), inboxLook)] {
		if !e.Type().IsRegular() {
			continue
		}
		file, err := os.Open(filepath.Join(dir, e.Name()))
		if err == nil {
			file.Close()
		}
		if errors.Is(err, fs.ErrPermission) {
			if n++; denied == "" {
				denied = e.Name()
			}
		}
	}
	if n == 0 {
		return f, false
	}
	return finding{"收件文件夹中的文件", minor, fmt.Sprintf("有%d个文件没有读取权限（如 %s）。", n, denied), "请让运行 zeren 的账户能够读取并移动它们。"}, true
}

// clockTolerance is how far two clocks may be apart without a word.
const clockTolerance = 2 * time.Minute

// roomy is how much free space is worth no word: some thousand judgments.
// Bytes.
const roomy = 2 << 30

func examineDisk(what, dir string) finding {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return finding{what, unknown, err.Error(), ""}
	}
	for !exists(dir) && filepath.Dir(dir) != dir {
		dir = filepath.Dir(dir)
	}
	free, err := pipelines.Free(dir)
	if err != nil {
		return finding{what, unknown, fmt.Sprintf("看不到剩余空间（%v）。", err), ""}
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

// examineVersion tells who wrote the data folder.
func examineVersion(data string) finding {
	const what = "数据文件夹的版本"
	switch {
	case usable(data) != nil:
		return finding{what, unknown, "数据文件夹不能使用，见上。", ""}
	case !exists(data):
		return finding{what, unknown, "数据文件夹还不存在。", ""}
	}
	had, writes, err := pipelines.DataVersion(data)
	switch {
	case err != nil:
		text, remedy := pipelines.Explain(err)
		return finding{what, broken, text, remedy}
	case had == 0 && exists(filepath.Join(data, "nats")):
		return finding{what, sound, "用于 NATS 服务器，其版本在连接时核对。", ""}
	case had == 0:
		return finding{what, unknown, "数据文件夹还没有使用过。", ""}
	case had > writes:
		text, remedy := pipelines.Explain(pipelines.ErrNewer)
		return finding{what, broken, fmt.Sprintf("%s（版本%d，本程序只认到版本%d。）", text, had, writes), remedy}
	case had < writes:
		return finding{what, minor, fmt.Sprintf("版本%d，是旧版本程序的格式。", had), fmt.Sprintf("zeren watch 打开时会转换为版本%d；请先备份。", writes)}
	}
	return finding{what, sound, fmt.Sprintf("版本%d，与本程序相同。", had), ""}
}

// beijing is how far the time of China is from UTC. Seconds.
const beijing = 8 * 60 * 60

// written is a day before which no clock of this program can be right.
var written = time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)

// examineClock compares the clock with the newest event: time that ran
// backwards makes deadlines and registers wrong.
func examineClock(last, now time.Time) finding {
	zone, offset := now.Zone()
	f := finding{"时钟", sound, fmt.Sprintf("%s（时区 %s）。没有与外部时间核对。", now.Format("2006年1月2日 15:04"), zone), ""}
	switch {
	case now.Before(written):
		f.how, f.remedy = broken, "比本程序写成的时间还早，请校准时钟。"
	case last.Sub(now) > clockTolerance:
		f.how, f.remedy = broken, fmt.Sprintf("比最近一条登记（%s）还早，请校准时钟。", last.In(now.Location()).Format("2006年1月2日 15:04"))
	case offset != beijing:
		f.how, f.remedy = minor, "不是北京时间：期限是否临近按本机的“今天”推算，请把时区设为 Asia/Shanghai（如环境变量 TZ）。"
	}
	return f
}

package pipelines

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"zeren/classify"
	"zeren/ingest"
	"zeren/pipelines/internal/bus"
	"zeren/pipelines/internal/store"
)

// Problem is why the work on a file ended without an outcome.
type Problem struct {
	Stage  string `json:"stage"`
	Code   string `json:"code"`
	Text   string `json:"text"`   // Chinese: what is wrong
	Remedy string `json:"remedy"` // Chinese: what to do
	Detail string `json:"detail"` // English, for the log
	Tries  int    `json:"tries"`
}

// class says what an error asks for. This file is the one place that decides.
type class int

const (
	permanent class = iota // the same again would fail the same way
	transient              // may pass by itself; a few tries
	blocked                // a person must mend something outside; tried until then
	stopping               // the process is ending
)

// tryLimit is how many times a transient error is tried.
const tryLimit = 5

// blockedPause is the longest pause between two tries of blocked work.
const blockedPause = 30 * time.Second

// stuckAfter is after how many tries a run that is to end (Once) stops
// waiting for blocked work. The work stays queued.
const stuckAfter = 3

// readError marks an error of the reader that is none of the file's: the
// worker process could not be started, or broke its protocol.
type readError struct{ err error }

func (e *readError) Error() string { return e.err.Error() }
func (e *readError) Unwrap() error { return e.err }

func classOf(err error) class {
	var (
		pathErr *fs.PathError
		linkErr *os.LinkError
		sysErr  *os.SyscallError
		errno   syscall.Errno
		read    *readError
		down    *busError
	)
	switch {
	case errors.Is(err, store.ErrDamaged):
		return permanent
	case errors.Is(err, context.Canceled):
		return stopping
	case errors.As(err, &down):
		return blocked
	case errors.As(err, &pathErr), errors.As(err, &linkErr), errors.As(err, &sysErr), errors.As(err, &errno):
		return blocked
	case errors.As(err, &read), errors.Is(err, context.DeadlineExceeded):
		return transient
	}
	// A stage is a pure function: its error comes again.
	return permanent
}

// errDeadly says that this process died again and again over one document.
var errDeadly = errors.New("the process died over it again and again")

// busError marks a failure of the embedded server.
type busError struct{ err error }

func (e *busError) Error() string { return e.err.Error() }
func (e *busError) Unwrap() error { return e.err }

// internalText is what Explain says of an error that it does not know.
const internalText = "程序内部出错。"

// fromBackup is what to do about a data folder that does not hold.
const fromBackup = "请运行 zeren audit verify 查看损坏之处，用备份恢复数据文件夹；收件文件夹里的文件不受影响。"

// Explain tells in Chinese what an error of this package means and what to
// do: one sentence each, the second may be empty.
func Explain(err error) (text, remedy string) {
	where := ""
	var pathErr *fs.PathError
	var linkErr *os.LinkError
	if errors.As(err, &pathErr) {
		where = pathErr.Path
	} else if errors.As(err, &linkErr) {
		where = linkErr.New
	}
	// Of the data folder's inside people know nothing.
	where, _, _ = strings.Cut(where, filepath.FromSlash("/blobs/"))
	var down *busError
	var wrong classify.Problems
	var bad *ingest.Unreadable
	var short *shortage
	var there *Elsewhere
	switch {
	case errors.As(err, &bad):
		return bad.Message(), bad.Remedy()
	case errors.As(err, &there):
		way := "取代"
		if there.Same {
			way = "代表（同一份文书的另一个文件）"
		}
		return fmt.Sprintf("本文书已由%s%s。", there.Paper, way), fmt.Sprintf("请改对后者录入或者确认（文书摘要 %s）。", there.Paper.Source[:12])
	case errors.Is(err, ErrParts):
		return "这些文件不能合并。", "请按页序指定两个以上不同的文件；合并而成的文件不能再作为一部分，请指定其原来的各个文件。"
	case errors.Is(err, ErrSameFile):
		return "所指的是同一个文件。", "请指定另一个文件。"
	case errors.Is(err, ErrNoReports):
		return "该文件没有出具报告，没有可以确认的内容。", ""
	case errors.As(err, &short):
		return fmt.Sprintf("磁盘空间不足（%s）：须有%d MB空闲（其中%d MB是为程序自身预留的）。", where, (short.need+1<<20-1)>>20, Spare>>20), "请腾出空间；文件不会丢失，之后会接着处理。"
	case errors.As(err, &wrong):
		return "事实核实表有误：\n" + wrong.Error() + "\n", "请改正后用 zeren facts set 重新录入。"
	case errors.Is(err, ingest.ErrNotRegular):
		return "不是普通文件（链接或者设备），未作处理。", "请放入文件本身。"
	case errors.Is(err, ErrUnreachable):
		return "NATS 服务器没有应答。", "请检查 --nats 的地址、证书、凭证和网络；文件不会丢失。"
	case errors.Is(err, ErrRefused):
		return "NATS 服务器拒绝登录。", "请检查凭证（--nats-creds）、证书（--nats-ca、--nats-cert、--nats-key）和账户的权限。"
	case errors.Is(err, bus.ErrNoOffice):
		return "NATS 服务器上还没有登记。", "请先在有收件文件夹的机器上启动 zeren watch。"
	case errors.Is(err, ErrLocal):
		return "该数据文件夹保存着单机运行的登记，不能改用 NATS 服务器。", "请用 --data 另指定一个数据文件夹。"
	case errors.Is(err, ErrOnServers):
		return "该数据文件夹用于 NATS 服务器上的登记。", "请用 --nats 写明服务器的地址（可以写进设置文件），或者用 --data 另指定一个数据文件夹。"
	case errors.Is(err, ErrNobody):
		return "没有正在运行的 zeren watch；已经录入的内容已保存。", "请启动 zeren watch，它会接着处理。"
	case errors.Is(err, ErrNoLease):
		return "另一台机器上的 zeren watch 已接替本机。", "同一个收件文件夹只能由一台机器监视。"
	case errors.Is(err, ErrInUse), errors.Is(err, store.ErrLocked):
		return "数据文件夹正被另一个程序使用。", "请先结束那个程序，或者用 --data 指定另一个数据文件夹。"
	case errors.Is(err, errDeadly):
		return fmt.Sprintf("程序%d次在处理该文件时异常终止，不再自动处理。", deathLimit), "请人工处理，并把文件和日志交给维护人员。"
	case errors.Is(err, ErrStale):
		return "程序已有一段时间没有查看收件文件夹。", "请检查收件文件夹所在的磁盘或者网络连接，必要时重新启动程序；文件不会丢失。"
	case errors.Is(err, ErrGone):
		return "正在运行的 zeren watch 已结束，录入的内容已经保存。", "请再次运行本命令。"
	case errors.Is(err, ErrOverlap):
		return "报告文件夹和数据文件夹不能放在收件文件夹之内。", "请用 --inbox、--outbox、--data 指定互不包含的文件夹。"
	case errors.Is(err, ErrOtherCase):
		return "事实核实表没有写明案件，或者写的是另一个案件。", "请在表的 case 一行写明本案案号或者文书摘要的开头几位。"
	case errors.Is(err, bus.ErrNewer):
		return "NATS 服务器上的登记由更新版本的程序写成，本程序没有改动其中任何内容。", "请改用新版本的程序。"
	case errors.Is(err, ErrOlderWatch):
		return "旧版本的 zeren watch 正在这些 NATS 服务器上工作，登记还不能转换，本程序没有改动其中任何内容。", "请先结束旧版本的程序，再启动本程序。"
	case errors.Is(err, store.ErrNewer):
		return "数据文件夹由更新版本的程序写成，本程序没有改动其中任何内容。", "请改用新版本的程序。"
	case errors.Is(err, ErrOtherProgram):
		return "正在运行的 zeren watch 是另一版本的程序，或者用的是另一套规定包、设置，文书由它按它的版本处理了。", "请用同一程序和同样的选项重新启动 zeren watch，然后再次运行本命令。"
	case errors.Is(err, ErrOlder) && errors.Is(err, ErrServers):
		return "NATS 服务器上的登记是旧版本程序的格式。", "请先在有收件文件夹的机器上启动 zeren watch，程序会自动转换。"
	case errors.Is(err, ErrOlder):
		return "数据文件夹是旧版本程序的格式，还没有事件链。", "请先用 zeren watch --once 打开一次，程序会自动转换。"
	case errors.Is(err, ErrTruncated):
		return "事件记录在已经确认过的内容之前就结束了，后面的记录已丢失；程序没有继续，也没有改动其中的记录。", fromBackup
	case errors.Is(err, ErrChain):
		return "事件记录前后不衔接，有记录被改动、删去或者插入；程序没有继续，也没有改动其中的记录。", fromBackup
	case errors.Is(err, store.ErrHead):
		return "数据文件夹中“最后一条事件”的记录（head）已损坏或者缺失，程序没有继续，也没有改动其中的记录。", fromBackup
	case errors.Is(err, bus.ErrLayout):
		return "NATS 服务器上登记的版本记录已损坏，程序没有继续，也没有改动其中的记录。", "请用备份恢复 NATS 服务器的数据；收件文件夹里的文件不受影响。"
	case errors.Is(err, store.ErrVersion):
		return "数据文件夹的版本记录（version）已损坏，程序没有继续，也没有改动其中的记录。", fromBackup
	case errors.Is(err, bus.ErrDamaged):
		return "数据文件夹中的事件记录已损坏，程序没有继续，也没有改动其中的记录。", fromBackup
	case errors.Is(err, store.ErrDamaged):
		return "留存的原件已损坏，与登记的摘要不符。", "请把原文件重新放入收件文件夹。"
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return fmt.Sprintf("磁盘空间不足（%s）。", where), "请腾出空间；文件不会丢失，之后会接着处理。"
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return fmt.Sprintf("没有读写权限（%s）。", where), "请检查该文件夹的权限；文件不会丢失，之后会接着处理。"
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR), errors.Is(err, syscall.ESTALE):
		return fmt.Sprintf("文件夹不存在或者已断开（%s）。", where), "请恢复该文件夹或者网络连接；文件不会丢失，之后会接着处理。"
	case where != "":
		return fmt.Sprintf("无法读写（%s）。", where), "请检查磁盘或者网络连接；文件不会丢失，之后会接着处理。"
	case errors.As(err, &down):
		return "内部消息服务没有应答。", "请检查数据文件夹所在的磁盘后重新启动程序，文件不会丢失。"
	}
	return internalText, "请把日志交给维护人员；排除原因后用 zeren retry 重新处理。"
}

// tries counts the failures of pieces of work in this process.
type tries struct {
	mu    sync.Mutex
	count map[string]int
	stuck map[string]error // blocked work that a run to the end no longer waits for

	paused map[string]bool // not to be tried just now
	causes map[string]bool // what has stalled, as far as people were told
}

func (t *tries) failed(key string) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.count == nil {
		t.count, t.stuck = map[string]int{}, map[string]error{}
	}
	t.count[key]++
	return t.count[key]
}

func (t *tries) give(key string, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.stuck[key] = err
}

// passed forgets a key, and tells whether work that people know to have
// stalled goes on with it.
func (t *tries) passed(key string) (resumed bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	resumed = t.count[key] > 0 && len(t.causes) > 0
	if resumed {
		clear(t.causes)
	}
	delete(t.count, key)
	delete(t.stuck, key)
	return resumed
}

// stalls reports whether a cause is new: one cause can hold up a thousand
// files, and is told once.
func (t *tries) stalls(stage string, err error) bool {
	cause := stage
	var errno syscall.Errno
	if errors.As(err, &errno) {
		cause += errno.Error()
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.causes[cause] {
		return false
	}
	if t.causes == nil {
		t.causes = map[string]bool{}
	}
	t.causes[cause] = true
	return true
}

func (t *tries) stuckOn(key string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.stuck[key]
}

// settle decides what becomes of a delivery that failed: again later, or a
// dead letter. It runs under the lock of the source.
func (o *Office) settle(ctx context.Context, m bus.Message, t *Task, err error) bus.Settlement {
	kind := classOf(err)
	if kind == stopping || ctx.Err() != nil {
		return bus.Settlement{Again: true}
	}
	n := o.tries.failed(t.Source)
	text, remedy := Explain(err)
	log := o.log.With("source", t.Source, "stage", m.Stage, "tries", n, "error", err)
	if kind == blocked || kind == transient && n < tryLimit {
		pause := min(o.cfg.backoff<<min(n-1, 10), blockedPause)
		log.Warn("will be tried again", "in", pause)
		if kind == blocked {
			if o.tries.stalls(m.Stage, err) {
				o.notify(Notice{Kind: Stalled, Name: t.Name, Source: t.Source, Text: text, Remedy: remedy})
			}
			if n >= stuckAfter {
				o.tries.give(t.Source, err)
				o.ledger.poke()
			}
		}
		return bus.Settlement{Again: true, After: pause}
	}
	log.Error("given up")
	code := "stage_failed"
	if kind == transient {
		code = "tries_used_up"
	}
	p := &Problem{Stage: m.Stage, Code: code, Text: text, Remedy: remedy, Detail: err.Error(), Tries: n}
	lane, took := "", time.Duration(0)
	o.ledger.view(func() { lane, took = o.ledger.way(t.Source, o.now()) })
	if aerr := o.append(ctx, t.Source, Event{Kind: Failed, Source: t.Source, Stage: m.Stage, Task: t, Problem: p}, false); aerr != nil {
		log.Warn("recording the failure", "error", aerr)
		return bus.Settlement{Again: true, After: o.cfg.backoff}
	}
	o.meter.ended(lane, "failed", took)
	o.tries.passed(t.Source)
	o.notify(Notice{Kind: GaveUp, Name: t.Name, Source: t.Source, Text: text, Remedy: remedy})
	return bus.Settlement{}
}

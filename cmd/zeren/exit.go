package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// exitCode is what the program ends with. The table below is the only place
// that gives a code its meaning; --help prints it.
type exitCode int

const (
	exitOK          exitCode = 0
	exitInternal    exitCode = 1
	exitUsage       exitCode = 2
	exitUnreadable  exitCode = 3
	exitFiles       exitCode = 4
	exitData        exitCode = 5
	exitFacts       exitCode = 6
	exitNoCase      exitCode = 7
	exitPacks       exitCode = 8
	exitChecks      exitCode = 9
	exitAudit       exitCode = 10
	exitServers     exitCode = 11
	exitInterrupted exitCode = 130
)

var exitTable = []struct {
	code exitCode
	text string
}{
	{exitOK, "完成"},
	{exitInternal, "程序内部错误"},
	{exitUsage, "命令、参数或选项有误"},
	{exitUnreadable, "有文件无法读取，或者不是裁判文书"},
	{exitFiles, "文件或文件夹不存在、没有权限或磁盘已满"},
	{exitData, "数据文件夹被占用、版本不符或已损坏"},
	{exitFacts, "事实表有误"},
	{exitNoCase, "找不到所指的案件，或者所指不唯一"},
	{exitPacks, "规定包有误"},
	{exitChecks, "检查发现故障"},
	{exitAudit, "核对发现记录或者报告不符"},
	{exitServers, "NATS 服务器没有应答或者拒绝登录"},
	{exitInterrupted, "被中断（Ctrl-C）"},
}

// exitHelp is the table as --help shows it.
func exitHelp() string {
	var b strings.Builder
	for _, row := range exitTable {
		fmt.Fprintf(&b, "  %3d  %s\n", row.code, row.text)
	}
	return b.String()
}

// failure is an error with its exit code and the sentence a user reads:
// what happened, to which file, and what to do.
type failure struct {
	code exitCode
	text string
	err  error // the cause, for the log; may be nil
}

func (f *failure) Error() string { return f.text }
func (f *failure) Unwrap() error { return f.err }

// failf makes a failure from a Chinese sentence.
func failf(code exitCode, format string, args ...any) error {
	return &failure{code: code, text: fmt.Sprintf(format, args...)}
}

// fileFailure tells in Chinese what went wrong with a file or folder.
func fileFailure(name string, err error) error {
	code, what, remedy := exitFiles, "无法读写", "请检查该路径"
	switch {
	case errors.Is(err, fs.ErrNotExist):
		what, remedy = "不存在", "请检查路径是否写对"
	case errors.Is(err, fs.ErrPermission):
		what, remedy = "没有读写权限", "请用有权限的账户运行，或修改该文件（夹）的权限"
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		what, remedy = "所在磁盘已满", "请清理磁盘后重新运行，已接收的文件不会丢失"
	case errors.Is(err, syscall.EISDIR), errors.Is(err, syscall.ENOTDIR), errors.Is(err, fs.ErrExist):
		what, remedy = "类型不符（文件与文件夹混淆）", "请检查路径是文件还是文件夹"
	case errors.Is(err, syscall.EROFS):
		what, remedy = "所在磁盘只读", "请换用可写的文件夹"
	}
	return &failure{code: code, text: fmt.Sprintf("%s：%s。%s。", name, what, remedy), err: err}
}

// writeFailure tells why a file or folder that is to be made was not.
func writeFailure(name string, err error) error {
	if !errors.Is(err, fs.ErrNotExist) {
		return fileFailure(name, err)
	}
	if dir := filepath.Dir(name); !exists(dir) {
		if err := usable(dir); err != nil {
			return err
		}
		return &failure{code: exitFiles, text: fmt.Sprintf("%s：上级文件夹不存在。请检查路径是否写对。", name), err: err}
	}
	text := fmt.Sprintf("%s：系统不允许在该处新建文件。请换一个位置。", name)
	return &failure{code: exitFiles, text: text, err: err}
}

// usable tells why a folder could not be worked in: what is there is no folder,
// or where nothing is, none can be made. Nothing stays behind.
func usable(dir string) error {
	info, err := os.Stat(dir)
	if err == nil && !info.IsDir() {
		return failf(exitFiles, "%s：是文件，不是文件夹。请换一个位置，或者移走该文件。", dir)
	}
	if err == nil {
		return nil
	}
	if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, syscall.ENOTDIR) {
		return fileFailure(dir, err)
	}
	at, err := filepath.Abs(dir)
	if err != nil {
		return fileFailure(dir, err)
	}
	for !exists(at) && filepath.Dir(at) != at {
		at = filepath.Dir(at)
	}
	probe, err := os.MkdirTemp(at, ".zeren-probe-*")
	if err == nil {
		return os.Remove(probe)
	}
	why := "系统不允许"
	switch {
	case errors.Is(err, fs.ErrPermission):
		why = "没有权限"
	case errors.Is(err, syscall.EROFS):
		why = "磁盘只读"
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		why = "磁盘已满"
	case errors.Is(err, syscall.ENOTDIR):
		why = "它是文件，不是文件夹"
	}
	return &failure{code: exitFiles, text: fmt.Sprintf("%s：不存在，也不能在 %s 之内新建（%s）。请换一个位置。", dir, at, why), err: err}
}

// codeOf finds the exit code of an error; one without a code is internal.
func codeOf(err error) exitCode {
	var f *failure
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &f):
		return f.code
	case errors.Is(err, context.Canceled):
		return exitInterrupted
	}
	return exitInternal
}

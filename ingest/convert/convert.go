// Package convert has LibreOffice turn old word processor files (.doc, .wps,
// RTF, OpenDocument, Word 2003 XML) into PDF, which keeps their pages.
//
// LibreOffice runs with a profile of its own that is thrown away, without
// macros, and in the reader process's limits: where that has no network it has
// none.
package convert

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"time"
)

// Program is LibreOffice as installed. The zero Program is none. It is plain
// data, so that a reader process can be told of it.
type Program struct {
	Path string `json:"path,omitempty"`

	// Identity names the program with its version: what a result stands on.
	Identity string `json:"identity,omitempty"`
}

// Present reports whether there is a program.
func (p Program) Present() bool { return p.Path != "" }

// Name is the program's identity.
func (p Program) Name() string { return p.Identity }

// names are under which LibreOffice is installed.
var names = []string{"soffice", "libreoffice"}

// Finder looks for LibreOffice again and again: it may be installed while the
// program runs. It is safe for use by many goroutines.
type Finder struct {
	Off bool // there is none, whatever is installed

	mu    sync.Mutex
	stamp string
	found Program
}

// Find gives the program, the zero one where there is none. It costs a look at
// one file; only where that has changed is the version read anew.
func (f *Finder) Find() Program {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.Off {
		return Program{}
	}
	for _, name := range names {
		path, err := exec.LookPath(name)
		if err != nil {
			continue
		}
		info, err := os.Stat(path)
		if err != nil {
			continue
		}
		stamp := fmt.Sprint(path, info.Size(), info.ModTime().UnixNano())
		if stamp == f.stamp {
			return f.found
		}
		f.stamp, f.found = stamp, Program{Path: path, Identity: version(path, info)}
		return f.found
	}
	f.stamp = ""
	return Program{}
}

var aboutVersion = regexp.MustCompile(`(?m)^AboutBoxVersion=(\S+)`)

// version tells the version from the file in which the program keeps it;
// starting the program to ask would cost each start of ours a second. Where
// there is none the size and time of the program stand for it.
func version(path string, info os.FileInfo) string {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		for _, name := range []string{"versionrc", "version.ini"} {
			text, err := os.ReadFile(filepath.Join(filepath.Dir(real), name))
			if m := aboutVersion.FindSubmatch(text); err == nil && m != nil {
				return "LibreOffice " + string(m[1])
			}
		}
	}
	return fmt.Sprintf("LibreOffice %d-%d", info.Size(), info.ModTime().Unix())
}

func profile(dir string) string {
	return "-env:UserInstallation=file://" + filepath.ToSlash(filepath.Join(dir, "profile"))
}

// environment keeps everything that LibreOffice writes in dir.
func environment(dir string) []string {
	return append(os.Environ(), "HOME="+dir, "TMPDIR="+dir, "TMP="+dir, "TEMP="+dir, "SAL_USE_VCLPLUGIN=svp", "OMP_THREAD_LIMIT=1")
}

// registry is the profile's own settings: no macro runs, whoever signed it, and
// nothing is fetched or updated.
const registry = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
`

// ErrRefused says that LibreOffice made nothing of a file: it is damaged,
// locked by a password, or of another kind than it says.
var ErrRefused = errors.New("not converted")

// PDF converts a file; ext is the ending that suits its kind, with its dot.
// ErrRefused, or an error of the machine. The program is killed when ctx ends,
// and nothing stays behind.
func (p Program) PDF(ctx context.Context, data []byte, ext string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "zeren-office-")
	if err != nil {
		return nil, fmt.Errorf("conversion: %w", err)
	}
	defer os.RemoveAll(dir)
	in := filepath.Join(dir, "in"+ext)
	user := filepath.Join(dir, "profile", "user")
	if err := os.MkdirAll(user, 0o700); err != nil {
		return nil, fmt.Errorf("conversion: %w", err)
	}
	for name, content := range map[string][]byte{in: data, filepath.Join(user, "registrymodifications.xcu"): []byte(registry)} {
		if err := os.WriteFile(name, content, 0o600); err != nil {
			return nil, fmt.Errorf("conversion: %w", err)
		}
	}
	cmd := exec.CommandContext(ctx, p.Path, "--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault", profile(dir),
		"--convert-to", "pdf:writer_pdf_Export", "--outdir", dir, in)
	cmd.Dir = dir
	cmd.Env = environment(dir)
	cmd.WaitDelay = time.Second
	leash(cmd)
	out, err := cmd.CombinedOutput()
	if ctx.Err() != nil {
		return nil, fmt.Errorf("conversion: %w", ctx.Err())
	}
	pdf, readErr := os.ReadFile(filepath.Join(dir, "in.pdf"))
	if readErr == nil && len(pdf) > 0 {
		return pdf, nil
	}
	last := strings.TrimSpace(string(out))
	if i := strings.LastIndexByte(last, '\n'); i >= 0 {
		last = last[i+1:]
	}
	return nil, fmt.Errorf("%w: %v %s", ErrRefused, err, strings.ReplaceAll(last, dir, ""))
}

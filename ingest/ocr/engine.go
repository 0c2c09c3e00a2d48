// Package ocr has outside programs read the pictures of pages (文字识别).
//
// In comes the picture of a page in grey, out come its lines with a box and a
// confidence for each character. The program is an Engine: tesseract where it
// is installed with its data for simplified Chinese, or whatever an office
// names by a command line. What no engine can be trusted with is done here:
// uneven light and what lies around the paper are taken away, the page is
// turned upright and straight, and the boxes are given in the picture as it
// came.
//
// What is read this way is never exact: Read tells how sure the engine is, and
// whoever uses the text must say where it comes from.
package ocr

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// A Recognizer reads the text in the picture of an upright page.
type Recognizer interface {
	// Recognize gives the lines of a picture from top to bottom, boxes in its
	// pixels.
	Recognize(ctx context.Context, page *image.Gray, dpi int) ([]Line, error)
}

// Line is a line of recognised characters in reading order.
type Line []Char

// Char is one recognised character.
type Char struct {
	Rune       rune
	Box        image.Rectangle // pixels; empty where the engine tells no places
	Confidence float64         // 0 to 100; Unknown where the engine tells none
}

// Unknown is the confidence of an engine that tells none.
const Unknown = -1

// Engine is a program that reads the picture of a page. The zero Engine is
// none. It is plain data, so that a reader process can be told of it.
type Engine struct {
	// Command is the program and its arguments: {image} stands for the file of
	// the picture (PGM, grey), {dpi} for its resolution. The program prints
	// hOCR, tesseract's TSV or plain text, UTF-8, on its standard output.
	Command []string `json:"command,omitempty"`

	// Identity names everything besides the picture that a result stands on:
	// the program, its version, the digest of its language data.
	Identity string `json:"identity,omitempty"`
}

// Present reports whether there is an engine.
func (e Engine) Present() bool { return len(e.Command) > 0 }

// Name is the engine's identity.
func (e Engine) Name() string { return e.Identity }

// The placeholders of a command line.
const (
	placeImage = "{image}"
	placeDPI   = "{dpi}"
)

// tesseract is its command line as measured best for court papers: simplified
// Chinese alone, one uniform block of text; adding eng makes it worse.
var tesseract = []string{"tesseract", placeImage, "stdout", "--dpi", placeDPI, "-l", "chi_sim", "--psm", "6", "-c", "hocr_char_boxes=1", "hocr"}

// The values of the setting besides a command line.
const (
	Auto = "auto" // tesseract, where it is installed with its Chinese data
	Off  = "off"  // no recognition
)

// ErrCommand is a command line that cannot be one of an engine.
var ErrCommand = errors.New("no command line of an engine")

// Check reports what is wrong with a setting, whether or not its engine is
// installed. The error is ErrCommand.
func Check(setting string) error {
	if setting == "" || setting == Auto || setting == Off {
		return nil
	}
	words, err := split(setting)
	switch {
	case err != nil:
		return err
	case len(words) == 0 || strings.Contains(words[0], placeImage):
		return fmt.Errorf("%w: it names no program", ErrCommand)
	case !strings.Contains(setting, placeImage):
		return fmt.Errorf("%w: %s is missing", ErrCommand, placeImage)
	}
	return nil
}

// split cuts a command line into words at white space. Quotes, single or
// double, hold a word together; there is no other escape and no shell.
func split(s string) ([]string, error) {
	var words []string
	var cur strings.Builder
	in, quote := false, rune(0)
	for _, r := range s {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
			cur.WriteRune(r)
		case r == '"' || r == '\'':
			in, quote = true, r
		case r == ' ' || r == '\t' || r == '\n' || r == '\r':
			if in {
				words = append(words, cur.String())
				cur.Reset()
			}
			in = false
		default:
			in = true
			cur.WriteRune(r)
		}
	}
	if quote != 0 {
		return nil, fmt.Errorf("%w: a quotation mark is not closed", ErrCommand)
	}
	if in {
		words = append(words, cur.String())
	}
	return words, nil
}

// Finder looks for the engine that a setting means, again and again: it may be
// installed, removed or replaced while the program runs. It is safe for use by
// many goroutines.
type Finder struct {
	Setting string // Auto (or ""), Off, or a command line

	mu    sync.Mutex
	stamp string // of the files that found stands on
	files []string
	found Engine
}

// findLimit bounds the questions that an engine is asked about itself.
const findLimit = 20 * time.Second

// Find gives the engine, the zero one where there is none. It costs a look at
// two files; only where they have changed is the engine asked anew.
func (f *Finder) Find(ctx context.Context) Engine {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.Setting == Off || Check(f.Setting) != nil {
		return Engine{}
	}
	command := tesseract
	if f.Setting != "" && f.Setting != Auto {
		command, _ = split(f.Setting)
	}
	program, err := exec.LookPath(command[0])
	if err != nil {
		f.stamp = ""
		return Engine{}
	}
	if f.stamp != "" && f.files[0] == program && f.stamp == stampOf(f.files...) {
		return f.found
	}
	f.stamp = ""
	keep := func(e Engine, files ...string) Engine {
		f.found, f.files, f.stamp = e, files, stampOf(files...)
		return e
	}
	ctx, cancel := context.WithTimeout(ctx, findLimit)
	defer cancel()
	e := Engine{Command: append([]string{program}, command[1:]...)}
	if &command[0] != &tesseract[0] {
		e.Identity = "command " + strings.Join(command, " ") + " " + digestOf(program)
		return keep(e, program)
	}
	data, ok := chinese(ctx, program)
	if !ok {
		return Engine{}
	}
	e.Identity = "tesseract " + version(ctx, program) + " chi_sim " + digestOf(data)
	return keep(e, program, data)
}

// version is the first line of `tesseract --version` without its first word.
func version(ctx context.Context, program string) string {
	// Old versions print it on the error stream.
	out, err := exec.CommandContext(ctx, program, "--version").CombinedOutput()
	if err != nil {
		return "?"
	}
	line, _, _ := strings.Cut(string(out), "\n")
	return strings.TrimSpace(strings.TrimPrefix(line, "tesseract"))
}

var dataFolder = regexp.MustCompile(`"([^"]+)"`)

// chinese gives the file of tesseract's data for simplified Chinese.
func chinese(ctx context.Context, program string) (string, bool) {
	out, err := exec.CommandContext(ctx, program, "--list-langs").CombinedOutput()
	if err != nil {
		return "", false
	}
	head, rest, _ := strings.Cut(string(out), "\n")
	for _, lang := range strings.Fields(rest) {
		if lang == "chi_sim" {
			if m := dataFolder.FindStringSubmatch(head); m != nil {
				return filepath.Join(m[1], "chi_sim.traineddata"), true
			}
			return "", true
		}
	}
	return "", false
}

func stampOf(files ...string) string {
	var b strings.Builder
	for _, name := range files {
		info, err := os.Stat(name)
		if err != nil {
			continue
		}
		fmt.Fprintf(&b, "%s %d %d\n", name, info.Size(), info.ModTime().UnixNano())
	}
	return b.String()
}

// digestOf is the beginning of a file's SHA-256, "?" where it cannot be read.
func digestOf(name string) string {
	r, err := os.Open(name)
	if err != nil {
		return "?"
	}
	defer r.Close()
	h := sha256.New()
	if _, err := io.Copy(h, r); err != nil {
		return "?"
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}

// outputLimit bounds what an engine may print for one page. Bytes.
const outputLimit = 8 << 20

// Recognize runs the program on one picture. The program is killed when ctx
// ends; the picture's file is gone in any case.
func (e Engine) Recognize(ctx context.Context, page *image.Gray, dpi int) ([]Line, error) {
	if !e.Present() {
		return nil, errors.New("recognition: no engine")
	}
	dir, err := os.MkdirTemp("", "zeren-page-")
	if err != nil {
		return nil, fmt.Errorf("recognition: %w", err)
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "page.pgm")
	if err := os.WriteFile(file, pgm(page), 0o600); err != nil {
		return nil, fmt.Errorf("recognition: %w", err)
	}
	fill := strings.NewReplacer(placeImage, file, placeDPI, strconv.Itoa(dpi))
	args := make([]string, 0, len(e.Command))
	for _, a := range e.Command[1:] {
		args = append(args, fill.Replace(a))
	}
	cmd := exec.CommandContext(ctx, e.Command[0], args...)
	cmd.Dir = dir
	// One page, one core: the pool decides how many pages are read at once.
	cmd.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1")
	cmd.WaitDelay = time.Second
	leash(cmd)
	var out, complaint capped
	out.room, complaint.room = outputLimit, 4096
	cmd.Stdout, cmd.Stderr = &out, &complaint
	if err := cmd.Run(); err != nil {
		first, _, _ := strings.Cut(complaint.kept.String(), "\n")
		return nil, fmt.Errorf("recognition: %s: %w: %s", filepath.Base(e.Command[0]), err, first)
	}
	if out.room < 0 {
		return nil, fmt.Errorf("recognition: %s printed more than %d bytes", filepath.Base(e.Command[0]), outputLimit)
	}
	return Parse(out.kept.Bytes())
}

// capped keeps what is written to it up to its room, and throws the rest away.
// The buffer is not embedded: its ReadFrom would know no bounds.
type capped struct {
	kept bytes.Buffer
	room int
}

func (c *capped) Write(b []byte) (int, error) {
	if c.room >= 0 {
		c.kept.Write(b[:min(c.room, len(b))])
		c.room -= len(b)
	}
	return len(b), nil
}

// pgm writes a picture as binary PGM.
func pgm(g *image.Gray) []byte {
	b := g.Bounds()
	out := fmt.Appendf(nil, "P5\n%d %d\n255\n", b.Dx(), b.Dy())
	for y := range b.Dy() {
		out = append(out, g.Pix[y*g.Stride:y*g.Stride+b.Dx()]...)
	}
	return out
}

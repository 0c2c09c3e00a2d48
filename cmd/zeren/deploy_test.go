package main

import (
	"bufio"
	"encoding/json"
	"io"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const deploy = "../../.deploy"

func deployed(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(deploy, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// unitValues gives the values of a key of the unit, in their order.
func unitValues(t *testing.T, unit, key string) (list []string) {
	t.Helper()
	for line := range strings.Lines(unit) {
		if value, ok := strings.CutPrefix(line, key+"="); ok {
			list = append(list, strings.TrimSpace(value))
		}
	}
	if len(list) == 0 {
		t.Fatalf("the unit has no %s", key)
	}
	return list
}

// understood asks whether the program takes a command line.
func understood(t *testing.T, args []string) {
	t.Helper()
	p := newProgram(strings.NewReader(""), io.Discard, io.Discard)
	c, rest, err := p.root.Find(args)
	if err != nil || c == p.root {
		t.Errorf("no command %q: %v", args, err)
		return
	}
	if err := c.ParseFlags(rest); err != nil {
		t.Errorf("%q: %v", args, err)
	}
	if err := c.ValidateArgs(c.Flags().Args()); err != nil {
		t.Errorf("%q: %v", args, err)
	}
}

var zerenLine = regexp.MustCompile(`(?m)^#.* zeren (doctor.*|watch.*|config.*)$`)

// TestUnit holds the systemd unit and its instructions against the commands,
// exit codes and settings that there are.
func TestUnit(t *testing.T) {
	unit := deployed(t, "zeren.service")
	start := strings.Fields(unitValues(t, unit, "ExecStart")[0])
	if !filepath.IsAbs(start[0]) || !strings.Contains(unit, "install -m 755 zeren "+start[0]) {
		t.Errorf("%s is not where the instructions put the program", start[0])
	}
	understood(t, start[1:])
	lines := zerenLine.FindAllStringSubmatch(unit, -1)
	if len(lines) == 0 {
		t.Error("the instructions name no command")
	}
	for _, l := range lines {
		if args := strings.Fields(l[1]); args[0] != "watch." {
			understood(t, args)
		}
	}
	for code := range strings.FieldsSeq(unitValues(t, unit, "RestartPreventExitStatus")[0]) {
		n, err := strconv.Atoi(code)
		if err != nil || !slices.ContainsFunc(exitTable, func(row struct {
			code exitCode
			text string
		}) bool {
			return row.code == exitCode(n)
		}) {
			t.Errorf("no exit code %s", code)
		}
	}
	settingsAt := ""
	for _, v := range unitValues(t, unit, "Environment") {
		name, value, _ := strings.Cut(v, "=")
		knownVariable(t, name)
		if name == settingsVariable {
			settingsAt = value
		}
	}
	if settingsAt == "" || !strings.Contains(unit, "zeren.yaml "+settingsAt) {
		t.Errorf("%q is not where the instructions put the settings", settingsAt)
	}

	f, err := settingsOf(filepath.Join(deploy, "zeren.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.notify.telling(f.name); err != nil {
		t.Error(err)
	}
	writable := strings.Fields(unitValues(t, unit, "ReadWritePaths")[0])
	for _, dir := range append(unitValues(t, unit, "StateDirectory"), unitValues(t, unit, "CacheDirectory")...) {
		writable = append(writable, "/var/lib/"+dir, "/var/cache/"+dir)
	}
	for _, name := range []string{"inbox", "outbox", "data"} {
		dir := f.values[name].text
		if !slices.ContainsFunc(writable, func(w string) bool { return dir == w || strings.HasPrefix(dir, w+"/") }) {
			t.Errorf("%s %q is not writable for the unit: %v", name, dir, writable)
		}
		if !strings.Contains(unit, " "+dir) {
			t.Errorf("the instructions do not make %s %s", name, dir)
		}
	}
}

// TestSampleSettings: what the sample has only as a remark is right, too.
func TestSampleSettings(t *testing.T) {
	var b strings.Builder
	for line := range strings.Lines(deployed(t, "zeren.yaml")) {
		if rest, ok := strings.CutPrefix(line, "# "); ok && (strings.HasPrefix(rest, "notify:") || strings.HasPrefix(rest, "  ")) {
			line = rest
		}
		b.WriteString(line)
	}
	dir := t.TempDir()
	name := filepath.Join(dir, "zeren.yaml")
	for file, text := range map[string]string{name: b.String(), filepath.Join(dir, "密码"): "hush\n"} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	f, err := settingsOf(name)
	if err != nil {
		t.Fatal(err)
	}
	telling, err := f.notify.telling(name)
	if err != nil || len(telling.Ways) != 1 || len(telling.Days) != 2 {
		t.Errorf("%+v, %v", telling, err)
	}
}

// knownVariable asks whether a variable of the environment means anything.
func knownVariable(t *testing.T, name string) {
	t.Helper()
	if !strings.HasPrefix(name, "ZEREN_") || name == settingsVariable || name == passwordVariable {
		return
	}
	if !slices.ContainsFunc(settings, func(s setting) bool { return s.environment() == name }) {
		t.Errorf("no setting has the variable %s", name)
	}
}

// TestContainer holds the container file against the commands, settings and
// files that there are.
func TestContainer(t *testing.T) {
	text := strings.ReplaceAll(deployed(t, "Containerfile"), "\\\n", " ")
	seen := map[string]bool{}
	environment := map[string]string{}
	var entry, command []string
	exposed := ""
	for in := bufio.NewScanner(strings.NewReader(text)); in.Scan(); {
		verb, rest, _ := strings.Cut(strings.TrimSpace(in.Text()), " ")
		seen[verb] = true
		rest = strings.TrimSpace(rest)
		switch verb {
		case "ENV":
			for pair := range strings.FieldsSeq(rest) {
				name, value, _ := strings.Cut(pair, "=")
				knownVariable(t, name)
				environment[name] = value
			}
		case "COPY":
			words := strings.Fields(rest)
			if strings.HasPrefix(words[0], "--from=") {
				continue
			}
			for _, from := range words[:len(words)-1] {
				if _, err := os.Stat(filepath.Join(deploy, "..", from)); err != nil {
					t.Errorf("COPY: %v", err)
				}
			}
		case "EXPOSE":
			exposed = rest
		case "ENTRYPOINT", "CMD":
			var words []string
			if err := json.Unmarshal([]byte(rest), &words); err != nil {
				t.Fatalf("%s: %v", verb, err)
			}
			if verb == "CMD" {
				command = words
			} else {
				entry = words
			}
		case "HEALTHCHECK":
			_, call, _ := strings.Cut(rest, "CMD ")
			var words []string
			if err := json.Unmarshal([]byte(call), &words); err != nil || len(words) != 3 {
				t.Fatalf("HEALTHCHECK: %v", err)
			}
			if !strings.Contains(words[2], "/dev/tcp/127.0.0.1/"+portOf(t, environment["ZEREN_LISTEN"])) || !strings.Contains(words[2], "GET /healthz ") {
				t.Errorf("the health check asks %s", words[2])
			}
		}
	}
	for _, verb := range []string{"ENV", "COPY", "EXPOSE", "ENTRYPOINT", "CMD", "HEALTHCHECK", "USER"} {
		if !seen[verb] {
			t.Errorf("no %s", verb)
		}
	}
	if len(entry) != 1 || entry[0] != "zeren" {
		t.Errorf("entry point %q", entry)
	}
	understood(t, command)
	if port := portOf(t, environment["ZEREN_LISTEN"]); port != exposed {
		t.Errorf("listens on %s, exposes %s", port, exposed)
	}
}

func portOf(t *testing.T, address string) string {
	t.Helper()
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		t.Fatal(err)
	}
	return port
}

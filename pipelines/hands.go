package pipelines

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// hands remembers, in one small file for each source that is being worked on,
// how often a process has died with it in hand. A document that brings the
// process down (a stack that overflows cannot be recovered from) would
// otherwise do so at every start. The files are no truth and are not synced:
// losing one costs a count.
type hands struct{ dir string }

// deathLimit is after how many deaths a source is given up.
const deathLimit = 8

// take marks a source as in hand and tells how often a process died with it
// there.
func (h hands) take(source string) (deaths int) {
	path := filepath.Join(h.dir, source)
	if data, err := os.ReadFile(path); err == nil {
		deaths, _ = strconv.Atoi(strings.TrimSpace(string(data)))
	}
	if err := os.MkdirAll(h.dir, 0o777); err == nil {
		_ = os.WriteFile(path, []byte(strconv.Itoa(deaths+1)), 0o666)
	}
	return deaths
}

// lay marks a source as laid out of hand, done or not.
func (h hands) lay(source string) { _ = os.Remove(filepath.Join(h.dir, source)) }

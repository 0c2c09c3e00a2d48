package report

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"zeren/classify"
)

// Where a pack's files name an organ that may get its present name: a template's
// call of organ, and those to whom or from whom the rules send something, which
// the shared templates print through organ.
var (
	organCall = regexp.MustCompile(`organ\s+"([^"]+)"`)
	organRule = regexp.MustCompile(`\b(?:to|who):\s*"?([^,}"\n]+)`)
)

// Idle are the names of those organs (Settings.Organs) that no document of the
// packs prints in a place where it could take its present name, so that the
// setting has no effect.
func Idle(packs []classify.Pack, organs []Organ) []string {
	var named []string
	collect := func(files fs.FS, pattern string, re *regexp.Regexp) {
		names, _ := fs.Glob(files, pattern) // the pattern is well formed
		for _, n := range names {
			b, _ := fs.ReadFile(files, n) // a file that cannot be read names nothing
			for _, m := range re.FindAllStringSubmatch(string(b), -1) {
				named = append(named, strings.TrimSpace(m[1]))
			}
		}
	}
	for i := range packs {
		files := packs[i].Files()
		collect(files, "documents/*.tmpl", organCall)
		collect(files, "documents/parts/*.tmpl", organCall)
		collect(files, "*.yaml", organRule)
	}
	var out []string
	for _, o := range organs {
		one := []Organ{{Printed: o.Printed, Now: "现名"}}
		if !slices.ContainsFunc(named, func(n string) bool { return present(one, n) != n }) {
			out = appendNew(out, o.Printed)
		}
	}
	return out
}

package report

import (
	"path"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of a path: characters of the agency's name, bytes of a component.
const (
	agencyLength    = 20
	componentLength = 200
)

// NoNumber is the folder of papers whose case number is not known.
const NoNumber = "无案号"

// Path is where the paper goes below the outbox, with forward slashes:
// pack/case number/agency-title-digest.ext. The eight digits of the digest
// stand for everything that the paper was made from, so the same inputs find
// the same file and others never overwrite it. No component is longer than
// 200 bytes, begins with a dot, or holds a character that Windows or a
// network share refuses.
func (d *Draft) Path(ext string) string {
	number := component(d.CaseNumber, componentLength)
	if number == "" {
		number = NoNumber
	}
	tail := "-" + first(d.Digest, 8) + "." + ext
	name := firstRunes(safe(d.Agency), agencyLength) + "-" + safe(d.Title)
	name = component(name, componentLength-len(tail))
	return path.Join(component(d.Jurisdiction, componentLength), number, name+tail)
}

// safe takes out what a file name cannot hold; white space becomes nothing
// but single blanks.
func safe(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(`/\:*?"<>|`, r):
			return '_'
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == utf8.RuneError:
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// component makes s one safe component of at most limit bytes.
func component(s string, limit int) string {
	s = strings.Trim(safe(s), ". ")
	for len(s) > limit {
		_, n := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-n]
	}
	return strings.TrimRight(s, ". ")
}

func first(s string, n int) string {
	if len(s) > n {
		return s[:n]
	}
	return s
}

func firstRunes(s string, n int) string {
	i := 0
	for at := range s {
		if i == n {
			return s[:at]
		}
		i++
	}
	return s
}

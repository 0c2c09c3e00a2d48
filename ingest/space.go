package ingest

import "unicode"

// IsSpace reports whether r carries no text: white space of any script, and
// the invisible marks that PDF readers leave behind. Quotations are compared
// without them.
func IsSpace(r rune) bool {
	switch r {
	case '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\ufffe', '\u0002', '\u00ad':
		return true
	}
	return unicode.IsSpace(r)
}

package pdf

import (
	"bytes"
	"strings"
)

// token is a piece of PDF syntax (ISO 32000-1, 7.2) between two offsets.
type token struct {
	kind     byte // '(' string, 'h' hexadecimal string, '<' '>' dictionary ends, '[' ']', '/' name, 'x' anything else, 0 none
	from, to int
}

// lex gives the token at or behind offset i.
func lex(data []byte, i int) token {
	for i < len(data) {
		switch {
		case white(data[i]):
			i++
		case data[i] == '%':
			for i < len(data) && data[i] != '\n' && data[i] != '\r' {
				i++
			}
		default:
			return lexed(data, i)
		}
	}
	return token{from: i, to: i}
}

func lexed(data []byte, i int) token {
	t := token{kind: data[i], from: i, to: i + 1}
	switch data[i] {
	case '[', ']':
	case '(':
		t.to = literal(data, i)
	case '<':
		if i+1 < len(data) && data[i+1] == '<' {
			t.to++
			break
		}
		t.kind = 'h'
		if end := bytes.IndexByte(data[i:], '>'); end >= 0 {
			t.to = i + end + 1
		} else {
			t.to = len(data)
		}
	case '>':
		if i+1 < len(data) && data[i+1] == '>' {
			t.to++
		}
	default:
		if data[i] != '/' {
			t.kind = 'x'
		}
		for t.to < len(data) && !white(data[t.to]) && bytes.IndexByte([]byte("()<>[]{}/%"), data[t.to]) < 0 {
			t.to++
		}
	}
	return t
}

// literal gives the offset behind the literal string that begins at i.
func literal(data []byte, i int) int {
	depth := 0
	for ; i < len(data); i++ {
		switch data[i] {
		case '\\':
			i++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(data)
}

// unquote gives the bytes that a string token stands for.
func unquote(data []byte, t token) []byte {
	s := data[t.from:t.to]
	var out []byte
	if t.kind == 'h' {
		half, have := byte(0), false
		for _, c := range s {
			var d byte
			switch {
			case c >= '0' && c <= '9':
				d = c - '0'
			case c >= 'a' && c <= 'f':
				d = c - 'a' + 10
			case c >= 'A' && c <= 'F':
				d = c - 'A' + 10
			default:
				continue
			}
			if have {
				out = append(out, half<<4|d)
			}
			half, have = d, !have
		}
		if have {
			out = append(out, half<<4)
		}
		return out
	}
	s = bytes.TrimSuffix(bytes.TrimPrefix(s, []byte("(")), []byte(")"))
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '\r' {
			if i+1 < len(s) && s[i+1] == '\n' {
				i++
			}
			c = '\n'
		}
		if c != '\\' || i+1 >= len(s) {
			out = append(out, c)
			continue
		}
		i++
		switch c = s[i]; {
		case c >= '0' && c <= '7':
			n := 0
			for k := 0; k < 3 && i < len(s) && s[i] >= '0' && s[i] <= '7'; k++ {
				n = n<<3 | int(s[i]-'0')
				i++
			}
			i--
			out = append(out, byte(n))
		case c == '\n':
		case c == '\r':
			if i+1 < len(s) && s[i+1] == '\n' {
				i++
			}
		default:
			if k := bytes.IndexByte([]byte("nrtbf"), c); k >= 0 {
				c = "\n\r\t\b\f"[k]
			}
			out = append(out, c)
		}
	}
	return out
}

// skip gives the offset behind the value that begins at or behind i, and
// shows its strings to visit.
func skip(data []byte, i int, visit func(token)) int {
	for depth := 0; ; {
		t := lex(data, i)
		i = t.to
		switch t.kind {
		case 0:
			return i
		case '<', '[':
			depth++
		case '>', ']':
			depth--
		case '(', 'h':
			visit(t)
		case 'x':
			if n := lex(data, i); depth == 0 && n.kind == 'x' {
				if r := lex(data, n.to); r.kind == 'x' && string(data[r.from:r.to]) == "R" {
					i = r.to
				}
			}
		}
		if depth <= 0 {
			return i
		}
	}
}

// dictionary gives where the values of the dictionary at i lie, and the
// offset behind it; nil where there is none.
func dictionary(data []byte, i int, visit func(token)) (values map[string][2]int, end int) {
	t := lex(data, i)
	if t.kind != '<' {
		return nil, skip(data, i, visit)
	}
	values = map[string][2]int{}
	for i = t.to; ; {
		t = lex(data, i)
		if t.kind != '/' {
			return values, t.to
		}
		end := skip(data, t.to, visit)
		values[string(data[t.from+1:t.to])] = [2]int{lex(data, t.to).from, end}
		i = end
	}
}

// operators are those of content streams (ISO 32000-1, table A.1), and what
// stands for a value without being a number.
var operators = func() map[string]bool {
	m := map[string]bool{}
	for _, o := range strings.Fields("b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \" true false null") {
		m[o] = true
	}
	return m
}()

// sane reports whether a content stream is written as one: every string ends,
// every bracket has its other half, and every word is an operator or a number.
// In one that is not, a reader passes over what it cannot make out.
func sane(data []byte) bool {
	arrays, dictionaries, compatible := 0, 0, 0
	for i := 0; ; {
		t := lex(data, i)
		i = t.to
		word := data[t.from:t.to]
		switch t.kind {
		case 0:
			return arrays == 0 && dictionaries == 0
		case '[':
			arrays++
		case ']':
			arrays--
		case '<':
			dictionaries++
		case '>':
			dictionaries--
			if len(word) != 2 {
				return false
			}
		case '(':
			if word[len(word)-1] != ')' || len(word) < 2 {
				return false
			}
		case 'h':
			if word[len(word)-1] != '>' {
				return false
			}
			for _, c := range word[1 : len(word)-1] {
				if !white(c) && (c < '0' || c > '9') && (c < 'a' || c > 'f') && (c < 'A' || c > 'F') {
					return false
				}
			}
		case 'x':
			switch {
			case string(word) == "BX":
				compatible++
			case string(word) == "EX":
				compatible--
			case numeric(word), operators[string(word)], compatible > 0:
			default:
				return false
			}
		}
		if arrays < 0 || dictionaries < 0 {
			return false
		}
	}
}

// numeric reports whether a word is a number, in the sloppy forms too that
// every reader takes.
func numeric(word []byte) bool {
	digits := 0
	for i, c := range word {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c == '.', c == '-':
		case c == '+' && i == 0:
		default:
			return false
		}
	}
	return digits > 0 || len(word) == 1 && (word[0] == '.' || word[0] == '-')
}

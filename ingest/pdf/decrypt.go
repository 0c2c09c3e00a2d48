package pdf

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
	"fmt"
	"regexp"
	"strconv"
)

// A file with the empty user password is one that everybody may read (ISO
// 32000-2, 7.6): what is encrypted is decrypted where it lies, so that every
// offset in the file stands. Plain text is never longer than what it was
// encrypted to; what is left over is filled with spaces, behind the end of a
// packed stream and between the tokens of one that is not.

var (
	encryptIn = regexp.MustCompile(`/Encrypt\s*(?:([0-9]{1,7})\s+([0-9]{1,5})\s+R|<<)`)
	idIn      = regexp.MustCompile(`/ID\s*\[\s*`)
	number    = regexp.MustCompile(`^[+-]?[0-9]{1,10}`)
)

// cryption is how a file is encrypted.
type cryption struct {
	key             []byte
	version         int
	streams, quotes string // the method: V2, AESV2, AESV3 or Identity
	metadata        bool   // the metadata stream is encrypted too
}

// decrypt gives the file without its encryption: data itself where it has
// none, ErrEncrypted where it asks for a password.
func decrypt(data []byte) ([]byte, error) {
	m := encryptIn.FindAllSubmatchIndex(data, -1)
	if m == nil {
		return data, nil
	}
	places := places(data)
	last := m[len(m)-1]
	at := last[1] - 2
	self := -1
	if last[2] >= 0 {
		n, _ := strconv.Atoi(string(data[last[2]:last[3]]))
		p, ok := places[n]
		if !ok {
			return nil, fmt.Errorf("%w: the object that tells how it is encrypted is missing", ErrDamaged)
		}
		at, self = p.body, n
	}
	var id []byte
	if i := idIn.FindAllIndex(data, -1); i != nil {
		if t := lex(data, i[len(i)-1][1]); t.kind == '(' || t.kind == 'h' {
			id = unquote(data, t)
		}
	}
	c, err := unlock(data, at, id)
	if err != nil {
		return nil, err
	}
	out := bytes.Clone(data)
	for i := 0; ; {
		m := objectAt.FindSubmatchIndex(data[i:])
		if m == nil {
			break
		}
		n, _ := strconv.Atoi(string(data[i+m[2] : i+m[3]]))
		g, _ := strconv.Atoi(string(data[i+m[4] : i+m[5]]))
		i = c.object(data, out, i+m[1], n, g, n == self, places)
	}
	// The parser must not look for a key any more.
	for _, m := range m {
		copy(out[m[0]:], "/Decrypt")
	}
	return out, nil
}

// place is where an object's value begins.
type place struct{ at, body, generation int }

// places finds the objects that lie open in a file; the last of a number
// stands.
func places(data []byte) map[int]place {
	out := map[int]place{}
	for _, m := range objectAt.FindAllSubmatchIndex(data, -1) {
		n, _ := strconv.Atoi(string(data[m[2]:m[3]]))
		g, _ := strconv.Atoi(string(data[m[4]:m[5]]))
		out[n] = place{m[2], m[1], g}
	}
	return out
}

// unlock makes the key of a file from its encryption dictionary at an offset.
func unlock(data []byte, at int, id []byte) (*cryption, error) {
	v, _ := dictionary(data, at, func(token) {})
	text := func(key string) []byte {
		if r, ok := v[key]; ok {
			if t := lex(data, r[0]); t.kind == '(' || t.kind == 'h' {
				return unquote(data, t)
			}
		}
		return nil
	}
	integer := func(v map[string][2]int, key string, otherwise int) int {
		if r, ok := v[key]; ok {
			if n, err := strconv.Atoi(string(number.Find(data[r[0]:r[1]]))); err == nil {
				return n
			}
		}
		return otherwise
	}
	name := func(v map[string][2]int, key, otherwise string) string {
		if r, ok := v[key]; ok {
			if t := lex(data, r[0]); t.kind == '/' {
				return string(data[t.from+1 : t.to])
			}
		}
		return otherwise
	}
	if f := name(v, "Filter", ""); f != "Standard" {
		return nil, fmt.Errorf("%w: security handler %q", ErrEncrypted, f)
	}
	c := &cryption{version: integer(v, "V", 0), metadata: true}
	if r, ok := v["EncryptMetadata"]; ok && string(data[r[0]:r[1]]) == "false" {
		c.metadata = false
	}
	revision, bits := integer(v, "R", 0), integer(v, "Length", 40)
	switch c.version {
	case 1, 2:
		c.streams, c.quotes = "V2", "V2"
		if c.version == 1 {
			bits = 40
		}
	case 4, 5:
		if c.version == 4 {
			bits = 128
		}
		filters := map[string][2]int{}
		if r, ok := v["CF"]; ok {
			filters, _ = dictionary(data, r[0], func(token) {})
		}
		method := func(key string) string {
			f := name(v, key, "Identity")
			r, ok := filters[f]
			if f == "Identity" || !ok {
				return "Identity"
			}
			filter, _ := dictionary(data, r[0], func(token) {})
			return name(filter, "CFM", "None")
		}
		c.streams, c.quotes = method("StmF"), method("StrF")
	default:
		return nil, fmt.Errorf("%w: %w: encryption version %d", ErrDamaged, ErrUnsupported, c.version)
	}
	o, u := text("O"), text("U")
	if c.version == 5 {
		return c, c.unlock256(revision, u, text("UE"))
	}
	n := bits / 8
	if revision == 2 {
		n = 5
	}
	if len(o) < 32 || len(u) < 32 || n < 5 || n > 16 {
		return nil, fmt.Errorf("%w: encryption dictionary", ErrDamaged)
	}
	// Algorithm 2 with the empty password.
	h := md5.New()
	h.Write(padding)
	h.Write(o[:32])
	h.Write(binary.LittleEndian.AppendUint32(nil, uint32(int64(integer(v, "P", 0)))))
	h.Write(id)
	if revision >= 4 && !c.metadata {
		h.Write([]byte{0xff, 0xff, 0xff, 0xff})
	}
	c.key = h.Sum(nil)[:n]
	if revision >= 3 {
		for range 50 {
			s := md5.Sum(c.key)
			c.key = s[:n]
		}
	}
	// Algorithms 4 and 5: what U must be.
	check := bytes.Clone(padding)
	if revision == 2 {
		rc4Over(c.key, check)
	} else {
		s := md5.Sum(append(bytes.Clone(padding), id...))
		check = s[:]
		for i := range 20 {
			k := bytes.Clone(c.key)
			for j := range k {
				k[j] ^= byte(i)
			}
			rc4Over(k, check)
		}
	}
	if !bytes.HasPrefix(u, check) {
		return nil, ErrEncrypted
	}
	return c, nil
}

var padding = []byte("\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A")

func rc4Over(key, data []byte) {
	c, err := rc4.NewCipher(key)
	if err != nil {
		panic(err) // key sizes are checked before
	}
	c.XORKeyStream(data, data)
}

// unlock256 is algorithm 2.A with the empty password.
func (c *cryption) unlock256(revision int, u, ue []byte) error {
	if len(u) < 48 || len(ue) < 32 || revision < 5 || revision > 6 {
		return fmt.Errorf("%w: encryption dictionary", ErrDamaged)
	}
	hash := func(salt []byte) []byte {
		s := sha256.Sum256(salt)
		if revision == 5 {
			return s[:]
		}
		return hash2B(s[:])
	}
	if !bytes.Equal(hash(u[32:40]), u[:32]) {
		return ErrEncrypted
	}
	b, err := aes.NewCipher(hash(u[40:48]))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	c.key = make([]byte, 32)
	cipher.NewCBCDecrypter(b, make([]byte, 16)).CryptBlocks(c.key, ue[:32])
	return nil
}

// hash2B is algorithm 2.B with the empty password, k being the first hash.
func hash2B(k []byte) []byte {
	for round := 0; ; round++ {
		e := bytes.Repeat(k, 64)
		b, err := aes.NewCipher(k[:16])
		if err != nil {
			panic(err) // the key always has 16 bytes
		}
		cipher.NewCBCEncrypter(b, k[16:32]).CryptBlocks(e, e)
		rest := 0
		for _, x := range e[:16] {
			rest += int(x)
		}
		switch rest % 3 {
		case 0:
			s := sha256.Sum256(e)
			k = s[:]
		case 1:
			s := sha512.Sum384(e)
			k = s[:]
		default:
			s := sha512.Sum512(e)
			k = s[:]
		}
		if round >= 63 && int(e[len(e)-1]) <= round-31 {
			return k[:32]
		}
	}
}

// object decrypts in out the object whose value begins at offset i, and gives
// the offset from which to look for the next.
func (c *cryption) object(data, out []byte, i, nr, generation int, bare bool, places map[int]place) int {
	var quotes []token
	v, end := dictionary(data, i, func(t token) { quotes = append(quotes, t) })
	is := func(key, name string) bool {
		r, ok := v[key]
		return ok && bytes.Contains(data[r[0]:r[1]], []byte("/"+name))
	}
	bare = bare || is("Type", "XRef")
	if !bare {
		for _, t := range quotes {
			quote(out[t.from:t.to], c.open(c.quotes, unquote(data, t), nr, generation))
		}
	}
	t := lex(data, end)
	if t.kind != 'x' || string(data[t.from:t.to]) != "stream" {
		return max(end, i)
	}
	from := t.to
	if from < len(data) && data[from] == '\r' {
		from++
	}
	if from < len(data) && data[from] == '\n' {
		from++
	}
	to := from + length(data, v["Length"], places)
	if to > len(data) || to < from || !bytes.HasPrefix(bytes.TrimLeft(data[to:min(len(data), to+20)], "\r\n \x00"), []byte("endstream")) {
		n := bytes.Index(data[from:], []byte("endstream"))
		if n < 0 {
			return len(data)
		}
		to = from + n
		if to > from && data[to-1] == '\n' {
			to--
		}
		if to > from && data[to-1] == '\r' {
			to--
		}
	}
	if bare || is("Filter", "Crypt") || is("Type", "Metadata") && !c.metadata {
		return to
	}
	plain := c.open(c.streams, data[from:to], nr, generation)
	n := copy(out[from:to], plain)
	for k := from + n; k < to; k++ {
		out[k] = ' '
	}
	return to
}

// length is the /Length of a stream, direct or not; 0 where there is none.
func length(data []byte, r [2]int, places map[int]place) int {
	text := data[r[0]:r[1]]
	n, err := strconv.Atoi(string(number.Find(text)))
	if err != nil {
		return 0
	}
	if bytes.HasSuffix(text, []byte("R")) {
		p, ok := places[n]
		if !ok {
			return 0
		}
		t := lex(data, p.body)
		if n, err = strconv.Atoi(string(number.Find(data[t.from:t.to]))); err != nil {
			return 0
		}
	}
	return n
}

// open decrypts one string or stream.
func (c *cryption) open(method string, data []byte, nr, generation int) []byte {
	key := c.key
	if c.version < 5 {
		b := append(bytes.Clone(key), byte(nr), byte(nr>>8), byte(nr>>16), byte(generation), byte(generation>>8))
		if method == "AESV2" {
			b = append(b, "sAlT"...)
		}
		s := md5.Sum(b)
		key = s[:min(len(key)+5, 16)]
	}
	switch method {
	case "V2":
		out := bytes.Clone(data)
		rc4Over(key, out)
		return out
	case "AESV2", "AESV3":
		if len(data) < 32 {
			return nil
		}
		b, err := aes.NewCipher(key)
		if err != nil {
			return nil
		}
		out := bytes.Clone(data[16 : len(data)-len(data)%16])
		cipher.NewCBCDecrypter(b, data[:16]).CryptBlocks(out, out)
		if n := int(out[len(out)-1]); n >= 1 && n <= 16 {
			out = out[:len(out)-n]
		}
		return out
	}
	return data
}

// quote writes a string in the place of another, or the empty one where it
// does not fit, as none does that was encrypted.
func quote(place, s []byte) {
	out := []byte("(")
	for _, c := range s {
		switch c {
		case '(', ')', '\\':
			out = append(out, '\\', c)
		case '\r':
			out = append(out, `\r`...)
		default:
			out = append(out, c)
		}
	}
	out = append(out, ')')
	if len(out) > len(place) {
		out = []byte("()")
	}
	n := copy(place, out)
	for k := n; k < len(place); k++ {
		place[k] = ' '
	}
}

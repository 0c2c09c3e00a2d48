package pdf

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"sync"
)

// gb1File has the characters of the collection Adobe-GB1 by CID in three planes
// of bytes: bits 16 and up, 8 to 15, 0 to 7; gb1/make.go makes it, gb1/LICENSE
// is its licence. It serves fonts that name their characters by CID and carry
// no map, as XeTeX and typesetters embed them.
//
//go:embed gb1/cids.gz
var gb1File []byte

var gb1Planes = sync.OnceValue(func() []byte {
	z, err := gzip.NewReader(bytes.NewReader(gb1File))
	if err != nil {
		panic(err) // it is part of the program
	}
	planes, err := io.ReadAll(z)
	if err != nil {
		panic(err)
	}
	return planes
})

// gb1 gives the character of a CID of Adobe-GB1, "" where there is none.
func gb1(cid uint32) string {
	p := gb1Planes()
	n := uint32(len(p) / 3)
	if cid >= n {
		return ""
	}
	if r := rune(p[cid])<<16 | rune(p[n+cid])<<8 | rune(p[2*n+cid]); r != 0 {
		return string(r)
	}
	return ""
}

//go:build corpus || e2e

package ingest

import "math/rand/v2"

// mutations are ways in which a file is damaged on its way.
var mutations = []struct {
	name string
	do   func(*rand.Rand, []byte) []byte
}{
	{"flips", func(r *rand.Rand, b []byte) []byte {
		for range 12 {
			b[r.IntN(len(b))] ^= 1 << r.IntN(8)
		}
		return b
	}},
	{"zeroes", func(r *rand.Rand, b []byte) []byte {
		at := r.IntN(len(b))
		clear(b[at:min(len(b), at+512)])
		return b
	}},
	{"hole", func(r *rand.Rand, b []byte) []byte {
		at := r.IntN(len(b))
		return append(b[:at], b[min(len(b), at+1500):]...)
	}},
	{"cut", func(r *rand.Rand, b []byte) []byte { return b[:r.IntN(len(b))] }},
	{"digits", func(r *rand.Rand, b []byte) []byte {
		// Numbers in plain parts of the file: offsets, references, lengths.
		for range 400 {
			if i := r.IntN(len(b)); b[i] >= '0' && b[i] <= '9' {
				b[i] = '0' + byte(r.IntN(10))
			}
		}
		return b
	}},
}

package store

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"

	"github.com/emmansun/gmsm/sm3"
)

// Digests are the two digests of the same bytes, lower-case hex: SHA-256, by
// which everything here is named, and SM3 (GB/T 32905-2016), which government
// archives ask for. They stand side by side; neither is made from the other.
type Digests struct {
	SHA256 string `json:"sha256"`
	SM3    string `json:"sm3"`
}

// DigestsOf gives both digests of data.
func DigestsOf(data []byte) Digests {
	h := NewHash()
	_, _ = h.Write(data)
	return h.Sum()
}

// Digest is the lower-case hex SHA-256 of data.
func Digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// SM3 is the lower-case hex SM3 of data.
func SM3(data []byte) string {
	sum := sm3.Sum(data)
	return hex.EncodeToString(sum[:])
}

// Hash takes both digests of what is written to it.
type Hash struct{ sha, sm hash.Hash }

// NewHash begins with nothing written.
func NewHash() *Hash { return &Hash{sha256.New(), sm3.New()} }

// Write never fails.
func (h *Hash) Write(p []byte) (int, error) {
	h.sha.Write(p)
	return h.sm.Write(p)
}

// Sum gives the digests of what was written so far.
func (h *Hash) Sum() Digests {
	return Digests{SHA256: hex.EncodeToString(h.sha.Sum(nil)), SM3: hex.EncodeToString(h.sm.Sum(nil))}
}

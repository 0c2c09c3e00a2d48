package report

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"zeren/classify"
)

// inputs is everything that a paper is made from. Its digest is that of the
// JSON of this struct: the sources' bytes by their SHA-256 (and the part,
// where one file holds several papers), the facts sheet, the assessment
// (which carries the pack's digest), the settings with the versions of the
// program's stages, and which document of which agency it is. Names of files
// do not count: the same judgment under another name is the same input.
type inputs struct {
	Sources    []string            `json:"sources"`
	Facts      classify.Facts      `json:"facts"`
	Assessment classify.Assessment `json:"assessment"`
	Settings   Settings            `json:"settings"`
	Version    string              `json:"version"` // of this stage
	Document   string              `json:"document"`
}

// sources names the bytes of each paper of a case.
func sources(c *classify.Case) []string {
	out := make([]string, len(c.Papers))
	for i := range c.Papers {
		s := c.Papers[i].Source
		out[i] = s.SHA256
		if s.Part > 0 {
			out[i] = fmt.Sprintf("%s#%d", s.SHA256, s.Part)
		}
	}
	return out
}

func digest(v any) (string, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:]), nil
}

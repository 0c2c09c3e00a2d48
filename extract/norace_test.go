//go:build !race

package extract

// sampled: every paper, see race_test.go.
const sampled = 1

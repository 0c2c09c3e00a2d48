//go:build race

package extract

// sampled: with the race detector, which makes reading ten times as slow, every
// so many-th paper stands for all in tests that read each paper many times.
// What the papers say is tested without it.
const sampled = 6

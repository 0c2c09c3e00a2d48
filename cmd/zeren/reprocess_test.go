package main

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

func TestProgressLine(t *testing.T) {
	for _, c := range []struct {
		done, total, here int
		took              time.Duration
		want              string
	}{
		{0, 100, 0, 0, "[------------------------] 0/100"},
		{50, 100, 50, 10 * time.Second, "[############------------] 50/100  每秒5.0份  约剩11秒"},
		{50, 100, 5, 10 * time.Second, "[############------------] 50/100  每秒0.5份  约剩2分钟"},
		{1000, 100000, 1000, time.Hour, "[------------------------] 1000/100000  每秒0.3份  约剩99小时0分钟"},
		{100, 100, 100, time.Second, "[########################] 100/100  每秒100.0份"},
		{0, 0, 0, 0, "[########################] 0/0"},
	} {
		if got := progressLine(c.done, c.total, c.here, c.took); got != c.want {
			t.Errorf("%d of %d: %q, want %q", c.done, c.total, got, c.want)
		}
	}
}

// TestProgressPlain: where there is no terminal, no line is written over.
func TestProgressPlain(t *testing.T) {
	var b bytes.Buffer
	p := newProgress(&b)
	for i := range 11 {
		p.at(i, 10)
	}
	p.end()
	if got := b.String(); strings.Contains(got, "\r") || strings.Count(got, "\n") != 1 || !strings.Contains(got, "10/10") {
		t.Errorf("%q", got)
	}
}

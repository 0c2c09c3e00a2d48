//go:build ignore

// Makes cids.gz from Adobe's CMap Adobe-GB1-UCS2 (cmap-resources, or Debian's
// poppler-data): go run make.go /usr/share/poppler/cMap/Adobe-GB1/Adobe-GB1-UCS2
package main

import (
	"bytes"
	"compress/gzip"
	"log"
	"os"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"
)

var (
	block = regexp.MustCompile(`(?s)beginbf(char|range)(.*?)endbf`)
	hex   = regexp.MustCompile(`<([0-9a-fA-F]+)>`)
)

func main() {
	data, err := os.ReadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	var table []rune
	set := func(cid int, r rune) {
		for len(table) <= cid {
			table = append(table, 0)
		}
		table[cid] = r
	}
	for _, m := range block.FindAllSubmatch(data, -1) {
		for _, line := range strings.Split(string(m[2]), "\n") {
			f := hex.FindAllStringSubmatch(line, -1)
			if len(f) < 2 {
				continue
			}
			first := number(f[0][1])
			last, to := first, f[1][1]
			if string(m[1]) == "range" {
				last, to = number(f[1][1]), f[2][1]
			}
			for cid := first; cid <= last; cid++ {
				// One character for a CID; the few that stand for two are left out.
				if r := text(to); len(r) == 1 && r[0] != 0xfffd {
					set(cid, r[0]+rune(cid-first))
				}
			}
		}
	}
	var planes bytes.Buffer
	for shift := 16; shift >= 0; shift -= 8 {
		for _, r := range table {
			planes.WriteByte(byte(r >> shift))
		}
	}
	var out bytes.Buffer
	z, _ := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if _, err := z.Write(planes.Bytes()); err != nil {
		log.Fatal(err)
	}
	if err := z.Close(); err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("cids.gz", out.Bytes(), 0o644); err != nil {
		log.Fatal(err)
	}
}

func number(s string) int {
	n, err := strconv.ParseInt(s, 16, 32)
	if err != nil {
		log.Fatal(err)
	}
	return int(n)
}

func text(s string) []rune {
	var u []uint16
	for i := 0; i+4 <= len(s); i += 4 {
		u = append(u, uint16(number(s[i:i+4])))
	}
	return utf16.Decode(u)
}

// Command gen builds the dictionary of the extract package.
//
// In: terms.txt (our own words, by hand), places.csv (divisions, GB/T 2260),
// and the frequencies of common words from the Simplified Chinese dictionary
// that the gse module carries (Apache-2.0). Out: words.txt, one "word
// frequency tag" a line, sorted.
//
// With -reference DIR it first rebuilds places.csv from the tables
// provinces.csv, cities.csv, areas.csv and towns.csv there.
package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

func main() {
	dir := flag.String("dir", "lexicon", "folder of terms.txt, places.csv and words.txt")
	reference := flag.String("reference", "", "folder of the reference tables; empty: keep places.csv")
	flag.Parse()
	if *reference != "" {
		if err := writePlaces(*reference, filepath.Join(*dir, "places.csv")); err != nil {
			log.Fatal(err)
		}
	}
	words, err := build(*dir)
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*dir, "words.txt"), words, 0o644); err != nil {
		log.Fatal(err)
	}
}

// least is the frequency from which a common word is taken: rarer words cost
// time at every start and hardly occur in judgments.
const least = 220

// ours is the frequency of our own words: high enough that a legal term wins
// over its parts.
const ours = 20_000

type word struct {
	freq int
	tag  string
}

func build(dir string) ([]byte, error) {
	words := map[string]word{}
	common, err := commonWords()
	if err != nil {
		return nil, err
	}
	for w, x := range common {
		words[w] = x
	}
	places, err := readPlaces(filepath.Join(dir, "places.csv"))
	if err != nil {
		return nil, err
	}
	for _, p := range places {
		if utf8.RuneCountInString(p) > 1 {
			words[p] = word{ours / 4, "ns"}
		}
	}
	if err := addTerms(filepath.Join(dir, "terms.txt"), words); err != nil {
		return nil, err
	}
	keys := make([]string, 0, len(words))
	for w := range words {
		keys = append(keys, w)
	}
	sort.Strings(keys)
	var b bytes.Buffer
	for _, w := range keys {
		fmt.Fprintf(&b, "%s %d %s\n", w, words[w].freq, words[w].tag)
	}
	return b.Bytes(), nil
}

// commonWords reads the frequent words of gse's dictionary; names of persons,
// idioms and numerals are no use here.
func commonWords() (map[string]word, error) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/go-ego/gse").Output()
	if err != nil {
		return nil, fmt.Errorf("find the gse module: %w", err)
	}
	f, err := os.Open(filepath.Join(strings.TrimSpace(string(out)), "data", "dict", "zh", "s_1.txt"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	words := map[string]word{}
	s := bufio.NewScanner(f)
	for s.Scan() {
		parts := strings.Fields(s.Text())
		if len(parts) != 3 {
			continue
		}
		n := utf8.RuneCountInString(parts[0])
		freq, err := strconv.Atoi(parts[1])
		if err != nil || n > 4 || !han(parts[0]) {
			continue
		}
		tag := parts[2]
		switch {
		case strings.HasPrefix(tag, "nr"), tag == "i", tag == "m", tag == "mq", tag == "x", tag == "o", tag == "e", tag == "y":
			continue
		case tag == "ns" || tag == "nt":
			if freq < 4*least {
				continue
			}
		}
		if n == 1 && freq < 20*least || freq < least {
			continue
		}
		words[parts[0]] = word{freq, tag[:1]}
	}
	return words, s.Err()
}

func han(s string) bool {
	for _, r := range s {
		if !unicode.Is(unicode.Han, r) {
			return false
		}
	}
	return true
}

// addTerms reads terms.txt: "[tag]" opens a group, "[tag] *heads" a group
// whose words are combined with each of the heads, "#" a comment.
func addTerms(path string, words map[string]word) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	tag, heads := "", []string(nil)
	for n, line := range strings.Split(string(data), "\n") {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "["):
			i := strings.Index(line, "]")
			if i < 0 {
				return fmt.Errorf("%s:%d: no closing bracket", path, n+1)
			}
			tag, heads = line[1:i], strings.Fields(line[i+1:])
		case tag == "":
			return fmt.Errorf("%s:%d: a word before any group", path, n+1)
		default:
			for _, w := range strings.Fields(line) {
				if len(heads) == 0 {
					words[w] = word{ours, tag}
				}
				for _, h := range heads {
					words[w+h] = word{ours, tag}
				}
			}
		}
	}
	return nil
}

func readPlaces(path string) ([]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, err
	}
	var out []string
	for _, r := range rows {
		out = append(out, r[1])
	}
	return out, nil
}

func writePlaces(from, to string) error {
	var lines []string
	for _, name := range []string{"provinces.csv", "cities.csv", "areas.csv", "towns.csv"} {
		f, err := os.Open(filepath.Join(from, name))
		if err != nil {
			return err
		}
		rows, err := csv.NewReader(f).ReadAll()
		f.Close()
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		for _, r := range rows[1:] {
			// these are no names: the counties below them are.
			if r[1] == "市辖区" || strings.Contains(r[1], "直辖县") || r[1] == "县" {
				continue
			}
			lines = append(lines, r[0]+","+r[1])
		}
	}
	sort.Strings(lines)
	return os.WriteFile(to, []byte(strings.Join(lines, "\n")+"\n"), 0o644)
}

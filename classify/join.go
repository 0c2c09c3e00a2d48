package classify

import (
	"fmt"
	"slices"

	"zeren/extract"
)

// Tie is what a person said of two files, by the SHA-256 of their sources:
// that their papers are of one dispute, or (Apart) that they are not. It
// stands over what the papers say.
type Tie struct {
	A     string `json:"a"`
	B     string `json:"b"`
	Apart bool   `json:"apart,omitempty"`
}

// Of reports whether the tie is about these two files.
func (t Tie) Of(a, b string) bool { return t.A == a && t.B == b || t.A == b && t.B == a }

// Beside is what stands beside the papers of a file.
type Beside struct {
	// Named are papers that a person names for this one run. They are not
	// taken on trust: see Gather.
	Named []extract.Record
	// Found are papers of the files that were found to be of a dispute of this
	// file's. Only what is certainly of the paper's own dispute is taken.
	Found []extract.Record
	// Ties are what people said of the files in Found and of this one.
	Ties []Tie
}

// NotJoined is the code of a warning about a named paper that was left out.
const NotJoined = "not_joined"

// Gathered is the case of one paper of a file.
type Gathered struct {
	Part     int // index among the papers of the file
	Case     Case
	Warnings []Warning
}

// Gather makes a case of each judgment or decision of a file: with the other
// papers of the file and the found ones that are certainly of its dispute, and
// with those that people name. A named paper that shares no agency, act or
// number with the first is left out, and so is a later one of which no paper
// says that it decides the same dispute, so that the assessment never stands on
// a stranger. Of two files of one paper one counts. Each named paper left out,
// and each one that only an agency connects, is told in a warning. The order in
// which papers are given makes no difference.
func Gather(papers []extract.Record, b Beside) []Gathered {
	g := gatherer{beside: b, apart: map[[2]string]bool{}, tied: map[[2]string]bool{}}
	for _, t := range b.Ties {
		if t.Apart {
			g.apart[[2]string{t.A, t.B}], g.apart[[2]string{t.B, t.A}] = true, true
		} else {
			g.tied[[2]string{t.A, t.B}], g.tied[[2]string{t.B, t.A}] = true, true
		}
	}
	for i := range papers {
		g.add(&papers[i])
	}
	for i := range b.Found {
		g.add(&b.Found[i])
	}
	for i := range b.Named {
		g.add(&b.Named[i])
	}
	slices.SortFunc(g.pool, comparePapers)
	// A file that has a paper of one of the disputes was named for that one.
	explained := map[string]bool{}
	certain := make([][]*extract.Record, len(papers))
	for i := range papers {
		if isOther(&papers[i]) {
			continue
		}
		certain[i] = g.certain(&papers[i])
		for _, r := range certain[i][1:] {
			explained[r.Source.SHA256] = true
		}
	}
	var out []Gathered
	for i := range papers {
		if !isOther(&papers[i]) {
			c, warnings := g.join(&papers[i], certain[i], explained)
			out = append(out, Gathered{i, c, warnings})
		}
	}
	return out
}

type gatherer struct {
	beside      Beside
	pool        []*extract.Record // all judgments and decisions at hand
	apart, tied map[[2]string]bool
}

func (g *gatherer) add(r *extract.Record) {
	if !isOther(r) && !slices.ContainsFunc(g.pool, func(p *extract.Record) bool { return sameFile(p, r) }) {
		g.pool = append(g.pool, r)
	}
}

// certain gives a paper and those that are certainly of its dispute: what one
// tells as decided below leads on to what that one tells. Of two files of one
// paper the preferred one is taken.
func (g *gatherer) certain(paper *extract.Record) []*extract.Record {
	of := []*extract.Record{paper}
	for i := 0; i < len(of); i++ {
		for _, r := range g.pool {
			if g.connected(of[i], r) && !slices.ContainsFunc(of, func(p *extract.Record) bool { return sameFile(p, r) }) {
				of = append(of, r)
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(of), func(r *extract.Record) bool {
		return r != paper && slices.ContainsFunc(of, func(p *extract.Record) bool {
			return p != r && SamePaper(p, r) && (p == paper || !SamePaper(paper, p) && Prefer(p, r))
		})
	})
}

func (g *gatherer) connected(a, b *extract.Record) bool {
	pair := [2]string{a.Source.SHA256, b.Source.SHA256}
	switch {
	case pair[0] == pair[1]:
		return BondOf(a, b).Kind == Certain
	case g.tied[pair]:
		return BondOf(a, b).Kind != Unrelated || near(a, b) || !g.anyNear(pair)
	}
	return !g.apart[pair] && BondOf(a, b).Kind == Certain
}

// anyNear tells whether any papers of two files have something in common; where
// none have, a person who ties the files means all of them.
func (g *gatherer) anyNear(pair [2]string) bool {
	for _, a := range g.pool {
		for _, b := range g.pool {
			if a.Source.SHA256 == pair[0] && b.Source.SHA256 == pair[1] && (BondOf(a, b).Kind != Unrelated || near(a, b)) {
				return true
			}
		}
	}
	return false
}

// join completes the case of a paper with the papers that people name.
func (g *gatherer) join(paper *extract.Record, sure []*extract.Record, explained map[string]bool) (Case, []Warning) {
	warnings := []Warning{}
	tell := func(code, format string, args ...any) {
		if w := (Warning{code, fmt.Sprintf(format, args...)}); !slices.Contains(warnings, w) {
			warnings = append(warnings, w)
		}
	}
	joined := slices.Clone(sure)
	named := make([]*extract.Record, len(g.beside.Named))
	for i := range g.beside.Named {
		named[i] = &g.beside.Named[i]
	}
	slices.SortFunc(named, comparePapers)
	for i, r := range named {
		likely, close := false, false
		for _, s := range sure {
			likely = likely || BondOf(s, r).Kind != Unrelated
			close = close || near(s, r)
		}
		later := paperKey(r) > paperKey(paper)
		known := func(p *extract.Record) bool { return sameFile(p, r) }
		switch {
		case slices.ContainsFunc(joined, known), slices.ContainsFunc(named[:i], known):
		case isOther(r):
			tell(NotJoined, "%s不是裁判文书，没有作为本案的文书采用", documentWords(r))
		case SamePaper(paper, r):
			tell(NotJoined, "所附%s与本文书案号、日期相同，是同一份文书，没有重复采用", documentWords(r))
		case explained[r.Source.SHA256], slices.ContainsFunc(joined, func(p *extract.Record) bool { return SamePaper(p, r) }):
		case likely && (!later || instanceRank(r) > instanceRank(paper)):
			joined = append(joined, r)
		case !likely && !close:
			tell(NotJoined, "%s与%s没有相同的机关、行为或者案号，没有作为本案的文书采用，请核对是否同一争议", documentWords(r), documentWords(paper))
		case later:
			tell(NotJoined, "%s晚于%s，又没有写明是同一争议的后续裁判，没有采用，请核对", documentWords(r), documentWords(paper))
		case leavesBelow(paper):
			tell(NotJoined, "%s没有写明所针对的原裁判是%s，没有采用，请核对", documentWords(paper), documentWords(r))
		default:
			joined = append(joined, r)
			tell("weakly_joined", "%s与%s只有机关或者行为相同，案号没有联系，请核对是否同一争议", documentWords(r), documentWords(paper))
		}
	}
	papers := make([]extract.Record, len(joined))
	for i, r := range joined {
		papers[i] = *r
	}
	return NewCase(papers...), warnings
}

func near(a, b *extract.Record) bool { return shareAgency(a, b) || shareAct(a, b) }

func comparePapers(a, b *extract.Record) int {
	switch x, y := paperKey(a), paperKey(b); {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

func sameFile(a, b *extract.Record) bool {
	return a.Source.SHA256 != "" && a.Source.SHA256 == b.Source.SHA256 && a.Source.Part == b.Source.Part
}

// SamePaper tells whether two records are of one paper as far as its head
// tells, a scan and a text of it: number and kind, and organ and day where both
// have them.
func SamePaper(a, b *extract.Record) bool {
	return !isOther(a) && a.CaseNumber != nil && b.CaseNumber != nil && sameNumber(*a.CaseNumber, *b.CaseNumber) &&
		a.DocumentType == b.DocumentType && agree(a.DecidedOn, b.DecidedOn) && sameOrgan(a, b)
}

// SameNumber tells whether two papers bear one number of one organ: they are
// one paper, or one of them is read wrong, or mends the other.
func SameNumber(a, b *extract.Record) bool {
	return !isOther(a) && !isOther(b) && a.CaseNumber != nil && b.CaseNumber != nil && sameNumber(*a.CaseNumber, *b.CaseNumber) && sameOrgan(a, b)
}

// OtherParties tells whether the parties of two papers are known and none of
// them, agencies aside, is the same: cases of one series have like texts.
func OtherParties(a, b *extract.Record) bool {
	return citizens(a) != nil && citizens(b) != nil && !shareCitizen(a, b)
}

func sameOrgan(a, b *extract.Record) bool {
	return a.Organ == nil || b.Organ == nil || squeeze(a.Organ.Name) == squeeze(b.Organ.Name)
}

// agree tells whether two values are the same where both are known.
func agree(a, b *string) bool { return a == nil || b == nil || *a == *b }

// Prefer orders two records of one paper: what was recognised from a picture
// stands back, then a copy without the pages of the original, then what tells
// less, then the greater digest.
func Prefer(a, b *extract.Record) bool {
	return preference(a) < preference(b)
}

func preference(r *extract.Record) string {
	no := func(b bool) int {
		if b {
			return 0
		}
		return 1
	}
	pages := r.Source.Reader != "text" && r.Source.Reader != "html"
	return fmt.Sprintf("%d%d%d%d%d|%s|%d", no(r.Source.Reader != "ocr"), no(pages), no(len(r.Results) > 0), no(len(r.Dispositions) > 0), no(r.DecidedOn != nil), r.Source.SHA256, r.Source.Part)
}

func shareAct(a, b *extract.Record) bool {
	for _, x := range a.ChallengedActs {
		for _, y := range b.ChallengedActs {
			if x.DocumentNumber != nil && y.DocumentNumber != nil && sameNumber(*x.DocumentNumber, *y.DocumentNumber) {
				return true
			}
		}
	}
	return false
}

package classify

import (
	"fmt"
	"slices"

	"zeren/extract"
)

// Join makes a case of a paper and of others that people name beside it. What
// they name is not taken on trust: a paper that shares no agency, act or number
// with the first is left out, and so is a later one of which no paper says that
// it decides the same dispute, so that the assessment never stands on a
// stranger. The same bytes count once. Each paper left out, and each one that
// only an agency connects, is told in a warning.
func Join(paper extract.Record, others []extract.Record) (Case, []Warning) {
	warnings := []Warning{}
	tell := func(code, format string, args ...any) {
		if w := (Warning{code, fmt.Sprintf(format, args...)}); !slices.Contains(warnings, w) {
			warnings = append(warnings, w)
		}
	}
	var left []*extract.Record
	for i := range others {
		r := &others[i]
		known := func(p *extract.Record) bool { return sameFile(p, r) }
		switch {
		case known(&paper), slices.ContainsFunc(left, known):
		case r.DocumentType == extract.Other || r.DocumentType == "":
			tell("not_joined", "%s不是裁判文书，没有作为本案的文书采用", documentWords(r))
		case samePaper(&paper, r):
			tell("not_joined", "所附%s与本文书案号、日期相同，是同一份文书，没有重复采用", documentWords(r))
		default:
			left = append(left, r)
		}
	}
	// What a paper tells as decided below leads on to what that one tells.
	sure := []*extract.Record{&paper}
	for i := 0; i < len(sure); i++ {
		left = slices.DeleteFunc(left, func(r *extract.Record) bool {
			ok, _ := linkedEither(sure[i], r)
			if ok {
				sure = append(sure, r)
			}
			return ok
		})
	}
	joined := slices.Clone(sure)
	for _, r := range left {
		likely, near := false, false
		for _, s := range sure {
			_, why := linkedEither(s, r)
			likely = likely || why != ""
			near = near || shareAgency(s, r) || shareAct(s, r)
		}
		later := paperKey(r) > paperKey(&paper)
		switch {
		case likely && (!later || instanceRank(r) > instanceRank(&paper)):
			joined = append(joined, r)
		case !likely && !near:
			tell("not_joined", "%s与%s没有相同的机关、行为或者案号，没有作为本案的文书采用，请核对是否同一争议", documentWords(r), documentWords(&paper))
		case later:
			tell("not_joined", "%s晚于%s，又没有写明是同一争议的后续裁判，没有采用，请核对", documentWords(r), documentWords(&paper))
		case leavesBelow(&paper):
			tell("not_joined", "%s没有写明所针对的原裁判是%s，没有采用，请核对", documentWords(&paper), documentWords(r))
		default:
			joined = append(joined, r)
			tell("weakly_joined", "%s与%s只有机关或者行为相同，案号没有联系，请核对是否同一争议", documentWords(r), documentWords(&paper))
		}
	}
	papers := make([]extract.Record, len(joined))
	for i, r := range joined {
		papers[i] = *r
	}
	return NewCase(papers...), warnings
}

// linkedEither is linked, whichever paper is the earlier.
func linkedEither(a, b *extract.Record) (bool, string) {
	if paperKey(a) > paperKey(b) {
		a, b = b, a
	}
	return linked(a, b)
}

func sameFile(a, b *extract.Record) bool {
	return a.Source.SHA256 != "" && a.Source.SHA256 == b.Source.SHA256 && a.Source.Part == b.Source.Part
}

// samePaper recognises two files of one paper, a scan and a text of it.
func samePaper(a, b *extract.Record) bool {
	return a.CaseNumber != nil && b.CaseNumber != nil && sameNumber(*a.CaseNumber, *b.CaseNumber) &&
		a.DocumentType == b.DocumentType && a.DecidedOn != nil && b.DecidedOn != nil && *a.DecidedOn == *b.DecidedOn
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

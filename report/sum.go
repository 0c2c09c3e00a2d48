package report

import (
	"regexp"
	"slices"
	"sort"
	"strings"

	"zeren/extract"
)

// sums are the sums that the dispositions against the agency award, those of a
// judgment below that the paper affirms included, each with the interest or the
// penalty for delay that the same dispositions order, in their own words and in
// their order.
func (w *writer) sums(r *extract.Record) []Sum {
	stands := slices.Clone(r.Dispositions)
	if len(r.Prior) == 1 && slices.ContainsFunc(r.Dispositions, func(d extract.Disposition) bool { return slices.Contains(d.Outcomes, extract.Affirm) }) &&
		!slices.ContainsFunc(r.Dispositions, func(d extract.Disposition) bool {
			return slices.Contains(d.Outcomes, extract.Reverse) || slices.Contains(d.Outcomes, extract.Modify)
		}) {
		stands = append(stands, r.Prior[0].Dispositions...)
	}
	var out []Sum
	for _, d := range stands {
		if d.Span == nil || !binds(d, w.a.Agency) || !orders(d) {
			continue
		}
		type part struct {
			at int
			Sum
		}
		var parts []part
		for _, a := range r.Amounts {
			// A fine that the paper annuls or sets anew is no debt of the agency.
			if a.Span == nil || !slices.Contains(owed, a.Kind) || a.Span.Start < d.Span.Start || a.Span.End > d.Span.End {
				continue
			}
			at := strings.Index(d.Text, squeeze(a.Text))
			if at < 0 {
				at = len(d.Text)
			}
			kind := a.Kind.Label()
			if m := lateSum.FindString(d.Text[:at]); m != "" {
				kind = m
			}
			parts = append(parts, part{at, Sum{Kind: kind, Yuan: yuan(a.Yuan), Quoted: Quoted{Text: a.Text, Where: w.where(r, a.Span)}}})
		}
		for _, x := range accruals(d.Text) {
			parts = append(parts, part{x[0], Sum{Kind: d.Text[x[0]:x[1]], Quoted: Quoted{Text: d.Text[x[0]:x[1]], Where: w.where(r, d.Span)}}})
		}
		sort.SliceStable(parts, func(i, j int) bool { return parts[i].at < parts[j].at })
		for _, x := range parts {
			out = append(out, x.Sum)
		}
	}
	return out
}

// owed are the kinds of sums that an agency can be made to pay.
var owed = []extract.AmountKind{extract.Compensation, extract.Indemnity, extract.Payment, extract.Interest}

func binds(d extract.Disposition, agency string) bool {
	return len(d.Agencies) == 0 || slices.Contains(d.Agencies, agency)
}

// orders tells whether a clause does more than refuse what was asked for.
func orders(d extract.Disposition) bool {
	return len(d.Outcomes) == 0 || slices.ContainsFunc(d.Outcomes, func(o extract.Outcome) bool { return o != extract.DismissClaim && o != extract.DismissSuit })
}

var (
	// accrualForm finds what runs on with time: 利息, 违约金, 滞纳金, 迟延履行金.
	accrualForm = regexp.MustCompile(`(?:迟延履行期间的?|逾期付款的?|逾期|欠付|资金占用期间的?|资金占用|同期|占用期间的?)?(?:债务|贷款|存款)?(?:利息|违约金|滞纳金|罚息|资金占用费|迟延履行金)(?:损失)?`)
	// lateSum is such a word right before a sum that is fixed.
	lateSum = regexp.MustCompile(`(?:逾期付款|逾期|欠付|迟延履行)?(?:利息|违约金|滞纳金|罚息|资金占用费|迟延履行金)(?:损失)?(?:人民币|合计|共计)?$`)
	// noAccrual stands before words that take it away: 不计利息, 驳回……利息.
	noAccrual = regexp.MustCompile(`(?:不计|不计算|免除|免收|扣除|驳回|不含|不包括)[^，。；]{0,12}$`)
	// runs are the words of a period or a rate that stand behind it without brackets.
	accrualRuns = regexp.MustCompile(`^(?:，|、)?(?:利息)?(?:以|自|从|按|其中|计算|均|分别|利率)`)
)

// accruals are the passages of a clause that order interest and the like with
// the base, the period and the rate that the clause sets for it. Words that a fixed sum
// follows are left to that sum.
func accruals(text string) [][2]int {
	var out [][2]int
	last := 0
	for _, m := range accrualForm.FindAllStringIndex(text, -1) {
		if m[0] < last || noAccrual.MatchString(text[:m[0]]) {
			continue
		}
		from, end, rest := m[0], m[1], text[m[1]:]
		switch {
		case strings.HasPrefix(rest, "（"):
			end += closing(rest)
		case accrualRuns.MatchString(rest):
			end += len(rest)
			if i := strings.IndexAny(rest, "；。"); i >= 0 {
				end = m[1] + i
			}
		case fixedSum.MatchString(rest):
			continue
		default:
			if base := accrualBase.FindStringIndex(text[last:m[0]]); base != nil {
				from = last + base[0]
			}
		}
		out = append(out, [2]int{from, end})
		last = end
	}
	return out
}

// accrualBase are the words of the base and the rate where they stand before:
// 以……为基数，按……计算的利息.
var accrualBase = regexp.MustCompile(`以[^，。；]{1,40}为(?:基数|本金)[^。；]*$`)

// fixedSum is a sum of money, as it follows what it is for.
var fixedSum = regexp.MustCompile(`^(?:人民币|合计|共计|计|为|总计)?[0-9０-９〇零一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾佰仟万两]`)

// closing is the length of the bracket that a text begins with, all of it where
// nothing closes it.
func closing(text string) int {
	depth := 0
	for i, r := range text {
		switch r {
		case '（', '(':
			depth++
		case '）', ')':
			if depth--; depth == 0 {
				return i + len(string(r))
			}
		}
	}
	return len(text)
}

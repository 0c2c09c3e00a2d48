package pipelines

// Why a confirmation no longer stands, as Chinese clauses: what it stood on has
// changed.
const (
	lapsedSheet  = "事实表已重新录入"
	lapsedPapers = "同一争议的文书有变动"
	lapsedMemory = "同一责任人的前案有变动"
)

// lapse takes a confirmation back: what a person confirmed stood on other facts
// or papers. A source that nobody confirmed stays as it is. Called under the
// ledger's lock.
func (s *source) lapse(why string) {
	if !s.inputs().Confirmed {
		return
	}
	s.supply().Confirmed = false
	x := s.extend()
	x.lapsed, x.lapseTold = why, false
}

// standBy takes a confirmation. Called under the ledger's lock.
func (s *source) standBy() {
	s.supply().Confirmed = true
	if s.extra().lapsed != "" {
		x := s.extend()
		x.lapsed, x.lapseTold = "", false
	}
}

// lapseNews tells, once, that the outcome at hand follows a confirmation that no
// longer stands. Called under the ledger's lock.
func (s *source) lapseNews() bool {
	if s.extra().lapsed == "" || s.extra().lapseTold {
		return false
	}
	s.extend().lapseTold = true
	return true
}

// lapsedWords say what became of confirmed reports, one Chinese sentence; "" where
// no confirmation has lapsed. Reports tells whether new ones were drafted.
func lapsedWords(why string, reports bool) string {
	switch {
	case why == "":
		return ""
	case reports:
		return "原已确认的报告因" + why + "不再有效，新报告为草稿，请核对后重新确认。"
	}
	return "原已确认的报告因" + why + "不再有效。"
}

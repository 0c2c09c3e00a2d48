package classify

import "zeren/extract"

// Covers tells whether an agency is one of those that the regulation is for, by
// its name and its division alone: what statistics count, losers or winners.
// Null is undetermined.
func (p *Pack) Covers(party extract.Party) *bool { return p.locate(party).in }

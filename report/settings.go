package report

// Settings are an office's own choices for the papers it drafts. The zero
// value is a draft with nothing added.
type Settings struct {
	// Confirmed: a person has checked the draft; the mark 草稿 goes.
	Confirmed bool `json:"confirmed,omitempty"`
	// Organs are present names of organs that the regulation still names as
	// they were. They go before those of the pack.
	Organs []Organ `json:"organs,omitempty"`
	// Program is the version of the program and of its stages, each
	// "extract 3" and the like, in the order of the chain. It enters the
	// digest of a paper, so that a newer program overwrites nothing.
	Program []string `json:"program,omitempty"`
}

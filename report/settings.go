package report

// Settings are an office's own choices for the papers it drafts. The zero
// value is a draft with nothing added.
type Settings struct {
	// Confirmed: a person has checked the draft; the mark 草稿 goes.
	Confirmed bool `json:"confirmed,omitempty"`
	// Organs are present names of organs that the regulation still names as
	// they were. They go before those of the pack.
	Organs []Organ `json:"organs,omitempty"`
	// Offices are the units whose papers carry a red head or an imprint.
	Offices []Office `json:"offices,omitempty" yaml:"offices"`
	// Fonts are the office's own faces that the papers are printed in, each
	// with its digest. They enter the digest of a paper.
	Fonts []string `json:"fonts,omitempty" yaml:"-"`
	// Program is the version of the program and of its stages, each
	// "extract 3" and the like, in the order of the chain. It enters the
	// digest of a paper, so that a newer program overwrites nothing.
	Program []string `json:"program,omitempty"`
}

// Office is how the papers of one unit begin and end.
type Office struct {
	Unit       string      `json:"unit" yaml:"unit"` // as the paper prints the agency
	Letterhead *Letterhead `json:"letterhead,omitempty" yaml:"letterhead"`
	Imprint    *Imprint    `json:"imprint,omitempty" yaml:"imprint"`
}

// dress gives a draft the head and the imprint of its unit. A form (审核表)
// stays as it is printed.
func (s *Settings) dress(d *Draft) {
	if d.Form == Sheet {
		return
	}
	for _, o := range s.Offices {
		if o.Unit == d.Agency {
			d.Letterhead, d.Imprint = o.Letterhead, o.Imprint
		}
	}
}

package classify

// Pack is one jurisdiction's regulation as data: its text, its rules, its
// document templates.
type Pack struct {
	ID      string
	Title   string
	Version string
	Digest  string
}

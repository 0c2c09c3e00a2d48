package report

// Draft is one official paper, drafted but not yet signed, independent of the
// format it is printed in. PDF and DOCX are made from the same Draft.
type Draft struct {
	ID           string // template in the pack
	Jurisdiction string
	Agency       string
	CaseNumber   string // "" where the paper has none
	Title        string
	Form         Form
	Marks        []string // 草稿, 未生效/待确认: printed on every page
	Letterhead   *Letterhead
	Addressee    string // 主送机关, "" for none
	Blocks       []Block
	Signatures   []Signature
	Imprint      *Imprint
	Meta         Meta
	Bundle       *Bundle // with what it is bound to be handed in, nil for nothing
	// Digest is SHA-256, lower-case hex, over everything that the paper was
	// made from: see inputs. Its first digits end the file's name.
	Digest string
}

// Letterhead is the red head of an official paper (GB/T 9704-2012, 7.2), from the
// office's settings. Without it the paper begins with its title.
type Letterhead struct {
	Organ  string `json:"organ,omitempty" yaml:"organ"`   // 发文机关标志
	Number string `json:"number,omitempty" yaml:"number"` // 发文字号, "" blank
}

// Imprint is the 版记 at the foot of the last page (GB/T 9704-2012, 7.4).
type Imprint struct {
	CopyTo string `json:"copy_to,omitempty" yaml:"copy_to"` // 抄送机关, "" for none
	Office string `json:"office,omitempty" yaml:"office"`   // 印发机关
	Date   string `json:"date,omitempty" yaml:"date"`       // 印发日期 as printed, "" blank
}

// Form is the kind of layout of a paper.
type Form string

// The forms.
const (
	Report   Form = "report"   // running text under a title
	Letter   Form = "letter"   // 函
	Sheet    Form = "sheet"    // a printed form (审核表): one table and its notes
	Decision Form = "decision" // 决定书
)

// Meta goes into the document's metadata, so that an auditor can tell what a
// paper was made from.
type Meta struct {
	Subject  string
	Keywords []string // digests of source, facts, pack, program version
	Date     string   // YYYY-MM-DD of the decision: there is no clock here
}

// BlockKind says what a block is.
type BlockKind string

// The kinds of a block.
const (
	Heading   BlockKind = "heading"   // Level 1: 一、  2: （一）  3: 1.  4: （1）
	Paragraph BlockKind = "paragraph" // first line indented two characters
	Quote     BlockKind = "quote"     // words of the paper or of the regulation
	Rows      BlockKind = "table"
	Timeline  BlockKind = "timeline"
	Figure    BlockKind = "chart"
	Note      BlockKind = "note"  // small print: 注
	Break     BlockKind = "break" // a new page (annexes)
	// Attachments is the list of annexes behind the body (附件说明, GB/T
	// 9704-2012 7.3.4): each Run is the name of one, without its number.
	Attachments BlockKind = "attachments"
	// Signing is the place where Draft.Signatures are printed: behind the
	// body, before the annexes. A Draft without it has them at its end.
	Signing BlockKind = "signing"
	// AnnexTitle is the heading of an annex; Runs[0] is its mark (附件1),
	// printed upper left, Runs[1] its title, centred. A Break precedes it.
	AnnexTitle BlockKind = "annex"
)

// Block is one piece of a paper. The text of a heading carries its printed
// number (一、 （一） 1. （1）): no output format numbers by itself.
type Block struct {
	Kind  BlockKind
	Level int // of a heading: 1 to 4
	Runs  []Run
	Table *Table
	Line  []Event
	Chart *Chart
}

// Chart is a figure of bars that lie one below the other, drawn as vectors.
type Chart struct {
	Title  string
	Unit   string // 件, %
	Labels []string
	Series []Series // one or two
}

// Series are the values of a chart, one for each label. Lost ones are drawn red.
type Series struct {
	Name   string
	Lost   bool
	Values []int
}

// Run is text of one face.
type Run struct {
	Text string
	Bold bool
}

// Table is a ruled table. Widths are shares of the measure.
type Table struct {
	Widths []float64
	Head   []string
	Rows   [][]Cell
}

// Cell is one cell, several paragraphs possible.
type Cell struct {
	Text      []string
	Label     bool     // a printed label of a form: centred
	MinHeight float64  // in millimetres
	Foot      []string // lines at the lower right of the cell: seal and date
}

// Event is one point of the picture of the case in time.
type Event struct {
	Date  string // YYYY-MM-DD, "" unknown
	Label string
	Kind  string // act | suit | instance | service | effect | deadline
}

// Signature is a place for a signature or a seal, left blank.
type Signature struct {
	Unit string // the unit whose seal goes here, "" blank
	Date string // printed blank form of a date
}

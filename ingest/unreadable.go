package ingest

// Reason says why a file gave no document. The set is closed: every reason
// has its Chinese sentence and its remedy, and all of them are permanent for
// the same bytes and the same program (NeedsOCR: until an engine is there).
type Reason string

// The reasons for which a file is set aside for a person (待人工处理).
const (
	Empty      Reason = "empty"       // no bytes
	Unknown    Reason = "unknown"     // neither PDF nor text
	Damaged    Reason = "damaged"     // a PDF that no reader can open
	Encrypted  Reason = "encrypted"   // asks for a password
	NeedsOCR   Reason = "needs_ocr"   // pages are pictures
	Garbled    Reason = "garbled"     // text that is no Chinese text, or readers that disagree
	TooLarge   Reason = "too_large"   // over the limits of bytes or pages
	TimedOut   Reason = "timed_out"   // the reader was killed at its time limit
	ReaderDied Reason = "reader_died" // the reader process ended without an answer
)

// Unreadable is the permanent error of Decode.
type Unreadable struct {
	Reason Reason
	Detail string // for the log, English, may be empty
}

func (e *Unreadable) Error() string {
	if e.Detail == "" {
		return "unreadable: " + string(e.Reason)
	}
	return "unreadable: " + string(e.Reason) + ": " + e.Detail
}

package ingest

import (
	"zeren/ingest/convert"
	"zeren/ingest/ocr"
)

// Aids are the outside programs that some files cannot be read without. They
// are plain data: a reader process is told of them with each file.
type Aids struct {
	OCR    ocr.Engine      `json:"ocr"`
	Office convert.Program `json:"office"`
}

// The names of the aids, as Unreadable.Aid has them.
const (
	AidOCR    = "ocr"    // recognition of pictures of pages
	AidOffice = "office" // LibreOffice
)

// String names the aids with their versions. A reading stands on it as it
// stands on Version.
func (a Aids) String() string { return a.OCR.Identity + "; " + a.Office.Identity }

// Name is the version of one aid, "" where it is not installed.
func (a Aids) Name(aid string) string {
	switch aid {
	case AidOCR:
		return a.OCR.Identity
	case AidOffice:
		return a.Office.Identity
	}
	return ""
}

// Options gives options their programs.
func (a Aids) Options(o Options) Options {
	if a.OCR.Present() {
		o.OCR = a.OCR
	}
	if a.Office.Present() {
		o.Office = a.Office
	}
	return o
}

package ingest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"unicode/utf8"

	"zeren/ingest/web"
)

// The limits of what is read at all.
const (
	MaxBytes = 100 << 20 // 100 MB
	MaxPages = 2000

	// MaxRunes is how many characters of text a document may have: judgments
	// stay below 300,000. Every stage behind this one takes time by their
	// number, some 50 µs each, and others wait.
	MaxRunes = 500000
)

// Options are what Decode must be told besides the bytes.
type Options struct {
	// CacheDir is a folder where pdfium, once compiled for this machine, is
	// kept. Without it each process compiles anew, for some seconds.
	CacheDir string

	// Only names the one reader of PDF that may be used ("pdfium" or
	// "layer"); empty means both, and the gate decides.
	Only string

	// OCR reads the pages that have no usable text of their own; nil leaves
	// the document NeedsOCR.
	OCR Recognizer

	// Office converts old word processor files; nil leaves them NeedsOffice.
	Office Converter

	// notify is told when a reader of PDF sets to work, and again with the
	// number of pages once it knows it.
	notify func(reader string, pages int)

	// seen is shown what each reader of PDF made of the file.
	seen func(*reading)

	// hook, set by tests alone, runs before each reader of PDF.
	hook func(reader, name string)
}

func (o Options) tell(reader string, pages int) {
	if o.notify != nil {
		o.notify(reader, pages)
	}
}

// Decode reads one file: name is its base name, which is kept but decides
// nothing, data its bytes, from which alone the kind of file is told. The
// same bytes give the same Document. An error is an *Unreadable and permanent,
// but for one that says that the reader itself could not be started.
func Decode(name string, data []byte, opts Options) (Document, error) {
	d, err := decode(name, data, opts)
	if n := utf8.RuneCountInString(d.Text); err == nil && n > MaxRunes {
		return Document{Source: d.Source}, unreadable(TooLarge, "%d characters", n)
	}
	return d, err
}

func decode(name string, data []byte, opts Options) (Document, error) {
	d := Document{Source: Source{Name: filepath.Base(name), SHA256: digest(data)}}
	if len(data) > MaxBytes {
		return d, unreadable(TooLarge, "%d bytes", len(data))
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return d, unreadable(Empty, "%d bytes", len(data))
	}
	switch d.Source.Media = sniff(data); d.Source.Media {
	case mediaPDF:
		return decodePDF(d, data, opts)
	case mediaText:
		return decodeText(d, data)
	case mediaDOCX:
		return decodeDOCX(d, data, opts)
	case mediaOFD:
		return decodeOFD(d, data, opts)
	case mediaZip:
		return decodeArchive(d, data)
	case mediaHTML, mediaMHT:
		return decodeWeb(d, data)
	case mediaOLE, mediaRTF, mediaODT, mediaWordXML:
		return decodeOffice(d, data, opts)
	}
	if pageImages[d.Source.Media] {
		return decodePicture(d, [][]byte{data}, opts)
	}
	return d, unreadable(Unknown, "media type %s", d.Source.Media)
}

func digest(data []byte) string {
	h := sha256.Sum256(data)
	return hex.EncodeToString(h[:])
}

// The media types that are told apart.
const (
	mediaPDF    = "application/pdf"
	mediaText   = "text/plain"
	mediaDOCX   = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	mediaOFD    = "application/ofd"
	mediaZip    = "application/zip"
	mediaBinary = "application/octet-stream"

	mediaHTML    = "text/html"
	mediaMHT     = "multipart/related"
	mediaOLE     = "application/msword" // .doc, and the .wps of WPS
	mediaStorage = "application/x-ole-storage"
	mediaRTF     = "application/rtf"
	mediaODT     = "application/vnd.oasis.opendocument.text"
	mediaWordXML = "application/xml" // Word 2003
	mediaJPEG    = "image/jpeg"
	mediaPNG     = "image/png"
	mediaTIFF    = "image/tiff"
	mediaGIF     = "image/gif"
	mediaBMP     = "image/bmp"
	mediaWebP    = "image/webp"
)

// zipMark begins a zip archive, and with it DOCX, OFD and ODT.
const zipMark = "PK\x03\x04"

// sniff tells the kind of a file from its content. A PDF's header may stand
// anywhere in the first 1024 bytes (ISO 32000-1, annex H.3.4.1).
func sniff(data []byte) string {
	head := data[:min(len(data), 1024)]
	// An archive that packs without compressing has its first file's header
	// near its own.
	if bytes.HasPrefix(data, []byte(zipMark)) {
		return packaged(data)
	}
	if bytes.Contains(head, []byte("%PDF-")) {
		return mediaPDF
	}
	if bytes.HasPrefix(data, []byte(oleMark)) {
		return ole(data)
	}
	if len(data) > 26 && bytes.HasPrefix(data, []byte("BM")) && data[14] >= 12 && data[14] <= 124 && data[15] == 0 && data[16] == 0 && data[17] == 0 {
		return mediaBMP // two letters alone would take text for a picture
	}
	if len(data) > 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP" {
		return mediaWebP
	}
	for _, m := range magic {
		if bytes.HasPrefix(data, []byte(m.prefix)) {
			return m.media
		}
	}
	if web.Archived(head) {
		return mediaMHT
	}
	text, ok := plain(data)
	if !ok {
		if web.Marked(head) {
			return mediaHTML // in an encoding of its own
		}
		return mediaBinary
	}
	start := []byte(text[:min(len(text), 1024)])
	switch {
	case bytes.Contains(start, []byte(`progid="Word.Document"`)), bytes.Contains(start, []byte("<w:wordDocument")):
		return mediaWordXML
	case web.Marked(start):
		return mediaHTML
	}
	return mediaText
}

// magic are the first bytes of files that people send instead of a PDF.
var magic = []struct{ prefix, media string }{
	{"\xff\xd8\xff", mediaJPEG},
	{"\x89PNG\r\n\x1a\n", mediaPNG},
	{"II*\x00", mediaTIFF},
	{"MM\x00*", mediaTIFF},
	{"GIF8", mediaGIF},
	{"Rar!\x1a\x07", "application/vnd.rar"},
	{"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"},
	{"\x1f\x8b", "application/gzip"},
	{"{\\rtf", mediaRTF},
}

// Reader names.
const (
	readerText   = "text"
	readerPdfium = "pdfium"
	readerLayer  = "layer"
	readerOCR    = "ocr"
	readerDOCX   = "docx"
	readerOFD    = "ofd"
	readerWeb    = "html"
	readerZip    = "zip"

	readerPicture = "picture" // a picture that nobody recognised
	readerOffice  = "office"  // at work on a conversion
	readerEngine  = "engine"  // compiling pdfium
)

// builder writes the text of a document line by line and keeps the offsets.
type builder struct {
	text []byte
	n    int // runes so far
}

func (b *builder) line(s string) (start, end int) {
	start = b.n
	b.text = append(b.text, s...)
	b.n += utf8.RuneCountInString(s)
	end = b.n
	b.text = append(b.text, '\n')
	b.n++
	return start, end
}

// Package ingest turns the bytes of a file into a Document: its text in
// reading order, line by line, each with its place on the page, and what of it
// could not be read.
//
// What comes in: a name and bytes. What goes out: a Document, or an
// *Unreadable with the reason, a Chinese sentence and a remedy. What never
// happens: text passed as good that is not what the page shows, as far as two
// independent readers, the checksums in the file and a gate on the characters
// can tell; a page left out in silence; a character moved or replaced, but for
// the radicals that Normal tells of.
//
// Decode is a pure function of the bytes. Since broken files can hang or
// crash a reader, the program calls it in reader processes: Serve is their
// loop, Pool starts, limits, kills and replaces them.
//
// The parts: pdf has the two readers, layout makes lines, paragraphs and page
// furniture out of placed characters, gate.go tells text from garbage,
// choice.go weighs the readers page by page, recognition.go reads pictures of
// pages where an engine for it is installed.
package ingest

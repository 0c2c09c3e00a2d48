// Package pdf reads PDF files: bytes go in, glyphs placed on pages come out.
// It has two readers that share no code.
//
// Engine is pdfium, compiled to WebAssembly and run by wazero without files,
// network or cgo. Layer is ledongthuc's parser with a text layer of our own:
// ToUnicode first, then the predefined CMaps for simplified Chinese (GBK-EUC,
// GBKp-EUC, GB-EUC, GBpc-EUC, GBK2K, UniGB-UCS2, UniGB-UTF16), Form XObjects
// followed, the true text matrix, a box for each glyph. The parser's own text
// functions are never called: they ignore ToUnicode beside an encoding
// dictionary, do not follow forms and panic on their own line ends.
//
// Which of them leads was measured on the 101 files with text of the
// development corpus (20 producers and manipulations, 468 pages; two shared
// cores, other work going on; both through the same layout):
//
//	reader          files at ≤ 2 % wrong characters   ms a page
//	Engine alone     99                                 14
//	Layer alone      97                                  3
//	both, weighed   101 (mean 0.002 %)                  20
//
// The Engine leads. It alone reads AES-256 and fonts without a map whose
// collection is Adobe-GB1 (2 files of XeLaTeX); the Layer alone reads GBK-EUC
// text, not embedded, that the Engine loses on some pages (1 file), and keeps
// the text of a font whose program is damaged. On 443 of the pages both
// give the same characters, one for one; where they do not, one of them lacks
// a font's map and knows it. Of 485 files damaged on purpose (flipped bits,
// zeroed or missing stretches, cut tails, changed digits) the two together,
// with the checksums of Torn, passed 153 as good, 2 of them with more than 2 %
// of the characters lost or out of order: text that the file itself no longer
// holds, or places wrongly for both.
//
// The Layer must run in a process that can be killed: over a hostile file the
// parser can overflow the stack, hang, or ask for any amount of memory.
package pdf

// Package pdf reads PDF files: bytes go in, glyphs placed on pages come out.
// It has two readers that share no code.
//
// Layer is ledongthuc's parser with a text layer of our own: ToUnicode first,
// then the predefined CMaps for simplified Chinese (GBK-EUC, GBKp-EUC, GB-EUC,
// GBpc-EUC, GBK2K, UniGB-UCS2, UniGB-UTF16), CMaps that fonts carry, and the
// CIDs of Adobe-GB1; Form XObjects followed, ActualText, the true text matrix,
// a box for each glyph; every standard encryption under the empty password,
// AES-256 among them; every filter that is not for pictures alone, with its
// predictors, and chains of them; what of the text is seen (sight.go), the
// layers that are switched off, form fields and notes. The parser's own text functions are never called: they
// ignore ToUnicode beside an encoding dictionary, do not follow forms and
// panic on their own line ends. Engine is pdfium, compiled to WebAssembly and
// run by wazero without files, network or cgo.
//
// Which of them leads was measured: on the 101 files with text of the
// development corpus (468 pages), and on 1,371 samples of 32 producers and 62
// manipulations, some of which no reader should take (TestSamples). All went
// through the same layout and gate; "wrong" has more than 2 % of its
// characters wrong and was taken as good.
//
//	                    corpus           samples
//	reader              read  refused    read  refused  wrong   ms a page
//	Layer alone         100   1          996   375       0       2
//	Engine alone         99   2          892   460      19      10
//	both, weighed       101   0          962   409       0       8
//
// The Layer leads: it is the more exact one and five times as fast. The Engine
// gives a second opinion by the characters of a page in their order alone, at
// half the cost of their boxes; these are asked for where it differs, which
// is on 2 pages of 100. What both read and one alone would also have read is
// refused on purpose where the other finds the file broken: 34 samples have no
// cross-reference, or line ends that a mail program changed.
//
// That two readers agree says nothing of a file that is itself wrong. So Torn
// holds the streams to their checksums and lengths, and the Layer a page to
// the syntax of its content and the parts of its fonts; the gate of package
// ingest tells characters that were exchanged by how they follow each other.
// Of 2,500 files damaged on purpose (flipped bits, zeroed or missing
// stretches, cut tails, changed digits) none is passed with wrong text
// (TestDamaged). Text that is there and not seen, or seen and told in two ways,
// is what TestLies forges. What remains is a map that lies about less than one character in
// twenty-five: nothing in the file but the shapes of its glyphs tells of it.
//
// The Layer must run in a process that can be killed: over a hostile file the
// parser can overflow the stack, hang, or ask for any amount of memory.
package pdf

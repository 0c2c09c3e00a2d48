//go:build !nogpl

package fonts

import _ "embed" // the face

// The FandolFang face is under GPL-3 with the font exception; build with the
// tag nogpl to leave it out.

//go:embed FandolFang.ttf
var fangTTF []byte

const fangName = "FandolFang"

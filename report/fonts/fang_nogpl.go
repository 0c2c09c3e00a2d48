//go:build nogpl

package fonts

// Without the GPL face, the light Song of the same width stands in for 仿宋.
var fangTTF = lightTTF

const fangName = "NotoSerifSC-Light"

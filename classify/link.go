package classify

import "zeren/extract"

// sameNumber compares two case numbers, however they are printed.
func sameNumber(a, b string) bool {
	x, ok := extract.ParseCaseNumber(a)
	y, ok2 := extract.ParseCaseNumber(b)
	if ok && ok2 {
		return x.Key() == y.Key()
	}
	return squeeze(a) == squeeze(b)
}

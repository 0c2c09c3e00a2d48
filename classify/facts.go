package classify

// Facts is what people supply about a case: the facts sheet (事实核实表).
// Absent is unknown, never false.
type Facts struct{}

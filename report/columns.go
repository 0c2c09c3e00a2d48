package report

import "unicode/utf8"

// The columns of a running table are fitted to their words: a template gives
// their shares, and room goes from one to another as long as the table becomes
// lower by it or fewer cells leave a character alone on their last line. All of
// it is counted in whole numbers, so that every machine and both twins, which
// measure words differently, come to the same columns.

const (
	emParts   = 100 // an em in the lengths of words
	slack     = 30  // parts of an em that stay free: another program has wider faces
	shortCell = 9   // ems: a cell of no more stands on one line
	// What a table costs: a line of a row, the same by the words alone, so that
	// room which no line needs goes where it will, a line that holds one
	// character or two, a short cell that is broken, and a millimetre of one
	// column away from its share.
	lineCost, fillCost, tailCost, brokenCost, shareCost = 100, 25, 30, 60, 1
)

// columnSteps are how many tenths of a millimetre move at a time: a line goes
// only when the whole of what it lacks has come.
var columnSteps = []int{10, 20, 40, 70, 110}

// fitted is a table's columns, in tenths of a millimetre.
type fitted struct {
	rows  [][][]int // row, column, paragraph: its length in hundredths of an em
	ask   []int     // the widths that the shares give
	least int
	pad   int // both paddings of a cell
	em    int
	seen  []map[int][]fit // for a column and a width: how each row's cell fits
}

// fit is how a cell stands in a column.
type fit struct {
	lines int
	fill  int // the lines that its words would need without any loss, in hundredths
	price int // what its broken words cost
}

// columnsOf gives the widths, in mm, of the columns of a table set in ts; those
// of a printed form are what its template says.
func columnsOf(tb Table, cols int, ts tableStyle, form bool) []float64 {
	leastMM := (2+slack/100.0)*ts.cell.size*mmPerPoint + 2*ts.padX
	widths := columnWidths(shares(tb, cols), cols, leastMM)
	if form || cols < 2 {
		return widths
	}
	tenths := func(mm float64) int { return int(mm*10 + 0.5) }
	f := fitted{least: tenths(leastMM), pad: tenths(2 * ts.padX), em: tenths(ts.cell.size * mmPerPoint)}
	for _, w := range widths {
		f.ask = append(f.ask, tenths(w))
		f.seen = append(f.seen, map[int][]fit{})
	}
	add := func(cell func(i int) []string) {
		row := make([][]int, cols)
		for i := range row {
			for _, s := range cell(i) {
				row[i] = append(row[i], length(s))
			}
		}
		f.rows = append(f.rows, row)
	}
	if len(tb.Head) > 0 {
		add(func(i int) []string {
			if i < len(tb.Head) {
				return []string{tb.Head[i]}
			}
			return nil
		})
	}
	for _, r := range tb.Rows {
		add(func(i int) []string {
			if i < len(r) {
				return r[i].Text
			}
			return nil
		})
	}
	now := append([]int{}, f.ask...)
	best := f.price(now)
	for range 100 {
		from, to, by := -1, -1, 0
		for i := range now {
			for j := range now {
				for _, step := range columnSteps {
					if i == j || now[i]-step < f.least {
						continue
					}
					now[i], now[j] = now[i]-step, now[j]+step
					if p := f.price(now); p < best {
						best, from, to, by = p, i, j, step
					}
					now[i], now[j] = now[i]+step, now[j]-step
				}
			}
		}
		if by == 0 {
			break
		}
		now[from], now[to] = now[from]-by, now[to]+by
	}
	sum := 0
	for i := range now[:cols-1] {
		widths[i] = float64(now[i]) / 10
		sum += now[i]
	}
	widths[cols-1] = measure - float64(sum)/10
	return widths
}

// length of a text in hundredths of an em, as near as it can be told without a
// face.
func length(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf:
			n += emParts / 2
		default:
			n += emParts
		}
	}
	return n
}

// price of a table with columns of the given widths.
func (f *fitted) price(widths []int) int {
	cells := make([][]fit, len(widths))
	total := 0
	for i, w := range widths {
		c, ok := f.seen[i][w]
		if !ok {
			c = f.column(i, w)
			f.seen[i][w] = c
		}
		cells[i] = c
		away := w - f.ask[i]
		total += max(away, -away) * shareCost / 10
	}
	for r := range f.rows {
		lines, fill := 1, 0
		for i := range cells {
			c := cells[i][r]
			lines, fill = max(lines, c.lines), max(fill, c.fill)
			total += c.price
		}
		total += lines*lineCost + fill*fillCost/100
	}
	return total
}

// column gives the lines of each cell of a column that is w wide, and what its
// broken words cost.
func (f *fitted) column(i, w int) []fit {
	room := max(1, (w-f.pad)*emParts/f.em-slack)
	out := make([]fit, len(f.rows))
	for r, row := range f.rows {
		for _, n := range row[i] {
			lines := 1
			if n > room {
				// Marks that begin no line and words kept whole take a little.
				n += n / 40
				lines = (n + room - 1) / room
				if tail := n - (lines-1)*room; tail <= 2*emParts {
					out[r].price += tailCost
				}
				if n <= shortCell*emParts {
					out[r].price += brokenCost
				}
			}
			out[r].lines += lines
			out[r].fill += max(100, n*100/room)
		}
	}
	return out
}

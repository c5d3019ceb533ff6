package picture

import (
	"slices"

	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// tally is how many entries there were in each year, or each few years.
type tally struct {
	title string
	bins  []bin
	n     int // all in all
	// those before the axis, and those that may be of more than one box
	early, unplaced int
}

type bin struct {
	from, to float64
	n        int
}

// binWidth is how wide the box of a count is at least: two digits and air.
// What the ends of the axis cut off is part of the box beside it if it is narrower
// than leastBin.
const (
	binWidth = 22.0
	leastBin = 18.0
)

// count puts into boxes by year what isn't drawn one by one.
func (p *timeline) count(g *gathered) {
	for _, x := range []struct {
		key     string
		entries []card.Entry
	}{{"picture.others", g.counted}, {"picture.works", g.minor}} {
		in := p.l.Years()
		t := p.tally(x.entries, in)
		if in != locale.Gregorian && t.unplaced > 0 { // years of the one lie in two of the other
			if other := p.tally(x.entries, locale.Gregorian); other.unplaced < t.unplaced {
				t = other
			}
		}
		if t.n > 0 {
			t.title = p.l.T(x.key)
			p.counts = append(p.counts, t)
		}
		if t.early > 0 {
			since := p.date(calendar.DateOf(p.axis.from))
			p.notes = append(p.notes, p.l.T(x.key+".early", locale.N(t.early), locale.Text("date", since)))
		}
		if t.unplaced > 0 {
			p.notes = append(p.notes, p.l.T(x.key+".unplaced", locale.N(t.unplaced)))
		}
	}
}

// tally counts entries by the years of a calendar: those before the axis, and
// those that aren't surely of one box, apart.
func (p *timeline) tally(entries []card.Entry, in locale.Calendar) (t tally) {
	var begins []calendar.Day // of each box but the first
	ticks := p.axis.ticks(in, binWidth)
	for _, x := range ticks {
		if x.x-p.axis.x0 >= leastBin && p.axis.x1-x.x >= leastBin {
			begins = append(begins, x.day)
		}
	}
	box := func(d calendar.Day) int {
		n, exact := slices.BinarySearchFunc(begins, d, calendar.Day.Compare)
		if exact {
			n++
		}
		return n
	}
	counts := make([]int, len(begins)+1)
	for _, e := range entries {
		first, starts := e.Date.Earliest()
		last, ends := e.Date.Latest()
		switch {
		case ends && last.Before(p.axis.from):
			t.early++
		case !starts, !ends, !p.axis.reaches(first), !p.axis.reaches(last), box(first) != box(last):
			t.unplaced++
		default:
			counts[box(first)]++
			t.n++
		}
	}
	for i, n := range counts {
		b := bin{from: p.axis.x0, to: p.axis.x1, n: n}
		if i > 0 {
			b.from = p.axis.at(begins[i-1])
		}
		if i < len(begins) {
			b.to = p.axis.at(begins[i])
		}
		if n > 0 {
			t.bins = append(t.bins, b)
		}
	}
	return t
}

// remarks are the words below the picture.
func (p *timeline) remarks(public *casefile.Redacted, g *gathered) {
	if b := public.Person.Born; b != nil && !b.Date.IsZero() {
		p.notes = append([]string{p.l.T("case.born", locale.Text("date", p.date(b.Date)))}, p.notes...)
	}
	if g.undated > 0 {
		p.notes = append(p.notes, p.l.T("picture.undated", locale.N(g.undated)))
	}
}

package picture

import (
	"vigil/internal/calendar"
	"vigil/internal/card"
)

// ending is when a term ends as a source states: a broken line leads there from
// the judgment, since nobody has seen it end. Nothing is computed.
type ending struct {
	extent
	beyond bool // it lies past the end of the axis
	piece  int  // of the label, which has it in words
}

// The shapes of an end, in points.
const (
	endHigh   = 12.0
	endWide   = 2.2
	arrowLong = 6.0
	lineWide  = 1.6
)

// ahead is how much of the axis what is stated of the future may take: the ends of
// long terms would press what did happen together.
const ahead = 0.6

// until adds to an item the end that a source states for a penalty, if its term
// may still come to it.
func (p *timeline) until(it *item, x ruled, y card.Punishment) {
	if end, ok := stated(x, y); ok {
		it.ends = append(it.ends, p.ending(end, len(it.pieces)))
	}
}

// ending is an end on the axis; piece is the one of the label that says it.
func (p *timeline) ending(end calendar.Date, piece int) ending {
	first, begins := end.Earliest()
	if begins && first.After(p.axis.to) {
		return ending{extent{from: p.axis.x1 - arrowLong, to: p.axis.x1}, true, piece}
	}
	return ending{p.axis.extent(end), false, piece}
}

// stated is the end of a penalty's term that a source states; false where there is
// none, or the term doesn't run to it any more.
func stated(x ruled, y card.Punishment) (end calendar.Date, ok bool) {
	if y.Of.Ends.IsZero() || !x.Current() || !x.OutcomeOf(y.Of).Running() {
		return calendar.Date{}, false
	}
	return y.Of.Ends, true
}

// stretch is to, or the last day of those stated ends that the axis can take.
func (p *timeline) stretch(g *gathered, from, to calendar.Day) calendar.Day {
	past := p.today.Sub(from)
	furthest := p.today.AddDays(int(float64(max(past, 300)) * ahead / (1 - ahead)))
	for _, x := range g.rulings {
		for _, y := range x.words.Penalties {
			end, _ := stated(x, y)
			if last, ok := end.Latest(); ok && last.After(to) && !last.After(furthest) {
				to = last
			}
		}
	}
	return to
}

// lastShape is where the shapes of an item end, without the ends of its terms.
func (it *item) lastShape() float64 {
	at := 0.0
	if it.mark != noMark {
		at = it.at + markSize
	}
	for _, b := range it.parts {
		at = max(at, b.to)
	}
	return at
}

// endings draws the ends of an item's terms, as far as its label says them.
func (p *timeline) endings(it *item, mid float64) {
	c, from := p.canvas, it.lastShape()
	for _, e := range it.ends {
		if e.piece >= it.shown {
			continue
		}
		c.Dashed(from+1.5, mid, max(from+1.5, e.from), mid, lineWide, 5, 3, it.ink)
		switch {
		case e.beyond:
			c.polygon(Solid(it.ink), e.from, mid-arrowLong*0.75, e.to, mid, e.from, mid+arrowLong*0.75)
		case e.day:
			c.Bar(Box{e.from - endWide/2, mid - endHigh/2, endWide, endHigh}, 0, Solid(it.ink))
		default:
			c.Bar(Box{e.from, mid - barHigh/2, e.to - e.from, barHigh}, 2, Solid(it.ink).Hatched().Fading(e.fadesIn, e.fadesOut))
		}
	}
}

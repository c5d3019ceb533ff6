package casefile

import (
	"slices"

	"vigil/internal/calendar"
)

// Coming is something on record that is still to come.
type Coming struct {
	Date calendar.Date // as precise as the record
	// One of the two is set; they point into the casefile.
	Proceeding *Proceeding // a hearing, a verdict …
	Penalty    *Penalty    // whose term ends on Date, as a source states
	Sentence   *Sentence   // that the penalty is part of
}

// Next is what comes on day on or after it, the nearest first: proceedings, and
// ends of term that a source states. A date that may already be past is left
// out, and so are ends of terms that no longer run. Nothing is computed.
func (c *Casefile) Next(on calendar.Day) []Coming {
	today := calendar.DateOf(on)
	var coming []Coming
	for i := range c.Proceedings {
		if p := &c.Proceedings[i]; p.Date.OnOrAfter(today) == calendar.Yes {
			coming = append(coming, Coming{Date: p.Date, Proceeding: p})
		}
	}
	for _, j := range c.Judgments() {
		if !j.Current() {
			continue
		}
		for i := range j.Penalties {
			p := &j.Penalties[i]
			if j.OutcomeOf(p).Running() && p.Ends.OnOrAfter(today) == calendar.Yes {
				coming = append(coming, Coming{Date: p.Ends, Penalty: p, Sentence: j.Sentence})
			}
		}
	}
	slices.SortStableFunc(coming, func(a, b Coming) int { return a.Date.Compare(b.Date) })
	return coming
}

// Running reports whether a penalty of this outcome may still come to the end
// that a source stated for it.
func (o Outcome) Running() bool {
	switch o {
	case Overturned, Pardoned, Served, Suspended, Interrupted, Unserved:
		return false
	}
	return true
}

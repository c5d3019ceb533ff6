package store

import "vigil/internal/calendar"

// InCustody is that somebody was in custody on one of the days from one to
// another, both included. A zero Day leaves that side open. A stay without an
// end on record surely lasted until the day as of which the status says that
// they are held; of what came after, and of who isn't held, it can't be told.
type InCustody struct{ From, To calendar.Day }

// stayRow is a stay of somebody.
type stayRow struct {
	start, end reach
	slot       uint8
	undated    bool // no beginning is on record
	lasts      bool // no end is: it may have lasted longer
}

func (who *Person) stayRows() (rows []stayRow) {
	for _, x := range who.Custody {
		row := stayRow{start: reachOf(x.Start.Date()), end: reachOf(x.End.Date()), undated: x.Start.IsZero(), lasts: x.End.IsZero()}
		if row.lasts && who.Status.Held() {
			row.end = reachOf(who.AsOf.Date())
		}
		rows = append(rows, row)
	}
	return rows
}

func (x InCustody) cost() int { return 1 }

func (x InCustody) ready(hasher) func(*leaf, set) (yes, can set) {
	began, ended := spanOf(calendar.Day{}, x.To), spanOf(x.From, calendar.Day{})
	return func(f *leaf, _ set) (yes, can set) {
		for i := range f.stays {
			r := &f.stays[i]
			is := r.end.within(ended)
			if r.lasts && is == calendar.No {
				is = calendar.CantTell
			}
			start := r.start.within(began)
			if r.undated {
				start = calendar.CantTell
			}
			switch both(start, is) {
			case calendar.Yes:
				yes.add(r.slot)
				can.add(r.slot)
			case calendar.CantTell:
				can.add(r.slot)
			}
		}
		return yes, can
	}
}

// HeldLong is for how many days somebody who is held has been, without a gap, up
// to the day On, as [Person.HeldFor] has it.
type HeldLong struct {
	On calendar.Day
	Is func(least, most int, known bool) calendar.Answer
}

func (x HeldLong) cost() int { return 2 }

func (x HeldLong) ready(hasher) func(*leaf, set) (yes, can set) {
	m := measuring{order: ShortestHeld, on: x.On}
	return func(f *leaf, among set) (yes, can set) {
		var g gauge
		m.byDays(f, among, &g)
		among.each(func(slot uint8) {
			var days bounds
			if g.known.has(slot) {
				days = g.at[slot]
			}
			switch x.Is(int(days.low), int(days.high), g.known.has(slot)) {
			case calendar.Yes:
				yes.add(slot)
				can.add(slot)
			case calendar.CantTell:
				can.add(slot)
			}
		})
		return yes, can
	}
}

package store

import (
	"math"
	"slices"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

// Order is by what people are ranked.
type Order uint8

// The orders. Terms and lashes are those of one penalty that was neither
// overturned, pardoned nor replaced, as it is now; they are not added up.
const (
	LongestTerm Order = iota // of prison; life is the longest
	ShortestTerm
	MostLashes
	FewestLashes
	Oldest
	Youngest
	LongestHeld  // days without a gap, of who is held up to the day asked for
	ShortestHeld // the same, of who is held now
	FirstArrested
	LatestArrested
	FirstSentenced
	LatestSentenced
	FirstReleased
	LatestReleased
	FirstDeparted
	LatestDeparted
	FirstDied
	LatestDied
	NextTermEnd // the soonest stated end of a term, from the day asked for
	MostSentences
	MostCharges
	MostWorks
	MostAwards
	MostLawyers
)

// Ranked is who comes first in an order.
type Ranked struct {
	// First are those before whom surely nobody comes, by name: more than one
	// where they are equal, or where imprecise dates don't tell.
	First []Rank
	// Told is whether all of First are surely equal, or only one.
	Told bool
	// Unknown are those to whom it may apply, but nothing that could be ranked
	// was published of them.
	Unknown []*Person
	Of      int // who could be ranked
}

// Rank is somebody with what they are ranked by.
type Rank struct {
	Who     *Person
	Date    calendar.Date // of an order by dates
	Number  int           // of an order by numbers; days, of who is held
	Term    calendar.Term // of an order by terms
	Life    bool          // instead of a term
	Ruling  *Ruling       // that the term or the lashes are of
	Penalty *Punishment

	low, high int64 // as far as it is known
}

// Rank ranks those whom the inquiry surely means. Of sentences it looks at
// those that are all that s asks; days are counted up to the day on.
func (c *Census) Rank(q Inquiry, o Order, s Sentenced, on calendar.Day) (ranked Ranked) {
	var all []Rank
	m := measureBy(o, s, on)
	for _, who := range c.Find(q).Yes {
		r, known, open := m.measure(who)
		switch {
		case known:
			r.Who = who
			all = append(all, r)
		case open:
			ranked.Unknown = append(ranked.Unknown, who)
		}
	}
	ranked.Of = len(all)
	best := int64(math.MinInt64)
	for i := range all {
		if o.least() {
			all[i].low, all[i].high = -all[i].high, -all[i].low
		}
		best = max(best, all[i].low)
	}
	ranked.Told = true
	for _, r := range all {
		if r.high >= best {
			ranked.First = append(ranked.First, r)
			ranked.Told = ranked.Told && r.low == r.high
		}
	}
	ranked.Told = ranked.Told || len(ranked.First) == 1
	return ranked
}

// least reports whether the least comes first.
func (o Order) least() bool {
	switch o {
	case ShortestTerm, FewestLashes, Oldest, ShortestHeld, FirstArrested, FirstSentenced, FirstReleased, FirstDeparted, FirstDied, NextTermEnd:
		return true
	}
	return false
}

// measuring is what people are measured by.
type measuring struct {
	order Order
	asked *asked // of sentences
	stand *asked // and that they stand
	dates DateOf // of an order by dates
	on    calendar.Day
}

func measureBy(o Order, s Sentenced, on calendar.Day) *measuring {
	m := &measuring{order: o, asked: s.asked(), on: on}
	s.Standing = true
	m.stand = s.asked()
	switch o {
	case Oldest, Youngest:
		m.dates = BirthDate
	case FirstArrested, LatestArrested:
		m.dates = ArrestDate
	case FirstSentenced, LatestSentenced:
		m.dates = SentenceDate
	case FirstReleased, LatestReleased:
		m.dates = ReleaseDate
	case FirstDeparted, LatestDeparted:
		m.dates = DepartureDate
	case FirstDied, LatestDied:
		m.dates = DeathDate
	case NextTermEnd:
		m.dates = TermEndDate
	}
	return m
}

// measure is what somebody is ranked by. Open is whether they may have it
// though nothing is known of it.
func (m *measuring) measure(who *Person) (r Rank, known, open bool) {
	switch m.order {
	case LongestTerm, ShortestTerm:
		return m.term(who)
	case MostLashes, FewestLashes:
		return m.lashes(who)
	case LongestHeld, ShortestHeld:
		return m.held(who)
	case MostSentences:
		are, _ := m.asked.of(who)
		return numbered(len(are))
	case MostCharges:
		return numbered(len(who.Charges))
	case MostWorks:
		return numbered(len(who.Works))
	case MostAwards:
		return numbered(len(who.Awards))
	case MostLawyers:
		n := 0
		for i := range who.Around {
			if slices.Contains(who.Around[i].roles, "lawyer") {
				n++
			}
		}
		return numbered(n)
	}
	return m.date(who)
}

func numbered(n int) (r Rank, known, open bool) {
	return Rank{Number: n, low: int64(n), high: int64(n)}, n > 0, false
}

// standing are the rulings asked for that stand, each once.
func (m *measuring) standing(who *Person) []*Ruling {
	are, _ := m.stand.of(who)
	return are
}

func (m *measuring) term(who *Person) (best Rank, known, open bool) {
	s := m.asked
	for _, r := range m.standing(who) {
		for i := range r.Penalties {
			p := &r.Penalties[i]
			if !m.prison(p.Kind) || p.Outcome.Fallen() || s.outcomes != 0 && s.came(outcomeNumber(p.Outcome)) != calendar.Yes {
				continue
			}
			k := Rank{Ruling: r, Penalty: p}
			switch term, published := p.Now(); {
			case p.Life():
				k.Life, k.low = true, math.MaxInt32
			case published:
				k.Term, k.low = term, mean(term)
			default:
				open = true
				continue
			}
			if k.high = k.low; !known || m.order.least() == (k.low < best.low) && k.low != best.low {
				best, known = k, true
			}
		}
	}
	return best, known, open
}

// prison reports whether a term is one of those asked for: of prison, unless
// other penalties were.
func (m *measuring) prison(k casefile.PenaltyKind) bool {
	if len(m.asked.Penalties) > 0 {
		return slices.Contains(m.asked.Penalties, k)
	}
	return k == casefile.Imprisonment || k == casefile.LifeImprisonment
}

// mean orders terms by their mean lengths: 4,800 months are 146,097 days.
func mean(t calendar.Term) int64 {
	months, days := lengthRow(t)
	return (int64(months)*146097 + int64(days)*4800) / 48
}

func (m *measuring) lashes(who *Person) (best Rank, known, open bool) {
	for _, r := range m.standing(who) {
		for i := range r.Penalties {
			p := &r.Penalties[i]
			if p.Kind != casefile.Flogging || p.Outcome.Fallen() {
				continue
			}
			if p.Count < 0 {
				open = true
				continue
			}
			if !known || m.order.least() == (p.Count < best.Number) && p.Count != best.Number {
				best, known = Rank{Ruling: r, Penalty: p, Number: p.Count, low: int64(p.Count), high: int64(p.Count)}, true
			}
		}
	}
	return best, known, open
}

// date is the date that the order is by.
func (m *measuring) date(who *Person) (best Rank, known, open bool) {
	var dates []When
	if m.dates == SentenceDate {
		are, _ := m.asked.of(who)
		for _, r := range are {
			dates = append(dates, dated(whenOf(r.Day()))...)
		}
	} else {
		dates = who.Dates(m.dates)
	}
	for _, w := range dates {
		reach := reachOf(w.Date())
		k := Rank{Date: w.Date(), low: int64(reach.first), high: int64(reach.last)}
		if m.order == NextTermEnd && k.high < int64(dayNumber(m.on)) {
			continue
		}
		switch {
		case !known:
			best, known = k, true
		case m.order.least() && k.low < best.low, !m.order.least() && k.high > best.high:
			best = k
		}
	}
	return best, known, !known && (m.dates == BirthDate || happened(who, m.dates))
}

// happened reports whether something of which the date isn't on record is.
func happened(who *Person, of DateOf) bool {
	switch of {
	case ArrestDate:
		return who.Recorded(AnArrest)
	case SentenceDate:
		return len(who.Rulings) > 0
	case ReleaseDate:
		return who.Recorded(ARelease)
	case DepartureDate:
		return who.Recorded(ADeparture)
	case DeathDate:
		return who.Recorded(ADeath)
	}
	return false
}

// HeldFor is for how many days somebody who is held has been, without a gap, up
// to that day: at least and at most. False where that isn't known.
func (who *Person) HeldFor(on calendar.Day) (least, most int, known bool) {
	m := measuring{order: ShortestHeld, on: on}
	r, known, _ := m.held(who)
	return int(r.low), int(r.high), known
}

// held is how many days somebody was held without a gap, at the longest.
func (m *measuring) held(who *Person) (best Rank, known, open bool) {
	for i, x := range who.Custody {
		start, end := reachOf(x.Start.Date()), reachOf(x.End.Date())
		k := Rank{Date: x.Start.Date()}
		if x.End.IsZero() {
			if !who.Status.Held() {
				open = true
				continue
			}
			day := dayNumber(m.on)
			end = reach{day, day}
		} else if m.order == ShortestHeld {
			continue
		}
		if x.Start.IsZero() || start.first == math.MinInt32 {
			open = true
			continue
		}
		for again := true; again; { // as long as another ended where it began
			again = false
			for j, o := range who.Custody {
				if earlier := reachOf(o.Start.Date()); j != i && x.follows(o) && !o.Start.IsZero() && earlier.first < start.first {
					start, x, again, k.Date = earlier, o, true, o.Start.Date()
				}
			}
		}
		k.low, k.high = max(0, int64(end.first)-int64(start.last)), int64(end.last)-int64(start.first)
		k.Number = int(k.low)
		if !known || k.low > best.low {
			best, known = k, true
		}
	}
	return best, known, open && !known
}

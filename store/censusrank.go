package store

import (
	"cmp"
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
	LastTermEnd // the latest stated end of a term, from the day asked for
)

// Ranked is who comes first in an order.
type Ranked struct {
	// First are those before whom surely nobody comes: more than one where they are
	// equal, or where imprecise dates don't tell.
	First People
	// Told is whether all of First are surely equal, or only one.
	Told bool
	// Unknown are those to whom it may apply, but nothing that could be ranked
	// was published of them.
	Unknown People
	Of      int // who could be ranked

	by *measuring
}

// Ranks are the first n of First, with what they are ranked by.
func (r *Ranked) Ranks(n int) []Rank {
	var all []Rank
	for _, who := range r.First.First(n) {
		rank, _, _ := r.by.measure(who)
		rank.Who = who
		all = append(all, rank)
	}
	return all
}

// Ordered are all of First, with what they are ranked by: who comes first first, as
// far as that can be told.
func (r *Ranked) Ordered() []Rank {
	all := r.Ranks(r.First.Len())
	slices.SortStableFunc(all, func(a, b Rank) int {
		if r.by.order.least() {
			return cmp.Or(cmp.Compare(a.low, b.low), cmp.Compare(a.high, b.high))
		}
		return cmp.Or(cmp.Compare(b.low, a.low), cmp.Compare(b.high, a.high))
	})
	return all
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
func (c *Census) Rank(q Inquiry, o Order, s Sentenced, on calendar.Day) Ranked {
	return c.Top(q, o, s, on, 1)
}

// Top is who can be among the first n: First are those before whom surely fewer
// than n come, and Told is whether they are n, or surely all equal.
func (c *Census) Top(q Inquiry, o Order, s Sentenced, on calendar.Day, n int) Ranked {
	m := measureBy(o, s, on)
	ranked := Ranked{by: m}
	gauge := m.gauge(c.hash)
	var (
		leaves []part
		first  []leading
	)
	best := highest{n: n}
	c.ask(q, func(f *leaf, book CasebookID, sure, _ set) {
		g := gauge(f, sure)
		ranked.Of += g.known.count()
		ranked.Unknown.add(f, book, g.open.but(g.known))
		leaves = append(leaves, part{leaf: f, book: book})
		g.known.each(func(slot uint8) {
			b := g.at[slot]
			if o.least() {
				b = bounds{-b.high, -b.low}
			}
			best.put(b.low)
			if b.high >= best.last() {
				first = append(first, leading{len(leaves) - 1, slot, b.low == b.high, b.high})
			}
		})
	})
	equal := true
	for _, x := range first {
		if x.high >= best.last() {
			leaves[x.leaf].set.add(x.slot)
			equal = equal && x.exact
		}
	}
	for _, x := range leaves {
		ranked.First.add(x.leaf, x.book, x.set)
	}
	ranked.Told = equal || ranked.First.Len() <= n
	return ranked
}

// highest are the n highest numbers of those put.
type highest struct {
	n   int
	all []int64 // descending
}

func (h *highest) put(x int64) {
	if len(h.all) == h.n && x <= h.all[h.n-1] {
		return
	}
	at := len(h.all)
	for at > 0 && h.all[at-1] < x {
		at--
	}
	h.all = slices.Insert(h.all, at, x)
	h.all = h.all[:min(len(h.all), h.n)]
}

// last is the lowest of them; lower than any number while they are fewer than n.
func (h *highest) last() int64 {
	if len(h.all) < h.n {
		return math.MinInt64
	}
	return h.all[h.n-1]
}

// leading is somebody before whom nobody came of those who were looked at so far.
// There may be very many, so it holds no pointer.
type leading struct {
	leaf  int // which of those that were looked at
	slot  uint8
	exact bool // what they are ranked by is known exactly
	high  int64
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

	flogging        uint8  // the number of that kind
	prisons, fallen uint32 // bits of the kinds that terms are of, and of outcomes that leave nothing
}

func measureBy(o Order, s Sentenced, on calendar.Day) *measuring {
	m := &measuring{order: o, asked: s.asked(), on: on, flogging: kindNumber(casefile.Flogging), fallen: fallenOutcomes()}
	s.Standing = true
	m.stand = s.asked()
	for _, k := range casefile.AllPenaltyKinds() {
		if m.prison(k) {
			m.prisons |= 1 << kindNumber(k)
		}
	}
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
	case NextTermEnd, LastTermEnd:
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
	case MostCharges, MostWorks, MostAwards, MostLawyers:
		return numbered(who.numbers()[m.number()])
	}
	return m.date(who)
}

// number is what an order by a number that isn't one of sentences is by.
func (m *measuring) number() int {
	switch m.order {
	case MostCharges:
		return numberOfCharges
	case MostWorks:
		return numberOfWorks
	case MostAwards:
		return numberOfAwards
	}
	return numberOfLawyers
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
				k.Life, k.low = true, lifelong
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
	return meanDays(lengthRow(t))
}

// meanDays is the mean length of a term in hundredths of a day.
func meanDays(months, days int32) int64 { return (int64(months)*146097 + int64(days)*4800) / 48 }

// lifelong comes after every term.
const lifelong = math.MaxInt32

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
		are, perhaps := m.asked.of(who)
		open = len(are)+len(perhaps) > 0
		for _, r := range are {
			dates = append(dates, dated(whenOf(r.Day()))...)
		}
	} else {
		dates = who.Dates(m.dates)
	}
	for _, w := range dates {
		reach := reachOf(w.Date())
		k := Rank{Date: w.Date(), low: int64(reach.first), high: int64(reach.last)}
		if m.dates == TermEndDate && k.high < int64(dayNumber(m.on)) {
			continue
		}
		switch {
		case !known:
			best, known = k, true
		case m.order.least() && k.low < best.low, !m.order.least() && k.high > best.high:
			best = k
		}
	}
	return best, known, !known && (open || m.dates == BirthDate || happened(who, m.dates))
}

// happened reports whether something of which the date isn't on record is.
func happened(who *Person, of DateOf) bool {
	switch of {
	case ArrestDate:
		return who.Recorded(AnArrest)
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
	endless, undated := who.stints(func(x stint) {
		if m.order == ShortestHeld && !x.runs {
			return
		}
		if days := x.days(m.on); !known || days.low > best.low {
			best, known = Rank{Date: x.since.Date(), Number: int(days.low), low: days.low, high: days.high}, true
		}
	})
	return best, known, (endless || undated && m.order != ShortestHeld) && !known
}

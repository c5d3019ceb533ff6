package store

import (
	"vigil/internal/calendar"
)

// gauge is what the people of a leaf are ranked by, as far as it is known. Open
// is who may have it though nothing is known of it; it may name known ones too.
type gauge struct {
	known, open set
	at          [leafSize]bounds // of the known
}

// gauge measures people by the columns of their leaf, as measure does one of
// them. What it gives is good until it is called again.
func (m *measuring) gauge(h hasher) func(f *leaf, among set) *gauge {
	g := new(gauge)
	fill := m.byDate
	switch m.order {
	case LongestTerm, ShortestTerm, MostLashes, FewestLashes:
		fill = m.byPenalty(h)
	case FirstSentenced, LatestSentenced:
		narrow := m.asked.narrowed(h)
		fill = func(f *leaf, among set, g *gauge) { m.bySentence(f, narrow(f, among), g) }
	case MostSentences:
		narrow := m.asked.narrowed(h)
		fill = func(f *leaf, among set, g *gauge) { m.bySentences(f, narrow(f, among), g) }
	case LongestHeld, ShortestHeld:
		fill = m.byDays
	case MostCharges, MostWorks, MostAwards, MostLawyers:
		fill = m.byNumber
	}
	return func(f *leaf, among set) *gauge {
		g.known, g.open = set{}, set{}
		fill(f, among, g)
		return g
	}
}

// put enters what somebody is ranked by, if nothing is or it comes before.
func (g *gauge) put(slot uint8, b bounds, before bool) {
	if before || !g.known.has(slot) {
		g.known.add(slot)
		g.at[slot] = b
	}
}

// dated enters a date: the earliest or the latest counts.
func (m *measuring) dated(g *gauge, slot uint8, r reach) {
	b := bounds{int64(r.first), int64(r.last)}
	if m.order.least() {
		g.put(slot, b, b.low < g.at[slot].low)
		return
	}
	g.put(slot, b, b.high > g.at[slot].high)
}

func (m *measuring) byDate(f *leaf, among set, g *gauge) {
	today := dayNumber(m.on)
	for i := range f.dates[m.dates] {
		if r := &f.dates[m.dates][i]; among.has(r.slot) && (m.dates != TermEndDate || r.last >= today) {
			m.dated(g, r.slot, r.reach)
		}
	}
	switch m.dates {
	case BirthDate:
		g.open = among
	case ArrestDate:
		g.open = among.and(f.recorded[AnArrest])
	case ReleaseDate:
		g.open = among.and(f.recorded[ARelease])
	case DepartureDate:
		g.open = among.and(f.recorded[ADeparture])
	case DeathDate:
		g.open = among.and(f.recorded[ADeath])
	}
}

func (m *measuring) bySentence(f *leaf, among set, g *gauge) {
	m.asked.each(f, among, func(r *rulingRow, is calendar.Answer) {
		switch {
		case is == calendar.Yes && r.flags&rowUndated == 0:
			m.dated(g, r.slot, r.reach)
		case is != calendar.No:
			g.open.add(r.slot)
		}
	})
}

func (m *measuring) bySentences(f *leaf, among set, g *gauge) {
	m.asked.each(f, among, func(r *rulingRow, is calendar.Answer) {
		if is != calendar.Yes {
			return
		}
		n := int64(1)
		if g.known.has(r.slot) {
			n += g.at[r.slot].low
		}
		g.put(r.slot, bounds{n, n}, true)
	})
}

// byPenalty is by the terms or the lashes of what stands.
func (m *measuring) byPenalty(h hasher) func(f *leaf, among set, g *gauge) {
	penalties, least := m.penalties(h), m.order.least()
	return func(f *leaf, among set, g *gauge) {
		penalties(f, among, func(slot uint8, k int64, known bool) {
			if !known {
				g.open.add(slot)
				return
			}
			at := g.at[slot].low
			g.put(slot, bounds{k, k}, least == (k < at) && k != at)
		})
	}
}

// lashesOf is the number of lashes of a penalty that didn't fall; no, if it has
// none.
func (m *measuring) lashesOf(f *leaf, _ *rulingRow, n uint32) (int64, calendar.Answer) {
	switch p := &f.penalties[n]; {
	case p.kind != m.flogging || m.fallen>>p.outcome&1 != 0:
		return 0, calendar.No
	case p.lashes < 0:
		return 0, calendar.CantTell
	default:
		return int64(p.lashes), calendar.Yes
	}
}

// termOf is the term of a penalty in the same way.
func (m *measuring) termOf(f *leaf, r *rulingRow, n uint32) (int64, calendar.Answer) {
	p := &f.penalties[n]
	if m.prisons>>p.kind&1 == 0 || m.fallen>>p.outcome&1 != 0 || m.asked.outcomes != 0 && m.asked.came(p.outcome) != calendar.Yes {
		return 0, calendar.No
	}
	life, published := p.flags&rowLife != 0, p.flags&rowTerm != 0
	months, days := p.months, p.days
	if p.flags&rowOdd != 0 {
		x := f.punishment(r, n)
		term, is := x.Now()
		months, days = lengthRow(term)
		life, published = x.Life(), is
	}
	switch {
	case life:
		return lifelong, calendar.Yes
	case published:
		return meanDays(months, days), calendar.Yes
	}
	return 0, calendar.CantTell
}

// byDays is by how long somebody was held without a gap.
func (m *measuring) byDays(f *leaf, among set, g *gauge) {
	running := m.order == ShortestHeld
	for i := range f.stints {
		x := &f.stints[i]
		if !among.has(x.slot) || running && !x.runs {
			continue
		}
		days := x.days(m.on)
		g.put(x.slot, days, days.low > g.at[x.slot].low)
	}
	g.open = f.endless
	if !running {
		g.open = g.open.or(f.undated)
	}
	g.open = g.open.and(among)
}

func (m *measuring) byNumber(f *leaf, among set, g *gauge) {
	column := f.numbers[m.number()]
	among.each(func(slot uint8) {
		if n := int64(column[slot]); n > 0 {
			g.put(slot, bounds{n, n}, true)
		}
	})
}

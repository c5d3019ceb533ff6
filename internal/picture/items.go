package picture

import (
	"slices"

	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// item is one entry as it is drawn: shapes at their place in time, and a label.
type item struct {
	date  calendar.Date // of what the mark says when; zero of a bar
	ink   Colour
	mark  mark
	at    float64 // of the mark
	parts []part  // bars; those of a date that isn't known to the day among them
	ends  []ending
	fell  bool // it stands no more

	// The label: head says when, pieces what. Pieces are given whole or not at
	// all, for half of one can say the opposite; then more says how many are left.
	// Only what is told and decides nothing may be shortened, between words and with
	// an ellipsis.
	head     string
	pieces   []string
	more     func(left int) string
	shortens bool

	room  int // lines that the pieces may take below the first
	shown int // how many pieces the label has

	lo, hi float64 // the shapes' extent
	lines  []caption
	below  bool // the label stands below the shapes
}

type mark int

const (
	noMark mark = iota
	dot
	diamond
	ring        // a dot of what is weakly sourced
	openDiamond // a judgment that stands no more, or is weakly sourced
)

// part is a bar of an item.
type part struct {
	from, to          float64
	hatched           bool // it is some time within
	fadesIn, fadesOut float64
}

// when puts an item's mark or span at a date.
func (p *timeline) when(it *item, d calendar.Date, m mark) {
	it.date = d
	e := p.axis.extent(d)
	if e.day {
		it.mark, it.at = m, e.from
		return
	}
	it.parts = append(it.parts, part{from: e.from, to: e.to, hatched: true, fadesIn: e.fadesIn, fadesOut: e.fadesOut})
}

// weakly adds to an item that it rests on weak sources, if so.
func (p *timeline) weakly(it *item, f *casefile.Fact) {
	if f.Confidence == "low" {
		it.head += p.l.T("list.comma") + p.l.T("fact.weak")
	}
}

// custody makes the bars of custody.
func (p *timeline) custody(c *casefile.Casefile, g *gathered) {
	s := section{title: p.l.T("picture.custody")}
	all := slices.Clone(g.custody)
	slices.SortStableFunc(all, func(a, b *casefile.Custody) int { return a.Start.Compare(b.Start) })
	if n := len(all) - mostCustody; n > 0 {
		s.more, all = n, all[n:]
	}
	var open *casefile.Custody // the one that a status can be about
	for _, x := range all {
		if x.End.IsZero() {
			open = x
		}
	}
	for _, x := range all {
		it := &item{ink: Red, room: 1, parts: p.held(c, x, x == open)}
		switch {
		case x.End.IsZero():
			it.head = p.l.T("custody.since", locale.Text("from", p.date(x.Start)))
		case x.Start.IsZero():
			it.head = p.l.T("custody.until", locale.Text("to", p.date(x.End)))
		default:
			it.head = p.l.T("date.span", locale.Text("from", p.date(x.Start)), locale.Text("to", p.date(x.End)))
		}
		p.weakly(it, &x.Fact)
		what := card.CustodyOf(x, p.l)
		if !Legible(what) {
			what = card.CustodyOf(&casefile.Custody{Kind: x.Kind}, p.l)
		}
		it.pieces = []string{what}
		s.items = append(s.items, it)
	}
	p.add(s)
}

// held are the bars of one span of custody: solid for as long as it surely
// lasted, hatched where it may have begun or ended, fading where no end is on
// record. now says that the status is about this one.
func (p *timeline) held(c *casefile.Casefile, x *casefile.Custody, now bool) []part {
	var parts []part
	begins, surelyFrom := p.axis.x0, p.axis.x0
	known := false // whether anything is known of when it began
	if !x.Start.IsZero() {
		e := p.axis.extent(x.Start)
		begins, surelyFrom, known = e.from, e.to, true
		if !e.day {
			parts = append(parts, part{from: e.from, to: e.to, hatched: true, fadesIn: e.fadesIn})
		} else if day, ok := x.Start.Exact(); ok {
			begins, surelyFrom = p.axis.at(day), p.axis.at(day)
		}
	}
	if !x.End.IsZero() {
		e := p.axis.extent(x.End)
		surelyTo := e.from
		if !e.day {
			parts = append(parts, part{from: e.from, to: e.to, hatched: true, fadesOut: e.fadesOut})
		}
		if !known {
			return append(parts, part{from: max(p.axis.x0, surelyTo-fadeAway), to: max(surelyTo, p.axis.x0+3), fadesIn: fadeAway})
		}
		if surelyTo-surelyFrom < 3 {
			surelyFrom = max(p.axis.x0, min(begins, p.axis.x1-3))
			if surelyTo = max(surelyTo, surelyFrom+3); len(parts) > 0 {
				return parts
			}
		}
		return append(parts, part{from: surelyFrom, to: surelyTo})
	}
	// No end is on record: it is known to have lasted until the day of a status
	// that says so, and may have lasted until today.
	if asOf, ok := c.Status.AsOf.Earliest(); ok && now && c.Status.Code.Held() {
		if to := p.axis.at(asOf); to > surelyFrom {
			parts = append(parts, part{from: surelyFrom, to: to})
			if may := p.axis.at(p.today); may > to+1 {
				parts = append(parts, part{from: to, to: may, hatched: true, fadesOut: min(fadeAway, may-to)})
			}
			return parts
		}
	}
	from := min(surelyFrom, p.axis.x1-leastSpan)
	to := min(from+fadeAway, p.axis.x1)
	return append(parts, part{from: from, to: to, fadesOut: to - from})
}

// rulings makes the marks of judgments, and of what became of them.
func (p *timeline) rulings(g *gathered) {
	s := section{title: p.l.T("picture.sentences")}
	drawn := g.rulings
	if n := len(drawn) - mostSentences; n > 0 { // the newest count most
		s.more, drawn = n, drawn[n:]
	}
	type dated struct {
		date calendar.Date
		it   *item
	}
	var all []dated
	for _, x := range drawn {
		all = append(all, dated{x.date, p.ruling(x)})
	}
	for _, e := range p.chosen(g, g.steps, max(2, mostSentences-len(drawn))) {
		all = append(all, dated{e.Date, p.entry(e, Amber, dot)})
	}
	slices.SortStableFunc(all, func(a, b dated) int { return a.date.Compare(b.date) })
	for _, x := range all {
		s.items = append(s.items, x.it)
	}
	p.add(s)
}

// ruling is the item of one judgment.
func (p *timeline) ruling(x ruled) *item {
	it := &item{ink: Amber, room: 3, head: p.date(x.date)}
	m := diamond
	if x.Confidence == "low" {
		m = openDiamond
	}
	if x.Fallen() {
		it.fell, it.ink, m = true, Quiet, openDiamond
	}
	p.when(it, x.date, m)
	if x.words.Became != "" {
		it.head += " · " + x.words.Became
	}
	if x.Superseded {
		it.ink = Quiet
		it.head += p.l.T("list.comma") + p.l.T("picture.replaced")
	}
	p.weakly(it, &x.Fact)
	if n := len(x.Same); n > 0 {
		it.head += p.l.T("list.comma") + p.l.T("picture.reports", locale.N(n+1))
	}
	for _, apart := range []bool{false, true} { // bans have a section of their own
		for _, y := range x.words.Penalties {
			if apart || x.Fallen() || !banning(y.Kind) {
				if !apart {
					p.until(it, x, y)
				}
				it.pieces = append(it.pieces, p.penalty(y))
			}
		}
		if len(it.pieces) > 0 {
			break
		}
	}
	it.more = func(n int) string { return p.l.T("picture.penalties", locale.N(n)) }
	return it
}

// penalty is a penalty in words; where there are no letters to draw it in, that
// there is one.
func (p *timeline) penalty(y card.Punishment) string {
	s := p.l.T("picture.penalty")
	if Legible(y.Text) {
		s = y.Text
	}
	if end := y.Of.Ends; !end.IsZero() {
		s += p.l.T("list.comma") + p.l.T("penalty.ends", locale.Text("date", p.date(end)))
	}
	return s
}

func banning(k casefile.PenaltyKind) bool { return k == casefile.Ban || k == casefile.InternalExile }

// bans makes the spans of bans that still stand as far as is on record, and
// the marks of those that people met with.
func (p *timeline) bans(g *gathered) {
	s := section{title: p.l.T("picture.bans")}
	type dated struct {
		date calendar.Date
		it   *item
	}
	var all []dated
	for _, x := range g.rulings {
		if it := p.banned(x); it != nil {
			all = append(all, dated{x.date, it})
		}
	}
	if n := len(all) - mostBans; n > 0 {
		s.more, all = n, all[n:]
	}
	for _, e := range p.chosen(g, g.bans, max(2, mostBans-len(all))) {
		all = append(all, dated{e.Date, p.entry(e, Blue, dot)})
	}
	slices.SortStableFunc(all, func(a, b dated) int { return a.date.Compare(b.date) })
	for _, x := range all {
		s.items = append(s.items, x.it)
	}
	p.add(s)
}

// banned is the item of the bans of one judgment; nil where it has none that
// stand. A ban's end is drawn only where a source states it: when a ban begins, and so
// when it ends, isn't known from the day of the ruling. What of it is still to come
// is a broken line.
func (p *timeline) banned(x ruled) *item {
	it := &item{ink: Blue, room: 3, head: p.date(x.date), date: x.date}
	p.weakly(it, &x.Fact)
	var ends calendar.Date
	all := true // whether one end is stated for each
	for _, y := range x.words.Penalties {
		if !banning(y.Kind) {
			continue
		}
		switch x.OutcomeOf(y.Of) {
		case casefile.Overturned, casefile.Pardoned:
			continue
		case casefile.Suspended, casefile.Unserved:
			it.ink = Quiet
		}
		if end, ok := stated(x, y); ok && end.OnOrAfter(calendar.DateOf(p.today)) != calendar.No {
			p.until(it, x, y)
		}
		it.pieces = append(it.pieces, p.penalty(y))
		switch {
		case y.Of.Ends.IsZero(), !ends.IsZero() && ends != y.Of.Ends:
			all = false
		default:
			ends = y.Of.Ends
		}
	}
	if len(it.pieces) == 0 || x.Superseded {
		return nil
	}
	if x.words.Became != "" {
		it.head += " · " + x.words.Became
	}
	it.more = func(n int) string { return p.l.T("picture.penalties", locale.N(n)) }
	e := p.axis.extent(x.date)
	if !e.day {
		it.parts = append(it.parts, part{from: e.from, to: e.to, hatched: true, fadesIn: e.fadesIn, fadesOut: e.fadesOut})
	} else {
		it.mark, it.at = dot, e.from
	}
	if end, ok := ends.Earliest(); ok && all && (len(it.ends) > 0 || !end.After(p.today)) {
		if end.After(p.today) {
			end = p.today
		}
		if to := p.axis.at(end); to > e.to {
			it.parts = append(it.parts, part{from: e.to, to: to})
			return it
		}
	}
	if to := min(e.to+fadeAway, p.axis.x1); to > e.to+2 {
		it.parts = append(it.parts, part{from: e.to, to: to, fadesOut: to - e.to})
	}
	return it
}

// events makes the marks of everything else.
func (p *timeline) events(g *gathered) {
	s := section{title: p.l.T("picture.events")}
	for _, e := range p.chosen(g, g.events, p.room.events) {
		it := p.entry(e, Plum, dot)
		if p.place(it); rank(e.Kind) == passing && !it.tells() {
			g.counted = append(g.counted, e) // "statement" alone tells nothing
			continue
		}
		s.items = append(s.items, it)
	}
	p.add(s)
}

// chosen are the most important of the entries, at most so many, in the order
// of time; the others are counted.
func (p *timeline) chosen(g *gathered, all []card.Entry, most int) []card.Entry {
	told := map[calendar.Date]bool{} // days that a bar or a judgment shows already
	for _, x := range g.rulings {
		told[x.date] = true
	}
	for _, x := range g.custody {
		told[x.Start], told[x.End] = true, true
	}
	weight := func(e card.Entry) int {
		w := rank(e.Kind)
		if told[e.Date] {
			w++ // an arrest, a verdict
		}
		if first, ok := e.Date.Earliest(); ok && first.After(p.today) {
			w = -1 // what is to come
		}
		return w
	}
	order := make([]int, 0, len(all))
	for i, e := range all {
		last, ends := e.Date.Latest()
		first, begins := e.Date.Earliest()
		if ends && last.Before(p.axis.from) || begins && first.After(p.axis.to) {
			g.counted = append(g.counted, e) // off the axis
			continue
		}
		order = append(order, i)
	}
	slices.SortStableFunc(order, func(a, b int) int { return weight(all[a]) - weight(all[b]) })
	for _, i := range order[min(most, len(order)):] {
		g.counted = append(g.counted, all[i])
	}
	order = order[:min(most, len(order))]
	slices.Sort(order)
	some := make([]card.Entry, len(order))
	for i, k := range order {
		some[i] = all[k]
	}
	return some
}

// entry is the item of one entry.
func (p *timeline) entry(e card.Entry, ink Colour, m mark) *item {
	it := &item{ink: ink, head: p.date(e.Date) + " · " + e.Name}
	it.room = p.room.others
	if rank(e.Kind) == turning {
		it.room = p.room.turning
	}
	if e.Kind == "departure" || e.Kind == "death" || e.Kind == "execution" {
		it.room = max(1, it.room)
	}
	if e.Fact.Confidence == "low" && m == dot {
		m = ring
	}
	p.when(it, e.Date, m)
	p.weakly(it, e.Fact)
	if e.Text != "" && Legible(e.Text) {
		it.pieces = []string{p.quoted(e.Text)}
		it.shortens = group(e.Kind) == other
	}
	return it
}

// add adds a section that has something.
func (p *timeline) add(s section) {
	if len(s.items) > 0 {
		p.sections = append(p.sections, s)
	}
}

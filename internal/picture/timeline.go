package picture

import (
	"time"

	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// Timeline is a picture of what happened to one person, with what it shows in
// words: custody as bars, sentences and appeals, bans, and events, the most
// important first; what there is no room for is counted by year. A date that is
// less exact than a day is drawn as the span in which it lies. ok is false where
// nothing of the case itself has a date: then there is nothing to draw.
func Timeline(public *casefile.Redacted, l *locale.Locale, now time.Time) (f card.File, ok bool, err error) {
	p, ok := plan(public, l, calendar.DayOf(l.Today(now)))
	if !ok {
		return card.File{}, false, nil
	}
	data, err := p.draw().PNG()
	return card.File{Name: "timeline.png", Type: "image/png", Data: data, Alt: p.alt()}, true, err
}

// timeline is a timeline laid out: all that is drawn, where, and in which words.
type timeline struct {
	l      *locale.Locale
	canvas *Canvas
	axis   axis
	today  calendar.Day

	name, native string
	room         room
	sections     []section
	counts       []tally
	notes        []string
	hatched      bool // something is; the key says what that means
	fades        bool
	dashed       bool
	bottom       float64 // where the axis is
}

// section is one of the parts that a timeline has.
type section struct {
	title string
	items []*item
	more  int // entries of it that are only counted
}

// How much is drawn of each section; what goes beyond is counted.
const (
	mostCustody   = 5
	mostSentences = 7
	mostBans      = 4
	mostEvents    = 8
	manyEvents    = 16 // where all of them, with their texts, keep the picture handy
)

// handy is how high a picture may get, in points, by giving the texts of events lines
// of their own: a higher one is hard to read where it is posted.
const handy = 920.0

// room is how many lines the texts of events may take, and how many events are drawn.
type room struct {
	turning int // lines of what somebody's life turned on
	others  int
	events  int
}

// plan lays a timeline out; false if nothing of the case has a date.
func plan(public *casefile.Redacted, l *locale.Locale, today calendar.Day) (*timeline, bool) {
	p := &timeline{l: l, today: today, canvas: New(PhoneWidth, 1, l.Language().Direction)}
	g := p.gather(public)
	if !p.reach(g) {
		return nil, false
	}
	p.called(public)
	p.canvas.blind = true
	for _, p.room = range []room{{2, 2, manyEvents}, {2, 2, mostEvents}, {2, 1, mostEvents}, {1, 1, mostEvents}, {1, 0, mostEvents}, {0, 0, mostEvents}} {
		p.lay(public, g)
		high := p.paint()
		p.canvas.clear(1)
		if high <= handy {
			break
		}
	}
	return p, true
}

// lay lays out all that is drawn, with as much room for texts as there is.
func (p *timeline) lay(public *casefile.Redacted, g *gathered) {
	p.sections, p.counts, p.notes, g.counted = nil, nil, nil, nil
	p.hatched, p.fades, p.dashed = false, false, false
	p.custody(&public.Casefile, g)
	p.rulings(g)
	p.bans(g)
	p.events(g)
	p.count(g)
	p.remarks(public, g)
	for i := range p.sections {
		for _, it := range p.sections[i].items {
			p.place(it)
		}
	}
}

// gathered is what a timeline can show, by section.
type gathered struct {
	custody []*casefile.Custody
	rulings []ruled
	steps   []card.Entry // appeals and their like
	bans    []card.Entry
	events  []card.Entry
	minor   []card.Entry // works and awards
	counted []card.Entry // for which there was no room
	undated int
}

// ruled is a judgment, reports of probably the same one put together.
type ruled struct {
	casefile.Judgment
	date  calendar.Date // when it was, or became known
	words card.Ruling
}

// gather sorts what is on record.
func (p *timeline) gather(public *casefile.Redacted) *gathered {
	c, g := &public.Casefile, &gathered{}
	judged, shown := map[*casefile.Sentence]casefile.Judgment{}, map[*casefile.Sentence]bool{}
	for _, j := range c.Judgments() {
		judged[j.Sentence] = j
		for _, s := range j.Same {
			judged[s] = j
		}
	}
	for _, e := range card.Entries(public, p.l) { // what has no date comes last
		if e.Kind == "birth" {
			continue // in words, below
		}
		switch of := e.Of.(type) {
		case *casefile.Custody: // its two ends are one bar, below
			if of.Start.IsZero() && of.End.IsZero() {
				g.undated++
			}
			continue
		case *casefile.Sentence: // once, by its own date if it has one
			j := judged[of]
			if shown[j.Sentence] || of != j.Sentence && !undated(j.Sentence) {
				continue
			}
			shown[j.Sentence] = true
			if !e.Date.IsZero() {
				g.rulings = append(g.rulings, ruled{j, e.Date, card.RulingOf(j.Sentence, p.l)})
				continue
			}
		}
		if e.Date.IsZero() {
			g.undated++
			continue
		}
		switch e.Of.(type) {
		case *casefile.Work, *casefile.Award:
			g.minor = append(g.minor, e)
		default:
			switch group(e.Kind) {
			case step:
				g.steps = append(g.steps, e)
			case ban:
				g.bans = append(g.bans, e)
			default:
				g.events = append(g.events, e)
			}
		}
	}
	for i := range c.Custody {
		x := &c.Custody[i]
		if !x.Start.IsZero() || !x.End.IsZero() {
			g.custody = append(g.custody, x)
		}
	}
	return g
}

// undated reports whether a sentence has neither a day of its ruling nor one on
// which it became known.
func undated(s *casefile.Sentence) bool { return s.Date.IsZero() && s.Announced.IsZero() }

// reach finds out which days the axis has to show: those of the case, and
// today. What is only remembered or counted doesn't stretch it.
func (p *timeline) reach(g *gathered) bool {
	var known, loose []calendar.Date
	for _, x := range g.custody {
		known = append(known, x.Start, x.End)
	}
	for _, x := range g.rulings {
		known = append(known, x.date)
	}
	for _, list := range [][]card.Entry{g.steps, g.bans, g.events} {
		for _, e := range list {
			if rank(e.Kind) < passing {
				known = append(known, e.Date)
			} else {
				loose = append(loose, e.Date)
			}
		}
	}
	from, to, ok := bounds(known)
	if !ok {
		if from, to, ok = bounds(loose); !ok {
			return false
		}
	}
	if p.today.Before(from) {
		from = p.today
	}
	if p.today.After(to) {
		to = p.today
	}
	to = p.stretch(g, from, to)
	in := p.l.Years()
	if d, ok := newYear(year(from, in), in); ok && d.Before(from) {
		from = d
	}
	if to.Sub(from) < 300 {
		from = to.AddDays(-300)
	}
	p.axis = axis{from: from, to: to.AddDays(1 + to.Sub(from)/40), x0: Margin + 4, x1: PhoneWidth - Margin - 4}
	return true
}

// bounds are the first and the last day that the dates can mean. A date that
// isn't known to a decade, or is open, stretches only to what is known of it.
func bounds(dates []calendar.Date) (from, to calendar.Day, ok bool) {
	for _, coarse := range []bool{false, true} {
		for _, d := range dates {
			first, begins := d.Earliest()
			last, ends := d.Latest()
			if begins && ends && !coarse && last.Sub(first) > 366*3 {
				continue
			}
			for _, day := range []struct {
				calendar.Day
				known bool
			}{{first, begins}, {last, ends}} {
				switch {
				case !day.known:
				case !ok:
					from, to, ok = day.Day, day.Day, true
				case day.Before(from):
					from = day.Day
				case day.After(to):
					to = day.Day
				}
			}
		}
		if ok {
			break
		}
	}
	return from, to, ok
}

// called finds names that can be drawn: what no font has is left out, and
// where nothing else is left, the casefile's own word for the person stands.
func (p *timeline) called(public *casefile.Redacted) {
	first, second := card.NamesOf(public, p.l)
	if second != "" && !Legible(second) {
		second = ""
	}
	if !Legible(first) {
		first, second = second, ""
	}
	for i := 0; first == "" && i < len(public.Person.Names); i++ {
		if s := card.Plain(public.Person.Names[i].Text); Legible(s) {
			first = s
		}
	}
	if first == "" {
		first = public.Slug
	}
	p.name, p.native = p.l.Isolate(first), p.l.Isolate(second)
}

// date is a date in words, in the calendar that the reader counts years in: the
// axis has the other too.
func (p *timeline) date(d calendar.Date) string { return card.DateIn(d, p.l.Years(), p.l) }

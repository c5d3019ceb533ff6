package card

import (
	"time"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// Kept is a casefile as its curators see it, with what is known of its
// keeping. Texts about who and when are ready to show.
type Kept struct {
	Casefile *casefile.Casefile
	Version  int
	Changed  string   // when
	Checked  string   // when it was last checked against its sources; "": never
	By       string   // who checked it
	Waiting  []string // lines about what waits for a second curator
}

// Record is a page of everything on record about somebody, what is for
// curators only included and marked in words, with the state of the casefile.
// It is for curators alone. Pages count from 1; the buttons that turn them lead
// to then, further buttons are the caller's.
func Record(k Kept, l *locale.Locale, now time.Time, page int, then Then) Message {
	w := ledger{pen: newPen(l, 1024), c: k.Casefile}
	w.keeping(k)
	w.person()
	w.present(calendar.DayOf(l.Today(now)))
	w.happened()
	w.rest()
	w.missing()
	pages := paginate(w.blocks, pageSize)
	body, n := leaf(pages, page)
	m := Message{
		Cards: []Card{{
			Title:  l.T("record.title", locale.Text("name", title(k.Casefile, l))),
			Body:   body,
			Tone:   tone(statusCode(k.Casefile)),
			Footer: footer(l, n, len(pages), true),
		}},
		Controls: turn(l, n, len(pages), then),
	}
	return m.Fit()
}

// ledger writes a record block by block.
type ledger struct {
	*pen
	c       *casefile.Casefile
	blocks  []string
	section string   // catalogue key of the one under way
	empty   []string // names of the sections without anything
}

// in begins a section; its name stands above its first block.
func (w *ledger) in(key string, entries int) {
	w.section = key
	if entries == 0 {
		w.empty = append(w.empty, w.l.T(key))
	}
}

// block adds what write writes about a fact; nil is none.
func (w *ledger) block(f *casefile.Fact, write func()) {
	if w.section != "" {
		w.line("")
		w.WriteString("__")
		w.words(w.section)
		w.WriteString("__")
		w.section = ""
	}
	if f != nil && f.Visibility == casefile.Confidential {
		w.line("")
		w.bold("record.curators")
	}
	write()
	w.blocks = append(w.blocks, w.take())
}

// curators marks something within a fact that is for curators only.
func (p *pen) curators(f *casefile.Fact) {
	if f.Visibility == casefile.Confidential {
		p.WriteByte(' ')
		p.words("difference.curators")
	}
}

// keeping writes the state of the casefile.
func (w *ledger) keeping(k Kept) {
	w.block(nil, func() {
		visibility := k.Casefile.Visibility
		if visibility == "" {
			visibility = casefile.Draft
		}
		w.line("")
		w.words("record.state", locale.Text("state", w.l.T("visibility."+string(visibility))),
			locale.Plain("version", k.Version), locale.Text("when", k.Changed))
		if e := k.Casefile.Embargo; e != nil {
			w.embargo(e)
		}
		w.line("")
		if k.Checked == "" {
			w.words("record.unchecked")
		} else {
			w.words("record.checked", locale.Text("when", k.Checked), locale.Text("who", k.By))
		}
		for _, s := range k.Waiting {
			w.line("")
			w.WriteString(s)
		}
		w.line("")
		w.words("record.slug", locale.Name("slug", Escape(k.Casefile.Slug)))
	})
}

// embargo writes why a casefile may not be published, and until when.
func (p *pen) embargo(e *casefile.Embargo) {
	p.line("")
	p.words("record.embargo", locale.Name("reason", Escape(e.Reason)))
	p.WriteByte(' ')
	if e.Until.IsZero() {
		p.words("record.embargo_lift")
	} else {
		p.words("record.embargo_until", locale.Text("date", Date(e.Until, p.l)))
	}
}

// person writes who the person is, each name with what is known of it.
func (w *ledger) person() {
	p := &w.c.Person
	w.in("field.person", 1)
	w.block(&p.Fact, func() {
		w.line("")
		w.WriteString("**")
		w.stored(p.Name)
		w.WriteString("**")
		if p.Sex != "" {
			w.words("list.comma")
			w.code("sex.", p.Sex)
		}
		if w.c.Country != "" {
			w.WriteString(" · ")
			w.country(w.c.Country)
		}
		for i := range p.Names {
			n := &p.Names[i]
			w.line("- ")
			w.weak(n.Text, n.Confidence)
			if n.Kind != "" {
				w.words("list.comma")
				w.code("name.", n.Kind)
			}
			w.curators(&n.Fact)
		}
		for _, x := range [...]struct {
			key  string
			list []casefile.Text
		}{{"field.professions", p.Professions}, {"field.nationalities", p.Nationalities}} {
			for i := range x.list {
				if i == 0 {
					w.line("")
					w.label(x.key)
					w.WriteByte(' ')
				} else {
					w.words("list.comma")
				}
				w.calling(&x.list[i])
				w.curators(&x.list[i].Fact)
			}
		}
		for _, x := range [...]struct {
			key  string
			life *casefile.Life
		}{{"case.born", p.Born}, {"case.died", p.Died}} {
			if x.life == nil {
				continue
			}
			w.line("")
			if known(x.life) {
				w.life(x.key, x.life)
			}
			w.curators(&x.life.Fact)
			w.remarks(&casefile.Fact{Note: x.life.Note, DateNote: x.life.DateNote})
			w.reported(w.c, x.life.Sources, x.life.Attribution)
		}
		w.remarks(&p.Fact)
		w.reported(w.c, p.Sources, p.Attribution)
	})
}

// present writes how and where the person is.
func (w *ledger) present(today calendar.Day) {
	c := w.c
	w.in("field.status", len(c.Status.Code))
	if c.Status.Code != "" {
		w.block(&c.Status.Fact, func() { w.status(c, today) })
	}
	if c.Whereabouts == nil {
		w.in("field.whereabouts", 0)
		return
	}
	w.in("field.whereabouts", 1)
	w.block(&c.Whereabouts.Fact, func() {
		w.whereaboutsWhole(c.Whereabouts)
		w.reported(c, c.Whereabouts.Sources, c.Whereabouts.Attribution)
	})
}

// happened writes the case: custody, charges, steps, sentences, and what else
// happened.
func (w *ledger) happened() {
	c := w.c
	w.in("field.custody", len(c.Custody))
	for _, x := range newestCustody(c) {
		w.block(&x.Fact, func() {
			w.span(x)
			w.reported(c, x.Sources, "")
		})
	}
	w.in("field.charges", len(c.Charges))
	for i := range c.Charges {
		x := &c.Charges[i]
		w.block(&x.Fact, func() { w.accusation(c, x) })
	}
	w.in("field.proceedings", len(c.Proceedings))
	w.moments(func(x any) bool { _, ok := x.(*casefile.Proceeding); return ok })
	w.in("field.sentences", len(c.Sentences))
	for _, j := range c.Judgments() {
		w.block(&j.Sentence.Fact, func() { w.sentence(c, j.Sentence, false); w.same(j) })
		for _, s := range j.Same {
			w.block(&s.Fact, func() { w.sentence(c, s, true) })
		}
	}
	w.in("field.events", len(c.Events))
	w.moments(func(x any) bool { _, ok := x.(*casefile.Event); return ok })
	w.in("field.works", len(c.Works))
	w.moments(func(x any) bool { _, ok := x.(*casefile.Work); return ok })
	w.in("field.awards", len(c.Awards))
	w.moments(func(x any) bool { _, ok := x.(*casefile.Award); return ok })
}

// moments writes what happened of one kind, in the order of time.
func (w *ledger) moments(of func(any) bool) {
	for _, m := range happened(w.c) {
		if m.of != nil && of(m.of) {
			w.block(m.fact, func() { w.moment(w.c, m); w.noted(m.fact) })
		}
	}
}

// rest writes who else has a part in it, what is noted and withheld, and where
// it comes from.
func (w *ledger) rest() {
	c := w.c
	w.in("field.people", len(c.People))
	for i := range c.People {
		x := &c.People[i]
		w.block(&x.Fact, func() { w.contact(c, x) })
	}
	w.in("field.notes", len(c.Notes))
	for i := range c.Notes {
		n := &c.Notes[i]
		w.block(&n.Fact, func() { w.note(c, n) })
	}
	w.in("field.withheld", len(c.Withheld))
	for i := range c.Withheld {
		x := &c.Withheld[i]
		w.block(&x.Fact, func() { w.leftOut(x) })
	}
	w.in("field.sources", len(c.Sources))
	for i := range c.Sources {
		s := &c.Sources[i]
		w.block(&s.Fact, func() { w.source(i+1, s) })
	}
}

// missing names what nothing is on record of, for a curator to see what is left
// to do.
func (w *ledger) missing() {
	w.section = ""
	if len(w.empty) == 0 {
		return
	}
	w.block(nil, func() {
		w.line("")
		w.words("record.nothing", locale.Text("sections", w.l.List(w.empty)))
	})
}

package occasion

import (
	"unique"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

// Record is what a casefile can ever be announced for, in a few bytes: enough
// to tell on which days it has an occasion and to name it, and not what to say.
// It is for whoever asks very many casefiles about a few days. It shares no
// memory with the casefile.
type Record struct {
	standing
	entries []recorded
}

// recorded is a fact with a day, and what names it.
type recorded struct {
	entry
	subject unique.Handle[string]
}

// RecordOf is the record of a casefile.
func RecordOf(c *casefile.Redacted) Record {
	all, s := considered(&c.Casefile)
	r := Record{standing: s}
	for i := range all {
		if all[i].exact && all[i].why == Due {
			// Most casefiles name their facts alike: one text for all of them.
			r.entries = append(r.entries, recorded{all[i].entry, unique.Make(all[i].Subject)})
		}
	}
	return r
}

// Stale reports whether the status is too old on that day to be taken for that
// day's, as [casefile.Status.Stale] has it.
func (r *Record) Stale(day calendar.Day, after int) bool { return r.stale(number(day), after) }

// Each calls do for every occasion in the span, as often and with the days
// that [Span] gives, in no particular order.
func (r *Record) Each(w *Window, do func(calendar.Day)) {
	for i := range r.entries {
		e := &r.entries[i].entry
		e.each(w, func(day int32, _ int, _ Unit) {
			if w.objects(e, r.standing, day) == Due {
				do(dayNumbered(day))
			}
		})
	}
}

// Named calls do for every occasion that [Span] gives, in no particular order,
// without what it points to in the casefile.
func (r *Record) Named(w *Window, do func(Occasion)) {
	for i := range r.entries {
		e := &r.entries[i]
		e.each(w, func(day int32, count int, unit Unit) {
			if w.objects(&e.entry, r.standing, day) == Due {
				o := Occasion{About: e.about, Date: calendar.DateOf(dayNumbered(e.day)), Subject: e.subject.Value()}
				do(o.on(day, count, unit))
			}
		})
	}
}

// standing is what the status says of its own age.
type standing struct {
	latest int32 // the last day as of which the status can be known
	dated  bool
}

// stale is [casefile.Status.Stale].
func (s standing) stale(day int32, after int) bool {
	return after > 0 && (!s.dated || int(day)-int(s.latest) > after)
}

// entry is a fact with a day.
type entry struct {
	day       int32
	gregorian monthDay
	hijri     monthDay
	about     About
	exact     bool // the day is known; otherwise there is none
	asCustody bool // of an arrest: the days in custody are counted from it too
}

func entryOf(a About, d calendar.Date) entry {
	day, ok := d.Exact()
	if !ok {
		return entry{about: a}
	}
	return entry{day: number(day), gregorian: monthDayOf(day, calendar.Gregorian), hijri: monthDayOf(day, calendar.SolarHijri),
		about: a, exact: true}
}

// each calls do for each day in the span that is one of the entry's, with the
// number that it is marked for.
func (e *entry) each(w *Window, do func(day int32, count int, unit Unit)) {
	if w.empty() {
		return
	}
	switch e.about {
	case TermEnd, Proceeding:
		for _, n := range w.rules.daysBefore(e.about) {
			if day := e.day - n; day >= w.first && day <= w.last {
				do(day, int(n), Days)
			}
		}
		return
	case Custody:
		if every := w.rules.Every; every > 0 {
			n := max(1, (int(w.first)-int(e.day)+every-1)/every) * every
			for ; int(e.day)+n <= int(w.last); n += every {
				do(e.day+int32(n), n, Days)
			}
		}
	}
	m := e.gregorian
	if w.rules.Reckoning == calendar.SolarHijri {
		m = e.hijri
	}
	if !w.may(m) {
		return
	}
	for _, r := range w.rules.Reckoning.Anniversaries(dayNumbered(e.day), w.from, w.to, w.rules.Leap) {
		do(number(r.Day), r.Years, Years)
	}
}

// objects is why the entry is not announced on that day, as far as the rules
// and the day decide it.
func (w *Window) objects(e *entry, s standing, day int32) Reason {
	switch {
	case e.about != Death && s.stale(day, w.rules.Stale):
		return StatusStale
	case !w.rules.Of.Has(e.about):
		return SwitchedOff
	case e.asCustody && w.rules.Of.Has(Custody):
		return SaidAsCustody
	}
	return Due
}

package answer

import (
	"time"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/store"
)

// span is days of a question, from one to another; a zero day is open.
type span struct {
	from, to calendar.Day
	month    month // of any year, instead
	said     string
	at       int // the mark
}

// month is a month, or a day of one, without a year.
type month struct {
	number, day int
	solar       bool // of the Solar Hijri calendar
}

// holds reports whether a date lies in such a month.
func (x month) holds(d calendar.Date) calendar.Answer {
	first, last := d.Reach()
	if first.IsZero() || last.IsZero() || last.Sub(first) > 366 {
		return calendar.CantTell
	}
	in, out := false, false
	for day := first; !day.After(last); day = day.AddDays(1) {
		number, of := int(day.Month), day.Day
		if x.solar {
			h := hijri(day)
			number, of = h.Month, h.Day
		}
		if number == x.number && (x.day == 0 || x.day == of) {
			in = true
		} else {
			out = true
		}
	}
	switch {
	case in && out:
		return calendar.CantTell
	case in:
		return calendar.Yes
	}
	return calendar.No
}

// dated is that somebody has such a date in those days.
func (s span) dated(of store.DateOf) store.Cond {
	if s.month.number == 0 {
		return store.Dated{Of: of, From: s.from, To: s.to}
	}
	return store.InMonth{Of: of, Month: s.month.number, Day: s.month.day, Solar: s.month.solar}
}

// monthly reads a month without a year.
func (r *manyReader) monthly(i int) (s span, ok bool) {
	m := &r.ms[i]
	word := r.q.toks[m.from].text
	switch {
	case m.month > 0:
		s.month = month{number: m.month, day: m.day}
		s.said = r.l.Month(time.Month(m.month))
	case m.to-m.from == 1 && solarMonth(word) && m.from > 0 && (r.typedAs(&r.ms[max(0, i-1)], "در", "تو", "توی", "ماه") || m.to < len(r.q.toks) && r.q.toks[m.to].text == "ماه"):
		s.month = month{number: solarMonthNumber(word), solar: true}
		s.said = r.l.HijriMonth(s.month.number)
	default:
		return s, false
	}
	if s.month.day > 0 {
		s.said = r.l.Number(s.month.day) + " " + s.said
	}
	r.noted = append(r.noted, s.said)
	s.said = r.words("answer.many.in_month", locale.Text("month", s.said))
	return s, true
}

// times reads the dates of a question, and attaches each to what happened then.
func (r *manyReader) times() bool {
	for i := 0; i < len(r.ms); i++ {
		s, next, ok := r.span(i)
		if !ok {
			continue
		}
		for j := i; j < next; j++ {
			r.used[j] = true
		}
		s.at = i
		if !r.attach(s) {
			return false
		}
		i = next - 1
	}
	return true
}

// span reads the dates that begin at a mark, with what stands before and after.
func (r *manyReader) span(i int) (s span, next int, ok bool) {
	m := &r.ms[i]
	if m.date.IsZero() {
		if s, ok := r.monthly(i); ok {
			return s, i + 1, true
		}
		return r.relative(i)
	}
	s.from, _ = m.date.Earliest()
	s.to, _ = m.date.Latest()
	s.said = r.asked(m.date)
	op, of := "", false
	for j := i - 1; j >= 0 && (r.ms[j].of("time") || r.ms[j].small()); j-- {
		if c := r.ms[j].timeWord(); c != "" {
			of = r.q.words(&r.ms[j]) == "from" // the sentence from 2022 is that of 2022
			op, r.used[j], r.compares[j] = c, true, true
			break
		}
		if j < i-2 {
			break
		}
	}
	next = i + 1
	if next < len(r.ms) && r.ms[next].is("time.onwards") {
		op, of, next = "from", false, next+1
	}
	switch op {
	case "before":
		s.to, s.from = s.from.AddDays(-1), calendar.Day{}
		s.said = r.words("answer.many.before", locale.Text("date", s.said))
	case "after":
		s.from, s.to = s.to.AddDays(1), calendar.Day{}
		s.said = r.words("answer.many.after", locale.Text("date", s.said))
	case "since":
		s.to = calendar.Day{}
		s.said = r.words("answer.many.since", locale.Text("date", s.said))
	case "from", "between":
		for j := i + 1; j < len(r.ms) && j <= i+3; j++ {
			if d := r.ms[j].date; !d.IsZero() {
				s.to, _ = d.Latest()
				s.said = r.words("answer.many.between", locale.Text("from", s.said), locale.Text("to", r.asked(d)))
				return s, j + 1, true
			}
			if !r.ms[j].small() && !r.ms[j].of("time") && !r.ms[j].is("logic.and") {
				break
			}
		}
		if op == "from" && !of {
			s.to = calendar.Day{}
			s.said = r.words("answer.many.since", locale.Text("date", s.said))
			break
		}
		s.said = r.then(m.date, s.said)
	default:
		s.said = r.then(m.date, s.said)
	}
	return s, next, true
}

// then says when something was: on a day, in a month or a year.
func (r *manyReader) then(d calendar.Date, said string) string {
	switch d.Precision() {
	case calendar.ToDay:
		return r.words("answer.many.on", locale.Text("date", said))
	case calendar.Span:
		return said
	}
	return r.words("answer.many.in", locale.Text("date", said))
}

// timeWord is what a mark says of the date after it.
func (m *mark) timeWord() string {
	if m.is("aux.since") { // which is from then on, though it is after, too
		return "since"
	}
	for _, c := range m.concepts {
		if c.class() == "time" {
			switch c.name() {
			case "before", "after", "from", "between", "in":
				return c.name()
			}
		}
	}
	return ""
}

// relative reads this year, last month.
func (r *manyReader) relative(i int) (s span, next int, ok bool) {
	m := &r.ms[i]
	years, months := 0, 0
	switch {
	case m.is("time.thisyear"):
	case m.is("time.lastyear"):
		years = -1
	case m.is("time.nextyear"):
		years = 1
	case m.is("time.thismonth"):
	case m.is("time.lastmonth"):
		months = -1
	case m.is("time.nextmonth"):
		months = 1
	default:
		return s, i, false
	}
	monthly := m.isAny("time.thismonth", "time.lastmonth", "time.nextmonth")
	s.from, s.to = r.period(years, months, monthly)
	s.said = r.words("answer.many.between", locale.Text("from", r.asked(calendar.DateOf(s.from))), locale.Text("to", r.asked(calendar.DateOf(s.to))))
	return s, i + 1, true
}

// period is a year or a month beside today's, in the reader's calendar.
func (r *manyReader) period(years, months int, monthly bool) (from, to calendar.Day) {
	if r.l.Reckoning() == locale.SolarHijri {
		h := hijri(r.q.today)
		if monthly {
			n := h.Year*12 + h.Month - 1 + months
			from = calendar.Hijri{Year: n / 12, Month: n%12 + 1, Day: 1}.Gregorian()
			n++
			return from, calendar.Hijri{Year: n / 12, Month: n%12 + 1, Day: 1}.Gregorian().AddDays(-1)
		}
		year := h.Year + years
		return calendar.Hijri{Year: year, Month: 1, Day: 1}.Gregorian(), calendar.Hijri{Year: year + 1, Month: 1, Day: 1}.Gregorian().AddDays(-1)
	}
	if monthly {
		first := calendar.Day{Year: r.q.today.Year, Month: r.q.today.Month, Day: 1}.Add(calendar.Term{Months: months})
		return first, first.Add(calendar.Term{Months: 1}).AddDays(-1)
	}
	year := r.q.today.Year + years
	return calendar.Day{Year: year, Month: time.January, Day: 1}, calendar.Day{Year: year, Month: time.December, Day: 31}
}

// attach puts days to what of the question happened then: what stands before
// them, or after.
func (r *manyReader) attach(s span) bool {
	if r.counts == ofSteps {
		r.counted.in = &s
		r.said = append(r.said, s.said)
		return true
	}
	for j := range r.ms { // what ends then, whatever else is said of it
		if !r.used[j] && r.ms[j].is("topic.endterm") && r.has("topic.sentence", "topic.convicted", "penalty.imprisonment") && r.happens(j, s) {
			r.used[j] = true
			return true
		}
	}
	for j := s.at - 1; j >= 0; j-- {
		if !r.used[j] && r.happens(j, s) {
			r.used[j] = true
			return true
		}
	}
	for j := s.at + 1; j < len(r.ms); j++ {
		if !r.used[j] && r.happens(j, s) {
			r.used[j] = true
			return true
		}
	}
	return r.ranked(s)
}

// happens adds that what a mark means happened in those days. It reports whether
// the mark means something that happens.
func (r *manyReader) happens(i int, s span) bool {
	m := &r.ms[i]
	on := func(key string, of store.DateOf, shows string) bool {
		r.told[shows] = true
		r.must(i, r.words("answer.many."+key)+" "+s.said, s.dated(of))
		return true
	}
	switch {
	case m.isAny("topic.release", "status.released", "topic.endterm"):
		if r.has("topic.exchange") && !m.is("topic.endterm") {
			r.step(i, s, "exchange", "exchange")
			for j := range r.ms {
				r.used[j] = r.used[j] || r.ms[j].is("topic.exchange")
			}
			return true
		}
		if m.is("topic.endterm") && !m.isAny("topic.release") || r.has("future") || s.from.After(r.q.today) {
			r.held(-1)
			return on("due", store.TermEndDate, "endterm")
		}
		return on("released", store.ReleaseDate, "release")
	case m.is("topic.exchange"):
		r.step(i, s, "exchange", "exchange")
	case m.is("topic.arrest"), m.is("topic.detained") && !r.has("topic.arrest"):
		return on("arrested", store.ArrestDate, "arrest")
	case m.isAny("topic.departure", "status.exile"):
		return on("departed", store.DepartureDate, "departure")
	case m.is("topic.born"):
		return on("born", store.BirthDate, "born")
	case m.isAny("topic.died", "status.dead", "status.executed"):
		return on("died", store.DeathDate, "died")
	case m.is("topic.trial") && !r.has("mode.in_absentia"):
		return on("tried", store.TrialDate, "trial")
	case m.is("outcome.pardoned"):
		r.pardoned(i, s)
	case m.is("topic.hungerstrike"):
		r.step(i, s, "hunger_strike", "hunger_strike")
	case m.is("topic.appeal") && !m.isAny("topic.sentence"):
		r.step(i, s, "appeal", "appeal")
	case m.is("topic.award") || m.of("award") || m.of("fest") || len(m.among(store.FieldAward, store.FieldGiver)) > 0:
		if !m.is("topic.award") || m.of("award") {
			return false // which award; the prize itself is what has a date
		}
		r.awarded(i, s)
	case m.isAny("topic.sentence", "topic.convicted", "topic.verdict", "topic.court", "mode.in_absentia") || m.is("topic.trial") || m.of("penalty"):
		return r.sentencedIn(i, s)
	case s.month.number > 0:
		return false
	case m.is("status.held"):
		r.must(i, r.words("answer.many.incustody")+" "+s.said, store.InCustody{From: s.from, To: s.to})
		r.told["custody"] = true
	default:
		return false
	}
	return true
}

// awarded adds that somebody was given an award in those days.
func (r *manyReader) awarded(i int, s span) {
	r.told["award"] = true
	r.must(i, r.words("answer.many.award")+" "+s.said, store.SuchAmong{Any: []store.Cond{store.Recorded{What: store.AnAward}}, Is: func(who *store.Person) calendar.Answer {
		is := calendar.No
		for _, a := range who.Awards {
			is = later(is, s.holds(a.Year.Date()))
		}
		return is
	}})
}

// sentencedIn adds that somebody was sentenced in those days: in a month of any year by any sentence, otherwise
// by that of which the question asks more. It reports whether the mark could be used.
func (r *manyReader) sentencedIn(i int, s span) bool {
	said := r.words("answer.many.sentenced") + " " + s.said
	switch m := &r.ms[i]; {
	case s.month.number > 0:
		r.told["sentence"] = true
		r.must(i, said, s.dated(store.SentenceDate))
	case r.denied[i]:
		r.must(i, said, store.Sentenced{From: s.from, To: s.to})
	default:
		r.sentenced.From, r.sentenced.To, r.asks = s.from, s.to, true
		r.said = append(r.said, said)
		if m.of("penalty") || m.of("mode") {
			return r.use(i)
		}
	}
	return true
}

// ranked adds days to a question that ranks by dates of its own.
func (r *manyReader) ranked(s span) bool {
	if s.month.number == 0 && (r.counts == ofSentences || r.asks) {
		r.sentenced.From, r.sentenced.To, r.asks = s.from, s.to, true
		r.said = append(r.said, r.words("answer.many.sentenced")+" "+s.said)
		return true
	}
	return false
}

// step adds that a proceeding or an event of that kind happened in those days.
func (r *manyReader) step(i int, s span, kind, shows string) {
	r.told[shows] = true
	r.must(i, r.stepKind(kind)+" "+s.said, store.SuchAmong{Any: []store.Cond{store.Has{Field: store.FieldEvent, Key: kind}}, Is: func(who *store.Person) calendar.Answer {
		is := calendar.No
		for _, x := range who.Steps {
			if x.Kind == kind {
				is = later(is, s.holds(x.Date.Date()))
			}
		}
		return is
	}})
}

// pardoned adds that somebody was pardoned in those days. Of whom the record
// says so without a date it is open, unless the release was at another time.
func (r *manyReader) pardoned(i int, s span) {
	r.told["pardon"], r.told["release"] = true, true
	pardoned := store.Sentenced{Outcomes: []casefile.Outcome{casefile.Pardoned}}
	some := []store.Cond{store.Has{Field: store.FieldEvent, Key: "pardon"}, pardoned}
	r.must(i, r.stepKind("pardon")+" "+s.said, store.SuchAmong{Any: some, Is: func(who *store.Person) calendar.Answer {
		is, dated := calendar.No, false
		for _, x := range who.Steps {
			if x.Kind == "pardon" {
				is, dated = later(is, s.holds(x.Date.Date())), true
			}
		}
		if are, _ := pardoned.Rulings(who); dated || len(are) == 0 {
			return is
		}
		for _, w := range who.Dates(store.ReleaseDate) {
			is = later(is, s.holds(w.Date()))
		}
		if is != calendar.No || len(who.Dates(store.ReleaseDate)) == 0 {
			return calendar.CantTell
		}
		return calendar.No
	}})
}

// holds is whether a date lies in the days.
func (s span) holds(d calendar.Date) calendar.Answer {
	if d.IsZero() {
		return calendar.CantTell
	}
	if s.month.number > 0 {
		return s.month.holds(d)
	}
	first, last := d.Reach()
	switch {
	case !s.from.IsZero() && !last.IsZero() && last.Before(s.from), !s.to.IsZero() && !first.IsZero() && first.After(s.to):
		return calendar.No
	case (s.from.IsZero() || !first.IsZero() && !first.Before(s.from)) && (s.to.IsZero() || !last.IsZero() && !last.After(s.to)):
		return calendar.Yes
	}
	return calendar.CantTell
}

// later is whether one of two things holds.
func later(a, b calendar.Answer) calendar.Answer {
	switch {
	case a == calendar.Yes || b == calendar.Yes:
		return calendar.Yes
	case a == calendar.CantTell || b == calendar.CantTell:
		return calendar.CantTell
	}
	return calendar.No
}

func hijri(d calendar.Day) calendar.Hijri {
	h, _ := calendar.ToHijri(d) // today is within every calendar
	return h
}

package answer

import (
	"slices"
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/store"
)

// survey is a question about many people, as it was read: who is meant, and
// what is asked of them.
type survey struct {
	t     *teller
	who   store.Inquiry
	given []condition // what makes up who, in the order of the question
	sent  store.Sentenced
	asks  bool // something is asked of sentences, so that sent counts
	left  []*mark

	about string // topic that a date belongs to: arrest, sentence, release …
	class string // of the last clause
}

// condition is one thing that the question says of those it means.
type condition struct {
	class string // conditions of one class, joined by "or", make one clause
	any   []store.Cond
	not   bool
	or    bool // joined to the one before
}

// collective reports whether a question that names nobody is about people on
// record as such, and not about somebody who should have been named.
func (q *question) collective() bool {
	if q.has("pron") {
		return false
	}
	return q.has("ask.who", "ask.which", "ask.list", "ask.howmany", "scope.*", "prof.*", "sex.*", "order.*", "cmp.*", "aux.exists") || q.yesno && q.has("country.*") || q.has("status.*") && q.has("country.*", "charge.*", "value.*", "penalty.*")
}

// many answers a question about many people, if it can be read as one: each of
// its marks has to be a condition, say what is asked, or carry nothing.
func (t *teller) many() bool {
	if !t.q.collective() {
		return false
	}
	s := &survey{t: t}
	s.read()
	if len(s.left) > 0 {
		return false
	}
	s.settle()
	return s.tell()
}

// read makes conditions of the marks.
func (s *survey) read() {
	q := s.t.q
	s.about = s.topicOfDates()
	for i := range q.marks {
		m := &q.marks[i]
		not := i > 0 && (q.marks[i-1].is("aux.without") || q.marks[i-1].is("aux.not") || q.marks[i-1].is("logic.except"))
		not = not || m.is("aux.not") && !m.small() // نرفتند
		or := i > 0 && (q.marks[i-1].is("logic.or") || q.marks[i-1].is("logic.and"))
		if c, ok := s.condition(m, i); ok {
			c.not, c.or = not, or && !not
			if len(c.any) > 0 {
				s.given = append(s.given, c)
			}
			continue
		}
		if !m.small() && !s.says(m) {
			s.left = append(s.left, m)
		}
	}
}

// says reports whether a mark says what is asked rather than of whom.
func (s *survey) says(m *mark) bool {
	return m.of("order") || m.of("scope") || m.of("logic") || m.of("unit") || m.of("time") || m.of("cmp") || m.is("aux.not") || m.is("aux.without") ||
		m.is("topic.status") || m.is("topic.whereabouts") || m.is("topic.name") || m.is("topic.count") || m.is("future") || m.is("topic.profession") || m.is("topic.age")
}

// condition is what a mark says of people.
func (s *survey) condition(m *mark, i int) (condition, bool) {
	if m.date != (calendar.Date{}) {
		return s.dated(m, i)
	}
	if m.term != nil {
		s.asks = true
		s.sent.Term = &store.TermIs{Is: s.comparison(i), Term: *m.term}
		return condition{}, true
	}
	if m.number != nil {
		return s.number(m, i)
	}
	for _, c := range m.concepts {
		if x, ok := s.concept(c); ok {
			return x, true
		}
	}
	return s.values(m)
}

// concept is what a meaning of the word lists says of people.
func (s *survey) concept(c concept) (condition, bool) {
	has := func(field store.Field, keys ...string) (condition, bool) {
		x := condition{class: string(field)}
		for _, k := range keys {
			x.any = append(x.any, store.Has{Field: field, Key: k})
		}
		return x, true
	}
	recorded := func(w store.What) (condition, bool) {
		return condition{class: string(c), any: []store.Cond{store.Recorded{What: w}}}, true
	}
	switch c.class() {
	case "sex":
		return has(store.FieldSex, c.name())
	case "country":
		return has(store.FieldCountry, c.name())
	case "status":
		if c.name() == "held" {
			return condition{class: "status", any: []store.Cond{store.Recorded{What: store.BeingHeld}}}, true
		}
		return has(store.FieldStatus, statuses(c.name())...)
	case "prof":
		return has(store.FieldProfession, s.t.keysOf(store.FieldProfession, c)...)
	case "charge":
		return has(store.FieldCharge, s.t.keysOf(store.FieldCharge, c)...)
	case "award":
		return has(store.FieldAward, s.t.keysOf(store.FieldAward, c)...)
	case "fest":
		return has(store.FieldGiver, s.t.keysOf(store.FieldGiver, c)...)
	case "penalty":
		s.asks = true
		if k := casefile.PenaltyKind(c.name()); !slices.Contains(s.sent.Penalties, k) {
			s.sent.Penalties = append(s.sent.Penalties, k)
		}
		return condition{}, true
	case "outcome":
		s.asks = true
		s.sent.Outcomes = append(s.sent.Outcomes, casefile.Outcome(c.name()))
		return condition{}, true
	case "mode":
		s.asks, s.sent.InAbsentia = true, true
		return condition{}, true
	case "topic":
		if kind, ok := eventKinds()[c.name()]; ok {
			return has(store.FieldEvent, kind...)
		}
		if w, ok := recordable()[c.name()]; ok {
			if s.about == c.name() && len(s.t.q.dates()) > 0 {
				return condition{}, true // the date says it
			}
			return recorded(w)
		}
	}
	return condition{}, false
}

// statuses are the codes of what people call a status.
func statuses(called string) []string {
	switch called {
	case "dead":
		return []string{"deceased", "executed"}
	case "released":
		return []string{"released", "acquitted"}
	case "alive":
		var all []string
		for _, s := range casefile.AllStatuses() {
			if !s.Dead() && s != casefile.UnknownStatus {
				all = append(all, string(s))
			}
		}
		return all
	}
	return []string{called}
}

// eventKinds are the kinds of events and proceedings that a topic asks for.
func eventKinds() map[string][]string {
	return map[string][]string{
		"hungerstrike": {"hunger_strike"}, "travelban": {"travel_ban"}, "passport": {"passport"}, "furlough": {"furlough"},
		"exchange": {"exchange"}, "interrogated": {"interrogation"}, "transfer": {"transfer"},
	}
}

// recordable is what is on record of somebody, by topic.
func recordable() map[string]store.What {
	return map[string]store.What{
		"sentence": store.ASentence, "convicted": store.ASentence, "verdict": store.ASentence, "charge": store.ACharge, "lawyer": store.ALawyer, "court": store.ACourt,
		"detained": store.BeingHeld, "work": store.AWork, "award": store.AnAward, "trial": store.ATrial, "arrest": store.AnArrest, "release": store.ARelease,
		"departure": store.ADeparture, "born": store.ABirth, "died": store.ADeath, "endterm": store.ATermEnd, "whereabouts": store.AWhereabouts,
	}
}

// dateOf is which dates a topic has.
func dateOf() map[string]store.DateOf {
	return map[string]store.DateOf{
		"arrest": store.ArrestDate, "detained": store.ArrestDate, "sentence": store.SentenceDate, "convicted": store.SentenceDate, "verdict": store.SentenceDate,
		"release": store.ReleaseDate, "departure": store.DepartureDate, "born": store.BirthDate, "died": store.DeathDate,
		"endterm": store.TermEndDate, "trial": store.TrialDate,
	}
}

// topicOfDates is what happened on the dates of the question.
func (s *survey) topicOfDates() string {
	q := s.t.q
	future := q.has("future", "topic.endterm")
	for i := range q.marks {
		for _, c := range q.marks[i].concepts {
			if _, ok := dateOf()[c.name()]; !ok || c.class() != "topic" {
				continue
			}
			if c.name() == "release" && future {
				return "endterm"
			}
			return c.name()
		}
	}
	switch {
	case q.has("penalty.*", "outcome.*"):
		return "sentence"
	case q.has("status.released") && future:
		return "endterm"
	case q.has("status.released"):
		return "release"
	case q.has("status.dead"):
		return "died"
	case q.has("status.held"):
		return "arrest"
	case q.has("status.exile"):
		return "departure"
	}
	return ""
}

// dated is that what the question is about happened on a date, before or after it.
func (s *survey) dated(m *mark, i int) (condition, bool) {
	of, ok := dateOf()[s.about]
	if !ok {
		return condition{}, false
	}
	first, _ := m.date.Earliest()
	last, _ := m.date.Latest()
	from, to := first, last
	switch s.when(i) {
	case "before":
		from, to = calendar.Day{}, first.AddDays(-1)
	case "after":
		from, to = last.AddDays(1), calendar.Day{}
	case "since":
		from, to = first, calendar.Day{}
	case "until":
		from, to = calendar.Day{}, last
	}
	if of == store.SentenceDate {
		s.asks = true
		if from != (calendar.Day{}) && (s.sent.From == (calendar.Day{}) || s.sent.From.After(from)) {
			s.sent.From = from
		}
		if to != (calendar.Day{}) {
			s.sent.To = to
		}
		return condition{}, true
	}
	if n := len(s.given); n > 0 && s.given[n-1].class == "date" { // between … and …
		if d, ok := s.given[n-1].any[0].(store.Dated); ok && s.t.q.has("time.between", "time.from") {
			s.given[n-1].any[0] = store.Dated{Of: of, From: d.From, To: to}
			return condition{}, true
		}
	}
	return condition{class: "date", any: []store.Cond{store.Dated{Of: of, From: from, To: to}}}, true
}

// when is what the question says of the date at mark i.
func (s *survey) when(i int) string {
	for ; i > 0; i-- {
		m := &s.t.q.marks[i-1]
		for _, c := range m.concepts {
			if c.class() == "time" || c == "aux.since" {
				return c.name()
			}
		}
		if !m.of("fill") && m.date.IsZero() {
			break
		}
	}
	return ""
}

// comparison is how the number at mark i is compared: as what stands before it,
// or behind it, says.
func (s *survey) comparison(i int) store.Comparison {
	marks := s.t.q.marks
	for _, at := range [...]int{i - 1, i - 2, i + 1, i + 2} {
		if at < 0 || at >= len(marks) {
			continue
		}
		for _, c := range marks[at].concepts {
			switch c {
			case "cmp.more", "order.longest", "time.after":
				return store.More
			case "cmp.less", "order.shortest":
				return store.Less
			case "cmp.atleast":
				return store.AtLeast
			case "cmp.atmost":
				return store.AtMost
			}
		}
	}
	return store.Equal
}

// number is a number of lashes, or of a court's branch.
func (s *survey) number(m *mark, i int) (condition, bool) {
	marks := s.t.q.marks
	near := func(words ...string) bool {
		for _, at := range [...]int{i - 1, i + 1, i + 2} {
			if at >= 0 && at < len(marks) && marks[at].fitsAny(words) {
				return true
			}
		}
		return false
	}
	switch {
	case near("unit.lash", "penalty.flogging"):
		s.asks = true
		s.sent.Lashes = &store.LashesAre{Is: s.comparison(i), Count: *m.number}
		return condition{}, true
	case m.of("number"): // "one" is also a word
		return condition{}, true
	}
	return condition{}, false
}

// values is what the names of things on record say of people.
func (s *survey) values(m *mark) (condition, bool) {
	if len(m.values) == 0 {
		return condition{}, false
	}
	field := store.Field(m.values[0].Field)
	x := condition{class: string(field)}
	for _, v := range m.values {
		if store.Field(v.Field) != field {
			continue
		}
		switch field {
		case store.FieldAround:
			role := ""
			for _, r := range [...]string{"lawyer", "judge", "prosecutor"} {
				if s.t.q.has("topic." + r) {
					role = r
				}
			}
			x.any = append(x.any, store.AroundAs{Key: v.Key, Role: role})
		case store.FieldPlace:
			if s.t.q.has("status.held", "topic.detained") && len(s.t.q.dates()) == 0 || !s.t.q.has("topic.*") {
				field = store.FieldNow
			}
			x.any = append(x.any, store.Has{Field: field, Key: v.Key})
		case store.FieldCourt:
			s.asks = true
			s.sent.Courts = append(s.sent.Courts, v.Key)
		default:
			x.any = append(x.any, store.Has{Field: field, Key: v.Key})
		}
	}
	return x, true
}

// settle makes the inquiry of the conditions: those of one class that are
// joined by "or", and professions, countries and statuses in any case, as alternatives.
func (s *survey) settle() {
	for _, c := range s.given {
		n := len(s.who.All)
		if n > 0 && !c.not && c.class == s.class && (c.or || alternative(c.class)) {
			s.who.All[n-1].Any = append(s.who.All[n-1].Any, c.any...)
			continue
		}
		s.who.All = append(s.who.All, store.Clause{Any: c.any, Not: c.not})
		s.class = c.class
	}
	if !s.asks {
		return
	}
	if s.sent.Term != nil && len(s.sent.Penalties) == 0 {
		s.sent.Penalties = []casefile.PenaltyKind{casefile.Imprisonment, casefile.LifeImprisonment}
	}
	s.who.All = append(s.who.All, store.Clause{Any: []store.Cond{s.sent}, Not: s.denied()})
}

// denied reports whether the question asks for those without such a sentence.
func (s *survey) denied() bool {
	marks := s.t.q.marks
	for i := range marks {
		if (marks[i].is("aux.not") || marks[i].is("aux.without")) && i+1 < len(marks) && (marks[i+1].of("penalty") || marks[i+1].of("outcome")) {
			return true
		}
	}
	return false
}

func alternative(class string) bool {
	switch store.Field(class) {
	case store.FieldProfession, store.FieldCountry, store.FieldStatus, store.FieldPlace, store.FieldNow, store.FieldWork:
		return true
	}
	return false
}

// keysOf are the keys of those values of a field in which a meaning stands.
func (t *teller) keysOf(field store.Field, c concept) []string {
	var all []string
	for _, phrase := range t.lex.of[c] {
		for _, v := range t.census.Terms(phrase) {
			if v.Field == field && !slices.Contains(all, v.Key) {
				all = append(all, v.Key)
			}
		}
	}
	if len(all) == 0 {
		all = []string{strings.ToLower(c.name())} // whom nobody has
	}
	return all
}

// recorded are the names of what is on record here, as the lexer asks for them.
type recorded struct{ *store.Census }

func (r recorded) Terms(key string) []value     { return valued(r.Census.Terms(key)) }
func (r recorded) Near(key string) []value      { return valued(r.Census.Near(key)) }
func (r recorded) Sounding(name string) []value { return valued(r.Census.Sounding(name)) }

// valued are those that no meaning of the word lists stands for: countries and
// kinds of events have their own.
func valued(all []store.Value) []value {
	var some []value
	for _, v := range all {
		if v.Field != store.FieldCountry && v.Field != store.FieldEvent {
			some = append(some, value{string(v.Field), v.Key, v.Text})
		}
	}
	return some
}

package answer

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/store"
)

// A tally is what people are counted by: how many per country, which court sentenced the
// most, which prisons are on record. What else the question says is who is counted.

// tally is by what people are counted, and which of the counts is asked for.
type tally struct {
	by        store.Field // "": years
	when      store.DateOf
	key       string // of its words
	wants     wants
	sentences bool // not people are counted but their sentences
}

// wants is which values of a tally are asked for.
type wants int

const (
	wantsAll wants = iota
	wantsMost
	wantsFewest
)

// tallied finds what the question wants people counted by, if anything: "per country",
// "which court … the most", "the most common charge", "list all prisons".
func (r *manyReader) tallied() {
	for i := range r.ms {
		x, ok := r.dimension(i)
		if !ok {
			continue
		}
		if at := r.extreme(i); at >= 0 {
			x.wants = wantsMost
			if r.ms[at].isAny("order.fewest", "quant.rare") {
				x.wants = wantsFewest
			}
			r.used[at], r.ordered[at] = true, true
		} else if !r.perEach(i) && !r.asksFor(i, x) {
			continue
		}
		r.used[i] = true
		x.sentences = x.by == store.FieldSentencer && r.plainSentences()
		r.tally = &x
		r.spendTally(i)
		return
	}
}

// dimension is what a mark can have people counted by.
func (r *manyReader) dimension(i int) (tally, bool) {
	m := &r.ms[i]
	is := func(words ...string) bool {
		return slices.Contains(words, r.q.toks[m.to-1].text) || m.to-m.from > 1 && slices.Contains(words, r.q.toks[m.from+1].text)
	}
	switch {
	case m.is("topic.nationality"):
		return tally{by: store.FieldNation, key: "nation"}, true
	case m.is("topic.country"):
		return tally{by: store.FieldCountry, key: "country"}, true
	case m.is("topic.profession"):
		return tally{by: store.FieldProfession, key: "profession"}, true
	case m.is("topic.status") && is("status", "statuses", "state", "states", "وضعیت", "وضعیت ها"):
		return tally{by: store.FieldStatus, key: "status"}, true
	case m.is("topic.gender"):
		return tally{by: store.FieldSex, key: "sex"}, true
	case m.is("topic.judge") && !r.typedAs(m, "justice"):
		return tally{by: store.FieldJudge, key: "judge"}, true
	case (m.is("topic.lawyer") || m.is("prof.lawyer") && !m.meant) && len(m.among(store.FieldAround)) == 0 && !r.typedAs(m, "defends", "represents", "defended", "represented", "defend", "represent"):
		return tally{by: store.FieldLawyer, key: "lawyer"}, true
	case m.isAny("topic.court", "want.court") && len(m.values) == 0:
		if r.has("topic.sentence", "topic.convicted", "topic.verdict") {
			return tally{by: store.FieldSentencer, key: "court"}, true
		}
		return tally{by: store.FieldCourt, key: "court"}, true
	case m.is("topic.charge") && !r.typedAs(m, "charged", "accused", "indicted", "prosecuted"):
		return tally{by: store.FieldCharge, key: "charge"}, true
	case m.is("status.held") && is("prison", "prisons", "jail", "jails", "زندان", "زندانها", "زندان ها", "ها"):
		if r.has("order.most", "order.fewest", "quant.*") && !r.past() { // where most are
			return tally{by: store.FieldHeldIn, key: "prison"}, true
		}
		return tally{by: store.FieldPlace, key: "prison"}, true
	case is("penalty", "penalties", "punishment", "punishments", "مجازات"):
		return tally{by: store.FieldPenalty, key: "penalty"}, true
	case m.is("topic.award") && is("award", "awards", "prize", "prizes", "honours", "جایزه", "جوایز"):
		return tally{by: store.FieldAward, key: "award"}, true
	case m.is("topic.festival"):
		return tally{by: store.FieldGiver, key: "giver"}, true
	case m.is("unit.year") || m.is("ask.when") && is("year", "years"):
		return r.yearly()
	}
	return tally{}, false
}

// typedAs reports whether a mark was typed as one of these words.
func (r *manyReader) typedAs(m *mark, words ...string) bool {
	return slices.ContainsFunc(r.q.toks[m.from:m.to], func(t token) bool { return slices.Contains(words, t.text) })
}

// yearly is a tally by the years in which happened what the question is about.
func (r *manyReader) yearly() (tally, bool) {
	for _, x := range []struct {
		fits []concept
		of   store.DateOf
		key  string
	}{
		{[]concept{"topic.arrest", "topic.detained"}, store.ArrestDate, "arrested"},
		{[]concept{"topic.sentence", "topic.convicted", "topic.verdict"}, store.SentenceDate, "sentenced"},
		{[]concept{"topic.release", "status.released"}, store.ReleaseDate, "released"},
		{[]concept{"topic.departure"}, store.DepartureDate, "departed"},
		{[]concept{"topic.born"}, store.BirthDate, "born"}, {[]concept{"topic.died", "status.dead"}, store.DeathDate, "died"},
	} {
		for i := range r.ms {
			if r.ms[i].isAny(x.fits...) {
				return tally{when: x.of, key: x.key}, true
			}
		}
	}
	return tally{}, false
}

// extreme is the mark that asks for the most or the fewest of what mark i can have
// people counted by, -1 where none does: "which court … the most", "the most common charge".
func (r *manyReader) extreme(i int) int {
	m, at := &r.ms[i], -1
	for j := range r.ms {
		if (r.ms[j].isAny("order.most", "order.fewest", "quant.common", "quant.rare") || r.typedAs(&r.ms[j], "بیشترین")) && (at < 0 || r.ms[j].of("quant")) {
			at = j
		}
	}
	switch {
	case at < 0 || m.is("topic.award") && !r.ms[at].of("quant"):
		return -1
	case r.ms[at].of("quant"):
		for j := range r.ms { // the most of "the most common"
			r.used[j] = r.used[j] || r.ms[j].of("order")
			r.ordered[j] = r.ordered[j] || r.ms[j].of("order")
		}
		return at
	}
	asked := m.isAny("want.court") || r.typedAs(m, "which", "what", "کدام", "کدوم", "چه")
	for from := m.from - 1; from >= 0 && from >= m.from-2; from-- {
		asked = asked || slices.Contains([]string{"which", "what", "whose", "کدام", "کدوم", "چه"}, r.q.toks[from].text)
	}
	if !asked {
		return -1
	}
	return at
}

// perEach reports whether the question wants a count for each of what mark i
// means: "per country", "by court", "in each year".
func (r *manyReader) perEach(i int) bool {
	m := &r.ms[i]
	before := func(n int) string {
		if m.from < n {
			return ""
		}
		return r.q.toks[m.from-n].text
	}
	switch before(1) {
	case "per", "each", "every", "هر", "تفکیک", "حسب", "اساس":
		return true
	case "by":
		return r.has("ask.howmany", "quant.broken", "topic.count", "status.*", "prof.*", "sex.*", "topic.sentence", "scope.*", "topic.arrest") && !r.has("ask.who", "ask.when") && !m.is("topic.judge") && before(2) != "sentenced" && before(2) != "convicted"
	}
	return r.has("quant.broken")
}

// asksFor reports whether the question asks which values there are, and of nobody in
// particular: "which prisons are on record", "list all courts", "how many courts".
func (r *manyReader) asksFor(i int, x tally) bool {
	m := &r.ms[i]
	if x.by == "" || x.by == store.FieldStatus || x.by == store.FieldSex || !r.has("ask.which", "ask.what", "ask.list", "ask.howmany", "scope.*", "fill") || r.has("ask.who", "ask.when", "ask.where") ||
		r.denied[i] || x.key == "prison" && r.has("scope.people") { // who has none; how many people are in one
		return false
	}
	if r.denied[i] || r.has("aux.not", "aux.without") || r.q.farsi && !r.pluralFarsi(m) {
		return false
	}
	if r.has("ask.howmany") && (x.by == store.FieldAward || x.by == store.FieldLawyer || x.by == store.FieldCharge) {
		return false
	}
	if last := r.q.toks[m.to-1].text; !slices.Contains([]string{"country", "profession", "nationality"}, last) && !strings.HasSuffix(last, "s") && last != "ها" && last != "های" && !r.q.farsi {
		return false
	}
	alone := true
	for j := range r.ms {
		n := &r.ms[j]
		if j == i || n.small() || n.is("topic.name") && !r.q.farsi || !content(n) && !n.of("order") && !n.of("cmp") && !n.unknown() {
			continue
		}
		if y, ok := r.dimension(j); ok && y.by == x.by || x.by == store.FieldAward && n.is("topic.award") || x.by == store.FieldNation && n.is("topic.country") {
			continue
		}
		alone = false
	}
	switch x.by {
	case store.FieldCountry, store.FieldProfession, store.FieldNation:
		return (alone || !r.has("topic.departure")) && !r.has("country.*", "prof.*") && r.has("ask.which", "ask.what", "ask.list", "ask.howmany")
	case store.FieldPlace, store.FieldHeldIn, store.FieldCourt, store.FieldSentencer, store.FieldJudge:
		return alone && (r.has("ask.which", "ask.what", "ask.list", "ask.howmany") || r.q.says("all", "every", "همه", "تمام"))
	}
	return alone && (r.has("ask.which", "ask.what", "ask.list") || r.q.says("all", "every", "همه", "تمام"))
}

// pluralFarsi reports whether a Persian word stands in the plural: زندان‌ها, or after همه.
func (r *manyReader) pluralFarsi(m *mark) bool {
	last := r.q.toks[m.to-1].text
	next := ""
	if m.to < len(r.q.toks) && r.q.toks[m.to].word == r.q.toks[m.to-1].word {
		next = r.q.toks[m.to].text
	}
	for _, w := range [...]string{last, next} {
		if w == "ها" || w == "های" || w == "هایی" || strings.HasSuffix(w, "ها") || w == "جوایز" || w == "احکام" {
			return true
		}
	}
	return false
}

// plainSentences reports whether the question counts sentences, not people.
func (r *manyReader) plainSentences() bool {
	return r.q.says(r.lex.cue("sentences")...) && !r.has("scope.people")
}

// spendTally uses up what only names the tally once more: the year's event, "number of".
func (r *manyReader) spendTally(i int) {
	for j := range r.ms {
		m := &r.ms[j]
		if j == i || r.used[j] {
			continue
		}
		y, ok := r.dimension(j)
		same := ok && y.by == r.tally.by && y.key == r.tally.key
		event := r.tally.by == "" && m.isAny(map[store.DateOf][]concept{store.ArrestDate: {"topic.arrest", "topic.detained"}, store.SentenceDate: {"topic.sentence", "topic.convicted", "topic.verdict"},
			store.ReleaseDate: {"topic.release", "status.released"}, store.DepartureDate: {"topic.departure"}, store.BirthDate: {"topic.born"}, store.DeathDate: {"topic.died", "status.dead"}}[r.tally.when]...)
		if same || event || m.is("topic.count") || m.of("quant") || r.tally.by == store.FieldAward && m.is("topic.award") || m.is("topic.name") && !r.q.farsi ||
			r.tally.by == store.FieldLawyer && m.is("topic.lawyer") || r.tally.by == store.FieldNation && m.is("topic.country") || r.tally.by == store.FieldPlace && m.is("topic.detained") {
			r.used[j] = true
		}
	}
}

// mostValues is how many values an answer tells before it counts the rest.
const mostValues = 15

// counted is a value with how many have it.
type counted struct {
	value string
	n     int
}

// firstOf are the first n in that order, of equal ones those that stand first: of very many values few
// are told.
func firstOf[T any](all []T, n int, order func(a, b T) int) []T {
	var first []T
	for _, c := range all {
		if len(first) == n && order(c, first[n-1]) >= 0 {
			continue
		}
		at := len(first)
		for at > 0 && order(c, first[at-1]) < 0 {
			at--
		}
		first = slices.Insert(first[:min(len(first), n-1)], at, c)
	}
	return first
}

// tellTally tells how many have each value, or which is had by most.
func (r *manyReader) tellTally() {
	found, _ := r.census.Meant(r.who)
	all, without := r.countBy(found)
	x := r.tally
	order := func(a, b counted) int {
		more := cmp.Compare(b.n, a.n)
		if x.wants == wantsFewest {
			more = -more
		}
		return cmp.Or(more, strings.Compare(a.value, b.value))
	}
	if x.by == "" && x.wants == wantsAll { // years
		order = func(a, b counted) int { return strings.Compare(a.value, b.value) }
	}
	what := r.words("answer.tally." + x.key)
	r.out.Reading = r.words("answer.many.reading", locale.Text("what", what+r.words("list.semicolon")+r.wording()))
	if len(all) == 0 {
		r.out.Kind, r.out.Reason = Refused, NotRecorded
		r.say("answer.tally.none", locale.Text("what", what), r.count("people", found.Len()), r.count("tracked", r.census.Len()))
		return
	}
	shown, key := all, map[wants]string{wantsAll: "answer.tally.all", wantsMost: "answer.tally.most", wantsFewest: "answer.tally.fewest"}[x.wants]
	if x.wants != wantsAll {
		best := firstOf(all, 1, order)[0].n
		shown = slices.DeleteFunc(slices.Clone(all), func(c counted) bool { return c.n != best })
	}
	of := "answer.many.group"
	if x.sentences {
		of = "answer.tally.sentences"
	}
	r.say(key, locale.Text("what", what), r.n(len(all)), r.count("people", found.Len()), r.count("tracked", r.census.Len()))
	for i, c := range firstOf(shown, mostValues+1, order) {
		if i == mostValues && len(shown) > mostValues+1 {
			r.line("- " + r.words("answer.many.more_values", r.n(len(shown)-i)))
			break
		}
		r.line("- " + r.words(of, r.n(c.n), locale.Text("what", r.valueSaid(c.value))))
	}
	if without > 0 {
		r.say("answer.tally.without", r.n(without))
	}
}

// countBy counts by what is asked, and of how many it can't be told.
func (r *manyReader) countBy(found store.People) (all []counted, without int) {
	x := r.tally
	switch {
	case x.by == "":
		return r.countYears(found)
	case x.sentences:
		all, without := r.countSentences()
		return all, without
	}
	with := store.People{}
	for v, n := range found.Values(x.by) {
		if v == "" {
			without += n
			continue
		}
		all = append(all, counted{v, n})
	}
	if what, ok := map[store.Field]store.What{store.FieldProfession: store.AProfession, store.FieldSex: store.ASex, store.FieldCharge: store.ACharge, store.FieldLawyer: store.ALawyer,
		store.FieldSentencer: store.ASentence, store.FieldPenalty: store.ASentence, store.FieldAward: store.AnAward, store.FieldCourt: store.ACourt}[x.by]; ok && x.wants == wantsAll {
		q := r.who
		q.All = append(slices.Clone(q.All), store.Clause{Any: []store.Cond{store.Recorded{What: what}}})
		with, _ = r.census.Meant(q)
		without += found.Len() - with.Len()
	}
	return all, without
}

// valueSaid is a value in the reader's words, noted as a fact of the answer.
func (r *manyReader) valueSaid(v string) string {
	r.noted = append(r.noted, v)
	switch r.tally.by {
	case "": // a year
		return r.l.Digits(v)
	case store.FieldCountry:
		return r.l.Country(v)
	case store.FieldStatus:
		return card.Status(casefile.StatusCode(v), r.l)
	case store.FieldSex:
		if r.l.Has("answer.many.sex." + v) {
			return r.words("answer.many.sex." + v)
		}
	case store.FieldPenalty:
		return card.Code("choice.penalty.", v, r.l)
	}
	return card.Phrase(v, r.l)
}

func (r *manyReader) countYears(found store.People) (all []counted, without int) {
	first := func(year int) calendar.Day { return calendar.Day{Year: year, Month: time.January, Day: 1} }
	to := r.q.today.Year + 1
	if r.l.Reckoning() == locale.SolarHijri {
		first = func(year int) calendar.Day { return calendar.Hijri{Year: year, Month: 1, Day: 1}.Gregorian() }
		to = hijri(r.q.today).Year + 1
	}
	years, without := found.Years(r.tally.when, to-200, to, first)
	for y, n := range years {
		all = append(all, counted{strconv.Itoa(y), n})
	}
	return all, without
}

func (r *manyReader) countSentences() (all []counted, without int) {
	courts, without := r.census.SentencesByCourt(r.who, r.sentenced)
	for v, n := range courts {
		all = append(all, counted{v, n})
	}
	return all, without
}

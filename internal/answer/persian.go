package answer

import (
	"slices"
	"strings"

	"vigil/store"
)

// spoken reads چن for چند before what is counted: چن سال, چن نفر. Elsewhere it may be somebody's name.
func spoken(toks []token) []token {
	for i := range toks[:max(len(toks)-1, 0)] {
		if toks[i].text == "چن" && slices.ContainsFunc([]string{"سال", "ماه", "روز", "هفته", "نفر", "ضربه", "تا", "بار", "دفعه", "وقت", "مورد", "مرتبه", "جایزه", "فیلم", "حکم", "پرونده"}, func(w string) bool {
			return strings.HasPrefix(toks[i+1].text, w)
		}) {
			toks[i].text = "چند"
		}
	}
	return toks
}

// senses tells two meanings of a word apart: مرد at the end is that somebody died, elsewhere
// a man; گرفت with a sentence or a prize is that somebody got it, otherwise that somebody
// was seized; چند ساله asks for the length of a sentence, where one is meant, and otherwise for an age.
func (q *question) senses() {
	for i := range q.marks {
		m := &q.marks[i]
		if m.is("ask.howold") && m.is("ask.howlong") {
			m.concepts = []concept{"ask.howold"}
			if q.has("topic.sentence", "topic.convicted", "topic.verdict", "penalty.*", "status.held", "topic.detained", "topic.spent", "status.incommunicado", "status.house_arrest", "status.disappeared", "status.exile") {
				m.concepts = []concept{"ask.howlong"}
			}
			continue
		}
		if q.farsi && m.is("aux.not") && strings.HasPrefix(joined(q.toks[m.from:m.to]), "نمیتو") && q.has("topic.work", "topic.filming") { // نمی‌تواند فیلم بسازد
			m.concepts = []concept{"penalty.ban"}
			continue
		}
		if q.farsi && q.words(m) == "تا" && i+1 < len(q.marks) && q.endsAfterToday(&q.marks[i+1]) && q.has("status.held", "topic.detained", "penalty.imprisonment") { // تا ۱۴۱۰ زندان است
			m.concepts = []concept{"topic.endterm"}
			continue
		}
		if q.farsi && (m.is("time.between") && len(q.dates()) == 0 && !q.has("unit.*") || // بین زن‌ها
			m.is("topic.coaccused") && q.says(questionWords...) && q.has("topic.award", "award.*", "value.award")) { // نوبل را با کی شریک بود
			m.concepts = []concept{"fill"}
			continue
		}
		if q.farsi && len(q.people) > 1 && m.is("prof.lawyer") && m.is("topic.lawyer") && i+1 < len(q.marks) && q.marks[i+1].subject { // وکیل الف و ب
			m.concepts = []concept{"topic.lawyer"}
			continue
		}
		if m.is("prof.lawyer") && m.is("topic.lawyer") && q.isLawyer(i) {
			m.concepts = []concept{"prof.lawyer"}
			continue
		}
		if m.is("logic.same") && len(q.people) > 1 && q.yesno && slices.Contains([]string{"both", "هردو", "هر"}, q.toks[m.from].text) {
			m.concepts = []concept{"fill"} // are both in prison: each, not in the same one
			continue
		}
		if m.unknown() && q.farsi && q.deserved(m) {
			m.concepts = []concept{"opinion"}
			continue
		}
		if !m.is("topic.died") || !m.is("sex.male") {
			continue
		}
		last := !slices.ContainsFunc(q.marks[i+1:], func(m mark) bool { return !m.idle() })
		m.concepts = []concept{"sex.male"}
		if i > 0 && len(q.people) == 0 && (q.marks[i-1].of("status") || q.marks[i-1].of("prof") || q.marks[i-1].of("country")) { // زندانیای مرد کیان؟
			continue
		}
		if last && !q.has("ask.howmany", "ask.which", "ask.list") {
			m.concepts = []concept{"topic.died"}
		}
	}
}

// endsAfterToday reports whether a mark is a date that is still to come.
func (q *question) endsAfterToday(m *mark) bool {
	first, ok := m.date.Earliest()
	return ok && !m.date.IsZero() && first.After(q.today)
}

// isLawyer reports whether a Persian question asks of somebody whether they are a lawyer,
// پروانه وکیله؟, not whether they have one or who it is.
func (q *question) isLawyer(i int) bool {
	if !q.farsi || len(q.people) != 1 || i == 0 || !q.marks[i-1].subject || q.has("ask.*", "unknown", "value.around") {
		return false
	}
	return !slices.ContainsFunc(q.toks[q.marks[i].to:], func(t token) bool {
		return !slices.Contains([]string{"ه", "است", "هست", "ست", "بود", "بوده", "هستش"}, t.text)
	})
}

// deserved reports whether a mark is a right that somebody is said to have deserved,
// حق او بود که محکوم شود, not one that they have: حق ملاقات دارد.
func (q *question) deserved(m *mark) bool {
	if q.words(m) != "حق" {
		return false
	}
	return slices.ContainsFunc(q.toks[m.to:], func(t token) bool {
		return slices.Contains([]string{"بود", "است", "بوده", "نبود", "نیست", "ه"}, t.text)
	})
}

// prizes puts a prize together of which the word lists know only how its name ends:
// جایزهٔ حقوق بشر واتسلاو هاول.
func (q *question) prizes() {
	if !q.farsi {
		return
	}
	for i := 0; i < len(q.marks); i++ {
		if !q.marks[i].is("topic.award") {
			continue
		}
		end := i + 1
		for end < len(q.marks) && end-i <= mostPrizeWords && q.marks[end].unknown() && len(q.marks[end].people) == 0 && !q.marks[end].name {
			end++
		}
		if end == i+1 || end >= len(q.marks) || !q.marks[end].of("award") && len(q.marks[end].among(store.FieldAward)) == 0 {
			continue
		}
		q.marks[end].from = q.marks[i+1].from
		q.marks = slices.Delete(q.marks, i+1, end)
	}
}

// mostPrizeWords is how many words that say nothing by themselves may stand in the
// name of a prize before the one by which it is known.
const mostPrizeWords = 4

// order says of marks of a Persian question what English says with other words:
// بیشترین is the most of things and the longest of terms.
func (q *question) order() {
	if !q.farsi || !q.has("order.most", "order.fewest") || q.has("penalty.flogging", "topic.award", "topic.work", "topic.charge", "topic.lawyer", "topic.count") ||
		!q.has("penalty.imprisonment", "status.held", "topic.detained", "topic.spent", "topic.custodylength", "unit.year", "ask.howlong", "topic.sentence") {
		return
	}
	for i := range q.marks {
		m := &q.marks[i]
		switch {
		case m.is("order.most"):
			m.concepts = append(slices.Clone(m.concepts), "order.longest")
		case m.is("order.fewest"):
			m.concepts = append(slices.Clone(m.concepts), "order.shortest")
		case m.is("topic.spent"):
			m.concepts = []concept{"topic.custodylength", "status.held"}
		}
	}
}

// deniedFirst puts what denies before what it denies: Persian says it at the
// end, زندانی نیستند, and all that reads a question expects it as in English.
func (q *question) deniedFirst() {
	if !q.farsi {
		return
	}
	for i := range q.marks {
		m := q.marks[i]
		if !q.denies(&m) {
			continue
		}
		at := i
		for at--; at >= 0 && q.marks[at].idle(); at-- {
		}
		if at < 0 || len(q.marks[at].people) > 0 {
			continue
		}
		copy(q.marks[at+1:i+1], q.marks[at:i])
		q.marks[at] = m
	}
}

// denies reports whether a mark is a denied verb that says nothing else.
func (q *question) denies(m *mark) bool {
	if !m.is("aux.not") && !m.is("aux.without") || !strings.HasPrefix(q.toks[m.from].text, "ن") && !strings.HasPrefix(q.toks[m.from].text, "n") {
		return false
	}
	switch q.toks[m.from].text {
	case "نه", "na", "no", "not", "never", "none", "nobody", "no one":
		return false
	}
	for _, c := range m.concepts {
		if c.class() != "aux" {
			return false
		}
	}
	return true
}

// gotTerm are the forms of a verb that says, after a length of time, what sentence somebody got.
//
//nolint:gochecknoglobals // a table that is only read
var gotTerm = map[string]bool{"گرفت": true, "گرفته": true}

// got reads گرفت with a sentence or a prize as that somebody got it, and was not seized;
// denied, too.
func (q *question) got() {
	for i := range q.marks {
		if m := &q.marks[i]; q.farsi && i > 0 && m.is("topic.arrest") && q.marks[i-1].is("ask.howlong") && gotTerm[q.words(m)] { // چند سال گرفت
			m.concepts = []concept{"topic.convicted"}
		}
	}
	if !q.has("penalty.*", "topic.sentence", "topic.verdict", "topic.award", "award.*", "value.award", "topic.furlough", "topic.work") {
		return
	}
	for i := range q.marks {
		m := &q.marks[i]
		if !m.is("topic.arrest") || !m.is("aux.verb") && !(m.is("aux.not") && strings.HasPrefix(q.toks[m.from].text, "نگرفت")) {
			continue
		}
		denied := m.is("aux.not")
		m.concepts = slices.DeleteFunc(slices.Clone(m.concepts), func(c concept) bool {
			return c == "topic.arrest" || denied && c.class() != "aux"
		})
	}
}

// idle reports whether a mark says nothing that could be denied.
func (m *mark) idle() bool {
	if len(m.values) > 0 || len(m.people) > 0 || m.unknown() {
		return false
	}
	for _, c := range m.concepts {
		switch c.class() {
		case "fill", "aux", "scope", "logic", "ask", "pron":
		default:
			return false
		}
	}
	return m.number == nil && m.term == nil && m.date.IsZero()
}

// possessed reports whether a word of a Persian question ends in "his" or "her", as
// وکیلش and حکمشان do, and the question isn't about many, whose lawyers it asks for.
func (q *question) possessed(x *lexicon) bool {
	if q.has("scope.*", "ask.howmany", "ask.list", "prof.*", "order.*", "sex.*") {
		return false
	}
	for i := range q.marks {
		m := &q.marks[i]
		if m.subject || len(m.concepts) == 0 || m.small() || !persian(q.toks[m.from].raw) {
			continue
		}
		text := joined(q.toks[m.from:m.to])
		for _, ending := range [...]string{"شان", "شون", "اش", "ش"} {
			rest, ok := strings.CutSuffix(text, ending)
			if ok && slices.ContainsFunc(x.phrases[rest], m.is) {
				return true
			}
		}
	}
	return false
}

// probesPlace reports whether a Persian question asks of somebody whether they are in
// a place, and nothing else: رسول‌اف تو پاریسه؟ Such a question gets the same answer whatever the
// place, and it isn't looked for in the facts.
func (q *question) probesPlace() bool {
	if !q.farsi {
		return false
	}
	in, places, other := false, 0, 0
	for i := range q.marks {
		switch m := &q.marks[i]; {
		case m.subject, m.is("aux.not"), m.of("pron"), m.is("topic.whereabouts"), m.is("logic.or"):
		case m.is("time.in"):
			in = true
		case m.of("ask") && !m.is("ask.yesno"):
			return false
		case m.small():
		case slices.ContainsFunc(m.gloss, func(c concept) bool { return c.class() == "place" }), m.of("place"), m.of("country"):
			places++
		case m.unknown() && len(m.people) == 0:
			other++
		default:
			return false
		}
	}
	return len(q.people) == 1 && (places > 0 && other == 0 || in && places == 0 && other == 1)
}

// introduced reads over what a relative says of themselves or calls whom they ask
// about: من خواهر کاوه هستم, برادرم کاوه.
func (q *question) introduced() {
	if !persian(q.Text) {
		return
	}
	known := false
	for i := range q.marks {
		m := &q.marks[i]
		if !m.of("kin") || len(q.people) != 1 {
			continue
		}
		last := q.toks[m.to-1].text
		mine := strings.HasSuffix(last, "م") && last != "خانم"
		before := i+1 < len(q.marks) && q.marks[i+1].subject
		if before && (mine || m.from > 0 && q.toks[m.from-1].text == "من") || known && mine {
			m.concepts, known = []concept{"fill"}, true
		}
	}
}

package answer

import (
	"slices"
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/locale"
	"vigil/store"
)

// Ages of many: who is older than fifty, under thirty, in their forties. Of whom the day of
// birth leaves it open that is said; who is dead has no age.

// ages reads the ages that the question asks for.
func (r *manyReader) ages() {
	for i := range r.ms {
		if decade := r.decadeOfLife(i); decade > 0 {
			r.used[i] = true
			r.aged(store.AtLeast, decade)
			r.aged(store.AtMost, decade+9)
			r.spendAge()
			return
		}
		n, ok := r.ageAt(i)
		if !ok {
			continue
		}
		if to, ok := r.agesBetween(i); ok {
			r.aged(store.AtLeast, n)
			r.aged(store.AtMost, to)
			r.spendAge()
			return
		}
		is, at := r.ageCompared(i)
		for _, j := range at {
			r.used[j], r.compares[j], r.ordered[j] = true, true, true
		}
		r.used[i] = true
		r.aged(is, n)
		r.spendAge()
	}
}

// ageAt is the age that mark i is, if it is one: a number beside a word of age, or of
// people who are over it.
func (r *manyReader) ageAt(i int) (int, bool) {
	m := &r.ms[i]
	n := 0
	switch {
	case r.used[i]:
		return 0, false
	case m.term != nil && *m.term == calendar.Term{Years: m.term.Years}:
		n = m.term.Years
	case m.number != nil:
		n = *m.number
	}
	if n < 1 || n > 120 || r.has("topic.sentence", "topic.convicted", "penalty.*", "unit.lash", "topic.custodylength", "topic.spent", "topic.count") {
		return 0, false
	}
	said := r.has("topic.age", "ask.howold") || r.q.says("aged", "ساله", "سن", "سنش", "سنشون", "سنشان", "عمر")
	if m.term != nil {
		holds := r.q.farsi && r.q.says("دارد", "داره", "دارند", "دارن", "دارد") && !r.has("status.held", "topic.detained")
		return n, said || holds
	}
	if i+1 < len(r.ms) && content(&r.ms[i+1]) && !r.ms[i+1].isAny("topic.age") && m.to == r.ms[i+1].from && !r.ms[i+1].of("status") {
		return 0, false // of something: three awards
	}
	if i+1 < len(r.ms) && r.ms[i+1].is("scope.people") && !said {
		return 0, false
	}
	_, at := r.ageCompared(i)
	return n, said || len(at) > 0 && m.to-m.from == 1 && n >= youngest
}

// youngest is from which number on one that stands by itself, over sixty, is taken for an age.
const youngest = 15

// agesBetween is the upper end of "between forty and fifty", whose lower is mark i.
func (r *manyReader) agesBetween(i int) (int, bool) {
	if i == 0 || i+2 >= len(r.ms) || !r.ms[i-1].isAny("time.between", "logic.compare", "time.from") || !r.ms[i+1].isAny("logic.and", "time.before") {
		return 0, false
	}
	to := 0
	switch m := &r.ms[i+2]; {
	case m.number != nil:
		to = *m.number
	case m.term != nil:
		to = m.term.Years
	}
	if to == 0 {
		return 0, false
	}
	for j := i - 1; j <= i+2; j++ {
		r.used[j], r.compares[j], r.joins[j] = true, true, true
	}
	return to, true
}

// ageCompared is how the age at mark i is compared, and the marks that say so.
func (r *manyReader) ageCompared(i int) (is store.Comparison, at []int) {
	for _, j := range []int{i - 1, i - 2, i - 3, i + 1} {
		if j < 0 || j >= len(r.ms) || r.used[j] {
			continue
		}
		switch m := &r.ms[j]; {
		case m.is("order.oldest") && r.typedAs(m, "older", "elder"), m.is("cmp.more"):
			return store.More, []int{j}
		case m.is("order.youngest") && r.typedAs(m, "younger"), m.is("cmp.less"):
			return store.Less, []int{j}
		case m.is("cmp.atleast"):
			return store.AtLeast, []int{j}
		case m.is("cmp.atmost"):
			return store.AtMost, []int{j}
		case j < i && !m.small() && !m.is("logic.compare"):
			return store.Equal, nil
		}
	}
	return store.Equal, nil
}

// decadeOfLife is the first age of "in their fifties".
func (r *manyReader) decadeOfLife(i int) int {
	m := &r.ms[i]
	if m.from < 2 || m.to-m.from > 1 || r.q.toks[m.from-1].text != "their" {
		return 0
	}
	for n, word := range []string{"twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"} {
		if w := r.q.toks[m.from].text; w == word || w == string("23456789"[n])+"0s" {
			return 20 + 10*n
		}
	}
	return 0
}

// aged adds that somebody living is of such an age.
func (r *manyReader) aged(is store.Comparison, years int) {
	ago := func(n int) calendar.Day { return r.q.today.Add(calendar.Term{Years: -n}) }
	born := store.Dated{Of: store.BirthDate}
	switch is {
	case store.More:
		born.To = ago(years).AddDays(-1)
	case store.AtLeast:
		born.To = ago(years)
	case store.Less:
		born.From = ago(years).AddDays(1)
	case store.AtMost:
		born.From = ago(years + 1).AddDays(1)
	default:
		born.From, born.To = ago(years+1).AddDays(1), ago(years)
	}
	living := r.words("answer.age.living")
	if !slices.Contains(r.said, living) {
		r.who.All = append(r.who.All, store.Clause{Any: []store.Cond{store.Recorded{What: store.ADeath}}, Not: true})
		r.said = append(r.said, living)
	}
	r.noted = append(r.noted, years)
	key := map[store.Comparison]string{store.More: "over", store.AtLeast: "atleast", store.Less: "under", store.AtMost: "atmost", store.Equal: "is"}[is]
	r.must(-1, r.words("answer.age."+key, locale.N(years)), born)
	r.told["born"] = true
}

// spendAge uses up the words that only say that an age is meant.
func (r *manyReader) spendAge() {
	for i := range r.ms {
		m := &r.ms[i]
		if m.isAny("topic.age", "ask.howold", "logic.compare", "unit.year") || m.unknown() && strings.HasPrefix(r.q.words(m), "سال") {
			r.used[i] = true
		}
	}
}

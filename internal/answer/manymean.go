package answer

import (
	"fmt"
	"slices"
	"strings"

	"vigil/internal/locale"
	"vigil/store"
)

// A mean is what the average or the median of terms, lashes, ages or days in custody is.
// It says over how many of whom that is known.

// averages reads what the average of is asked for. False: of something of which there is none.
func (r *manyReader) averages() bool {
	at := slices.IndexFunc(r.ms, func(m mark) bool { return m.is("order.average") })
	if at < 0 {
		return true
	}
	spend := func(words ...string) {
		for i := range r.ms {
			if r.ms[i].fitsAny(words) {
				r.used[i] = true
			}
		}
	}
	var of store.Order
	switch {
	case r.has("penalty.fine", "cmp.*", "topic.award", "topic.work", "topic.count") && !r.has("penalty.flogging", "topic.age", "topic.sentence", "penalty.imprisonment"):
		return false
	case r.has("penalty.flogging", "unit.lash"):
		of = store.MostLashes
		spend("penalty.flogging", "unit.lash", "topic.count", "ask.howmany", "topic.sentence", "topic.convicted")
	case r.has("topic.age", "ask.howold"):
		of = store.Oldest
		spend("topic.age", "ask.howold", "unit.year")
		r.who.All = append(r.who.All, store.Clause{Any: []store.Cond{store.Recorded{What: store.ADeath}}, Not: true})
		r.said = append(r.said, r.words("answer.age.living"))
	case r.has("topic.sentence", "penalty.imprisonment", "topic.convicted", "topic.verdict"):
		of = store.LongestTerm
		spend("penalty.imprisonment", "topic.sentence", "topic.convicted", "topic.verdict", "ask.howlong", "unit.year", "unit.month", "topic.count", "ask.howmany", "ask.howmuch")
		for i := range r.ms { // of "prison sentence"
			if r.ms[i].is("status.held") && r.typedAs(&r.ms[i], "prison", "jail") && !r.typedAs(&r.ms[i], "in") {
				r.used[i] = true
			}
		}
	case r.has("topic.custodylength", "topic.spent", "topic.detained", "status.held"):
		of = store.ShortestHeld
		spend("topic.custodylength", "topic.spent", "topic.detained", "ask.howlong", "unit.day", "unit.year", "ask.howmany")
		r.held(-1)
	default:
		return false
	}
	r.used[at], r.ordered[at] = true, true
	r.mean = &mean{of: of, median: r.q.says("median", "میانه")}
	r.counts = ofNothing
	return true
}

// mean is of what the average is asked, or the median.
type mean struct {
	of     store.Order
	median bool
}

// daysOfYear is how long a year is on average.
const daysOfYear = 365.2425

// tellMean tells the average and the median.
func (r *manyReader) tellMean() {
	m := r.census.Mean(r.who, r.mean.of, r.sentenced, r.q.today)
	what := r.words("answer.mean.of." + orderKey(r.mean.of))
	r.out.Reading = r.words("answer.many.reading", locale.Text("what", what+r.words("list.semicolon")+r.wording()))
	if m.Of == 0 {
		r.out.Kind, r.out.Reason = Refused, NotRecorded
		r.say("answer.many.unranked", locale.Text("what", what), r.count("tracked", r.census.Len()))
		return
	}
	var average, median string
	switch r.mean.of {
	case store.LongestTerm:
		a, b := m.Terms()
		average, median = r.lasting(a), r.lasting(b)
	case store.MostLashes:
		average, median = r.decimal(m.Low), r.decimal(m.MedianLow)
	case store.Oldest:
		average = r.spanning(m.Low/daysOfYear, m.High/daysOfYear)
		median = r.spanning(m.MedianLow/daysOfYear, m.MedianHigh/daysOfYear)
	default:
		average, median = r.spanning(m.Low, m.High), r.spanning(m.MedianLow, m.MedianHigh)
	}
	r.say("answer.mean."+orderKey(r.mean.of), r.n(m.Of), r.count("tracked", r.census.Len()), locale.Text("average", average), locale.Text("median", median))
	if len(r.said) > 0 {
		r.say("answer.mean.who", locale.Text("what", r.wording()))
	}
	if m.Lives > 0 {
		r.say("answer.mean.lives", r.n(m.Lives))
	}
	if m.Unknown > 0 {
		r.say("answer.mean.unknown", r.n(m.Unknown))
	}
}

// spanning is a number that is known to lie between two: whole numbers.
func (r *manyReader) spanning(low, high float64) string {
	a, b := int(low), int(high)
	if a == b {
		r.noted = append(r.noted, a)
		return r.l.Number(a)
	}
	r.noted = append(r.noted, a, b)
	return r.words("answer.mean.between", locale.Plain("low", a), locale.Plain("high", b))
}

// decimal is a number with one digit after the point, if it has any.
func (r *manyReader) decimal(x float64) string {
	text := strings.TrimSuffix(fmt.Sprintf("%.1f", x), ".0")
	r.noted = append(r.noted, text)
	return r.l.Decimal(text)
}

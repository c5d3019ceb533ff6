package answer

import (
	"slices"

	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// Dates and days compared: who is older, whose arrest or release came first, who has been held longer.

// byDate orders by dates: positive where a is earlier.
func byDate(dates []calendar.Date) order {
	return func(a, b int) (int, bool) {
		switch {
		case dates[a].Before(dates[b]) == calendar.Yes:
			return 1, true
		case dates[b].Before(dates[a]) == calendar.Yes:
			return -1, true
		}
		_, day := dates[a].Exact()
		return 0, day && dates[a] == dates[b]
	}
}

func (t *teller) older() {
	var (
		all   []contender
		dates []calendar.Date
	)
	t.each(func(int) {
		x := contender{p: t.p, none: true}
		var d calendar.Date
		if b := t.c.Person.Born; b != nil && !b.Date.IsZero() {
			d, x.none = b.Date, false
			x.items = []item{fact("born", "", t.words("answer.born", locale.Text("date", t.date(d))), &b.Fact, b)}
		}
		all, dates = append(all, x), append(dates, d)
	})
	reverse := t.q.has("order.youngest") || t.q.has("order.last") && t.q.has("topic.born")
	t.compare("age", pick(reverse, "younger", "older"), reverse, all, byDate(dates))
}

// earlier compares when something happened to each: the first time that the
// record has it.
func (t *teller) earlier() {
	what, kinds := "arrest", []string{"arrest", "abduction", "detention"}
	switch {
	case t.q.has("topic.release"):
		what, kinds = "release", []string{"release", "exchange"}
	case t.q.has("topic.departure"):
		what, kinds = "departure", []string{"departure"}
	case t.q.has("topic.died"):
		what, kinds = "died", []string{"death", "execution"}
	case t.q.has("topic.trial"):
		what, kinds = "trial", []string{"trial", "hearing"}
	case t.q.has("topic.sentence", "topic.convicted"):
		what, kinds = "sentence", nil
	}
	var (
		all   []contender
		dates []calendar.Date
	)
	t.each(func(int) {
		items := t.steps(kinds...)
		if what == "sentence" {
			for _, j := range t.c.Judgments() {
				x := t.judged(j)
				x.date = j.Day()
				items = append(items, x)
			}
		}
		if what == "arrest" {
			items = append(items, t.spans()...)
		}
		if what == "release" {
			items = append(items, t.ended(items)...)
			if len(items) == 0 || t.c.Status.Code.Held() {
				items = t.stated()
			}
		}
		items = slices.DeleteFunc(items, func(x item) bool { return x.date.IsZero() })
		slices.SortStableFunc(items, func(a, b item) int { return a.date.Compare(b.date) })
		x := contender{p: t.p, none: len(items) == 0}
		var d calendar.Date
		if !x.none {
			d, x.items = items[0].date, items[:1]
		}
		all, dates = append(all, x), append(dates, d)
	})
	reverse := t.q.has("order.last", "time.after")
	t.compare(what, pick(reverse, "later", "earlier"), reverse, all, byDate(dates))
}

// stated are the ends of term that sources state, as items.
func (t *teller) stated() []item {
	var items []item
	for _, j := range t.c.Judgments() {
		for i := range j.Penalties {
			x := &j.Penalties[i]
			if x.Ends.IsZero() || x.Kind != casefile.Imprisonment || j.Fallen() || j.OutcomeOf(x).Fallen() {
				continue
			}
			y := fact("sentence", j.ID, t.words("answer.ends", locale.Text("date", t.date(x.Ends)), locale.Text("term", card.Punished(j.Sentence, x, t.l))), &j.Fact, j.Sentence)
			y.date = x.Ends
			items = append(items, y)
		}
	}
	return items
}

func (t *teller) heldLonger() {
	var (
		all  []contender
		days []int
	)
	t.each(func(int) {
		x := contender{p: t.p, text: card.InCustody(t.c, t.q.today, t.l), items: t.spans()}
		held := card.DaysInCustody(t.c, t.q.today)
		t.citeDays(held)
		if x.none = x.text == "" || held.Days == 0; !x.none {
			t.cite(item{kind: "days", record: held.Days})
		}
		all, days = append(all, x), append(days, held.Days)
	})
	reverse := t.q.has("order.shortest", "cmp.less")
	t.compare("held", pick(reverse, "shorter", "longer"), reverse, all, func(a, b int) (int, bool) {
		return days[a] - days[b], true
	})
}

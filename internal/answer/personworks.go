package answer

import (
	"slices"
	"strings"

	"vigil/internal/casefile"
	"vigil/internal/locale"
)

func (t *teller) workItem(x *casefile.Work) item {
	text := t.stored(x.Title)
	var also []string
	for _, title := range append([]string{x.OriginalTitle}, x.Also...) {
		if title != "" {
			also = append(also, t.stored(title))
		}
	}
	if len(also) > 0 {
		text += " (" + strings.Join(also, t.words("list.semicolon")) + ")"
	}
	if d := x.Year.Date(); !d.IsZero() {
		text += t.words("list.comma") + t.date(d)
	}
	if x.Note != "" {
		text += t.words("list.comma") + t.worded(x.Note)
	}
	return item{text: text, kind: "work", fact: &x.Fact, record: x, date: x.Year.Date()}
}

func (t *teller) works() {
	var items []item
	for i := range t.c.Works {
		if x := &t.c.Works[i]; t.on(x.Year.Date()) {
			items = append(items, t.workItem(x))
		}
	}
	if !t.q.has("ask.howmany") {
		items = narrow(t, items, t.itemSays)
	}
	undated := slices.ContainsFunc(items, func(x item) bool { return x.date.IsZero() })
	if (t.q.has("order.last", "future") || t.q.says("latest", "newest")) && len(items) > 0 && !undated {
		slices.SortStableFunc(items, func(a, b item) int { return b.date.Compare(a.date) })
		items = items[:1]
	}
	if t.q.has("order.first") && len(items) > 0 && !undated {
		slices.SortStableFunc(items, func(a, b item) int { return a.date.Compare(b.date) })
		items = items[:1]
	}
	if len(items) == 0 && len(t.c.Works) == 0 { // what else somebody founded or made
		if items = narrow(t, t.steps("work"), t.itemSays); t.tell("recall", items) {
			return
		}
	}
	if !t.tell("works", items) {
		t.lacks("works")
	}
}

func (t *teller) awardItem(x *casefile.Award) item {
	text := t.stored(x.Name)
	if x.By != "" {
		text += t.words("list.comma") + t.stored(x.By)
	}
	if d := x.Year.Date(); !d.IsZero() {
		text += t.words("list.comma") + t.date(d)
	}
	if x.Work != "" {
		text = t.words("answer.award", locale.Text("award", text), locale.Text("work", t.stored(x.Work)))
	}
	return item{text: text, kind: "award", fact: &x.Fact, record: x, date: x.Year.Date()}
}

func (t *teller) awards() {
	if (t.q.has("act.nominate") || t.q.has("topic.statement") && !t.q.yesno) && t.recall() {
		return
	}
	var items []item
	for i := range t.c.Awards {
		if x := &t.c.Awards[i]; t.on(x.Year.Date()) {
			items = append(items, t.awardItem(x))
		}
	}
	if t.q.yesno {
		if other := t.ofOtherYears(items); len(other) > 0 {
			t.against(append(other, items...)...)
			return
		}
		if len(items) > 0 && (len(t.q.people) < 2 || !t.q.says("with", "together", "jointly")) {
			t.decide(items, false, "topic.award", "topic.work", "topic.festival")
			if t.out.Kind == "" { // yes: which
				items = narrow(t, items, t.itemSays)
			}
		}
	} else {
		items = narrow(t, items, t.itemSays)
		if t.q.has("order.first", "order.second", "order.third", "order.last") {
			slices.SortStableFunc(items, func(a, b item) int { return a.date.Compare(b.date) })
			one := t.nth(items)
			items = slices.DeleteFunc(items, func(x item) bool { return len(one) == 1 && x.date != one[0].date }) // all of that year
		}
	}
	if len(items) == 0 && len(t.c.Awards) > 0 && len(t.q.dates()) > 0 { // none of that year
		for i := range t.c.Awards {
			items = append(items, t.awardItem(&t.c.Awards[i]))
		}
		named := slices.DeleteFunc(slices.Clone(items), func(x item) bool {
			return slices.ContainsFunc(t.q.narrowing(), func(m *mark) bool { return !t.itemSays(x, m) })
		})
		if len(named) > 0 && len(named) < len(items) {
			t.against(named...)
			return
		}
		t.notSo("awards", items)
		return
	}
	if !t.tell("awards", items) {
		t.lacks("awards")
	}
}

// ofOtherYears are the awards that the question names and that are of other years than it says;
// none where one of those years is what it names.
func (t *teller) ofOtherYears(items []item) []item {
	asked := t.q.narrowing()
	names := func(x item) bool {
		return !slices.ContainsFunc(asked, func(m *mark) bool { return !t.itemSays(x, m) })
	}
	if len(t.q.dates()) == 0 || !slices.ContainsFunc(asked, func(m *mark) bool { return m.of("award") }) || slices.ContainsFunc(items, names) {
		return nil
	}
	var other []item
	for i := range t.c.Awards {
		if x := t.awardItem(&t.c.Awards[i]); names(x) {
			other = append(other, x)
		}
	}
	return other
}

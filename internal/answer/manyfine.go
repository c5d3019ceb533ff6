package answer

import (
	"cmp"
	"maps"
	"math/big"
	"slices"
	"strconv"

	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/store"
)

// Fines of many. Amounts in different currencies are neither compared nor added up: each currency
// is told by itself.

// fines is what is asked of them.
type fines int

const (
	noFines    fines = iota
	someFines        // those of an amount
	mostFines        // the largest
	leastFines       // the smallest
	allFines         // what they come to
)

// money reads what is asked of the amounts of fines. False: something that isn't told of them.
func (r *manyReader) money() bool {
	if !r.has("penalty.fine") {
		return !slices.ContainsFunc(r.ms, func(m mark) bool { return m.of("currency") })
	}
	for i := range r.ms {
		m := &r.ms[i]
		switch {
		case r.used[i] && !m.is("order.total"):
		case m.number != nil && m.term == nil && (i+1 >= len(r.ms) || !r.ms[i+1].isAny("unit.lash", "penalty.flogging", "topic.count")):
			r.fineOf(i)
		case m.isAny("order.longest", "order.most") && !m.is("order.total"):
			r.fines, r.used[i], r.ordered[i] = mostFines, true, true
		case m.isAny("order.shortest", "order.fewest"):
			r.fines, r.used[i], r.ordered[i] = leastFines, true, true
		case m.isAny("order.total"):
			r.fines, r.used[i], r.ordered[i] = allFines, true, true
		case m.is("order.average"):
			return false
		}
	}
	if r.fines == noFines && r.has("ask.howmuch") {
		if !r.has("scope.*") && !r.q.says("they", "all", "everyone", "people") {
			return false // which fine?
		}
		r.fines = allFines
	}
	if r.fines == mostFines || r.fines == leastFines || r.fines == allFines {
		r.counts = ofNothing
		for i := range r.ms {
			r.used[i] = r.used[i] || r.ms[i].isAny("ask.howmuch", "penalty.fine", "topic.count") || r.ms[i].is("scope.tracked")
		}
	}
	return true
}

// fineOf reads an amount, with its currency where one is said.
func (r *manyReader) fineOf(i int) {
	m := &r.ms[i]
	amount, err := casefile.ParseAmount(strconv.Itoa(*m.number))
	if err != nil {
		return
	}
	is := r.cmp(i)
	said := r.l.Number(*m.number)
	r.noted = append(r.noted, *m.number)
	currency := ""
	for _, j := range []int{i + 1, i - 1} {
		if j < 0 || j >= len(r.ms) || currency != "" {
			continue
		}
		for _, c := range r.ms[j].concepts {
			if c.class() == "currency" {
				currency, r.used[j] = c.name(), true
			}
		}
	}
	if currency == "" {
		said = r.words("answer.fine.any", locale.Text("sum", said))
	} else if r.l.Has("currency." + currency) {
		said = r.words("currency."+currency, locale.Text("sum", said))
	}
	r.used[i], r.fines, r.asks = true, someFines, true
	r.sentenced.Fine = &store.FineIs{Is: is, Amount: amount, Currency: currency}
	r.said = append(r.said, r.words("answer.fine.is", locale.Text("what", r.compared(is, said))))
}

// tellFines tells the largest or the smallest fine in each currency, or what they come to.
func (r *manyReader) tellFines() error {
	s := r.sentenced
	s.Penalties, s.Standing = []casefile.PenaltyKind{casefile.Fine}, true
	found := r.census.Fines(r.who, s)
	all := map[string][]store.Fined{}
	for _, x := range found.Known {
		all[x.Money.Currency] = append(all[x.Money.Currency], x)
	}
	what := r.words(map[fines]string{mostFines: "answer.fine.most", leastFines: "answer.fine.least", allFines: "answer.fine.total"}[r.fines])
	r.out.Reading = r.words("answer.many.reading", locale.Text("what", what+r.words("list.semicolon")+r.wording()))
	if len(all) == 0 {
		r.out.Kind, r.out.Reason = Refused, NotRecorded
		r.say("answer.many.unranked", locale.Text("what", what), r.count("tracked", r.census.Len()))
		return nil
	}
	r.say("answer.fine.head", locale.Text("what", what), r.n(found.People), r.count("tracked", r.census.Len()))
	if len(all) > 1 {
		r.say("answer.fine.apart")
	}
	r.told["sentence"] = true
	for _, currency := range slices.Sorted(maps.Keys(all)) {
		if err := r.tellCurrency(currency, all[currency]); err != nil {
			return err
		}
	}
	if found.Unpublished > 0 {
		r.say("answer.fine.unpublished", r.n(found.Unpublished))
	}
	return nil
}

// tellCurrency tells the fines in one currency.
func (r *manyReader) tellCurrency(currency string, all []store.Fined) error {
	sum := func(digits string) string {
		r.noted = append(r.noted, digits)
		said := r.l.Decimal(digits)
		if r.l.Has("currency." + currency) {
			return r.words("currency."+currency, locale.Text("sum", said))
		}
		return said + " " + r.l.Isolate(currency)
	}
	if r.fines == allFines {
		total := new(big.Rat)
		for _, x := range all {
			n, _ := new(big.Rat).SetString(x.Money.Amount.String())
			total.Add(total, n)
		}
		digits := total.FloatString(2)
		if total.IsInt() {
			digits = total.Num().String()
		}
		r.line("- " + r.words("answer.fine.sum", r.n(len(all)), locale.Text("sum", sum(digits))))
	}
	first := firstOf(all, mostListed, func(a, b store.Fined) int {
		by := b.Money.Amount.Compare(a.Money.Amount)
		if r.fines == leastFines {
			by = -by
		}
		return cmp.Or(by, cmp.Compare(a.Who.Name, b.Who.Name), cmp.Compare(a.Who.ID, b.Who.ID))
	})
	for _, x := range first {
		if r.fines != allFines && x.Money.Amount.Compare(first[0].Money.Amount) != 0 {
			break
		}
		if err := r.person(x.Who, func(*store.Person) []item {
			items := r.ruled(x.Ruling.ID)
			if len(items) > 0 {
				items[0].text = sum(x.Money.Amount.String()) + r.words("list.semicolon") + items[0].text
			}
			return items
		}); err != nil {
			return err
		}
	}
	return nil
}

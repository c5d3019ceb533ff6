package answer

import (
	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/store"
)

// orderKey is the key of an order's words.
func orderKey(o store.Order) string {
	return map[store.Order]string{
		store.LongestTerm: "longest_term", store.ShortestTerm: "shortest_term", store.MostLashes: "most_lashes", store.FewestLashes: "fewest_lashes",
		store.Oldest: "oldest", store.Youngest: "youngest", store.LongestHeld: "longest_held", store.ShortestHeld: "shortest_held",
		store.FirstArrested: "first_arrested", store.LatestArrested: "latest_arrested", store.FirstSentenced: "first_sentenced",
		store.LatestSentenced: "latest_sentenced", store.FirstReleased: "first_released", store.LatestReleased: "latest_released",
		store.FirstDeparted: "first_departed", store.LatestDeparted: "latest_departed", store.FirstDied: "first_died", store.LatestDied: "latest_died",
		store.NextTermEnd: "next_end", store.LastTermEnd: "last_end", store.MostSentences: "most_sentences", store.MostCharges: "most_charges", store.MostWorks: "most_works",
		store.MostAwards: "most_awards", store.MostLawyers: "most_lawyers",
	}[o]
}

// tellRank tells who comes first, and with what.
func (r *manyReader) tellRank() error {
	o := *r.order
	ranked := r.census.Top(r.who, o, r.sentenced, r.q.today, max(1, r.top))
	head := r.orderSaid(o)
	r.out.Reading = r.words("answer.many.reading", locale.Text("what", head+r.words("list.semicolon")+r.wording()))
	if ranked.First.Len() == 0 {
		r.out.Kind, r.out.Reason = Refused, NotRecorded
		r.say("answer.many.unranked", locale.Text("what", head), r.count("tracked", r.census.Len()))
		return nil
	}
	key := "answer.many.first"
	ranks := ranked.Ranks(mostListed + 1)
	switch {
	case r.top > 1:
		ranks, key = ranked.Ordered(), "answer.many.top"
		ranks = ranks[:min(len(ranks), mostListed+1)]
		r.noted = append(r.noted, r.top)
	case ranked.First.Len() > 1 && ranked.Told:
		key = "answer.many.tied"
	case ranked.First.Len() > 1:
		key = "answer.many.cant_tell"
	}
	r.say(key, locale.Text("what", head), r.n(ranked.Of), r.count("tracked", r.census.Len()), locale.Plain("top", r.top))
	if r.top > 1 && !ranked.Told {
		r.say("answer.many.top_open")
	}
	for i, x := range ranks {
		if i == mostListed && ranked.First.Len() > mostListed+1 {
			r.line("- " + r.words("answer.many.more", r.n(ranked.First.Len()-i)))
			break
		}
		if err := r.person(x.Who, func(who *store.Person) []item { return r.rankItems(o, x) }); err != nil {
			return err
		}
	}
	if n := ranked.Unknown.Len(); n > 0 {
		r.say("answer.many.unknown", r.n(n))
	}
	return nil
}

// orderSaid is an order in words; that of the terms of a penalty that isn't prison says so.
func (r *manyReader) orderSaid(o store.Order) string {
	key := orderKey(o)
	if p := r.sentenced.Penalties; len(p) > 0 && p[0] != casefile.Imprisonment && p[0] != casefile.LifeImprisonment {
		switch o {
		case store.LongestTerm:
			key = "longest_penalty"
		case store.ShortestTerm:
			key = "shortest_penalty"
		}
	}
	return r.words("answer.many.order." + key)
}

// rankItems is what somebody is ranked by, with the fact that it rests on.
func (r *manyReader) rankItems(o store.Order, x store.Rank) []item {
	number := func(key string) []item {
		return []item{{text: r.words("answer.many.by."+key, r.n(x.Number)), kind: "count"}}
	}
	switch o {
	case store.LongestTerm, store.ShortestTerm, store.MostLashes, store.FewestLashes:
		items := r.ruled(x.Ruling.ID)
		lead := r.lasting(x.Term)
		switch {
		case x.Life:
			lead = r.words("penalty.life_imprisonment")
		case x.Penalty.Kind == casefile.Flogging:
			lead = r.words("answer.many.by.lashes", r.n(x.Number))
		}
		if len(items) > 0 {
			items[0].text = lead + r.words("list.semicolon") + items[0].text
		}
		return items
	case store.Oldest, store.Youngest:
		return r.bornItem()
	case store.LongestHeld, store.ShortestHeld:
		since := item{text: r.heldSince(x), kind: "days"}
		if all := r.spans(); len(all) > 0 {
			since.fact, since.record = all[0].fact, all[0].record
		}
		return []item{since, r.statusShort()}
	case store.MostSentences:
		return number("sentences")
	case store.MostCharges:
		return number("charges")
	case store.MostWorks:
		return number("works")
	case store.MostAwards:
		return number("awards")
	case store.MostLawyers:
		return number("lawyers")
	case store.FirstSentenced, store.LatestSentenced:
		for i := range x.Who.Rulings {
			if ruling := &x.Who.Rulings[i]; ruling.Day() == x.Date {
				return r.ruled(ruling.ID)
			}
		}
	}
	first := item{text: r.asked(x.Date), kind: "date", record: x.Date.String()}
	return append([]item{first}, r.statusShort())
}

// heldSince says how many days somebody was held, since when and, where that isn't known of
// today, until when.
func (r *manyReader) heldSince(x store.Rank) string {
	since := r.asked(x.Date)
	if from, ok := x.Date.Latest(); ok {
		if until := from.AddDays(x.Number); until != r.q.today {
			return r.words("answer.many.heldto", r.n(x.Number), locale.Text("date", since), locale.Text("until", r.asked(calendar.DateOf(until))))
		}
	}
	return r.words("answer.many.heldfor", r.n(x.Number), locale.Text("date", since))
}

// lasting is a term as it is shown, noted as a fact of the answer.
func (r *manyReader) lasting(t calendar.Term) string {
	r.noted = append(r.noted, t.String())
	return card.Term(t, r.l)
}

package store_test

import (
	"slices"
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/store"
)

// asks is whether an inquiry means somebody, read off the casefile.
func asks(c *casefile.Redacted, q store.Inquiry) calendar.Answer {
	all := calendar.Yes
	for _, clause := range q.All {
		is := calendar.No
		for _, cond := range clause.Any {
			is = or(is, meets(c, cond))
		}
		if clause.Not {
			is = is.Not()
		}
		all = and(all, is)
	}
	return all
}

func yesno(is bool) calendar.Answer {
	if is {
		return calendar.Yes
	}
	return calendar.No
}

func and(a, b calendar.Answer) calendar.Answer {
	if a == calendar.No || b == calendar.No {
		return calendar.No
	}
	if a == calendar.Yes {
		return b
	}
	return calendar.CantTell
}

func or(a, b calendar.Answer) calendar.Answer { return and(a.Not(), b.Not()).Not() }

func meets(c *casefile.Redacted, cond store.Cond) calendar.Answer {
	switch x := cond.(type) {
	case store.Has:
		return yesno(slices.Contains(valuesOf(c, x.Field), store.TermKey(x.Key)))
	case store.AroundAs:
		return yesno(slices.ContainsFunc(c.People, func(p casefile.Related) bool {
			return (x.Key == "" || store.TermKey(p.Name) == store.TermKey(x.Key)) && strings.HasPrefix(p.Role, x.Role)
		}))
	case store.Recorded:
		return yesno(onRecord(c, x.What))
	case store.Dated:
		is := calendar.No
		for _, d := range datesOf(c, x.Of) {
			if !d.IsZero() {
				is = or(is, fallsWithin(d, x.From, x.To))
			}
		}
		return is
	case store.InMonth:
		is := calendar.No
		for _, d := range datesOf(c, x.Of) {
			if !d.IsZero() {
				is = or(is, fallsInMonth(d, x))
			}
		}
		return is
	case store.Happened:
		is := calendar.No
		for _, d := range happened(c) {
			if !d.IsZero() {
				is = or(is, fallsWithin(d, x.From, x.To))
			}
		}
		return is
	case store.Sentenced:
		is := calendar.No
		for _, j := range c.Judgments() {
			for _, s := range append([]*casefile.Sentence{j.Sentence}, j.Same...) {
				is = or(is, sentenced(c, j, s, x))
			}
		}
		return is
	}
	panic("no such condition")
}

func fallsWithin(d calendar.Date, from, to calendar.Day) calendar.Answer {
	is := calendar.Yes
	if !from.IsZero() {
		is = and(is, d.OnOrAfter(calendar.DateOf(from)))
	}
	if !to.IsZero() {
		is = and(is, d.OnOrBefore(calendar.DateOf(to)))
	}
	return is
}

// fallsInMonth looks at one day after the other.
func fallsInMonth(d calendar.Date, x store.InMonth) calendar.Answer {
	first, last := d.Reach()
	if first.IsZero() || last.IsZero() || last.Sub(first) > 366 {
		return calendar.CantTell
	}
	in, out := false, false
	for day := first; !day.After(last); day = day.AddDays(1) {
		month, of := int(day.Month), day.Day
		if x.Solar {
			h, _ := calendar.ToHijri(day)
			month, of = h.Month, h.Day
		}
		is := month == x.Month && (x.Day == 0 || x.Day == of)
		in, out = in || is, out || !is
	}
	if in && out {
		return calendar.CantTell
	}
	return yesno(in)
}

// happened are the dates of all that a casefile says happened.
func happened(c *casefile.Redacted) []calendar.Date {
	var all []calendar.Date
	for _, e := range c.Events {
		all = append(all, e.Date)
	}
	for _, x := range c.Custody { // none has an end here
		all = append(all, x.Start)
	}
	for i := range c.Sentences {
		all = append(all, c.Sentences[i].Date, c.Sentences[i].Day())
	}
	return all
}

func valuesOf(c *casefile.Redacted, f store.Field) []string {
	var all []string
	switch f {
	case store.FieldSex:
		all = []string{c.Person.Sex}
	case store.FieldCountry:
		all = []string{c.Country}
	case store.FieldStatus:
		all = []string{string(c.Status.Code)}
	case store.FieldProfession:
		for _, p := range c.Person.Professions {
			all = append(all, p.Text)
		}
	case store.FieldCharge:
		for _, x := range c.Charges {
			all = append(all, x.Text)
		}
	case store.FieldPlace:
		for _, x := range c.Custody {
			all = append(all, x.Place)
		}
	case store.FieldEvent:
		for _, x := range c.Events {
			all = append(all, x.Kind)
		}
	case store.FieldCourt:
		for _, x := range c.Sentences {
			all = append(all, x.Court)
		}
	case store.FieldPenalty:
		for _, x := range c.Sentences {
			for _, p := range x.Penalties {
				all = append(all, string(p.Kind))
			}
		}
	}
	for i := range all {
		all[i] = store.TermKey(all[i])
	}
	return all
}

func onRecord(c *casefile.Redacted, what store.What) bool {
	switch what {
	case store.ASentence:
		return len(c.Sentences) > 0
	case store.ALawyer:
		return slices.ContainsFunc(c.People, func(p casefile.Related) bool { return strings.HasPrefix(p.Role, "lawyer") })
	case store.ACourt:
		return slices.ContainsFunc(c.Sentences, func(s casefile.Sentence) bool { return s.Court != "" })
	case store.ACustody:
		return len(c.Custody) > 0
	case store.AWork:
		return len(c.Works) > 0
	case store.ABirth:
		return c.Person.Born != nil
	case store.AProfession:
		return len(c.Person.Professions) > 0
	case store.BeingHeld:
		return c.Status.Code.Held()
	}
	panic("not asked here")
}

func datesOf(c *casefile.Redacted, of store.DateOf) []calendar.Date {
	var all []calendar.Date
	events := func(kind string) {
		for _, e := range c.Events {
			if e.Kind == kind {
				all = append(all, e.Date)
			}
		}
	}
	switch of {
	case store.ArrestDate:
		events("arrest")
		for _, x := range c.Custody { // none has an end here
			all = append(all, x.Start)
		}
	case store.CustodyDate:
		for _, x := range c.Custody {
			all = append(all, x.Start)
		}
	case store.SentenceDate:
		for i := range c.Sentences {
			all = append(all, c.Sentences[i].Day())
		}
	case store.DepartureDate:
		events("departure")
	case store.BirthDate:
		if c.Person.Born != nil {
			all = append(all, c.Person.Born.Date)
		}
	case store.StatusDate:
		all = append(all, c.Status.AsOf)
	}
	return all
}

func sentenced(c *casefile.Redacted, j casefile.Judgment, s *casefile.Sentence, x store.Sentenced) calendar.Answer {
	is := yesno((!x.Standing || !j.Superseded) && (!x.InAbsentia || s.InAbsentia))
	if !x.From.IsZero() || !x.To.IsZero() {
		if s.Day().IsZero() {
			is = and(is, calendar.CantTell)
		} else {
			is = and(is, fallsWithin(s.Day(), x.From, x.To))
		}
	}
	if len(x.Courts) > 0 {
		is = and(is, yesno(store.TermKey(s.Court) == store.TermKey(x.Courts[0])))
	}
	if len(x.Charges) > 0 {
		is = and(is, yesno(slices.ContainsFunc(c.Charges, func(ch casefile.Charge) bool {
			return slices.Contains(s.Charges, ch.ID) && ch.Text == x.Charges[0]
		})))
	}
	kinds := x.Penalties
	if len(kinds) == 0 {
		switch {
		case x.Term != nil:
			kinds = []casefile.PenaltyKind{casefile.Imprisonment, casefile.LifeImprisonment}
		case x.Lashes != nil:
			kinds = []casefile.PenaltyKind{casefile.Flogging}
		case x.Fine != nil:
			kinds = []casefile.PenaltyKind{casefile.Fine}
		}
	}
	one := calendar.No
	if len(kinds) == 0 && !x.Suspended {
		if len(s.Penalties) == 0 || slices.Contains(x.Outcomes, s.Outcome) {
			one = came(s.Outcome, x)
		}
		for i := range s.Penalties {
			one = or(one, came(s.OutcomeOf(&s.Penalties[i]), x))
		}
		if len(x.Outcomes)+len(x.None) == 0 && !x.Standing {
			one = calendar.Yes
		}
		return and(is, one)
	}
	for i := range s.Penalties {
		one = or(one, punished(s, &s.Penalties[i], kinds, x))
	}
	return and(is, one)
}

func came(o casefile.Outcome, x store.Sentenced) calendar.Answer {
	if slices.Contains(x.None, o) || x.Standing && o.Fallen() {
		return calendar.No
	}
	if len(x.Outcomes) == 0 || slices.Contains(x.Outcomes, o) {
		return calendar.Yes
	}
	if o == "" || o == casefile.UnknownOutcome {
		return calendar.CantTell
	}
	return calendar.No
}

func punished(s *casefile.Sentence, p *casefile.Penalty, kinds []casefile.PenaltyKind, x store.Sentenced) calendar.Answer {
	is := yesno((len(kinds) == 0 || slices.Contains(kinds, p.Kind)) && (!x.Suspended || p.Suspended || s.OutcomeOf(p) == casefile.Suspended))
	is = and(is, came(s.OutcomeOf(p), x))
	if x.Term != nil {
		switch {
		case p.Kind == casefile.LifeImprisonment:
			is = and(is, compared(x.Term.Is, 1))
		case p.Term == nil:
			is = and(is, calendar.CantTell)
		default:
			order, certain := p.Term.Compare(x.Term.Term)
			if certain {
				is = and(is, compared(x.Term.Is, order))
			} else {
				is = and(is, calendar.CantTell)
			}
		}
	}
	if x.Lashes != nil {
		if p.Count == nil {
			is = and(is, calendar.CantTell)
		} else {
			is = and(is, compared(x.Lashes.Is, *p.Count-x.Lashes.Count))
		}
	}
	if x.Fine != nil {
		switch {
		case p.Amount == nil:
			is = and(is, calendar.CantTell)
		case x.Fine.Currency != "" && p.Currency != x.Fine.Currency:
			is = calendar.No
		default:
			is = and(is, compared(x.Fine.Is, p.Amount.Compare(x.Fine.Amount)))
		}
	}
	return is
}

func compared(is store.Comparison, order int) calendar.Answer {
	switch is {
	case store.Less:
		return yesno(order < 0)
	case store.AtMost:
		return yesno(order <= 0)
	case store.Equal:
		return yesno(order == 0)
	case store.AtLeast:
		return yesno(order >= 0)
	}
	return yesno(order > 0)
}

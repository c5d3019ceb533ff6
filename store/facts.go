package store

import (
	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

func (b *builder) names(r *casefile.Redacted) {
	const insert = `INSERT INTO public_names VALUES (?, ?, ?, ?, ?)`
	b.fact("public_names", insert, r.Person.Name, "", "")
	for _, n := range r.Person.Names {
		b.fact("public_names", insert, n.Text, n.Lang, n.Kind)
	}
}

// dates are what happened when. The day as of which a status holds is none of
// them: nothing happened on it.
func (b *builder) dates(r *casefile.Redacted) {
	if r.Person.Born != nil {
		b.date("born", r.Person.Born.Date)
	}
	if r.Person.Died != nil {
		b.date("died", r.Person.Died.Date)
	}
	for _, c := range r.Custody {
		b.date("custody", c.Start)
		b.date("custody_end", c.End)
	}
	for _, p := range r.Proceedings {
		b.date("proceeding", p.Date)
		b.date("announced", p.Announced)
	}
	for _, s := range r.Sentences {
		b.date("sentence", s.Date)
		b.date("announced", s.Announced)
	}
	for _, e := range r.Events {
		b.date("event", e.Date)
	}
}

func (b *builder) date(kind string, d calendar.Date) {
	if d.IsZero() {
		return
	}
	const insert = `INSERT INTO public_dates VALUES (?, ?, ?, ?, ?, ?)`
	b.fact("public_dates", insert, kind, d.String(), dayOrNone(d.Earliest()), dayOrNone(d.Latest()))
}

func dayOrNone(d calendar.Day, known bool) string {
	if !known {
		return ""
	}
	return d.String()
}

func (b *builder) facts(r *casefile.Redacted) {
	for _, c := range r.Custody {
		const insert = `INSERT INTO public_custody VALUES (?, ?, ?, ?, ?, ?)`
		b.fact("public_custody", insert, c.Kind, c.Start.String(), c.End.String(), c.Place)
	}
	for _, c := range r.Charges {
		const insert = `INSERT INTO public_charges VALUES (?, ?, ?, ?, ?, ?, ?)`
		b.fact("public_charges", insert, c.ID, c.Text, c.Law, c.Stage, c.Outcome)
	}
	for _, p := range r.Proceedings {
		const insert = `INSERT INTO public_proceedings VALUES (?, ?, ?, ?, ?, ?)`
		b.fact("public_proceedings", insert, p.ID, p.Kind, p.Date.String(), p.Court)
	}
	for _, e := range r.Events {
		const insert = `INSERT INTO public_events VALUES (?, ?, ?, ?, ?, ?)`
		b.fact("public_events", insert, e.ID, e.Kind, e.Date.String(), e.Text)
	}
	for _, w := range r.Works {
		const insert = `INSERT INTO public_works VALUES (?, ?, ?, ?, ?, ?)`
		b.fact("public_works", insert, w.Title, w.OriginalTitle, w.Year.String(), w.Role)
	}
	for _, a := range r.Awards {
		const insert = `INSERT INTO public_awards VALUES (?, ?, ?, ?, ?, ?)`
		b.fact("public_awards", insert, a.Name, a.By, a.Year.String(), a.Work)
	}
	for _, p := range r.People {
		const insert = `INSERT INTO public_people VALUES (?, ?, ?, ?, ?)`
		b.fact("public_people", insert, p.Name, p.Role, p.Casefile)
	}
	for _, s := range r.Sources {
		const insert = `INSERT INTO public_sources VALUES (?, ?, ?, ?, ?, ?, ?, ?)`
		b.fact("public_sources", insert, s.ID, s.URL, s.Publisher, s.Title, s.Published.String(), s.Origin)
	}
}

func (b *builder) sentences(r *casefile.Redacted) {
	for _, s := range r.Sentences {
		const insert = `INSERT INTO public_sentences VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
		b.fact("public_sentences", insert, s.ID, s.Date.String(), s.Announced.String(), s.Court,
			string(s.Rule), string(s.Outcome), s.SameAs, s.Supersedes)
	}
	for _, s := range r.Sentences {
		for _, p := range s.Penalties {
			b.penalty(s.ID, p)
		}
	}
}

func (b *builder) penalty(sentence string, p casefile.Penalty) {
	const insert = `INSERT INTO public_penalties VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
	var amount any
	if p.Amount != nil {
		amount = p.Amount.String()
	}
	b.fact("public_penalties", insert, sentence, string(p.Kind), term(p.Term), number(p.Count), number(p.Administered),
		amount, p.Currency, p.Of, truth(p.Suspended), term(p.ReducedTo), p.Ends.String(), string(p.Outcome))
}

// term and number are NULL for what is not published.
func term(t *calendar.Term) any {
	if t == nil {
		return nil
	}
	return t.String()
}

func number(n *int) any {
	if n == nil {
		return nil
	}
	return int64(*n)
}

func truth(b bool) any {
	if b {
		return int64(1)
	}
	return int64(0)
}

package casefile

import "vigil/internal/calendar"

// person takes over who the person is.
func (m *merging) person() {
	p, q := &m.into.Person, &m.from.Person
	if q.Name != p.Name {
		m.called(Name{Text: q.Name, Kind: "alias", Fact: q.Fact})
	} else {
		p.Sources = union(p.Sources, q.Sources)
		m.more("name", &p.Fact, q.Fact)
	}
	for i := range q.Names {
		m.called(q.Names[i])
	}
	m.word("sex", &p.Sex, q.Sex, q.Sources)
	m.word("country", &m.into.Country, m.from.Country, nil)
	own := [2]*Life{clone(p.Born), clone(p.Died)}
	p.Born = m.life("born", p.Born, q.Born)
	p.Died = m.life("died", p.Died, q.Died)
	if p.Born != nil && p.Died != nil && p.Died.Date.Before(p.Born.Date) == calendar.Yes { // of two lives
		m.lives(own, q)
	}
	p.Nationalities = joined(m, "", p.Nationalities, q.Nationalities, nil)
	p.Professions = joined(m, "", p.Professions, q.Professions, nil)
}

// lives undoes what makes somebody die before their birth: what from has of
// either becomes a note.
func (m *merging) lives(own [2]*Life, q *Person) {
	p := &m.into.Person
	for _, x := range []struct {
		about string
		other *Life
	}{{"born", q.Born}, {"died", q.Died}} {
		if x.other != nil {
			m.rival(x.about, x.other.Fact, dateText(x.other.Date), x.other.Place)
		}
	}
	p.Born, p.Died = own[0], own[1]
}

// called takes over one more way in which the person is called.
func (m *merging) called(n Name) {
	p := &m.into.Person
	if n.Text == p.Name && n.Lang == "" && n.Script == "" {
		if n.confidential() == p.confidential() {
			p.Sources = union(p.Sources, n.Sources)
		}
		m.more("name", &p.Fact, n.Fact)
		return
	}
	for i := range p.Names {
		own := &p.Names[i]
		if own.Text == n.Text && n.Lang == "" && n.Script == "" && own.Visibility == n.Visibility { // says less than what is there
			own.Sources = union(own.Sources, n.Sources)
			m.more("name", &own.Fact, n.Fact)
			return
		}
	}
	p.Names = joined(m, "", p.Names, []Name{n}, nil)
}

// more takes over what else is said of a fact that both have: where into says
// nothing, and otherwise as a note.
func (m *merging) more(about string, f *Fact, of Fact) {
	var rest []string
	for _, x := range []struct {
		own   *string
		other string
	}{{&f.Attribution, of.Attribution}, {&f.Note, of.Note}, {&f.DateNote, of.DateNote}} {
		switch {
		case x.other == "" || x.other == *x.own:
		case *x.own == "" && f.Visibility == of.Visibility:
			*x.own = x.other
		default:
			rest = append(rest, x.other)
		}
	}
	m.rival(about, Fact{Sources: of.Sources, Confidence: of.Confidence, Visibility: of.Visibility}, rest...)
}

// word takes over something that is only a word and has no sources of its own.
func (m *merging) word(about string, own *string, other string, sources []string) {
	hidden := m.from.Person.Visibility
	switch {
	case other == "" || other == *own:
	case *own == "" && hidden == "":
		*own = other
	default:
		m.rival(about, Fact{Sources: sources, Visibility: hidden}, other)
	}
}

// life is a birth or death of what both say, if they agree.
func (m *merging) life(about string, own, other *Life) *Life {
	switch {
	case other == nil:
		return own
	case own == nil:
		return other
	}
	agree := func(a, b string) bool { return a == "" || b == "" || a == b }
	if !agree(own.Date.String(), other.Date.String()) || !agree(own.Place, other.Place) || !agree(own.Note, other.Note) ||
		!agree(own.Attribution, other.Attribution) || !agree(own.DateNote, other.DateNote) ||
		own.Confidence != other.Confidence || own.Visibility != other.Visibility {
		m.rival(about, other.Fact, dateText(other.Date), other.Place)
		return own
	}
	if own.Date.IsZero() {
		own.Date = other.Date
	}
	for _, x := range []struct {
		own   *string
		other string
	}{{&own.Place, other.Place}, {&own.Note, other.Note}, {&own.Attribution, other.Attribution}, {&own.DateNote, other.DateNote}} {
		if *x.own == "" {
			*x.own = x.other
		}
	}
	own.Sources = union(own.Sources, other.Sources)
	return own
}

func (m *merging) status() {
	own, other := &m.into.Status, m.from.Status
	a, b := *own, other
	a.Sources, b.Sources = nil, nil
	switch {
	case other.empty():
	case own.empty():
		*own = other
	case a.sameAs(b):
		own.Sources = union(own.Sources, other.Sources)
	default:
		asOf := ""
		if !other.AsOf.IsZero() {
			asOf = "as of " + dateText(other.AsOf)
		}
		m.rival("status", other.Fact, string(other.Code), asOf, other.Text)
	}
}

// sameAs compares two statuses without sources.
func (s Status) sameAs(o Status) bool {
	return s.Code == o.Code && s.AsOf == o.AsOf && s.Text == o.Text && s.Fact.alike(o.Fact)
}

// alike compares what two facts carry, their sources left aside.
func (f Fact) alike(o Fact) bool {
	return f.Attribution == o.Attribution && f.Note == o.Note && f.DateNote == o.DateNote &&
		f.Confidence == o.Confidence && f.Visibility == o.Visibility
}

// whereabouts keeps into's. Of the other one what is confidential stays so, and
// what may be said of it is a note by itself.
func (m *merging) whereabouts() {
	own, other := m.into.Whereabouts, m.from.Whereabouts
	switch {
	case other == nil:
	case own == nil:
		m.into.Whereabouts = other
	case own.Text == other.Text && own.PublicText == other.PublicText && own.AsOf == other.AsOf && own.Fact.alike(other.Fact):
		own.Sources = union(own.Sources, other.Sources)
	default:
		asOf := ""
		if !other.AsOf.IsZero() {
			asOf = "as of " + dateText(other.AsOf)
		}
		m.rival("whereabouts", other.Fact, other.Text, asOf)
		open := Fact{Sources: other.Sources}
		if m.from.Person.confidential() {
			open.Visibility = Confidential
		}
		if other.PublicText != "" {
			m.rival("whereabouts", open, other.PublicText)
		}
	}
}

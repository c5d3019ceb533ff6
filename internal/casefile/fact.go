package casefile

// confidential reports whether the fact is for curators only.
func (f *Fact) confidential() bool { return f.Visibility == Confidential }

// fact is how generic code reaches what every fact carries.
func (f *Fact) fact() *Fact { return f }

// factual is a pointer to a type that embeds Fact.
type factual[T any] interface {
	*T
	fact() *Fact
}

// EachFact calls do for every fact of the casefile at any depth, its sources
// among them, to read or to change what every fact carries.
func (c *Casefile) EachFact(do func(*Fact)) {
	c.eachFact(do)
	each(c.Sources, do)
}

// eachFact calls do for every fact of the casefile at any depth, in the
// order of the types. Sources are facts too, but not among these.
func (c *Casefile) eachFact(do func(*Fact)) {
	do(&c.Person.Fact)
	each(c.Person.Names, do)
	for _, l := range []*Life{c.Person.Born, c.Person.Died} {
		if l != nil {
			do(&l.Fact)
		}
	}
	each(c.Person.Nationalities, do)
	each(c.Person.Professions, do)
	do(&c.Status.Fact)
	if c.Whereabouts != nil {
		do(&c.Whereabouts.Fact)
	}
	each(c.Custody, do)
	each(c.Charges, do)
	each(c.Proceedings, do)
	each(c.Sentences, do)
	for i := range c.Sentences {
		each(c.Sentences[i].Penalties, do)
		each(c.Sentences[i].Parts, do)
	}
	each(c.Events, do)
	each(c.Works, do)
	each(c.Awards, do)
	each(c.People, do)
	for i := range c.People {
		each(c.People[i].Names, do)
	}
	each(c.Notes, do)
	each(c.Withheld, do)
}

func each[T any, P factual[T]](of []T, do func(*Fact)) {
	for i := range of {
		do(P(&of[i]).fact())
	}
}

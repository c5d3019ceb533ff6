package casefile

import "slices"

// Redacted is the public view of a casefile: what [Casefile.Public] returns.
// Whatever the public may read is made from this type and no other, so that a
// leak does not compile.
type Redacted struct{ Casefile }

// Public is the casefile without anything confidential, as a copy that shares
// no memory with c. ok is false when nothing of it is public: it is a draft,
// embargoed or withdrawn, or the person as such is confidential.
//
// isPublic says which other casefiles are public; people who have one that
// isn't lose the link to it. nil means: none is.
//
// Beside the confidential facts themselves go
//   - what belongs to them: a confidential sentence's penalties, a charge's
//     part in a sentence, an award's mention of a confidential work, notes
//     about them by id, and notes about what nothing is left of, such as
//     "whereabouts";
//   - sources that nothing public refers to, for a title can tell enough;
//   - of a confidential whereabouts all but its public text. That text keeps
//     its mark, since it says itself that there is more;
//   - the rule of a sentence that lost a penalty or a part: what the rest
//     comes to would be a false statement;
//   - the stated term and the parts of a sentence that lost a penalty of
//     prison or the like: they tell how long it is.
func (c *Casefile) Public(isPublic func(slug string) bool) (r *Redacted, ok bool) {
	if c.Visibility != Public || c.Person.confidential() {
		return nil, false
	}
	var d drops
	r = &Redacted{Casefile{Slug: c.Slug, Visibility: Public, Country: c.Country}}
	r.Person = d.person(c.Person)
	if c.Status.confidential() {
		d.dropped = true
	} else {
		r.Status = c.Status
	}
	r.Whereabouts = d.whereabouts(c.Whereabouts)
	r.Custody = facts(&d, c.Custody, nil)
	r.Charges = facts(&d, c.Charges, nil)
	r.Proceedings = facts(&d, c.Proceedings, nil)
	r.Sentences = facts(&d, c.Sentences, func(s *Sentence) { d.sentence(s, c) })
	r.Events = facts(&d, c.Events, nil)
	r.Works = facts(&d, c.Works, func(w *Work) { w.Also = slices.Clone(w.Also) })
	r.Awards = facts(&d, c.Awards, func(a *Award) {
		if c.secretWork(a.Work) {
			a.Work = ""
		}
	})
	r.People = facts(&d, c.People, func(p *Related) {
		p.Names = facts(&d, p.Names, nil)
		if p.Casefile != "" && (isPublic == nil || !isPublic(p.Casefile)) {
			p.Casefile = ""
		}
	})
	r.Notes = d.notes(c)
	r.Withheld = facts(&d, c.Withheld, nil)
	r.Sources = facts(&d, c.Sources, nil)
	d.sources(c, &r.Casefile)
	return r, true
}

// drops is one redaction under way.
type drops struct {
	dropped bool // something was left out
}

// facts copies the facts that are not confidential; deepen sees to what a
// plain copy would still share with the original.
func facts[T any, P factual[T]](d *drops, in []T, deepen func(P)) []T {
	if len(in) == 0 {
		return nil
	}
	out := make([]T, 0, len(in))
	for i := range in {
		if P(&in[i]).fact().confidential() {
			d.dropped = true
			continue
		}
		out = append(out, in[i])
		if deepen != nil {
			deepen(P(&out[len(out)-1]))
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

func (d *drops) person(p Person) Person {
	p.Names = facts(d, p.Names, nil)
	p.Born, p.Died = d.life(p.Born), d.life(p.Died)
	p.Nationalities = facts(d, p.Nationalities, nil)
	p.Professions = facts(d, p.Professions, nil)
	return p
}

func (d *drops) life(l *Life) *Life {
	if l == nil || l.confidential() {
		d.dropped = d.dropped || l != nil
		return nil
	}
	out := *l
	return &out
}

func (d *drops) whereabouts(w *Whereabouts) *Whereabouts {
	switch {
	case w == nil:
		return nil
	case w.confidential() && w.PublicText == "":
		d.dropped = true
		return nil
	case w.confidential():
		d.dropped = true
		return &Whereabouts{PublicText: w.PublicText, Fact: Fact{Visibility: Confidential}}
	}
	out := *w
	return &out
}

// sentence takes out of a copied sentence of c what refers to something that
// isn't there any more.
func (d *drops) sentence(s *Sentence, c *Casefile) {
	whole := *s
	s.Stated = clone(s.Stated)
	s.Penalties = facts(d, s.Penalties, func(p *Penalty) {
		p.Term, p.Count, p.Administered = clone(p.Term), clone(p.Count), clone(p.Administered)
		p.Amount, p.ReducedTo = clone(p.Amount), clone(p.ReducedTo)
	})
	if slices.ContainsFunc(whole.Penalties, func(p Penalty) bool { return p.confidential() && p.Kind.deprives() }) {
		s.Stated, s.StatedNote, s.Parts = nil, "", nil
	}
	s.Charges = slices.DeleteFunc(slices.Clone(s.Charges), c.secretCharge)
	s.Parts = slices.DeleteFunc(facts(d, s.Parts, func(p *Part) { p.Term = clone(p.Term) }),
		func(p Part) bool { return c.secretCharge(p.Charge) })
	if len(s.Penalties)+len(s.Parts) < len(whole.Penalties)+len(whole.Parts) && s.Rule != "" {
		s.Rule = UnknownRule
	}
	if c.secretSentence(s.SameAs) {
		s.SameAs = ""
	}
	if c.secretSentence(s.Supersedes) {
		s.Supersedes = ""
	}
}

// notes copies the notes that are about nothing confidential, as far as their
// subject tells.
func (d *drops) notes(c *Casefile) []Remark {
	notes := facts(d, c.Notes, nil)
	secret := c.secretIDs()
	hidden := c.secretSubjects()
	return slices.DeleteFunc(notes, func(n Remark) bool { return mentions(n.About, secret) || speaksOf(n.About, hidden) })
}

// sources drops from r, the copy of c, what only dropped facts refer to, and
// gives each fact a list of sources of its own.
func (d *drops) sources(c, r *Casefile) {
	if !d.dropped {
		own := func(f *Fact) { f.Sources = slices.Clone(f.Sources) }
		r.eachFact(own)
		each(r.Sources, own)
		return
	}
	kept := keptSources(c, r)
	r.Sources = slices.DeleteFunc(r.Sources, func(s Source) bool { return !kept[s.ID] })
	own := func(f *Fact) {
		var ids []string
		for _, id := range f.Sources {
			if kept[id] {
				ids = append(ids, id)
			}
		}
		f.Sources = ids
	}
	r.eachFact(own)
	each(r.Sources, own)
}

// keptSources are the sources of r that its facts cite, what those rest on,
// and what nothing in c ever cited.
func keptSources(c, r *Casefile) map[string]bool {
	before, kept := map[string]bool{}, map[string]bool{}
	cites := func(in map[string]bool) func(*Fact) {
		return func(f *Fact) {
			for _, id := range f.Sources {
				in[id] = true
			}
		}
	}
	c.eachFact(cites(before))
	each(c.Sources, cites(before))
	r.eachFact(cites(kept))
	for i := range r.Sources {
		if s := &r.Sources[i]; !before[s.ID] {
			kept[s.ID] = true
		}
	}
	for n := -1; n != len(kept); { // until nothing more is rested on
		n = len(kept)
		for i := range r.Sources {
			if s := &r.Sources[i]; kept[s.ID] {
				cites(kept)(&s.Fact)
			}
		}
	}
	for _, s := range c.Sources {
		if s.confidential() {
			delete(kept, s.ID)
		}
	}
	return kept
}

func clone[T any](p *T) *T {
	if p == nil {
		return nil
	}
	v := *p
	return &v
}

package casefile

// spellOut marks what the public doesn't see of c for what else stands there:
// notes about something confidential, and everything of somebody who is
// confidential as a person.
func (c *Casefile) spellOut() {
	secret, hidden := c.secretIDs(), c.secretSubjects()
	for i := range c.Notes {
		if n := &c.Notes[i]; mentions(n.About, secret) || speaksOf(n.About, hidden) {
			n.Visibility = Confidential
		}
	}
	if c.Person.confidential() {
		c.EachFact(func(f *Fact) { f.Visibility = Confidential })
	}
}

// conceal marks sources that would come to be shown to the public by the merge
// alone, since what cited them was entered already.
func (m *merging) conceal(into, from *Casefile) {
	shown := map[string]bool{}
	for id := range into.publicSources() {
		shown[id] = true
	}
	for id := range from.publicSources() {
		shown[m.moved("source", id)] = true
	}
	for id := range m.into.publicSources() {
		if shown[id] {
			continue
		}
		for i := range m.into.Sources {
			if m.into.Sources[i].ID == id {
				m.into.Sources[i].Visibility = Confidential
			}
		}
	}
}

// publicSources are the ids of the sources that the public would see if the
// casefile were public.
func (c *Casefile) publicSources() map[string]bool {
	open := *c
	open.Visibility = Public
	seen := map[string]bool{}
	if r, ok := open.Public(nil); ok {
		for i := range r.Sources {
			seen[r.Sources[i].ID] = true
		}
	}
	return seen
}

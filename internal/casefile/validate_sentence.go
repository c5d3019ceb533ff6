package casefile

import (
	"fmt"
	"slices"
	"strings"

	"vigil/internal/calendar"
)

func (k *checker) sentence(s *Sentence, c *Casefile) {
	k.order("announced", s.Announced, s.Date, "the date of the ruling")
	k.line("court", s.Court, optional)
	for i, id := range k.refs("charges", s.Charges) {
		k.at("charges", i, func() {
			k.chargeID("", id, c)
			if slices.Contains(s.Charges[:i], id) {
				k.blame("", fmt.Sprintf("charge %q is named twice", id))
			}
		})
	}
	if !s.Rule.Known() {
		k.code("rule", string(s.Rule), texts(AllRules()))
	}
	k.term("enforceable", s.Stated)
	k.text("enforceable_note", s.StatedNote, optional)
	k.kind("instance", s.Instance, optional)
	if !s.Outcome.Known() {
		k.code("outcome", string(s.Outcome), texts(AllOutcomes()))
	}
	list(k, "penalties", s.Penalties, k.penalty)
	list(k, "parts", s.Parts, func(p *Part) {
		k.chargeID("charge", p.Charge, c)
		k.term("term", p.Term)
		k.fact(&p.Fact)
	})
	k.fact(&s.Fact)
}

func (k *checker) penalty(p *Penalty) {
	if !p.Kind.Known() {
		k.code("kind", string(p.Kind), texts(AllPenaltyKinds()))
	}
	k.line("regime", p.Regime, optional)
	k.term("term", p.Term)
	k.term("reduced_to", p.ReducedTo)
	if p.Count != nil && *p.Count < 1 {
		k.blame("count", fmt.Sprintf("%d is no number of lashes; leave it out if it was not published", *p.Count))
	}
	switch {
	case p.Administered == nil:
	case *p.Administered < 0:
		k.blame("administered", "can't be less than nought")
	case p.Count != nil && *p.Administered > *p.Count:
		k.blame("administered", fmt.Sprintf("%d is more than the %d imposed", *p.Administered, *p.Count))
	}
	if p.Currency != "" && !capitals(p.Currency, 3) {
		k.blame("currency", fmt.Sprintf("%q is no currency: three capital letters of ISO 4217, such as IRR", shorten(p.Currency)))
	}
	k.text("of", p.Of, optional)
	if !p.Outcome.Known() {
		k.code("outcome", string(p.Outcome), texts(AllOutcomes()))
	}
	k.fact(&p.Fact)
}

func (k *checker) term(member string, t *calendar.Term) {
	if t != nil && t.IsZero() {
		k.blame(member, "is no time at all; leave it out if it was not published")
	}
}

func (k *checker) chargeID(member, id string, c *Casefile) {
	if slices.ContainsFunc(c.Charges, func(x Charge) bool { return x.ID == id }) {
		return
	}
	known := make([]string, len(c.Charges))
	for i := range c.Charges {
		known[i] = c.Charges[i].ID
	}
	k.dangling(member, "charge", id, known)
}

// ids checks that ids are ids and stand once, and that those between sentences
// lead somewhere.
func (k *checker) ids(c *Casefile) {
	unique(k, "charges", c.Charges, func(x *Charge) string { return x.ID })
	unique(k, "proceedings", c.Proceedings, func(x *Proceeding) string { return x.ID })
	unique(k, "sentences", c.Sentences, func(x *Sentence) string { return x.ID })
	unique(k, "events", c.Events, func(x *Event) string { return x.ID })
	unique(k, "sources", c.Sources, func(x *Source) string { return x.ID })
	list(k, "sentences", c.Sentences, func(s *Sentence) {
		k.sentenceID("same_as", s.SameAs, c)
		k.sentenceID("supersedes", s.Supersedes, c)
	})
}

func (k *checker) sentenceID(member, id string, c *Casefile) {
	if id == "" || slices.ContainsFunc(c.Sentences, func(x Sentence) bool { return x.ID == id }) {
		return
	}
	known := make([]string, len(c.Sentences))
	for i := range c.Sentences {
		known[i] = c.Sentences[i].ID
	}
	k.dangling(member, "sentence", id, known)
}

// circles refuses sentences that supersede, or are the same as, one another in
// a circle: there would be no first.
func (k *checker) circles(c *Casefile) {
	at := make(map[string]*Sentence, len(c.Sentences))
	for i := range c.Sentences {
		at[c.Sentences[i].ID] = &c.Sentences[i]
	}
	for _, link := range []struct {
		member string
		to     func(*Sentence) string
	}{
		{"same_as", func(s *Sentence) string { return s.SameAs }},
		{"supersedes", func(s *Sentence) string { return s.Supersedes }},
	} {
		seen := map[string]bool{} // sentences whose way is known to end, or was told
		for i := range c.Sentences[:min(len(c.Sentences), maxList)] {
			var way []string
			s := &c.Sentences[i]
			for ; s != nil && !seen[s.ID]; s = at[link.to(s)] {
				seen[s.ID] = true
				way = append(way, s.ID)
			}
			if s == nil {
				continue
			}
			if start := slices.Index(way, s.ID); start >= 0 {
				circle := strings.Join(append(way[start:], s.ID), " → ")
				where := slices.IndexFunc(c.Sentences, func(x Sentence) bool { return x.ID == s.ID })
				k.at("sentences", where, func() { k.blame(link.member, "goes in a circle: "+circle) })
			}
		}
	}
}

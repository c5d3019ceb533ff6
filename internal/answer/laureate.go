package answer

import (
	"errors"
	"slices"

	"vigil/store"
)

// laureate answers a question about somebody who isn't named but known by a prize: "when was the
// Palme d'Or winner released?". Where the prize is several people's, it asks back which.
func (t *teller) laureate() (Answer, bool, error) {
	from, to, prize := t.q.winner(t.lex)
	if prize == nil {
		return Answer{}, false, nil
	}
	had := t.q.marks
	m := mark{from: had[from].from, to: had[to-1].to, subject: true}
	t.q.marks = slices.Replace(slices.Clone(had), from, to, m)
	if f := t.frame(t.q, "person"); f == nil || f.name == "menu" || f.name == "summary" {
		t.q.marks = had
		return Answer{}, false, nil
	}
	at := &t.q.marks[from]
	for _, who := range t.bearers(prize).First(describedMost) {
		_, s, err := t.public.Casefile(t.ctx, t.q.Access, who.Slug)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return Answer{}, false, err
		}
		at.people = append(at.people, s)
	}
	switch len(at.people) {
	case 0:
		t.q.marks = had
		return Answer{}, false, nil
	case 1:
		t.q.add(at.people[0])
		out, err := t.aboutOne(at.people[0])
		return out, true, err
	}
	return t.which(at), true, nil
}

// winner is where one who has a prize is spoken of, from that mark to before the other, and the
// mark of the prize; nil where nobody is, or those who are are listed or counted.
func (q *question) winner(x *lexicon) (from, to int, prize *mark) {
	who := func(m mark) bool { return m.is("ask.who") && !m.is("ask.when") } // کی is both
	if q.has("order.*", "cmp.*", "ask.howmany", "ask.list", "scope.*") || slices.ContainsFunc(q.marks, who) {
		return 0, 0, nil
	}
	named := func(i int) bool {
		return q.marks[i].fitsAny([]string{"award.*", "fest.*", "value.award", "value.giver"})
	}
	for i := range q.marks {
		if !slices.Contains(x.cue("winner"), q.toks[q.marks[i].to-1].text) || !q.marks[i].is("topic.award") {
			continue
		}
		if i > 0 && named(i-1) {
			return i - 1, i + 1, &q.marks[i-1]
		}
		for j := i + 1; j < len(q.marks) && j <= i+3; j++ {
			if named(j) {
				return i, j + 1, &q.marks[j]
			}
			if !q.marks[j].small() && !q.marks[j].is("topic.award") {
				break
			}
		}
	}
	return 0, 0, nil
}

// bearers are the people who have a prize, or one of who gives it.
func (t *teller) bearers(prize *mark) store.People {
	var any []store.Cond
	for _, c := range prize.concepts {
		for _, field := range [...]store.Field{store.FieldAward, store.FieldGiver} {
			if c.class() == "award" || c.class() == "fest" && field == store.FieldGiver {
				for _, k := range t.keysFor(c, field) {
					any = append(any, store.Has{Field: field, Key: k})
				}
			}
		}
	}
	for _, v := range prize.among(store.FieldAward, store.FieldGiver) {
		any = append(any, store.Has{Field: store.Field(v.Field), Key: v.Key})
	}
	if len(any) == 0 {
		return store.People{}
	}
	yes, _ := t.census.Meant(store.Inquiry{All: []store.Clause{{Any: any}}})
	return yes
}

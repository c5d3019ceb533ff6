package answer

import (
	"errors"
	"strings"

	"vigil/internal/casefile"
	"vigil/store"
)

// described answers a question about somebody who isn't named but described:
// "the film director", "the Swedish citizen". Where the description is several
// people's, it asks back which.
func (t *teller) described() (Answer, bool, error) {
	m, class, field := t.q.description()
	if m == nil {
		return Answer{}, false, nil
	}
	m.subject = true
	if f := t.frame(t.q, "person"); f == nil || f.name == "menu" || f.name == "summary" {
		m.subject = false
		return Answer{}, false, nil
	}
	for _, s := range t.bearing(m, class, field).First(describedMost) {
		file, summary, err := t.public.Casefile(t.ctx, t.q.Access, s.Slug)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return Answer{}, false, err
		}
		if t.isCalled(&file.Casefile, m) {
			m.people = append(m.people, summary)
		}
	}
	switch len(m.people) {
	case 0:
		m.subject = false
		return Answer{}, false, nil
	case 1:
		t.q.add(m.people[0])
		out, err := t.aboutOne(m.people[0])
		return out, true, err
	}
	return t.which(m), true, nil
}

// describedMost is among how many people one who is described is looked for.
const describedMost = 25

// bearing are the people of whom the record has a value that the mark means.
func (t *teller) bearing(m *mark, class string, field store.Field) store.People {
	var any []store.Cond
	for _, c := range m.concepts {
		if c.class() == class {
			for _, k := range t.keysFor(c, field) {
				any = append(any, store.Has{Field: field, Key: k})
			}
		}
	}
	if len(any) == 0 {
		return store.People{}
	}
	yes, _ := t.census.Meant(store.Inquiry{All: []store.Clause{{Any: any}}})
	return yes
}

// description is what describes one person: a profession or a nationality after
// "the", in a question that doesn't rank or count people. Class is that of its
// meaning, field where the record has it.
func (q *question) description() (m *mark, class string, field store.Field) {
	if q.has("order.*", "cmp.*", "ask.howmany", "ask.list", "scope.*", "ask.who") {
		return nil, "", ""
	}
	for i := 1; i < len(q.marks); i++ {
		m := &q.marks[i]
		if m.from == 0 || q.toks[m.from-1].text != "the" || strings.HasSuffix(q.toks[m.to-1].text, "s") {
			continue
		}
		switch {
		case m.of("prof"):
			return m, "prof", store.FieldProfession
		case m.of("country") && i+1 < len(q.marks) && q.marks[i+1].is("topic.nationality"):
			q.marks[i+1].subject = true
			return m, "country", store.FieldNation
		}
	}
	return nil, "", ""
}

// refersBack reports whether the question is about somebody whom a pronoun, the ending of a
// Persian word or a thing of theirs stands for.
func (q *question) refersBack() bool { return q.theirs || q.has("pron") || q.definite() }

// definite reports whether the question is about "the sentence" or "the lawyer" of somebody
// whom it doesn't name.
func (q *question) definite() bool {
	if len(q.people) > 0 || q.farsi || q.has("scope.*", "order.*", "cmp.*", "ask.list", "sex.*", "value.*", "unknown") || q.has("ask.howmany") && !q.has("unit.*") {
		return false
	}
	for i := range q.marks {
		m := &q.marks[i]
		switch {
		case m.from == 0 || q.toks[m.from-1].text != "the" || strings.HasSuffix(q.toks[m.to-1].text, "s"):
		case m.isAny("topic.lawyer", "prof.lawyer", "topic.judge", "topic.prosecutor"),
			!q.has("ask.who", "ask.which") && (m.of("penalty") || m.isAny("topic.sentence", "topic.verdict", "topic.court", "topic.trial", "topic.appeal", "topic.charge", "topic.arrest", "topic.release", "topic.endterm")):
			return true
		}
	}
	return false
}

// isCalled reports whether a profession or a nationality of somebody is what a
// mark means.
func (t *teller) isCalled(c *casefile.Casefile, m *mark) bool {
	for _, of := range [...][]casefile.Text{c.Person.Professions, c.Person.Nationalities} {
		for i := range of {
			if t.text(of[i].Text).has(t.q, m) {
				return true
			}
		}
	}
	return false
}

// epithets are what is said before a name of whoever bears it, the student Sohrab Pendari:
// where it is so, it asks for nothing.
func (t *teller) epithets() {
	for i := range t.q.marks {
		if m := &t.q.marks[i]; len(m.people) == 0 || m.people[0].Slug != t.c.Slug || t.q.toks[m.from].cut {
			continue
		}
		for j := i - 1; j >= 0; j-- {
			m := &t.q.marks[j]
			if !m.of("prof") && !m.of("country") || !t.isCalled(t.c, m) {
				break
			}
			m.subject = true
		}
	}
}

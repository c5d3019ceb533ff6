package answer

import (
	"slices"
	"strings"

	"vigil/internal/card"
	"vigil/internal/locale"
	"vigil/internal/names"
	"vigil/store"
)

// refuse is an answer that says why there is none.
func (t *teller) refuse(why Reason, text string) Answer {
	t.out.Kind, t.out.Reason = Refused, why
	t.lines = append([]string{text}, t.lines...)
	return t.done()
}

// lacks refuses because the record does not say something of the person. The
// words are the same whether nothing is recorded or what is recorded is
// confidential.
func (t *teller) lacks(what string) {
	t.out.Kind, t.out.Reason = Refused, NotRecorded
	t.say("answer.lacks", t.name(), locale.Text("what", t.words("answer.what."+what)))
}

// called is what somebody is called in the reader's language: in Persian the
// native name, where that is one that Persian readers can read.
func (t *teller) called(s store.Summary) string {
	if t.l.Language().Code == "fa" && persian(s.NativeName) {
		return s.NativeName
	}
	return s.Name
}

// helped adds to a refusal what is on public record of the person, so that the next
// question can be one that has an answer.
func (t *teller) helped(out Answer) Answer {
	if out.Kind != Refused || out.Reason != NotRecorded && out.Reason != NotUnderstood && out.Reason != Opinion {
		return out
	}
	if out.Reading == "" {
		out.Reading = t.words("answer.reading_person", t.name())
	}
	if have := t.onRecord(); len(have) > 0 {
		out.help = t.words("answer.on_record", t.name(), locale.Text("what", t.l.List(have)))
		out.Text += "\n" + out.help
	}
	return out
}

// onRecord are the kinds of facts that the public record has of the person.
func (t *teller) onRecord() []string {
	c := t.c
	related := func(roles ...string) bool { return len(t.peopleAs(roles...)) > 0 }
	var all []string
	for _, x := range [...]struct {
		what string
		has  bool
	}{
		{"status", c.Status.Code != ""}, {"sentence", len(c.Sentences) > 0}, {"charges", len(c.Charges) > 0}, {"custody", len(c.Custody) > 0},
		{"lawyer", related("lawyer", "counsel")}, {"departure", len(t.allSteps("departure")) > 0}, {"born", c.Person.Born != nil},
		{"profession", len(c.Person.Professions) > 0}, {"works", len(c.Works) > 0}, {"awards", len(c.Awards) > 0},
	} {
		if x.has {
			all = append(all, t.words("answer.read."+x.what))
		}
	}
	return all
}

// which asks back which of several people is meant.
func (t *teller) which(m *mark) Answer {
	t.out.Kind, t.out.Reason = Asked, Ambiguous
	var called []string
	people := m.people[:min(len(m.people), mostMeant)]
	for _, s := range people {
		label, said := t.called(s), t.l.Isolate(card.Escape(t.called(s)))
		if t.namesakes(s, people) {
			apart := " (" + card.Status(s.Status, t.l) + t.words("list.comma") + t.l.Country(s.Country) + ")"
			label, said = label+apart, said+apart
		}
		called = append(called, said)
		t.out.Choices = append(t.out.Choices, Choice{Label: label, Question: t.q.with(m, s.Name), Meant: append(slices.Clip(t.q.Meant), s.Slug)})
		t.shows(s)
	}
	t.say("answer.which", locale.Name("typed", card.Escape(unpossessed(t.q.words(m)))), locale.Text("names", t.l.List(called)))
	return t.done()
}

// mostMeant is how many of those who may be meant are there to choose from.
const mostMeant = 10

// namesakes reports whether another of those people has somebody's name.
func (t *teller) namesakes(s store.Summary, people []store.Summary) bool {
	return slices.ContainsFunc(people, func(o store.Summary) bool {
		return o.ID != s.ID && names.Fold(t.called(o)) == names.Fold(t.called(s))
	})
}

// with is the question with a mark replaced by a name.
func (q *question) with(m *mark, name string) string {
	before := len(q.Text)
	first, last := q.toks[m.from].raw, q.toks[m.to-1].raw
	if i := strings.Index(q.Text, first); i >= 0 {
		before = i
	}
	after := before + len(first)
	if i := strings.LastIndex(q.Text, last); i >= 0 {
		after = max(after, i+len(last))
	}
	if before >= len(q.Text) {
		return name
	}
	name += strings.TrimPrefix(last, unpossessed(last))
	start := q.Text[:before]
	if n := len(start) - len("the "); n >= 0 && strings.EqualFold(start[n:], "the ") && (n == 0 || start[n-1] == ' ') {
		start = start[:n] // of "the film director"
	}
	return strings.TrimSpace(start + name + q.Text[after:])
}

// unpossessed is a word without the 's at its end.
func unpossessed(word string) string {
	return strings.TrimSuffix(strings.TrimSuffix(word, "'s"), "’s")
}

// nobody is the mark that reads as the name of somebody who isn't on record: what
// is written or spelt as one or, in a question about a case that names nobody
// else, the words that nothing was made of.
func (q *question) nobody() *mark {
	if len(q.people) > 0 || q.has("off", "opinion", "predict") {
		return nil
	}
	var first, last *mark
	for i := range q.marks {
		m := &q.marks[i]
		if !m.unknown() || m.small() || len(m.gloss) > 0 && !m.name {
			continue
		}
		if m.name && (q.casual() || len(q.unread()) == 1) || len(m.similar) > 0 && len(q.unread()) == 1 {
			return m
		}
		if first == nil {
			first, last = m, m
		} else if m.from == last.to {
			last = m
		} else {
			return nil // words here and there: no name
		}
	}
	if first == nil || !q.casual() {
		return nil
	}
	return &mark{from: first.from, to: last.to, similar: first.similar}
}

// casual reports whether the question asks for what people have: a sentence, a
// lawyer.
func (q *question) casual() bool {
	return q.has("topic.*", "status.*", "penalty.*", "outcome.*", "charge.*", "ask.who", "ask.where", "ask.howold", "ask.howlong")
}

func (t *teller) nobody(m *mark) Answer {
	t.say("answer.nobody", locale.Name("typed", card.Escape(t.q.words(m))))
	var similar []string
	for i, s := range m.similar[:min(len(m.similar), 5)] {
		if slices.ContainsFunc(m.similar[:i], func(had store.Summary) bool { return had.ID == s.ID }) {
			continue
		}
		similar = append(similar, t.l.Isolate(card.Escape(t.called(s))))
		t.out.Choices = append(t.out.Choices, Choice{Label: t.called(s), Question: t.q.with(m, s.Name)})
		t.shows(s)
	}
	if len(similar) > 0 {
		t.say("answer.similar", locale.Text("names", t.l.List(similar)))
	}
	t.out.Kind, t.out.Reason = Refused, Nobody
	t.out.Reading = t.words("answer.reading_nobody", locale.Name("typed", card.Escape(t.q.words(m))))
	return t.done()
}

// unfit says why nothing could be made of a question.
func (t *teller) unfit() Answer {
	q := t.q
	switch {
	case q.has("off") && len(q.people) == 0 && !q.has("topic.*", "penalty.*", "outcome.*", "charge.*"):
		return t.refuse(NotAboutCases, t.words("answer.not_about"))
	case len(q.people) == 0 && q.refersBack() && len(q.unread()) == 0 && !q.has("opinion", "predict", "scope.*"):
		return t.refuse(Ambiguous, t.words("answer.whom"))
	case q.has("opinion"):
		return t.refuse(Opinion, t.words("answer.opinion"))
	case q.has("predict", "future"):
		return t.refuse(Opinion, t.words("answer.prediction"))
	case len(q.people) == 0 && (q.has("off") || !q.domain()):
		return t.refuse(NotAboutCases, t.words("answer.not_about"))
	}
	unread := q.unread()
	if len(unread) == 0 && t.c != nil {
		t.out.Kind, t.out.Reason = Refused, NotRecorded
		if traits := t.traits(); len(traits) > 0 {
			t.say("answer.lacks_words", t.name(), locale.Text("words", t.l.List(traits)))
		} else {
			t.say("answer.lacks_this", t.name())
		}
		return t.done()
	}
	if len(unread) == 0 {
		return t.refuse(NotUnderstood, t.words("answer.not_understood"))
	}
	for i, w := range unread {
		unread[i] = t.words("answer.quoted", locale.Name("word", card.Escape(w)))
	}
	return t.refuse(NotUnderstood, t.words("answer.unread", locale.N(len(unread)), locale.Text("words", t.l.List(unread))))
}

// traits are the words of the question for what people are like or have beside their case: how
// tall, which university.
func (t *teller) traits() []string {
	var all []string
	for i := range t.q.marks {
		if m := &t.q.marks[i]; m.is("topic.trait") {
			all = append(all, t.words("answer.quoted", locale.Name("word", card.Escape(t.q.words(m)))))
		}
	}
	return all
}

// domain reports whether anything of the question is about cases.
func (q *question) domain() bool {
	for i := range q.marks {
		m := &q.marks[i]
		if len(m.values) > 0 || m.name {
			return true
		}
		for _, c := range m.concepts {
			switch c.class() {
			case "topic", "status", "penalty", "outcome", "prof", "charge", "sex", "mode":
				if c != "topic.count" && c != "topic.trait" {
					return true
				}
			}
		}
	}
	return false
}

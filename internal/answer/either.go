package answer

import (
	"context"
	"slices"
	"strings"

	"vigil/internal/card"
	"vigil/internal/locale"
)

// mostMeanings is of how many words of one question the senses are tried.
const mostMeanings = 3

// either reads a question and answers it. One of which a word has several senses is asked in
// each of them. Where one leads to an answer, that is it; where several lead to
// different ones, so that only whoever asks knows which is meant, they are asked
// back: each choice is the same question with the sense pinned.
func (a *Answerer) either(ctx context.Context, asked Question) (*question, Answer, error) {
	q, err := a.read(ctx, asked)
	if err != nil {
		return nil, Answer{}, err
	}
	out, err := a.answer(ctx, q)
	if err == nil {
		out, err = a.inParts(ctx, asked, q, out)
	}
	if err != nil || len(q.open) == 0 || len(asked.Meant) >= mostMeanings {
		return q, out, err
	}
	o := &q.open[0]
	var ways []led
	for _, s := range o.senses {
		in := asked
		in.Meant = append(slices.Clip(asked.Meant), s.pin)
		_, out, err := a.either(ctx, in)
		if err != nil {
			return q, Answer{}, err
		}
		if out.understood() {
			ways = append(ways, led{s, in, out})
		}
	}
	for _, favours := range [...]func(sense) bool{o.favours, q.wants(o)} {
		if some := those(ways, func(w led) bool { return favours != nil && favours(w.sense) }); len(some) > 0 {
			ways, out = some, some[0].out
		}
	}
	ways = those(ways, func(w led) bool { return w.out.leads() })
	if direct := those(ways, func(w led) bool { return !w.out.aside }); len(direct) > 0 {
		ways = direct
	}
	switch {
	case len(ways) == 0:
		return q, out, nil
	case len(those(ways[1:], func(w led) bool { return w.out.equals(&ways[0].out) })) == len(ways)-1:
		return q, ways[0].out, nil
	case q.tellsAll(&out, ways), !slices.ContainsFunc(ways, func(w led) bool { return w.out.tells() }):
		return q, out, nil
	}
	t := &teller{Answerer: a, ctx: ctx, q: q, l: q.l, census: q.census}
	t.out.Language = out.Language
	return q, t.ask(o, ways), nil
}

// wants is what the rest of the question speaks for; nil for nothing. One that asks only who
// or what something is means somebody or something, one that says she or speaks of a birth somebody, one
// that speaks of films and prizes no word, and one in which somebody else may be named no film.
func (q *question) wants(o *open) func(sense) bool {
	only, works, lived := true, false, false
	for i := range q.marks {
		if m := &q.marks[i]; m.from >= o.to || m.to <= o.from {
			only = only && m.small()
			lived = lived || m.fitsAny([]string{"topic.born", "topic.age", "topic.died", "kin.*", "topic.profession", "topic.nationality", "topic.status"})
			works = works || m.fitsAny([]string{"topic.work", "topic.award", "award.*", "topic.festival", "fest.*", "topic.filming", "topic.distributor"})
		}
	}
	someone := func(s sense) bool { return s.kind == "person" || s.kind == "around" }
	switch {
	case q.has("ask.who") && q.says("made", "make", "makes", "directed", "wrote", "ساخت", "ساخته", "نوشت", "نوشته"):
		return func(s sense) bool { return s.kind == "work" }
	case lived, q.has("pron"), only && q.has("ask.who", "ask.where", "ask.howold"):
		return someone
	case only && q.has("ask.what") && q.says("what", "whats", "چیست", "چیه", "چی"):
		return func(s sense) bool { return !someone(s) }
	case works:
		return func(s sense) bool { return s.kind != "word" }
	case o.of("work") && (len(q.people) > 0 || slices.ContainsFunc(q.open[1:], func(o open) bool { return o.of("person") })):
		return func(s sense) bool { return s.kind == "word" }
	}
	return nil
}

// of reports whether one of the senses is of that kind.
func (o *open) of(kind string) bool {
	return slices.ContainsFunc(o.senses, func(s sense) bool { return s.kind == kind })
}

// led is a question in one sense of a word, and what came of it.
type led struct {
	sense sense
	asked Question
	out   Answer
}

// those are the readings of which is says so.
func those(all []led, is func(led) bool) []led {
	var some []led
	for _, w := range all {
		if is(w) {
			some = append(some, w)
		}
	}
	return some
}

// understood reports whether an answer is one to what was asked, be it that the record
// doesn't say it.
func (a *Answer) understood() bool {
	switch a.Reason {
	case NotUnderstood, NotAboutCases, Nobody, Opinion:
		return false
	}
	return true
}

// leads reports whether a reading is one that may have been meant: the record says something
// to it, or whom of several it is about can be asked.
func (a *Answer) leads() bool {
	return a.Kind == Answered || a.Kind == Asked || a.Reason == Contradicted || a.Reason == Ambiguous
}

// tells reports whether an answer tells of anybody: that none are counted in any meaning isn't asked about.
func (a *Answer) tells() bool {
	return a.Kind != Answered || slices.ContainsFunc(a.Facts, func(f Fact) bool { return f.Kind != "count" })
}

// equals reports whether two answers rest on the same facts.
func (a *Answer) equals(b *Answer) bool {
	if a.Kind != b.Kind || len(a.Facts) != len(b.Facts) || a.Kind == Asked {
		return false
	}
	return !slices.ContainsFunc(a.Facts, func(f Fact) bool { return !slices.ContainsFunc(b.Facts, f.same) })
}

// tellsAll reports whether the answer to the question as it stands lists what the senses lead
// to and says of each which it is, so that nothing need be asked: the people whom
// either of two courts sentenced, each with the court. A number says that of none.
func (q *question) tellsAll(out *Answer, ways []led) bool {
	if out.Kind != Answered || q.has("ask.howmany", "order.*") || q.yesno {
		return false
	}
	return !slices.ContainsFunc(ways, func(r led) bool {
		return r.sense.kind != "court" && r.sense.kind != "place" || !strings.Contains(flatten(out.Text), flatten(r.sense.name))
	})
}

// flatten is a text without marks of markdown and direction.
func flatten(s string) string { return key(card.Unmarked(s)) }

// ask asks back which sense of a word is meant.
func (t *teller) ask(o *open, ways []led) Answer {
	t.out.Kind, t.out.Reason = Asked, Ambiguous
	typed := unpossessed(t.q.words(&mark{from: o.from, to: o.to}))
	t.say("answer.either", locale.Name("typed", card.Escape(typed)))
	alike := !slices.ContainsFunc(ways, func(w led) bool { return w.sense.kind != ways[0].sense.kind })
	for _, w := range ways[:min(len(ways), mostMeant)] {
		for _, x := range w.out.Shows {
			t.note(x)
		}
		for _, f := range w.out.Facts { // they say that there is such a thing; their sources come with the answer
			if !slices.ContainsFunc(t.out.Facts, f.same) {
				t.out.Facts = append(t.out.Facts, f)
			}
		}
		if w.out.Reason == Ambiguous && w.sense.who != nil { // which of several people: one press, not two
			for _, c := range w.out.Choices {
				t.choice(c)
			}
			continue
		}
		t.choice(Choice{Label: t.label(&w.sense, typed, alike), Question: w.asked.Text, Meant: w.asked.Meant})
	}
	return t.done()
}

// choice adds something that may be meant.
func (t *teller) choice(c Choice) {
	t.line("- " + t.l.Isolate(card.Escape(c.Label)))
	t.out.Choices = append(t.out.Choices, c)
}

// label is what a sense is called on its button; by the name alone where all are of a kind.
func (t *teller) label(s *sense, typed string, alike bool) string {
	name := typed
	switch {
	case s.who != nil:
		name = t.called(*s.who)
	case !s.date.IsZero():
		return t.date(s.date)
	case s.name != "" && alike:
		return s.name
	case s.name != "":
		name = s.name
	}
	return t.words("answer.sense."+s.kind, locale.Text("name", name))
}

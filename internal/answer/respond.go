package answer

import (
	"context"
	"errors"
	"slices"

	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/store"
)

// answer finds the frame of a question and runs it; where none fits, it says
// why not.
func (a *Answerer) answer(ctx context.Context, q *question) (Answer, error) {
	t := &teller{Answerer: a, ctx: ctx, q: q, l: q.l, census: q.census}
	t.out.Language = q.l.Language().Code
	if q.long {
		return t.refuse(NotUnderstood, t.words("answer.too_long", locale.N(MaxQuestion), locale.Count("words", maxWords))), nil
	}
	for i := range q.marks {
		if m := &q.marks[i]; len(m.people) > 1 {
			return t.which(m), nil
		}
	}
	if err := t.pronoun(); err != nil {
		return Answer{}, err
	}
	if len(q.people) == 0 {
		if err := t.beside(); err != nil {
			return Answer{}, err
		}
	}
	switch len(q.people) {
	case 0:
		return t.general()
	case 1:
		if out, understood, err := t.others(q.people[0]); err != nil || understood {
			return out, err
		}
		return t.aboutOne(q.people[0])
	}
	return t.aboutSeveral()
}

// pronoun puts the person last asked about in the place of a pronoun where
// nobody is named; where nobody was asked about, the only one who is tracked.
func (t *teller) pronoun() error {
	if len(t.q.people) > 0 || !t.q.refersBack() {
		return nil
	}
	slug := t.q.Person
	if slug == "" && t.census.Len() == 1 {
		all, _ := t.census.Meant(store.Inquiry{})
		for _, who := range all.First(1) {
			slug = who.Slug
		}
	}
	if slug == "" {
		return nil
	}
	_, s, err := t.public.Casefile(t.ctx, t.q.Access, slug)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err == nil {
		t.q.add(s)
	}
	return err
}

// beside takes a name apart again that was put together of a word and the name of
// somebody in whose record that word stands: "Atalay Kavala's".
func (t *teller) beside() error {
	for i := range t.q.marks {
		m := &t.q.marks[i]
		if !m.name || len(m.people) > 0 || len(m.similar) != 1 || m.to-m.from < 2 {
			continue
		}
		file, s, err := t.public.Casefile(t.ctx, t.q.Access, m.similar[0].Slug)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		word := mark{from: m.from, to: m.from + 1}
		for _, d := range t.docs.of(t.ctx, t.lex, file) {
			if d.kind == "person" && d.has(t.q, &word) {
				t.q.marks = slices.Insert(t.q.marks, i+1, mark{from: m.from + 1, to: m.to, people: m.similar, name: true, subject: true})
				t.q.marks[i] = word
				t.q.add(s)
				return nil
			}
		}
	}
	return nil
}

// aboutOne answers a question about one person.
func (t *teller) aboutOne(s store.Summary) (Answer, error) {
	if there, err := t.open(s.Slug); err != nil {
		return Answer{}, err
	} else if !there { // no longer public since it was found
		return t.refuse(NotRecorded, t.l.T("answer.gone")), nil
	}
	t.out.About = s.Slug
	t.shows(t.p.Summary)
	t.epithets()
	return t.helped(t.aboutThem()), nil
}

// aboutThem answers a question about the person whose casefile was read.
func (t *teller) aboutThem() Answer {
	if t.q.probesPlace() {
		t.f = &frame{name: "inplace", about: "person"}
		t.whereabouts()
		return t.done()
	}
	if t.twice() {
		return t.done()
	}
	f := t.frame(t.q, "person")
	if t.q.foretells() && (f == nil || f.name != "predict" && f.name != "endterm" && f.name != "remaining" || t.q.says("early", "earlier", "sooner")) {
		if t.recall() { // what is said of it
			return t.done()
		}
		return t.refuse(Opinion, t.words("answer.prediction"))
	}
	if f != nil {
		t.run(f)
		t.cover()
		if !t.premise() {
			return t.done()
		}
		t.lines, t.out = nil, Answer{Language: t.out.Language, About: t.out.About, Shows: t.out.Shows}
	}
	if t.recall() {
		return t.done()
	}
	return t.unfit()
}

// general answers a question that names nobody: about a work or an award, or
// about many.
func (t *teller) general() (Answer, error) {
	for _, try := range [...]func() (Answer, bool, error){t.laureate, t.described} {
		if out, found, err := try(); err != nil || found {
			return out, err
		}
	}
	for _, try := range [...]func() (bool, error){t.ofWork, t.related} {
		if told, err := try(); err != nil || told {
			return t.done(), err
		}
		t.lines, t.missing, t.out = nil, nil, Answer{Language: t.out.Language}
	}
	t.c = nil
	if told, err := t.atThatTime(); err != nil || told {
		return t.done(), err
	}
	if t.many() {
		return t.done(), t.err
	}
	switch told, err := t.anyone(); {
	case err != nil:
		return Answer{}, err
	case told:
		return t.done(), nil
	}
	t.c = nil
	if m := t.q.nobody(); m != nil {
		return t.nobody(m), nil
	}
	return t.unfit(), nil
}

// aboutSeveral answers a question that names several people: it compares them,
// or says of each what it was asked.
func (t *teller) aboutSeveral() (Answer, error) {
	if out, understood, err := t.added(); err != nil || understood {
		return out, err
	}
	if f := t.frame(t.q, "pair"); f != nil {
		t.run(f)
		if t.gone && t.err == nil { // of those who are left nobody was asked alone
			t.lines, t.out = nil, Answer{Language: t.out.Language}
			return t.refuse(NotRecorded, t.words("answer.gone")), nil
		}
		return t.done(), t.err
	}
	f := t.frame(t.q, "person")
	if f == nil || f.name == "menu" {
		return t.recallAny()
	}
	lacking := 0
	for _, s := range t.q.people[:min(len(t.q.people), mostPeople)] {
		if there, err := t.open(s.Slug); err != nil {
			return Answer{}, err
		} else if !there {
			continue
		}
		t.shows(t.p.Summary)
		had, out := len(t.lines), t.out
		t.missing = nil
		t.run(f)
		if len(t.missing) > 0 { // not this one
			t.lines, t.out = t.lines[:had], out
			t.say("answer.lacks_this", t.name())
			lacking++
		}
	}
	if lacking == len(t.q.people) {
		t.out.Kind, t.out.Reason = Refused, NotRecorded
	}
	return t.done(), nil
}

// recallAny answers a question about several people from the facts of any of
// them that say all that was asked.
func (t *teller) recallAny() (Answer, error) {
	for _, s := range t.q.people[:min(len(t.q.people), mostPeople)] {
		if there, err := t.open(s.Slug); err != nil {
			return Answer{}, err
		} else if !there {
			continue
		}
		if t.recall() {
			t.shows(t.p.Summary)
			return t.done(), nil
		}
	}
	t.c = nil
	return t.unfit(), nil
}

// mostPeople is of how many people something is said one by one.
const mostPeople = 4

func (t *teller) run(f *frame) {
	t.f = f
	t.runners[f.about+" "+f.name](t)
}

// runners are all runners, by what a frame is about and its name.
func runners() map[string]func(*teller) {
	all := map[string]func(*teller){}
	for about, some := range map[string]map[string]func(*teller){"person": aboutPerson(), "pair": aboutPair()} {
		for name, run := range some {
			all[about+" "+name] = run
		}
	}
	return all
}

// shows notes that the answer shows something of a casefile.
func (t *teller) shows(s store.Summary) {
	t.note(store.Shown{Casebook: s.Casebook, Slug: s.Slug})
}

func (t *teller) note(x store.Shown) {
	if !slices.Contains(t.out.Shows, x) {
		t.out.Shows = append(t.out.Shows, x)
	}
}

// when reports whether a sentence may be of the time that the question asks for: by its date or, where
// that isn't known, by the day it became known.
func (t *teller) when(x *casefile.Sentence) bool {
	d := x.Date
	if d.IsZero() {
		d = x.Announced
	}
	return t.on(d)
}

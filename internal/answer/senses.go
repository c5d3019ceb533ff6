package answer

import (
	"context"
	"errors"
	"slices"
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/names"
	"vigil/store"
)

// A word can be the name of several things, or a name and a word of the language. What it may
// mean are its senses. A question of which a word has several is read in each; see either.go.

// sense is one of the things that a mark may mean.
type sense struct {
	pin  string // how [Question.Meant] says that it is meant; no space is in it
	kind string // the key of its label: person, work, court, word, or a meaning of apart.txt
	name string // what it is called; "": as it was typed
	who  *store.Summary
	date calendar.Date
	take func() []mark
}

// open is a mark that may mean several things.
type open struct {
	from, to int // tokens
	senses   []sense
	favours  func(sense) bool // nil: nothing in the question speaks for any of them
}

// kindOf is what kind of thing a field of the record has the names of; "" where it has
// words: professions, charges.
func kindOf(field string) string {
	switch store.Field(field) {
	case store.FieldWork:
		return "work"
	case store.FieldAward, store.FieldGiver:
		return "prize"
	case store.FieldCourt:
		return "court"
	case store.FieldPlace, store.FieldNow:
		return "place"
	case store.FieldAround:
		return "around"
	}
	return ""
}

// ofKind are the values of a mark that name a thing of that kind.
func (m *mark) ofKind(kind string) []value {
	var all []value
	for _, v := range m.values {
		if kindOf(v.Field) == kind {
			all = append(all, v)
		}
	}
	return all
}

// settleNames takes each name for what was chosen, and notes which may be
// several things.
func (x *lexer) settleNames(ctx context.Context, all []mark) ([]mark, error) {
	var out []mark
	for i := range all {
		senses, err := x.senses(ctx, &all[i])
		if err != nil {
			return nil, err
		}
		out = append(out, x.settle(all[i], senses)...)
	}
	return out, nil
}

// settle is what a mark is read as: in the sense that was chosen, if one was, and
// otherwise as it is, with its senses noted.
func (x *lexer) settle(m mark, senses []sense) []mark {
	if len(senses) == 1 && m.unknown() {
		return senses[0].take()
	}
	if len(senses) < 2 {
		return []mark{m}
	}
	for _, s := range senses {
		if slices.Contains(x.meant, s.pin) {
			return s.take()
		}
	}
	x.open = append(x.open, open{m.from, m.to, senses, x.favours(&m)})
	return []mark{m}
}

// senses are what a name of something on record may mean: things of several kinds,
// somebody who is called so, or nothing but the words that it is made of.
func (x *lexer) senses(ctx context.Context, m *mark) ([]sense, error) {
	if m.unknown() {
		return x.eitherDay(m), nil
	}
	var all []sense
	k := joined(x.toks[m.from:m.to])
	for _, kind := range [...]string{"work", "prize", "court", "place", "around"} {
		values := m.ofKind(kind)
		if len(values) == 0 {
			continue
		}
		name := ""
		if kind == "around" {
			name = values[0].Text
		}
		all = append(all, sense{pin: kind + ":" + k, kind: kind, name: name, take: func() []mark {
			only := mark{from: m.from, to: m.to, values: values, cost: m.cost, meant: true}
			if kind == "prize" {
				only.concepts = m.concepts
			}
			return []mark{only}
		}})
	}
	if len(all) == 0 || m.typo {
		return nil, nil
	}
	people, err := x.bearers(ctx, m)
	if err != nil {
		return nil, err
	}
	if len(m.ofKind("around")) > 0 && len(people) > 0 && x.same(m.ofKind("around"), people) {
		all = slices.DeleteFunc(all, func(s sense) bool { return s.kind == "around" })
	}
	if len(people) > 0 {
		all = append(all, somebody(m, k, people))
	}
	if len(m.ofKind("work")) > 0 {
		if words, ok := x.bare(m.from, m.to); ok {
			all = append(all, sense{pin: "word:" + k, kind: "word", take: func() []mark { return words }})
		}
	}
	return all, nil
}

// somebody is the sense in which a mark is the name of those people.
func somebody(m *mark, k string, people []store.Summary) sense {
	named := mark{from: m.from, to: m.to, people: people, name: true}
	return sense{pin: "person:" + k, kind: "person", who: &people[0], take: func() []mark { return []mark{named} }}
}

// bearers are the people in whose names the words of a mark stand as they were typed.
func (x *lexer) bearers(ctx context.Context, m *mark) ([]store.Summary, error) {
	people, _, err := x.names(ctx, x.typed(m.from, m.to))
	k := joined(x.toks[m.from:m.to])
	some := called(people, k)
	for i := range people {
		if err != nil || slices.ContainsFunc(some, func(s store.Summary) bool { return s.ID == people[i].ID }) {
			continue
		}
		var also []string
		if also, err = x.also(ctx, people[i].Slug); slices.ContainsFunc(also, func(name string) bool { return inName(name, k) }) {
			some = append(some, people[i])
		}
	}
	return some, err
}

// also is what somebody on public record is called as well: aliases, other spellings.
func (a *Answerer) also(access store.Access) func(context.Context, string) ([]string, error) {
	return func(ctx context.Context, slug string) (all []string, err error) {
		file, _, err := a.public.Casefile(ctx, access, slug)
		if errors.Is(err, store.ErrNotFound) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		for i := range file.Casefile.Person.Names {
			all = append(all, file.Casefile.Person.Names[i].Text)
		}
		return all, nil
	}
}

// same reports whether everybody around whom those values name is one of the people: who has
// a part in another's case and a casefile.
func (x *lexer) same(around []value, people []store.Summary) bool {
	return !slices.ContainsFunc(around, func(v value) bool {
		return !slices.ContainsFunc(people, func(s store.Summary) bool {
			return alikeNames(v.Text, s.Name) || alikeNames(v.Text, s.NativeName)
		})
	})
}

// alikeNames reports whether each word of the shorter of two names is one of the other.
func alikeNames(a, b string) bool {
	short, long := strings.Fields(a), strings.Fields(b)
	if len(short) > len(long) {
		short, long = long, short
	}
	return len(short) > 0 && !slices.ContainsFunc(short, func(w string) bool {
		return !slices.ContainsFunc(long, func(o string) bool { return names.Similarity(w, o) >= sameWord })
	})
}

// chanceWords is how many words a title has at most that can stand in a question by chance.
const chanceWords = 3

// bare reads tokens as words of the language, none as the name of anything; ok is false where
// one of them is no such word, or none says anything.
func (x *lexer) bare(from, to int) (all []mark, ok bool) {
	if to-from > chanceWords {
		return nil, false
	}
	plain := *x
	plain.terms, plain.exact = nothing{}, true
	all = plain.cut(from, to)
	for i := range all {
		if all[i].unknown() {
			return nil, false
		}
		ok = ok || content(&all[i])
	}
	return all, ok
}

// surnames notes which words of a question that names nobody may be somebody's name too:
// آزادی is freedom, and the name of whoever is called so.
func (x *lexer) surnames(ctx context.Context, all []mark) ([]mark, error) {
	if slices.ContainsFunc(all, func(m mark) bool { return len(m.people) > 0 || m.of("pron") }) {
		return all, nil
	}
	var out []mark
	for i := range all {
		m := &all[i]
		if !x.surnamed(m) {
			out = append(out, *m)
			continue
		}
		people, err := x.bearers(ctx, m)
		if err != nil {
			return nil, err
		}
		var senses []sense
		if k := joined(x.toks[m.from:m.to]); len(people) > 0 {
			word := *m
			senses = []sense{{pin: "word:" + k, kind: "word", take: func() []mark { return []mark{word} }}, somebody(m, k, people)}
		}
		out = append(out, x.settle(*m, senses)...)
	}
	return out, nil
}

// surnamed reports whether a word of the lists is written so that it can be a name: with a
// capital where no sentence begins, or in letters that have none.
func (x *lexer) surnamed(m *mark) bool {
	if m.typo || len(m.values) > 0 || m.words(x) > 1 || !content(m) {
		return false
	}
	if persian(x.toks[m.from].text) {
		return true
	}
	return m.from > 0 && x.capital(m) && x.toks[m.from-1].text != "the" && !x.shouted()
}

// shouted reports whether capitals say nothing: all words have them.
func (x *lexer) shouted() bool {
	return len(x.toks) > 1 && !slices.ContainsFunc(x.toks, func(t token) bool { return !x.upper(t) })
}

func (x *lexer) upper(t token) bool { return strings.ToLower(t.raw) != t.raw }

// favours is what the way in which a name is written speaks for; nil for nothing: quotation
// marks and a capital for a name, a small letter where others have capitals for a word, the
// word before it for what that says.
func (x *lexer) favours(m *mark) func(sense) bool {
	of := func(kinds ...string) func(sense) bool {
		return func(s sense) bool { return slices.Contains(kinds, s.kind) }
	}
	if m.from > 0 {
		switch x.toks[m.from-1].text {
		case "film", "movie", "documentary", "song", "book", "novel", "album", "titled", "بنام":
			return of("work")
		case "mr", "mrs", "ms", "dr", "اقای", "خانم", "دکتر":
			return of("person", "around")
		case "judge", "lawyer", "attorney", "prosecutor", "قاضی":
			return of("around")
		case "prize", "award", "جایزه":
			return of("prize")
		case "prison", "زندان":
			return of("place")
		}
	}
	if x.possessive(m) || m.from > 0 && (x.toks[m.from-1].text == "of" || x.toks[m.from-1].text == "for") {
		return func(s sense) bool { return s.kind != "around" }
	}
	raw := x.toks[m.from].raw
	for _, quote := range [...]string{"“", "\"", "«", "„", "‘"} {
		if strings.Contains(x.text, quote+raw) {
			return of("work", "prize")
		}
	}
	if persian(raw) || x.shouted() {
		return nil
	}
	capitals := func(from, to int) bool { // beside that with which every sentence begins
		return slices.ContainsFunc(x.toks[max(from, 1):max(to, 1)], x.upper)
	}
	switch {
	case m.from > 0 && x.upper(x.toks[m.from]) || capitals(m.from+1, m.to):
		return func(s sense) bool { return s.kind != "word" }
	case m.from > 0 && (capitals(1, m.from) || capitals(m.to, len(x.toks))):
		return of("word")
	}
	return nil
}

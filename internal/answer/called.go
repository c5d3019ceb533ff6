package answer

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"vigil/internal/names"
	"vigil/store"
)

// named finds people's names in what the word lists made nothing of. A run of
// unknown words is tried whole and in parts, longest first; a neighbour that is
// a word as well as a name goes with it where the two are somebody's name.
func (x *lexer) named(ctx context.Context, all []mark) ([]mark, error) {
	for i := range all { // who has a casefile is meant, wherever else they are named
		m := &all[i]
		if m.meant || len(m.concepts) > 0 || len(m.people) > 0 || !m.names(store.FieldAround) {
			continue
		}
		people, _, err := x.names(ctx, x.typed(m.from, m.to))
		if err != nil {
			return nil, err
		}
		if len(people) > 0 {
			m.people, m.name, m.values = people, true, nil
		}
	}
	var out []mark
	if err := x.tracked(ctx, all); err != nil {
		return nil, err
	}
	for i := 0; i < len(all); {
		end := i
		for end < len(all) && end-i < nameRun && nameable(&all[end]) {
			end++
		}
		if end == i {
			out = append(out, all[i])
			i++
			continue
		}
		some, err := x.namesIn(ctx, all[i:end])
		if err != nil {
			return nil, err
		}
		out = append(out, some...)
		i = end
	}
	out, err := x.sounded(ctx, out)
	return x.joinNames(x.fullNames(out)), err
}

// tracked makes the name of somebody around a case that of the person it is,
// where they have a casefile of their own; and the title of a work that is called after
// somebody, unless a work is what is asked about.
func (x *lexer) tracked(ctx context.Context, all []mark) error {
	for i := range all {
		m := &all[i]
		title := m.to-m.from == 1 && len(m.concepts) == 0 && !slices.ContainsFunc(all, func(o mark) bool { return o.is("topic.work") })
		other := func(v value) bool {
			return v.Field != string(store.FieldAround) && (v.Field != string(store.FieldWork) || !title)
		}
		if m.meant || len(m.values) == 0 || slices.ContainsFunc(m.values, other) {
			continue
		}
		people, _, err := x.names(ctx, x.typed(m.from, m.to))
		if err != nil {
			return err
		}
		if len(people) > 0 {
			*m = mark{from: m.from, to: m.to, people: people, name: true}
		}
	}
	return nil
}

// nameWords is how many words of a question are tried as one name.
const nameWords = 4

// nameRun is how many words in a row are searched for names: of a longer run of
// unknown words only the parts.
const nameRun = 12

// namesIn finds the names in a run of marks that may be words of names: the
// longest that is somebody's, wherever in the run it stands, then those in what
// is left on either side of it. A run with nobody's name keeps who is called
// nearly so.
func (x *lexer) namesIn(ctx context.Context, run []mark) ([]mark, error) {
	if len(run) == 0 {
		return nil, nil
	}
	var near *mark
	for n := min(len(run), nameWords); n > 0; n-- {
		for i := 0; i+n <= len(run); i++ {
			part := run[i : i+n]
			text := x.typed(part[0].from, part[n-1].to)
			if !slices.ContainsFunc(part, nameWord) || strings.Trim(text, "0123456789/- ") == "" {
				continue
			}
			people, similar, err := x.names(ctx, text)
			if err != nil {
				return nil, err
			}
			if len(people) > 0 {
				before, err := x.namesIn(ctx, run[:i])
				if err != nil {
					return nil, err
				}
				after, err := x.namesIn(ctx, run[i+n:])
				found := mark{from: part[0].from, to: part[n-1].to, people: people, name: true}
				return slices.Concat(before, []mark{found}, after), err
			}
			if len(similar) > 0 && near == nil && (n > 1 || len(run) == 1) {
				near = &mark{from: part[0].from, to: part[n-1].to, similar: similar}
			}
		}
	}
	return x.nearly(run, near), nil
}

// nearly is a run in which nobody is named. What is written as a name is read as
// one, of nobody; what is nearly somebody's name keeps that.
func (x *lexer) nearly(run []mark, near *mark) []mark {
	var out []mark
	for i := 0; i < len(run); {
		end := i
		for end < len(run) && run[end].unknown() && (x.capital(&run[end]) || x.given(&run[i])) {
			end++
		}
		if end == i || end == i+1 && run[i].from == 0 && !x.given(&run[i]) { // a sentence begins with a capital anyway
			out = append(out, run[i])
			i++
			continue
		}
		out = append(out, mark{from: run[i].from, to: run[end-1].to, name: true})
		i = end
	}
	if near != nil {
		for i := range out {
			if m := &out[i]; m.unknown() && m.from < near.to && near.from < m.to {
				m.similar = near.similar
			}
		}
	}
	return out
}

// nameWord reports whether a mark by itself is a reason to look for a name.
func nameWord(m mark) bool { return m.unknown() || m.typo }

// capital reports whether a mark is written as names are in Latin script.
func (x *lexer) capital(m *mark) bool {
	for i := m.from; i < m.to; i++ {
		if first, _ := utf8.DecodeRuneInString(x.toks[i].raw); !unicode.IsUpper(first) {
			return false
		}
	}
	return true
}

// joinNames puts a name back together of which only a part is somebody's: a
// Setareh Karimi is nobody where only Setareh Khiali is on record, and so is an
// Ahmad Rasoulof.
func (x *lexer) joinNames(all []mark) []mark {
	var out []mark
	for _, m := range all {
		if len(out) > 0 {
			if last := &out[len(out)-1]; x.oneName(last, &m) {
				*last = mark{from: last.from, to: m.to, name: true, similar: append(slices.Clone(last.whom()), m.whom()...)}
				continue
			}
		}
		out = append(out, m)
	}
	return out
}

func (m *mark) whom() []store.Summary {
	if len(m.people) > 0 {
		return m.people
	}
	return m.similar
}

// oneName reports whether two marks in a row are words of one name, which as a
// whole is nobody's.
func (x *lexer) oneName(a, b *mark) bool {
	if a.to == b.from && x.givenNames(a, b) {
		return true
	}
	if !a.name || !b.name || a.to != b.from || x.toks[b.from].cut || x.possessive(a) || x.toks[a.to-1].word == x.toks[b.from].word {
		return false
	}
	switch {
	case len(a.people) == 0 && len(b.people) == 0:
		return false
	case a.words(x) > 1 || b.words(x) > 1:
		return false // a full name, and another word beside it
	case len(a.people) == 1 && len(b.people) == 1:
		last := strings.Fields(names.Fold(a.people[0].Name))
		return a.people[0].ID != b.people[0].ID && len(last) > 0 && last[len(last)-1] != x.toks[a.to-1].text
	}
	return x.capital(a) && x.capital(b)
}

// given reports whether a mark is a given name.
func (x *lexer) given(m *mark) bool { return x.lexicon.given[joined(x.toks[m.from:m.to])] }

// givenNames reports whether two marks in a row, of which one is a part of the name of
// somebody who is tracked, are a given name and a surname of somebody who isn't.
func (x *lexer) givenNames(a, b *mark) bool {
	if !x.given(a) || x.possessive(a) {
		return false
	}
	if len(a.people) > 0 && a.words(x) == 1 && b.typo && b.words(x) == 1 && x.surname(b) {
		return true // رضایی is no misspelt رهایی behind a given name
	}
	return a.unknown() && len(b.people) > 0 && b.words(x) == 1 || len(a.people) > 0 && b.unknown() && !b.small()
}

// surname reports whether a mark is written as surnames are: with a capital, or with
// an ending that they have in Persian.
func (x *lexer) surname(m *mark) bool {
	k := joined(x.toks[m.from:m.to])
	if !persian(k) {
		return x.capital(m)
	}
	for _, end := range [...]string{"ی", "یان", "زاده", "پور", "نیا", "نژاد", "فر", "وند", "لو"} {
		if strings.HasSuffix(k, end) {
			return true
		}
	}
	return false
}

// words is how many typed words a mark is.
func (m *mark) words(x *lexer) int {
	n := 1
	for i := m.from + 1; i < m.to; i++ {
		if x.toks[i].word != x.toks[i-1].word {
			n++
		}
	}
	return n
}

// possessive reports whether a name ends in 's: what follows is not part of it.
func (x *lexer) possessive(m *mark) bool {
	raw := x.toks[m.to-1].raw
	return strings.HasSuffix(raw, "'s") || strings.HasSuffix(raw, "’s") || strings.HasSuffix(raw, "s'")
}

// nameable reports whether a mark may be a word of a name.
func nameable(m *mark) bool {
	return len(m.people) == 0 && (m.unknown() || m.typo) && len(m.values) == 0 || m.typo
}

// typed is what was typed in those tokens.
func (x *lexer) typed(from, to int) string {
	var b strings.Builder
	for i := from; i < to; i++ {
		if i > from && x.toks[i].word == x.toks[i-1].word {
			continue
		}
		if i > from {
			b.WriteByte(' ')
		}
		b.WriteString(strings.TrimSuffix(strings.TrimSuffix(x.toks[i].raw, "'s"), "’s"))
	}
	return b.String()
}

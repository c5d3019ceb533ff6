package answer

import (
	"slices"
	"strings"

	"vigil/internal/names"
	"vigil/store"
)

// fullNames makes a name whole of which a part reads as a word: the نمونه پور of
// آروند نمونه پور, which is also a denied form of a verb. It takes only what stands in the
// person's name as it is typed.
func (x *lexer) fullNames(all []mark) []mark {
	var out []mark
	for i := 0; i < len(all); {
		if n := len(out); n > 0 && x.sameName(&out[n-1], &all[i]) { // داویت ایزاک
			out[n-1].to = all[i].to
			i++
			continue
		}
		if i+1 < len(all) && x.sameName(&all[i+1], &all[i]) { // ایوان گرشکوویچ
			all[i+1].from = all[i].from
			i++
			continue
		}
		to, whom := x.fullName(all, i)
		if to <= i+1 {
			out = append(out, all[i])
			i++
			continue
		}
		out = append(out, mark{from: all[i].from, to: all[to-1].to, people: whom, name: true})
		i = to
	}
	return out
}

// fullName is where the longest name ends that begins at mark i, and whose it
// is; one of its marks has been found to name the person.
func (x *lexer) fullName(all []mark, i int) (to int, whom []store.Summary) {
	for to = min(len(all), i+2*nameWords); to > i+1; to-- {
		part := all[i:to]
		at := slices.IndexFunc(part, func(m mark) bool { return len(m.people) > 0 })
		if at < 0 {
			return i, nil
		}
		if whom = called(part[at].people, joined(x.toks[part[0].from:part[len(part)-1].to])); len(whom) > 0 {
			return to, whom
		}
	}
	return i, nil
}

// called are those of some people in whose names words in a row, joined, are that.
func called(people []store.Summary, joined string) []store.Summary {
	var some []store.Summary
	for _, s := range people {
		if inName(s.Name, joined) || inName(s.NativeName, joined) {
			some = append(some, s)
		}
	}
	return some
}

// inName reports whether words in a row of a name, joined, are that.
func inName(name, joined string) bool {
	words := strings.Fields(names.Fold(name))
	for i := range words {
		rest := joined
		for _, w := range words[i:] {
			var ok bool
			if rest, ok = strings.CutPrefix(rest, w); !ok {
				break
			}
			if rest == "" {
				return true
			}
		}
	}
	return false
}

// sameName reports whether a word in Arabic letters right beside the name of somebody whose
// name is on record in Latin ones is another word of that name. What the word lists know in
// this very form is none, and what they know in another form, or but for a slip, only where it
// sounds just so: the ایوان of ایوان گرشکوویچ, which is nearly ایران.
func (x *lexer) sameName(name, m *mark) bool {
	if len(name.people) != 1 || name.to != m.from && m.to != name.from || !persian(x.toks[m.from].raw) || persian(name.people[0].NativeName) || x.toks[max(name.from, m.from)].cut {
		return false
	}
	k := joined(x.toks[m.from:m.to])
	if len(m.people) > 0 || !m.date.IsZero() || m.month > 0 || m.number != nil || len(x.phrases[k]) > 0 || len(x.terms.Terms(k)) > 0 {
		return false
	}
	typed := x.typed(m.from, m.to)
	return slices.ContainsFunc(strings.Fields(name.people[0].Name), func(w string) bool {
		for _, part := range append(strings.Split(w, "-"), w) {
			alike := names.SimilarityAbroad(typed, part)
			if alike >= sameWord || (m.unknown() || m.typo) && alike >= nearWord && strings.ContainsAny(typed[:2], "اآع") && strings.ContainsAny(part[:1], "AEIOUaeiou") {
				return true
			}
		}
		return false
	})
}

// sameWord is how alike two spellings of one word of a name are at least, and nearWord where
// both begin with a vowel, which Persian writes with one letter: ایزاک is Isaak, but
// احمدی not Mohammadi.
const (
	sameWord = 0.85
	nearWord = 0.75
)

package answer

import (
	"context"
	"slices"
	"strings"
)

// named finds people's names in what the word lists made nothing of. A run of
// unknown words is tried whole and in parts, longest first; a neighbour that is
// a word as well as a name goes with it where the two are somebody's name.
func (x *lexer) named(ctx context.Context, all []mark) ([]mark, error) {
	var out []mark
	for i := 0; i < len(all); {
		if !nameable(&all[i]) {
			out = append(out, all[i])
			i++
			continue
		}
		m, next, err := x.nameAt(ctx, all, i)
		if err != nil {
			return nil, err
		}
		out = append(out, m)
		i = next
	}
	return out, nil
}

// nameWords is how many words of a question are tried as one name.
const nameWords = 4

// nameAt reads the name that begins at mark i, which may begin one.
func (x *lexer) nameAt(ctx context.Context, all []mark, i int) (mark, int, error) {
	end := i
	for end < len(all) && end-i < nameWords && nameable(&all[end]) {
		end++
	}
	var near mark
	nearEnd := i
	for to := end; to > i; to-- {
		if !slices.ContainsFunc(all[i:to], func(m mark) bool { return m.unknown() || m.typo }) {
			continue
		}
		from, until := all[i].from, all[to-1].to
		text := x.typed(from, until)
		if strings.Trim(text, "0123456789/- ") == "" {
			continue
		}
		people, similar, err := x.names(ctx, text)
		if err != nil {
			return mark{}, i, err
		}
		if len(people) > 0 {
			return mark{from: from, to: until, people: people, name: true}, to, nil
		}
		if len(similar) > 0 && nearEnd == i {
			near = mark{from: from, to: until, similar: similar, name: true}
			nearEnd = to
		}
	}
	if all[i].unknown() && nearEnd > i {
		return near, nearEnd, nil
	}
	m := all[i]
	return m, i + 1, nil
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

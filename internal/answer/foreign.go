package answer

import (
	"slices"
	"strings"

	"vigil/internal/names"
)

// institutions are words for courts and prisons in Persian and as records in
// English have them; the English are put before a name, the Persian too.
//
//nolint:gochecknoglobals // a table that is only read
var institutions = []struct{ persian, before, after string }{
	{"شعبه", "branch", ""},
	{"بند", "ward", ""},
	{"زندان", "", "prison"},
	{"بازداشتگاه", "", "detentioncentre"},
	{"بیمارستان", "", "hospital"},
	{"دانشگاه", "", "university"},
}

// inEnglish is the key of what a Persian key names, as records have it in English: شعبه ۹۲ is
// branch 92, زندان اوین is Evin prison; "" where the list of words has none.
func (x *lexicon) inEnglish(key string) string {
	for _, in := range institutions {
		name, ok := strings.CutPrefix(key, in.persian)
		if !ok || name == "" {
			continue
		}
		if english := x.englishName(strings.TrimPrefix(name, "ی")); english != "" {
			return in.before + english + in.after
		}
		if english := x.englishName(name); english != "" {
			return in.before + english + in.after
		}
	}
	return ""
}

// englishName is a number, or a name of the list of words of records, in English.
func (x *lexicon) englishName(name string) string {
	if strings.Trim(name, "0123456789") == "" {
		return name
	}
	for _, c := range x.glosses[name] {
		return c.name()
	}
	return ""
}

// abroad are the values of the record that tokens name in another script than
// the record: by the list of words, or by their sound.
func (x *lexer) abroad(m *mark) []value {
	k := joined(x.toks[m.from:m.to])
	if english := x.inEnglish(k); english != "" {
		if v := x.terms.Terms(english); len(v) > 0 {
			return v
		}
	}
	if len(x.phrases[k]) > 0 {
		return nil
	}
	for _, c := range x.gloss(k) {
		if v := x.terms.Terms(c.name()); len(v) > 0 {
			return v
		}
	}
	return nil
}

// sounded finds the names of things and of people around cases that Persian writes in
// its own letters and the record in Latin ones, in runs of words of which nothing
// was made: مصطفی نیلی is Mostafa Nili.
func (x *lexer) sounded(all []mark) []mark {
	var out []mark
	for i := 0; i < len(all); {
		m, to := x.soundAt(all, i)
		if to == i {
			out = append(out, all[i])
			i++
			continue
		}
		out = append(out, m)
		i = to
	}
	return out
}

func (x *lexer) soundAt(all []mark, i int) (mark, int) {
	end := i
	for end < len(all) && end-i < nameWords && (x.soundable(&all[end]) || end > i && end+1 < len(all) && !all[end].small() && x.soundable(&all[end+1])) {
		end++ // وکیل in مینا وکیل فرضی is a word, but in between it may be of the name
	}
	for to := end; to > i; to-- {
		if !slices.ContainsFunc(all[i:to], func(m mark) bool { return m.unknown() }) {
			continue
		}
		name := x.typed(all[i].from, all[to-1].to)
		if strings.TrimSpace(names.ConsonantKey(name)) == "" {
			continue
		}
		if v := x.terms.Sounding(name); len(v) > 0 {
			return mark{from: all[i].from, to: all[to-1].to, values: v, cost: costValue}, to
		}
	}
	return mark{}, i
}

// soundable reports whether a mark may be a word of a name by its sound: one that nothing was
// made of, or a given name that is also somebody's who is tracked.
func (x *lexer) soundable(m *mark) bool {
	return (x.arabic(m) || x.latin) && (m.unknown() || len(m.people) > 0 && m.words(x) == 1 && x.given(m))
}

// arabic reports whether a mark is written in Arabic script.
func (x *lexer) arabic(m *mark) bool { return persian(x.toks[m.from].raw) }

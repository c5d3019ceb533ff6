package answer

import (
	"context"
	"slices"
	"strings"

	"vigil/internal/names"
	"vigil/store"
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
func (x *lexer) sounded(ctx context.Context, all []mark) ([]mark, error) {
	var out []mark
	for i := 0; i < len(all); {
		m, to := x.titleAt(all, i)
		if to == i {
			var err error
			if m, to, err = x.soundAt(ctx, all, i); err != nil {
				return nil, err
			}
		}
		if to == i {
			out = append(out, all[i])
			i++
			continue
		}
		out = append(out, m)
		i = to
	}
	return out, nil
}

// titleAt is the title of several words, or the name of a prize, that begins at mark i: all of it
// in the sound of the record, whatever its words mean by themselves: شیطان وجود ندارد is Sheytan
// Vojud Nadarad. Or each word of it in English: شکنجهٔ سفید is White Torture.
func (x *lexer) titleAt(all []mark, i int) (mark, int) {
	if !x.arabic(&all[i]) || len(all[i].people) > 0 {
		return mark{}, i
	}
	for to := min(len(all), i+titleWords); to > i+1; to-- {
		from, end := all[i].from, all[to-1].to
		if slices.ContainsFunc(all[i:to], func(m mark) bool { return !x.arabic(&m) || len(m.people) > 0 || !m.date.IsZero() }) {
			continue
		}
		if v := titles(x.translated(x.toks[from:end])); len(v) > 0 {
			return mark{from: from, to: end, values: v, cost: costValue}, to
		}
		name := x.typed(from, end)
		if len(strings.ReplaceAll(names.ConsonantKey(name), " ", "")) < titleConsonants {
			continue
		}
		if v := titles(x.terms.Sounding(name)); len(v) > 0 {
			return mark{from: from, to: end, values: v, cost: costValue}, to
		}
	}
	return mark{}, i
}

// titles are those of the values that are called something of several words by
// whoever made or gave them: works and prizes.
func titles(all []value) []value {
	return slices.DeleteFunc(slices.Clone(all), func(v value) bool {
		return v.Field != string(store.FieldWork) && v.Field != string(store.FieldAward)
	})
}

// titleWords is how many words of a question are tried as one title, and titleConsonants how many
// consonants it has at least: fewer are too like other words.
const (
	titleWords      = 6
	titleConsonants = 4
)

// translated are the titles on record whose words those of a Persian title are in the list of words
// of titles, in the order of either language.
func (x *lexer) translated(toks []token) []value {
	var english []string
	for i := 0; i < len(toks); {
		word, n := x.titleWord(toks[i:])
		if word == "" || len(english) == mostTranslated {
			return nil
		}
		english = append(english, word)
		i += n
	}
	if len(english) < 2 {
		return nil
	}
	for _, order := range orders(english) {
		for _, k := range joinedTitles(order) {
			if v := x.terms.Terms(k); len(v) > 0 {
				return v
			}
		}
	}
	return nil
}

// titleWord is the English for the word of a title that tokens begin with, and how many they are:
// two where they make one word, or the second is an ending. "" where the list has none.
func (x *lexer) titleWord(toks []token) (english string, n int) {
	if len(toks) > 1 {
		if w := x.titles[toks[0].text+toks[1].text]; w != "" {
			return w, 2
		}
	}
	n = 1
	for n < len(toks) && toks[n].word == toks[0].word && affixes[toks[n].text] {
		n++
	}
	if w := x.titles[toks[0].text]; w != "" {
		return w, n
	}
	for _, s := range stems(toks[0].text) {
		if w := x.titles[s]; w != "" {
			return w, n
		}
	}
	return "", n
}

// mostTranslated is how many words a title has at most that is looked for in translation.
const mostTranslated = 3

// orders are the words in each order.
func orders(words []string) [][]string {
	if len(words) < 2 {
		return [][]string{words}
	}
	var all [][]string
	for i := range words {
		rest := slices.Concat(words[:i:i], words[i+1:])
		for _, o := range orders(rest) {
			all = append(all, append([]string{words[i]}, o...))
		}
	}
	return all
}

// joinedTitles are the keys of titles that those words make, with the small words of English
// between them: whitetorture, theseedofthesacredfig.
func joinedTitles(words []string) []string {
	all := []string{words[0], "the" + words[0]}
	for _, w := range words[1:] {
		var longer []string
		for _, k := range all {
			for _, between := range [...]string{"", "of", "ofthe", "the", "and", "inthe"} {
				longer = append(longer, k+between+w)
			}
		}
		all = longer
	}
	return all
}

func (x *lexer) soundAt(ctx context.Context, all []mark, i int) (mark, int, error) {
	end := i
	for end < len(all) && end-i < nameWords && (x.soundable(&all[end]) || end+1 < len(all) && !all[end].small() && x.arabic(&all[end]) && (x.soundable(&all[end+1]) || all[end+1].names(store.FieldAround))) {
		end++ // وکیل in مینا وکیل فرضی is a word, and انصاف in انصاف حیدر, but it may be of the name
	}
	for to := end; to > i; to-- {
		if !slices.ContainsFunc(all[i:to], func(m mark) bool { return m.unknown() }) {
			continue
		}
		name := x.typed(all[i].from, all[to-1].to)
		if strings.TrimSpace(names.ConsonantKey(name)) == "" {
			continue
		}
		v := x.terms.Sounding(name)
		if len(v) == 0 {
			continue
		}
		m := mark{from: all[i].from, to: all[to-1].to, values: v, cost: costValue}
		if to == i+1 && m.names(store.FieldAround) {
			_, similar, err := x.names(ctx, name)
			if err != nil {
				return mark{}, i, err
			}
			if whom := surnamed(name, similar); len(whom) > 0 {
				m.people, m.name, m.values = whom, true, nil
			}
		}
		return m, to, nil
	}
	return mark{}, i, nil
}

// surnamed are those of the similar whose surname sounds just so: ایساک is Isaak's rather than that of his
// brother Isaac, who is around his case.
func surnamed(name string, similar []store.Summary) []store.Summary {
	return slices.DeleteFunc(slices.Clone(similar), func(s store.Summary) bool {
		words := strings.Fields(s.Name)
		return persian(s.NativeName) || len(words) == 0 || names.Similarity(name, words[len(words)-1]) < sureSurname
	})
}

// soundable reports whether a mark may be a word of a name by its sound: one that nothing was
// made of, or a name that is also somebody's who is tracked: a given name, or one
// that is recorded in Latin letters.
func (x *lexer) soundable(m *mark) bool {
	return (x.arabic(m) || x.latin) && (m.unknown() || len(m.people) > 0 && m.words(x) == 1 && (x.given(m) || !persian(m.people[0].NativeName)))
}

// sureSurname is how alike a typed surname and one on record are at least.
const sureSurname = 0.9

// arabic reports whether a mark is written in Arabic script.
func (x *lexer) arabic(m *mark) bool { return persian(x.toks[m.from].raw) }

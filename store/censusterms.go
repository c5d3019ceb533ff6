package store

import (
	"slices"
	"strings"
	"unicode/utf8"

	"vigil/internal/names"
)

// termsOf are the keys of what a value may be called, its own first: people
// say Evin of Evin Prison, branch 26 of a court, Golden Bear of the Golden Bear
// for best film. Whether a name means one value alone, whoever asks must see.
func termsOf(field Field, key, text string) []string {
	if key == "" {
		return nil
	}
	t := terms{all: []string{key}}
	switch field {
	case FieldCharge:
		t.charge(text)
	case FieldCourt:
		t.court(text)
	case FieldPlace:
		t.place(text)
	case FieldWork:
		t.work(text)
	case FieldAward:
		t.award(text)
	case FieldGiver:
		t.giver(text)
	case FieldProfession:
		words := strings.Fields(names.Fold(text))
		for i := 1; i < len(words); i++ { // a film director is a director
			t.add(strings.Join(words[i:], ""))
		}
	case FieldOf:
		t.parts(text, ",")
	}
	return t.all
}

// terms gathers what a value may be called.
type terms struct{ all []string }

// shortTerm is how many letters a part must have that stands for the whole.
const shortTerm = 3

func (t *terms) add(text string) {
	if key := keyOf(text); utf8.RuneCountInString(key) >= shortTerm && !slices.Contains(t.all, key) {
		t.all = append(t.all, key)
	}
}

// parts adds what stands between the signs.
func (t *terms) parts(text, signs string) []string {
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(signs, r) })
	for _, p := range parts {
		t.add(p)
	}
	return parts
}

// bare is the text without what stands in brackets, and what stood in them.
func bare(text string) (outside string, inside []string) {
	for {
		open := strings.IndexByte(text, '(')
		if open < 0 {
			return strings.TrimSpace(outside + text), inside
		}
		end := strings.IndexByte(text[open:], ')')
		if end < 0 {
			return strings.TrimSpace(outside + text), inside
		}
		inside = append(inside, text[open+1:open+end])
		outside, text = outside+text[:open], text[open+end+1:]
	}
}

// beginnings adds what stands before each of the words, when it is enough to
// know the value by.
func (t *terms) beginnings(text string, words ...string) {
	folded := names.Fold(text)
	for _, w := range words {
		if at := strings.Index(folded, " "+w+" "); at > 0 {
			t.add(folded[:at])
		}
	}
}

func (t *terms) charge(text string) {
	text, _ = bare(text)
	t.add(text)
	for _, p := range t.parts(text, ";,:؛،") {
		t.beginnings(p, "against", "with", "of", "to", "for", "in", "on", "over", "by", "علیه", "در", "با", "از")
	}
}

func (t *terms) court(text string) {
	text, inside := bare(text)
	t.add(text)
	for _, p := range t.parts(text, ",،") {
		t.beginnings(p, "of", "at", "sitting")
		if _, rest, cut := strings.Cut(names.Fold(p), " "); cut && strings.HasSuffix(rest, " court") {
			t.add(rest) // the Islamic Revolutionary Court is a revolutionary court
		}
	}
	for _, p := range inside {
		t.add(p)
		t.add(strings.TrimPrefix(names.Fold(p), "judge "))
	}
}

func (t *terms) place(text string) {
	text, _ = bare(text)
	t.add(text)
	for _, kind := range []string{"central prison", "women prison", "زندان مرکزی", "زندان زنان"} { // of whichever city
		if folded := names.Fold(text); strings.HasSuffix(folded, " "+kind) || strings.HasPrefix(folded, kind+" ") {
			t.add(kind)
		}
	}
	for _, p := range append([]string{text}, t.parts(text, ",،")...) {
		p = names.Fold(p)
		for _, kind := range []string{" detention centre", " detention center", " penal colony", " prison", " jail", " central"} { //nolint:misspell // both are written
			if short, cut := strings.CutSuffix(p, kind); cut {
				t.add(short)
				p = short
			}
		}
		if short, cut := strings.CutPrefix(p, "زندان "); cut {
			t.add(short)
		}
	}
}

func (t *terms) work(text string) {
	text, _ = bare(text)
	t.add(text)
	folded := names.Fold(text)
	for _, article := range []string{"the ", "a ", "an "} {
		if short, cut := strings.CutPrefix(folded, article); cut {
			t.add(short)
		}
	}
	if at := strings.IndexByte(text, ':'); at > 0 {
		t.add(text[:at])
	}
}

func (t *terms) award(text string) {
	text, _ = bare(text)
	t.add(text)
	for _, p := range append([]string{text}, t.parts(text, ",،/")...) {
		t.beginnings(p, "for")
		t.prize(p)
	}
	t.prize(strings.SplitN(names.Fold(text), " for ", 2)[0])
}

// prize adds the name of a prize without that word.
func (t *terms) prize(text string) {
	folded := names.Fold(text)
	for _, kind := range []string{" peace prize", " prize", " awards", " award", " medal"} {
		if short, cut := strings.CutSuffix(folded, kind); cut {
			t.add(short)
		}
	}
}

func (t *terms) giver(text string) {
	text, _ = bare(text)
	t.add(text)
	for _, p := range append([]string{text}, t.parts(text, ",،")...) {
		folded := names.Fold(p)
		for _, kind := range []string{" international film festival", " film festival", " festival"} {
			if short, cut := strings.CutSuffix(folded, kind); cut {
				t.add(short)
				break
			}
		}
		for _, also := range festivals()[keyOf(p)] {
			t.add(also)
		}
	}
}

// festivals are other names of festivals that many know better.
func festivals() map[string][]string {
	return map[string][]string{
		"berlininternationalfilmfestival": {"Berlinale", "Berlin Film Festival", "برلیناله", "برلین", "جشنواره برلین", "جشنواره فیلم برلین"},
		"cannesfilmfestival":              {"Festival de Cannes", "کن", "جشنواره کن", "جشنواره فیلم کن"},
		"venicefilmfestival":              {"Venice International Film Festival", "ونیز", "جشنواره ونیز", "جشنواره فیلم ونیز"},
		"locarnofilmfestival":             {"لوکارنو", "جشنواره لوکارنو"},
		"fajrfilmfestival":                {"Fajr International Film Festival", "فجر", "جشنواره فجر", "جشنواره فیلم فجر"},
	}
}

// names are how somebody around is called beside the name on record; a lawyer
// or a judge by the family name too.
func (a *Around) names() []string {
	all := a.Also
	if !slices.Contains(a.roles, "lawyer") && !slices.Contains(a.roles, "judge") {
		return all
	}
	all = slices.Clip(all)
	for _, n := range append([]string{a.Name}, a.Also...) {
		n, _ = bare(n)
		if words := strings.Fields(n); len(words) > 1 {
			all = append(all, words[len(words)-1])
		}
	}
	return all
}

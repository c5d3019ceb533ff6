package answer

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// sounding is one spelling of what people write in Latin letters as they hear
// it: shood is shod, shallaq is shalagh, chiyeh is chie.
func sounding(word string) string {
	s := word
	for _, r := range [...][2]string{
		{"gh", "q"}, {"oo", "o"}, {"ou", "o"}, {"u", "o"}, {"ee", "i"}, {"aa", "a"}, {"iy", "i"}, {"x", "kh"}, {"w", "v"}, {"ck", "k"}, {"ei", "ey"}, {"ph", "f"},
	} {
		s = strings.ReplaceAll(s, r[0], r[1])
	}
	var b strings.Builder
	last := rune(0)
	for _, r := range s {
		if r != last {
			b.WriteRune(r)
		}
		last = r
	}
	s = b.String()
	if rest, ok := strings.CutSuffix(s, "eh"); ok && len(rest) > 1 {
		s = rest + "e"
	}
	return s
}

// addFinglish adds a phrase of the list of Persian words in Latin letters.
func (x *lexicon) addFinglish(c concept, phrase string) {
	k := sounding(key(phrase))
	if k == "" || slices.Contains(x.finglish[k], c) {
		return
	}
	x.finglish[k] = append(x.finglish[k], c)
}

// finglishEndings are possessives, the copula, the ezafe, plurals and the object
// marker, longest first.
//
//nolint:gochecknoglobals // a table that is only read
var finglishEndings = [...]string{"hayi", "haei", "ayi", "aei", "hashon", "eshon", "haye", "hash", "eshe", "esho", "shon", "ast", "esh", "ash", "and", "ha", "st", "an", "am", "ro", "ra", "sh", "ye", "as", "e", "o", "i", "a"}

// finglishMeans is what a run of letters means as Persian.
func (x *lexicon) finglishMeans(joined string) []concept {
	k := sounding(joined)
	if c := x.finglish[k]; len(c) > 0 {
		return c
	}
	for _, e := range finglishEndings {
		rest, ok := strings.CutSuffix(k, e)
		if !ok || utf8.RuneCountInString(rest) < shortest {
			continue
		}
		if c := x.finglish[rest]; len(c) > 0 && !onlySmall(c) {
			return c
		}
	}
	return nil
}

// isFinglish reports whether a question is Persian in Latin letters: more of
// its words are that, and not English, than the other way round.
func (x *lexicon) isFinglish(toks []token) bool {
	persian, english := 0, 0
	for i := range toks {
		_, isEnglish := x.phrases[toks[i].text]
		c := x.finglishMeans(toks[i].text)
		switch {
		case len(c) > 0 && !isEnglish && toks[i].raw == strings.ToLower(toks[i].raw): // otherwise perhaps somebody's name
			persian++
		case isEnglish && len(c) == 0:
			english++
		}
	}
	return persian > english
}

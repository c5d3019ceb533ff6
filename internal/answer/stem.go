package answer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// endings are what a word may end in beside its form in the word lists, longest
// first: English plurals and verb forms, Persian plurals, possessives, the
// copula and the object marker as people write them.
func endings(s string) []string {
	if first, _ := utf8.DecodeRuneInString(s); unicode.Is(unicode.Arabic, first) {
		return []string{
			"هایشان", "هاشون", "هایی", "هایش", "هاست", "هاشو", "هام", "هاش", "های", "هارو", "هارا", "ها",
			"شان", "شون", "یست", "یه", "یند", "ین", "مان", "تان", "یان", "گان", "ستن", "ست", "یم", "ند", "ات", "اش", "ام", "ان", "ای", "رو", "را",
			"ه", "ی", "و", "ش", "م", "ن", "ا",
		}
	}
	return []string{"ings", "ing", "ers", "ies", "ed", "es", "er", "s", "d"}
}

// affixes are the endings of Persian words that are written after a half space,
// folded.
//
//nolint:gochecknoglobals // a table that is only read
var affixes = func() map[string]bool {
	all := map[string]bool{}
	for _, s := range strings.Fields("ها های هایی هایش هاش هایشان هاشون هاشو هارو هام هات هایم هایت ای ام ات اش ایم اید اند ان شان شون مان تان ست س تر ترین تری تره رو را و ی ه") {
		all[s] = true
	}
	return all
}()

// shortest is how many letters have to be left of a word without its ending.
const shortest = 3

// stems are the forms that a word may be of.
func stems(s string) []string {
	var all []string
	for _, e := range endings(s) {
		rest, ok := strings.CutSuffix(s, e)
		if !ok || utf8.RuneCountInString(rest) < shortest {
			continue
		}
		all = append(all, rest)
		if e == "ies" {
			all = append(all, rest+"y")
		}
		if e[0] == 'i' || e[0] == 'e' { // making: make
			all = append(all, rest+"e")
		}
	}
	return all
}

// stem is what a word means that is another form of a known one.
func (x *lexer) stem(word string) []concept {
	for _, s := range stems(word) {
		if c := x.phrases[s]; len(c) > 0 && !onlySmall(c) {
			return c
		}
	}
	return nil
}

// stemLast is what a Persian phrase means whose last word has an ending:
// حقوق بشره.
func (x *lexer) stemLast(i, to int) []concept {
	if !persian(x.toks[to-1].raw) {
		return nil
	}
	before := joined(x.toks[i : to-1])
	for _, s := range stems(x.toks[to-1].text) {
		if c := x.phrases[before+s]; len(c) > 0 && !onlySmall(c) {
			return c
		}
	}
	return nil
}

// onlySmall reports whether a word is nothing but a small word or a number: of
// those other forms aren't looked for.
func onlySmall(all []concept) bool {
	return !slices.ContainsFunc(all, func(c concept) bool {
		switch c.class() {
		case "fill", "aux", "number", "logic", "time", "pron":
			return false
		}
		return true
	})
}

func (x *lexer) stemmed(word string) []value {
	for _, s := range stems(word) {
		if v := x.terms.Terms(s); len(v) > 0 {
			return v
		}
	}
	return nil
}

// near is what a word means that is a known one but for a slip: one letter
// wrong, missing, too many or in the other's place; two in long words. Nothing
// when two words are equally near.
func (x *lexicon) near(word string) []concept {
	n := utf8.RuneCountInString(word)
	allowed := 0
	switch {
	case n >= 9:
		allowed = 2
	case n >= 5:
		allowed = 1
	}
	if x.plain[word] {
		return nil
	}
	var found []string
	for ; allowed > 0 && len(found) == 0; allowed = 0 {
		for d := 1; d <= allowed && len(found) == 0; d++ {
			for l := n - d; l <= n+d; l++ {
				for _, k := range x.byLen[l] {
					if firstRune(k) == firstRune(word) && distance(word, k, d) <= d && !onlySmall(x.phrases[k]) && !hasty(x.phrases[k]) {
						found = append(found, k)
					}
				}
			}
		}
	}
	if len(found) == 0 {
		return nil
	}
	first := x.phrases[found[0]]
	for _, k := range found[1:] {
		if !slices.ContainsFunc(x.phrases[k], func(c concept) bool { return slices.Contains(first, c) }) {
			return nil
		}
	}
	return first
}

// hasty reports whether a word decides that a question is refused: it isn't read
// from a word that is only nearly so.
func hasty(all []concept) bool {
	return slices.ContainsFunc(all, func(c concept) bool {
		return c == "opinion" || c == "predict" || c == "off"
	})
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// distance is how many letters differ between a and b, two that changed places
// counting once; beyond limit it is just more than that.
func distance(a, b string, limit int) int {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) > limit || len(y)-len(x) > limit {
		return limit + 1
	}
	var rows [3][64]int
	if len(y) >= len(rows[0]) {
		return limit + 1
	}
	last, now, before := &rows[0], &rows[1], &rows[2]
	for j := range len(y) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		now[0] = i
		least := i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			now[j] = min(last[j]+1, now[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				now[j] = min(now[j], before[j-2]+1)
			}
			least = min(least, now[j])
		}
		if least > limit {
			return limit + 1
		}
		before, last, now = last, now, before
	}
	return last[len(y)]
}

package commands

import (
	"slices"
	"strings"

	"vigil/internal/card"
	"vigil/internal/locale"
	"vigil/store"
)

// allKinds stands for every kind of announcement where kinds are typed.
const allKinds = "all"

// separates reports whether it stands between words that are listed.
func separates(c rune) bool { return strings.ContainsRune(" ,،;؛\t\n", c) }

// wordsFor are the words by which something can be typed, its code first and
// then those of the catalogue's key with that beginning, in every language.
func (d Deps) wordsFor(code, key string) []string {
	words := []string{code}
	for _, lang := range d.Words.Languages() {
		words = append(words, strings.Fields(d.Words.For(lang.Code, locale.Options{}).T(key+code))...)
	}
	return words
}

// worded is which of the codes a word means.
func (d Deps) worded(word, key string, codes []string) (code string, ok bool) {
	typed := locale.Fold(word)
	for _, code := range codes {
		if slices.ContainsFunc(d.wordsFor(code, key), func(w string) bool { return locale.Fold(w) == typed }) {
			return code, true
		}
	}
	return "", false
}

// kindWords is where the words for kinds stand in the catalogue.
const kindWords = "announced.words."

// kindCodes are what can be typed for kinds.
func kindCodes() []string {
	codes := []string{allKinds}
	for _, k := range store.AllAnnounced() {
		codes = append(codes, string(k))
	}
	return codes
}

// kindsTyped reads kinds as they were typed, in the order in which people read
// them. The error is a [*Refused] that says which word isn't one.
func (d Deps) kindsTyped(typed string, l *locale.Locale) ([]store.Announced, error) {
	chosen := map[string]bool{}
	for _, word := range strings.FieldsFunc(typed, separates) {
		kind, ok := d.worded(word, kindWords, kindCodes())
		if !ok {
			return nil, &Refused{l.T("setup.channel.unknown_kind", locale.Name("typed", typedShown(word)))}
		}
		chosen[kind] = true
	}
	var kinds []store.Announced
	for _, k := range store.AllAnnounced() {
		if chosen[allKinds] || chosen[string(k)] {
			kinds = append(kinds, k)
		}
	}
	if len(kinds) == 0 {
		return nil, &Refused{l.T("setup.channel.no_kind")}
	}
	return kinds, nil
}

// kindsSaid are the kinds in a reader's words.
func kindsSaid(kinds []store.Announced, l *locale.Locale) string {
	if len(kinds) == len(store.AllAnnounced()) {
		return l.T("announced.all")
	}
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = l.T("announced." + string(k))
	}
	return l.List(names)
}

// suggestKinds completes the last word of the kinds that are typed.
func (d Deps) suggestKinds(r Request) []card.Choice {
	typed := r.Text("kinds")
	before, last := "", typed
	if i := strings.LastIndexFunc(typed, separates); i >= 0 {
		before, last = typed[:i], strings.TrimLeftFunc(typed[i:], separates)
	}
	var codes, names []string
	for _, word := range strings.FieldsFunc(before, separates) {
		kind, ok := d.worded(word, kindWords, kindCodes())
		if !ok || kind == allKinds {
			return nil // said when it is sent; and to all there is nothing to add
		}
		codes, names = append(codes, kind), append(names, r.Locale.T("announced."+kind))
	}
	var choices []card.Choice
	for _, kind := range kindCodes() {
		fits := func(w string) bool { return strings.HasPrefix(locale.Fold(w), locale.Fold(last)) }
		if kind == allKinds && len(codes) > 0 || slices.Contains(codes, kind) || !slices.ContainsFunc(d.wordsFor(kind, kindWords), fits) {
			continue
		}
		choices = append(choices, card.Choice{
			Label: card.Cut(r.Locale.List(append(slices.Clone(names), r.Locale.T("announced."+kind))), maxLabel),
			Value: strings.Join(append(slices.Clone(codes), kind), " "),
		})
	}
	return choices
}

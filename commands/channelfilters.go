package commands

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/store"
)

// noFilters clears the filters where they are typed.
const noFilters = "none"

// filterKeys are what a channel's announcements are narrowed down by.
func filterKeys() []string { return []string{"country", "status", "profession"} }

// filterKeyPattern finds the keys in filters such as
// "country:IR status:imprisoned profession:film-maker". What follows a key goes
// on until the next one, so that it may have spaces; commas stand between
// several.
var filterKeyPattern = regexp.MustCompile(`([^\s,،;؛:=：]+)\s*[:=：]`)

// filterPart is a key with what was typed for it; from is where that begins.
type filterPart struct {
	key, values string
	from        int
}

// filterParts takes typed filters apart. unknown is the first word that isn't
// in its place, "" if each is.
func (d Deps) filterParts(typed string) (parts []filterPart, unknown string) {
	found := filterKeyPattern.FindAllStringSubmatchIndex(typed, -1)
	before := typed
	if len(found) > 0 {
		before = typed[:found[0][0]]
	}
	if loose := strings.FieldsFunc(before, separates); len(loose) > 0 {
		return nil, loose[0]
	}
	for i, at := range found {
		word, end := typed[at[2]:at[3]], len(typed)
		if i+1 < len(found) {
			end = found[i+1][0]
		}
		key, ok := d.worded(word, "filter.words.", filterKeys())
		if !ok {
			return parts, word
		}
		parts = append(parts, filterPart{key, typed[at[1]:end], at[1]})
	}
	return parts, ""
}

// filtersTyped reads filters as they were typed; [noFilters] is none of them.
// The error is a [*Refused] that says which word isn't understood.
func (d Deps) filtersTyped(typed string, l *locale.Locale) (f store.Filters, err error) {
	if d.saysNone(typed) {
		return f, nil
	}
	refuse := func(key, word string) error {
		return &Refused{l.T(key, locale.Name("typed", typedShown(word)))}
	}
	parts, unknown := d.filterParts(typed)
	if unknown != "" {
		return f, refuse("filter.unknown", unknown)
	}
	for _, p := range parts {
		values := filterValues(p.values)
		if len(values) == 0 {
			return f, refuse("filter.empty", l.T("filter."+p.key))
		}
		for _, v := range values {
			switch p.key {
			case "country":
				code, ok := d.Words.CountryCode(v)
				if !ok {
					return f, refuse("filter.unknown_country", v)
				}
				f.Countries = with(f.Countries, code)
			case "status":
				code, ok := d.statusTyped(v)
				if !ok {
					return f, refuse("filter.unknown_status", v)
				}
				f.Statuses = with(f.Statuses, code)
			case "profession":
				f.Professions = with(f.Professions, v)
			}
		}
	}
	return f, nil
}

// saysNone reports whether filters are to be cleared.
func (d Deps) saysNone(typed string) bool {
	_, ok := d.worded(strings.TrimSpace(typed), "filter.words.", []string{noFilters})
	return ok || strings.TrimSpace(typed) == ""
}

// filterValues are values with commas between them.
func filterValues(typed string) (values []string) {
	for _, v := range strings.FieldsFunc(typed, func(c rune) bool { return strings.ContainsRune(",،;؛\n", c) }) {
		if v = strings.Trim(strings.TrimSpace(v), `"“”«»`); v != "" {
			values = append(values, v)
		}
	}
	return values
}

// with is a list with one more, unless it is there already.
func with[T comparable](list []T, more T) []T {
	if slices.Contains(list, more) {
		return list
	}
	return append(list, more)
}

// statusTyped is the status of that code, or of that name in any language.
func (d Deps) statusTyped(typed string) (casefile.StatusCode, bool) {
	for _, code := range casefile.AllStatuses() {
		for _, name := range d.statusNames(code) {
			if locale.Fold(name) == locale.Fold(typed) {
				return code, true
			}
		}
	}
	return "", false
}

// statusNames are the status's code and its names in every language.
func (d Deps) statusNames(code casefile.StatusCode) []string {
	names := []string{string(code)}
	for _, lang := range d.Words.Languages() {
		names = append(names, d.Words.For(lang.Code, locale.Options{}).T("choice.status."+string(code)))
	}
	return names
}

// filtersText is filters as they can be typed; "" is none.
func filtersText(f store.Filters) string {
	var parts []string
	add := func(key string, values []string) {
		if len(values) > 0 {
			parts = append(parts, key+":"+strings.Join(values, ","))
		}
	}
	add("country", f.Countries)
	add("status", texts(f.Statuses))
	add("profession", f.Professions)
	return strings.Join(parts, " ")
}

func texts[T ~string](all []T) []string {
	out := make([]string, len(all))
	for i, v := range all {
		out[i] = string(v)
	}
	return out
}

// filtersSaid are filters in a reader's words; "" is none.
func filtersSaid(f store.Filters, l *locale.Locale) string {
	var parts []string
	add := func(key string, values []string) {
		if len(values) > 0 {
			parts = append(parts, l.T("filter.said", locale.Text("key", l.T("filter."+key)), locale.Text("values", strings.Join(values, l.T("list.comma")))))
		}
	}
	said := func(values []string, word func(string) string) (out []string) {
		for _, v := range values {
			out = append(out, word(v))
		}
		return out
	}
	add("country", said(f.Countries, l.Country))
	add("status", said(texts(f.Statuses), func(code string) string { return l.T("choice.status." + code) }))
	add("profession", said(f.Professions, func(v string) string { return l.Isolate(card.Escape(v)) }))
	return strings.Join(parts, l.T("list.semicolon"))
}

// suggestFilters completes the last value of the filters that are typed, or
// offers the next key.
func (d Deps) suggestFilters(ctx context.Context, r Request) ([]card.Choice, error) {
	typed := strings.TrimLeft(r.Text("filters"), " ")
	parts, unknown := d.filterParts(typed)
	if len(parts) == 0 || unknown != "" {
		return d.suggestFilterKey(typed, nil, r), nil
	}
	last := parts[len(parts)-1]
	from := last.from
	if i := strings.LastIndexAny(last.values, ",،"); i >= 0 {
		_, size := utf8.DecodeRuneInString(last.values[i:])
		from += i + size
	}
	before, value := typed[:from], strings.TrimSpace(typed[from:])
	found, err := d.filterChoices(ctx, r, last.key, value)
	if err != nil {
		return nil, err
	}
	var choices []card.Choice
	for _, c := range found {
		if c.Value = before + c.Value; card.Length(c.Value) <= maxLabel && len(choices) < maxSuggestions {
			c.Label = card.Cut(before+c.Label, maxLabel)
			choices = append(choices, c)
		}
	}
	if strings.ContainsAny(last.values, " \u00a0") { // the last word may be the next key
		choices = append(choices, d.suggestFilterKey(typed, parts, r)...)
	}
	return choices[:min(len(choices), maxSuggestions)], nil
}

// suggestFilterKey completes a key; those that were given already aren't
// offered again.
func (d Deps) suggestFilterKey(typed string, given []filterPart, r Request) (choices []card.Choice) {
	i := strings.LastIndexFunc(typed, separates) + 1
	before, word := typed[:i], locale.Fold(typed[i:])
	for _, key := range filterKeys() {
		if slices.ContainsFunc(given, func(p filterPart) bool { return p.key == key }) {
			continue
		}
		for _, w := range d.wordsFor(key, "filter.words.") {
			if strings.HasPrefix(locale.Fold(w), word) {
				choices = append(choices, card.Choice{
					Label: card.Cut(before+key+": — "+r.Locale.T("filter."+key), maxLabel), Value: before + key + ":",
				})
				break
			}
		}
	}
	if before == "" && strings.HasPrefix(noFilters, word) {
		choices = append(choices, card.Choice{Label: r.Locale.T("filter.none"), Value: noFilters})
	}
	return choices
}

// filterChoices are the values of a key that begin with what was typed.
func (d Deps) filterChoices(ctx context.Context, r Request, key, typed string) (choices []card.Choice, err error) {
	switch key {
	case "country":
		r.Options = map[string]string{"country": typed}
		return d.suggestCountry(ctx, r)
	case "profession":
		r.Options, r.Focused = map[string]string{"profession": typed}, "profession"
		return d.suggestValue(ctx, r, store.FieldProfession)
	}
	for _, code := range casefile.AllStatuses() {
		if slices.ContainsFunc(d.statusNames(code), func(n string) bool { return strings.HasPrefix(locale.Fold(n), locale.Fold(typed)) }) {
			choices = append(choices, card.Choice{Label: r.Locale.T("choice.status." + string(code)), Value: string(code)})
		}
	}
	return choices, nil
}

// Package locale holds the words: one catalogue file for each language, plural
// rules, digits, lists, the names of months and countries, and the isolation
// of names written in the other direction. It knows nothing of casefiles or
// dates; package card puts words and facts together.
package locale

import (
	"embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

//go:embed *.json
var files embed.FS

// Fallback is the language that is complete by definition: what another
// language lacks is shown in it.
const Fallback = "en"

// Catalogue is the words of all languages.
type Catalogue struct {
	tongues   map[string]*tongue
	order     []Language
	countries map[string]string // code by folded name
}

// Language is one language of the catalogue.
type Language struct {
	Code      string    // BCP 47
	Name      string    // as its speakers call it
	Direction Direction // of its script
}

// tongue is one language's catalogue file, ready for use.
type tongue struct {
	Language
	custom    Calendar
	tag       language.Tag
	digits    [10]string
	group     string // between groups of three digits
	decimal   string
	months    [13]string // [1..12], as they stand in a date
	hijri     [13]string
	words     map[string]*entry
	countries display.Namer     // nil where CLDR has no names in the language
	nations   map[string]string // names of countries by code
}

// file is the shape of a catalogue file. A text is a string, or an object of
// plural forms by CLDR's names, which always has "other".
type file struct {
	Name      string                     `json:"name"`
	Direction Direction                  `json:"direction"`
	Calendar  string                     `json:"calendar"`
	Digits    string                     `json:"digits"`
	Group     string                     `json:"group"`
	Decimal   string                     `json:"decimal"`
	Words     map[string]json.RawMessage `json:"words"`
}

// Load reads the catalogues that are embedded in the program. An error means
// that one of them is malformed.
func Load() (*Catalogue, error) {
	names, err := files.ReadDir(".")
	if err != nil {
		return nil, fmt.Errorf("list catalogues: %w", err)
	}
	c := &Catalogue{tongues: map[string]*tongue{}}
	for _, n := range names {
		code := strings.TrimSuffix(n.Name(), ".json")
		data, err := files.ReadFile(n.Name())
		if err != nil {
			return nil, fmt.Errorf("read catalogue %s: %w", code, err)
		}
		t, err := parseTongue(code, data)
		if err != nil {
			return nil, fmt.Errorf("catalogue %s: %w", code, err)
		}
		c.tongues[code] = t
		c.order = append(c.order, t.Language)
	}
	base, ok := c.tongues[Fallback]
	if !ok {
		return nil, fmt.Errorf("catalogue %s is missing", Fallback)
	}
	for _, t := range c.tongues {
		for key, e := range base.words {
			if _, ok := t.words[key]; !ok {
				t.words[key] = e
			}
		}
		t.nameCountries()
	}
	c.indexCountries()
	slices.SortFunc(c.order, func(a, b Language) int {
		if (a.Code == Fallback) != (b.Code == Fallback) {
			if a.Code == Fallback {
				return -1
			}
			return 1
		}
		return strings.Compare(a.Code, b.Code)
	})
	return c, nil
}

// Languages lists the languages, English first.
func (c *Catalogue) Languages() []Language { return slices.Clone(c.order) }

// Speaks reports whether there is a catalogue for that language code.
func (c *Catalogue) Speaks(code string) bool {
	_, ok := c.tongues[code]
	return ok
}

// For is the locale of a reader of that language. A language that is not in
// the catalogue, or "", gives English; "fa-IR" gives "fa".
func (c *Catalogue) For(lang string, o Options) *Locale {
	t, ok := c.tongues[lang]
	if !ok {
		base, _, _ := strings.Cut(lang, "-")
		if t, ok = c.tongues[base]; !ok {
			t = c.tongues[Fallback]
		}
	}
	l := &Locale{tongue: t, calendar: o.Calendar, zone: o.Zone}
	if l.calendar == ByLanguage {
		l.calendar = t.custom
	}
	if l.zone == nil {
		l.zone = time.UTC
	}
	return l
}

// parseTongue reads one catalogue file.
func parseTongue(code string, data []byte) (*tongue, error) {
	var f file
	if err := json.Unmarshal(data, &f); err != nil {
		return nil, err
	}
	tag, err := language.Parse(code)
	if err != nil {
		return nil, err
	}
	t := &tongue{
		Language:  Language{Code: code, Name: f.Name, Direction: f.Direction},
		tag:       tag,
		group:     f.Group,
		decimal:   f.Decimal,
		words:     make(map[string]*entry, len(f.Words)),
		countries: display.Regions(tag),
	}
	var ok bool
	if t.custom, ok = ParseCalendar(f.Calendar); !ok || t.custom == ByLanguage {
		return nil, fmt.Errorf("unknown calendar %q", f.Calendar)
	}
	digits := []rune(f.Digits)
	if len(digits) != 10 {
		return nil, fmt.Errorf("%d digits, want 10", len(digits))
	}
	for i, r := range digits {
		t.digits[i] = string(r)
	}
	for key, raw := range f.Words {
		e, err := parseEntry(raw)
		if err != nil {
			return nil, fmt.Errorf("key %s: %w", key, err)
		}
		t.words[key] = e
	}
	for m := 1; m <= 12; m++ {
		t.months[m] = t.word(fmt.Sprintf("month.gregorian.%d", m))
		t.hijri[m] = t.word(fmt.Sprintf("month.hijri.%d", m))
	}
	return t, nil
}

// word is a text without placeholders, or "".
func (t *tongue) word(key string) string {
	if e, ok := t.words[key]; ok && e.forms[plural.Other].plain {
		return e.forms[plural.Other].parts[0].text
	}
	return ""
}

// parseEntry reads one value of "words".
func parseEntry(raw json.RawMessage) (*entry, error) {
	e := &entry{}
	var s string
	if err := json.Unmarshal(raw, &s); err == nil {
		t, err := parseText(s)
		e.forms[plural.Other] = t
		return e, err
	}
	var forms map[string]string
	if err := json.Unmarshal(raw, &forms); err != nil {
		return nil, fmt.Errorf("neither a text nor plural forms")
	}
	for name, s := range forms {
		form, ok := pluralForm(name)
		if !ok {
			return nil, fmt.Errorf("unknown plural form %q", name)
		}
		t, err := parseText(s)
		if err != nil {
			return nil, err
		}
		e.forms[form] = t
	}
	if e.forms[plural.Other] == nil {
		return nil, fmt.Errorf(`plural forms without "other"`)
	}
	e.counts = len(forms) > 1
	return e, nil
}

func pluralForm(name string) (plural.Form, bool) {
	switch name {
	case "other":
		return plural.Other, true
	case "zero":
		return plural.Zero, true
	case "one":
		return plural.One, true
	case "two":
		return plural.Two, true
	case "few":
		return plural.Few, true
	case "many":
		return plural.Many, true
	}
	return 0, false
}

// parseText takes a text apart at its {placeholders}.
func parseText(s string) (*text, error) {
	t := &text{}
	for rest := s; rest != ""; {
		open := strings.IndexByte(rest, '{')
		if open < 0 {
			t.parts = append(t.parts, part{text: rest})
			break
		}
		length := strings.IndexByte(rest[open:], '}')
		if length < 2 {
			return nil, fmt.Errorf("bad placeholder in %q", s)
		}
		if open > 0 {
			t.parts = append(t.parts, part{text: rest[:open]})
		}
		t.parts = append(t.parts, part{name: rest[open+1 : open+length]})
		rest = rest[open+length+1:]
	}
	if len(t.parts) == 0 {
		t.parts = []part{{}}
	}
	for _, p := range t.parts {
		t.size += len(p.text)
	}
	t.plain = len(t.parts) == 1 && t.parts[0].name == ""
	return t, nil
}

package locale

import (
	"strings"

	"golang.org/x/text/language"
)

// Country is the name of a country by its ISO 3166-1 code, or the code itself
// when it is none. "XX", which no country has, is said to be not stated.
func (l *Locale) Country(code string) string { return l.country(code) }

func (t *tongue) country(code string) string {
	if name, ok := t.nations[code]; ok {
		return name
	}
	return code
}

// nations are the names of all countries in t's language: the catalogue's own,
// under "country.XX", before those of CLDR.
func (t *tongue) nameCountries() {
	t.nations = make(map[string]string, 260)
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			code := string([]rune{a, b})
			if name := t.word("country." + code); name != "" {
				t.nations[code] = name
				continue
			}
			if r, err := language.ParseRegion(code); err == nil && r.IsCountry() && t.countries != nil && r.String() == code {
				if name := t.countries.Name(r); name != "" {
					t.nations[code] = name
				}
			}
		}
	}
}

// CountryCode is the ISO 3166-1 code of the country that somebody typed: the
// code itself, or the country's name in any language of the catalogue.
func (c *Catalogue) CountryCode(typed string) (code string, ok bool) {
	code, ok = c.countries[foldName(typed)]
	return code, ok
}

// CountryNames are the names of all countries in every language of the catalogue,
// each with the country's code.
func (c *Catalogue) CountryNames() map[string]string {
	names := make(map[string]string, len(c.countries))
	for name, code := range c.countries {
		if !strings.EqualFold(name, code) {
			names[name] = code
		}
	}
	return names
}

// indexCountries makes the table that CountryCode looks into.
func (c *Catalogue) indexCountries() {
	c.countries = make(map[string]string, 800)
	for _, t := range c.tongues {
		for code, name := range t.nations {
			c.countries[foldName(name)] = code
			c.countries[foldName(code)] = code
			if r, err := language.ParseRegion(code); err == nil && t.countries != nil {
				if usual := t.countries.Name(r); usual != "" {
					c.countries[foldName(usual)] = code
				}
			}
		}
	}
}

// Matches reports whether the country with that code has a name, in any
// language of the catalogue, in which a word begins with what was typed.
// Nothing typed matches every country.
func (c *Catalogue) Matches(code, typed string) bool {
	typed = foldName(typed)
	if typed == "" || strings.EqualFold(code, typed) {
		return true
	}
	for _, t := range c.tongues {
		name := " " + foldName(t.country(code))
		if strings.Contains(name, " "+typed) {
			return true
		}
	}
	return false
}

// Fold brings a typed word to one spelling, so that it can be compared with
// another.
func Fold(s string) string { return foldName(s) }

// foldName brings the name of a country to one spelling: case, Arabic letters
// for Persian ones, hamza over heh, joiners and spaces don't matter.
func foldName(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(foldLetters.Replace(s)), " "))
}

var foldLetters = strings.NewReplacer("ي", "ی", "ى", "ی", "ك", "ک", "ۀ", "ه", "هٔ", "ه", "\u0654", "", "\u200c", " ", "\u2068", "", "\u2069", "", "’", "'")

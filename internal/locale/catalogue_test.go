package locale

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// raw is a catalogue file as it is on disk, without what falls back.
func raw(t *testing.T, lang string) map[string]*entry {
	t.Helper()
	data, err := files.ReadFile(lang + ".json")
	if err != nil {
		t.Fatal(err)
	}
	tongue, err := parseTongue(lang, data)
	if err != nil {
		t.Fatal(err)
	}
	return tongue.words
}

func load(t testing.TB) *Catalogue {
	t.Helper()
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// placeholders are the names between braces in any form of e, sorted.
func placeholders(e *entry) []string {
	set := map[string]bool{}
	for _, f := range e.forms {
		if f == nil {
			continue
		}
		for _, p := range f.parts {
			if p.name != "" {
				set[p.name] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(set))
}

// Every language has every key, with the same placeholders, and nothing empty.
func TestLanguagesAgree(t *testing.T) {
	t.Parallel()
	base := raw(t, Fallback)
	for _, lang := range load(t).Languages() {
		words := raw(t, lang.Code)
		for key, want := range base {
			got, ok := words[key]
			if !ok {
				t.Errorf("%s: %s is missing", lang.Code, key)
				continue
			}
			if a, b := placeholders(want), placeholders(got); !slices.Equal(a, b) {
				t.Errorf("%s: %s has placeholders %v, %s has %v", lang.Code, key, b, Fallback, a)
			}
		}
		for key, e := range words {
			if _, ok := base[key]; !ok {
				t.Errorf("%s: %s is not in %s", lang.Code, key, Fallback)
			}
			for _, f := range e.forms {
				if f != nil && f.plain && f.parts[0].text == "" {
					t.Errorf("%s: %s is empty", lang.Code, key)
				}
			}
		}
	}
}

// Among right-to-left words 2024-05-12 is drawn as 12-05-2024 unless it is
// isolated, and whoever types what they see is refused.
func TestDatesAreIsolated(t *testing.T) {
	t.Parallel()
	dates := regexp.MustCompile(`.?[0-9]{4}-[0-9]{2}-[0-9]{2}.?`)
	for _, lang := range load(t).Languages() {
		data, err := files.ReadFile(lang.Code + ".json")
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range dates.FindAllString(string(data), -1) {
			if lang.Direction == RightToLeft && (!strings.HasPrefix(found, "\u2068") || !strings.HasSuffix(found, "\u2069")) {
				t.Errorf("%s.json: %s is not isolated", lang.Code, found)
			}
		}
	}
}

// The tone is sober: no exclamation marks, nothing "happy". A key given twice
// in a file would silently lose one of the texts.
func TestTone(t *testing.T) {
	t.Parallel()
	for _, lang := range load(t).Languages() {
		data, err := files.ReadFile(lang.Code + ".json")
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(data), "\n") {
			if strings.ContainsAny(line, "!！") || strings.Contains(strings.ToLower(line), "happy") {
				t.Errorf("%s.json:%d: not sober: %s", lang.Code, i+1, line)
			}
		}
		seen := map[string]bool{}
		dec := json.NewDecoder(strings.NewReader(string(data)))
		for depth, key := 0, true; ; {
			tok, err := dec.Token()
			if err != nil {
				break
			}
			switch v := tok.(type) {
			case json.Delim:
				if v == '{' {
					depth++
				} else {
					depth--
				}
				key = true
				continue
			case string:
				if key && depth == 2 {
					if seen[v] {
						t.Errorf("%s.json: %s is given twice", lang.Code, v)
					}
					seen[v] = true
				}
			}
			key = !key
		}
		if len(seen) != len(raw(t, lang.Code)) {
			t.Errorf("%s: walked %d keys of %d", lang.Code, len(seen), len(raw(t, lang.Code)))
		}
	}
}

// A Persian word is written in one way, whether its parts are joined or stand apart: not
// این‌جا here and اینجا there. The letters are the Persian ones.
func TestOneSpelling(t *testing.T) {
	t.Parallel()
	data, err := files.ReadFile("fa.json")
	if err != nil {
		t.Fatal(err)
	}
	if i := strings.IndexAny(string(data), "يكى"); i >= 0 {
		t.Errorf("fa.json has an Arabic letter at byte %d", i)
	}
	written := map[string]string{}
	for _, w := range strings.FieldsFunc(string(data), func(r rune) bool { return r != '\u200c' && !unicode.In(r, unicode.Arabic, unicode.Mn) }) {
		w = strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Mn, r) || unicode.IsPunct(r) { // the ezafe is written or not
				return -1
			}
			return r
		}, strings.Trim(w, "\u200c"))
		joined := strings.ReplaceAll(w, "\u200c", "")
		if had, ok := written[joined]; ok && had != w {
			t.Errorf("fa.json writes both %s and %s", had, w)
		}
		written[joined] = w
	}
}

package card

import (
	"reflect"
	"strings"
	"testing"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/locale"
)

func date(s string) calendar.Date { return calendar.MustParse(s) }

func term(t testing.TB, s string) *calendar.Term {
	t.Helper()
	d, err := calendar.ParseTerm(s)
	if err != nil {
		t.Fatal(err)
	}
	return &d
}

// every is each view of c, with its first twelve pages.
func every(c *casefile.Redacted, l *locale.Locale) []Message {
	all := []Message{Case(c, l, today())}
	for _, view := range []func(*casefile.Redacted, *locale.Locale, int) Message{Sentences, Timeline, Sources} {
		for page := 1; ; page++ {
			m := view(c, l, page)
			all = append(all, m)
			if page == 12 || len(m.Controls) == 0 || m.Controls[0][1].Disabled {
				break
			}
		}
	}
	return append(all, Results(Found{People: []*casefile.Redacted{c}, Total: 1, Tracked: 1, Page: 1, Pages: 1}, l))
}

// check fails the test where Discord would refuse m.
func check(t *testing.T, what string, m Message) {
	t.Helper()
	sum := 0
	for _, c := range m.Cards {
		sum += c.length()
		if length(c.Title) > maxTitle || length(c.Body) > maxBody || length(c.Footer) > maxFooter || len(c.Fields) > maxFields {
			t.Errorf("%s: a part of the card is too long", what)
		}
		for _, f := range c.Fields {
			if f.Name == "" || f.Value == "" || length(f.Name) > maxName || length(f.Value) > maxValue {
				t.Errorf("%s: field %q has %d characters", what, f.Name, length(f.Value))
			}
		}
	}
	if sum > maxSum || sum == 0 {
		t.Errorf("%s: %d characters in all", what, sum)
	}
	if len(m.Controls) > 5 {
		t.Errorf("%s: %d rows", what, len(m.Controls))
	}
	for _, row := range m.Controls {
		for _, x := range row {
			if length(x.Label) > maxLabel || len(row) > 5 || x.Label == "" && len(x.Choices) == 0 {
				t.Errorf("%s: button %q", what, x.Label)
			}
			for _, v := range x.Choices {
				if v.Label == "" || v.Value == "" || length(v.Label) > maxChoice || length(v.Note) > maxChoice {
					t.Errorf("%s: choice %+v", what, v)
				}
			}
		}
	}
}

// readers are the readers with the longest texts: both calendars, in each
// language.
func readers(t testing.TB) []*locale.Locale {
	c := words(t)
	var all []*locale.Locale
	for _, lang := range c.Languages() {
		all = append(all, c.For(lang.Code, locale.Options{Calendar: locale.Both}))
	}
	return all
}

// Nothing of the real record is cut, in any language.
func TestNothingIsCut(t *testing.T) {
	t.Parallel()
	for slug, c := range starter(t) {
		for _, l := range readers(t) {
			for _, m := range every(c, l) {
				check(t, slug, m)
				if s := draw(m); strings.Contains(s, "…") {
					t.Errorf("%s in %s, %s is cut:\n%s", slug, l.Language().Code, l.Calendar(), s)
				}
			}
		}
	}
}

// A record full of long and hostile texts makes messages that Discord takes
// and in which nothing works that somebody typed.
func TestHostileRecord(t *testing.T) {
	t.Parallel()
	for _, hostile := range []string{
		"@everyone **x** [a](https://evil.example) <@1> ||y|| `z` \u202egnp\u2066 https://evil.example # h",
		"- 1. > \u2069\u2069\u2068@here\n# big\r\n> quote <t:0:D> <a:x:1> \x00\x1b",
		strings.Repeat("longword", 300),
		strings.Repeat("ا", 4500),
	} {
		c := &casefile.Redacted{}
		fill(reflect.ValueOf(&c.Casefile).Elem(), hostile)
		c.Slug = "hostile"
		for _, l := range readers(t) {
			for _, m := range every(c, l) {
				check(t, hostile[:20], m)
				for _, row := range m.Controls {
					for _, x := range row {
						for _, v := range x.Choices { // no markdown here
							if strings.ContainsAny(v.Label+v.Note, "\u202e\u2066\x00\x1b\n") {
								t.Errorf("choice %+v", v)
							}
						}
					}
				}
				s := draw(Message{Cards: m.Cards})
				for _, bad := range []string{"@everyone", "@here", "\u202e", "\u2066", "\x00", "\n# ", "(https://evil", "\n> quote", "\x1b"} {
					if strings.Contains(s, bad) {
						t.Errorf("%q works in:\n%.600s", bad, s)
					}
				}
				if open, shut := strings.Count(s, "\u2068"), strings.Count(s, "\u2069"); open != shut {
					t.Errorf("%d isolates opened, %d closed", open, shut)
				}
			}
		}
	}
}

// fill puts s into every text of v, and something into every list and pointer.
func fill(v reflect.Value, s string) {
	switch v.Type() {
	case reflect.TypeFor[calendar.Date]():
		v.Set(reflect.ValueOf(date("2024-05-08/2024-06-09")))
		return
	case reflect.TypeFor[casefile.Visibility]():
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(s)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				fill(v.Field(i), s)
			}
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			fill(v.Index(i), s)
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), s)
	}
}

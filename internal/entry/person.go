package entry

import (
	"slices"

	"vigil/internal/casefile"
)

// personKind is who the casefile is about, and its country.
func personKind() keeper {
	return single[casefile.Casefile]{
		form: form[casefile.Casefile]{
			name: "person",
			ask:  func(*casefile.Casefile) []Field { return append(whoIs(), Field{Name: "life", Type: Text}) },
			then: func(*casefile.Casefile) []Field {
				return []Field{
					{Name: "sex", Type: Choice, Options: append(coded("entry.sex.", casefile.AllSexes()), unsaid("entry.sex.unsaid"))},
					visibleField(),
				}
			},
			show: func(v Values, _ *casefile.Casefile, c *casefile.Casefile) {
				p := &c.Person
				v["name"], v["country"], v["sex"] = p.Name, c.Country, orUnsaid(p.Sex)
			},
			lines: func(v Values, _ *casefile.Casefile, c *casefile.Casefile, lang string) {
				v["names"] = writeNames(c.Person.Names, lang)
				v["professions"] = writeTexts(c.Person.Professions)
				v["life"] = writeLife(&c.Person, lang)
			},
			take:    takePerson,
			fact:    func(c *casefile.Casefile) *casefile.Fact { return &c.Person.Fact },
			members: map[string]string{"name": "name", "names": "names", "professions": "professions", "born": "life", "died": "life", "sex": "sex"},
			member:  "person",
		},
		get: func(c *casefile.Casefile) *casefile.Casefile { return c },
		put: func(c *casefile.Casefile, x *casefile.Casefile) {
			if x != nil {
				*c = *x
			}
		},
	}
}

// whoIs are the fields that tell who somebody is.
func whoIs() []Field {
	return []Field{
		{Name: "name", Required: true, Max: mostLine},
		{Name: "names", Type: Text},
		{Name: "country", Max: 100},
		{Name: "professions", Type: Text},
	}
}

func takePerson(s *sheet, c *casefile.Casefile) {
	p := &c.Person
	s.line("name", &p.Name)
	s.names("names", p)
	s.country(&c.Country)
	s.texts("professions", &p.Professions)
	s.life(p)
	code(s, "sex", &p.Sex)
}

// country reads a code of two letters.
func (s *sheet) country(to *string) {
	text, ok := s.changed("country")
	if !ok {
		return
	}
	if text == "" {
		*to = ""
		return
	}
	b := []byte(text)
	for i := range b {
		b[i] &^= 0x20
	}
	if len(b) != 2 || slices.ContainsFunc(b, func(c byte) bool { return c < 'A' || c > 'Z' }) || !asciiLetters(text) {
		s.blamePart("country", "country", text, "country")
		return
	}
	*to = string(b)
}

func asciiLetters(s string) bool {
	for _, r := range s {
		if r|0x20 < 'a' || r|0x20 > 'z' {
			return false
		}
	}
	return true
}

// texts reads words or two, one a line. What stood there keeps what else is
// known of it.
func (s *sheet) texts(name string, list *[]casefile.Text) {
	typed, ok := s.changed(name)
	if !ok {
		return
	}
	var now []casefile.Text
	for _, l := range listed(typed) {
		if !s.lineFits(name, l) {
			return
		}
		if !slices.ContainsFunc(now, func(t casefile.Text) bool { return t.Text == l.text }) {
			now = append(now, casefile.Text{Text: l.text})
		}
	}
	if len(now) > mostList {
		s.blame(name, "too_many", "")
		return
	}
	*list = keep(*list, now, listing[casefile.Text]{
		text: func(t *casefile.Text) string { return t.Text },
		fact: func(t *casefile.Text) *casefile.Fact { return &t.Fact },
		with: func(old, typed casefile.Text) casefile.Text {
			old.Text = typed.Text
			return old
		},
	})
}

// listing is how the entries of a list of words are told apart.
type listing[T any] struct {
	text func(*T) string
	fact func(*T) *casefile.Fact
	like func(old, typed *T) bool // one may be the other, spelled anew; may be nil
	with func(old, typed T) T     // the entry as it was typed, with what else is known of the old one
}

// keep is the list that was typed, each entry with what else is known of the
// one that it was: of the same words or, of those that are gone, one like it.
// An entry for curators only may have been corrected too, so that what was
// typed in its place is for curators only until somebody says otherwise.
func keep[T any](old, typed []T, l listing[T]) []T {
	out := slices.Clone(typed)
	taken, found := make([]bool, len(old)), make([]bool, len(typed))
	match := func(may func(old, typed *T) bool) {
		for i := range old {
			for j := range typed {
				if !taken[i] && !found[j] && may(&old[i], &typed[j]) {
					taken[i], found[j] = true, true
					out[j] = l.with(old[i], typed[j])
				}
			}
		}
	}
	match(func(a, b *T) bool { return l.text(a) == l.text(b) })
	match(func(a, _ *T) bool { return l.fact(a).Visibility == casefile.Confidential })
	if l.like != nil {
		match(l.like)
	}
	return out
}

func writeTexts(list []casefile.Text) string {
	var b []byte
	for i, t := range list {
		if i > 0 {
			b = append(b, '\n')
		}
		b = append(b, t.Text...)
	}
	return string(b)
}

package commands

import (
	"context"
	"strings"
	"unicode"

	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/store"
)

// Limits of Discord on what completes an option.
const (
	maxSuggestions = 25
	maxLabel       = 100 // characters of a label, and of a value
)

// personOption is who a command is about: a name in any spelling, completed to
// a casefile's slug.
func personOption() Option {
	return Option{Name: "person", Kind: Words, Required: true, Complete: true, Max: 200}
}

// privateOption asks for an answer to the asker alone.
func privateOption() Option { return Option{Name: "private", Kind: Yes} }

// person is the casefile that the request is about. Free text is resolved; the
// errors are those of [store.Public.Resolve], which bot words. A control
// carries a slug and means that casefile: once it may not be seen any more,
// somebody with a name like it must not stand in for it.
// shows is what a reply must say that it shows.
func (d Deps) person(ctx context.Context, r Request) (c *casefile.Redacted, shows []store.Shown, err error) {
	find := d.Public.Resolve
	if r.Pressed {
		find = d.Public.Casefile
	}
	c, s, err := find(ctx, r.Access, r.Person())
	return c, []store.Shown{{Casebook: s.Casebook, Slug: s.Slug}}, err
}

// suggestPerson completes the option "person".
func (d Deps) suggestPerson(ctx context.Context, r Request) ([]card.Choice, error) {
	if r.Focused != "person" {
		return nil, nil
	}
	found, err := d.Public.Suggest(ctx, r.Access, r.Person(), maxSuggestions)
	if err != nil {
		return nil, err
	}
	choices := make([]card.Choice, 0, len(found))
	for i := range found {
		if len(found[i].Slug) > maxLabel {
			continue // one that Discord refuses would take the others with it
		}
		choices = append(choices, card.Choice{Label: personLabel(&found[i], r.Locale), Value: found[i].Slug})
	}
	return choices, nil
}

// personLabel is a person in one line of at most 100 characters: both names,
// first the one in the reader's script, status and country. What is too long
// goes from the names.
func personLabel(s *store.Summary, l *locale.Locale) string { return personLabelWithin(s, l, maxLabel) }

func personLabelWithin(s *store.Summary, l *locale.Locale, limit int) string {
	first, second := s.Name, s.NativeName
	if l.Language().Direction == locale.RightToLeft && strings.ContainsFunc(second, arabicScript) {
		first, second = second, first
	}
	name := l.Isolate(card.Plain(first))
	if second != "" && second != first {
		name += " · " + l.Isolate(card.Plain(second))
	}
	rest := " — " + card.Status(s.Status, l)
	if s.Country != "" {
		rest += l.T("list.comma") + l.Country(s.Country)
	}
	return card.Cut(name, limit-card.Length(rest)) + rest
}

func arabicScript(r rune) bool { return unicode.Is(unicode.Arabic, r) }

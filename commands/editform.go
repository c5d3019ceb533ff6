package commands

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/entry"
	"vigil/internal/locale"
	"vigil/store"
)

// Discord's limits of a form.
const (
	maxFormTitle  = 45
	maxFieldLabel = 45
	maxFieldNote  = 100
	maxTyped      = 4000
)

// form is the form of the matter with these values in it. A text that is too
// long for a field would come back cut; then there is no form, and the name of
// that field.
func (e editor) form(c *casefile.Casefile, v entry.Values, title string, then card.Then, l *locale.Locale) (f *Form, tooLong string) {
	if c == nil {
		c = &casefile.Casefile{}
	}
	f = &Form{Title: card.Cut(title, maxFormTitle), Then: then}
	for _, field := range e.Fields(c) {
		x := fieldOf(field, v[field.Name], l)
		limit := x.Max
		if limit == 0 {
			limit = maxTyped
		}
		if len(x.Choices) == 0 && card.Length(x.Value) > limit {
			return nil, field.Name
		}
		f.Fields = append(f.Fields, x)
	}
	return f, ""
}

// fieldOf is a field of an entry as a form has it.
func fieldOf(field entry.Field, value string, l *locale.Locale) Field {
	x := Field{
		Name:     field.Name,
		Label:    card.Cut(l.T(field.Key()), maxFieldLabel),
		Value:    value,
		Required: field.Required,
		Max:      field.Max,
	}
	if key := field.Key() + ".note"; l.Has(key) {
		x.Note = card.Cut(l.T(key), maxFieldNote)
	}
	switch field.Type {
	case entry.Text, entry.Penalties, entry.Sources:
		x.Long = true
	case entry.Choice, entry.Choices:
		x.Value = ""
		x.Choices = choicesOf(field, value, "", l)
		if field.Type == entry.Choices {
			x.Many = len(x.Choices)
		}
	}
	return x
}

// fieldLabel is what a field of a form is called elsewhere: without the advice
// that its label may end in, such as "one a line".
func fieldLabel(name string, l *locale.Locale) string {
	label := l.T("entry." + name)
	return label[:cmp.Or(strings.IndexAny(label, ",،")+1, len(label)+1)-1]
}

// choicesOf are the options of a field, those of value chosen, each after what
// the select is about where that would not be seen otherwise.
func choicesOf(field entry.Field, value, about string, l *locale.Locale) []card.Choice {
	chosen := strings.Split(value, ",")
	choices := make([]card.Choice, 0, len(field.Options))
	for _, o := range field.Options[:min(len(field.Options), maxSuggestions)] {
		label := l.Isolate(card.Plain(o.Label))
		if l.Has(o.Key) {
			label = l.T(o.Key)
		}
		choices = append(choices, card.Choice{Label: card.Cut(about+label, maxLabel), Value: o.Value, Chosen: slices.Contains(chosen, o.Value)})
	}
	return choices
}

// formTitle says what a form is for, and of whom.
func (e editor) formTitle(c *casefile.Casefile, l *locale.Locale) string {
	kind := l.T("curate.kind." + e.kind)
	if c == nil {
		return kind
	}
	return kind + ": " + card.Plain(c.Person.Name)
}

// open opens the form about a fact of c, or about a new one with ref "".
func (e editor) open(r Request, c store.Stored, ref string, over entry.Values) (Reply, error) {
	v, err := e.Fill(c.Casefile, ref)
	if err != nil {
		return e.noFact(r), nil
	}
	v = maps.Clone(e.named(v, r.Locale))
	if v == nil {
		v = entry.Values{}
	}
	maps.Copy(v, over)
	options := map[string]string{"base": strconv.FormatInt(int64(c.Version), 10)}
	if c.Casefile != nil {
		options["person"] = c.Casefile.Slug
	}
	if ref != "" {
		options["fact"] = ref
	}
	if id := r.Text(suggested); id != "" {
		options[suggested] = id
	}
	f, tooLong := e.form(c.Casefile, v, e.formTitle(c.Casefile, r.Locale), card.Then{Command: e.path, Options: options}, r.Locale)
	if tooLong != "" {
		return refusal(r, r.Locale.T("edit.too_long", locale.Text("field", fieldLabel(tooLong, r.Locale)))), nil
	}
	return Reply{Form: f, Private: true}, nil
}

// again reopens the form with what was typed; after a conflict, on top of what
// stands there now.
func (e editor) again(ctx context.Context, r Request, x store.Edit) (Reply, error) {
	then := e.then(x, actFilled)
	var c *casefile.Casefile
	typed := entry.Values(x.Typed)
	if x.Slug != "" {
		w, err := e.weigh(ctx, r, x)
		switch {
		case w.base == nil:
			return e.standing(ctx, r, w, err)
		case handleOf(r).act == actOver:
			m, err := e.merge(w, r.Locale)
			if err != nil {
				return e.standing(ctx, r, w, err)
			}
			typed = m.merged
			then.Options["base"], then.Options["fact"] = strconv.FormatInt(int64(w.now.Version), 10), m.ref
			c = w.now.Casefile
		default:
			typed, c = w.typed, w.base
		}
	}
	f, tooLong := e.form(c, typed, e.formTitle(c, r.Locale), then, r.Locale)
	if tooLong != "" {
		return refusal(r, r.Locale.T("edit.too_long", locale.Text("field", fieldLabel(tooLong, r.Locale)))), nil
	}
	return Reply{Form: f, Private: true}, nil
}

package discordsim

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// Modal is a form that a bot opened. Fill in its fields and submit it.
type Modal struct {
	Title      string
	CustomID   string
	Components []Component // rows of one input, labels, texts

	asked  *Exchange
	values map[string][]string // by custom ID
}

// Field is one thing to fill in.
type Field struct {
	Label       string
	Description string
	Component   // an input, a select or an upload
}

// Fields lists what can be filled in, in order.
func (m *Modal) Fields() []Field {
	var list []Field
	for _, c := range m.Components {
		switch {
		case c.Type == ActionRow && len(c.Components) == 1:
			list = append(list, Field{Label: c.Components[0].Label, Component: c.Components[0]})
		case c.Type == Label && c.Component != nil:
			f := Field{Label: c.Label, Component: *c.Component}
			if c.Description != nil {
				f.Description = *c.Description
			}
			list = append(list, f)
		}
	}
	return list
}

func (m *Modal) field(name string) (Field, error) {
	var labels []string
	for _, f := range m.Fields() {
		if f.Label == name || f.CustomID == name {
			return f, nil
		}
		labels = append(labels, f.Label)
	}
	return Field{}, fmt.Errorf("no field %q in the form; there are: %s", name, strings.Join(labels, ", "))
}

// Value is what stands in a field, by its label or custom ID: what was filled
// in, else what the bot put there.
func (m *Modal) Value(name string) string {
	f, err := m.field(name)
	if err != nil {
		return ""
	}
	if v, ok := m.values[f.CustomID]; ok {
		return strings.Join(v, ", ")
	}
	return f.Component.Value //nolint:staticcheck // Modal.Value is another thing
}

// Fill returns the form with text in some of its fields, by their labels or
// custom IDs. Of a select, the text is one value or label.
func (m *Modal) Fill(values map[string]string) (*Modal, error) {
	n := m
	for name, v := range values {
		var err error
		if n, err = n.Choose(name, v); err != nil {
			return nil, err
		}
	}
	return n, nil
}

// Choose returns the form with one field filled in: values of a select, names
// of the actor's files for an upload. No values takes back those that the bot
// chose.
func (m *Modal) Choose(name string, values ...string) (*Modal, error) {
	f, err := m.field(name)
	if err != nil {
		return nil, err
	}
	n := *m
	n.values = maps.Clone(m.values)
	if n.values == nil {
		n.values = map[string][]string{}
	}
	n.values[f.CustomID] = values
	return &n, nil
}

// By is the form in the hands of the same person with files to upload.
func (m *Modal) By(files ...File) *Modal {
	return m.Of(m.asked.By.With(files...))
}

// Of is the form in somebody else's hands, or elsewhere: Discord lets nobody
// hand a form on; a bot must bear it all the same.
func (m *Modal) Of(a Actor) *Modal {
	n := *m
	ex := *m.asked
	ex.By = a
	n.asked = &ex
	return &n
}

// Submit sends the form. What Discord's client wouldn't send is an error.
func (m *Modal) Submit(ctx context.Context) (*Exchange, error) {
	a := m.asked.By
	a.focused = nil
	if err := a.reach(ctx); err != nil {
		return nil, err
	}
	r := newResolved()
	parts := []any{}
	for _, c := range m.Components {
		inner := c.Component
		if c.Type == ActionRow {
			inner = &c.Components[0]
		}
		if inner == nil {
			parts = append(parts, map[string]any{"type": c.Type, "id": c.ID})
			continue
		}
		v, err := m.submitted(a, inner, r)
		if err != nil {
			return nil, err
		}
		if c.Type == ActionRow {
			parts = append(parts, map[string]any{"type": c.Type, "id": c.ID, "components": []any{v}})
		} else {
			parts = append(parts, map[string]any{"type": c.Type, "id": c.ID, "component": v})
		}
	}
	data := map[string]any{"custom_id": m.CustomID, "components": parts}
	if len(r.kinds) > 0 {
		data["resolved"] = r.kinds
	}
	return a.sim.interact(a, m.asked.App, ModalInteraction, nil, encode(data), m.asked.source, m.asked), nil
}

// submitted is one field as it is sent.
func (m *Modal) submitted(a Actor, c *Component, r *resolved) (map[string]any, error) {
	given, ok := m.values[c.CustomID]
	out := map[string]any{"type": c.Type, "id": c.ID, "custom_id": c.CustomID}
	required := c.Required == nil || *c.Required
	switch {
	case c.Type == TextInput:
		text := c.Value
		if ok {
			text = strings.Join(given, "\n")
		}
		n := runes(text)
		most := maxInput
		if c.MaxLength != nil {
			most = *c.MaxLength
		}
		if n == 0 && required || n > 0 && c.MinLength != nil && n < *c.MinLength || n > most {
			return nil, &ComposerError{Option: c.CustomID, Reason: fmt.Sprintf("%d characters are too few or too many", n)}
		}
		out["value"] = text
	case c.Type == FileUpload:
		values := []string{}
		a.sim.mu.Lock()
		defer a.sim.mu.Unlock()
		for _, name := range given {
			id, err := r.file(a, name)
			if err != nil {
				return nil, err
			}
			values = append(values, id.String())
		}
		if required && len(values) == 0 {
			return nil, &ComposerError{Option: c.CustomID, Reason: "a file is required"}
		}
		out["values"] = values
	case len(given) == 0:
		values := []string{}
		for _, o := range c.Options {
			if o.Default && !ok {
				values = append(values, o.Value)
			}
		}
		if required && len(values) == 0 {
			return nil, &ComposerError{Option: c.CustomID, Reason: "a choice is required"}
		}
		out["values"] = values
	default:
		values, more, err := a.choose(c, given)
		if err != nil {
			return nil, err
		}
		for kind, all := range more.kinds {
			if r.kinds[kind] == nil {
				r.kinds[kind] = map[ID]jsontext.Value{}
			}
			maps.Copy(r.kinds[kind], all)
		}
		out["values"] = slices.Clip(values)
	}
	return out, nil
}

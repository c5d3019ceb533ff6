package sheet

import (
	"slices"
	"strings"

	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/internal/names"
)

// Columns says which field each column of a table fills: heading → field. A
// column that isn't among them is left out.
type Columns map[string]string

// Fields are the fields that a column can fill, in the order in which they are
// listed. Their labels are catalogue keys "sheet.field.<name>".
func Fields() []string {
	return []string{"name", "names", "country", "profession", "status", "status_as_of", "born", "arrested", "charges",
		"sentenced", "court", "penalties", "event", "event_date", "source", "publisher", "notes", "slug"}
}

// several reports whether several columns can fill a field.
func several(field string) bool {
	switch field {
	case "names", "profession", "charges", "penalties", "source", "publisher", "notes":
		return true
	}
	return false
}

// Label is what a field is called.
func Label(field string, l *locale.Locale) string { return l.T("sheet.field." + field) }

// Words are the words of every language of a catalogue that a table can be
// written in: headings, names of countries and of statuses.
type Words struct {
	catalogue *locale.Catalogue
	fields    map[string]string // folded heading → field
	statuses  map[string]casefile.StatusCode
}

// NewWords are the words of the catalogue.
func NewWords(c *locale.Catalogue) *Words {
	w := &Words{catalogue: c, fields: map[string]string{}, statuses: map[string]casefile.StatusCode{}}
	for _, lang := range c.Languages() {
		l := c.For(lang.Code, locale.Options{})
		for _, f := range Fields() {
			w.fields[fold(f)] = f
			w.fields[fold(Label(f, l))] = f
			for also := range strings.SplitSeq(l.T("sheet.heading."+f), ";") {
				w.fields[fold(also)] = f
			}
		}
		for _, code := range casefile.AllStatuses() {
			w.statuses[fold(string(code))] = code
			for _, key := range []string{"choice.status.", "status."} {
				w.statuses[fold(l.T(key+string(code)))] = code
			}
			for also := range strings.SplitSeq(l.T("sheet.status."+string(code)), ";") {
				w.statuses[fold(also)] = code
			}
		}
	}
	delete(w.fields, "")
	delete(w.statuses, "")
	return w
}

// fold brings headings that a reader would call the same to one spelling.
func fold(s string) string { return names.Fold(strings.ReplaceAll(s, "_", " ")) }

// Field is the field that somebody means who wrote that.
func (w *Words) Field(typed string) (field string, ok bool) {
	field, ok = w.fields[fold(typed)]
	return field, ok
}

// Guess is the map of columns that the headings suggest.
func (w *Words) Guess(heading []string) Columns {
	c := Columns{}
	for _, h := range heading {
		field, ok := w.Field(h)
		if h == "" || !ok || !several(field) && slices.ContainsFunc(heading, func(o string) bool { return c[o] == field }) {
			continue
		}
		c[h] = field
	}
	return c
}

// Missing are the fields without which no row can be read.
func (c Columns) Missing() []string {
	for _, f := range c {
		if f == "name" {
			return nil
		}
	}
	return []string{"name"}
}

// Write is the map as people edit it, a line for each column: "heading =
// field", and nothing after the sign for one that is left out.
func (c Columns) Write(heading []string, l *locale.Locale) string {
	var lines []string
	for _, h := range heading {
		switch f := c[h]; {
		case h == "":
		case f == "":
			lines = append(lines, h+" =")
		default:
			lines = append(lines, h+" = "+Label(f, l))
		}
	}
	return strings.Join(lines, "\n")
}

// ColumnFault is what can't be read in a map of columns: catalogue key
// "sheet.columns.<code>", which may use {part}.
type ColumnFault struct {
	Line int // from 1
	Code string
	Part string
}

// Key is the catalogue's name of the words.
func (f ColumnFault) Key() string { return "sheet.columns." + f.Code }

// Columns reads what [Columns.Write] wrote and somebody edited. Columns that
// aren't named are left out.
func (w *Words) Columns(text string, heading []string) (Columns, []ColumnFault) {
	return w.Amend(nil, text, heading)
}

// Amend is a map with what somebody wrote about some of its columns, as
// [Columns.Write] writes it. What is written of one column wins over what was
// known of another.
func (w *Words) Amend(known Columns, text string, heading []string) (c Columns, faults []ColumnFault) {
	c = Columns{}
	written := map[string]bool{}
	n := 0
	for line := range strings.SplitSeq(text, "\n") {
		n++
		if strings.TrimSpace(line) == "" {
			continue
		}
		blame := func(code, part string) { faults = append(faults, ColumnFault{n, code, part}) }
		h, typed, ok := cutHeading(line, heading)
		if !ok {
			blame("heading", strings.TrimSpace(h))
			continue
		}
		written[h] = true
		if typed == "" || typed == "-" || typed == "–" {
			continue
		}
		field, ok := w.Field(typed)
		switch {
		case !ok:
			blame("field", typed)
		case c[h] != "":
			blame("heading_twice", h)
		case !several(field) && slices.ContainsFunc(heading, func(o string) bool { return c[o] == field }):
			blame("field_twice", typed)
		default:
			c[h] = field
		}
	}
	for _, h := range heading {
		field := known[h]
		if field == "" || written[h] || !several(field) && slices.ContainsFunc(heading, func(o string) bool { return c[o] == field }) {
			continue
		}
		c[h] = field
	}
	if len(faults) == 0 && len(c.Missing()) > 0 {
		faults = append(faults, ColumnFault{0, "no_name", ""})
	}
	return c, faults
}

// cutHeading is the heading that a line begins with, and what stands after the
// sign. A heading can have such a sign in it.
func cutHeading(line string, heading []string) (h, rest string, ok bool) {
	for i, r := range line {
		if r != '=' {
			continue
		}
		typed := fold(line[:i])
		for _, h := range heading {
			if h != "" && (fold(h) == typed && typed != "" || strings.TrimSpace(line[:i]) == h) {
				return h, strings.TrimSpace(line[i+1:]), true
			}
		}
	}
	h, _, _ = strings.Cut(line, "=")
	return h, "", false
}

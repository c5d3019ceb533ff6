package entry

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

// The most characters of a field: what the record takes in a line, and what
// Discord takes in a form.
const (
	mostLine = 500
	mostText = 4000
	mostKept = 5000 // what the record takes in a text
)

// sheet is a form that was filled in, while it is read into a casefile.
type sheet struct {
	c      *casefile.Casefile // the new one, which is changed
	lang   string
	today  calendar.Day
	fields []Field
	typed  Values
	full   Values // what the record says
	stood  Values // what stood in the form: full, cut to the form's size
	fresh  bool   // it is a new fact
	faults Faults
}

// blame notes a fault of a field as a whole.
func (s *sheet) blame(field, code string, example Example) {
	s.blamePart(field, code, "", example)
}

func (s *sheet) blamePart(field, code, part string, example Example) {
	text := ""
	if f := s.field(field); f.Type != Choice && f.Type != Choices {
		text, _, _ = strings.Cut(clean(s.typed[field], true), "\n")
	}
	s.faults = append(s.faults, Fault{Field: field, Text: clip(text), Part: clip(part), Code: code, Example: example})
}

func (s *sheet) field(name string) Field {
	for _, f := range s.fields {
		if f.Name == name {
			return f
		}
	}
	return Field{}
}

// has reports whether the form has the field.
func (s *sheet) has(name string) bool {
	return slices.ContainsFunc(s.fields, func(f Field) bool { return f.Name == name })
}

// changed is what was typed into a field, clean; false if that leaves the
// record as it is, or can't be taken.
func (s *sheet) changed(name string) (string, bool) {
	f := s.field(name)
	raw, there := s.typed[name]
	if !there {
		if !s.fresh {
			return "", false
		}
		raw = s.stood[name]
	}
	lines := f.Type == Text || f.Type == Penalties || f.Type == Sources
	text := clean(raw, lines)
	if stood := clean(s.stood[name], lines); !s.fresh && text == stood {
		return "", false
	} else if rest, cut := s.rest(name); cut {
		if body, ok := strings.CutSuffix(text, "…"); ok {
			text = clean(body+rest, lines)
		}
	}
	if text == Unsaid && (f.Type == Choice || f.Type == Choices) {
		text = ""
	}
	most := f.Max
	switch {
	case most == 0 && lines:
		most = mostKept
	case most == 0:
		most = mostLine
	}
	switch n := utf8.RuneCountInString(text); {
	case f.Required && text == "":
		s.blame(name, "required", exampleOf(f))
		return "", false
	case n > most:
		s.blame(name, "too_long", "")
		return "", false
	}
	return text, true
}

// rest is what a form was too small to show of a field.
func (s *sheet) rest(name string) (string, bool) {
	full, stood := s.full[name], s.stood[name]
	if full == stood {
		return "", false
	}
	return full[len(strings.TrimSuffix(stood, "…")):], true
}

// fitted cuts what is too long for a form, counted as Discord's programs
// count, in UTF-16. What is cut ends in "…".
func fitted(v Values, fields []Field) Values {
	out := maps.Clone(v)
	for _, f := range fields {
		if f.Type != Choice && f.Type != Choices {
			out[f.Name] = cut(out[f.Name], cmp.Or(f.Max, mostText))
		}
	}
	return out
}

func cut(text string, most int) string {
	n, end := 0, 0
	for i, r := range text {
		if n <= most-1 {
			end = i
		}
		if n += utf16.RuneLen(r); n > most {
			return strings.TrimRight(text[:end], " \n") + "…"
		}
	}
	return text
}

func (s *sheet) line(name string, to *string) {
	if text, ok := s.changed(name); ok {
		*to = text
	}
}

func (s *sheet) date(name string, to *calendar.Date) {
	text, ok := s.changed(name)
	if !ok {
		return
	}
	if text == "" {
		*to = calendar.Date{}
		return
	}
	d, err := calendar.ParseTyped(text, s.today)
	if err != nil {
		code, part := dateFault(err)
		s.blamePart(name, code, part, "date")
		return
	}
	*to = d
}

// order refuses a date that surely lies before another, if it was typed.
func (s *sheet) order(name string, later, earlier calendar.Date) {
	if _, there := s.typed[name]; there && later.Before(earlier) == calendar.Yes {
		s.blamePart(name, "date.before", earlier.String(), "date")
	}
}

func (s *sheet) year(name string, to *casefile.Year) {
	text, ok := s.changed(name)
	if !ok {
		return
	}
	if text == "" {
		*to = casefile.Year{}
		return
	}
	y, ok := yearOf(text, s.today)
	if !ok {
		s.blame(name, "year", "year")
		return
	}
	*to = y
}

// choice is the option that was chosen, "" for none; false if that leaves the
// record as it is.
func (s *sheet) choice(name string) (string, bool) {
	text, ok := s.changed(name)
	if !ok {
		return "", false
	}
	if text != "" && !s.offered(name, text) {
		s.blame(name, "choice", "")
		return "", false
	}
	return text, true
}

func (s *sheet) offered(name, value string) bool {
	return slices.ContainsFunc(s.field(name).Options, func(o Option) bool { return o.Value == value })
}

// code reads a choice into a word of the record.
func code[T ~string](s *sheet, name string, to *T) {
	if value, ok := s.choice(name); ok {
		*to = T(value)
	}
}

// said reads what every fact carries, as far as the form asks for it.
func (s *sheet) said(f *casefile.Fact) {
	if s.has("who") {
		s.line("who", &f.Attribution)
	}
	if s.has("sources") {
		s.sources(f)
	}
	if s.has("visible") {
		if value, ok := s.choice("visible"); ok {
			f.Visibility = ""
			if value == Curators {
				f.Visibility = casefile.Confidential
			}
		}
	}
	if s.has("confidence") {
		code(s, "confidence", &f.Confidence)
	}
}

// fillSaid is what stands in the fields that said reads.
func fillSaid(v Values, c *casefile.Casefile, f *casefile.Fact) {
	v["who"] = f.Attribution
	v["sources"] = writeSources(c, f.Sources)
	v["visible"] = Everybody
	if f.Visibility == casefile.Confidential {
		v["visible"] = Curators
	}
	v["confidence"] = orUnsaid(f.Confidence)
}

func orUnsaid[T ~string](code T) string {
	if code == "" {
		return Unsaid
	}
	return string(code)
}

// exampleOf is the example for a field that was left empty.
func exampleOf(f Field) Example {
	switch f.Type {
	case Date:
		return "date"
	case Penalties:
		return "penalty"
	case Sources:
		return "source"
	}
	return ""
}

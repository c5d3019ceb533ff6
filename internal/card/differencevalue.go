package card

import (
	"encoding/json"
	"reflect"
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// raw is a value of a change in words: dates and terms in the reader's, codes
// by their words, whole facts as what they hold.
func (w wording) raw(at place, text string) string {
	if text == "" {
		return ""
	}
	if at.of.Kind() == reflect.String {
		return Cut(w.value(reflect.ValueOf(text).Convert(at.of), at.holder, at.member), longestValue)
	}
	v := reflect.New(at.of)
	if err := json.Unmarshal([]byte(text), v.Interface()); err != nil {
		quoted, err := json.Marshal(text)
		if err != nil || json.Unmarshal(quoted, v.Interface()) != nil {
			return Cut(w.l.Isolate(Escape(text)), longestValue)
		}
	}
	return Cut(w.value(v.Elem(), at.holder, at.member), longestValue)
}

// value is a value of the record in words; holder and member say what it is.
func (w wording) value(v reflect.Value, holder reflect.Type, member string) string {
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return ""
		}
		v = v.Elem()
	}
	switch x := v.Interface().(type) {
	case calendar.Date:
		return Date(x, w.l)
	case calendar.Term:
		return Term(x, w.l)
	case casefile.Year:
		return w.l.Digits(x.String())
	case casefile.Amount:
		return w.l.Decimal(x.String())
	case bool:
		if x {
			return w.l.T("difference.yes")
		}
		return w.l.T("difference.no")
	case int:
		return w.l.Number(x)
	}
	switch v.Kind() {
	case reflect.Struct:
		return w.whole(v)
	case reflect.Slice:
		items := make([]string, 0, v.Len())
		for i := range v.Len() {
			items = append(items, w.value(v.Index(i), holder, member))
		}
		return strings.Join(items, w.l.T("list.semicolon"))
	}
	return w.text(v.String(), holder, member)
}

// whole is a fact as what it holds: field by field, its id left out.
func (w wording) whole(v reflect.Value) string {
	var parts []string
	for _, f := range reflect.VisibleFields(v.Type()) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		field := v.FieldByIndex(f.Index)
		if f.Anonymous || name == "" || name == "id" || field.IsZero() {
			continue
		}
		said := w.value(field, v.Type(), name)
		if said == "" {
			continue
		}
		parts = append(parts, w.l.T("difference.part", locale.Text("field", fieldName(v.Type(), name, w.l)), locale.Text("value", said)))
	}
	return strings.Join(parts, w.l.T("list.semicolon"))
}

// text is a text of the record, or the words for a code.
func (w wording) text(s string, holder reflect.Type, member string) string {
	p := pen{l: w.l}
	switch prefix := codes(holder, member); {
	case member == "country":
		p.country(s)
	case prefix != "":
		p.code(prefix, s)
	case member == "sources":
		p.stored(w.sourceName(s))
	case holder == reflect.TypeFor[casefile.Sentence]() && member == "charges",
		holder == reflect.TypeFor[casefile.Part]() && member == "charge":
		p.stored(w.chargeName(s))
	default:
		p.phrase(s)
	}
	return p.String()
}

// codes is the beginning of the catalogue's keys for what a member can be, ""
// of one that holds free text.
func codes(holder reflect.Type, member string) string {
	if holder == nil {
		return ""
	}
	switch member {
	case "visibility":
		return "visibility."
	case "confidence":
		return "confidence."
	case "outcome":
		if holder != reflect.TypeFor[casefile.Charge]() {
			return "outcome."
		}
	case "code":
		return "status."
	case "rule":
		return "rule."
	case "instance":
		return "sentence.instance."
	case "sex":
		return "sex."
	case "kind":
		switch holder {
		case reflect.TypeFor[casefile.Custody]():
			return "custody."
		case reflect.TypeFor[casefile.Proceeding](), reflect.TypeFor[casefile.Event]():
			return "kind."
		case reflect.TypeFor[casefile.Penalty]():
			return "choice.penalty."
		case reflect.TypeFor[casefile.Source]():
			return "source."
		case reflect.TypeFor[casefile.Name]():
			return "name."
		}
	}
	return ""
}

// sourceName is who published the source with that id, as far as is known.
func (w wording) sourceName(id string) string {
	for _, c := range []*casefile.Casefile{w.after, w.before} {
		for i := range c.Sources {
			if c.Sources[i].ID == id {
				return publisher(&c.Sources[i])
			}
		}
	}
	return id
}

// chargeName is the text of the charge with that id, as far as is known.
func (w wording) chargeName(id string) string {
	for _, c := range []*casefile.Casefile{w.after, w.before} {
		for i := range c.Charges {
			if c.Charges[i].ID == id {
				return c.Charges[i].Text
			}
		}
	}
	return id
}

// longestName is how much of a fact's text its name in a list takes.
const longestName = 80

// about is what an entry of a list is called: what it is about, or when it
// was; "" where nothing of that is known.
func (w wording) about(entry any) string {
	p := pen{l: w.l}
	kind := func(prefix, code string, d calendar.Date) {
		p.code(prefix, code)
		if !d.IsZero() {
			p.words("list.comma")
			p.date(d)
		}
	}
	switch x := entry.(type) {
	case casefile.Sentence:
		if d := dated(&x); !d.IsZero() {
			p.date(d)
		}
	case casefile.Proceeding:
		kind("kind.", x.Kind, x.Date)
	case casefile.Event:
		kind("kind.", x.Kind, x.Date)
	case casefile.Custody:
		kind("custody.", x.Kind, x.Start)
	case casefile.Penalty:
		p.code("choice.penalty.", string(x.Kind))
		if x.Of != "" {
			p.words("list.comma")
			p.phrase(x.Of)
		}
	case casefile.Charge:
		p.phrase(x.Text)
	case casefile.Part:
		p.stored(w.chargeName(x.Charge))
	case casefile.Work:
		p.stored(x.Title)
	case casefile.Award:
		p.stored(x.Name)
	case casefile.Related:
		p.stored(x.Name)
	case casefile.Name:
		p.stored(x.Text)
	case casefile.Text:
		p.phrase(x.Text)
	case casefile.Remark:
		p.stored(x.About)
	case casefile.Withheld:
		p.stored(x.What)
	case casefile.Source:
		p.stored(publisher(&x))
	}
	return Cut(p.String(), longestName)
}

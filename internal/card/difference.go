package card

import (
	"reflect"
	"strconv"
	"strings"

	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// Compare says in words what differs between two revisions, a line for each
// change: where, what stood there, what stands there now. Facts are called by
// what they are about, and what is for curators only is marked as such.
func Compare(before, after *casefile.Casefile, l *locale.Locale) []string {
	return differences(casefile.Diff(before, after), wording{l: l, before: before, after: after})
}

// differences are some of the changes between two revisions, in words.
func differences(changes []casefile.Change, w wording) []string {
	lines := make([]string, len(changes))
	for i := range changes {
		lines[i] = w.change(&changes[i])
	}
	return lines
}

// longestValue is how much of an old or a new value a difference shows.
const longestValue = 500

// wording says changes between two revisions in words.
type wording struct {
	l             *locale.Locale
	before, after *casefile.Casefile
}

// change is one change as a line.
func (w wording) change(c *casefile.Change) string {
	at := w.place(c)
	p := newPen(w.l, 128)
	p.line("")
	where := strings.Join(at.words, " · ")
	old, now := w.raw(at, c.Old), w.raw(at, c.New)
	if at.visibility { // none means: as the casefile
		everybody := w.l.T("visibility.everybody")
		if c.Old == "" {
			old = everybody
		}
		if c.New == "" {
			now = everybody
		}
	}
	switch {
	case c.Kind == casefile.Reordered:
		p.words("difference.reordered", locale.Text("where", where), locale.Text("new", w.l.Isolate(Escape(c.New))))
	case c.Kind == casefile.Added && !at.visibility:
		p.words("difference.added", locale.Text("where", where), locale.Text("new", now))
	case c.Kind == casefile.Removed && !at.visibility:
		p.words("difference.removed", locale.Text("where", where), locale.Text("old", old))
	case old == now: // differs in how it is written
		p.words("difference.changed", locale.Text("where", where),
			locale.Text("old", w.l.Isolate(Escape(c.Old))), locale.Text("new", w.l.Isolate(Escape(c.New))))
	default:
		p.words("difference.changed", locale.Text("where", where), locale.Text("old", old), locale.Text("new", now))
	}
	if at.confidential && !at.visibility {
		p.WriteByte(' ')
		p.words("difference.curators")
	}
	return p.String()
}

// place is where a change is.
type place struct {
	words        []string // from the outside in, ready to show
	holder       reflect.Type
	member       string // of holder
	of           reflect.Type
	visibility   bool // it is who may see a fact
	confidential bool
}

// place follows the change's label through the types and, where they are
// known, its path through the values.
func (w wording) place(c *casefile.Change) place {
	at := place{of: reflect.TypeFor[casefile.Casefile]()}
	tokens := strings.Split(strings.TrimPrefix(c.Path, "/"), "/")
	values := w.reach(c, tokens)
	for i, label := range c.Label {
		switch at.of.Kind() {
		case reflect.Slice:
			one := singular(at.member, w.l)
			if i < len(values) && values[i].IsValid() {
				if about := w.about(values[i].Interface()); about != "" {
					label = about
				} else {
					label = w.l.Isolate(Escape(label))
				}
			} else {
				label = w.l.Isolate(Escape(label))
			}
			if len(at.words) > 0 { // the list's own name gives way to the entry's
				at.words = at.words[:len(at.words)-1]
			}
			at.of = at.of.Elem()
			if at.of.Kind() == reflect.String { // the entry is its own name
				at.words = append(at.words, one)
				break
			}
			at.words = append(at.words, w.l.T("difference.entry", locale.Text("kind", one), locale.Text("what", label)))
		default:
			t, ok := memberType(at.of, label)
			if !ok {
				at.words = append(at.words, w.l.Isolate(Escape(label)))
				return at
			}
			at.holder, at.member = at.of, label
			at.words = append(at.words, fieldName(at.holder, label, w.l))
			at.of = t
		}
		if at.of.Kind() == reflect.Pointer {
			at.of = at.of.Elem()
		}
		if i < len(values) && values[i].IsValid() {
			at.confidential = at.confidential || secret(values[i])
		}
	}
	for i, s := range at.words {
		at.words[i] = "**" + s + "**"
	}
	at.visibility = at.member == "visibility" && len(c.Label) > 1
	at.confidential = at.confidential && at.member != "public_text" // made to be read by everybody
	if len(values) == 0 {                                           // of a whole fact its own text tells
		at.confidential = strings.Contains(c.Old+c.New, `"visibility":"`+string(casefile.Confidential)+`"`)
	}
	return at
}

// reach are the values along the path, one for each token: of what was removed
// in the old revision, otherwise in the new one.
func (w wording) reach(c *casefile.Change, tokens []string) []reflect.Value {
	from := w.after
	if c.Kind == casefile.Removed {
		from = w.before
	}
	var values []reflect.Value
	v := reflect.ValueOf(from).Elem()
	for _, token := range tokens {
		switch v.Kind() {
		case reflect.Slice:
			n, err := strconv.Atoi(token)
			if err != nil || n < 0 || n >= v.Len() {
				return values
			}
			v = v.Index(n)
		case reflect.Struct:
			f, ok := memberOf(v.Type(), token)
			if !ok {
				return values
			}
			v = v.FieldByIndex(f.Index)
		default:
			return values
		}
		if v.Kind() == reflect.Pointer {
			if v.IsNil() { // removed as a whole; the label says enough
				return values
			}
			v = v.Elem()
		}
		values = append(values, v)
	}
	return values
}

// secret reports whether v is a fact for curators only.
func secret(v reflect.Value) bool {
	if v.Kind() != reflect.Struct {
		return false
	}
	f := v.FieldByName("Fact")
	if !f.IsValid() {
		return false
	}
	fact, ok := f.Interface().(casefile.Fact)
	return ok && fact.Visibility == casefile.Confidential
}

// memberOf is the field of a type of the record that is written as name.
func memberOf(t reflect.Type, name string) (reflect.StructField, bool) {
	if t.Kind() != reflect.Struct {
		return reflect.StructField{}, false
	}
	for _, f := range reflect.VisibleFields(t) {
		if tag, _, _ := strings.Cut(f.Tag.Get("json"), ","); tag == name && name != "" {
			return f, true
		}
	}
	return reflect.StructField{}, false
}

func memberType(t reflect.Type, name string) (reflect.Type, bool) {
	f, ok := memberOf(t, name)
	return f.Type, ok
}

// fieldName is what a member of a type is called.
func fieldName(of reflect.Type, member string, l *locale.Locale) string {
	if key := "field." + strings.ToLower(of.Name()) + "." + member; l.Has(key) {
		return l.T(key)
	}
	return l.T("field." + member)
}

// singular is what one entry of a list is called.
func singular(list string, l *locale.Locale) string { return l.T("field.one." + list) }

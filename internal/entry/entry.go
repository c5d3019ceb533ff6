// Package entry is what a curator fills in: for each kind of fact the fields
// of its form, what stands in them, and the casefile that comes of what was
// typed. It knows nothing of Discord or storage, and of languages only those
// in which penalties are typed; labels are looked up by the names it gives,
// and faults are worded by whoever shows them.
//
// Three rules hold for every form. A field that was left as [Kind.Fill] filled
// it leaves the record as it is, so that sending a form unchanged changes
// nothing. What can't be read is a [Fault], and then nothing is changed at
// all. And nothing is kept that wasn't typed: a number of lashes, an amount, a
// day that nobody gave stay unknown.
package entry

import (
	"errors"
	"maps"
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

// Values are what stands in a form, by the names of its fields. A choice of several
// is joined by commas.
type Values map[string]string

// WithCountry is v with the country as its code, where code knows what was
// typed: names of countries are a matter of languages, which this package
// knows nothing of. [Kind.Apply] itself takes a code of two letters only.
func (v Values) WithCountry(code func(typed string) (string, bool)) Values {
	found, ok := code(clean(v["country"], false))
	if !ok {
		return v
	}
	out := maps.Clone(v)
	out["country"] = found
	return out
}

// Type is how a field is filled in.
type Type int

// The types.
const (
	Line      Type = iota // one line
	Text                  // several lines
	Date                  // one line, read by calendar.ParseTyped
	Penalties             // one penalty a line, see ParsePenalties
	Sources               // one source a line: a link, a publisher, or both
	Choice                // one of Options
	Choices               // several of Options
)

// Field is one field of a form.
type Field struct {
	Name     string // also names its label: "entry.<name>"
	Type     Type
	Required bool
	Max      int      // characters; 0: 4000
	Options  []Option // of Choice and Choices, at most 25
}

// Key is the catalogue's name of the field's label. Under it and ".note" may
// stand a line of advice.
func (f Field) Key() string { return "entry." + f.Name }

// Option is one thing to choose. Its label is what the catalogue has under
// Key; where Key is empty, or the catalogue hasn't got it (the kind of an
// event that somebody's file brought along), it is Label, a text of the record.
//
// The keys are those by which cards show the same codes: choice.status.<code>,
// outcome.<code>, custody.<kind>, kind.<kind> of proceedings and events,
// source.<kind>. Only what no card shows has one of its own,
// entry.<field>.<value>.
type Option struct{ Value, Key, Label string }

// Unsaid is the value of the option that says that nothing is known or meant.
const Unsaid = "-"

// Who may see a fact: values of the field "visible".
const (
	Everybody = "everybody"
	Curators  = "curators"
)

// Fact is one fact of a casefile that can be changed or removed.
type Fact struct {
	Kind         string        // name of its Kind
	Ref          string        // which one; at most 100 characters
	Date         calendar.Date // its day or when it began; may be zero
	Key          string        // catalogue key of its code, as "custody.prison"; may be empty
	Texts        []string      // what else tells it apart for a person: words of the record
	Confidential bool
}

// Kind is a kind of fact that curators keep: person, status, whereabouts,
// custody, charge, proceeding, sentence, event, work, award, contact, source.
type Kind struct {
	Name string
	Many bool // a casefile has several of it; otherwise Ref is always ""

	lang string
}

// Kinds are all kinds, in the order of the commands.
func Kinds() []Kind {
	var all []Kind
	for _, k := range keepers() {
		all = append(all, k.kind())
	}
	return all
}

// KindOf is the kind of that name.
func KindOf(name string) (Kind, bool) {
	k := keeperOf(name)
	if k == nil {
		return Kind{}, false
	}
	return k.kind(), true
}

// In is the kind with what it writes itself, such as penalties, in a language:
// "fa" is Persian, all else English. Either is read, whatever it is. Values
// that are compared with one another, as by [Merge], must be of one language.
func (k Kind) In(lang string) Kind {
	k.lang = lang
	return k
}

// Fields are the fields of the kind's form, at most five. c is the casefile, for
// what can be chosen in it.
func (k Kind) Fields(c *casefile.Casefile) []Field {
	if x := keeperOf(k.Name); x != nil {
		return x.fields(c)
	}
	return nil
}

// Further are the fields that are asked after the form, by selects beside the
// preview: at most three, all of type Choice or Choices. One is always "visible" (everybody, curators).
func (k Kind) Further(c *casefile.Casefile) []Field {
	if x := keeperOf(k.Name); x != nil {
		return x.further(c)
	}
	return nil
}

// Facts lists the facts of the kind. A person isn't listed: there is one in
// every casefile, and it can't be removed.
func (k Kind) Facts(c *casefile.Casefile) []Fact {
	if x := keeperOf(k.Name); x != nil {
		return x.facts(c, k.lang)
	}
	return nil
}

// Errors of those who name a fact.
var (
	// ErrGone says that the fact isn't in the casefile any more.
	ErrGone = errors.New("no such fact any more")
	// ErrStays says that it is the person, who can't be removed from a casefile.
	ErrStays = errors.New("the person can't be removed from a casefile")
)

// Fill is what stands in the fields, the further ones included, for that fact;
// with ref "" what stands in the form of a new one (or of the only one). Texts
// that are longer than a field are cut and end in "…": sent back so, the rest
// is still there.
func (k Kind) Fill(c *casefile.Casefile, ref string) (Values, error) {
	x := keeperOf(k.Name)
	if x == nil {
		return nil, ErrGone
	}
	at, ok := x.find(c, ref)
	if !ok {
		return nil, ErrGone
	}
	fields := append(x.fields(c), x.further(c)...)
	return fitted(x.fill(c, at, k.lang), fields), nil
}

// Apply is the casefile with the values in place of the fact, or as a new fact
// with ref "". c isn't changed. What the form doesn't show of a fact stays as
// it is, and so does a field that v hasn't got; of a new fact it is then what
// [Kind.Fill] says. ref names the fact in the new casefile. The error is a
// [Faults] or ErrGone.
//
// A country is taken as a code of two letters, see [Values.WithCountry]; a
// contact's casefile as a slug.
func (k Kind) Apply(c *casefile.Casefile, ref string, v Values, today calendar.Day) (after *casefile.Casefile, newRef string, err error) {
	x := keeperOf(k.Name)
	if x == nil {
		return nil, "", ErrGone
	}
	at, ok := x.find(c, ref)
	if !ok {
		return nil, "", ErrGone
	}
	s := &sheet{c: c.Clone(), lang: k.lang, today: today, typed: v, fresh: at < 0}
	s.fields = append(x.fields(c), x.further(c)...)
	s.full = x.fill(c, at, k.lang)
	s.stood = fitted(s.full, s.fields)
	at = x.read(s, at)
	if len(s.faults) == 0 {
		s.sweep(c)
		s.validate(c, x.place(at))
	}
	if len(s.faults) > 0 {
		return nil, "", s.ordered()
	}
	return s.c, x.ref(s.c, at), nil
}

// Follow finds the fact in a later revision of the casefile.
func (k Kind) Follow(before, after *casefile.Casefile, ref string) (newRef string, ok bool) {
	x := keeperOf(k.Name)
	if x == nil {
		return "", false
	}
	at, ok := x.find(before, ref)
	if !ok {
		return "", false
	}
	if at < 0 {
		return "", ref == "" // a new one, or a single one that isn't on record yet
	}
	at = x.follow(before, after, at)
	if at < 0 {
		return "", false
	}
	return x.ref(after, at), true
}

// words are texts of the record, those that are empty left out.
func words(all ...string) []string {
	var out []string
	for _, s := range all {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

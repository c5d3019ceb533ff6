// Package entry is what a curator fills in: for each kind of fact the fields
// of its form, what stands in them, and the casefile that comes of what was
// typed. It knows nothing of Discord, languages or storage; labels are looked
// up by the names it gives, and faults are worded by whoever shows them.
package entry

import (
	"errors"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

// Values are what stands in a form, by the names of its fields. A choice of several
// is joined by commas.
type Values map[string]string

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

// Option is one thing to choose. Its label is Label where that is set (a text of the record), else the
// catalogue's "entry.<field>.<value>".
type Option struct{ Value, Label string }

// Fact is one fact of a casefile that can be changed or removed.
type Fact struct {
	Kind         string   // name of its Kind
	Ref          string   // which one; at most 100 characters
	Texts        []string // what tells it apart for a person: dates and words of the record
	Confidential bool
}

// Kind is a kind of fact that curators keep: person, status, whereabouts,
// custody, charge, proceeding, sentence, event, work, award, contact, source.
type Kind struct {
	Name string
	Many bool // a casefile has several of it; otherwise Ref is always ""
}

// Kinds are all kinds, in the order of the commands.
func Kinds() []Kind { return nil }

// KindOf is the kind of that name.
func KindOf(name string) (Kind, bool) { return Kind{}, false }

// Fields are the fields of the kind's form, at most five. c is the casefile, for
// what can be chosen in it.
func (k Kind) Fields(c *casefile.Casefile) []Field { return nil }

// Further are the fields that are asked after the form, by selects beside the
// preview: at most three, all of type Choice. One is always "visible" (everybody, curators).
func (k Kind) Further(c *casefile.Casefile) []Field { return nil }

// Facts lists the facts of the kind.
func (k Kind) Facts(c *casefile.Casefile) []Fact { return nil }

// ErrGone says that the fact isn't in the casefile any more.
var ErrGone = errors.New("no such fact any more")

// Fill is what stands in the fields, the further ones included, for that fact;
// with ref "" what stands in the form of a new one (or of the only one).
func (k Kind) Fill(c *casefile.Casefile, ref string) (Values, error) { return nil, errUnbuilt }

// Apply is the casefile with the values in place of the fact, or as a new fact
// with ref "". c isn't changed. What the form doesn't show of a fact stays as
// it is. ref names the fact in the new casefile. The error is a [Faults] or ErrGone.
func (k Kind) Apply(c *casefile.Casefile, ref string, v Values, today calendar.Day) (after *casefile.Casefile, newRef string, err error) {
	return nil, "", errUnbuilt
}

// Remove is the casefile without the fact, and without what points to it. The names of what else
// had to go or be mended are in touched, as JSON pointers into c.
func Remove(c *casefile.Casefile, kind, ref string) (after *casefile.Casefile, touched []string, err error) {
	return nil, nil, errUnbuilt
}

// Follow finds the fact in a later revision of the casefile.
func (k Kind) Follow(before, after *casefile.Casefile, ref string) (newRef string, ok bool) {
	return "", false
}

// NewCasefile is a draft about somebody new, of what the form of `new` asks: name, names,
// country, profession, status. Slug is left empty.
func NewCasefile(v Values, today calendar.Day) (*casefile.Casefile, error) { return nil, errUnbuilt }

// NewFields are the fields of that form.
func NewFields() []Field { return nil }

// Clash is a field that two curators changed differently.
type Clash struct{ Field, Base, Theirs, Mine string }

// Merge puts what I changed since base onto what stands there now, field by
// field. Where both changed the same field, mine stands in merged, and the
// field is among the clashes.
func Merge(base, theirs, mine Values) (merged Values, clashes []Clash) { return nil, nil }

// Faults are what is wrong with the values of a form, in the order of its fields.
type Faults []Fault

// Error is the first fault in plain English.
func (f Faults) Error() string { return "unbuilt" }

// Fault is one thing that was not understood, so that it can be worded in the
// reader's language: catalogue key "fault.<code>".
type Fault struct {
	Field   string
	Line    int    // of the field, from 1; 0: the field as a whole
	Text    string // the line as it was typed, cut to 100 characters
	Part    string // the part of it that was not understood; may be empty
	Code    string // such as "penalty.unit", "date.no_year", "source.link", "too_long"
	Example Example
}

// Example names a text that would be understood: "example.<name>" of the catalogue, in the reader's language.
type Example string

var errUnbuilt = errors.New("unbuilt")

package entry

import (
	"vigil/internal/casefile"
)

// keeper is how one kind of fact is listed, shown in a form and read from it.
// Facts are known by where they stand; -1 is one that isn't on record.
type keeper interface {
	kind() Kind
	fields(c *casefile.Casefile) []Field
	further(c *casefile.Casefile) []Field
	facts(c *casefile.Casefile, lang string) []Fact
	find(c *casefile.Casefile, ref string) (at int, ok bool)
	ref(c *casefile.Casefile, at int) string
	follow(before, after *casefile.Casefile, at int) int
	fill(c *casefile.Casefile, at int, lang string) Values
	read(s *sheet, at int) int
	drop(c *casefile.Casefile, at int)
	place(at int) place
}

// keepers are those of all kinds, in the order of the commands.
func keepers() []keeper {
	return []keeper{
		personKind(), statusKind(), whereaboutsKind(), custodyKind(), chargeKind(), proceedingKind(),
		sentenceKind(), eventKind(), workKind(), awardKind(), contactKind(), sourceKind(),
	}
}

func keeperOf(name string) keeper {
	for _, k := range keepers() {
		if k.kind().Name == name {
			return k
		}
	}
	return nil
}

// place is where in a casefile a fact stands, and which field of its form
// shows which of its members: for what validation finds wrong with it.
type place struct {
	path   string            // JSON pointer
	fields map[string]string // member → field
}

// form is what one and several have in common.
type form[T any] struct {
	name  string
	ask   func(c *casefile.Casefile) []Field                      // the form's fields
	then  func(c *casefile.Casefile) []Field                      // those beside the preview
	tell  func(f *Fact, x *T, lang string)                        // what tells a fact apart
	show  func(v Values, c *casefile.Casefile, x *T)              // what stands in the fields
	take  func(s *sheet, x *T)                                    // and back
	fact  func(x *T) *casefile.Fact                               // what every fact carries
	start func(c *casefile.Casefile, x *T, v Values)              // a new one; may be nil
	lines func(v Values, c *casefile.Casefile, x *T, lang string) // what is written in a language; may be nil

	member  string            // of the casefile, as the format calls it
	members map[string]string // see place
}

func (f form[T]) fields(c *casefile.Casefile) []Field  { return f.ask(c) }
func (f form[T]) further(c *casefile.Casefile) []Field { return f.then(c) }

func (f form[T]) values(c *casefile.Casefile, x *T, lang string) Values {
	v := Values{}
	fillSaid(v, c, f.fact(x))
	f.show(v, c, x)
	if f.lines != nil {
		f.lines(v, c, x, lang)
	}
	asked := Values{}
	for _, field := range append(f.ask(c), f.then(c)...) {
		asked[field.Name] = v[field.Name]
	}
	return asked
}

func (f form[T]) told(x *T, ref, lang string) Fact {
	t := Fact{Kind: f.name, Ref: ref, Confidential: f.fact(x).Visibility == casefile.Confidential}
	f.tell(&t, x, lang)
	return t
}

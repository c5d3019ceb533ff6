package entry

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"strconv"
	"strings"

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

// several is a kind of which a casefile has a list.
type several[T any] struct {
	form[T]
	of     func(c *casefile.Casefile) *[]T
	id     func(x *T) *string // nil: they have none
	prefix string             // of new ids
}

func (k several[T]) kind() Kind { return Kind{Name: k.name, Many: true} }

func (k several[T]) facts(c *casefile.Casefile, lang string) []Fact {
	var all []Fact
	for i := range *k.of(c) {
		all = append(all, k.told(&(*k.of(c))[i], k.ref(c, i), lang))
	}
	return all
}

// ref is the fact's id. One without is known by its place and what stands
// there; see find.
func (k several[T]) ref(c *casefile.Casefile, at int) string {
	x := &(*k.of(c))[at]
	if k.id != nil {
		return *k.id(x)
	}
	return strconv.Itoa(at) + "." + digest(x)
}

// find is where the fact stands that ref named, in this revision or an earlier
// one. One without an id may have moved, but must not have changed.
func (k several[T]) find(c *casefile.Casefile, ref string) (int, bool) {
	if ref == "" {
		return -1, true
	}
	list := *k.of(c)
	if k.id != nil {
		for i := range list {
			if *k.id(&list[i]) == ref {
				return i, true
			}
		}
		return 0, false
	}
	at, sum, ok := strings.Cut(ref, ".")
	n, err := strconv.Atoi(at)
	if !ok || err != nil {
		return 0, false
	}
	best := -1
	for i := range list {
		if digest(&list[i]) == sum && (best < 0 || abs(i-n) < abs(best-n)) {
			best = i
		}
	}
	return best, best >= 0
}

func abs(n int) int { return max(n, -n) }

// digest is a short text that is the same for the same fact.
func digest(x any) string {
	data, err := json.Marshal(x)
	if err != nil {
		data = []byte(err.Error())
	}
	h := fnv.New32a()
	h.Write(data)
	return fmt.Sprintf("%08x", h.Sum32())
}

func (k several[T]) follow(before, after *casefile.Casefile, at int) int {
	return casefile.Pair(*k.of(before), *k.of(after))[at]
}

func (k several[T]) fill(c *casefile.Casefile, at int, lang string) Values {
	if at >= 0 {
		return k.values(c, &(*k.of(c))[at], lang)
	}
	var x T
	v := k.values(c, &x, lang)
	if k.start != nil {
		k.start(c, &x, v)
	}
	return v
}

func (k several[T]) read(s *sheet, at int) int {
	list := k.of(s.c)
	if at < 0 {
		var x T
		if k.id != nil {
			*k.id(&x) = k.newID(*list)
		}
		at = len(*list)
		*list = append(*list, x)
	}
	x := (*list)[at]
	k.take(s, &x)
	s.said(k.fact(&x))
	(*list)[at] = x // taking it may have added to this very list
	return at
}

// newID is the prefix with the number after the highest, so that no id comes
// to mean something else.
func (k several[T]) newID(list []T) string {
	highest := 0
	for i := range list {
		if digits, ok := strings.CutPrefix(*k.id(&list[i]), k.prefix); ok {
			if n, err := strconv.Atoi(digits); err == nil && len(digits) < 9 {
				highest = max(highest, n)
			}
		}
	}
	return k.prefix + strconv.Itoa(highest+1)
}

func (k several[T]) drop(c *casefile.Casefile, at int) {
	list := k.of(c)
	*list = append((*list)[:at:at], (*list)[at+1:]...)
	if len(*list) == 0 {
		*list = nil
	}
}

func (k several[T]) place(at int) place {
	return place{"/" + k.member + "/" + strconv.Itoa(at), k.members}
}

// single is a kind of which a casefile has one at most.
type single[T any] struct {
	form[T]
	get func(c *casefile.Casefile) *T    // nil if there is none
	put func(c *casefile.Casefile, x *T) // nil takes it away
}

func (k single[T]) kind() Kind { return Kind{Name: k.name} }

func (k single[T]) facts(c *casefile.Casefile, lang string) []Fact {
	x := k.get(c)
	if x == nil || k.tell == nil {
		return nil
	}
	return []Fact{k.told(x, "", lang)}
}

func (k single[T]) find(c *casefile.Casefile, ref string) (int, bool) {
	switch {
	case ref != "":
		return 0, false
	case k.get(c) == nil:
		return -1, true
	}
	return 0, true
}

func (k single[T]) ref(*casefile.Casefile, int) string { return "" }

func (k single[T]) follow(_, after *casefile.Casefile, _ int) int {
	if k.get(after) == nil {
		return -1
	}
	return 0
}

func (k single[T]) fill(c *casefile.Casefile, at int, lang string) Values {
	if x := k.get(c); x != nil {
		return k.values(c, x, lang)
	}
	var x T
	v := k.values(c, &x, lang)
	if k.start != nil {
		k.start(c, &x, v)
	}
	return v
}

func (k single[T]) read(s *sheet, at int) int {
	var x T
	if old := k.get(s.c); old != nil {
		x = *old
	}
	k.take(s, &x)
	s.said(k.fact(&x))
	k.put(s.c, &x)
	return 0
}

func (k single[T]) drop(c *casefile.Casefile, _ int) { k.put(c, nil) }

func (k single[T]) place(int) place { return place{"/" + k.member, k.members} }

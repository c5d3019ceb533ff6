package store

import (
	"hash/maphash"
)

// The fields that only the census knows, beside those people can be filtered by.
const (
	FieldSex    Field = "sex"
	FieldNation Field = "nation" // a nationality
	FieldCourt  Field = "court"  // that sentenced somebody or has heard them
	FieldPlace  Field = "place"  // in which somebody is or was held, or is said to be
	FieldNow    Field = "now"    // the same, but where they are now
	FieldAround Field = "around" // somebody else who has a part in the case
	FieldRole   Field = "role"   // that somebody around has: lawyer
	FieldWork   Field = "work"
	FieldAward  Field = "award"
	FieldGiver  Field = "giver" // of an award: a festival, an academy
	FieldEvent  Field = "event" // kind of an event or a proceeding
	FieldOf     Field = "of"    // what is banned or confiscated

	// Those that people are only counted by, see [Person.Values].
	FieldSentencer Field = "sentencer" // a court that sentenced them
	FieldHeldIn    Field = "heldin"    // the prison in which somebody who is held is
	FieldLawyer    Field = "lawyer"
	FieldJudge     Field = "judge"
)

// hasher makes numbers of values, for the columns of the census.
type hasher struct{ seed maphash.Seed }

func (h hasher) of(field Field, key string) uint64 {
	return maphash.String(h.seed, string(field))*31 ^ maphash.String(h.seed, key)
}

// byRole is the number of somebody around in a role.
func (h hasher) byRole(key, role string) uint64 { return h.of(FieldAround, key+"\x00"+role) }

// vocabulary makes of the values of people what they are found by. What it has
// worked out it remembers while many are taken in.
type vocabulary struct {
	hash  hasher
	known map[worded]*called
}

// worded is a value as the record words it.
type worded struct {
	field Field
	text  string
}

// called is what a value is found by.
type called struct {
	key   string
	hash  uint64
	terms []string // keys of what it may be called, its own first; see [vocabulary.terms]
}

func newVocabulary() *vocabulary { return hasher{maphash.MakeSeed()}.vocabulary() }

// vocabulary is a new one with these numbers.
func (h hasher) vocabulary() *vocabulary {
	return &vocabulary{hash: h, known: make(map[worded]*called)}
}

// rest forgets what was worked out: it is soon worked out again, and would
// hold on to what is no longer on record.
func (v *vocabulary) rest() { clear(v.known) }

// remembered is how many values the vocabulary remembers at once.
const manyValues = 50_000

func (v *vocabulary) of(field Field, text string) *called {
	w := worded{field, text}
	if c := v.known[w]; c != nil {
		return c
	}
	key := keyOf(text)
	c := &called{key: key, hash: v.hash.of(field, key)}
	if len(v.known) >= manyValues {
		clear(v.known)
	}
	v.known[w] = c
	return c
}

// terms are the keys of what a value may be called, its own first.
func (v *vocabulary) terms(field Field, text string) []string {
	c := v.of(field, text)
	if c.terms == nil {
		c.terms = termsOf(field, c.key, text)
	}
	return c.terms
}

// hashes are the numbers of all that somebody is found by.
func (v *vocabulary) hashes(who *Person) []uint64 {
	all := make([]uint64, 0, 32)
	put := func(field Field, text string) {
		if text != "" {
			all = append(all, v.of(field, text).hash)
		}
	}
	put(FieldStatus, string(who.Status))
	put(FieldSex, who.Sex)
	who.values(put)
	for i := range who.Steps {
		put(FieldEvent, who.Steps[i].Kind)
	}
	for _, place := range who.now() {
		put(FieldNow, place)
	}
	for i := range who.Rulings {
		for j := range who.Rulings[i].Penalties {
			put(FieldPenalty, string(who.Rulings[i].Penalties[j].Kind))
		}
	}
	for i := range who.Around {
		key := v.of(FieldAround, who.Around[i].Name).key
		for _, role := range who.Around[i].roles {
			all = append(all, v.hash.of(FieldRole, role), v.hash.byRole(key, role))
		}
	}
	return all
}

// values calls do for each value that has a name which people ask by.
func (who *Person) values(do func(field Field, text string)) {
	do(FieldCountry, who.Country)
	for _, t := range who.Professions {
		do(FieldProfession, t)
	}
	for _, t := range who.Nations {
		do(FieldNation, t)
	}
	for _, t := range who.Charges {
		do(FieldCharge, t)
	}
	for i := range who.Rulings {
		do(FieldCourt, who.Rulings[i].Court)
		for j := range who.Rulings[i].Penalties {
			do(FieldOf, who.Rulings[i].Penalties[j].Of)
		}
	}
	for i := range who.Steps {
		do(FieldCourt, who.Steps[i].Court)
	}
	for i := range who.Custody {
		do(FieldPlace, who.Custody[i].Place)
	}
	do(FieldPlace, who.Whereabouts)
	for i := range who.Around {
		do(FieldAround, who.Around[i].Name)
	}
	for i := range who.Works {
		do(FieldWork, who.Works[i].Title)
	}
	for i := range who.Awards {
		do(FieldAward, who.Awards[i].Name)
		do(FieldGiver, who.Awards[i].By)
		do(FieldWork, who.Awards[i].Work) // some are on record by it alone
	}
}

// now is where somebody is, as far as the public may read it: of who is held
// also the place of a custody without an end.
func (who *Person) now() []string {
	places := []string{who.Whereabouts}
	if !who.Status.Held() || who.Withheld {
		return places
	}
	for i := range who.Custody {
		if who.Custody[i].End.IsZero() {
			places = append(places, who.Custody[i].Place)
		}
	}
	return places
}

// say counts in words what somebody's values are called, by times each.
func (v *vocabulary) say(words wording, who *Person, times int) {
	say := func(term string, field Field, key, text string) {
		if term != "" {
			words[wordKey{term, field, key}] = words[wordKey{term, field, key}].plus(times, text)
		}
	}
	seen := make(map[worded]bool)
	who.values(func(field Field, text string) {
		if w := (worded{field, text}); text == "" || seen[w] {
			return
		} else {
			seen[w] = true
		}
		terms := v.terms(field, text)
		for _, term := range terms {
			say(term, field, terms[0], text)
		}
	})
	for i := range who.Steps {
		text := who.Steps[i].Kind
		if w := (worded{FieldEvent, text}); text != "" && !seen[w] {
			seen[w] = true
			c := v.of(FieldEvent, text)
			say(c.key, FieldEvent, c.key, text)
		}
	}
	for i := range who.Around {
		a := &who.Around[i]
		key := v.of(FieldAround, a.Name).key
		for _, name := range a.names() {
			if term := keyOf(name); term != key {
				say(term, FieldAround, key, a.Name)
			}
		}
	}
	for i := range who.Works {
		w := &who.Works[i]
		key := v.of(FieldWork, w.Title).key
		for _, title := range append([]string{w.Original}, w.Also...) {
			for _, term := range v.terms(FieldWork, title) {
				if term != key {
					say(term, FieldWork, key, w.Title)
				}
			}
		}
	}
}

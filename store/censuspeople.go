package store

import (
	"slices"

	"vigil/internal/calendar"
)

// People are some of the people of a [Census], by name. They may be nearly all,
// of whom few are looked at: how many they are, and what they have together, is
// told without making a list of them.
type People struct {
	parts []part
	count int
}

// part is some people of a leaf.
type part struct {
	*leaf
	book CasebookID
	set  set
}

func (p *People) add(f *leaf, book CasebookID, some set) {
	if n := some.count(); n > 0 {
		p.parts = append(p.parts, part{f, book, some})
		p.count += n
	}
}

// Len is how many they are.
func (p People) Len() int { return p.count }

// All lists them all; nil if nobody is.
func (p People) All() []*Person { return p.First(p.count) }

// First lists the first n by name, or all if they are fewer.
func (p People) First(n int) []*Person {
	n = min(n, p.count)
	if n <= 0 {
		return nil
	}
	some := make([]*Person, 0, n)
	from := 0 // where those of the present casebook begin
	for i, x := range p.parts {
		if i > 0 && x.book != p.parts[i-1].book {
			from = len(some)
		}
		x.set.each(func(slot uint8) {
			if len(some)-from < n { // who isn't among the first n of the casebook isn't among all
				some = append(some, x.people[slot])
			}
		})
		if len(some)-from == n && x.book == p.parts[len(p.parts)-1].book {
			break
		}
	}
	if p.parts[0].book != p.parts[len(p.parts)-1].book {
		slices.SortFunc(some, (*Person).compare)
		some = slices.Clip(some[:n])
	}
	return some
}

// StatusDates are the earliest and the latest date as of which a status of
// theirs is known; zero if none has one.
func (p People) StatusDates() (first, last calendar.Date) {
	for _, x := range p.parts {
		dated := func(slot uint8) bool { return x.set.has(slot) }
		n := slices.IndexFunc(x.lately, dated)
		if n < 0 {
			continue
		}
		if d := x.people[x.lately[n]].AsOf.Date(); first.IsZero() || d.Compare(first) < 0 {
			first = d
		}
		n = len(x.lately) - 1
		for !dated(x.lately[n]) {
			n--
		}
		if d := x.people[x.lately[n]].AsOf.Date(); last.IsZero() || d.Compare(last) > 0 {
			last = d
		}
	}
	return first, last
}

// Works is how many works are on record of them together.
func (p People) Works() int { return p.number(numberOfWorks) }

// Awards is how many awards are on record of them together.
func (p People) Awards() int { return p.number(numberOfAwards) }

func (p People) number(of int) (n int) {
	for _, x := range p.parts {
		x.set.each(func(slot uint8) { n += int(x.numbers[of][slot]) })
	}
	return n
}

// Values is which values of a field they have, as the record words them, each
// with how often: of [FieldCountry], where "" is none, [FieldProfession] and
// [FieldNation]; nil of any other.
func (p People) Values(of Field) map[string]int {
	n := slices.Index(valueFields(), of)
	if n < 0 {
		return nil
	}
	all := make(map[string]int)
	for _, x := range p.parts {
		x.values[n].count(x.set, all)
	}
	return all
}

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

// Values is which values of a field they have, as [Person.Values] has them, each
// with how many have it.
func (p People) Values(of Field) map[string]int {
	all := make(map[string]int)
	if n := columnOf(of); n >= 0 {
		for _, x := range p.parts {
			x.values[n].count(x.set, all)
		}
		return all
	}
	p.Each(func(who *Person) {
		for _, v := range who.Values(of) {
			all[v]++
		}
	})
	return all
}

// Each calls do for each of them, in no order.
func (p People) Each(do func(*Person)) {
	for _, x := range p.parts {
		x.set.each(func(slot uint8) { do(x.people[slot]) })
	}
}

// Years is in which years something happened to them, each with to how many, and of how
// many no year is known though a date of it is on record. First is the first day of a year; they are from one year to another,
// at most 256.
func (p People) Years(of DateOf, from, to int, first func(year int) calendar.Day) (years map[int]int, unclear int) {
	starts := make([]int32, 0, to-from+2)
	for y := from; y <= to+1; y++ {
		starts = append(starts, dayNumber(first(y)))
	}
	years = make(map[int]int)
	yearOf := func(day int32) int {
		n, found := slices.BinarySearch(starts, day)
		if !found {
			n--
		}
		return from + n
	}
	for _, x := range p.parts {
		var vague set
		var had [leafSize]set // of each, the years since from
		for _, r := range x.dates[of] {
			if !x.set.has(r.slot) {
				continue
			}
			y := yearOf(r.first)
			if y != yearOf(r.last) || y < from || y > to {
				vague.add(r.slot)
			} else if n := uint8(y - from); !had[r.slot].has(n) { //nolint:gosec // less than leafSize
				had[r.slot].add(n)
				years[y]++
			}
		}
		unclear += vague.count()
	}
	return years, unclear
}

// But is who of them isn't one of others.
func (p People) But(others People) (rest People) {
	sets := make(map[*leaf]set, len(others.parts))
	for _, x := range others.parts {
		sets[x.leaf] = sets[x.leaf].or(x.set)
	}
	for _, x := range p.parts {
		rest.add(x.leaf, x.book, x.set.but(sets[x.leaf]))
	}
	return rest
}

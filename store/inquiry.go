package store

import (
	"cmp"
	"slices"

	"vigil/internal/calendar"
)

// Inquiry is what somebody must be like to be meant: all clauses must hold. An
// inquiry without any means everybody.
type Inquiry struct{ All []Clause }

// Clause holds where one of its conditions does; with Not, where none does.
type Clause struct {
	Any []Cond
	Not bool
}

// Cond is one condition: [Has], [AroundAs], [Recorded], [Dated], [InMonth], [Happened],
// [Sentenced], [InCustody], [HeldLong], [Beyond], [Several], [Being], [Such], [SuchAmong].
type Cond interface {
	// ready is the condition as a question to leaves: who of those among whom
	// it is asked surely fulfils it, and who can.
	ready(h hasher) func(f *leaf, among set) (yes, can set)
	// cost orders conditions: the cheaper are asked first, and the others only
	// of whom those left.
	cost() int
}

// All is an inquiry of conditions that must all hold.
func All(conditions ...Cond) Inquiry {
	var q Inquiry
	for _, c := range conditions {
		q.All = append(q.All, Clause{Any: []Cond{c}})
	}
	return q
}

// Found is who an inquiry means, by folded name.
type Found struct {
	Yes    []*Person
	Unsure []*Person // a date that is not precise enough, or a number that was not published, leaves it open
}

// Find lists whom the inquiry means. Where many may be meant of whom few are
// looked at, [Census.Meant] is cheaper.
func (c *Census) Find(q Inquiry) Found {
	yes, unsure := c.Meant(q)
	return Found{Yes: yes.All(), Unsure: unsure.All()}
}

// Meant is whom the inquiry means, surely and perhaps.
func (c *Census) Meant(q Inquiry) (yes, unsure People) {
	c.ask(q, func(f *leaf, book CasebookID, sure, open set) {
		yes.add(f, book, sure)
		unsure.add(f, book, open)
	})
	return yes, unsure
}

// Count is how many people the inquiry means, surely and perhaps.
func (c *Census) Count(q Inquiry) (yes, unsure int) {
	c.ask(q, func(_ *leaf, _ CasebookID, sure, open set) {
		yes, unsure = yes+sure.count(), unsure+open.count()
	})
	return yes, unsure
}

// readable are the casebooks that may be read here and have somebody.
func (c *Census) readable() []*censusBook {
	var all []*censusBook
	for _, id := range c.access.Reads {
		if b := c.books[id]; b != nil {
			all = append(all, b)
		}
	}
	return all
}

// ask tells of each leaf who of it is meant, where somebody is: a casebook after
// the other, each by name.
func (c *Census) ask(q Inquiry, do func(f *leaf, book CasebookID, sure, open set)) {
	clauses := readied(q, c.hash)
	for _, id := range c.access.Reads {
		b := c.books[id]
		if b == nil {
			continue
		}
		for _, f := range b.leaves {
			sure, can := ask(f, clauses)
			if len(c.access.Reads) > 1 && len(c.shared) > 0 {
				once := c.once(f, can)
				sure, can = sure.and(once), once
			}
			if !can.none() {
				do(f, id, sure, can.but(sure))
			}
		}
	}
}

// once keeps of those whom several casebooks have who stands in the first.
func (c *Census) once(f *leaf, some set) (kept set) {
	some.each(func(slot uint8) {
		if !c.elsewhere(f.people[slot]) {
			kept.add(slot)
		}
	})
	return kept
}

// clause is a clause made ready to ask.
type clause struct {
	any  []func(*leaf, set) (yes, can set)
	not  bool
	cost int
}

func readied(q Inquiry, h hasher) []clause {
	all := make([]clause, len(q.All))
	for i, c := range q.All {
		all[i].not = c.Not
		for _, cond := range c.Any {
			all[i].any = append(all[i].any, cond.ready(h))
			all[i].cost = max(all[i].cost, cond.cost())
		}
	}
	slices.SortStableFunc(all, func(a, b clause) int { return cmp.Compare(a.cost, b.cost) })
	return all
}

// ask is who of a leaf all clauses hold for, surely, and for whom they can.
func ask(f *leaf, clauses []clause) (yes, can set) {
	can = firstSlots(len(f.people))
	yes = can
	for _, c := range clauses {
		var sure, may set
		for _, cond := range c.any {
			y, m := cond(f, can)
			sure, may = sure.or(y), may.or(m)
		}
		if c.not {
			sure, may = can.but(may), can.but(sure)
		}
		yes, can = yes.and(sure), can.and(may)
		if can.none() {
			break
		}
	}
	return yes, can
}

// Has is that somebody has a value: a profession, a charge, a place … The key
// is that of a [Value], or a code: "imprisoned", "female", "IR".
type Has struct {
	Field Field
	Key   string
}

func (x Has) cost() int { return 0 }

func (x Has) ready(h hasher) func(*leaf, set) (yes, can set) {
	return having(h.of(x.Field, keyOf(x.Key)))
}

func having(hash uint64) func(*leaf, set) (yes, can set) {
	return func(f *leaf, _ set) (yes, can set) {
		yes = f.having(hash)
		return yes, yes
	}
}

// AroundAs is that somebody around has a part in the case: that person in that
// role, or one of the two. The key is that of a [Value]; the role one word:
// lawyer, judge, wife.
type AroundAs struct{ Key, Role string }

func (x AroundAs) cost() int { return 0 }

func (x AroundAs) ready(h hasher) func(*leaf, set) (yes, can set) {
	key, role := keyOf(x.Key), ""
	if roles := rolesOf(x.Role); len(roles) > 0 {
		role = roles[0]
	}
	switch {
	case role == "":
		return having(h.of(FieldAround, key))
	case key == "":
		return having(h.of(FieldRole, role))
	}
	return having(h.byRole(key, role))
}

// Dated is that somebody has such a date on one of the days from one to
// another, both included. A zero Day leaves that side open.
type Dated struct {
	Of       DateOf
	From, To calendar.Day
}

func (x Dated) cost() int { return 1 }

func (x Dated) ready(hasher) func(*leaf, set) (yes, can set) {
	span := spanOf(x.From, x.To)
	return func(f *leaf, _ set) (yes, can set) { return f.dated(x.Of, span) }
}

// Such is that somebody is as the function says. It is asked of one after the
// other, of those whom all other clauses leave.
type Such func(*Person) calendar.Answer

func (x Such) cost() int { return 3 }

func (x Such) ready(hasher) func(*leaf, set) (yes, can set) {
	return func(f *leaf, among set) (yes, can set) {
		among.each(func(slot uint8) {
			switch x(f.people[slot]) {
			case calendar.Yes:
				yes.add(slot)
				can.add(slot)
			case calendar.CantTell:
				can.add(slot)
			}
		})
		return yes, can
	}
}

// SuchAmong is that somebody is as Is says, who can only be one of those whom one
// of the conditions can mean: nobody else is asked about.
type SuchAmong struct {
	Any []Cond
	Is  Such
}

func (x SuchAmong) cost() int { return x.Is.cost() }

func (x SuchAmong) ready(h hasher) func(*leaf, set) (yes, can set) {
	var any []func(*leaf, set) (yes, can set)
	for _, c := range x.Any {
		any = append(any, c.ready(h))
	}
	is := x.Is.ready(h)
	return func(f *leaf, among set) (yes, can set) {
		var some set
		for _, ask := range any {
			_, can := ask(f, among)
			some = some.or(can)
		}
		return is(f, among.and(some))
	}
}

package store

import (
	"cmp"
	"math"
	"math/bits"
	"slices"

	"vigil/internal/calendar"
)

// leaf is up to leafSize people, neighbours by name, with what they are asked
// for in columns. It never changes: a person who changes makes a new leaf out
// of the old one's columns, without looking at the others again.
type leaf struct {
	people []*Person

	// Who has a value: hashes ascending, and of the nth those slots that stand
	// from starts[n] to starts[n+1].
	hashes []uint64
	starts []uint32
	slots  []uint8

	recorded  [whats]set
	dates     [dateOfs][]dateRow
	rulings   []rulingRow
	penalties []penaltyRow
	charges   []uint64      // of the rulings
	terms     []standingRow // of prison
	lashes    []standingRow
	stays     []stayRow
	stints    []stintRow
	endless   set // whose time in custody may run on, though it isn't known for how long
	undated   set // who was held for a time of which the beginning isn't known
	numbers   [numbers][]uint16
	values    [valueColumns]valueColumn
	lately    []uint8 // those with a date of the status, the earliest first
}

// leafSize is how many people a leaf holds at most, and leafFill how many are
// put into a new one, so that there is room for more.
const (
	leafSize = 256
	leafFill = 192
)

// set is some of the people of a leaf.
type set [leafSize / 64]uint64

func (s *set) add(slot uint8)      { s[slot/64] |= 1 << (slot % 64) }
func (s *set) has(slot uint8) bool { return s[slot/64]&(1<<(slot%64)) != 0 }
func (s *set) none() bool          { return s[0]|s[1]|s[2]|s[3] == 0 }

func (s set) or(o set) set  { return set{s[0] | o[0], s[1] | o[1], s[2] | o[2], s[3] | o[3]} }
func (s set) and(o set) set { return set{s[0] & o[0], s[1] & o[1], s[2] & o[2], s[3] & o[3]} }
func (s set) but(o set) set { return set{s[0] &^ o[0], s[1] &^ o[1], s[2] &^ o[2], s[3] &^ o[3]} }

func (s *set) count() (n int) {
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// each calls do for each of the set, ascending.
func (s set) each(do func(slot uint8)) {
	for i, w := range s {
		for ; w != 0; w &= w - 1 {
			do(uint8(64*i + bits.TrailingZeros64(w))) //nolint:gosec // less than leafSize
		}
	}
}

// fitted is the list in memory of its own that is no larger than it, as growing lists are.
func fitted[S ~[]E, E any](list S) S {
	if len(list) == 0 {
		return nil
	}
	if len(list) == cap(list) {
		return list
	}
	return append(make(S, 0, len(list)), list...)
}

// firstSlots is the set of the first n.
func firstSlots(n int) (s set) {
	for i := range s {
		switch in := min(max(n-64*i, 0), 64); in {
		case 64:
			s[i] = ^uint64(0)
		default:
			s[i] = 1<<in - 1
		}
	}
	return s
}

// dateRow is a date of somebody.
type dateRow struct {
	reach
	slot uint8
}

// columns is what a leaf says of one person.
type columns struct {
	hashes    []uint64 // ascending, each once
	recorded  [whats]bool
	dates     [dateOfs][]reach
	rulings   []rulingRow
	penalties []penaltyRow
	charges   []uint64
	stays     []stayRow
	stints    []stintRow
	endless   bool
	undated   bool
	numbers   [numbers]int
}

// columnsOf is what a leaf says of a person who has those values.
func columnsOf(who *Person, v *vocabulary) *columns {
	hashes := v.hashes(who)
	slices.Sort(hashes)
	c := &columns{hashes: slices.Compact(hashes), recorded: who.recorded()}
	for of := range DateOf(dateOfs) {
		for _, w := range who.Dates(of) {
			c.dates[of] = append(c.dates[of], reachOf(w.Date()))
		}
	}
	c.rulings, c.penalties, c.charges = who.rows(v)
	c.endless, c.undated = who.stints(func(x stint) { c.stints = append(c.stints, stintRow{stint: x}) })
	c.numbers, c.stays = who.numbers(), who.stayRows()
	return c
}

// with is new leaves for the people of f who stay and for those who come. Of
// a nil leaf nobody stays.
func (f *leaf) with(gone map[*Person]bool, come []*Person, v *vocabulary) []*leaf {
	type place struct {
		who *Person
		old int // slot; -1: comes
	}
	var all []place
	if f != nil {
		for i, who := range f.people {
			if !gone[who] {
				all = append(all, place{who: who, old: i})
			}
		}
	}
	for _, who := range come {
		all = append(all, place{who, -1})
	}
	slices.SortFunc(all, func(a, b place) int { return a.who.compare(b.who) })
	pieces := 1
	if len(all) > leafSize {
		pieces = (len(all) + leafFill - 1) / leafFill
	}
	var made []*leaf
	for n := range pieces {
		part := all[n*len(all)/pieces : (n+1)*len(all)/pieces]
		if len(part) == 0 {
			continue
		}
		b := leafBuilder{leaf: &leaf{people: make([]*Person, len(part))}}
		for n := range b.numbers {
			b.numbers[n] = make([]uint16, len(part))
		}
		for i := range b.slotOf {
			b.slotOf[i] = -1
		}
		for i, p := range part {
			b.people[i] = p.who
			if p.old >= 0 {
				b.slotOf[p.old] = int16(i)
			}
		}
		if f != nil {
			b.take(f)
		}
		for i, p := range part {
			if p.old < 0 {
				b.add(uint8(i), columnsOf(p.who, v))
			}
		}
		made = append(made, b.done())
	}
	return made
}

// leafBuilder puts a leaf together.
type leafBuilder struct {
	*leaf
	slotOf     [leafSize]int16 // of those of the old leaf; -1: gone
	stay, come []posting       // the former by hash and slot
}

// posting is that somebody has a value.
type posting struct {
	hash uint64
	slot uint8
}

// take takes over what the old leaf says of those who stay.
func (b *leafBuilder) take(f *leaf) {
	b.stay = make([]posting, 0, len(f.slots))
	for n, h := range f.hashes {
		for _, old := range f.slots[f.starts[n]:f.starts[n+1]] {
			if slot := b.slotOf[old]; slot >= 0 {
				b.stay = append(b.stay, posting{h, uint8(slot)})
			}
		}
	}
	for what := range f.recorded {
		for old, slot := range b.slotOf[:len(f.people)] {
			if slot >= 0 && f.recorded[what].has(uint8(old)) {
				b.recorded[what].add(uint8(slot))
			}
		}
	}
	for of, rows := range f.dates {
		for _, r := range rows {
			if slot := b.slotOf[r.slot]; slot >= 0 {
				b.dates[of] = append(b.dates[of], dateRow{r.reach, uint8(slot)})
			}
		}
	}
	for _, r := range f.rulings {
		if slot := b.slotOf[r.slot]; slot >= 0 {
			b.ruling(r, uint8(slot), f.penalties, f.charges)
		}
	}
	for _, r := range f.stays {
		if slot := b.slotOf[r.slot]; slot >= 0 {
			r.slot = uint8(slot)
			b.stays = append(b.stays, r)
		}
	}
	for _, r := range f.stints {
		if slot := b.slotOf[r.slot]; slot >= 0 {
			b.stints = append(b.stints, stintRow{r.stint, uint8(slot)})
		}
	}
	for old, slot := range b.slotOf[:len(f.people)] {
		if slot < 0 {
			continue
		}
		b.unclear(uint8(slot), f.endless.has(uint8(old)), f.undated.has(uint8(old)))
		for n := range b.numbers {
			b.numbers[n][slot] = f.numbers[n][old]
		}
	}
}

// unclear enters what isn't known of how long somebody was held.
func (b *leafBuilder) unclear(slot uint8, endless, undated bool) {
	if endless {
		b.endless.add(slot)
	}
	if undated {
		b.undated.add(slot)
	}
}

// ruling adds a ruling with its penalties and charges, which stand among those given.
func (b *leafBuilder) ruling(r rulingRow, slot uint8, penalties []penaltyRow, charges []uint64) {
	from, first := len(b.penalties), len(b.charges)
	b.penalties = append(b.penalties, penalties[r.from:r.to]...)
	b.charges = append(b.charges, charges[r.first:r.behind]...)
	r.slot = slot
	r.from, r.to = uint32(from), uint32(len(b.penalties))
	r.first, r.behind = uint32(first), uint32(len(b.charges))
	b.rulings = append(b.rulings, r)
}

// add enters somebody who comes.
func (b *leafBuilder) add(slot uint8, c *columns) {
	for _, h := range c.hashes {
		b.come = append(b.come, posting{h, slot})
	}
	for what, is := range c.recorded {
		if is {
			b.recorded[what].add(slot)
		}
	}
	for of, reaches := range c.dates {
		for _, r := range reaches {
			b.dates[of] = append(b.dates[of], dateRow{r, slot})
		}
	}
	for _, r := range c.rulings {
		b.ruling(r, slot, c.penalties, c.charges)
	}
	for _, r := range c.stays {
		r.slot = slot
		b.stays = append(b.stays, r)
	}
	for _, r := range c.stints {
		b.stints = append(b.stints, stintRow{r.stint, slot})
	}
	b.unclear(slot, c.endless, c.undated)
	for n, k := range c.numbers {
		b.numbers[n][slot] = uint16(min(k, math.MaxUint16)) //nolint:gosec // no casefile holds as many
	}
}

// done is the leaf, when all have been taken over and entered.
func (b *leafBuilder) done() *leaf {
	slices.SortFunc(b.come, posting.compare)
	b.slots = make([]uint8, 0, len(b.stay)+len(b.come))
	for stay, come := b.stay, b.come; len(stay)+len(come) > 0; {
		from := &stay
		if len(stay) == 0 || len(come) > 0 && come[0].compare(stay[0]) < 0 {
			from = &come
		}
		p := (*from)[0]
		*from = (*from)[1:]
		if n := len(b.hashes); n == 0 || b.hashes[n-1] != p.hash {
			b.hashes, b.starts = append(b.hashes, p.hash), append(b.starts, uint32(len(b.slots)))
		}
		b.slots = append(b.slots, p.slot)
	}
	b.starts = append(b.starts, uint32(len(b.slots)))
	b.hashes, b.starts = fitted(b.hashes), fitted(b.starts)
	for of := range b.dates {
		b.dates[of] = fitted(b.dates[of])
	}
	b.rulings, b.penalties, b.charges = fitted(b.rulings), fitted(b.penalties), fitted(b.charges)
	b.terms, b.lashes = b.standing(LongestTerm), b.standing(MostLashes)
	b.stays, b.stints = fitted(b.stays), fitted(b.stints)
	for n, of := range valueFields() {
		b.values[n] = valueColumnOf(b.people, of)
	}
	b.sentencers()
	b.lately = lately(b.people)
	return b.leaf
}

func (p posting) compare(o posting) int {
	return cmp.Or(cmp.Compare(p.hash, o.hash), cmp.Compare(p.slot, o.slot))
}

// having is who has the value.
func (f *leaf) having(hash uint64) (s set) {
	if n, found := slices.BinarySearch(f.hashes, hash); found {
		for _, slot := range f.slots[f.starts[n]:f.starts[n+1]] {
			s.add(slot)
		}
	}
	return s
}

// dated is who surely has a date within the span, and who can have.
func (f *leaf) dated(of DateOf, span reach) (yes, can set) {
	for _, r := range f.dates[of] {
		switch r.within(span) {
		case calendar.Yes:
			yes.add(r.slot)
			can.add(r.slot)
		case calendar.CantTell:
			can.add(r.slot)
		}
	}
	return yes, can
}

// punishment is the penalty that the nth row is of, which is one of that ruling.
func (f *leaf) punishment(r *rulingRow, n uint32) *Punishment {
	return &f.people[r.slot].Rulings[r.at].Penalties[n-r.from]
}

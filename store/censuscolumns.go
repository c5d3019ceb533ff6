package store

import (
	"slices"
	"strings"
)

// What is counted of somebody, for the orders by numbers and for [Several].
const (
	numberOfCharges = iota
	numberOfWorks
	numberOfAwards
	numberOfLawyers
	numberOfArrests
	numberOfSentences
	numbers
)

func (who *Person) numbers() (n [numbers]int) {
	n[numberOfCharges], n[numberOfWorks], n[numberOfAwards] = len(who.Charges), len(who.Works), len(who.Awards)
	for i := range who.Around {
		if slices.Contains(who.Around[i].roles, "lawyer") {
			n[numberOfLawyers]++
		}
	}
	n[numberOfArrests] = len(who.Arrests())
	for i := range who.Rulings { // what is told twice counts once
		if who.Rulings[i].First == i {
			n[numberOfSentences]++
		}
	}
	return n
}

// numberColumn is where it is counted how many of a thing somebody has.
func numberColumn(what What) (n int, counted bool) {
	switch what {
	case ACharge:
		return numberOfCharges, true
	case AWork:
		return numberOfWorks, true
	case AnAward:
		return numberOfAwards, true
	case ALawyer:
		return numberOfLawyers, true
	case AnArrest:
		return numberOfArrests, true
	case ASentence:
		return numberOfSentences, true
	}
	return 0, false
}

// valueColumn is which values the people of a leaf have, as the record words
// them: who has the nth stands from starts[n] to starts[n+1], as often as they
// have it.
type valueColumn struct {
	texts  []string
	starts []uint32
	slots  []uint8
}

const valueColumns = 13

// valueFields are the fields of which there are columns of values.
func valueFields() [valueColumns]Field {
	return [...]Field{FieldCountry, FieldProfession, FieldNation, FieldStatus, FieldSex, FieldCharge, FieldPenalty, FieldSentencer, FieldCourt, FieldPlace, FieldHeldIn, FieldLawyer, FieldJudge}
}

// columnOf is the number of the column of a field; -1: it has none.
func columnOf(of Field) int {
	fields := valueFields()
	return slices.Index(fields[:], of)
}

// valueColumnOf is the column of one of those fields.
func valueColumnOf(people []*Person, of Field) (c valueColumn) {
	type posting struct {
		text string
		slot uint8
	}
	var all []posting
	for slot, who := range people {
		for _, v := range who.Values(of) {
			all = append(all, posting{v, uint8(slot)}) //nolint:gosec // less than leafSize
		}
	}
	slices.SortStableFunc(all, func(a, b posting) int { return strings.Compare(a.text, b.text) })
	c.slots = make([]uint8, len(all))
	for i, p := range all {
		if i == 0 || p.text != all[i-1].text {
			c.texts, c.starts = append(c.texts, p.text), append(c.starts, uint32(i)) //nolint:gosec // not as many
		}
		c.slots[i] = p.slot
	}
	c.texts, c.starts = fitted(c.texts), fitted(append(c.starts, uint32(len(all)))) //nolint:gosec // not as many
	return c
}

// count adds how often each value is had by some of the people.
func (c *valueColumn) count(some set, to map[string]int) {
	for i, text := range c.texts {
		n := 0
		for _, slot := range c.slots[c.starts[i]:c.starts[i+1]] {
			if some.has(slot) {
				n++
			}
		}
		if n > 0 {
			to[text] += n
		}
	}
}

// lately are those whose status has a date, the earliest first.
func lately(people []*Person) []uint8 {
	var all []uint8
	for slot, who := range people {
		if !who.AsOf.IsZero() {
			all = append(all, uint8(slot)) //nolint:gosec // less than leafSize
		}
	}
	slices.SortStableFunc(all, func(a, b uint8) int {
		if people[a].AsOf == people[b].AsOf {
			return 0
		}
		return people[a].AsOf.Date().Compare(people[b].AsOf.Date())
	})
	return fitted(all)
}

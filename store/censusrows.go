package store

import (
	"slices"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

// rulingRow is what is asked most often of an entry of a sentence.
type rulingRow struct {
	reach                // days it can have been given on
	from, to      uint32 // its penalties
	first, behind uint32 // its charges, from one to before the other
	court         uint64 // its number, as [hasher] makes it
	at            uint16 // in Person.Rulings
	slot          uint8
	outcome       uint8
	flags         uint8
	sentencer     uint16 // its court among the values of the leaf, from 1; see [leafBuilder.sentencers]
}

// penaltyRow is what is asked most often of a penalty.
type penaltyRow struct {
	months, days int32 // term as imposed
	lashes       int32 // -1: not published
	kind         uint8
	outcome      uint8
	flags        uint8
}

const (
	rowReplaced uint8 = 1 << iota
	rowInAbsentia
	rowUndated
	rowSuspended
	rowLife
	rowTerm
	rowAgain // of an entry: it is the same sentence as the one before
	rowOdd   // of a penalty: how long it is now doesn't follow from the row
)

// rowMoney is of a penalty that an amount is on record. Only entries are told again.
const rowMoney = rowAgain

// noOutcome is the number of no outcome on record.
const noOutcome uint8 = 0

// outcomeNumber is the number of an outcome, from 1.
func outcomeNumber(o casefile.Outcome) uint8 {
	return uint8(slices.Index(casefile.AllOutcomes(), o) + 1)
}

// fallenOutcomes are the bits of the outcomes that leave nothing.
func fallenOutcomes() (bits uint32) {
	for _, o := range casefile.AllOutcomes() {
		if o.Fallen() {
			bits |= 1 << outcomeNumber(o)
		}
	}
	return bits
}

func kindNumber(k casefile.PenaltyKind) uint8 {
	return uint8(slices.Index(casefile.AllPenaltyKinds(), k) + 1)
}

// lengthRow is a term in months and days.
func lengthRow(t calendar.Term) (months, days int32) {
	return int32(t.Years*12 + t.Months), int32(t.Weeks*7 + t.Days)
}

// rows are the rulings and penalties of somebody, and the numbers of what each was
// for; no slot is set.
func (who *Person) rows(v *vocabulary) (rulings []rulingRow, penalties []penaltyRow, charges []uint64) {
	for i := range who.Rulings {
		r := &who.Rulings[i]
		row := r.row()
		row.at, row.from, row.first = uint16(i), uint32(len(penalties)), uint32(len(charges))
		row.court = v.of(FieldCourt, r.Court).hash
		if r.First != i {
			row.flags |= rowAgain
		}
		for j := range r.Penalties {
			penalties = append(penalties, r.Penalties[j].row())
		}
		for _, text := range r.Charges {
			charges = append(charges, v.of(FieldCharge, text).hash)
		}
		row.to, row.behind = uint32(len(penalties)), uint32(len(charges))
		rulings = append(rulings, row)
	}
	return rulings, penalties, charges
}

// row is the row of the entry alone.
func (r *Ruling) row() rulingRow {
	day := r.Day()
	row := rulingRow{reach: reachOf(day), outcome: outcomeNumber(r.Outcome)}
	if r.Replaced {
		row.flags |= rowReplaced
	}
	if r.InAbsentia {
		row.flags |= rowInAbsentia
	}
	if day.IsZero() {
		row.flags |= rowUndated
	}
	return row
}

func (p *Punishment) row() penaltyRow {
	row := penaltyRow{lashes: int32(p.Count), kind: kindNumber(p.Kind), outcome: outcomeNumber(p.Outcome)}
	if term, published := p.Term.Term(); published {
		row.months, row.days = lengthRow(term)
		row.flags |= rowTerm
		if term.Weeks != 0 {
			row.flags |= rowOdd
		}
	}
	if _, reduced := p.ReducedTo.Term(); reduced || p.Outcome == casefile.Reduced {
		row.flags |= rowOdd
	}
	if p.Kind == casefile.LifeImprisonment || p.ForLife {
		row.flags |= rowLife
	}
	if p.Suspended || p.Outcome == casefile.Suspended {
		row.flags |= rowSuspended
	}
	if p.Money != nil {
		row.flags |= rowMoney
	}
	return row
}

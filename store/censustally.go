package store

import (
	"math"
	"slices"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

// sentencers enters of each ruling which of the values of the leaf its court is, so that
// sentences are counted by court without looking at a text. 0: no court.
func (b *leafBuilder) sentencers() {
	texts := b.values[columnOf(FieldSentencer)].texts
	for i := range b.rulings {
		r := &b.rulings[i]
		r.sentencer = 0
		if n, found := slices.BinarySearch(texts, unbracketed(b.people[r.slot].Rulings[r.at].Court)); found {
			r.sentencer = uint16(min(n+1, math.MaxUint16)) //nolint:gosec // no leaf has as many courts
		}
	}
}

// SentencesByCourt counts the sentences that are all that s asks, what is told twice once, of
// those whom the inquiry surely means: by the court, without what it has in brackets. Without is
// how many name none.
func (c *Census) SentencesByCourt(q Inquiry, s Sentenced) (courts map[string]int, without int) {
	courts = make(map[string]int)
	column := columnOf(FieldSentencer)
	var counts []int // of a leaf
	c.eachSentence(q, s, func(f *leaf, each func(do func(r *rulingRow))) {
		texts := f.values[column].texts
		counts = append(counts[:0], make([]int, len(texts)+1)...)
		each(func(r *rulingRow) { counts[r.sentencer]++ })
		without += counts[0]
		for n, text := range texts {
			if k := counts[n+1]; k > 0 {
				courts[text] += k
			}
		}
	})
	return courts, without
}

// Fines are the fines that somebody was sentenced to and that didn't fall.
type Fines struct {
	People      int     // who have a sentence that is asked
	Unpublished int     // fines without an amount on record
	Known       []Fined // in no order of people
}

// Fined is a fine with an amount, and whose it is.
type Fined struct {
	Who    *Person
	Ruling *Ruling
	Money  Money
}

// Fines tells the fines of the sentences that are all that s asks, what is told twice once, of
// those whom the inquiry surely means; of those without an amount only how many they are.
func (c *Census) Fines(q Inquiry, s Sentenced) (all Fines) {
	fine, fallen := kindNumber(casefile.Fine), fallenOutcomes()
	c.eachSentence(q, s, func(f *leaf, each func(do func(r *rulingRow))) {
		var people set
		each(func(r *rulingRow) {
			people.add(r.slot)
			for n := r.from; n < r.to; n++ {
				switch p := &f.penalties[n]; {
				case p.kind != fine || fallen>>p.outcome&1 != 0:
				case p.flags&rowMoney == 0:
					all.Unpublished++
				default:
					who := f.people[r.slot]
					all.Known = append(all.Known, Fined{who, &who.Rulings[r.at], *f.punishment(r, n).Money})
				}
			}
		})
		all.People += people.count()
	})
	return all
}

// eachSentence tells of each leaf how to go through the sentences that are all that s asks, of
// those whom the inquiry surely means.
func (c *Census) eachSentence(q Inquiry, s Sentenced, do func(f *leaf, each func(do func(r *rulingRow)))) {
	asked := s.asked()
	narrow := asked.narrowed(c.hash)
	c.ask(q, func(f *leaf, _ CasebookID, sure, _ set) {
		do(f, func(do func(r *rulingRow)) {
			asked.each(f, narrow(f, sure), func(r *rulingRow, is calendar.Answer) {
				if is == calendar.Yes {
					do(r)
				}
			})
		})
	})
}

package store

import (
	"slices"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

// Sentenced is that somebody has a sentence which is all of this at once; what
// is zero is not asked. What is asked of penalties must hold of one penalty.
// What became of the sentence counts only where it is asked: whoever was
// pardoned has been sentenced all the same.
type Sentenced struct {
	Penalties []casefile.PenaltyKind // one of these kinds
	Term      *TermIs                // as imposed; without Penalties, of prison
	Lashes    *LashesAre
	Fine      *FineIs
	Of        []string // keys: one of these is what is banned, confiscated, or where to
	Suspended bool

	Courts     []string // keys: one of these
	Charges    []string // keys: one of these
	From, To   calendar.Day
	InAbsentia bool
	Outcomes   []casefile.Outcome // one of these
	None       []casefile.Outcome // none of these
	// Standing asks for what was neither overturned, pardoned, nor replaced by
	// another sentence.
	Standing bool
}

// Comparison is how a number is compared with one that was asked.
type Comparison uint8

// The comparisons.
const (
	Less Comparison = iota + 1
	AtMost
	Equal
	AtLeast
	More
)

// of is the answer where the comparison came out so: -1, 0 or +1.
func (c Comparison) of(order int) calendar.Answer {
	is := false
	switch c {
	case Less:
		is = order < 0
	case AtMost:
		is = order <= 0
	case Equal:
		is = order == 0
	case AtLeast:
		is = order >= 0
	case More:
		is = order > 0
	}
	return answer(is)
}

// TermIs compares a term: More than five years. For life is more than any.
type TermIs struct {
	Is   Comparison
	Term calendar.Term
	And  *TermIs // holds too, of the same penalty: at most seven
}

// LashesAre compares a number of lashes.
type LashesAre struct {
	Is    Comparison
	Count int
	And   *LashesAre // holds too, of the same penalty
}

// FineIs compares the amount of a fine in that currency. With another currency
// on record the answer is no, with none it is open.
type FineIs struct {
	Is       Comparison
	Amount   casefile.Amount
	Currency string
}

func (x Sentenced) cost() int { return 2 }

func (x Sentenced) ready(h hasher) func(f *leaf, among set) (yes, can set) {
	q := x.asked()
	narrow := q.narrowed(h)
	return func(f *leaf, among set) (yes, can set) {
		if among = narrow(f, among); among.none() {
			return yes, can
		}
		for i := range f.rulings {
			r := &f.rulings[i]
			if !among.has(r.slot) || yes.has(r.slot) {
				continue
			}
			switch q.row(r, f) {
			case calendar.Yes:
				yes.add(r.slot)
				can.add(r.slot)
			case calendar.CantTell:
				can.add(r.slot)
			}
		}
		return yes, can
	}
}

// narrowed leaves of the people of a leaf those who have a court, a charge and a
// penalty that is asked for, be it in one sentence or not: nobody else can be meant.
// From then on rows can be asked.
func (q *asked) narrowed(h hasher) func(f *leaf, among set) set {
	q.courts, q.charges = hashes(h, FieldCourt, q.Courts), hashes(h, FieldCharge, q.Charges)
	var kinds []uint64
	for _, k := range casefile.AllPenaltyKinds() {
		if q.kinds>>kindNumber(k)&1 != 0 {
			kinds = append(kinds, h.of(FieldPenalty, keyOf(string(k))))
		}
	}
	return func(f *leaf, among set) set {
		return f.havingOne(f.havingOne(f.havingOne(among, q.courts), q.charges), kinds)
	}
}

// each tells of each sentence of some people of a leaf that is what is asked or
// can be, what is told twice once: the entry that tells it first.
func (q *asked) each(f *leaf, among set, do func(first *rulingRow, is calendar.Answer)) {
	if among.none() {
		return
	}
	every := !q.Standing && q.anything()
	for i := 0; i < len(f.rulings); {
		first := &f.rulings[i]
		from := i
		for i++; i < len(f.rulings) && f.rulings[i].flags&rowAgain != 0; i++ { // what is told twice stands together
		}
		if !among.has(first.slot) {
			continue
		}
		is := calendar.No
		if every {
			is = calendar.Yes
		}
		for j := from; j < i && is != calendar.Yes; j++ {
			is = either(is, q.row(&f.rulings[j], f))
		}
		if is != calendar.No {
			do(first, is)
		}
	}
}

// Rulings are the sentences that are all of this, each once however often it
// is told; open are those of which it can't be told.
func (x Sentenced) Rulings(who *Person) (are, open []*Ruling) { return x.asked().of(who) }

func hashes(h hasher, field Field, keys []string) []uint64 {
	var all []uint64
	for _, k := range keys {
		all = append(all, h.of(field, k))
	}
	return all
}

// havingOne is who of the set has one of the values; no values are asked of
// nobody.
func (f *leaf) havingOne(among set, hashes []uint64) set {
	if len(hashes) == 0 {
		return among
	}
	var one set
	for _, h := range hashes {
		one = one.or(f.having(h))
	}
	return among.and(one)
}

// of is [Sentenced.Rulings].
func (q *asked) of(who *Person) (are, open []*Ruling) {
	for i := range who.Rulings {
		if who.Rulings[i].First != i {
			continue
		}
		is := calendar.No
		for j := i; j < len(who.Rulings) && who.Rulings[j].First == i; j++ { // what is told twice stands together
			is = either(is, q.entry(&who.Rulings[j]))
		}
		switch is {
		case calendar.Yes:
			are = append(are, &who.Rulings[i])
		case calendar.CantTell:
			open = append(open, &who.Rulings[i])
		}
	}
	return are, open
}

// asked is the question with what can be worked out beforehand.
type asked struct {
	Sentenced
	span             reach
	kinds            uint32 // bits of the kinds; 0: not asked
	outcomes, none   uint32 // bits of the outcomes
	unknown          uint8  // the number of that outcome
	penalty, outcome bool   // something is asked of one penalty; of what became of it
	when             bool   // something is asked of the day
	months, days     int32
	courts, charges  []uint64 // the numbers of those asked for, for rows
}

func (x Sentenced) asked() *asked {
	q := &asked{Sentenced: x, span: spanOf(x.From, x.To), unknown: outcomeNumber(casefile.UnknownOutcome)}
	for _, k := range x.Penalties {
		q.kinds |= 1 << kindNumber(k)
	}
	if q.kinds == 0 && x.Term != nil {
		q.kinds = 1<<kindNumber(casefile.Imprisonment) | 1<<kindNumber(casefile.LifeImprisonment)
	}
	if q.kinds == 0 && x.Lashes != nil {
		q.kinds = 1 << kindNumber(casefile.Flogging)
	}
	if q.kinds == 0 && x.Fine != nil {
		q.kinds = 1 << kindNumber(casefile.Fine)
	}
	for _, o := range x.Outcomes {
		q.outcomes |= 1 << outcomeNumber(o)
	}
	for _, o := range x.None {
		q.none |= 1 << outcomeNumber(o)
	}
	if x.Standing {
		q.none |= 1<<outcomeNumber(casefile.Overturned) | 1<<outcomeNumber(casefile.Pardoned)
	}
	if x.Term != nil {
		q.months, q.days = lengthRow(x.Term.Term)
	}
	q.outcome, q.when = q.outcomes|q.none != 0, !x.From.IsZero() || !x.To.IsZero()
	q.penalty = q.kinds != 0 || len(x.Of) > 0 || x.Suspended
	q.Of, q.Courts, q.Charges = keys(x.Of), keys(x.Courts), keys(x.Charges)
	return q
}

func keys(texts []string) []string {
	var all []string
	for _, t := range texts {
		all = append(all, keyOf(t))
	}
	return all
}

// entry is whether an entry of a sentence is what is asked.
func (q *asked) entry(r *Ruling) calendar.Answer {
	if len(q.Courts) > 0 && !slices.Contains(q.Courts, keyOf(r.Court)) ||
		len(q.Charges) > 0 && !slices.ContainsFunc(r.Charges, func(c string) bool { return slices.Contains(q.Charges, keyOf(c)) }) {
		return calendar.No
	}
	row := r.row()
	var few [8]penaltyRow
	penalties := few[:0]
	for i := range r.Penalties {
		penalties = append(penalties, r.Penalties[i].row())
	}
	return q.ruling(&row, penalties, func() *Ruling { return r })
}

// row is the same of a row of a leaf.
func (q *asked) row(r *rulingRow, f *leaf) calendar.Answer {
	if len(q.courts) > 0 && !slices.Contains(q.courts, r.court) ||
		len(q.charges) > 0 && !slices.ContainsFunc(f.charges[r.first:r.behind], func(c uint64) bool { return slices.Contains(q.charges, c) }) {
		return calendar.No
	}
	return q.ruling(r, f.penalties[r.from:r.to], func() *Ruling { return &f.people[r.slot].Rulings[r.at] })
}

// ruling is the same but for courts and charges; whole is the entry itself, for what
// no row tells.
func (q *asked) ruling(r *rulingRow, penalties []penaltyRow, whole func() *Ruling) calendar.Answer {
	if q.Standing && r.flags&rowReplaced != 0 || q.InAbsentia && r.flags&rowInAbsentia == 0 {
		return calendar.No
	}
	is := calendar.Yes
	if q.when {
		if is = r.within(q.span); r.flags&rowUndated != 0 {
			is = calendar.CantTell
		}
	}
	if is != calendar.No {
		is = both(is, q.punished(r, penalties, whole))
	}
	return is
}

// punished is whether one penalty of an entry is what is asked, or what became
// of the entry where no penalty is asked for.
func (q *asked) punished(r *rulingRow, penalties []penaltyRow, whole func() *Ruling) calendar.Answer {
	if !q.penalty {
		return q.became(r, penalties)
	}
	one := calendar.No
	for i := range penalties {
		is := q.punishment(&penalties[i])
		switch {
		case is == calendar.No || !q.details():
		case q.Fine != nil && len(q.Of) == 0 && penalties[i].flags&rowMoney == 0:
			is = calendar.CantTell // without an amount, which is most of them
		default:
			is = both(is, q.detailed(&whole().Penalties[i]))
		}
		if is == calendar.Yes {
			return is
		}
		one = either(one, is)
	}
	return one
}

// became is whether one of the outcomes of an entry is what is asked: those of
// its penalties and its own.
func (q *asked) became(r *rulingRow, penalties []penaltyRow) calendar.Answer {
	if !q.outcome {
		return calendar.Yes
	}
	is := calendar.No
	if len(penalties) == 0 || q.outcomes != 0 && q.outcomes>>r.outcome&1 != 0 && q.none>>r.outcome&1 == 0 {
		is = q.came(r.outcome)
	}
	for i := range penalties {
		is = either(is, q.came(penalties[i].outcome))
	}
	return is
}

// came is whether an outcome is one of those asked, and none of those not.
// Where the outcome isn't known it can't be told whether it is one; but what
// isn't said to have fallen stands.
func (q *asked) came(outcome uint8) calendar.Answer {
	switch {
	case q.none>>outcome&1 != 0:
		return calendar.No
	case q.outcomes == 0 || q.outcomes>>outcome&1 != 0:
		return calendar.Yes
	case outcome == noOutcome || outcome == q.unknown:
		return calendar.CantTell
	}
	return calendar.No
}

// punishment is whether a penalty is what is asked, as far as its row tells.
func (q *asked) punishment(p *penaltyRow) calendar.Answer {
	if q.kinds != 0 && q.kinds>>p.kind&1 == 0 || q.Suspended && p.flags&rowSuspended == 0 {
		return calendar.No
	}
	is := calendar.Yes
	if q.outcome {
		if is = q.came(p.outcome); is == calendar.No {
			return is
		}
	}
	for t := q.Term; t != nil; t = t.And {
		is = both(is, q.term(p, t))
	}
	for x := q.Lashes; x != nil; x = x.And {
		if p.lashes < 0 {
			is = both(is, calendar.CantTell)
		} else {
			is = both(is, x.Is.of(int(p.lashes)-x.Count))
		}
	}
	return is
}

// details reports whether something is asked of penalties that no row tells.
func (q *asked) details() bool { return q.Fine != nil || len(q.Of) > 0 }

// detailed is whether a penalty is what is asked beside its row.
func (q *asked) detailed(p *Punishment) calendar.Answer {
	is := calendar.Yes
	if q.Fine != nil {
		is = q.fine(p.Money)
	}
	if len(q.Of) > 0 {
		is = both(is, answer(slices.Contains(q.Of, keyOf(p.Of))))
	}
	return is
}

// term compares a term as imposed.
func (q *asked) term(p *penaltyRow, t *TermIs) calendar.Answer {
	months, days := q.months, q.days
	if t != q.Term {
		months, days = lengthRow(t.Term)
	}
	switch {
	case p.flags&rowLife != 0:
		return t.Is.of(+1)
	case p.flags&rowTerm == 0:
		return calendar.CantTell
	case p.days == 0 && days == 0: // nearly always
		return t.Is.of(int(p.months) - int(months))
	}
	order, certain := calendar.Term{Months: int(p.months), Days: int(p.days)}.Compare(t.Term)
	if !certain {
		return calendar.CantTell
	}
	return t.Is.of(order)
}

func (q *asked) fine(m *Money) calendar.Answer {
	switch {
	case m == nil:
		return calendar.CantTell
	case q.Fine.Currency != "" && m.Currency == "":
		return calendar.CantTell
	case q.Fine.Currency != "" && m.Currency != q.Fine.Currency:
		return calendar.No
	}
	return q.Fine.Is.of(m.Amount.Compare(q.Fine.Amount))
}

func answer(is bool) calendar.Answer {
	if is {
		return calendar.Yes
	}
	return calendar.No
}

// both is whether two things hold, either whether one does.
func both(a, b calendar.Answer) calendar.Answer {
	switch {
	case a == calendar.No || b == calendar.No:
		return calendar.No
	case a == calendar.Yes && b == calendar.Yes:
		return calendar.Yes
	}
	return calendar.CantTell
}

func either(a, b calendar.Answer) calendar.Answer { return both(a.Not(), b.Not()).Not() }

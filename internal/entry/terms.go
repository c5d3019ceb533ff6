package entry

import (
	"math/big"

	"vigil/internal/calendar"
)

// termAt reads a term that begins at toks[i]: numbers of years, months, weeks
// and days, each once. next is i if there is none; then what stands there may
// still be a number of something else.
func termAt(line string, toks []token, i int) (t calendar.Term, next int, f *flaw) {
	next = i
	for at := i; ; {
		n, after, code := numberAt(toks, at)
		if code == "" && after == at && at < len(toks) && isArticle(toks[at].word) && toks[at].word != "the" {
			n, after = number{value: big.NewRat(1, 1)}, at+1
		}
		if code != "" || after == at {
			return t, next, nil
		}
		unit := after
		if unit < len(toks) && toks[unit].word == "-" {
			unit++
		}
		if unit >= len(toks) || toks[unit].quoted {
			return t, next, nil
		}
		u := unitNamed(toks[unit].word)
		if u == 0 {
			return t, next, nil
		}
		part := line[toks[at].from:toks[unit].to]
		end := unit + 1
		if u == 'Y' {
			n, end, _ = halfMore(n, toks, end)
		}
		if f := addTerm(&t, n, u, part); f != nil {
			return t, next, f
		}
		next = end
		at = end
		for at < len(toks) && (toks[at].word == "and" || toks[at].word == "و" || toks[at].word == "," || toks[at].word == "،" || toks[at].word == "&") && !toks[at].quoted {
			at++
		}
	}
}

// addTerm adds a number of units. Half a year is six months; no other
// fraction is a number of smaller units that everybody agrees on.
func addTerm(t *calendar.Term, n number, unit byte, part string) *flaw {
	if n.isZero() {
		return &flaw{"zero", part, "penalty.unknown_number"}
	}
	whole, ok := n.whole()
	if ok {
		return addUnits(t, whole, unit, part)
	}
	double := new(big.Rat).Add(n.value, n.value)
	twice, ok := number{value: double}.whole()
	switch {
	case n.value.IsInt():
		return &flaw{"too_large", part, "penalty"}
	case !ok || unit != 'Y':
		return &flaw{"fraction", part, "penalty.months"}
	case twice/2 > 0:
		if f := addUnits(t, twice/2, 'Y', part); f != nil {
			return f
		}
	}
	return addUnits(t, 6, 'M', part)
}

func addUnits(t *calendar.Term, n int, unit byte, part string) *flaw {
	to := &t.Days
	switch unit {
	case 'Y':
		to = &t.Years
	case 'M':
		to = &t.Months
	case 'W':
		to = &t.Weeks
	}
	if *to != 0 {
		return &flaw{"twice", part, "penalty.months"}
	}
	*to = n
	return nil
}

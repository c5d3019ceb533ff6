package entry

import (
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

// number takes a number with what it counts: a term, lashes, money. ok is
// false if none stands there.
func (r *penaltyReader) number(toks []token, i int) (next int, f *flaw, ok bool) {
	term, next, f := termAt(r.line, toks, i)
	if f != nil {
		return 0, f, false
	}
	if next > i {
		if more := orMore(toks, next); more > next && !toks[next].spaced {
			return 0, &flaw{"inexact", r.part(toks, i, more), "penalty.unknown_number"}, false
		}
		return next, r.term(term, toks, i, next), true
	}
	n, next, code := numberAt(toks, i)
	if code != "" {
		return 0, &flaw{strings.TrimPrefix(code, "penalty."), r.part(toks, i, i+1), "penalty.fine"}, false
	}
	if next == i {
		return 0, nil, false
	}
	if more := orMore(toks, next); more > next {
		return 0, &flaw{"inexact", r.part(toks, i, more), "penalty.unknown_number"}, false
	}
	if m, width := phrase(toks[next:], mostWords, meaningOf); width > 0 {
		switch m.sense {
		case lashes:
			if f := r.kind(casefile.Flogging, toks, i, next+width); f != nil {
				return 0, f, false
			}
			return next + width, r.count(n, toks, i, next), true
		case unitTooSmall:
			return 0, &flaw{"hours", r.part(toks, i, next+width), "penalty.other"}, false
		case isInexact:
			return 0, &flaw{"inexact", r.part(toks, i, next+width), "penalty.unknown_number"}, false
		}
	}
	if span := spanAt(toks, next); span > next {
		return 0, &flaw{"inexact", r.part(toks, i, span), "penalty.unknown_number"}, false
	}
	if m, width := moneyAt(r.line, toks, next, r.country); width > 0 {
		return next + width, r.sum(n, m, toks, i, next+width), true
	}
	if r.bare != nil {
		return 0, &flaw{"twice", r.part(toks, i, next), "penalty"}, false
	}
	r.bare, r.barePart = &n, r.part(toks, i, next)
	if next < len(toks) && !toks[next].sign {
		if _, width := phrase(toks[next:], mostWords, meaningOf); width == 0 {
			r.barePart = r.part(toks, next, next+1)
			if r.p.Kind != casefile.Fine && r.p.Kind != casefile.Costs {
				return 0, &flaw{"unit", r.barePart, exampleFor(r.p.Kind)}, false
			}
			return 0, &flaw{"currency", r.barePart, "penalty.fine"}, false
		}
	}
	return next, nil, true
}

// spanAt is where "-7" or "to 7" ends after a number; i if none stands there.
func spanAt(toks []token, i int) int {
	if i+1 < len(toks) && spans(toks[i].word) {
		if _, next, code := numberAt(toks, i+1); code == "" && next > i+1 {
			return next
		}
	}
	return i
}

// spans reports whether a word stands between two numbers of which it is one.
func spans(word string) bool {
	switch word {
	case "-", "–", "to", "or", "تا", "یا", "الی":
		return true
	}
	return false
}

// orMore is where "+" or "-plus" ends after a number; i if none stands there.
func orMore(toks []token, i int) int {
	at := i
	if at < len(toks) && toks[at].word == "-" {
		at++
	}
	if at < len(toks) && (toks[at].word == "+" || toks[at].word == "plus") && !toks[at].quoted {
		return at + 1
	}
	return i
}

// term notes how long it lasts.
func (r *penaltyReader) term(t calendar.Term, toks []token, i, next int) *flaw {
	if r.p.Term != nil {
		return &flaw{"twice", r.part(toks, i, next), "penalty.two_lines"}
	}
	r.p.Term = &t
	return nil
}

func (r *penaltyReader) count(n number, toks []token, i, next int) *flaw {
	count, ok := n.whole()
	switch part := r.part(toks, i, next); {
	case r.p.Count != nil:
		return &flaw{"twice", part, "penalty.flogging"}
	case n.isZero():
		return &flaw{"zero", part, "penalty.unknown_number"}
	case !ok && n.value.IsInt():
		return &flaw{"too_large", part, "penalty.flogging"}
	case !ok:
		return &flaw{"fraction", part, "penalty.flogging"}
	}
	r.p.Count = &count
	return nil
}

// sum notes an amount of money.
func (r *penaltyReader) sum(n number, m money, toks []token, i, next int) *flaw {
	part := r.part(toks, i, next)
	switch {
	case m.code == "" && n.value != nil:
		return &flaw{"which_currency", part, "penalty.fine"}
	case r.p.Amount != nil:
		return &flaw{"twice", part, "penalty.fine"}
	}
	if f := r.amount(n, part); f != nil {
		return f
	}
	r.p.Currency = m.code
	return nil
}

func (r *penaltyReader) amount(n number, part string) *flaw {
	if n.isZero() {
		return &flaw{"zero", part, "penalty.unknown_number"}
	}
	a, err := casefile.ParseAmount(n.amount())
	if err != nil {
		return &flaw{"too_large", part, "penalty.fine"}
	}
	r.p.Amount = &a
	return nil
}

// moneyFirst takes a currency that stands before its number: IRR 50,000,000.
func (r *penaltyReader) moneyFirst(m money, toks []token, i, next int) (int, *flaw) {
	n, end, code := numberAt(toks, next)
	switch {
	case code != "":
		return 0, &flaw{strings.TrimPrefix(code, "penalty."), r.part(toks, next, next+1), "penalty.fine"}
	case end == next && r.bare != nil:
		n, end = *r.bare, next
		r.bare = nil
	case end == next:
		return 0, &flaw{"number", r.part(toks, i, next), "penalty.fine"}
	}
	return end, r.sum(n, m, toks, i, end)
}

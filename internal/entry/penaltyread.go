package entry

import (
	"strings"
	"unicode/utf8"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

// flaw is why a line is no penalty.
type flaw struct {
	code    string // without "penalty."
	part    string
	example Example
}

// penaltyReader reads one line.
type penaltyReader struct {
	line     string
	country  string // of the casefile, for rials and pounds
	toks     []token
	p        casefile.Penalty
	ofSaid   bool    // what it is of, or that it is of something, was said
	bare     *number // a number of which nothing is said yet
	barePart string  // and how it was typed
	outcome  bool    // was said
	within   bool    // reads a part of another line
}

// readPenalty reads a line that is clean.
func readPenalty(line, country string) (casefile.Penalty, *flaw) {
	if utf8.RuneCountInString(line) > mostLine {
		return casefile.Penalty{}, &flaw{"too_long", "", ""}
	}
	whole := line
	if line = strings.TrimRight(line, " .;،,؛"); line == "" {
		return casefile.Penalty{}, &flaw{"word", whole, "penalty"}
	}
	r := &penaltyReader{line: line, country: country, toks: tokenise(line)}
	if f := r.read(); f != nil {
		return casefile.Penalty{}, f
	}
	return r.p, nil
}

func (r *penaltyReader) read() *flaw {
	end := len(r.toks)
	for { // what follows the last comma, and the one before, as long as it says how it went on
		k := lastSeparator(r.toks[:end])
		if k <= 0 {
			break
		}
		taken, f := r.tail(trimBrackets(r.toks[k+1 : end]))
		if f != nil {
			return f
		}
		if !taken {
			break
		}
		end = k
	}
	if f := r.main(r.toks[:end]); f != nil {
		return f
	}
	return r.finish()
}

// lastSeparator is where the last part of a line begins that is set off by a
// comma, a bracket or a dash; -1 if none is.
func lastSeparator(toks []token) int {
	for i := len(toks) - 1; i >= 0; i-- {
		t := toks[i]
		if !t.sign || t.quoted {
			continue
		}
		switch t.word {
		case ",", "،", ";", "؛", "(", "–", "—":
			return i
		case "-":
			if t.spaced && i+1 < len(toks) && toks[i+1].spaced {
				return i
			}
		}
	}
	return -1
}

func trimBrackets(toks []token) []token {
	for len(toks) > 0 && toks[len(toks)-1].word == ")" {
		toks = toks[:len(toks)-1]
	}
	return toks
}

// main reads the penalty itself.
func (r *penaltyReader) main(toks []token) *flaw {
	for i := 0; i < len(toks); {
		next, f := r.step(toks, i)
		if f != nil {
			return f
		}
		i = next
	}
	return nil
}

// step takes what stands at toks[i], and says where to go on.
func (r *penaltyReader) step(toks []token, i int) (next int, f *flaw) {
	t := toks[i]
	if t.sign && !t.quoted && strings.Contains(",،;؛:()-–—+&/", t.word) {
		return i + 1, nil
	}
	if n := regimeAt(toks[i:]); n > 0 {
		if r.p.Kind == "" || r.p.Kind == casefile.Imprisonment || r.p.Kind == casefile.LifeImprisonment {
			r.p.Regime = r.part(toks, i, i+n)
			if r.p.Kind == "" {
				r.p.Kind = casefile.Imprisonment
			}
			return i + n, nil
		}
	}
	if m, n := phrase(toks[i:], mostWords, meaningOf); n > 0 && !(isArticle(t.word) && startsTerm(toks, i)) && t.word != "half" {
		return r.mean(m, toks, i, i+n)
	}
	if next, f, ok := r.number(toks, i); ok || f != nil {
		return next, f
	}
	if m, n := moneyAt(r.line, toks, i, r.country); n > 0 {
		return r.moneyFirst(m, toks, i, i+n)
	}
	if next, ok := r.banAhead(toks, i); ok {
		return next, nil
	}
	return 0, &flaw{"word", r.part(toks, i, i+1), exampleFor(r.p.Kind)}
}

// startsTerm reports whether "a year" stands at toks[i].
func startsTerm(toks []token, i int) bool {
	return i+1 < len(toks) && unitNamed(toks[i+1].word) != 0
}

// part is some tokens as they were typed.
func (r *penaltyReader) part(toks []token, from, to int) string {
	return r.line[toks[from].from:toks[to-1].to]
}

// mean takes a phrase that is known, toks[i:next].
func (r *penaltyReader) mean(m meaning, toks []token, i, next int) (int, *flaw) {
	switch m.sense {
	case isSuspended:
		r.p.Suspended = true
	case isForLife:
		r.p.ForLife = true
	case isInexact:
		return 0, &flaw{"inexact", r.part(toks, i, next), "penalty.unknown_number"}
	case lashes:
		return next, r.kind(casefile.Flogging, toks, i)
	case unitOfTerm:
		return 0, &flaw{"number", r.part(toks, i, next), "penalty"}
	case unitTooSmall:
		return 0, &flaw{"hours", r.part(toks, i, next), "penalty.other"}
	case readyMadeBan:
		if f := r.kind(m.kind, toks, i); f != nil {
			return 0, f
		}
		r.p.Of, r.ofSaid = m.of, true
	case theKind:
		if f := r.kind(m.kind, toks, i); f != nil {
			return 0, f
		}
		if m.free && !r.ofSaid {
			return r.free(toks, next)
		}
	}
	return next, nil
}

// kind notes the kind of punishment. A second one belongs on a line of its own.
func (r *penaltyReader) kind(k casefile.PenaltyKind, toks []token, i int) *flaw {
	switch was := r.p.Kind; {
	case was == "" || was == k:
		r.p.Kind = k
	case was == casefile.LifeImprisonment && (k == casefile.Ban || k == casefile.InternalExile || k == casefile.HouseArrestTerm):
		r.p.Kind, r.p.ForLife = k, true // a life ban
	case was == casefile.LifeImprisonment && k == casefile.Imprisonment:
	case was == casefile.Imprisonment && k == casefile.LifeImprisonment:
		r.p.Kind = k
	case (was == casefile.Ban || was == casefile.InternalExile || was == casefile.HouseArrestTerm) && k == casefile.LifeImprisonment:
		r.p.ForLife = true
	default:
		return &flaw{"two", r.part(toks, i, len(toks)), "penalty.two_lines"}
	}
	return nil
}

// number takes a number with what it counts: a term, lashes, money. ok is
// false if none stands there.
func (r *penaltyReader) number(toks []token, i int) (next int, f *flaw, ok bool) {
	term, next, f := termAt(r.line, toks, i)
	if f != nil {
		return 0, f, false
	}
	if next > i {
		return next, r.term(term, toks, i, next), true
	}
	n, next, code := numberAt(toks, i)
	if code != "" {
		return 0, &flaw{strings.TrimPrefix(code, "penalty."), r.part(toks, i, i+1), "penalty.fine"}, false
	}
	if next == i {
		return 0, nil, false
	}
	if m, width := phrase(toks[next:], mostWords, meaningOf); width > 0 {
		switch m.sense {
		case lashes:
			if f := r.kind(casefile.Flogging, toks, i); f != nil {
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
	if i+1 < len(toks) && (toks[i].word == "-" || toks[i].word == "–" || toks[i].word == "to" || toks[i].word == "or" || toks[i].word == "تا" || toks[i].word == "یا") {
		if _, next, code := numberAt(toks, i+1); code == "" && next > i+1 {
			return next
		}
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

// finish checks that what was said goes together.
func (r *penaltyReader) finish() *flaw {
	p := &r.p
	if r.bare != nil {
		switch {
		case p.Kind == casefile.Fine || p.Kind == casefile.Costs:
			if p.Amount != nil {
				return &flaw{"twice", r.barePart, "penalty.fine"}
			}
			if f := r.amount(*r.bare, r.barePart); f != nil {
				return f
			}
		case p.Kind == casefile.Flogging && p.Count == nil:
			if n, ok := r.bare.whole(); ok && n > 0 {
				p.Count = &n
				break
			}
			return &flaw{"unit", r.barePart, "penalty.flogging"}
		default:
			return &flaw{"unit", r.barePart, exampleFor(p.Kind)}
		}
	}
	if p.Kind == "" {
		switch {
		case p.Term != nil && p.Amount == nil:
			p.Kind = casefile.Imprisonment // so reports shorten it: "8 years"
		default:
			return &flaw{"kind", r.line, "penalty"}
		}
	}
	return r.fits()
}

// fits refuses what the kind of punishment can't have.
func (r *penaltyReader) fits() *flaw {
	p := &r.p
	switch {
	case p.Amount != nil && p.Kind != casefile.Fine && p.Kind != casefile.Costs:
		return &flaw{"two", r.line, "penalty.two_lines"}
	case p.Term != nil && !p.Kind.Lasts():
		return &flaw{"two", r.line, "penalty.two_lines"}
	case p.ForLife && p.Kind == casefile.Imprisonment && p.Term == nil:
		p.Kind, p.ForLife = casefile.LifeImprisonment, false
	case p.ForLife && p.Kind == casefile.LifeImprisonment:
		p.ForLife = false
	case p.ForLife && (p.Term != nil || p.Kind != casefile.Ban && p.Kind != casefile.InternalExile && p.Kind != casefile.HouseArrestTerm && p.Kind != casefile.Labour):
		return &flaw{"two", r.line, "penalty.two_lines"}
	}
	if p.Administered != nil {
		switch {
		case p.Kind != casefile.Flogging:
			return &flaw{"two", r.line, "penalty.two_lines"}
		case p.Count != nil && *p.Administered > *p.Count:
			return &flaw{"administered", r.line, "penalty.administered"}
		case !r.outcome:
			p.Outcome = administered(p)
		}
	}
	return nil
}

// administered is what follows from how many lashes were carried out.
func administered(p *casefile.Penalty) casefile.Outcome {
	switch {
	case p.Count == nil || p.Administered == nil || *p.Administered == 0:
		return ""
	case *p.Administered == *p.Count:
		return casefile.Served
	}
	return casefile.PartlyServed
}

// exampleFor is an example of a kind of punishment.
func exampleFor(k casefile.PenaltyKind) Example {
	switch k {
	case casefile.Flogging:
		return "penalty.flogging"
	case casefile.Fine, casefile.Costs:
		return "penalty.fine"
	case casefile.Ban:
		return "penalty.ban"
	case casefile.InternalExile:
		return "penalty.exile"
	}
	return "penalty"
}

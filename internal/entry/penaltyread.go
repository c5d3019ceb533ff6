package entry

import (
	"strings"
	"unicode/utf8"

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
	life     bool    // nothing but "life" was said of its kind: in prison, or of a ban
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
		return next, r.kind(casefile.Flogging, toks, i, next)
	case unitOfTerm:
		return 0, &flaw{"number", r.part(toks, i, next), "penalty"}
	case unitTooSmall:
		return 0, &flaw{"hours", r.part(toks, i, next), "penalty.other"}
	case readyMadeBan:
		if f := r.kind(m.kind, toks, i, next); f != nil {
			return 0, f
		}
		r.p.Of, r.ofSaid = m.of, true
	case theKind:
		if f := r.kind(m.kind, toks, i, next); f != nil {
			return 0, f
		}
		if m.free && !r.ofSaid {
			if next == i+1 && bannedInOne(toks, i) {
				next = i // its first word is part of what it is of
			}
			return r.free(toks, next)
		}
	}
	return next, nil
}

// kind notes the kind of punishment. A second one belongs on a line of its own.
func (r *penaltyReader) kind(k casefile.PenaltyKind, toks []token, i, next int) *flaw {
	word := toks[i].word
	life := k == casefile.LifeImprisonment && next == i+1 && (word == "life" || word == "ابد")
	switch was := r.p.Kind; {
	case was == "":
		r.p.Kind, r.life = k, life
	case was == k:
	case r.life && r.p.Regime == "" && forLife(k): // a life ban
		r.p.Kind, r.p.ForLife = k, true
	case life && forLife(was): // a ban, life
		r.p.ForLife = true
	case was == casefile.LifeImprisonment && k == casefile.Imprisonment:
		r.life = false
	case was == casefile.Imprisonment && k == casefile.LifeImprisonment:
		r.p.Kind = k
	default:
		return &flaw{"two", r.part(toks, i, len(toks)), "penalty.two_lines"}
	}
	return nil
}

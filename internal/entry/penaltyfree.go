package entry

import (
	"strings"

	"vigil/internal/casefile"
)

// free reads what a penalty is of, in words of one's own, which begin at
// toks[i] and go on to the end, save for how long it lasts. It says where to
// go on.
func (r *penaltyReader) free(toks []token, i int) (next int, f *flaw) {
	r.ofSaid = true
	other := r.p.Kind == casefile.OtherPenalty
	if !other {
		if i, f = r.termBefore(toks, i); f != nil {
			return 0, f
		}
	}
	if i < len(toks) && isPreposition(toks[i].word, r.p.Kind) {
		i++
	}
	if i < len(toks) && toks[i].quoted {
		end := i
		for end < len(toks) && toks[end].quoted {
			end++
		}
		if end-i < 2 {
			return end, nil
		}
		r.p.Of = strings.TrimSpace(r.line[toks[i].to:toks[end-1].from])
		return end, nil
	}
	end := len(toks)
	if !other {
		if end, f = r.termAfter(toks, i, end); f != nil {
			return 0, f
		}
	}
	if i >= end {
		return len(toks), nil
	}
	if f := r.another(toks[i:end]); f != nil {
		return 0, f
	}
	if f := r.lengthAmong(toks, i, end); f != nil {
		return 0, f
	}
	r.p.Of = strings.Trim(r.line[toks[i].from:toks[end-1].to], " .,;:،؛")
	return len(toks), nil
}

// another refuses words of one's own in which a further penalty stands, as in
// "confiscation of property and 74 lashes": it would be lost among them.
func (r *penaltyReader) another(toks []token) *flaw {
	if r.within || r.p.Kind == casefile.OtherPenalty {
		return nil
	}
	for i, t := range toks[:max(0, len(toks)-1)] {
		switch t.word {
		case "-":
			if !t.spaced { // film-making
				continue
			}
			fallthrough
		case "and", "و", ",", "،", ";", "؛", "+", "&", "plus", "with", "/", ".", "–", "—", "همراه":
			rest := &penaltyReader{line: r.line, country: r.country, toks: toks[i+1:], within: true}
			if rest.read() == nil {
				return &flaw{"two", r.part(toks, i+1, len(toks)), "penalty.two_lines"}
			}
		}
	}
	return nil
}

// termBefore reads how long a ban lasts where that comes first: a ban of 2
// years from …
func (r *penaltyReader) termBefore(toks []token, i int) (int, *flaw) {
	at := i
	if at < len(toks) && (toks[at].word == "of" || toks[at].word == "for") {
		at++
	}
	if m, n := phrase(toks[at:], mostWords, meaningOf); n > 0 && m.sense == isForLife && endsPhrase(toks, at+n, r.p.Kind) {
		r.p.ForLife = true
		return at + n, nil
	}
	t, next, f := termAt(r.line, toks, at)
	if f != nil || next == at || !endsPhrase(toks, next, r.p.Kind) && !lastingSo(toks[next-1].word) {
		return i, nil // a number of something else
	}
	return next, r.term(t, toks, at, next)
}

// lastingSo reports whether a unit says how long what stands before it lasts,
// and nothing of what follows: ممنوعیت دو ساله خروج از کشور.
func lastingSo(unit string) bool {
	switch unit {
	case "ساله", "ماهه", "هفتهای", "روزه":
		return true
	}
	return false
}

// bannedInOne reports whether a ban and what is banned stand at toks[i] as one
// word that has no better name here: ممنوع‌القلم.
func bannedInOne(toks []token, i int) bool {
	return toks[i].word == "ممنوع" && i+1 < len(toks) && !toks[i+1].spaced && strings.HasPrefix(toks[i+1].word, "ال")
}

func endsPhrase(toks []token, i int, k casefile.PenaltyKind) bool {
	return i >= len(toks) || isPreposition(toks[i].word, k)
}

// termAfter reads how long it lasts where that comes last, and whether it is
// suspended. end is where the rest ends.
func (r *penaltyReader) termAfter(toks []token, i, end int) (int, *flaw) {
	for from := i; from < end; from++ {
		m, n := phrase(toks[from:end], mostWords, meaningOf)
		switch {
		case n > 0 && from+n == end && m.sense == isForLife:
			r.p.ForLife = true
			return withoutFor(toks, i, from), nil
		case n > 0 && from+n == end && m.sense == isSuspended:
			r.p.Suspended = true
			return r.termAfter(toks, i, from)
		}
		if t, next, f := termAt(r.line, toks[:end], from); f == nil && next == end {
			if before := inexactBefore(toks, i, from); before < from {
				return 0, &flaw{"inexact", r.part(toks, before, next), "penalty.ban"}
			}
			return withoutFor(toks, i, from), r.term(t, toks, from, next)
		}
	}
	if end-i > 2 && toks[end-1].word == ")" { // film-making (2 years)
		if open := openedAt(toks, i, end-1); open > i {
			if from, f := r.termAfter(toks, open+1, end-1); f != nil || from == open+1 {
				return open, f
			}
		}
	}
	return end, nil
}

// openedAt is where the bracket is opened that toks[end] closes; -1 if none is.
func openedAt(toks []token, i, end int) int {
	for at := end - 1; at >= i; at-- {
		if toks[at].word == "(" && !toks[at].quoted {
			return at
		}
	}
	return -1
}

// inexactBefore is where words begin that say of the number at toks[end] that
// it isn't the number, as in "for about 2 years" and "for 2 to 5 years"; end if
// none stand there.
func inexactBefore(toks []token, i, end int) int {
	for from := i; from < end; from++ {
		if m, n := phrase(toks[from:end], mostWords, meaningOf); n > 0 && from+n == end && m.sense == isInexact {
			return from
		}
		if _, next, code := numberAt(toks[:end], from); code == "" && next > from && next == end-1 && spans(toks[next].word) {
			return from
		}
	}
	return end
}

// lengthAmong refuses words of one's own in which stands how long it lasts, or
// that it is suspended, as in "ban from film-making for 2 years and from travel":
// the record would say that its length is not known.
func (r *penaltyReader) lengthAmong(toks []token, i, end int) *flaw {
	if r.within || !r.p.Kind.Lasts() {
		return nil
	}
	for from := i; from < end; from++ {
		if toks[from].quoted {
			continue
		}
		m, n := phrase(toks[from:end], mostWords, meaningOf)
		switch n = from + n; {
		case n == from:
		case m.sense == isInexact && lengthEnd(r.line, toks[:end], n) > n:
			return &flaw{"inexact", r.part(toks, from, lengthEnd(r.line, toks[:end], n)), "penalty.ban"}
		case m.sense == isSuspended && len(strings.Trim(joined(toks[n:end]), ",،;؛() ")) == 0:
			return &flaw{"among", r.part(toks, from, n), "penalty.ban"}
		}
		if _, next, f := termAt(r.line, toks[:end], from); f == nil && next > from {
			return &flaw{"among", r.part(toks, from, next), "penalty.ban"}
		}
	}
	return nil
}

// lengthEnd is where a term ends, or "years" alone, that begins at toks[i]; i if
// none does.
func lengthEnd(line string, toks []token, i int) int {
	if _, next, f := termAt(line, toks, i); f == nil && next > i {
		return next
	}
	if i < len(toks) && unitNamed(toks[i].word) != 0 {
		return i + 1
	}
	return i
}

// withoutFor is where the words end before "for" or "به مدت".
func withoutFor(toks []token, i, end int) int {
	for _, lead := range []string{"for the duration of", "for a period of", "for a term of", "for", "به مدت", "بهمدت", "مدت", "برای مدت", "برای"} {
		n := strings.Count(lead, " ") + 1
		if end-n >= i && joined(toks[end-n:end]) == lead {
			return end - n
		}
	}
	return end
}

// banAhead reads a ban whose name comes last: a film-making ban.
func (r *penaltyReader) banAhead(toks []token, i int) (next int, ok bool) {
	if r.p.Kind != "" && (!r.life || r.p.Regime != "") || toks[i].sign {
		return 0, false
	}
	for j := i + 1; j < len(toks); j++ {
		switch word := toks[j].word; {
		case toks[j].quoted || toks[j].digits || toks[j].sign && word != "-" && word != "&" && word != "/":
			return 0, false
		case word == "ban" || word == "bans":
			r.p.ForLife = r.p.ForLife || r.life
			r.p.Kind, r.ofSaid = casefile.Ban, true
			r.p.Of = r.line[toks[i].from:toks[j-1].to]
			return j + 1, true
		}
		if m, n := phrase(toks[j:], mostWords, meaningOf); n > 0 && m.sense != noise {
			return 0, false
		}
	}
	return 0, false
}

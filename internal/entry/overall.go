package entry

import (
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

// overall is what lines among the penalties say of all of them together:
//
//	enforceable: 5 years
//	only the severest is enforced  (or: one after the other, at the same time)
//	in absentia
type overall struct {
	stated     *calendar.Term
	rule       casefile.Rule
	inAbsentia bool
	read       bool // from lines: then what no line says goes
	was        casefile.Rule
}

func overallOf(x *casefile.Sentence) *overall {
	return &overall{stated: x.Stated, rule: x.Rule, inAbsentia: x.InAbsentia, was: x.Rule}
}

// take reads a line, if it is one of these.
func (o *overall) take(line string) bool {
	if !o.read {
		*o = overall{read: true, was: o.was}
	}
	toks := tokenise(strings.TrimRight(line, " .;،,؛"))
	if len(toks) == 0 {
		return false
	}
	if r, ok := ruleNamed(joined(toks)); ok && o.rule == "" {
		o.rule = r
		return true
	}
	switch joined(toks) {
	case "in absentia", "sentenced in absentia", "غیابی", "حکم غیابی", "غیابا":
		o.inAbsentia = true
		return true
	}
	if t, ok := statedTerm(line, toks); ok && o.stated == nil {
		o.stated = &t
		return true
	}
	return false
}

func ruleNamed(words string) (casefile.Rule, bool) {
	switch words {
	case "only the severest is enforced", "only the severest", "severest only", "only the severest penalty is enforced", "article 134",
		"فقط اشد مجازات اجرا می شود", "فقط اشد مجازات اجرا میشود", "فقط اشد مجازات", "اشد مجازات", "ماده 134":
		return casefile.SeverestOnly, true
	case "one after the other", "consecutive", "consecutively", "cumulative", "to be served consecutively", "پشت سر هم", "پی در پی", "جمع می شود", "جمع میشود":
		return casefile.Cumulative, true
	case "at the same time", "concurrent", "concurrently", "to be served concurrently", "هم زمان", "همزمان":
		return casefile.Concurrent, true
	}
	return "", false
}

// statedTerm reads "enforceable: 5 years" and "5 years enforceable".
func statedTerm(line string, toks []token) (calendar.Term, bool) {
	from := afterLead(toks, "enforceable", "enforceable :", "enforceable term :", "enforceable term", "of which enforceable :", "of which enforceable",
		"قابل اجرا", "قابل اجرا :", "مدت قابل اجرا", "مدت قابل اجرا :")
	t, next, f := termAt(line, toks, from)
	if f != nil || next == from {
		return calendar.Term{}, false
	}
	switch rest := joined(toks[next:]); {
	case from > 0 && rest == "", from == 0 && (rest == "enforceable" || rest == "are enforceable" || rest == "is enforceable" || rest == "قابل اجرا" || rest == "قابل اجراست"):
		return t, true
	}
	return calendar.Term{}, false
}

// put notes it in the sentence. Rules that no line has words for stay.
func (o *overall) put(x *casefile.Sentence) {
	if !o.read {
		return
	}
	x.Stated, x.InAbsentia = o.stated, o.inAbsentia
	if o.rule != "" || lineOfRule(o.was, false) != "" {
		x.Rule = o.rule
	}
	if x.Stated == nil {
		x.StatedNote = "" // it says what the term rests on
		if x.Rule == casefile.StatedRule {
			x.Rule = ""
		}
	}
}

func (o *overall) lines(w penaltyWriter) []string {
	var lines []string
	if o.stated != nil {
		lines = append(lines, w.pick("enforceable: ", "قابل اجرا: ")+w.term(*o.stated))
	}
	if line := lineOfRule(o.rule, w.fa); line != "" {
		lines = append(lines, line)
	}
	if o.inAbsentia {
		lines = append(lines, w.pick("in absentia", "غیابی"))
	}
	return lines
}

func lineOfRule(r casefile.Rule, fa bool) string {
	w := penaltyWriter{fa: fa}
	switch r {
	case casefile.SeverestOnly:
		return w.pick("only the severest is enforced", "فقط اشد مجازات اجرا می‌شود")
	case casefile.Cumulative:
		return w.pick("one after the other", "پشت سر هم")
	case casefile.Concurrent:
		return w.pick("at the same time", "هم‌زمان")
	}
	return ""
}

func joinLines(lines []string) string { return strings.Join(lines, "\n") }

package entry

import (
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

// tail reads a part of a line that was set off from the penalty and says what
// became of it. taken is false if it is no such part.
func (r *penaltyReader) tail(toks []token) (taken bool, f *flaw) {
	if len(toks) == 0 {
		return true, nil
	}
	if toks[0].quoted {
		return false, nil
	}
	if o, ok := outcomeNamed(joined(toks)); ok {
		if r.outcome {
			return false, &flaw{"twice", r.part(toks, 0, len(toks)), "penalty.outcome"}
		}
		r.p.Outcome, r.outcome = o, true
		return true, nil
	}
	switch m, n := phrase(toks, mostWords, meaningOf); {
	case n < len(toks):
	case m.sense == isSuspended:
		r.p.Suspended = true
		return true, nil
	case m.sense == isForLife:
		r.p.ForLife = true
		return true, nil
	}
	if rest := afterLead(toks, "reduced to", "cut to", "commuted to", "کاهش به", "کاهش یافته به", "کاهشیافته به", "تقلیل به", "تقلیل یافته به", "تقلیلیافته به"); rest > 0 {
		return r.reduced(toks, rest)
	}
	if rest := afterLead(toks, "ends", "ending", "ends on", "ends in", "until", "till", "term ends", "پایان", "پایان در", "پایان در تاریخ", "تا"); rest > 0 {
		return r.ends(toks, rest)
	}
	if n, ok := carriedOut(toks); ok {
		if r.p.Administered != nil {
			return false, &flaw{"twice", r.part(toks, 0, len(toks)), "penalty.administered"}
		}
		r.p.Administered = &n
		return true, nil
	}
	return false, nil
}

// afterLead is how many tokens the longest of the leads takes with which toks
// begin and after which something follows; 0 for none.
func afterLead(toks []token, leads ...string) int {
	best := 0
	for _, lead := range leads {
		n := strings.Count(lead, " ") + 1
		if n > best && n < len(toks) && joined(toks[:n]) == lead {
			best = n
		}
	}
	return best
}

func (r *penaltyReader) reduced(toks []token, from int) (bool, *flaw) {
	t, next, f := termAt(r.line, toks, from)
	switch {
	case f != nil:
		return false, f
	case next < len(toks):
		return false, &flaw{"reduced", r.part(toks, from, len(toks)), "penalty.reduced"}
	case r.p.ReducedTo != nil:
		return false, &flaw{"twice", r.part(toks, 0, len(toks)), "penalty.reduced"}
	}
	r.p.ReducedTo = &t
	if !r.outcome {
		r.p.Outcome = casefile.Reduced
	}
	return true, nil
}

func (r *penaltyReader) ends(toks []token, from int) (bool, *flaw) {
	text := r.part(toks, from, len(toks))
	d, err := calendar.ParseTyped(text, calendar.Day{})
	if err != nil {
		return false, &flaw{"ends", text, "penalty.ends"}
	}
	if !r.p.Ends.IsZero() {
		return false, &flaw{"twice", r.part(toks, 0, len(toks)), "penalty.ends"}
	}
	r.p.Ends = d
	return true, nil
}

// carriedOut reads how many lashes were: "50 carried out", "۵۰ ضربه اجرا شده".
func carriedOut(toks []token) (int, bool) {
	n, next, code := numberAt(toks, 0)
	if code != "" || next == 0 {
		return 0, false
	}
	whole, ok := n.whole()
	switch rest := joined(toks[next:]); rest {
	case "carried out", "lashes carried out", "of them carried out", "administered", "lashes administered", "given", "received",
		"اجرا شده", "اجرا شد", "اجراشده", "ضربه اجرا شده", "ضربه اجرا شد", "ضربه اجراشده", "ضربه ان اجرا شده":
		return whole, ok
	}
	return 0, false
}

// outcomeNamed is what became of a penalty, in the words in which cards say it
// and in others.
func outcomeNamed(words string) (casefile.Outcome, bool) {
	switch words {
	case "in force", "به قوت خود باقی", "لازم الاجرا", "پابرجا":
		return casefile.InForce, true
	case "upheld", "confirmed", "upheld on appeal", "confirmed on appeal", "تاییدشده", "تایید شده", "تایید شد", "تایید در تجدیدنظر":
		return casefile.Upheld, true
	case "being served", "being carried out", "در حال اجرا", "در حال سپری شدن", "در حال گذراندن":
		return casefile.BeingServed, true
	case "served", "carried out", "paid", "اجراشده", "اجرا شده", "اجرا شد", "سپریشده", "سپری شده", "گذرانده", "پرداختشده", "پرداخت شده":
		return casefile.Served, true
	case "partly served", "partly carried out", "partly paid", "بخشی اجرا شده", "بخشی اجراشده", "تا حدی اجرا شده", "بخشی سپری شده", "بخشی سپریشده":
		return casefile.PartlyServed, true
	case "not served", "unserved", "not carried out", "not enforced", "not paid", "اجرانشده", "اجرا نشده", "اجرا نشد", "سپری نشده", "سپرینشده":
		return casefile.Unserved, true
	case "suspended later", "later suspended", "بعدا تعلیق شده", "بعدا تعلیق شد":
		return casefile.Suspended, true
	case "interrupted", "متوقف شده", "متوقفشده", "قطع شده":
		return casefile.Interrupted, true
	case "under appeal", "appealed", "در حال تجدیدنظر", "در دست تجدیدنظر", "در مرحله تجدیدنظر", "تجدیدنظرخواهی شده":
		return casefile.UnderAppeal, true
	case "reduced", "cut", "کاهش یافته", "کاهشیافته", "تقلیل یافته", "تخفیف یافته", "تخفیفیافته":
		return casefile.Reduced, true
	case "overturned", "quashed", "annulled", "نقض شده", "نقضشده", "نقض شد", "لغو شده", "لغوشده", "باطل شده":
		return casefile.Overturned, true
	case "pardoned", "amnestied", "عفو شده", "عفوشده", "عفو شد", "مشمول عفو", "بخشوده", "بخشودهشده":
		return casefile.Pardoned, true
	case "outcome unknown", "outcome not known", "outcome not published", "سرنوشت نامعلوم", "نتیجه نامعلوم", "نتیجه منتشر نشده", "سرانجام ان منتشر نشده":
		return casefile.UnknownOutcome, true
	}
	return "", false
}

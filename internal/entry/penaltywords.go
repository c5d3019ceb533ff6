package entry

import "vigil/internal/casefile"

// sense is what a word or a phrase means in a penalty.
type sense int

const (
	noSense      sense = iota
	noise              // adds nothing
	theKind            // names the kind of punishment
	isSuspended        //
	isForLife          //
	isInexact          // says that a number isn't the number
	lashes             // counts lashes
	unitOfTerm         // years, months, weeks, days
	unitTooSmall       // hours and less
	readyMadeBan       // a ban and what is banned in one word
)

// meaning is what a phrase means.
type meaning struct {
	sense sense
	kind  casefile.PenaltyKind
	free  bool   // what it is of follows, in words of one's own
	of    string // of a readyMadeBan
	unit  byte   // Y, M, W or D
}

// mostWords is the length of the longest phrase that meaningOf knows.
const mostWords = 5

// meaningOf knows the phrases of both languages, folded.
func meaningOf(words string) (meaning, bool) {
	if k, free, ok := kindNamed(words); ok {
		return meaning{sense: theKind, kind: k, free: free}, true
	}
	if u := unitNamed(words); u != 0 {
		return meaning{sense: unitOfTerm, unit: u}, true
	}
	switch words {
	case "hour", "hours", "hrs", "minute", "minutes", "ساعت", "ساعته", "دقیقه":
		return meaning{sense: unitTooSmall}, true
	case "lash", "lashes", "strokes", "whip lashes", "lashes of the whip", "ضربه", "ضربه شلاق", "ضربهشلاق", "ضربات شلاق", "ضربه تازیانه", "تازیانه":
		return meaning{sense: lashes}, true
	case "suspended", "suspended sentence", "suspended sentence of", "conditional", "conditionally", "تعلیقی", "معلق", "تعلیق", "تعلیقشده", "تعلیق شده", "به صورت تعلیقی", "به حالت تعلیق":
		return meaning{sense: isSuspended}, true
	case "for life", "lifetime", "lifelong", "life long", "life time", "permanent", "permanently", "forever", "مادام العمر", "مادامالعمر", "دایم", "دایمی", "همیشگی", "برای همیشه", "تا پایان عمر", "تا اخر عمر":
		return meaning{sense: isForLife}, true
	case "about", "around", "approximately", "approx", "roughly", "circa", "nearly", "almost", "over", "under", "more than", "less than", "at least", "at most", "up to",
		"several", "some", "few", "a few", "many", "dozens", "between", "or more", "or so", "unknown number of", "minimum", "maximum",
		"حدود", "حدودا", "تقریبا", "بیش از", "بیشتر از", "کمتر از", "دست کم", "دستکم", "حداقل", "حداکثر", "نزدیک به", "چند", "چندین", "بین":
		return meaning{sense: isInexact}, true
	case "ممنوع الخروجی", "ممنوع الخروج", "ممنوعالخروجی", "ممنوعالخروج", "ممنوع الخروج شدن":
		return meaning{sense: readyMadeBan, kind: casefile.Ban, of: "خروج از کشور"}, true
	case "ممنوع الکاری", "ممنوع الکار", "ممنوعالکاری", "ممنوعالکار":
		return meaning{sense: readyMadeBan, kind: casefile.Ban, of: "کار"}, true
	case "ممنوع الفعالیتی", "ممنوع الفعالیت", "ممنوعالفعالیتی", "ممنوعالفعالیت":
		return meaning{sense: readyMadeBan, kind: casefile.Ban, of: "فعالیت"}, true
	case "a", "an", "the", "of", "in", "to", "for", "with", "and", "plus", "as", "on", "be", "term", "terms", "sentence", "sentences", "sentenced", "punishment", "penalty", "his", "her", "their", "pay", "paying", "payment",
		"به", "در", "از", "و", "مجازات", "محکوم", "محکومیت", "حکم", "مدت", "مدت زمان", "پرداخت", "مبلغ", "تحمل", "تعزیری", "برای":
		return meaning{sense: noise}, true
	}
	return meaning{}, false
}

// unitNamed is the unit of a term, or 0.
func unitNamed(word string) byte {
	switch word {
	case "year", "years", "yr", "yrs", "y", "سال", "ساله", "سالگی":
		return 'Y'
	case "month", "months", "mo", "mos", "ماه", "ماهه":
		return 'M'
	case "week", "weeks", "wk", "wks", "هفته", "هفتهای":
		return 'W'
	case "day", "days", "روز", "روزه":
		return 'D'
	}
	return 0
}

// kindNamed is the kind of punishment of that name, and whether what it is of
// follows in words of one's own.
func kindNamed(words string) (k casefile.PenaltyKind, free, ok bool) {
	switch words {
	case "prison", "imprisonment", "jail", "gaol", "behind bars", "incarceration", "prison term", "jail term", "prison sentence", "jail sentence", "prison time", "حبس", "زندان", "حبس تعزیری", "زندانی":
		return casefile.Imprisonment, false, true
	case "life", "life imprisonment", "life in prison", "life in jail", "life sentence", "life term", "life prison", "imprisonment for life", "prison for life", "life behind bars", "حبس ابد", "ابد", "زندان ابد", "حبس ابدی", "حبس دایم":
		return casefile.LifeImprisonment, false, true
	case "death", "death penalty", "death by hanging", "death sentence", "execution", "capital punishment", "اعدام", "حکم اعدام", "مجازات اعدام", "مرگ":
		return casefile.Death, false, true
	case "flogging", "whipping", "flogged", "شلاق", "شلاق تعزیری", "تازیانه زدن":
		return casefile.Flogging, false, true
	case "fine", "fined", "cash fine", "monetary fine", "جزای نقدی", "جریمه", "جریمه نقدی", "جزاینقدی":
		return casefile.Fine, false, true
	case "costs", "court costs", "legal costs", "court fees", "cost of the proceedings", "costs of the proceedings", "procedural costs", "هزینه دادرسی", "هزینه های دادرسی", "هزینههای دادرسی", "هزینه دادگاه":
		return casefile.Costs, false, true
	case "house arrest", "under house arrest", "home arrest", "home confinement", "house confinement", "حصر خانگی", "حصر", "حبس خانگی", "بازداشت خانگی", "زندان خانگی":
		return casefile.HouseArrestTerm, false, true
	case "labour", "hard labour", "forced labour", "compulsory labour", "penal labour", "correctional labour", "کار اجباری", "بیگاری", "اعمال شاقه",
		"labor", "hard labor", "forced labor", "compulsory labor", "penal labor": //nolint:misspell // as Americans write it
		return casefile.Labour, false, true
	case "confiscation", "confiscated", "seizure", "forfeiture", "ضبط", "مصادره", "توقیف":
		return casefile.Confiscation, true, true
	case "ban", "bans", "banned", "barred", "prohibition", "prohibited", "disqualification", "disqualified", "deprivation", "deprived", "ممنوعیت", "منع", "محرومیت", "محروم", "ممنوع":
		return casefile.Ban, true, true
	case "internal exile", "exile", "exiled", "banishment", "banished", "internal banishment", "تبعید", "تبعید داخلی", "نفی بلد", "اقامت اجباری":
		return casefile.InternalExile, true, true
	case "other", "other penalty", "another penalty", "سایر", "دیگر", "مجازات دیگر", "سایر مجازات ها":
		return casefile.OtherPenalty, true, true
	}
	return "", false, false
}

// isPreposition reports whether a word stands between a kind of punishment and
// what it is of.
func isPreposition(word string, k casefile.PenaltyKind) bool {
	switch k {
	case casefile.InternalExile:
		return word == "to" || word == "in" || word == "at" || word == ":" || word == "به" || word == "در"
	case casefile.Confiscation:
		return word == "of" || word == ":"
	case casefile.Ban:
		return word == "from" || word == "on" || word == "of" || word == "against" || word == ":" || word == "از" || word == "بر"
	}
	return word == ":"
}

// regimeAt is how many tokens a regime of imprisonment takes: a strict-regime
// penal colony, maximum security. Only words that can't mean anything else are
// taken for one; 0 if none stands there.
func regimeAt(toks []token) int {
	end, named := 0, false
	for i, t := range toks {
		switch t.word {
		case "colony", "regime", "security", "settlement":
			named = true
		case "maximum", "medium", "minimum", "high", "low", "strict", "stricter", "general", "special", "reinforced", "penal", "correctional", "prison":
			if i == 0 && t.word == "prison" {
				return 0
			}
		case "-":
			if i > 0 && !t.quoted {
				continue
			}
			fallthrough
		default:
			if !named {
				return 0
			}
			return end
		}
		if t.quoted {
			return 0
		}
		end = i + 1
	}
	if !named {
		return 0
	}
	return end
}

// isRegime reports whether a text is one that regimeAt takes.
func isRegime(text string) bool {
	toks := tokenise(text)
	return len(toks) > 0 && regimeAt(toks) == len(toks)
}

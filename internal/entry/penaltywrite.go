package entry

import (
	"strconv"
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

// penaltyWriter writes penalties as they are typed.
type penaltyWriter struct {
	fa      bool
	country string
	was     casefile.Outcome // of the sentence, which a line doesn't repeat
}

// WritePenalties is penalties as [ParsePenalties] reads them, one a line, in
// Persian ("fa") or English. Notes, sources and who may see one of them have
// no place in a line.
func WritePenalties(all []casefile.Penalty, lang string) string {
	w := penaltyWriter{fa: lang == persian}
	lines := make([]string, len(all))
	for i := range all {
		lines[i] = w.line(&all[i])
	}
	return strings.Join(lines, "\n")
}

// line is one penalty. What it is of stands in quotation marks where it would
// be misread without.
func (w penaltyWriter) line(p *casefile.Penalty) string {
	plain := w.with(p, clean(p.Of, false))
	want := expressed(*p, w.was)
	if p.Of == "" || w.reads(plain, want) {
		return plain
	}
	for _, q := range []string{"«»", "“”", `""`} {
		marks := []rune(q)
		if quoted := w.with(p, string(marks[0])+clean(p.Of, false)+string(marks[1])); w.reads(quoted, want) {
			return quoted
		}
	}
	return plain
}

func (w penaltyWriter) reads(line string, want casefile.Penalty) bool {
	got, f := readPenalty(unmarked(clean(line, false)), w.country)
	return f == nil && alike(got, want)
}

// with writes the line with those words for what the penalty is of.
func (w penaltyWriter) with(p *casefile.Penalty, of string) string {
	var parts []string
	for _, s := range []string{w.main(p, of), w.tails(p)} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, w.comma())
}

func (w penaltyWriter) comma() string { return w.pick(", ", "، ") }

// pick is the text in the writer's language.
func (w penaltyWriter) pick(en, fa string) string {
	if w.fa {
		return fa
	}
	return en
}

func (w penaltyWriter) main(p *casefile.Penalty, of string) string {
	lasting := ""
	if p.Term != nil {
		lasting = w.term(*p.Term) + " "
	}
	switch p.Kind {
	case casefile.Imprisonment:
		return lasting + w.pick("prison", "حبس")
	case casefile.LifeImprisonment:
		return w.pick("life imprisonment", "حبس ابد")
	case casefile.Death:
		return w.pick("death", "اعدام")
	case casefile.Flogging:
		switch {
		case p.Count == nil:
			return w.pick("flogging", "شلاق")
		case *p.Count == 1:
			return w.pick("1 lash", "۱ ضربه شلاق")
		}
		return w.number(strconv.Itoa(*p.Count)) + w.pick(" lashes", " ضربه شلاق")
	case casefile.Fine:
		return w.pick("fine", "جزای نقدی") + w.sum(p)
	case casefile.Costs:
		return w.pick("court costs", "هزینهٔ دادرسی") + w.sum(p)
	case casefile.Confiscation:
		return w.of(w.pick("confiscation", "ضبط"), w.pick("of ", ""), of)
	case casefile.Ban:
		if p.ForLife {
			return w.of(w.pick("lifetime ban", "ممنوعیت مادام‌العمر"), w.pick("from ", "از "), of)
		}
		return lasting + w.of(w.pick("ban", "ممنوعیت"), w.pick("from ", "از "), of)
	case casefile.InternalExile:
		to := w.pick("to ", "به ")
		if strings.HasPrefix(of, "away from ") || strings.HasPrefix(of, "outside ") {
			to = ""
		}
		if p.ForLife {
			return w.pick("permanent ", "") + w.of(w.pick("internal exile", "تبعید مادام‌العمر"), to, of)
		}
		return lasting + w.of(w.pick("internal exile", "تبعید"), to, of)
	case casefile.HouseArrestTerm:
		return lasting + w.forLife(p) + w.pick("house arrest", "حصر خانگی")
	case casefile.Labour:
		return lasting + w.forLife(p) + w.pick("compulsory labour", "کار اجباری")
	}
	if of == "" {
		return lasting + w.pick("other", "سایر")
	}
	return lasting + w.pick("other: ", "سایر: ") + of
}

func (w penaltyWriter) forLife(p *casefile.Penalty) string {
	if p.ForLife {
		return w.pick("permanent ", "مادام‌العمر ")
	}
	return ""
}

func (w penaltyWriter) of(kind, preposition, of string) string {
	if of == "" {
		return kind
	}
	return kind + " " + preposition + of
}

// tails is what became of the penalty.
func (w penaltyWriter) tails(p *casefile.Penalty) string {
	var parts []string
	if shownRegime(p) {
		parts = append(parts, clean(p.Regime, false))
	}
	if p.Suspended {
		parts = append(parts, w.pick("suspended", "تعلیقی"))
	}
	if p.ReducedTo != nil {
		parts = append(parts, w.pick("reduced to ", "کاهش به ")+w.term(*p.ReducedTo))
	}
	if p.Administered != nil {
		parts = append(parts, w.number(strconv.Itoa(*p.Administered))+w.pick(" carried out", " ضربه اجرا شده"))
	}
	if !p.Ends.IsZero() {
		parts = append(parts, w.pick("ends ", "پایان ")+p.Ends.String())
	}
	if shownOutcome(p, w.was) {
		parts = append(parts, w.outcome(p.Outcome))
	}
	return strings.Join(parts, w.comma())
}

func (w penaltyWriter) outcome(o casefile.Outcome) string {
	switch o {
	case casefile.InForce:
		return w.pick("in force", "لازم‌الاجرا")
	case casefile.Upheld:
		return w.pick("upheld", "تأیید شده")
	case casefile.BeingServed:
		return w.pick("being served", "در حال اجرا")
	case casefile.Served:
		return w.pick("served", "اجرا شده")
	case casefile.PartlyServed:
		return w.pick("partly served", "بخشی اجرا شده")
	case casefile.Unserved:
		return w.pick("not served", "اجرا نشده")
	case casefile.Suspended:
		return w.pick("suspended later", "بعداً تعلیق شده")
	case casefile.Interrupted:
		return w.pick("interrupted", "متوقف شده")
	case casefile.UnderAppeal:
		return w.pick("under appeal", "در مرحلهٔ تجدیدنظر")
	case casefile.Reduced:
		return w.pick("reduced", "کاهش یافته")
	case casefile.Overturned:
		return w.pick("overturned", "نقض شده")
	case casefile.Pardoned:
		return w.pick("pardoned", "مشمول عفو")
	}
	return w.pick("outcome not known", "نتیجه نامعلوم")
}

// sum is an amount with its currency, after a space; "" if none was published.
func (w penaltyWriter) sum(p *casefile.Penalty) string {
	if p.Amount == nil {
		return ""
	}
	s := " " + w.number(p.Amount.String())
	switch {
	case p.Currency == "":
		return s
	case w.fa && p.Currency == Toman:
		return s + " تومان"
	case w.fa && p.Currency == "IRR":
		if code, _ := sharedCurrency("ریال", w.country); code != "IRR" {
			return s + " ریال ایران"
		}
		return s + " ریال"
	}
	return s + " " + p.Currency
}

func (w penaltyWriter) term(t calendar.Term) string {
	var parts []string
	for _, u := range []struct {
		n                int
		one, many, local string
	}{
		{t.Years, "year", "years", "سال"}, {t.Months, "month", "months", "ماه"}, {t.Weeks, "week", "weeks", "هفته"}, {t.Days, "day", "days", "روز"},
	} {
		switch {
		case u.n == 0:
		case w.fa:
			parts = append(parts, w.number(strconv.Itoa(u.n))+" "+u.local)
		case u.n == 1:
			parts = append(parts, "1 "+u.one)
		default:
			parts = append(parts, w.number(strconv.Itoa(u.n))+" "+u.many)
		}
	}
	return strings.Join(parts, w.pick(" and ", " و "))
}

// number groups digits by three, and writes them in the writer's language.
func (w penaltyWriter) number(digits string) string {
	whole, fraction, point := strings.Cut(digits, ".")
	var b strings.Builder
	for i, d := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 && len(whole) > 3 {
			b.WriteString(w.pick(",", "٬"))
		}
		b.WriteRune(w.digit(d))
	}
	if point {
		b.WriteString(w.pick(".", "٫"))
		for _, d := range fraction {
			b.WriteRune(w.digit(d))
		}
	}
	return b.String()
}

func (w penaltyWriter) digit(d rune) rune {
	if w.fa {
		return d - '0' + '۰'
	}
	return d
}

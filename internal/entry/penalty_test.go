package entry_test

import (
	"encoding/json"
	"strings"
	"testing"

	"vigil/internal/casefile"
	"vigil/internal/entry"
)

// What people write for each kind of penalty, and the penalty that it is.
func TestParsePenalties(t *testing.T) {
	t.Parallel()
	for want, lines := range map[string][]string{
		`{"kind":"imprisonment","term":"P8Y"}`: {"8 years prison", "8 years", "eight years' imprisonment", "8 years’ imprisonment.", "8-year prison sentence", "sentenced to 8 years in prison",
			"imprisonment for 8 years", "8 years behind bars", "prison, 8 years", "- 8 years prison", "8 yrs jail", "EIGHT YEARS PRISON",
			"۸ سال حبس", "٨ سال حبس", "هشت سال زندان", "حبس، ۸ سال", "محکوم به ۸ سال حبس تعزیری", "۸ سال حبس تعزیری", "هشت‌سال حبس", "۸ساله زندان"},
		`{"kind":"imprisonment"}`:                                                                          {"prison", "imprisonment", "jail", "حبس", "زندان"},
		`{"kind":"imprisonment","term":"P5Y6M"}`:                                                           {"five years and 6 months in prison", "5 years, 6 months prison", "5 years 6 months", "5½ years", "5.5 years prison", "five and a half years in jail", "پنج سال و شش ماه حبس", "پنج سال و نیم حبس", "پنج و نیم سال حبس", "۵٫۵ سال حبس"},
		`{"kind":"imprisonment","term":"P18M"}`:                                                            {"18 months", "eighteen months in prison", "۱۸ ماه", "هجده ماه حبس", "هيجده ماه حبس"},
		`{"kind":"imprisonment","term":"P1Y1D"}`:                                                           {"a year and a day in prison", "1 year and 1 day prison", "یک سال و یک روز حبس"},
		`{"kind":"imprisonment","term":"P8M15D"}`:                                                          {"8 months and 15 days prison", "۸ ماه و ۱۵ روز حبس"},
		`{"kind":"imprisonment","term":"P6M"}`:                                                             {"half a year in prison", "six months jail", "شش‌ماه حبس", "ششماه حبس", "نیم سال حبس"},
		`{"kind":"imprisonment","term":"P1Y","suspended":true}`:                                            {"1 year suspended", "1 year prison, suspended", "one year suspended sentence", "a year in prison (suspended)", "suspended: 1 year", "یک سال حبس تعلیقی", "يک سال حبس تعليقي", "یکسال حبس تعلیقی", "۱ سال حبس، تعلیقی"},
		`{"kind":"imprisonment","term":"P6Y","ends":"2029-02-10"}`:                                         {"6 years prison, ends 2029-02-10", "6 years prison, until 10 February 2029", "۶ سال حبس، پایان ۲۰۲۹-۰۲-۱۰", "۶ سال حبس، پایان ۱۴۰۷/۱۱/۲۲"},
		`{"kind":"imprisonment","term":"P10Y","outcome":"upheld"}`:                                         {"10 years prison, upheld", "10 years in prison – upheld", "10 years prison (upheld)", "10 years prison; confirmed on appeal", "۱۰ سال حبس، تأیید شده", "۱۰ سال حبس – تاییدشده"},
		`{"kind":"imprisonment","term":"P25Y","regime":"strict-regime penal colony","outcome":"pardoned"}`: {"25 years in a strict-regime penal colony, pardoned", "25 years prison, strict-regime penal colony, pardoned"},
		`{"kind":"imprisonment","term":"P6Y","reduced_to":"P1Y","outcome":"reduced"}`:                      {"6 years prison, reduced to 1 year", "6 years prison, cut to one year", "۶ سال حبس، کاهش به ۱ سال", "شش سال حبس، کاهش یافته به یک سال"},
		`{"kind":"imprisonment","term":"P6Y","reduced_to":"P1Y","outcome":"served"}`:                       {"6 years prison, reduced to 1 year, served"},
		`{"kind":"life_imprisonment"}`:                                                                     {"life", "life imprisonment", "life in prison", "imprisonment for life", "life sentence", "حبس ابد", "ابد", "زندان ابد"},
		`{"kind":"death"}`:                                                                                 {"death", "death penalty", "death sentence", "اعدام", "حکم اعدام"},
		`{"kind":"flogging","count":74}`:                                                                   {"74 lashes", "seventy-four lashes", "seventy four lashes", "flogging of 74 lashes", "flogging 74", "flogging (74 lashes)", "74 lashes flogging", "۷۴ ضربه شلاق", "هفتاد و چهار ضربه شلاق", "۷۴ ضربهٔ شلاق", "۷۴ شلاق", "شلاق ۷۴ ضربه", "۷۴ ضربه‌شلاق"},
		`{"kind":"flogging","count":148}`:                                                                  {"148 lashes", "one hundred and forty-eight lashes", "a hundred and forty eight lashes", "صد و چهل و هشت ضربه شلاق", "یکصد و چهل و هشت ضربه"},
		`{"kind":"flogging"}`:                                                                              {"flogging", "lashes", "whipping", "شلاق"},
		`{"kind":"flogging","count":1000,"administered":50,"outcome":"partly_served"}`:                     {"1,000 lashes, 50 carried out", "1000 lashes (50 administered)", "one thousand lashes, fifty of them carried out", "۱٬۰۰۰ ضربه شلاق، ۵۰ ضربه اجرا شده", "هزار ضربه شلاق، پنجاه ضربه اجرا شد"},
		`{"kind":"fine"}`: {"fine", "a fine", "fined", "جزای نقدی", "جریمهٔ نقدی", "جریمه"},
		`{"kind":"fine","amount":50000000,"currency":"IRR"}`: {"fine 50,000,000 IRR", "fine 50000000 irr", "fine of 50 million rials", "fifty million rials fine", "IRR 50,000,000 fine", "fine 50 000 000 IRR", "fine 50.000.000 IRR", "fine of 50'000'000 Iranian rials", "جزای نقدی ۵۰٬۰۰۰٬۰۰۰ ریال", "جزای نقدی ۵۰،۰۰۰،۰۰۰ ريال", "۵۰ میلیون ریال جزای نقدی", "پرداخت پنجاه میلیون ریال جزای نقدی", "جريمه نقدي ۵۰ ميليون ريال"},
		`{"kind":"fine","amount":5000000,"currency":"IRT"}`:  {"fine 5 million tomans", "fine 5,000,000 IRT", "جریمه نقدی ۵ میلیون تومان", "پنج میلیون تومان جزای نقدی"},
		`{"kind":"fine","amount":2000,"currency":"EUR"}`:     {"fine of 2,000 euros", "€2,000 fine", "fine €2000", "fined two thousand euros", "جزای نقدی ۲٬۰۰۰ یورو"},
		`{"kind":"fine","amount":2500000,"currency":"IRR"}`:  {"fine 2.5 million rials", "fine two and a half million rials", "fine 2½ million rials", "جزای نقدی دو و نیم میلیون ریال", "جزای نقدی دو میلیون و پانصد هزار ریال", "جزای نقدی ۲ میلیون و ۵۰۰ هزار ریال"},
		`{"kind":"fine","amount":1234.50,"currency":"EUR"}`:  {"fine 1,234.50 EUR", "fine 1234.50 EUR", "جزای نقدی ۱٬۲۳۴٫۵۰ یورو"},
		`{"kind":"fine","amount":65000,"currency":"USD"}`:    {"fine 65,000 USD", "fine of 65,000 US dollars", "US$ 65,000 fine", "fined US$65,000"},
		`{"kind":"fine","amount":400000,"currency":"RUB"}`:   {"fine of 400,000 Russian roubles", "fine 400 thousand RUB"},
		`{"kind":"fine","amount":500}`:                       {"fine 500", "500 fine"},
		`{"kind":"costs"}`:                                   {"court costs", "costs", "هزینهٔ دادرسی", "هزینه‌ی دادرسی"},
		`{"kind":"costs","amount":6700,"currency":"RUB"}`:    {"court costs 6,700 RUB", "court costs of 6700 Russian rubles"},
		`{"kind":"confiscation"}`:                            {"confiscation", "ضبط"},
		`{"kind":"confiscation","of":"property"}`:            {"confiscation of property", "confiscation: property"},
		`{"kind":"confiscation","of":"اموال"}`:               {"ضبط اموال", "مصادرهٔ اموال", "مصادره‌ی اموال", "مصادره ی اموال", "مصادره اموال"},
		`{"kind":"ban"}`:                                                                  {"ban", "ممنوعیت"},
		`{"kind":"ban","of":"travel"}`:                                                    {"travel ban", "ban on travel", "ban from travel"},
		`{"kind":"ban","term":"P2Y","of":"travel"}`:                                       {"travel ban for 2 years", "2-year travel ban", "two years travel ban", "ban from travel (2 years)"},
		`{"kind":"ban","term":"P2Y","of":"film-making"}`:                                  {"2 years ban from film-making", "2-year ban on film-making", "banned from film-making for 2 years", "ban from film-making, 2 years", "ban of 2 years from film-making", "film-making ban for two years"},
		`{"kind":"ban","of":"leaving the country","for_life":true}`:                       {"lifetime ban from leaving the country", "ban from leaving the country for life", "permanent ban on leaving the country", "life ban from leaving the country"},
		`{"kind":"ban","term":"P2Y","of":"فیلم‌سازی"}`:                                    {"۲ سال ممنوعیت از فیلم‌سازی", "ممنوعیت از فیلم‌سازی به مدت دو سال", "۲ سال منع فیلم‌سازی", "۲ سال محرومیت از فیلم‌سازی"},
		`{"kind":"ban","term":"P2Y","of":"خروج از کشور"}`:                                 {"ممنوع‌الخروجی ۲ سال", "۲ سال ممنوع‌الخروجی", "ممنوع الخروجی ۲ سال", "ممنوعالخروجی دو سال", "ممنوع‌الخروجي به مدت ۲ سال", "۲ سال ممنوعیت خروج از کشور", "ممنوعیت دو ساله خروج از کشور", "ممنوعیت ۲ ساله خروج از کشور", "ممنوعیت دوساله از خروج از کشور"},
		`{"kind":"ban","of":"ممنوع‌القلمی"}`:                                              {"ممنوع‌القلمی"},
		`{"kind":"ban","term":"P2Y","of":"ممنوع‌التصویر"}`:                                {"ممنوع‌التصویر به مدت ۲ سال", "۲ سال ممنوع‌التصویر"},
		`{"kind":"ban","term":"P2Y","of":"working with people under 18 years"}`:           {"ban from «working with people under 18 years» for 2 years"},
		`{"kind":"imprisonment","term":"P34Y9M"}`:                                         {"سی و چهار سال و نه ماه حبس", "سی‌وچهار سال و نه ماه حبس", "سیوچهار سال و نه‌ماه حبس"},
		`{"kind":"ban","of":"کار","for_life":true}`:                                       {"ممنوعیت مادام‌العمر از کار", "ممنوع‌الکاری مادام‌العمر", "ممنوعیت از کار برای همیشه"},
		`{"kind":"ban","term":"P20Y","of":"directing and making films, writing scripts"}`: {"20 years ban from directing and making films, writing scripts"},
		`{"kind":"ban","of":"a, upheld","suspended":true}`:                                {"ban from «a, upheld», suspended", "ban from “a, upheld” (suspended)"},
		`{"kind":"internal_exile","term":"P2Y","of":"Khosf, South Khorasan"}`:             {"internal exile to Khosf, South Khorasan for 2 years", "2 years internal exile to Khosf, South Khorasan"},
		`{"kind":"internal_exile","term":"P2Y","of":"خوسف"}`:                              {"۲ سال تبعید به خوسف", "تبعید به خوسف به مدت دو سال"},
		`{"kind":"internal_exile","of":"خوسف"}`:                                           {"تبعید به خوسف"},
		`{"kind":"house_arrest"}`:                                                         {"house arrest", "حصر خانگی", "حصر", "حبس خانگی"},
		`{"kind":"house_arrest","term":"P1Y"}`:                                            {"house arrest 1 year", "1 year house arrest", "under house arrest for a year", "یک سال حصر خانگی"},
		`{"kind":"labour","term":"P2Y"}`:                                                  {"2 years labour", "2 years of hard lab" + "or", "۲ سال کار اجباری"},
		`{"kind":"other","of":"120 hours of community service"}`:                          {"other: 120 hours of community service"},
		`{"kind":"other","of":"خدمات عمومی رایگان"}`:                                      {"سایر: خدمات عمومی رایگان"},
	} {
		for _, line := range lines {
			got, faults := entry.ParsePenalties(line)
			if len(faults) > 0 || len(got) != 1 {
				t.Errorf("%s: %v %v", line, got, faults)
				continue
			}
			if !same(t, got[0], want) {
				t.Errorf("%s is %s, want %s", line, written(t, got[0]), want)
			}
		}
	}
}

// same compares a penalty with one in JSON.
func same(t *testing.T, got casefile.Penalty, want string) bool {
	t.Helper()
	var p casefile.Penalty
	if err := json.Unmarshal([]byte(want), &p); err != nil {
		t.Fatalf("%s: %v", want, err)
	}
	return written(t, p) == written(t, got)
}

func written(t *testing.T, p casefile.Penalty) string {
	t.Helper()
	data, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// Lines that can't be read say which part of them and why. None is guessed.
func TestParsePenaltiesRefuses(t *testing.T) {
	t.Parallel()
	for _, x := range []struct{ line, code, part string }{
		{"8 yers prison", "unit", "yers"},
		{"8 prison", "unit", "8"},
		{"۸ سالل حبس", "unit", "سالل"},
		{"hello world", "word", "hello"},
		{"prison for an unknown time", "word", "unknown"},
		{"8 years of solitude", "word", "solitude"},
		{"120 hours labour", "hours", "120 hours"},
		{"۴۸ ساعت حبس", "hours", "۴۸ ساعت"},
		{"about five years prison", "inexact", "about"},
		{"5-7 years prison", "inexact", "5-7"},
		{"5 to 7 years prison", "inexact", "5 to 7"},
		{"more than 70 lashes", "inexact", "more than"},
		{"several years prison", "inexact", "several"},
		{"74+ lashes", "inexact", "74+"},
		{"8 years+ prison", "inexact", "8 years+"},
		{"74 plus lashes", "inexact", "74 plus"},
		{"۸ الی ۱۰ سال حبس", "inexact", "۸ الی ۱۰"},
		{"ban from film-making for about 2 years", "inexact", "about 2 years"},
		{"ban from film-making for 2 to 5 years", "inexact", "2 to 5 years"},
		{"ban from film-making for 2-5 years", "inexact", "2-5 years"},
		{"ban from film-making for several years", "inexact", "several years"},
		{"ban of about 2 years from film-making", "inexact", "about 2 years"},
		{"ban from travel (up to 2 years)", "inexact", "up to 2 years"},
		{"internal exile to Khosf for at least 2 years", "inexact", "at least 2 years"},
		{"ممنوعیت از کار به مدت حدود ۲ سال", "inexact", "حدود ۲ سال"},
		{"محرومیت از کار به مدت ۲ تا ۵ سال", "inexact", "۲ تا ۵ سال"},
		{"ban from film-making for 20 years and leaving the country", "among", "20 years"},
		{"ban from travel, suspended for 2 years", "among", "suspended"},
		{"ban from travel, suspended, 2 years", "among", "suspended"},
		{"حدود پنج سال حبس", "inexact", "حدود"},
		{"۵ تا ۷ سال حبس", "inexact", "۵ تا ۷"},
		{"0 lashes", "zero", "0"},
		{"0 years prison", "zero", "0 years"},
		{"صفر ضربه شلاق", "zero", "صفر"},
		{"fine 0 IRR", "zero", "0 IRR"},
		{"1.25 years prison", "fraction", "1.25 years"},
		{"1.5 months prison", "fraction", "1.5 months"},
		{"74.5 lashes", "fraction", "74.5"},
		{"fine 50.000 EUR", "amount", "50.000"},
		{"fine 2,5 million EUR", "amount", "2,5"},
		{"جزای نقدی ۲/۵ میلیون ریال", "amount", "۲/۵"},
		{"fine $65,000", "which_currency", "$65,000"},
		{"fine of 400,000 roubles", "which_currency", "400,000 roubles"},
		{"fine 5000 dollars", "which_currency", "5000 dollars"},
		{"fine 500 zorkmids", "currency", "zorkmids"},
		{"50,000,000 IRR", "kind", "50,000,000 IRR"},
		{"suspended", "kind", "suspended"},
		{"8 years prison and 74 lashes", "two", "74 lashes"},
		{"8 years prison, 74 lashes", "two", "74 lashes"},
		{"۸ سال حبس و ۷۴ ضربه شلاق", "two", "۷۴ ضربه شلاق"},
		{"confiscation of property and 74 lashes", "two", "74 lashes"},
		{"2 years ban from film-making and travel ban", "two", "travel ban"},
		{"life imprisonment and ban from travel", "two", "ban from travel"},
		{"ban from travel with 74 lashes", "two", "74 lashes"},
		{"ban from travel – 74 lashes", "two", "74 lashes"},
		{"ضبط اموال به همراه ۷۴ ضربه شلاق", "two", "۷۴ ضربه شلاق"},
		{"prison and life ban from travel", "two", "ban from travel"},
		{"حبس ابد و ممنوعیت از کار", "two", "ممنوعیت از کار"},
		{"maximum-security ban", "two", "ban"},
		{"death, 8 years", "two", "death, 8 years"},
		{"8 years prison, 6 months suspended", "twice", "6 months"},
		{"5 years and 3 years prison", "twice", "3 years"},
		{"8 years prison, upheld, overturned", "twice", "upheld"},
		{"100000 years prison", "too_large", "100000 years"},
		{"99999999999999999999999999999999 lashes", "too_large", "99999999999999999999999999999999"},
		{"10 lashes, 20 carried out", "administered", "10 lashes, 20 carried out"},
		{"6 years prison, ends soon", "ends", "soon"},
		{"6 years prison, reduced to nothing", "reduced", "nothing"},
		{"fine " + strings.Repeat("x", 600), "too_long", ""},
	} {
		got, faults := entry.ParsePenalties("8 years prison\n\n" + x.line)
		if len(faults) != 1 || got != nil {
			t.Errorf("%s is read: %v %v", x.line, got, faults)
			continue
		}
		f := faults[0]
		if f.Code != "penalty."+x.code || f.Part != x.part || f.Line != 3 || f.Field != "penalties" {
			t.Errorf("%s: %v, want %s of %q", x.line, f, x.code, x.part)
		}
		if f.Example == "" && x.code != "too_long" {
			t.Errorf("%s: no example", x.line)
		}
	}
}

// A rial is that of the casefile's country.
func TestRialsOfTheCountry(t *testing.T) {
	t.Parallel()
	k, _ := entry.KindOf("sentence")
	for country, want := range map[string]string{"": "IRR", "IR": "IRR", "SA": "SAR", "OM": "OMR", "RU": "IRR"} {
		c := &casefile.Casefile{Slug: "somebody", Country: country, Person: casefile.Person{Name: "Somebody"}}
		after, ref, err := k.Apply(c, "", entry.Values{"penalties": "جزای نقدی ۱۰۰ ریال"}, today())
		if err != nil || ref != "s1" {
			t.Fatal(ref, err)
		}
		if got := after.Sentences[0].Penalties[0].Currency; got != want {
			t.Errorf("a rial of %q is %s, want %s", country, got, want)
		}
		// What is written in Persian is read again as the same money.
		v, err := k.In("fa").Fill(after, ref)
		if err != nil {
			t.Fatal(err)
		}
		v["penalties"] += "\nحبس"
		again, _, err := k.Apply(after, ref, v, today())
		if err != nil || again.Sentences[0].Penalties[0].Currency != want {
			t.Errorf("%s: %v", v["penalties"], err)
		}
	}
}

// What was written can be read again, of all penalties of the casebooks, in
// either language, as far as a line says it.
func TestWritePenalties(t *testing.T) {
	t.Parallel()
	for name, c := range casebooks(t) {
		for _, s := range c.Sentences {
			for _, lang := range []string{"en", "fa"} {
				text := entry.WritePenalties(s.Penalties, lang)
				got, faults := entry.ParsePenalties(text)
				if len(faults) > 0 || len(got) != len(s.Penalties) {
					t.Errorf("%s: %s: %v", name, text, faults)
					continue
				}
				for i := range got {
					want := s.Penalties[i]
					want.Fact = casefile.Fact{}
					if want.Outcome == casefile.UnknownOutcome {
						want.Outcome = ""
					}
					if a, b := written(t, got[i]), written(t, want); a != b {
						t.Errorf("%s: %s is read as %s, want %s", name, text, a, b)
					}
				}
			}
		}
	}
}

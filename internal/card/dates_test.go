package card

import (
	"testing"

	"vigil/internal/calendar"
	"vigil/internal/locale"
)

func words(t testing.TB) *locale.Catalogue {
	t.Helper()
	c, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestDate(t *testing.T) {
	t.Parallel()
	c := words(t)
	en := c.For("en", locale.Options{})
	enBoth := c.For("en", locale.Options{Calendar: locale.Both})
	hijri := c.For("en", locale.Options{Calendar: locale.SolarHijri})
	fa := c.For("fa", locale.Options{})
	for _, x := range []struct {
		date                     string
		en, both, solarHijri, fa string
	}{
		{"2025-01-10", "10 January 2025", "10 January 2025 (21 Dey 1403)", "21 Dey 1403", "۲۱ دی ۱۴۰۳ (۱۰ ژانویهٔ ۲۰۲۵)"},
		{"2024-05", "May 2024", "May 2024 (Ordibehesht or Khordad 1403)", "Ordibehesht or Khordad 1403", "اردیبهشت یا خرداد ۱۴۰۳ (مهٔ ۲۰۲۴)"},
		{"2024-03", "March 2024", "March 2024 (Esfand 1402 or Farvardin 1403)", "Esfand 1402 or Farvardin 1403", "اسفند ۱۴۰۲ یا فروردین ۱۴۰۳ (مارس ۲۰۲۴)"},
		{"2022", "2022", "2022 (1400 or 1401)", "1400 or 1401", "۱۴۰۰ یا ۱۴۰۱ (۲۰۲۲)"},
		{"1979~", "about 1979", "about 1979 (about 1357 or 1358)", "about 1357 or 1358", "حدود ۱۳۵۷ یا ۱۳۵۸ (حدود ۱۹۷۹)"},
		{"2024-05-12?", "12 May 2024 (uncertain)", "12 May 2024 (uncertain) (23 Ordibehesht 1403 (uncertain))", "23 Ordibehesht 1403 (uncertain)", "۲۳ اردیبهشت ۱۴۰۳ (نامطمئن) (۱۲ مهٔ ۲۰۲۴ (نامطمئن))"},
		{"../2024-05-08", "on or before 8 May 2024", "on or before 8 May 2024 (on or before 19 Ordibehesht 1403)", "on or before 19 Ordibehesht 1403", ""},
		{"2024-05-08/..", "on or after 8 May 2024", "", "on or after 19 Ordibehesht 1403", ""},
		{"2021-03/2021-04", "between March 2021 and April 2021", "", "", ""},
		{"2024-04-20/2024-05-20", "between 20 April 2024 and 20 May 2024", "between 20 April 2024 and 20 May 2024 (Ordibehesht 1403)", "Ordibehesht 1403", ""},
		{"1979-03-21~/1980-03-20~", "between about 1979 and about 1980", "between about 1979 and about 1980 (about 1358)", "about 1358", "حدود ۱۳۵۸ (بین حدود ۱۹۷۹ و حدود ۱۹۸۰)"},
		{"2024-04-20~/2024-05-20~", "between about April 2024 and about May 2024", "", "about Ordibehesht 1403", ""},
		{"2024-04-20?/2024-05-20?", "between 20 April 2024 (uncertain) and 20 May 2024 (uncertain)", "", "Ordibehesht 1403 (uncertain)", ""},
		{"2024-04-20~/2024-05-20", "between about 20 April 2024 and 20 May 2024", "", "", ""},
		{"2024-21", "spring 2024", "", "", ""},
		{"202X", "the 2020s", "", "", ""},
		{"20XX", "2000–2099", "", "", ""},
		{"", "date not known", "date not known", "date not known", "تاریخ نامعلوم"},
	} {
		var d calendar.Date
		if x.date != "" {
			d = calendar.MustParse(x.date)
		}
		for _, v := range []struct {
			l    *locale.Locale
			want string
		}{{en, x.en}, {enBoth, x.both}, {hijri, x.solarHijri}, {fa, x.fa}} {
			if got := Date(d, v.l); v.want != "" && got != v.want {
				t.Errorf("%s in %s, %s: %q, want %q", x.date, v.l.Language().Code, v.l.Calendar(), got, v.want)
			}
		}
	}
}

func TestTerm(t *testing.T) {
	t.Parallel()
	c := words(t)
	for term, want := range map[string][2]string{
		"P8Y":     {"8 years", "۸ سال"},
		"P1Y6M":   {"1 year 6 months", "۱ سال و ۶ ماه"},
		"P14M":    {"14 months", "۱۴ ماه"},
		"P15D":    {"15 days", "۱۵ روز"},
		"P1Y1W3D": {"1 year 1 week 3 days", "۱ سال و ۱ هفته و ۳ روز"},
		"P0D":     {"0 days", "۰ روز"},
	} {
		d, err := calendar.ParseTerm(term)
		if err != nil {
			t.Fatal(err)
		}
		for i, lang := range []string{"en", "fa"} {
			if got := Term(d, c.For(lang, locale.Options{})); got != want[i] {
				t.Errorf("%s in %s: %q, want %q", term, lang, got, want[i])
			}
		}
	}
}

func TestAge(t *testing.T) {
	t.Parallel()
	l := words(t).For("en", locale.Options{})
	today := calendar.Day{Year: 2026, Month: 11, Day: 23}
	for date, want := range map[string]string{
		"2026-11-23":    "today",
		"2026-11-22":    "1 day ago",
		"2026-09-30":    "54 days ago",
		"2025-01-10":    "1 year 10 months ago",
		"2025-01-31":    "1 year 9 months ago",
		"2024-05":       "about 2 years 6 months ago",
		"2022":          "about 4 years ago",
		"2026":          "", // this year: may be today
		"1979~":         "about 47 years ago",
		"../2024-05-08": "",
		"2027-01-01":    "",
	} {
		p := newPen(l, 0)
		p.age(calendar.MustParse(date), today)
		if got := p.String(); got != want {
			t.Errorf("age of %s: %q, want %q", date, got, want)
		}
	}
}

package locale

import "testing"

func TestCountry(t *testing.T) {
	t.Parallel()
	c := load(t)
	en, fa := c.For("en", Options{}), c.For("fa", Options{})
	for code, want := range map[string][2]string{
		"IR": {"Iran", "ایران"},
		"TR": {"Türkiye", "ترکیه"},
		"ER": {"Eritrea", "اریتره"},
		"XX": {"country not stated", "کشور ذکر نشده"},
		"QQ": {"QQ", "QQ"},
		"":   {"", ""},
	} {
		if got := en.Country(code); got != want[0] {
			t.Errorf("%s in English: %q, want %q", code, got, want[0])
		}
		if got := fa.Country(code); got != want[1] {
			t.Errorf("%s in Persian: %q, want %q", code, got, want[1])
		}
	}
}

func TestCountryCode(t *testing.T) {
	t.Parallel()
	c := load(t)
	for typed, want := range map[string]string{
		"IR": "IR", "ir": "IR", "Iran": "IR", " iran ": "IR", "ایران": "IR", "ايران": "IR",
		"Turkey": "TR", "türkiye": "TR", "عربستان سعودی": "SA", "Hong Kong": "HK", "هنگ‌کنگ": "HK", "هنگ کنگ": "HK",
		"": "", "Atlantis": "", "QQ": "",
	} {
		if got, ok := c.CountryCode(typed); got != want || ok != (want != "") {
			t.Errorf("%q is %q, want %q", typed, got, want)
		}
	}
}

func TestMatches(t *testing.T) {
	t.Parallel()
	c := load(t)
	for _, x := range []struct {
		code, typed string
		want        bool
	}{
		{"SA", "arabia", true}, {"SA", "sau", true}, {"SA", "rabia", false}, {"SA", "عربس", true},
		{"SA", "", true}, {"SA", "sa", true}, {"IR", "iq", false}, {"XX", "xx", true},
	} {
		if got := c.Matches(x.code, x.typed); got != x.want {
			t.Errorf("%s matches %q: %v", x.code, x.typed, got)
		}
	}
}

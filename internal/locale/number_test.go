package locale

import (
	"strings"
	"testing"
	"time"
)

func TestNumber(t *testing.T) {
	t.Parallel()
	c := load(t)
	for n, want := range map[int][2]string{
		0: {"0", "۰"}, 74: {"74", "۷۴"}, 1000: {"1,000", "۱٬۰۰۰"}, 50000000: {"50,000,000", "۵۰٬۰۰۰٬۰۰۰"}, -1234: {"−1,234", "−۱٬۲۳۴"},
	} {
		for i, lang := range []string{"en", "fa"} {
			if got := c.For(lang, Options{}).Number(n); got != want[i] {
				t.Errorf("%d in %s: %q, want %q", n, lang, got, want[i])
			}
		}
	}
	fa := c.For("fa", Options{})
	if got := fa.Decimal("1234567.50"); got != "۱٬۲۳۴٬۵۶۷٫۵۰" {
		t.Errorf("Decimal: %q", got)
	}
	if got := fa.Digits("Branch 26"); got != "Branch ۲۶" {
		t.Errorf("Digits: %q", got)
	}
}

func TestPlural(t *testing.T) {
	t.Parallel()
	c := load(t)
	en, fa := c.For("en", Options{}), c.For("fa", Options{})
	for n, want := range map[int][2]string{1: {"1 year", "۱ سال"}, 2: {"2 years", "۲ سال"}, 0: {"0 years", "۰ سال"}, 1001: {"1,001 years", "۱٬۰۰۱ سال"}} {
		if got := en.T("term.years", N(n)); got != want[0] {
			t.Errorf("en %d: %q", n, got)
		}
		if got := fa.T("term.years", N(n)); got != want[1] {
			t.Errorf("fa %d: %q", n, got)
		}
	}
}

func TestList(t *testing.T) {
	t.Parallel()
	c := load(t)
	for i, lang := range []string{"en", "fa"} {
		l := c.For(lang, Options{})
		for n, want := range [][2]string{{"", ""}, {"a", "a"}, {"a and b", "a و b"}, {"a, b and c", "a، b و c"}} {
			if got := l.List([]string{"a", "b", "c"}[:n]); got != want[i] {
				t.Errorf("%s, %d items: %q", lang, n, got)
			}
		}
	}
}

// A name is isolated where its letters run against the reader's.
func TestIsolate(t *testing.T) {
	t.Parallel()
	c := load(t)
	en, fa := c.For("en", Options{}), c.For("fa", Options{})
	for _, x := range []struct {
		s      string
		en, fa bool // isolated
	}{
		{"Rasoulof", false, true},
		{"رسول‌اف", true, false},
		{"محمد (Mohammad)", true, true},
		{"Kolesnikova, Мария", false, true},
		{"李文", false, true},
		{"12 – 13 …", false, false},
		{"", false, false},
	} {
		if got := strings.HasPrefix(en.Isolate(x.s), "\u2068") && strings.HasSuffix(en.Isolate(x.s), "\u2069"); got != x.en {
			t.Errorf("%q in English: isolated %v", x.s, got)
		}
		if got := strings.HasPrefix(fa.Isolate(x.s), "\u2068"); got != x.fa {
			t.Errorf("%q in Persian: isolated %v", x.s, got)
		}
	}
}

func TestLocale(t *testing.T) {
	t.Parallel()
	c := load(t)
	if got := c.For("xx", Options{}).Language().Code; got != "en" {
		t.Errorf("an unknown language gives %s", got)
	}
	if got := c.For("fa-IR", Options{}).Language().Code; got != "fa" {
		t.Errorf("a region gives %s", got)
	}
	if got := c.For("en", Options{}).Calendar(); got != Gregorian {
		t.Errorf("English has the calendar %s", got)
	}
	if got := c.For("fa", Options{}).Calendar(); got != Both {
		t.Errorf("Persian has the calendar %s", got)
	}
	zone := time.FixedZone("x", 3*3600+1800)
	l := c.For("en", Options{Calendar: SolarHijri, Zone: zone})
	if l.Calendar() != SolarHijri || l.Zone() != zone {
		t.Errorf("options were not kept")
	}
	if got := l.Today(time.Date(2024, 5, 8, 22, 0, 0, 0, time.UTC)).Day(); got != 9 {
		t.Errorf("today is the %d.", got)
	}
	if got := l.T("no.such.key"); got != "⟦no.such.key⟧" {
		t.Errorf("an unknown key gives %q", got)
	}
	if got := l.T("error.internal"); !strings.Contains(got, "{ref}") {
		t.Errorf("a placeholder that was not filled is hidden: %q", got)
	}
	for _, code := range []string{"", "gregorian", "solar_hijri", "both"} {
		if got, ok := ParseCalendar(code); !ok || got.String() != code {
			t.Errorf("calendar %q comes back as %q", code, got)
		}
	}
	if _, ok := ParseCalendar("lunar"); ok {
		t.Error("lunar is no calendar here")
	}
}

func BenchmarkT(b *testing.B) {
	l := load(b).For("fa", Options{})
	b.ReportAllocs()
	for b.Loop() {
		l.T("search.found", N(12), Count("tracked", 1234))
	}
}

func BenchmarkWrite(b *testing.B) {
	l := load(b).For("fa", Options{})
	var s strings.Builder
	b.ReportAllocs()
	for b.Loop() {
		s.Reset()
		s.Grow(200)
		l.Write(&s, "search.found", N(12), Count("tracked", 1234))
	}
}

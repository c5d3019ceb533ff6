package names

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFold(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"Mohammad Rasoulof", "mohammad rasoulof"},
		{"  Agha-Tehrani ", "agha tehrani"},
		{"Mo‘tamed", "motamed"},
		{"Ḩasan Rūḩānī", "hasan ruhani"},
		{"محمد رسول‌اف", "محمد رسول اف"},
		{"علي كريمي", "علی کریمی"},
		{"مُحَمَّد", "محمد"},
		{"مؤید بقائی", "موید بقایی"},
		{"فاطمة", "فاطمه"},
		{"۱۴۰۳ ٢٠٢٤", "1403 2024"},
		{"مـــحمد", "محمد"},
		{"Straße Łódź", "strasse lodz"},
		{"José Rubén", "jose ruben"},
		{"Кара-Мурза", "кара мурза"},
		{"黎智英", "黎智英"},
		{"\u202eevil\u202c", "evil"},
		{"\u0301\u0301\u0301", ""},
		{"!!! ???", ""},
	} {
		if got := Fold(c.in); got != c.want {
			t.Errorf("Fold(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestTokens(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"محمد رسول‌اف", []string{"محمد", "رسول", "اف", "رسولاف"}},
		{"Ali Shakouri-Rad", []string{"ali", "shakouri", "rad", "shakourirad"}},
		{"Rasoulof", []string{"rasoulof"}},
		{" - ", []string{}},
	} {
		if diff := cmp.Diff(c.want, Tokens(c.in)); diff != "" {
			t.Errorf("Tokens(%q): %s", c.in, diff)
		}
	}
}

func TestClean(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ in, want string }{
		{"محمد رسول‌اف", "محمد رسول‌اف"},
		{"a\u202eb\u2066c\x00d\x1be", "abcde"},
		{"one\ntwo\tthree", "one\ntwo\tthree"},
		{"bad\xffutf", "bad\ufffdutf"},
	} {
		if got := Clean(c.in); got != c.want {
			t.Errorf("Clean(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

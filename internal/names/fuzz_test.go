package names

import (
	"slices"
	"testing"
	"unicode/utf8"
)

// texts are names and what people may type that isn't one.
var texts = []string{
	"Mohammad Rasoulof", "محمد رسول‌اف", "Владимир Кара-Мурза", "黎智英", "伊力哈木·土赫提", "Əbülqasım Nəcm", "Mo‘tamed", "ﷲ ﻻ", "İIıß ẞ",
	"\u202eevil", "\u0301", "a\u0301\u0327", "ϓϔ", "각", "ǅ ŉ ﬁ", "क्षि", "\xff\xfe", "١٢٣ ۱۲۳ 123", "x\u200cy", "e̊́",
}

func FuzzFold(f *testing.F) {
	for _, t := range texts {
		f.Add(t)
	}
	f.Fuzz(func(t *testing.T, s string) {
		folded := Fold(s)
		if again := Fold(folded); again != folded {
			t.Errorf("Fold(%q) = %q, and folded again %q", s, folded, again)
		}
		if !utf8.ValidString(folded) || !utf8.ValidString(Clean(s)) {
			t.Errorf("%q comes out as invalid UTF-8", s)
		}
		if c := Clean(s); Clean(c) != c {
			t.Errorf("Clean(%q) changes when cleaned again", s)
		}
		for _, w := range Tokens(s) {
			if w == "" || Fold(w) != w {
				t.Errorf("Tokens(%q) has %q", s, w)
			}
		}
		LatinFold(s)
		ConsonantKey(s)
	})
}

func FuzzSimilarity(f *testing.F) {
	for i, t := range texts {
		f.Add(t, texts[(i+1)%len(texts)])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		a, b = clip(a, 300), clip(b, 300)
		if s := Similarity(a, b); s < 0 || s > 1 {
			t.Errorf("Similarity(%q, %q) = %v", a, b, s)
		}
		if len(words(a)) > 0 && Similarity(a, a) != 1 {
			t.Errorf("Similarity(%q, itself) = %v", a, Similarity(a, a))
		}
	})
}

// FuzzSearch: whoever was put is found by each name, as it was put.
func FuzzSearch(f *testing.F) {
	for i, t := range texts {
		f.Add(t, texts[(i+3)%len(texts)])
	}
	f.Fuzz(func(t *testing.T, name, typed string) {
		ix := NewIndex()
		ix.Put(1, 1, []string{"Benita Karimzadeh", name})
		ix.Put(2, 1, []string{"Roham Golnarpour", typed})
		for id, n := range map[uint64]string{1: name, 2: typed} {
			found := slices.Contains(ids(ix.Search(n, anybody, 10)), id)
			if want := len(words(clip(n, maxTypedText))) > 0; found != want {
				t.Errorf("%q found: %v, want %v", n, found, want)
			}
			ix.Best(n, anybody)
		}
	})
}

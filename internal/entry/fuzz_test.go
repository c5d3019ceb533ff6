package entry_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"vigil/internal/casefile"
	"vigil/internal/entry"
)

// Whatever is typed as penalties is either refused, with what was wrong, or
// comes back the same when it is written and read again.
func FuzzPenalties(f *testing.F) {
	for _, s := range []string{
		"8 years prison", "۷۴ ضربه شلاق", "five years and 6 months in prison", "fine 2.5 million IRR", "ban from «a, upheld», suspended",
		"2 years internal exile to Khosf, South Khorasan", "1,000 lashes, 50 carried out", "other: x, served", "travel ban", "6 years prison, ends 2029~",
		"دو و نیم میلیون تومان جزای نقدی", "25 years in a strict-regime penal colony", "fine 1,234.50 EUR\nflogging", "lifetime house arrest", "half a year",
		"ban from \"", "ban from “a", "confiscation of :", "- - 8 years", "ban from and 74", "exile for life", "ban of 2 years", "thousand million", "fine IRR 5 6",
		"ban from x for 2 years for 3 years", "یکسال‌ونیم حبس", "ban on 'x", "ban from x.", "other: (a)", "other (a)", "ban ( x", "life life", "fine 007 EUR",
		"ممنوعیت . ی 0 the prison", "life colony ban 1", "ban from and and and", "ban «", "other: «a», b", "prison, strict", "74 lashes 50 carried out", "fine IRR", "1 year and", "one hundred thousand",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, faults := entry.ParsePenalties(text)
		if len(faults) > 0 {
			checkFaults(t, faults)
			return
		}
		for _, lang := range []string{"en", "fa"} {
			again, faults := entry.ParsePenalties(entry.WritePenalties(got, lang))
			if len(faults) > 0 || len(again) != len(got) {
				t.Fatalf("%q is written %q, and then: %v", text, entry.WritePenalties(got, lang), faults)
			}
			for i := range got {
				if a, b := written(t, got[i]), written(t, again[i]); a != b {
					t.Fatalf("%q is %s, written %q, and then %s", text, a, entry.WritePenalties(got[i:i+1], lang), b)
				}
			}
		}
	})
}

// checkFaults checks that faults can be shown: their codes have words, and
// what they repeat was typed and is short.
func checkFaults(t *testing.T, faults entry.Faults) {
	t.Helper()
	for _, f := range faults {
		i := slices.IndexFunc(entry.Codes(), func(c entry.Code) bool { return c.Name == f.Code })
		if i < 0 {
			t.Fatalf("%v: code isn't listed", f)
		}
		if entry.Codes()[i].Part != (f.Part != "") && entry.Codes()[i].Part {
			t.Fatalf("%v: names no part", f)
		}
		if f.Example != "" && !slices.Contains(entry.Examples(), f.Example) {
			t.Fatalf("%v: example isn't listed", f)
		}
		if utf8.RuneCountInString(f.Text) > 100 || utf8.RuneCountInString(f.Part) > 100 || strings.ContainsAny(f.Text+f.Part, "\n\u202e\x00") {
			t.Fatalf("%q %q can't be shown", f.Text, f.Part)
		}
	}
}

// Whatever is typed as a date is refused, or kept as a date that stays.
func FuzzDate(f *testing.F) {
	for _, s := range []string{"2024-05-12", "12 May 2024", "before 8 May 2024", "۱۴۰۳/۰۲/۲۳", "yesterday", "1979~", "../2024", "12 May", "03/04/2024", "spring 1403", "12 محرم 1445", "\u202e2024"} {
		f.Add(s)
	}
	k, _ := entry.KindOf("event")
	c := bare()
	f.Fuzz(func(t *testing.T, text string) {
		after, ref, err := k.Apply(c, "", entry.Values{"kind": "release", "happened": "x", "date": text}, today())
		if err != nil {
			faults, ok := errors.AsType[entry.Faults](err)
			if !ok || len(faults) == 0 {
				t.Fatalf("%q: %v", text, err)
			}
			checkFaults(t, faults)
			return
		}
		unchanged(t, k, after, ref)
	})
}

func bare() *casefile.Casefile {
	return &casefile.Casefile{Slug: "somebody-invented", Country: "IR", Person: casefile.Person{Name: "Somebody Invented"}}
}

// unchanged checks that a fact's form, sent as it is, changes nothing.
func unchanged(t *testing.T, k entry.Kind, c *casefile.Casefile, ref string) {
	t.Helper()
	if p := c.Validate(); len(p) > 0 {
		t.Fatalf("%s %s is not valid: %v", k.Name, ref, p)
	}
	v, err := k.Fill(c, ref)
	if err != nil {
		t.Fatalf("%s %s: %v", k.Name, ref, err)
	}
	after, newRef, err := k.Apply(c, ref, v, today())
	if err != nil {
		t.Fatalf("%s %s, sent as %q: %v", k.Name, ref, v, err)
	}
	if d := casefile.Diff(c, after); len(d) > 0 || newRef != ref {
		t.Fatalf("%s %s, sent as %q, became %s: %v", k.Name, ref, v, newRef, d)
	}
}

// Any values in the form of any fact of any casefile give faults or a casefile
// that is valid, and leave the casefile alone that they were applied to.
func FuzzApply(f *testing.F) {
	all := casebooks(f)
	var names []string
	for name := range all {
		if strings.HasPrefix(name, "fictional") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	f.Add(0, 0, 0, "x", "2024", "8 years prison", "who", "BBC https://bbc.com/x")
	f.Add(1, 6, 1, "2022", "", "۸ سال حبس\n74 lashes, upheld", "his lawyer", "s1 · Invented Wire\nwww.example.org/a b")
	f.Add(2, 0, 0, "Name\u200b", "محمد رسول‌اف (native)\nx\nx", "ir", "film director", "born 1979, Shiraz\ndied 2020")
	f.Add(3, 11, 2, "example.org/x", "", "title", "1979", "AFP")
	f.Add(4, 3, 0, "2024", "2023", "", "", "according to x")
	f.Add(5, 8, 0, "T", "-\nalso", "1403", "role", "https://a.b.c/%zz")
	f.Add(6, 10, 0, "N", "role", "fic-01-arvand-nemoonehpour", "", "")
	f.Add(7, 6, 0, "2024", "court", "death\nenforceable: 5 years\nin absentia\nonly the severest", "", "s1")
	f.Fuzz(func(t *testing.T, which, kind, fact int, a, b, c2, d, e string) {
		c := all[names[abs(which)%len(names)]]
		before := c.Clone()
		k := entry.Kinds()[abs(kind)%len(entry.Kinds())]
		ref := ""
		if facts := k.Facts(c); len(facts) > 0 && fact != 0 {
			ref = facts[abs(fact)%len(facts)].Ref
		}
		v := entry.Values{}
		typed := []string{a, b, c2, d, e}
		for i, field := range k.Fields(c) {
			v[field.Name] = typed[i]
			if field.Type == entry.Choice && len(typed[i]) > 0 {
				v[field.Name] = field.Options[int(typed[i][0])%len(field.Options)].Value
			}
		}
		for i, field := range k.Further(c) {
			if len(typed[i]) > 1 {
				v[field.Name] = field.Options[int(typed[i][1])%len(field.Options)].Value
			}
		}
		for _, lang := range []string{"en", "fa"} {
			after, newRef, err := k.In(lang).Apply(c, ref, v, today())
			if diff := casefile.Diff(before, c); len(diff) > 0 {
				t.Fatalf("the casefile itself is changed: %v", diff)
			}
			if err != nil {
				faults, ok := errors.AsType[entry.Faults](err)
				if !ok || len(faults) == 0 {
					t.Fatal(err)
				}
				checkFaults(t, faults)
				for _, x := range faults {
					if x.Code == "invalid" {
						t.Fatalf("%v: only the record refuses it", x)
					}
				}
				continue
			}
			unchanged(t, k.In(lang), after, newRef)
			if k.Many {
				removed(t, after, k.Name, newRef)
			}
		}
	})
}

func abs(n int) int {
	if n < 0 {
		return -(n + 1)
	}
	return n
}

// removed checks that what is left without a fact is valid.
func removed(t *testing.T, c *casefile.Casefile, kind, ref string) {
	t.Helper()
	after, _, err := entry.Remove(c, kind, ref)
	if err != nil {
		t.Fatalf("%s %s: %v", kind, ref, err)
	}
	if p := after.Validate(); len(p) > 0 {
		t.Fatalf("without %s %s: %v", kind, ref, p)
	}
}

// What is typed comes out clean, and cleaning it again changes nothing.
func FuzzClean(f *testing.F) {
	for _, s := range []string{"a\u200bb", "رسول\u200cاف", "محمد\u200cرضا", "e\u0301", "\u202eabc\u202c", "a\r\nb\rc", "  x  ", "\xff", "ه\u200d", "का\u200dx", "\u2066x\u2069", "a\u00a0b", "\ufdd0", "a\u0300\u200d\u0301", "\u1100\u200b\u1161"} {
		f.Add(s)
	}
	k, _ := entry.KindOf("event")
	c := bare()
	f.Fuzz(func(t *testing.T, s string) {
		after, ref, err := k.Apply(c, "", entry.Values{"kind": "release", "happened": s}, today())
		if err != nil {
			return
		}
		got := after.Events[0].Text
		again, _, err := k.Apply(c, "", entry.Values{"kind": "release", "happened": got}, today())
		if err != nil || again.Events[0].Text != got {
			t.Fatalf("%q is kept as %q, and that as %q: %v", s, got, again.Events[0].Text, err)
		}
		unchanged(t, k, after, ref)
	})
}

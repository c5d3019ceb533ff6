package entry_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"vigil/internal/casefile"
	"vigil/internal/entry"
)

// scraps are what people type, paste and break.
func scraps() []string {
	return []string{
		"", " ", "x", "-", "–", "•", "…", "x…", "2024", "12 May 2024", "12 May", "before 8 May 2024", "../2024-05-08", "۱۴۰۳/۰۲/۲۳", "1403", "yesterday", "1990s", "9999-99-99",
		"8 years prison", "۷۴ ضربه شلاق", "74 lashes, upheld", "fine 50.000", "enforceable: 5 years\n8 years", "in absentia", "8 years prison\n8 years prison", "flogging, served",
		"only the severest is enforced\ndeath", "ban from «a, b», suspended", "other: x", "s1", "s1 · x", "s1\ns1\ns1", "S1", "according to him", "به گفتهٔ وکیلش",
		"https://example.org/a", "http://example.org/a/#x", "www.example.org/b", "https://user:pw@example.org/", "ftp://x.y", "BBC Persian https://bbc.com/x", "BBC Persian", "[BBC](https://bbc.com/y)",
		"https://" + strings.Repeat("x", 300) + ".org/", "https://x.org/" + strings.Repeat("y", 3000), "https://x.org/%zz", "a https://x.org/1 https://x.org/2",
		"IR", "ir", "Iran", "XX", "I1", "born 1979, Shiraz", "1979\ndied 1980", "died 1970\nborn 1980", "born in Shiraz", "born", "محمد رسول‌اف (native)", "x (native)\nx", "(native)",
		"everybody", "curators", "nobody", "low", "prison", "c1", "c1,c2", "c1,c9", "overturned", "-", "female", "fic-01-arvand-nemoonehpour", "Fic-02-Setareh-Khiali", "no slug",
		strings.Repeat("x", 4000), strings.Repeat("x\n", 2000), strings.Repeat("1 year\n", 600), strings.Repeat("ی", 4000), strings.Repeat("😀", 2000), strings.Repeat("a ", 400),
		"\u202ea\u202c", "a\u200bb", "\x00\x01", "\xff\xfe", "\ufdd0", "a\r\nb", "\u2028", "e\u0301", "<@1> **x** `y`", "\u200d\u200c", strings.Repeat("\u0301", 4000),
	}
}

// Any values in any form give faults that can be shown, or a valid casefile
// that the same form, sent as it is, leaves alone.
func TestAnyValues(t *testing.T) {
	t.Parallel()
	all := casebooks(t)
	names := make([]string, 0, len(all))
	for name := range all {
		names = append(names, name)
	}
	slices.Sort(names)
	pool := scraps()
	rounds := 1200
	if testing.Short() {
		rounds = 300
	}
	r := rand.New(rand.NewPCG(1, 2))
	taken := map[string]int{}
	for range rounds {
		c := all[names[r.IntN(len(names))]]
		k := entry.Kinds()[r.IntN(len(entry.Kinds()))].In([]string{"en", "fa"}[r.IntN(2)])
		ref := ""
		if facts := k.Facts(c); len(facts) > 0 && r.IntN(3) > 0 {
			ref = facts[r.IntN(len(facts))].Ref
		}
		v, err := k.Fill(c, ref)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range append(k.Fields(c), k.Further(c)...) {
			switch {
			case r.IntN(2) == 0:
			case len(f.Options) > 0 && r.IntN(4) > 0:
				v[f.Name] = f.Options[r.IntN(len(f.Options))].Value
			case r.IntN(4) == 0 && f.Type != entry.Choice && f.Type != entry.Choices:
				v[f.Name] += "\n" + pool[r.IntN(len(pool))]
			case r.IntN(8) == 0:
				delete(v, f.Name)
			default:
				v[f.Name] = pool[r.IntN(len(pool))]
			}
		}
		before := c.Clone()
		after, newRef, err := k.Apply(c, ref, v, today())
		if d := casefile.Diff(before, c); len(d) > 0 {
			t.Fatalf("the casefile itself is changed: %v", d)
		}
		if err != nil {
			faults, ok := errors.AsType[entry.Faults](err)
			if !ok {
				t.Fatal(err)
			}
			checkFaults(t, faults)
			for _, f := range faults {
				if f.Code == "invalid" {
					t.Errorf("%v: only the record refuses %q", f, v)
				}
			}
			continue
		}
		taken[k.Name]++
		unchanged(t, k, after, newRef)
		if k.Many {
			removed(t, after, k.Name, newRef)
		}
	}
	for _, k := range entry.Kinds() {
		if taken[k.Name] < rounds/300 {
			t.Errorf("%s: only %d forms were taken", k.Name, taken[k.Name])
		}
	}
}

package names

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Latin letters sound otherwise in other languages, and Persian writes a foreign name as it
// sounds there: خوزه is José, جان آتالای Can Atalay, ماکسیم Maxim. A tongue respells
// what its readers read otherwise than [LatinFold] does.
//
//nolint:gochecknoglobals // tables that are only read
var tongues = []struct {
	letters *strings.Replacer
	last    [2]string // at the end of a word
}{
	{strings.NewReplacer("chr", "kr", "j", "kh", "ge", "khe", "gi", "khi", "z", "s", "ll", "y", "x", "kh", "ñ", "ny"), [2]string{}},      // Spanish
	{strings.NewReplacer("j", "kh", "sé", "zé", "se", "ze", "sa", "za", "ñ", "ny"), [2]string{}},                                         // Spanish as Persian hears it
	{strings.NewReplacer("c", "j", "ğ", "", "ç", "ch", "ş", "sh", "ı", "i", "j", "zh"), [2]string{}},                                     // Turkish
	{strings.NewReplacer("zh", "j", "x", "sh", "q", "ch"), [2]string{}},                                                                  // Chinese
	{strings.NewReplacer("chr", "kr", "x", "ks", "ge", "je", "gi", "ji"), [2]string{}},                                                   // English, Italian
	{strings.NewReplacer("chr", "kr", "j", "zh", "ch", "sh", "ge", "zhe", "gi", "zhi", "eaux", "o", "eux", "o", "x", "ks"), [2]string{}}, // French
	{strings.NewReplacer("chr", "kr", "j", "y", "z", "ts", "sch", "sh", "ch", "kh", "x", "ks"), [2]string{}},                             // German
	{strings.NewReplacer("ch", "ch", "vic", "vich", "ts", "t", "dz", "d", "j", "y", "c", "ts", "x", "ks"), [2]string{"v", "f"}},          // Slavic
}

// Respelled returns a Latin name as it is spelled where its letters sound otherwise: in
// Spanish, Turkish, Chinese, English, French, German and Slavic. Spellings in which nothing is
// other than in s are left out, so that there may be none.
func Respelled(s string) []string {
	plain := strings.ToLower(norm.NFC.String(s))
	var all []string
	for _, t := range tongues {
		other := t.letters.Replace(plain)
		if t.last[0] != "" {
			parts := strings.Fields(other)
			for i, w := range parts {
				if rest, ok := strings.CutSuffix(w, t.last[0]); ok {
					parts[i] = rest + t.last[1]
				}
			}
			other = strings.Join(parts, " ")
		}
		if other != plain && !slices.Contains(all, other) {
			all = append(all, other)
		}
	}
	return all
}

// SimilarityAbroad is the [Similarity] of a name in Arabic script to a Latin one, in whichever of
// the languages of [Respelled] they are most alike. It is for names that are known not to
// be Persian: the more ways a name may be read, the more others are like it.
func SimilarityAbroad(typed, latin string) float64 {
	best := Similarity(typed, latin)
	for _, other := range Respelled(latin) {
		best = max(best, Similarity(typed, other))
	}
	return best
}

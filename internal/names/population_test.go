package names

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
)

// pairing is a row of testdata/names.tsv.
type pairing struct {
	same                        bool
	id, persian, latin, subject string
}

// pairings reads testdata/names.tsv, whose rows say where each comes from.
func pairings(t testing.TB) []pairing {
	t.Helper()
	text, err := os.ReadFile("testdata/names.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var all []pairing
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n")[1:] {
		f := strings.Split(line, "\t")
		all = append(all, pairing{f[0] == "1", f[1], f[2], f[3], f[4]})
	}
	return all
}

// invented is somebody who doesn't exist: names put together from parts.
type invented struct {
	id     uint64
	native string
	names  []string // native first, then as the casebook spells it
}

// population returns n people who don't exist, all of different names. Given
// names are those of the list, family names are put together from a given name
// and one of the usual endings; each person has a native name, a Latin one and
// two more spellings of it. Most have a given and a family name; every fifth
// has a double given name or a second family name. Some names are common and
// most are rare, as in life: the commonest given name is that of one in six.
func population(t testing.TB, n int) []invented {
	t.Helper()
	var given []pairing
	for _, p := range pairings(t) {
		if p.same && p.subject == "given" {
			given = append(given, p)
		}
	}
	type part struct{ persian, latin string }
	var families []part
	endings := []part{
		{"ی", "i"}, {"زاده", "zadeh"}, {"پور", "pour"}, {"‌نژاد", "nejad"}, {"یان", "ian"}, {"فر", "far"}, {"منش", "manesh"},
		{"‌راد", "rad"}, {"خواه", "khah"}, {"دوست", "doust"}, {"وند", "vand"}, {"‌اف", "of"}, {"لو", "lou"}, {"نیا", "nia"},
		{"گر", "gar"}, {"چی", "chi"}, {"بخش", "bakhsh"}, {"تاش", "tash"}, {"‌مند", "mand"}, {"سرشت", "seresht"},
	}
	for _, g := range given {
		for _, e := range endings {
			persian, latin := g.persian, g.latin
			if strings.HasSuffix(persian, "ه") {
				persian += "\u200c"
			}
			families = append(families, part{strings.TrimSuffix(persian, "\u200c") + e.persian, strings.TrimSuffix(latin, "h") + e.latin})
		}
	}
	random := rand.New(rand.NewPCG(7, uint64(n)))
	random.Shuffle(len(given), func(i, j int) { given[i], given[j] = given[j], given[i] })
	random.Shuffle(len(families), func(i, j int) { families[i], families[j] = families[j], families[i] })
	draw := func(n int, skew float64) int { return int(float64(n) * math.Pow(random.Float64(), skew)) }
	seen := map[string]bool{}
	people := make([]invented, 0, n)
	for len(people) < n {
		g, f := given[draw(len(given), 3)], families[draw(len(families), 1.5)]
		persian, latin := g.persian+" "+f.persian, g.latin+" "+f.latin
		if len(people)%5 == 0 || n > 500_000 { // more names are needed
			h := given[draw(len(given), 3)]
			if len(people)%2 == 0 {
				persian, latin = g.persian+" "+h.persian+" "+f.persian, g.latin+" "+h.latin+" "+f.latin
			} else {
				f2 := families[draw(len(families), 1.5)]
				persian, latin = persian+" "+f2.persian, latin+" "+f2.latin
			}
		}
		if seen[latin] {
			continue
		}
		seen[latin] = true
		p := invented{id: uint64(len(people) + 1), native: persian}
		p.names = []string{persian, latin, respelled(random, latin), respelled(random, latin)}
		people = append(people, p)
	}
	return people
}

// habits are the ways in which the Latin spellings of one name in names.tsv
// differ: English, French, German, Turkish, Azerbaijani, scholarly.
var habits = [][]string{
	{"ou", "u", "oo", "ū"}, {"gh", "q", "g"}, {"kh", "ch", "x"}, {"sh", "sch", "ş"}, {"zh", "j", "ž"},
	{"ch", "tch", "č", "ç"}, {"ei", "ey", "ay"}, {"i", "ee", "y", "í"}, {"a", "ā", "e"}, {"o", "u"}, {"e", "i", "a"},
	{"j", "dj", "dsch"}, {"z", "s"}, {"v", "w"}, {"eh", "e", "a"}, {"ss", "s"}, {"mm", "m"}, {"ll", "l"}, {"s", "ss"},
}

// respelled returns a name as somebody else would romanise it: with two or
// three habits changed, and now and then its words joined by a hyphen.
func respelled(random *rand.Rand, latin string) string {
	s := strings.ToLower(latin)
	for changed, tries := 0, 0; changed < 2+random.IntN(2) && tries < 30; tries++ {
		h := habits[random.IntN(len(habits))]
		if strings.Contains(s, h[0]) {
			s = strings.Replace(s, h[0], h[1+random.IntN(len(h)-1)], 1)
			changed++
		}
	}
	return s
}

// nearby are a key's neighbours on the keyboards that names are typed on.
var nearby = map[rune]string{
	'a': "qsz", 'b': "vgn", 'c': "xdv", 'd': "sefc", 'e': "wrd", 'f': "drgv", 'g': "fthb", 'h': "gyjn", 'i': "uok", 'j': "huknm",
	'k': "jiolm", 'l': "kop", 'm': "njk", 'n': "bhjm", 'o': "ipl", 'p': "ol", 'q': "wa", 'r': "etf", 's': "awdx", 't': "ryg",
	'u': "yij", 'v': "cfb", 'w': "qes", 'x': "zsc", 'y': "tuh", 'z': "asx",
	'ا': "لت", 'ب': "لی", 'ت': "انا", 'د': "ذئ", 'ر': "زذ", 'س': "شی", 'ش': "سی", 'ق': "فث", 'ک': "مگ", 'ل': "بات", 'م': "نک",
	'ن': "تم", 'ه': "عخ", 'و': "دئ", 'ی': "سب",
}

// mistyped returns text with n typing mistakes: a neighbouring key, a key
// left out, one hit twice or with its neighbour, two exchanged.
func mistyped(random *rand.Rand, text string, n int) string {
	rs := []rune(strings.ToLower(text))
	for done := 0; done < n && len(rs) > 3; {
		at := random.IntN(len(rs))
		if rs[at] == ' ' || rs[at] == '\u200c' {
			continue
		}
		near := []rune(nearby[rs[at]])
		if len(near) == 0 {
			near = []rune{rs[at]}
		}
		key := near[random.IntN(len(near))]
		switch random.IntN(4) {
		case 0:
			if rs[at] == key {
				continue
			}
			rs[at] = key
		case 1:
			rs = append(rs[:at], rs[at+1:]...)
		case 2:
			rs = append(rs[:at+1], append([]rune{key}, rs[at+1:]...)...)
		case 3:
			if at+1 >= len(rs) || rs[at] == rs[at+1] || rs[at+1] == ' ' || rs[at+1] == '\u200c' {
				continue
			}
			rs[at], rs[at+1] = rs[at+1], rs[at]
		}
		done++
	}
	return string(rs)
}

// filled returns an index of the people, all in group 1.
func filled(people []invented) *Index {
	ix := NewIndex()
	for _, p := range people {
		ix.Put(p.id, 1, p.names)
	}
	ix.Settle()
	return ix
}

func anybody(uint32) bool { return true }

// A question is what somebody types to find one person.
type question struct {
	typed string
	id    uint64
}

// recall returns the share of the questions whose person is among the first
// ten, and some of those that weren't.
func recall(ix *Index, qs []question) (share float64, missed []string) {
	hits := 0
	for _, q := range qs {
		hit := false
		ms := ix.Search(q.typed, anybody, 10)
		for _, m := range ms {
			hit = hit || m.ID == q.id
		}
		if hit {
			hits++
		} else {
			missed = append(missed, fmt.Sprintf("%q for %d, got %.60v", q.typed, q.id, ms))
		}
	}
	return float64(hits) / float64(len(qs)), missed
}

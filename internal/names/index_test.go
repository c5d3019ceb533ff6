package names

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func ids(ms []Match) []uint64 {
	var all []uint64
	for _, m := range ms {
		all = append(all, m.ID)
	}
	return all
}

func TestPutAndRemove(t *testing.T) {
	t.Parallel()
	ix := NewIndex()
	expect := func(typed string, want ...uint64) {
		t.Helper()
		if diff := cmp.Diff(want, ids(ix.Search(typed, anybody, 10))); diff != "" {
			t.Errorf("%s: %s", typed, diff)
		}
	}
	expect("benita")
	ix.Put(1, 1, []string{"Benita Karimzadeh"})
	expect("benita", 1)
	ix.Put(2, 1, []string{"Benita Golnarpour"})
	expect("benita", 1, 2)
	ix.Put(1, 1, []string{"Roham Karimzadeh"})
	expect("benita", 2)
	expect("roham", 1)
	ix.Put(2, 7, []string{"Benita Golnarpour"}) // another group
	expect("benita", 2)
	ix.Remove(2)
	ix.Remove(2)
	ix.Remove(99)
	expect("benita")
	if ix.Len() != 1 {
		t.Errorf("Len = %d, want 1", ix.Len())
	}
	ix.Put(3, 1, nil)
	ix.Put(4, 1, []string{"", "---", "\u200c"})
	expect("karimzadeh", 1)
	ix.Remove(1)
	expect("karimzadeh")
}

// TestManyChanges replaces and removes people one by one, with a search after
// each, so that segments are made and merged in all sizes.
func TestManyChanges(t *testing.T) {
	t.Parallel()
	people := population(t, 300)
	ix := NewIndex()
	for i, p := range people {
		ix.Put(p.id, uint32(i%2), p.names)
		if !slices.Contains(ids(ix.Search(p.native, anybody, 10)), p.id) {
			t.Fatalf("%s isn't found after Put", p.native)
		}
		if i%3 == 2 {
			gone := people[i-1]
			ix.Remove(gone.id)
			if slices.Contains(ids(ix.Search(gone.native, anybody, 10)), gone.id) {
				t.Fatalf("%s is found after Remove", gone.native)
			}
		}
	}
	if ix.Len() != 200 {
		t.Errorf("Len = %d, want 200", ix.Len())
	}
	for _, s := range ix.current().groups {
		if len(s.segments) > 6 {
			t.Errorf("%d segments of group %d", len(s.segments), s.group)
		}
	}
	for i, p := range people {
		if got, want := slices.Contains(ids(ix.Search(p.native, anybody, 10)), p.id), i%3 != 1; got != want {
			t.Errorf("%s found: %v, want %v", p.native, got, want)
		}
	}
}

func TestGroups(t *testing.T) {
	t.Parallel()
	ix := NewIndex()
	for g := range uint32(5) {
		ix.Put(uint64(g+1), g, []string{"Benita Karimzadeh"})
	}
	got := ids(ix.Search("benita", func(g uint32) bool { return g == 2 || g == 4 }, 10))
	if diff := cmp.Diff([]uint64{3, 5}, got); diff != "" {
		t.Error(diff)
	}
	if ms, v := ix.Best("benita karimzadeh", func(uint32) bool { return false }); v != None || len(ms) > 0 {
		t.Errorf("somebody is found in no group: %v", ms)
	}
}

func TestSearch(t *testing.T) {
	t.Parallel()
	ix := NewIndex()
	for id, names := range map[uint64][]string{
		1: {"Mohammad Rasoulof", "محمد رسول‌اف"},
		2: {"Jafar Panahi", "جعفر پناهی"},
		3: {"Vladimir Kara-Murza", "Владимир Кара-Мурза"},
		4: {"Jimmy Lai", "黎智英", "Lai Chee-ying"},
		5: {"Ilham Tohti", "ئىلھام توختى", "伊力哈木·土赫提"},
		6: {"Ales Bialiatski", "Алесь Бяляцкі"},
		7: {"علاء عبد الفتاح"},
		8: {"José Rubén Zamora Marroquín"},
		9: {"Мария Колесникова"},
	} {
		ix.Put(id, 1, names)
	}
	for _, c := range []struct {
		typed string
		first uint64
	}{
		{"r", 1}, {"ra", 1}, {"ras", 1}, {"raso", 1}, {"rasou", 1}, {"rasul", 1}, {"rasoulof", 1}, {"rassoulov", 1},
		{"ر", 1}, {"رسولاف", 1}, {"رسول اف", 1}, {"رسولوف", 1}, {"rsoulof", 1}, {"rasuolof", 1}, {"moh ras", 1}, {"rasoulof m", 1},
		{"mohammadrasoulof", 1}, {"MOHAMMAD RASOULOF", 1}, {"@Rasoulof!", 1},
		{"panâhi", 2}, {"پناهي", 2}, {"جعفر", 2}, {"karamurza", 3}, {"кара", 3}, {"Кара Мурза", 3}, {"kara-murza", 3}, {"murza", 3},
		{"黎", 4}, {"黎智", 4}, {"lai", 4}, {"土赫提", 5}, {"ilham", 5}, {"toxti", 5}, {"توختى", 5}, {"bialiacki", 6}, {"беляцкий", 6},
		{"abd el fattah", 7}, {"alaa abd el-fattah", 7}, {"ruben zam", 8}, {"marroquin", 8}, {"kolesnikova", 9}, {"kalesnikava", 9},
	} {
		ms := ix.Search(c.typed, anybody, 3)
		if len(ms) == 0 || ms[0].ID != c.first {
			t.Errorf("Search(%q) = %v, want %d first", c.typed, ms, c.first)
		}
	}
}

func TestSearchFindsNothing(t *testing.T) {
	t.Parallel()
	ix := filled(population(t, 500))
	for _, typed := range []string{
		"", " ", "\u200c", "---", "\u202e\u202d", "\u0301\u0308\u0654", "!?", "\x00\x01", "\xff\xfe", "😀", "ـــ",
	} {
		if ms := ix.Search(typed, anybody, 10); len(ms) > 0 {
			t.Errorf("Search(%q) = %v", typed, ms)
		}
	}
	if ms := ix.Search("roham", anybody, 0); len(ms) > 0 {
		t.Errorf("with limit 0: %v", ms)
	}
	if ms := ix.Search("roham", anybody, -1); len(ms) > 0 {
		t.Errorf("with limit -1: %v", ms)
	}
}

// TestHostileText searches for texts made to take long, and puts them too.
func TestHostileText(t *testing.T) {
	t.Parallel()
	ix := filled(population(t, 500))
	for i, text := range []string{
		strings.Repeat("a", 4000), strings.Repeat("a ", 2000), strings.Repeat("محمد ", 800), strings.Repeat("محمد", 1000),
		strings.Repeat("\u0301", 2000), "a" + strings.Repeat("\u0327", 1999), strings.Repeat("ﷺ", 1300), strings.Repeat("黎", 1333),
		strings.Repeat("sh", 2000), strings.Repeat("ẞ", 1300), strings.Repeat("a-", 2000), strings.Repeat("\u200c", 1300) + "a",
		strings.Repeat("mohammad rasoulof ", 222), strings.Repeat("\U0001F468\u200d", 500),
	} {
		ix.Search(text, anybody, 10)
		ix.Best(text, anybody)
		ix.Put(uint64(1000+i), 1, []string{text, text})
		if got := ix.Search(text, anybody, 10); len(words(clip(text, maxTypedText))) > 0 && len(got) == 0 {
			t.Errorf("%.20q… isn't found", text)
		}
		Similarity(clip(text, 400), "Mohammad Rasoulof")
	}
}

func TestSameOrder(t *testing.T) {
	t.Parallel()
	people := population(t, 2000)
	a, b := filled(people), NewIndex()
	for _, p := range people {
		b.Put(p.id, 1, p.names)
	}
	for _, typed := range []string{"m", "ra", "م", "mehr", "roham karimi", "benita a"} {
		if diff := cmp.Diff(a.Search(typed, anybody, 10), b.Search(typed, anybody, 10)); diff != "" {
			t.Errorf("%s: %s", typed, diff)
		}
		if n := len(a.Search(typed, anybody, 10)); n != 10 {
			t.Errorf("%s finds %d, want 10", typed, n)
		}
	}
}

// TestReadersAndWriter searches from several goroutines while one changes the
// index: somebody who is put again under the same name is never missing.
func TestReadersAndWriter(t *testing.T) {
	t.Parallel()
	people := population(t, 300)
	ix := filled(people[:200])
	stop := make(chan struct{})
	var readers sync.WaitGroup
	for r := range 4 {
		readers.Go(func() {
			for i := r; ; i++ {
				select {
				case <-stop:
					return
				default:
				}
				p := people[i%100]
				if !slices.Contains(ids(ix.Search(p.names[1], anybody, 10)), p.id) {
					t.Errorf("%s is missing", p.names[1])
					return
				}
				ix.Best(p.native, anybody)
				ix.Len()
			}
		})
	}
	for i := range 300 {
		p := people[i]
		ix.Put(p.id, 1, p.names)
		if i >= 200 {
			ix.Remove(people[i-100].id)
		}
	}
	close(stop)
	readers.Wait()
}

func ExampleIndex_Search() {
	ix := NewIndex()
	ix.Put(1, 1, []string{"محمد رسول‌اف", "Mohammad Rasoulof"})
	ix.Put(2, 1, []string{"Владимир Кара-Мурза"})
	everyone := func(uint32) bool { return true }
	for _, typed := range []string{"rasulov", "رسولوف", "رسول", "kara mu"} {
		for _, m := range ix.Search(typed, everyone, 3) {
			fmt.Println(typed, m.ID)
		}
	}
	// Output:
	// rasulov 1
	// رسولوف 1
	// رسول 1
	// kara mu 2
}

func ExampleIndex_Best() {
	ix := NewIndex()
	ix.Put(1, 1, []string{"محمد رسول‌اف", "Mohammad Rasoulof"})
	ix.Put(2, 1, []string{"سید محمدرضا خاتمی", "Mohammad-Reza Khatami"})
	everyone := func(uint32) bool { return true }
	for _, typed := range []string{"rasulof", "Mohammad Khatami", "mohammad"} {
		_, verdict := ix.Best(typed, everyone)
		fmt.Println(typed, verdict)
	}
	// Output:
	// rasulof one
	// Mohammad Khatami none
	// mohammad several
}

package names

import (
	"strconv"
	"testing"
)

func TestBest(t *testing.T) {
	t.Parallel()
	ix := NewIndex()
	ix.Put(1, 1, []string{"Mohammad Rasoulof", "محمد رسول‌اف", "Mohammad Rasulof"})
	ix.Put(2, 1, []string{"Narges Mohammadi", "نرگس محمدی"})
	ix.Put(3, 1, []string{"Vladimir Kara-Murza", "Владимир Кара-Мурза", "Vladimir Vladimirovich Kara-Murza"})
	ix.Put(4, 1, []string{"Mohammad-Reza Khatami", "سید محمدرضا خاتمی"})
	ix.Put(5, 1, []string{"Jimmy Lai", "黎智英", "Lai Chee-ying"})
	ix.Put(6, 1, []string{"Hamid Noury", "حمید نوری"})
	ix.Put(7, 1, []string{"Reza Noury", "رضا نوری"})
	ix.Put(8, 1, []string{"Ales Bialiatski", "Алесь Бяляцкі", "Алесь Беляцкий"})
	ix.Put(9, 2, []string{"Mohammad Rasoulof"})
	for _, c := range []struct {
		typed string
		want  Verdict
		id    uint64
	}{
		{"Mohammad Rasoulof", One, 1},
		{"rasulof", One, 1},
		{"Rasulov", One, 1},
		{"رسولاف", One, 1},
		{"رسول اف", One, 1},
		{"محمد رسولوف", One, 1},
		{"rasoulof mohammed", One, 1},
		{"Nargis Mohammadi", One, 2},
		{"Кара-Мурза", One, 3},
		{"kara murza", One, 3},
		{"Vladimir Kara Murza", One, 3},
		{"Mohammadreza Khatami", One, 4},
		{"Seyyed Mohammad Reza Khatami", One, 4},
		{"Mohammad Khatami", None, 4},
		{"Reza Khatami", None, 4},
		{"黎智英", One, 5},
		{"Беляцкий", One, 8},
		{"Noury", Several, 7},
		{"Nouri", Several, 7},
		{"Hamid Nouri", One, 6},
		{"Hamed Nouri", None, 6},
		{"Hasan Rouhani", None, 0},
		{"", None, 0},
		{"\u202e\u0301", None, 0},
		{"@everyone", None, 0},
	} {
		ms, v := ix.Best(c.typed, func(g uint32) bool { return g == 1 })
		if v != c.want || v != None && ms[0].ID != c.id {
			t.Errorf("Best(%q) = %v, %v, want %v, %d", c.typed, ms, v, c.want, c.id)
		}
	}
}

// TestBestOfAbsent asks for each person of names.tsv where they are missing:
// against the look-alike, and against all others.
func TestBestOfAbsent(t *testing.T) {
	t.Parallel()
	rows := pairings(t)
	for _, p := range rows {
		if p.same {
			continue
		}
		ix := NewIndex()
		ix.Put(1, 1, []string{p.persian})
		if ms, v := ix.Best(p.latin, anybody); v != None {
			t.Errorf("%s taken for %s: %v", p.latin, p.persian, ms)
		}
	}
	ids := map[string]uint64{}
	names := map[uint64][]string{}
	for _, p := range rows {
		if p.same && p.subject == "full" {
			if ids[p.id] == 0 {
				ids[p.id] = uint64(len(ids) + 1)
				names[ids[p.id]] = []string{p.persian}
			}
			names[ids[p.id]] = append(names[ids[p.id]], p.latin)
		}
	}
	everybody := NewIndex()
	for id, ns := range names {
		everybody.Put(id, 1, ns)
	}
	for id, ns := range names {
		everybody.Remove(id)
		for _, n := range ns {
			if ms, v := everybody.Best(n, anybody); v == One {
				t.Errorf("%s is absent, and taken for %v", n, ms[0])
			}
		}
		everybody.Put(id, 1, ns)
	}
}

// TestBestOfVariants asks for the people of names.tsv by each spelling, where
// only the Persian name and another Latin spelling are recorded.
func TestBestOfVariants(t *testing.T) {
	t.Parallel()
	ix := NewIndex()
	right, asked, wrong := 0, 0, 0
	for _, q := range realPeople(ix, pairings(t)) {
		ms, v := ix.Best(q.typed, anybody)
		asked++
		switch {
		case v == One && ms[0].ID == q.id:
			right++
		case v == One:
			wrong++
			t.Errorf("%s taken for %v", q.typed, ms[0])
		default:
			t.Log(strconv.Quote(q.typed), v, ms[:min(len(ms), 2)])
		}
	}
	t.Logf("%d of %d right, %d wrong", right, asked, wrong)
	if right*100 < asked*85 {
		t.Errorf("only %d of %d resolved", right, asked)
	}
}

// TestBestAmongMany asks for people who are absent from 2,000 others, many of
// whom share a given or a family name with them.
func TestBestAmongMany(t *testing.T) {
	t.Parallel()
	people := population(t, 2250)
	ix := filled(people[:2000])
	asked, wrong := 0, 0
	for _, p := range people[2000:] {
		for _, name := range p.names[:2] {
			asked++
			if ms, v := ix.Best(name, anybody); v == One {
				wrong++
				t.Log(name, ms[0])
			}
		}
	}
	t.Logf("%d of %d wrong", wrong, asked)
	if wrong > asked/100 {
		t.Errorf("%d of %d absent people taken for another", wrong, asked)
	}
}

package names

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// entries returns who is in a snapshot, as they were put.
func entries(s *snapshot) map[uint64]string {
	all := map[uint64]string{}
	for _, g := range s.groups {
		for _, p := range g.segments {
			for i := range p.ids {
				if !p.isGone(uint32(i)) {
					all[p.ids[i]] += fmt.Sprintf("%d %q", g.group, p.entered(i).names)
				}
			}
		}
	}
	return all
}

// TestNamesAreKept: every name comes out as it was put, however it is written,
// and after it was merged as well.
func TestNamesAreKept(t *testing.T) {
	t.Parallel()
	odd := []string{
		"", " ", "a", " a", "a ", "a  b", "a\tb", "a\u00a0b", "- -", "a - b", "\xff\xfe a", "رسول\u200cاف محمد", "Agha-Tehrani Agha-Tehrani",
		string(make([]byte, 500)), fmt.Sprint(make([]int, 300)), "黎智英", "e\u0301 é",
	}
	people := population(t, 300)
	ix := NewIndex()
	want := map[uint64]string{}
	for i, p := range people {
		names := append(slices.Clip(p.names), odd[i%len(odd)])
		ix.Put(p.id, uint32(i%2), names)
		want[p.id] = fmt.Sprintf("%d %q", i%2, names)
		if i%10 == 0 {
			ix.Search("a", anybody, 1)
		}
	}
	ix.Settle()
	if diff := cmp.Diff(want, entries(ix.current())); diff != "" {
		t.Error(diff)
	}
	for _, g := range ix.current().groups {
		if len(g.segments) > 2 {
			t.Errorf("group %d lies in %d segments after Settle", g.group, len(g.segments))
		}
	}
}

// TestChangesWhileMerging puts and removes people between the making of a
// merged segment and its use: nothing of it may be undone.
func TestChangesWhileMerging(t *testing.T) {
	t.Parallel()
	people := population(t, 640)
	ix := NewIndex()
	ix.tending = true // nothing is merged but here
	for i, p := range people[:600] {
		ix.Put(p.id, 1, p.names)
		if i%200 == 199 {
			ix.current()
		}
	}
	ix.Remove(people[3].id)
	m, ok := ix.current().overdue(1 << 20)
	if !ok {
		t.Fatal("nothing to merge")
	}
	made := newSegment(nil, m.of...)
	ix.Remove(people[0].id)                    // gone
	ix.Put(people[1].id, 1, people[635].names) // under other names
	ix.Put(people[2].id, 2, people[2].names)   // elsewhere
	ix.Put(people[631].id, 1, people[631].names)
	ix.current()
	want := entries(ix.current())
	next := ix.current().copied()
	next.shelf(m.group).replace(m, made)
	ix.show(next)
	if diff := cmp.Diff(want, entries(ix.current())); diff != "" {
		t.Error(diff)
	}
	if !slices.Contains(ids(ix.Search(people[631].native, anybody, 10)), people[631].id) {
		t.Error("who was put meanwhile isn't found")
	}
	for _, text := range []string{people[0].native, people[3].native} {
		for _, w := range newTyped(text).words {
			for _, g := range ix.current().groups {
				for i := range g.segments {
					p := &g.segments[i]
					lo, hi := p.plain.exactly(w.letters)
					for _, word := range p.plain.word[lo:hi] {
						left := slices.ContainsFunc(p.held(word), func(n uint32) bool { return !p.isGone(p.person(n)) })
						if left != (p.count(word) > 0) {
							t.Errorf("%s is left: %v, counted %d", w.plain, left, p.count(word))
						}
					}
				}
			}
		}
	}
}

// TestNoTrace: whoever has gone changes nothing of what is found, though their
// words are still in a segment.
func TestNoTrace(t *testing.T) {
	t.Parallel()
	people := append(population(t, 400), // whom a search finds in other stages while it thinks that somebody is called Varzhinaz
		invented{id: 998, names: []string{"Varzhinas Rohampour"}}, invented{id: 999, names: []string{"Varzhi Naz Karimpour"}})
	never, gone := filled(people), NewIndex()
	for _, p := range people {
		gone.Put(p.id, 1, p.names)
	}
	name := "Varzhinaz Karimmpour Rohamgolnar"
	gone.Put(1000, 1, []string{name})
	gone.Settle()
	gone.Remove(1000)
	for _, text := range []string{name, "varzhinaz rohampour", "karimmpour", "rohamgolnar", "varzhinazkarimmpour", "rohamgolnar karimmpour"} {
		for n := 1; n <= len(text); n++ {
			var all [2][]Match
			for i, ix := range []*Index{never, gone} {
				typed := newTyped(text[:n])
				for _, m := range ix.search(&typed, anybody, 10, everything) {
					all[i] = append(all[i], m.Match)
				}
			}
			if diff := cmp.Diff(all[0], all[1]); diff != "" {
				t.Fatalf("%s: %s", text[:n], diff)
			}
		}
	}
}

// TestHalfGone: a segment from which most have gone is made anew.
func TestHalfGone(t *testing.T) {
	t.Parallel()
	people := population(t, 200)
	ix := filled(people)
	for _, p := range people[:150] {
		ix.Remove(p.id)
	}
	ix.Settle()
	for _, p := range ix.current().groups[0].segments {
		if len(p.ids) != p.people || p.people != 50 {
			t.Errorf("a segment has %d of %d people", p.people, len(p.ids))
		}
	}
}

package entry_test

import (
	"maps"
	"testing"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/entry"
)

// A fact without an id is found again after edits elsewhere, not after one of
// its own; then it is followed from the revision in which it was named.
func TestRefsAndFollow(t *testing.T) {
	t.Parallel()
	k := kindOf(t, "custody")
	c := bare()
	c.Custody = []casefile.Custody{
		{Kind: "prison", Start: calendar.MustParse("2020"), Place: "first"},
		{Kind: "prison", Start: calendar.MustParse("2022"), Place: "second"},
		{Kind: "pretrial", Place: "twin"}, {Kind: "pretrial", Place: "twin"},
	}
	refs := make([]string, 4)
	for i, f := range k.Facts(c) {
		refs[i] = f.Ref
		if len(f.Ref) > 100 || f.Kind != "custody" || f.Key != "custody."+c.Custody[i].Kind {
			t.Errorf("%+v", f)
		}
	}
	if refs[2] == refs[3] {
		t.Error("two of the same can't be told apart")
	}
	// Another one is added before them.
	moved := c.Clone()
	moved.Custody = append([]casefile.Custody{{Kind: "hospital"}}, moved.Custody...)
	for i, ref := range refs {
		v, err := k.Fill(moved, ref)
		if err != nil || v["place"] != c.Custody[i].Place {
			t.Errorf("%s: %v %v", ref, v, err)
		}
		got, ok := k.Follow(c, moved, ref)
		if !ok || got != k.Facts(moved)[i+1].Ref {
			t.Errorf("%s is followed to %s, %v", ref, got, ok)
		}
	}
	// It is changed itself.
	after, ref := apply(t, "custody", moved, refs[1], entry.Values{"end": "2023", "place": "elsewhere"})
	if after.Custody[2].Place != "elsewhere" || after.Custody[1].Place != "first" {
		t.Errorf("%+v", after.Custody)
	}
	if _, err := k.Fill(after, refs[1]); err == nil {
		t.Error("a fact that was changed is found by what it was")
	}
	if got, ok := k.Follow(c, after, refs[1]); !ok || got != ref {
		t.Errorf("followed to %s, %v; want %s", got, ok, ref)
	}
	gone, _, err := entry.Remove(after, "custody", ref)
	if err != nil {
		t.Fatal(err)
	}
	if got, ok := k.Follow(after, gone, ref); ok {
		t.Errorf("one that is gone is followed to %s", got)
	}
	if _, ok := k.Follow(c, after, "7.00000000"); ok {
		t.Error("one that never was is followed")
	}
	status := kindOf(t, "status")
	if got, ok := status.Follow(c, after, ""); !ok || got != "" {
		t.Error("a status that is new isn't followed")
	}
	c.Status = casefile.Status{Code: casefile.Exile}
	if _, ok := status.Follow(c, after, ""); ok {
		t.Error("a status that is gone is followed")
	}
}

// Two edits are put together field by field; where both changed one, mine
// stands, and both are told.
func TestMerge(t *testing.T) {
	t.Parallel()
	base := entry.Values{"a": "1", "b": "1", "c": "1", "d": "1", "e": "1\n2"}
	theirs := entry.Values{"a": "2", "b": "1", "c": "2", "d": "2", "e": "1\r\n2 "}
	mine := entry.Values{"b": "3", "c": "3", "d": " 2\u200b", "e": "1\n2\n3"}
	before := maps.Clone(theirs)
	merged, clashes := entry.Merge(base, theirs, mine)
	if want := (entry.Values{"a": "2", "b": "3", "c": "3", "d": "2", "e": "1\n2\n3"}); !maps.Equal(merged, want) {
		t.Errorf("%q, want %q", merged, want)
	}
	if len(clashes) != 1 || clashes[0] != (entry.Clash{Field: "c", Base: "1", Theirs: "2", Mine: "3"}) {
		t.Error(clashes)
	}
	if !maps.Equal(theirs, before) {
		t.Error("theirs was changed")
	}
	if merged, clashes = entry.Merge(nil, nil, entry.Values{"a": "1"}); merged["a"] != "1" || len(clashes) != 0 {
		t.Error(merged, clashes)
	}
}

// Kinds are those of the commands; none is known by another name.
func TestKinds(t *testing.T) {
	t.Parallel()
	for _, k := range entry.Kinds() {
		if got, ok := entry.KindOf(k.Name); !ok || got != k {
			t.Error(k, got, ok)
		}
		c := bare()
		if n := len(k.Further(c)); n < 1 || n > 3 {
			t.Errorf("%s asks %d things further", k.Name, n)
		}
		for _, f := range append(k.Fields(c), k.Further(c)...) {
			if len(f.Options) > 25 || (len(f.Options) > 0) != (f.Type == entry.Choice || f.Type == entry.Choices) {
				t.Errorf("%s: %s has %d options", k.Name, f.Name, len(f.Options))
			}
		}
	}
	if k, ok := entry.KindOf("penalty"); ok {
		t.Error(k)
	}
	nothing := entry.Kind{Name: "penalty"}
	if _, err := nothing.Fill(bare(), ""); err == nil || nothing.Fields(bare()) != nil || nothing.Further(bare()) != nil || nothing.Facts(bare()) != nil {
		t.Error("a kind that is none has a form")
	}
}

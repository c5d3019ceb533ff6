package store_test

import (
	"testing"

	"vigil/store/storetest"
)

// Words are found where they are public, by their beginnings, and nowhere else.
func TestMentioning(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	access := storetest.Load(t, db, "main", storetest.Fictional())
	for words, want := range map[string]int{
		"golden sample": 2, "gold sam": 2, "paper orchard": 1, "farzi": 4, "": 0, "canary": 0, "farzburg": 0, "wubbelgromp": 0,
	} {
		found, err := db.Public().Mentioning(t.Context(), access, words, 4)
		if err != nil || len(found) != want {
			t.Errorf("%q is found %d times, want %d: %v", words, len(found), want, err)
		}
		for i := 1; i < len(found); i++ {
			if found[i-1].ID == found[i].ID {
				t.Errorf("%q: somebody twice", words)
			}
		}
	}
	other := access
	other.Reads = nil
	if found, err := db.Public().Mentioning(t.Context(), other, "farzi", 4); err != nil || len(found) > 0 {
		t.Errorf("found without a right to: %v, %v", found, err)
	}
}

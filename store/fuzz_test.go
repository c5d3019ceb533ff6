package store_test

import (
	"errors"
	"testing"

	"vigil/store"
	"vigil/store/storetest"
)

// Whatever is typed finds something or nothing, and never fails.
func FuzzTyped(f *testing.F) {
	for _, s := range []string{"", "rasoulof", `"*( NEAR/3 -x names:`, "رسول\u200cاف", "OR AND NOT", "a\x00b", "%_'--", "\xff", "ß İ ﷺ", "1 2 3 4 5 6 7 8 9 10 11 12 13 14"} {
		f.Add(s)
	}
	db := storetest.Open(f)
	access := storetest.Load(f, db, store.Main, storetest.Fictional())
	f.Fuzz(func(t *testing.T, typed string) {
		p := db.Public()
		if _, err := p.Search(t.Context(), access, store.Query{Text: typed, Charge: typed, Country: typed}); err != nil {
			t.Error(err)
		}
		if _, err := p.Values(t.Context(), access, store.FieldCharge, typed, 5); err != nil {
			t.Error(err)
		}
		if _, err := p.Suggest(t.Context(), access, typed, 5); err != nil {
			t.Error(err)
		}
		_, _, err := p.Resolve(t.Context(), access, typed)
		var several *store.Ambiguous
		if err != nil && !errors.Is(err, store.ErrNotFound) && !errors.As(err, &several) {
			t.Error(err)
		}
	})
}

package store_test

import (
	"errors"
	"testing"
	"time"

	"vigil/store"
	"vigil/store/storetest"
)

// Whoever doesn't wait for the census to be read is told so, and reading goes on: the next
// who asks has it.
func TestAwaitCensus(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	access := storetest.Load(t, db, "main", storetest.Fictional())
	public := db.Public()
	goOn := public.HoldCensusForTest()
	if err := public.AwaitCensus(t.Context(), 0); !errors.Is(err, store.ErrReading) {
		t.Errorf("while it is read: %v", err)
	}
	goOn()
	for range 2 { // then there is nothing to wait for
		if err := public.AwaitCensus(t.Context(), time.Hour); err != nil {
			t.Errorf("when it has been read: %v", err)
		}
	}
	goOn = public.HoldCensusForTest()
	defer goOn()
	if err := public.AwaitCensus(t.Context(), 0); err != nil {
		t.Errorf("though nothing changed: %v", err)
	}
	if n := census(t, db, access).Len(); n != 12 {
		t.Errorf("%d people", n)
	}
}

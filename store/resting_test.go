package store_test

import (
	"testing"
	"time"

	"vigil/store"
	"vigil/store/storetest"
)

// A database rests until the hour of a channel comes, and not while what came
// with it is still to be planned.
func TestRest(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	storetest.Load(t, db, "main", storetest.Fictional())
	if _, err := db.Servers().Attach(t.Context(), "1", store.Main, true, "test"); err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	rest := func(at time.Time) (bool, time.Time) {
		t.Helper()
		rests, next, err := db.Rest(t.Context(), at)
		if err != nil {
			t.Fatal(err)
		}
		return rests, next
	}
	if rests, next := rest(now); !rests || !next.IsZero() {
		t.Errorf("without channels it rests %v until %v", rests, next)
	}
	ch := store.Channel{ID: "5", Server: "1", Kinds: store.AllAnnounced(), Hour: 9}
	if err := db.Channels().Set(t.Context(), ch, "100"); err != nil {
		t.Fatal(err)
	}
	later := time.Now().Add(time.Hour)
	if rests, _ := rest(later); rests {
		t.Error("it rests while a channel waits to be planned for")
	}
	all, err := db.Channels().Due(t.Context(), later, 10)
	if err != nil || len(all) != 1 {
		t.Fatalf("due are %v: %v", all, err)
	}
	hour := later.Add(24 * time.Hour).Truncate(time.Hour)
	if _, err := db.Ledger().Write(t.Context(), later, []store.Plan{{Channel: all[0], Through: all[0].Through, Next: hour}}); err != nil {
		t.Fatal(err)
	}
	if rests, next := rest(later); !rests || !next.Equal(hour) {
		t.Errorf("planned for, it rests %v until %v, want %v", rests, next, hour)
	}
	if rests, _ := rest(hour); rests {
		t.Error("it rests at the hour")
	}
	ch.Paused = true
	if err := db.Channels().Set(t.Context(), ch, "100"); err != nil {
		t.Fatal(err)
	}
	if rests, next := rest(hour); !rests || !next.IsZero() {
		t.Errorf("paused, it rests %v until %v", rests, next)
	}
}

package store_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"vigil/store"
)

func TestJobsAreLeased(t *testing.T) {
	t.Parallel()
	db, k := announcing(t)
	j := db.Jobs()
	take := func(holder string, want bool) {
		t.Helper()
		if mine, err := j.Take(t.Context(), "plan", holder, time.Minute); err != nil || mine != want {
			t.Errorf("%s takes it: %t, %v", holder, mine, err)
		}
	}
	done := func(holder, failed string) {
		t.Helper()
		if err := j.Done(t.Context(), "plan", holder, 1500*time.Millisecond, failed); err != nil {
			t.Fatal(err)
		}
	}
	beat := func() store.Beat {
		t.Helper()
		all, err := j.Beats(t.Context())
		if err != nil || len(all) != 1 || all[0].Name != "plan" {
			t.Fatalf("%+v, %v", all, err)
		}
		return all[0]
	}
	if err := j.Ask(t.Context(), "plan"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a job that nobody ever did: %v", err)
	}
	began := k.machine
	take("me", true)
	take("you", false)
	k.move(0, 30*time.Second)
	take("me", true) // longer
	if b := beat(); !b.Began.Equal(began) || !b.Ended.IsZero() {
		t.Errorf("prolonged: %+v", b)
	}
	k.move(48*time.Hour, 45*time.Second) // the store's clock ends no lease
	take("you", false)
	k.move(-96*time.Hour, 16*time.Second)
	take("you", true)
	done("me", "too late")
	if b := beat(); b.Failed != "" || !b.Ended.IsZero() || !b.Began.Equal(k.machine) {
		t.Errorf("after somebody else's end: %+v", b)
	}
	if err := j.Ask(t.Context(), "plan"); err != nil || !beat().Asked {
		t.Errorf("asked: %v", err)
	}
	done("you", "")
	ended := k.machine
	if b := beat(); b.Failed != "" || !b.Ended.Equal(ended) || b.Took != 1500*time.Millisecond || b.Asked {
		t.Errorf("ended: %+v", b)
	}
	k.move(0, time.Second)
	take("me", true)
	if b := beat(); !b.Began.Equal(k.machine) {
		t.Errorf("begun again: %+v", b)
	}
	done("me", "the disk is full")
	if b := beat(); b.Failed != "the disk is full" || !b.Ended.Equal(ended) {
		t.Errorf("failed: %+v", b)
	}
}

func TestOneTakesAJob(t *testing.T) {
	t.Parallel()
	db, k := announcing(t)
	other := k.process(t, db.Path(), 5*time.Second)
	var (
		wg    sync.WaitGroup
		taken [8]bool
		errs  [8]error
	)
	for i := range taken {
		wg.Go(func() {
			taken[i], errs[i] = []*store.DB{db, other}[i%2].Jobs().Take(t.Context(), "plan", string(rune('a'+i)), time.Minute)
		})
	}
	wg.Wait()
	n := 0
	for _, ok := range taken {
		if ok {
			n++
		}
	}
	if err := errors.Join(errs[:]...); err != nil || n != 1 {
		t.Errorf("%d took it, %v", n, err)
	}
}

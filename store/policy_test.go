package store_test

import (
	"errors"
	"reflect"
	"slices"
	"testing"

	"vigil/store"
	"vigil/store/storetest"
)

func TestPolicy(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	other := storetest.OpenAt(t, db.Path())
	of := func(id string) store.Server {
		t.Helper()
		v, _, err := other.Servers().Of(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	if v := of("7"); v.Policy != store.DefaultPolicy() || v.Curators != nil || v.Review != "" {
		t.Errorf("at first: %+v", v)
	}
	want := store.Policy{SecondApproval: true, LeapDay: "1-march", Milestone: 50, Stale: 90, KeepSenders: 3}
	s := db.Servers()
	for _, err := range []error{
		s.SetCurators(t.Context(), "7", []string{"11", "12"}, "ada"),
		s.SetReview(t.Context(), "7", "70", "ada"),
		s.SetPolicy(t.Context(), "7", want, "ada"),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	// Another process knows at once.
	if v := of("7"); v.Policy != want || !slices.Equal(v.Curators, []string{"11", "12"}) || v.Review != "70" {
		t.Errorf("set: %+v", v)
	}
	if err := errors.Join(s.SetCurators(t.Context(), "7", nil, "ada"), s.SetReview(t.Context(), "7", "", "ada"), s.SetPolicy(t.Context(), "7", store.DefaultPolicy(), "ada")); err != nil {
		t.Fatal(err)
	}
	if v := of("7"); !reflect.DeepEqual(v, store.Server{ID: "7", Casebook: v.Casebook, Home: true, Policy: store.DefaultPolicy()}) {
		t.Errorf("unset: %+v", v)
	}
	for _, wrong := range []store.Policy{{}, {LeapDay: "29-february", Milestone: 1, Stale: 1}, {LeapDay: "1-march", Stale: 1}, {LeapDay: "1-march", Milestone: 1},
		{LeapDay: "1-march", Milestone: 1, Stale: 1, KeepSenders: -1}} {
		if err := s.SetPolicy(t.Context(), "7", wrong, "ada"); !errors.Is(err, store.ErrPolicy) {
			t.Errorf("%+v: %v", wrong, err)
		}
	}
}

// A server that read another's casebook gets its own again.
func TestOwn(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	s := db.Servers()
	before, _, err := s.Of(t.Context(), "7")
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := s.Attach(t.Context(), "7", store.Main, true, "ada"); err != nil {
			t.Fatal(err)
		}
		v, err := s.Own(t.Context(), "7", "ada")
		if err != nil || v.Casebook != before.Casebook || !v.Home {
			t.Errorf("got %+v, %v", v, err)
		}
	}
	// One that never had one, for it was attached before it was seen.
	if _, err := s.Attach(t.Context(), "8", store.Main, false, "ada"); err != nil {
		t.Fatal(err)
	}
	v, err := s.Own(t.Context(), "8", "ada")
	if err != nil || !v.Home {
		t.Fatalf("got %+v, %v", v, err)
	}
	if got, a, err := s.Of(t.Context(), "8"); err != nil || got.Casebook != v.Casebook || a.Curates != v.Casebook || a.May(1) {
		t.Errorf("got %+v, %+v, %v", got, a, err)
	}
}

// Whatever is set up is in the trail of the casebook, with who did it.
func TestSetupIsNoted(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	s := db.Servers()
	steps := []func() error{
		func() error { _, err := s.Attach(t.Context(), "7", store.Main, true, "ada"); return err },
		func() error { return s.SetLanguage(t.Context(), "7", "fa", "ada") },
		func() error { return s.SetCalendar(t.Context(), "7", "", "ada") },
		func() error { return s.SetTimezone(t.Context(), "7", "Asia/Tehran", "ada") },
		func() error { return s.SetPrivate(t.Context(), "7", true, "ada") },
		func() error { return s.SetCurators(t.Context(), "7", []string{"1", "2"}, "ada") },
		func() error { return s.SetCurators(t.Context(), "7", nil, "ada") },
		func() error { return s.SetReview(t.Context(), "7", "70", "ada") },
		func() error { _, err := s.Code(t.Context(), store.Main, "bob"); return err },
		func() error { _, err := s.Code(t.Context(), store.Main, "bob"); return err }, // given out already
		func() error { return s.Open(t.Context(), store.Main, true, "terminal") },
		func() error { _, err := s.Own(t.Context(), "7", "ada"); return err },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{
		"ada setup  0 server 7 reads it and curates it",
		"ada setup  0 server 7, language: fa",
		"ada setup  0 server 7, calendar: default",
		"ada setup  0 server 7, time zone: Asia/Tehran",
		"ada setup  0 server 7, private replies: true",
		"ada setup  0 server 7, curators: 1, 2",
		"ada setup  0 server 7, curators: no roles",
		"ada setup  0 server 7, review channel: 70",
		"bob setup  0 gave out a read code",
		"terminal setup  0 open to all: true",
		"ada setup  0 server 7 no longer reads it",
	}
	if got := acts(t, db); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

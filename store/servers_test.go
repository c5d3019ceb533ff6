package store_test

import (
	"errors"
	"reflect"
	"slices"
	"sync"
	"testing"

	"vigil/store"
	"vigil/store/storetest"
)

func TestNewServerGetsACasebook(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	other := storetest.OpenAt(t, db.Path())
	var wait sync.WaitGroup
	for n := range 8 {
		wait.Go(func() {
			s, a, err := []*store.DB{db, other}[n%2].Servers().Of(t.Context(), "42")
			if err != nil || !s.Home || s.ID != "42" || !slices.Equal(a.Reads, []store.CasebookID{s.Casebook}) || a.Curates != s.Casebook {
				t.Errorf("got %+v, %+v, %v", s, a, err)
			}
		})
	}
	wait.Wait()
	books, err := db.Servers().Casebooks(t.Context())
	if err != nil || len(books) != 2 {
		t.Fatalf("casebooks %+v, %v", books, err)
	}
	if b := books[1]; b.Home != "42" || b.Size != 0 || b.Open || b.Name == store.Main {
		t.Errorf("got %+v", b)
	}
	s, _, err := db.Servers().Of(t.Context(), "43")
	if err != nil || s.Casebook == books[1].ID {
		t.Errorf("the next server shares it: %+v, %v", s, err)
	}
}

func TestAttach(t *testing.T) {
	t.Parallel()
	db, _ := fictional(t)
	other := storetest.OpenAt(t, db.Path())
	main := mainBook(t, db).ID
	of := func(id string) (store.Server, store.Access) {
		t.Helper()
		s, a, err := db.Servers().Of(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		return s, a
	}
	of("1") // in memory before another process changes it
	if _, err := other.Servers().Attach(t.Context(), "1", store.Main, true, "tester"); err != nil {
		t.Fatal(err)
	}
	if s, a := of("1"); s.Casebook != main || !s.Home || a.Curates != main {
		t.Errorf("at home: %+v, %+v", s, a)
	}
	if _, err := db.Servers().Attach(t.Context(), "2", store.Main, false, "tester"); err != nil {
		t.Fatal(err)
	}
	if s, a := of("2"); s.Casebook != main || s.Home || a.Curates != 0 || !a.May(main) {
		t.Errorf("reading: %+v, %+v", s, a)
	}
	if _, err := db.Servers().Attach(t.Context(), "2", store.Main, true, "tester"); err != nil {
		t.Fatal(err)
	}
	if s, a := of("1"); s.Home || a.Curates != 0 || !a.May(main) {
		t.Errorf("a casebook has one home, and the one before still reads it: %+v, %+v", s, a)
	}
	if _, err := db.Servers().Attach(t.Context(), "1", "no-such", true, "tester"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("got %v", err)
	}
}

func TestReadCode(t *testing.T) {
	t.Parallel()
	db, _ := fictional(t)
	servers := db.Servers()
	if _, err := servers.Attach(t.Context(), "1", store.Main, true, "tester"); err != nil {
		t.Fatal(err)
	}
	code, err := servers.Code(t.Context(), store.Main, "tester")
	if err != nil || len(code) < 20 {
		t.Fatalf("%q, %v", code, err)
	}
	if again, err := servers.Code(t.Context(), store.Main, "tester"); err != nil || again != code {
		t.Errorf("another code %q, %v", again, err)
	}
	s, err := servers.Read(t.Context(), "2", code, "tester")
	if err != nil || s.Home || s.Casebook != mainBook(t, db).ID {
		t.Errorf("got %+v, %v", s, err)
	}
	if s, err := servers.Read(t.Context(), "1", code, "tester"); err != nil || !s.Home {
		t.Errorf("its home is not at home any more: %+v, %v", s, err)
	}
	for _, wrong := range []string{"", "x", code + "x"} {
		if _, err := servers.Read(t.Context(), "3", wrong, "tester"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%q: %v", wrong, err)
		}
	}
	if _, err := servers.Code(t.Context(), "no-such", "tester"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("got %v", err)
	}
}

func TestCasebooks(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	servers := db.Servers()
	b, err := servers.New(t.Context(), "film-makers", "Film-makers", "tester")
	if err != nil || b.Name != "film-makers" || b.Title != "Film-makers" || b.Open || b.Code != "" || b.Home != "" {
		t.Errorf("got %+v, %v", b, err)
	}
	if _, err := servers.New(t.Context(), "film-makers", "", "tester"); !errors.Is(err, store.ErrExists) {
		t.Errorf("again: %v", err)
	}
	for _, name := range []string{"", "Main", "a b", "-a", "server-1", "1a", "ä", "a/b"} {
		if _, err := servers.New(t.Context(), name, "", "tester"); !errors.Is(err, store.ErrName) {
			t.Errorf("%q: %v", name, err)
		}
	}
	direct := func() []store.CasebookID {
		t.Helper()
		a, err := servers.Direct(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return a.Reads
	}
	if got := direct(); len(got) != 0 {
		t.Errorf("open to all: %v", got)
	}
	if err := servers.Open(t.Context(), "film-makers", true, "tester"); err != nil {
		t.Fatal(err)
	}
	if got := direct(); !slices.Equal(got, []store.CasebookID{b.ID}) {
		t.Errorf("open to all: %v", got)
	}
	if err := servers.Open(t.Context(), "film-makers", false, "tester"); err != nil {
		t.Fatal(err)
	}
	if got := direct(); len(got) != 0 {
		t.Errorf("closed again: %v", got)
	}
	if err := servers.Open(t.Context(), "no-such", true, "tester"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("got %v", err)
	}
}

func TestServerSettings(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	servers := db.Servers()
	for _, set := range []error{
		servers.SetLanguage(t.Context(), "7", "fa", "tester"),
		servers.SetCalendar(t.Context(), "7", "both", "tester"),
		servers.SetTimezone(t.Context(), "7", "Asia/Tehran", "tester"),
		servers.SetPrivate(t.Context(), "7", true, "tester"),
	} {
		if set != nil {
			t.Error(set)
		}
	}
	got, _, err := servers.Of(t.Context(), "7")
	want := store.Server{ID: "7", Casebook: got.Casebook, Home: true, Language: "fa", Calendar: "both", Timezone: "Asia/Tehran", Private: true, Policy: store.DefaultPolicy()}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
}

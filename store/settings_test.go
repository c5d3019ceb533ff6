package store_test

import (
	"bytes"
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"vigil/store"
	"vigil/store/storetest"
)

func TestPersonSettings(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	s := db.Settings()
	check := func(want store.PersonSettings) {
		t.Helper()
		if got, err := s.Person(t.Context(), "123456789012345678"); err != nil || got != want {
			t.Errorf("got %+v, %v, want %+v", got, err, want)
		}
	}
	check(store.PersonSettings{})
	for _, p := range []store.PersonSettings{{Language: "fa"}, {Language: "fa", Calendar: "both"}, {}, {Language: "en"}} {
		if err := s.SetPerson(t.Context(), "123456789012345678", p); err != nil {
			t.Fatal(err)
		}
		check(p)
	}
	if err := s.Erase(t.Context(), "123456789012345678"); err != nil {
		t.Fatal(err)
	}
	check(store.PersonSettings{})
	// Forgotten is forgotten: not one byte of it is left in the file.
	if _, err := store.WriterForTest(db).ExecContext(t.Context(), `PRAGMA wal_checkpoint(TRUNCATE)`); err != nil {
		t.Fatal(err)
	}
	for name, data := range files(t, filepath.Dir(db.Path())) {
		if bytes.Contains(data, []byte("123456789012345678")) {
			t.Errorf("%s still holds the id", filepath.Base(name))
		}
	}
}

func TestKept(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	s := db.Settings()
	if got, err := s.Kept(t.Context(), "commands"); err != nil || got != nil {
		t.Errorf("got %q, %v", got, err)
	}
	for _, v := range []string{"one", "two"} {
		if err := s.Keep(t.Context(), "commands", []byte(v)); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Kept(t.Context(), "commands"); err != nil || string(got) != v {
			t.Errorf("got %q, %v", got, err)
		}
	}
	var (
		wait sync.WaitGroup
		keys [8]string
	)
	for n := range keys {
		wait.Go(func() {
			key, err := s.KeepOnce(t.Context(), "key", bytes.Repeat([]byte{byte('a' + n)}, 32))
			if err != nil {
				t.Error(err)
			}
			keys[n] = string(key)
		})
	}
	wait.Wait()
	for _, k := range keys {
		if k != keys[0] || len(k) != 32 {
			t.Errorf("several keys: %q", keys)
			break
		}
	}
}

func TestViews(t *testing.T) {
	t.Parallel()
	now := storetest.Now()
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "vigil.db"), store.Options{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	s := db.Settings()
	data := []byte(strings.Repeat("page state ", 100))
	id, err := s.KeepView(t.Context(), data, now.Add(time.Hour))
	if err != nil || len(id) < 20 || len(id) > 40 {
		t.Fatalf("%q, %v", id, err)
	}
	if got, err := s.View(t.Context(), id); err != nil || !bytes.Equal(got, data) {
		t.Errorf("got %d bytes, %v", len(got), err)
	}
	var rows []byte
	if err := store.WriterForTest(db).QueryRowContext(t.Context(), `SELECT id || hex(data) || data FROM views`).Scan(&rows); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(rows, data) || bytes.Contains(rows, []byte(id)) {
		t.Errorf("the database tells what was asked: %q", rows)
	}
	if _, err := s.View(t.Context(), "unknown"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("got %v", err)
	}
	now = now.Add(time.Hour)
	if _, err := s.View(t.Context(), id); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("past its time: %v", err)
	}
	if _, err := s.KeepView(t.Context(), data, now.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	var left int
	if err := store.WriterForTest(db).QueryRowContext(t.Context(), `SELECT count(*) FROM views`).Scan(&left); err != nil || left != 1 {
		t.Errorf("%d views left, %v", left, err)
	}
}

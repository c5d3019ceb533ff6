package store_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"vigil/store"
	"vigil/store/storetest"
)

// written is a closed database with the fictional casebook in it.
func written(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "vigil.db")
	db, err := store.Open(t.Context(), path, store.Options{Now: storetest.Now})
	if err != nil {
		t.Fatal(err)
	}
	storetest.Load(t, db, store.Main, storetest.Fictional())
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// sqlite runs statements on the file as another program would.
func sqlite(t *testing.T, path string, statements ...string) {
	t.Helper()
	db := store.RawForTest(path)
	defer db.Close()
	for _, s := range statements {
		if _, err := db.ExecContext(t.Context(), s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

func overwrite(t *testing.T, path string, at int64, data []byte) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteAt(data, at); err != nil {
		t.Fatal(err)
	}
}

func TestOpenRefusesAndTouchesNothing(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		make func(t *testing.T) string
		want error
	}{
		{"newer", func(t *testing.T) string {
			p := written(t)
			sqlite(t, p, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (5, 1), (6, 1)`)
			return p
		}, &store.Newer{Have: 6, Want: 5}},
		{"half-migrated: a version is missing", func(t *testing.T) string {
			p := written(t)
			sqlite(t, p, `DELETE FROM goose_db_version WHERE version_id = 2`)
			return p
		}, store.ErrHalfMigrated},
		{"half-migrated: a table is missing", func(t *testing.T) string {
			p := written(t)
			sqlite(t, p, `DROP TABLE public_awards`)
			return p
		}, store.ErrHalfMigrated},
		{"half-migrated: a column is missing", func(t *testing.T) string {
			p := written(t)
			sqlite(t, p, `ALTER TABLE servers DROP COLUMN timezone`)
			return p
		}, store.ErrHalfMigrated},
		{"half-migrated: a later version's tables are not there", func(t *testing.T) string {
			p := written(t)
			sqlite(t, p, `DROP TABLE servers`, `DROP TABLE views`)
			return p
		}, store.ErrHalfMigrated},
		{"half-migrated: no versions", func(t *testing.T) string {
			p := written(t)
			sqlite(t, p, `DROP TABLE goose_db_version`)
			return p
		}, store.ErrHalfMigrated},
		{"another program's", func(t *testing.T) string {
			p := filepath.Join(t.TempDir(), "other.db")
			sqlite(t, p, `CREATE TABLE bookmarks (url TEXT)`)
			return p
		}, store.ErrForeign},
		{"not a database", func(t *testing.T) string {
			p := filepath.Join(t.TempDir(), "notes.txt")
			if err := os.WriteFile(p, []byte("these are notes and not a database, and they are kept"), 0o600); err != nil {
				t.Fatal(err)
			}
			return p
		}, store.ErrNotDatabase},
		{"cut off", func(t *testing.T) string {
			p := written(t)
			if err := os.Truncate(p, 3*4096+17); err != nil {
				t.Fatal(err)
			}
			return p
		}, store.ErrCorrupt},
		{"overwritten in the middle", func(t *testing.T) string {
			p := written(t)
			info, err := os.Stat(p)
			if err != nil {
				t.Fatal(err)
			}
			overwrite(t, p, info.Size()/8192*4096, bytes.Repeat([]byte{0x5a}, 8*4096))
			return p
		}, store.ErrCorrupt},
		{"first page overwritten", func(t *testing.T) string {
			p := written(t)
			overwrite(t, p, 100, bytes.Repeat([]byte{0x5a}, 2000))
			return p
		}, store.ErrCorrupt},
		{"a directory", func(t *testing.T) string { return t.TempDir() }, store.ErrIsDirectory},
		{"no directory", func(t *testing.T) string { return filepath.Join(t.TempDir(), "no", "vigil.db") }, store.ErrNoDirectory},
		{"a file for a directory", func(t *testing.T) string { return filepath.Join(written(t), "vigil.db") }, store.ErrNoDirectory},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			path := test.make(t)
			before := files(t, filepath.Dir(path))
			db, err := store.Open(t.Context(), path, store.Options{})
			if err == nil {
				db.Close()
				t.Fatal("it opened")
			}
			var want, got *store.Newer
			if errors.As(test.want, &want) {
				if !errors.As(err, &got) || *got != *want {
					t.Errorf("got %v, want %v", err, want)
				}
			} else if !errors.Is(err, test.want) {
				t.Errorf("got %v, want %v", err, test.want)
			}
			if after := files(t, filepath.Dir(path)); !equalFiles(before, after) {
				t.Errorf("the directory changed: %d files before, %d after", len(before), len(after))
			}
		})
	}
}

// files are all in a directory, with their contents.
func files(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	all := make(map[string][]byte)
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil // a directory that isn't there holds nothing
		}
		data, err := os.ReadFile(path)
		all[path] = data
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func equalFiles(a, b map[string][]byte) bool {
	if len(a) != len(b) {
		return false
	}
	for name, data := range a {
		if other, ok := b[name]; !ok || !bytes.Equal(data, other) {
			return false
		}
	}
	return true
}

func TestOpenLocked(t *testing.T) {
	t.Parallel()
	path := written(t)
	other := store.RawForTest(path)
	defer other.Close()
	for _, s := range []string{`PRAGMA locking_mode = EXCLUSIVE`, `BEGIN EXCLUSIVE`} {
		if _, err := other.ExecContext(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := other.ExecContext(t.Context(), `UPDATE casebooks SET title = 'x'`); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	_, err = store.Open(t.Context(), path, store.Options{Wait: 50 * time.Millisecond})
	if !errors.Is(err, store.ErrLocked) {
		t.Errorf("got %v, want %v", err, store.ErrLocked)
	}
	after, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(before, after) {
		t.Error("the file changed")
	}
}

// A read-only file is told apart from a missing one, also by somebody for whom
// permissions hold: the test runs again as nobody when it runs as root.
func TestOpenReadOnly(t *testing.T) {
	refused := func(dir string) {
		for _, name := range []string{"vigil.db", "new.db", "no-room-for-a-log.db"} {
			if _, err := store.Open(t.Context(), filepath.Join(dir, name), store.Options{}); !errors.Is(err, store.ErrReadOnly) {
				t.Errorf("%s: got %v, want %v", name, err, store.ErrReadOnly)
			}
		}
	}
	if dir := os.Getenv("VIGIL_TEST_READ_ONLY"); dir != "" {
		refused(dir)
		return
	}
	t.Parallel()
	dir := t.TempDir()
	for _, d := range []string{dir, filepath.Dir(dir)} {
		if err := os.Chmod(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	copyFile(t, written(t), filepath.Join(dir, "vigil.db"), 0o444)
	copyFile(t, written(t), filepath.Join(dir, "no-room-for-a-log.db"), 0o666)
	if err := os.Chmod(filepath.Join(dir, "no-room-for-a-log.db"), 0o666); err != nil {
		t.Fatal(err)
	}
	before := files(t, dir)
	if os.Geteuid() != 0 {
		if err := os.Chmod(dir, 0o555); err != nil {
			t.Fatal(err)
		}
		refused(dir)
	} else {
		self := filepath.Join(dir, "self")
		program, err := os.Executable()
		if err != nil {
			t.Fatal(err)
		}
		copyFile(t, program, self, 0o755)
		cmd := exec.CommandContext(t.Context(), self, "-test.run=^TestOpenReadOnly$")
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "VIGIL_TEST_READ_ONLY="+dir)
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("as nobody: %v\n%s", err, out)
		}
		if err := os.Remove(self); err != nil {
			t.Fatal(err)
		}
	}
	if !equalFiles(before, files(t, dir)) {
		t.Error("the directory changed")
	}
}

func copyFile(t *testing.T, from, to string, mode fs.FileMode) {
	t.Helper()
	data, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, data, mode); err != nil {
		t.Fatal(err)
	}
}

func TestOpenAtOnce(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "vigil.db")
	var wait sync.WaitGroup
	for range 6 {
		wait.Go(func() {
			db, err := store.Open(context.Background(), path, store.Options{Wait: 30 * time.Second})
			if err != nil {
				t.Errorf("open: %v", err)
				return
			}
			defer db.Close()
			if _, _, err := db.Servers().Of(context.Background(), "100"); err != nil {
				t.Errorf("use: %v", err)
			}
		})
	}
	wait.Wait()
}

func TestOpenOddNames(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"what?.db", "100%.db", "a b#c.db", "پرونده.db", ":memory:"} {
		path := filepath.Join(t.TempDir(), name)
		storetest.OpenAt(t, path)
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%q: %v, %v", name, info.Mode(), err)
		}
	}
}

package main

import (
	"database/sql"
	"os"
	"path/filepath"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3" // to spoil databases

	"vigil/internal/discordsim/simtest"
)

func TestCheck(t *testing.T) {
	t.Parallel()
	v := newTerminal(t)
	says(t, v.run(0, "check"), "configuration: in order", "0 casefiles", "Discord: not looked at", "all is well")
	v.run(0, "import", "--publish", fictional())
	says(t, v.run(0, "check"), "12 casefiles, 12 of them public, 12 revisions")
}

// A database that can't be used is said to be so, in words that tell what to
// do, by every command that needs one; and it is left as it was.
func TestDatabaseThatCannotBeUsed(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		spoil func(t *testing.T, file string)
		want  string
	}{
		"not a database": {func(t *testing.T, file string) {
			t.Helper()
			if err := os.WriteFile(file, []byte("to be, or not to be"), 0o600); err != nil {
				t.Fatal(err)
			}
		}, "it is not an SQLite database"},
		"another program's": {func(t *testing.T, file string) {
			t.Helper()
			remove(t, file)
			execute(t, file, `CREATE TABLE songs (title TEXT)`)
		}, "it is a database of another program"},
		"newer": {func(t *testing.T, file string) {
			t.Helper()
			execute(t, file, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)`)
		}, "newer version of Vigil"},
		"half-migrated": {func(t *testing.T, file string) {
			t.Helper()
			execute(t, file, `DROP TABLE revisions`)
		}, "half-migrated"},
		"damaged": {damage, "the database is damaged: restore a backup"},
		"a directory": {func(t *testing.T, file string) {
			t.Helper()
			remove(t, file)
			if err := os.Mkdir(file, 0o700); err != nil {
				t.Fatal(err)
			}
		}, "it is a directory"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := newTerminal(t)
			v.run(0, "import", "--publish", fictional())
			c.spoil(t, v.database)
			before, _ := os.ReadFile(v.database)
			for _, args := range [][]string{{"check"}, {"export"}, {"import", fictional()}, {"casebook", "list"}, {"run"}} {
				status, out := vigil(t, map[string]string{"VIGIL_DATABASE": v.database, "DISCORD_TOKEN": "invented", "DISCORD_API_URL": "http://127.0.0.1:1"}, args...)
				if status != 1 {
					t.Errorf("vigil %v: exit status %d:\n%s", args, status, out)
				}
				says(t, out, "vigil: ", v.database, c.want)
			}
			if after, _ := os.ReadFile(v.database); string(after) != string(before) {
				t.Error("the file was changed")
			}
		})
	}
}

func remove(t *testing.T, file string) {
	t.Helper()
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
}

// execute runs SQL on the database as no program should.
func execute(t *testing.T, file, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite3", file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), statement); err != nil {
		t.Fatal(err)
	}
}

// damage overwrites pages in the middle of the file.
func damage(t *testing.T, file string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i := len(data) / 3; i < 2*len(data)/3; i++ {
		data[i] = 0x5a
	}
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestCheckFindsWhatWasTamperedWith(t *testing.T) {
	t.Parallel()
	v := newTerminal(t)
	v.run(0, "import", "--publish", fictional())
	execute(t, v.database, `DELETE FROM public_casefiles WHERE casefile = 3`)
	says(t, v.run(1, "check"), "wrong in projections", "restore a backup, or export what is left")
}

func TestDatabaseElsewhere(t *testing.T) {
	t.Parallel()
	nowhere := filepath.Join(t.TempDir(), "missing", "vigil.db")
	status, out := vigil(t, map[string]string{"VIGIL_DATABASE": nowhere}, "check")
	if status != 1 {
		t.Errorf("exit status %d", status)
	}
	says(t, out, nowhere, "its directory does not exist")
}

// While another program writes, a command waits, then says so.
func TestDatabaseLocked(t *testing.T) {
	t.Parallel()
	v := newTerminal(t)
	v.run(0, "import", "--publish", fictional())
	release := lock(t, v.database)
	began := time.Now()
	says(t, v.run(1, "casebook", "new", "other"), "the database is locked by another program")
	if waited := time.Since(began); waited < time.Second {
		t.Errorf("it gave up after %v", waited)
	}
	release()
	v.run(0, "casebook", "new", "other")
}

// lock holds the right to write to the database until release is called.
func lock(t *testing.T, file string) (release func()) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+file+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	tx, err := db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return func() {
		tx.Rollback()
		db.Close()
	}
}

// Discord is looked at where there is a token.
func TestCheckDiscord(t *testing.T) {
	t.Parallel()
	sim := simtest.New(t)
	app := sim.AddApplication("invented-token")
	sim.AddServer("Press Watch").Install(app)
	environ := map[string]string{"VIGIL_DATABASE": filepath.Join(t.TempDir(), "vigil.db"), "DISCORD_API_URL": sim.URL(), "DISCORD_TOKEN": "invented-token"}
	status, out := vigil(t, environ, "check")
	if status != 0 {
		t.Errorf("exit status %d", status)
	}
	says(t, out, "logged in as Vigil (servers: 1, commands registered: 0)", "all is well")

	const missingAccess = 50001
	sim.Faults().Refuse(1, missingAccess, "GET /applications/*/guilds/*/commands")
	status, out = vigil(t, environ, "check")
	if status != 1 {
		t.Errorf("exit status %d where the commands are missing", status)
	}
	says(t, out, "server Press Watch (", "invited without its commands", "something is missing on 1 of 1 servers")
	saysNot(t, out, "all is well")

	environ["DISCORD_TOKEN"] = "another-token"
	status, out = vigil(t, environ, "check")
	if status != 1 {
		t.Errorf("exit status %d with a wrong token", status)
	}
	says(t, out, "Discord refused the token", "DISCORD_TOKEN is wrong or was reset")
	saysNot(t, out, "another-token")

	environ["DISCORD_API_URL"] = "http://127.0.0.1:1"
	status, out = vigil(t, environ, "check")
	if status != 1 {
		t.Errorf("exit status %d without a network", status)
	}
	says(t, out, "Discord: ", "refused")
	saysNot(t, out, "another-token")
}

// docs/operating.md says that VACUUM INTO makes a whole copy while the bot runs
// and others write.
func TestBackupByVacuum(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.load(fictional())
	s.start()
	file := filepath.Join(t.TempDir(), "backup.db")
	execute(t, s.database, `VACUUM INTO '`+file+`'`)
	copied := terminalAt{t, file}
	says(t, copied.run(0, "check"), "12 casefiles, 12 of them public, 12 revisions", "all is well")
	if _, all := s.vigil("export", "--all"); all != copied.run(0, "export", "--all") {
		t.Error("the copy says something else")
	}
}

package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"vigil/store"
)

// announcing is a terminal on a database with two channels of one server, in
// two time zones; the second is paused.
func announcing(t *testing.T) terminalAt {
	t.Helper()
	const server = "123456789012345678"
	v := newTerminal(t)
	v.run(0, "import", "--publish", fictional())
	v.run(0, "server", server, "--casebook", "main", "--home", "--timezone", "Asia/Tehran")
	db, err := store.Open(t.Context(), v.database, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, ch := range []store.Channel{
		{ID: "2001", Server: server, Kinds: store.AllAnnounced(), Hour: 9},
		{ID: "2002", Server: server, Kinds: []store.Announced{store.AnnouncedMilestone}, Hour: 20, Timezone: "America/Santiago", Paused: true},
	} {
		if err := db.Channels().Set(t.Context(), ch, "ada"); err != nil {
			t.Fatal(err)
		}
	}
	return v
}

func TestPreview(t *testing.T) {
	t.Parallel()
	v := announcing(t)
	out := v.run(0, "preview", "--on", "10 February 2026")
	says(t, out,
		"Channel 2001 on server 123456789012345678\n10 February 2026, 09:00 in Asia/Tehran, which is 2026-02-10 05:30 UTC\nA message about the day:\n  Arvand Nemoonehpour (fic-01-arvand-nemoonehpour): 3 years in custody",
		"Not announced:\n",
		"(fic-03-kaveh-farziyan): birth, 1988: its date is not known to the day",
		"(fic-11-roya-tasavvori): birth, 1950: the person died",
		"Channel 2002 on server 123456789012345678\n10 February 2026, 20:00 in America/Santiago, which is 2026-02-10 23:00 UTC\nNothing is posted there: an administrator paused the channel.\n",
		"(fic-01-arvand-nemoonehpour): days in custody, 10 February 2023: an administrator paused the channel",
	)
	// A Monday has a digest, with what is coming.
	out = v.run(0, "preview", "--on", "2026-02-09", "--channel", "2001")
	says(t, out, "The weekly digest:\n  Arvand Nemoonehpour (fic-01-arvand-nemoonehpour): coming on 10 February 2026: 3 years in custody", "not mentioned there for long")
	saysNot(t, out, "Channel 2002")
	// Long after the statuses were known, nothing is said by them.
	says(t, v.run(0, "preview", "--on", "2027-02-10", "--channel", "2001"), "Nothing is announced.\n", "the status on record is too old by that day")

	for _, c := range []struct {
		status int
		args   []string
		want   string
	}{
		{2, []string{"preview"}, "on"},
		{2, []string{"preview", "--on", "February 2026"}, "--on takes one day"},
		{2, []string{"preview", "--on", "03/04/2026"}, "--on takes one day"},
		{2, []string{"preview", "--on", "2026-02-10", "2001"}, `takes no "2001"`},
		{1, []string{"preview", "--on", "2026-02-10", "--channel", "7"}, "no announcements go to a channel 7"},
	} {
		says(t, v.run(c.status, c.args...), c.want)
	}
}

func TestPreviewInJSON(t *testing.T) {
	t.Parallel()
	v := announcing(t)
	var all []struct {
		Channel, Server, Day, Zone, Why string
		At                              time.Time
		Posts                           []struct {
			Kind  string
			Lines []struct{ Person, Kind, About, Subject, Occurrence, Date, Day, Why string }
		}
		LeftOut   []struct{ Person, About, Date, Day, Why string } `json:"left_out"`
		NotPublic *int                                             `json:"not_public"`
	}
	if err := json.Unmarshal([]byte(v.run(0, "preview", "--on", "2026-02-10", "--json")), &all); err != nil {
		t.Fatal(err)
	}
	if len(all) != 2 || all[0].Channel != "2001" || all[0].Zone != "Asia/Tehran" || all[0].Why != "" || *all[0].NotPublic != 0 ||
		!all[0].At.Equal(time.Date(2026, 2, 10, 5, 30, 0, 0, time.UTC)) {
		t.Fatalf("%+v", all)
	}
	if p := all[0].Posts; len(p) != 1 || p[0].Kind != "day" || len(p[0].Lines) != 1 || p[0].Lines[0].Person != "fic-01-arvand-nemoonehpour" ||
		p[0].Lines[0].Kind != "milestone" || p[0].Lines[0].About != "custody" || p[0].Lines[0].Occurrence != "years/3" || p[0].Lines[0].Day != "2026-02-10" {
		t.Errorf("%+v", p)
	}
	if all[1].Why != "paused" || len(all[1].Posts) != 0 || len(all[1].LeftOut) == 0 {
		t.Errorf("%+v", all[1])
	}
}

// A preview writes nothing: not into the database, nor beside it.
func TestPreviewWritesNothing(t *testing.T) {
	t.Parallel()
	v := announcing(t)
	before, err := os.ReadFile(v.database)
	if err != nil {
		t.Fatal(err)
	}
	v.run(0, "preview", "--on", "2026-02-09")
	after, err := os.ReadFile(v.database)
	if err != nil {
		t.Fatal(err)
	}
	if string(before) != string(after) {
		t.Error("the database was changed")
	}
	if beside, err := filepath.Glob(filepath.Join(filepath.Dir(v.database), "*")); err != nil || len(beside) != 1 {
		t.Errorf("beside it: %v, %v", beside, err)
	}
	empty := newTerminal(t)
	says(t, empty.run(1, "preview", "--on", "2026-02-09"), "there is no database yet")
	if _, err := os.Stat(empty.database); !os.IsNotExist(err) {
		t.Error("a database was made")
	}
	empty.run(0, "casebook", "list")
	says(t, empty.run(0, "preview", "--on", "2026-02-09"), "No channel was set up for announcements.")
}

func TestJobs(t *testing.T) {
	t.Parallel()
	v := newTerminal(t)
	says(t, v.run(0, "jobs"), "no job was ever done here")
	says(t, v.run(1, "jobs", "run", "plan"), `no job is called "plan"`)
	says(t, v.run(2, "jobs", "run"), "takes one name of a job")
	says(t, v.run(2, "jobs", "stop"), `has no command "stop"`)
	db, err := store.Open(t.Context(), v.database, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	jobs := db.Jobs()
	if mine, err := jobs.Take(t.Context(), "plan", "test", time.Minute); err != nil || !mine {
		t.Fatal(mine, err)
	}
	says(t, v.run(0, "jobs"), "NAME", "plan  never", "under way")
	if err := jobs.Done(t.Context(), "plan", "test", 1500*time.Millisecond, "the disk is full"); err != nil {
		t.Fatal(err)
	}
	says(t, v.run(0, "jobs"), "plan  never           1.5s  failed: the disk is full")
	says(t, v.run(0, "jobs", "run", "plan"), "plan is asked for")
	says(t, v.run(0, "jobs"), "asked for")
}

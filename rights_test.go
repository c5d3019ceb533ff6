package main

import (
	"strings"
	"testing"
)

func TestCasebooks(t *testing.T) {
	t.Parallel()
	v := newTerminal(t)
	says(t, v.run(0, "casebook", "list"), "NAME", "main")
	v.run(0, "casebook", "new", "second")
	says(t, v.run(0, "casebook", "list"), "second  0          0       –     no")
	says(t, v.run(1, "casebook", "new", "second"), "second")
	says(t, v.run(1, "casebook", "new", "Second Book"), "1 to 40 of a–z")
	says(t, v.run(1, "casebook", "new", "server-1"), "not with “server-”")
	says(t, v.run(2, "casebook", "new"), "takes one name of a casebook")
	says(t, v.run(2, "casebook", "new", "a", "b"), "takes one name of a casebook")

	v.run(0, "casebook", "open", "second")
	says(t, v.run(0, "casebook", "list"), "second  0          0       –     yes")
	v.run(0, "casebook", "open", "--close", "second")
	says(t, v.run(0, "casebook", "list"), "second  0          0       –     no")

	code := strings.TrimSpace(v.run(0, "casebook", "code", "second"))
	if len(code) < 10 || code != strings.TrimSpace(v.run(0, "casebook", "code", "second")) {
		t.Errorf("the read code %q is short, or another each time", code)
	}
	if code == strings.TrimSpace(v.run(0, "casebook", "code", "main")) {
		t.Error("two casebooks have one code")
	}
	for _, verb := range []string{"open", "code"} {
		says(t, v.run(1, "casebook", verb, "nowhere"), `there is no casebook "nowhere"`)
	}
	says(t, v.run(2, "casebook", "shred"), `has no command "shred"`)
	says(t, v.run(0, "casebook"), "list", "new", "open", "code")
}

func TestServer(t *testing.T) {
	t.Parallel()
	const id = "123456789012345678"
	v := newTerminal(t)
	v.run(0, "import", "--publish", fictional())
	says(t, v.run(0, "server", id), "reads and curates casebook server-"+id+" (0 casefiles, 0 public)", "language the program's")
	says(t, v.run(0, "server", id, "--casebook", "main", "--home"), "reads and curates casebook main (12 casefiles, 12 public)")
	says(t, v.run(0, "casebook", "list"), id)
	says(t, v.run(0, "server", id, "--language", "fa", "--calendar", "both", "--timezone", "Asia/Tehran", "--private"),
		"language fa, calendar both, time zone Asia/Tehran, private answers: yes")
	says(t, v.run(0, "server", "--private=false", id), "private answers: no", "language fa")
	says(t, v.run(0, "server", id, "--casebook", "main"), "casebook main")

	// What is wrong is said, and nothing of the line is done.
	for _, c := range []struct {
		status int
		args   []string
		want   string
	}{
		{2, []string{"server"}, "takes one"},
		{2, []string{"server", "Press Watch"}, "is no server's id"},
		{2, []string{"server", "0"}, "is no server's id"},
		{2, []string{"server", id, "--home"}, "--home goes with --casebook"},
		{1, []string{"server", id, "--casebook", "nowhere"}, `there is no casebook "nowhere"`},
		{2, []string{"server", id, "--language", "xx"}, "there are en fa"},
		{2, []string{"server", id, "--calendar", "mayan"}, "gregorian, solar_hijri and both"},
		{2, []string{"server", id, "--timezone", "Teheran"}, "Asia/Tehran"},
		{2, []string{"server", id, "--casebook", "main", "--home", "--language", "en", "--timezone", "Local"}, "there is no time zone"},
	} {
		before := v.run(0, "server", id)
		says(t, v.run(c.status, c.args...), c.want)
		if after := v.run(0, "server", id); after != before {
			t.Errorf("vigil %v was refused and changed something:\n%s\n%s", c.args, before, after)
		}
	}
}

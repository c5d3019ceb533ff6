package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestVersion(t *testing.T) {
	t.Parallel()
	status, out := vigil(t, nil, "version")
	if status != 0 || !strings.HasPrefix(out, "vigil ") {
		t.Errorf("exit status %d: %q", status, out)
	}
}

// Help names every command, and its exit status is 0.
func TestHelp(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"help"}, {"--help"}, {"-h"}, {}} {
		status, out := vigil(t, nil, args...)
		if status != 0 {
			t.Errorf("vigil %v: exit status %d", args, status)
		}
		for _, c := range (program{}).commands().Commands {
			says(t, out, "\n   "+c.Name)
		}
	}
	for _, c := range (program{}).commands().Commands {
		status, out := vigil(t, nil, c.Name, "--help")
		if status != 0 || !strings.Contains(out, c.Usage) {
			t.Errorf("vigil %s --help: exit status %d:\n%s", c.Name, status, out)
		}
	}
}

// A command line that isn't understood changes nothing and ends with 2.
func TestMisuse(t *testing.T) {
	t.Parallel()
	v := newTerminal(t)
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"pubish"}, `vigil has no command "pubish"`},
		{[]string{"casebook", "lst"}, `has no command "lst"`},
		{[]string{"--wrong"}, "wrong"},
		{[]string{"export", "--al"}, "al"},
		{[]string{"version", "--x"}, "x"},
		{[]string{"run", "--token=abc"}, "token"},
	} {
		out := v.run(2, c.args...)
		says(t, out, c.want, "vigil help says what there is.")
		if strings.Count(out, "\n") > 3 {
			t.Errorf("vigil %v: says more than what is wrong:\n%s", c.args, out)
		}
	}
	if _, err := os.Stat(v.database); !os.IsNotExist(err) {
		t.Error("a database was made")
	}
}

// Words that a command has no use for are a mistake, not passed over.
func TestSuperfluousWords(t *testing.T) {
	t.Parallel()
	for _, command := range []string{"version", "check", "export", "run", "demo"} {
		status, out := vigil(t, map[string]string{"VIGIL_DATABASE": filepath.Join(t.TempDir(), "v.db")}, command, "fictional.json")
		if status != 2 {
			t.Errorf("vigil %s fictional.json: exit status %d:\n%s", command, status, out)
		}
	}
}

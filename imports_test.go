package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// mayImport says which of our packages each of our packages may import, tests
// left aside. A package that isn't listed here may not exist.
func mayImport() map[string][]string {
	return map[string][]string{
		"internal/calendar":   {},
		"internal/names":      {},
		"internal/locale":     {},
		"internal/config":     {},
		"internal/discordsim": {},

		"internal/casefile": {"internal/calendar"},
		"internal/occasion": {"internal/casefile", "internal/calendar"},
		"internal/entry":    {"internal/casefile", "internal/calendar"},
		"internal/sheet":    {"internal/entry", "internal/casefile", "internal/calendar", "internal/names", "internal/locale"},
		"store/migrations":  {},
		"store/starter":     {},
		"store":             {"internal/casefile", "internal/calendar", "internal/names", "internal/occasion", "store/migrations"},
		"internal/card":     {"internal/casefile", "internal/calendar", "internal/occasion", "internal/locale"},
		"internal/picture":  {"internal/casefile", "internal/calendar", "internal/card", "internal/locale"},
		"internal/answer":   {"internal/casefile", "internal/calendar", "internal/names", "internal/card", "internal/locale", "store"},
		"commands":          {"internal/answer", "internal/casefile", "internal/calendar", "internal/entry", "internal/sheet", "store", "internal/card", "internal/picture", "internal/locale"},
		"jobs":              {"commands", "internal/casefile", "internal/calendar", "internal/occasion", "store", "internal/card", "internal/locale"},
		"bot":               {"commands", "internal/casefile", "internal/card", "internal/locale", "store"},

		// For tests and rehearsals only; the program does not contain them.
		"store/storetest":             {"store"},
		"internal/discordsim/simtest": {"internal/discordsim"},
		"test/rehearsal":              {"internal/discordsim"},

		"": {"internal/answer", "bot", "commands", "jobs", "store", "store/starter", "internal/casefile", "internal/calendar", "internal/card", "internal/sheet", "internal/config", "internal/discordsim", "internal/locale"},
	}
}

// mayReach says which packages alone may import a library that belongs to one
// side of the house.
func mayReach() map[string][]string {
	return map[string][]string{
		"github.com/bwmarrin/discordgo": {"bot"},
		"github.com/mattn/go-sqlite3":   {"store"},
		"github.com/pressly/goose/v3":   {"store"},
		"database/sql":                  {"store"},
		"github.com/robfig/cron/v3":     {"jobs"},
	}
}

func TestWhoImportsWhom(t *testing.T) {
	t.Parallel()
	packages := listPackages(t)
	if len(packages) < len(mayImport())-3 {
		t.Fatalf("go list found only %d packages", len(packages))
	}
	for _, p := range packages {
		name := strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, "vigil"), "/")
		allowed, known := mayImport()[name]
		if !known {
			t.Errorf("package %q is not in the table of who may import whom", name)
			continue
		}
		for _, path := range p.Imports {
			if ours, ok := strings.CutPrefix(path, "vigil/"); ok && !slices.Contains(allowed, ours) {
				t.Errorf("package %q may not import %q", name, ours)
			}
			if only, ok := mayReach()[path]; ok && !slices.Contains(only, name) {
				t.Errorf("package %q may not import %q", name, path)
			}
		}
	}
}

type listed struct {
	ImportPath string
	Imports    []string
}

func listPackages(t *testing.T) []listed {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports", "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []listed
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		err := dec.Decode(&p)
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

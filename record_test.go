package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vigil/store/storetest"
)

// terminalAt is a command line on a database of its own.
type terminalAt struct {
	t        *testing.T
	database string
}

func newTerminal(t *testing.T) terminalAt {
	return terminalAt{t, filepath.Join(t.TempDir(), "vigil.db")}
}

// run runs a command line that must end with that status.
func (c terminalAt) run(status int, args ...string) string {
	c.t.Helper()
	got, out := vigil(c.t, map[string]string{"VIGIL_DATABASE": c.database}, args...)
	if got != status {
		c.t.Fatalf("vigil %v: exit status %d, want %d:\n%s", args, got, status, out)
	}
	return out
}

// says fails the test where the output lacks one of the texts.
func says(t *testing.T, out string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(out, w) {
			t.Errorf("%q is not in:\n%s", w, out)
		}
	}
}

// saysNot fails the test where the output has one of the texts.
func saysNot(t *testing.T, out string, no ...string) {
	t.Helper()
	for _, w := range no {
		if strings.Contains(strings.ToLower(out), strings.ToLower(w)) {
			t.Errorf("%q is in:\n%.2000s", w, out)
		}
	}
}

func TestImportTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	c := newTerminal(t)
	says(t, c.run(0, "import", "--publish", "--dry-run", fictional()), "12 new, 0 changed, 0 unchanged, 0 refused", "nothing was written")
	says(t, c.run(0, "casebook", "list"), "main  0          0")
	says(t, c.run(0, "import", "--publish", fictional()), "12 new, 0 changed, 0 unchanged, 0 refused")
	says(t, c.run(0, "import", "--publish", fictional()), "0 new, 0 changed, 12 unchanged, 0 refused")
	says(t, c.run(0, "import", fictional()), "12 unchanged")
	says(t, c.run(0, "casebook", "list"), "main  12         12")
	says(t, c.run(0, "check"), "12 casefiles, 12 of them public, 12 revisions", "all is well")
}

func TestImportWithoutPublishMakesDrafts(t *testing.T) {
	t.Parallel()
	c := newTerminal(t)
	says(t, c.run(0, "import", fictional()), "12 new")
	says(t, c.run(0, "casebook", "list"), "main  12         0")
	saysNot(t, c.run(0, "export"), "fic-01")
	says(t, c.run(0, "import", "--publish", fictional()), "0 new, 12 changed")
	says(t, c.run(0, "casebook", "list"), "main  12         12")
}

func TestImportStarter(t *testing.T) {
	t.Parallel()
	c := newTerminal(t)
	says(t, c.run(0, "import", "--starter", "--publish"), "starter casebook: 19 new")
	says(t, c.run(0, "casebook", "new", "other"))
	says(t, c.run(0, "import", "--starter", "--casebook", "other", fictional()), "12 new", "19 new")
	says(t, c.run(0, "casebook", "list"), "main   19         19", "other  31         0")
}

// record is a casebook file of one casefile, whose members may be replaced or
// added to; nil takes one away.
func record(t *testing.T, members string) string {
	t.Helper()
	c := map[string]any{}
	for _, text := range []string{`{"slug": "tara-mesaal", "visibility": "public", "person": {"name": "Tara Mesaal"}, "country": "XX",
		"status": {"code": "imprisoned", "as_of": "2025-10", "sources": ["s"]}, "sources": [{"id": "s", "publisher": "Invented Wire"}]}`, members} {
		if err := json.Unmarshal([]byte(text), &c); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
	}
	data, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// book is a casebook file of those casefiles, each on a line of its own from
// the second on.
func book(casefiles ...string) string {
	return `{"format": "vigil-casebook/1", "casefiles": [` + "\n" + strings.Join(casefiles, ",\n") + "\n]}\n"
}

// A bad record is refused with its place and reason, and the good ones around
// it land all the same.
func TestImportRefusesOneRecord(t *testing.T) {
	t.Parallel()
	good := func(n int) string {
		return record(t, fmt.Sprintf(`{"slug": "good-%d", "person": {"name": "Good Sample %d"}}`, n, n))
	}
	for name, c := range map[string]struct {
		bad  string
		want []string
	}{
		"unknown member":     {record(t, `{"sentances": []}`), []string{"sentances", "sentences"}},
		"unknown code":       {record(t, `{"status": {"code": "imprisond"}}`), []string{"/status/code", "imprisoned"}},
		"wrong type":         {record(t, `{"country": 7}`), []string{"/country"}},
		"wrong type deep":    {record(t, `{"sentences": [{"id": "a", "penalties": {"kind": "ban"}}]}`), []string{"/sentences/0/penalties"}},
		"dangling source":    {record(t, `{"events": [{"id": "e", "kind": "arrest", "date": "2024", "sources": ["nowhere"]}]}`), []string{"/events/0/sources/0", "nowhere"}},
		"dangling charge":    {record(t, `{"sentences": [{"id": "a", "charges": ["none"], "sources": ["s"]}]}`), []string{"/sentences/0/charges/0", "none"}},
		"circle":             {record(t, `{"sentences": [{"id": "a", "supersedes": "b", "sources": ["s"]}, {"id": "b", "supersedes": "a", "sources": ["s"]}]}`), []string{"/sentences/"}},
		"date":               {record(t, `{"events": [{"id": "e", "kind": "arrest", "date": "May 2024", "sources": ["s"]}]}`), []string{"/events/0/date"}},
		"no such day":        {record(t, `{"events": [{"id": "e", "kind": "arrest", "date": "2023-02-29", "sources": ["s"]}]}`), []string{"/events/0/date"}},
		"term":               {record(t, `{"sentences": [{"id": "a", "penalties": [{"kind": "imprisonment", "term": "8 years"}], "sources": ["s"]}]}`), []string{"/sentences/0/penalties/0/term"}},
		"duplicate id":       {record(t, `{"sources": [{"id": "s", "publisher": "A"}, {"id": "s", "publisher": "B"}]}`), []string{"/sources/1"}},
		"script as address":  {record(t, `{"sources": [{"id": "s", "publisher": "A", "url": "javascript:alert(1)"}]}`), []string{"/sources/0/url"}},
		"turned about":       {record(t, `{"person": {"name": "Tara \u202elaaseM"}}`), []string{"/person/name"}},
		"no slug":            {record(t, `{"slug": ""}`), []string{"/slug"}},
		"huge name":          {record(t, `{"person": {"name": "`+strings.Repeat("x", 100_000)+`"}}`), []string{"/person/name"}},
		"no person":          {`{"slug": "nobody", "visibility": "public"}`, []string{"person"}},
		"not an object":      {`"tara"`, nil},
		"nothing":            {`null`, nil},
		"duplicate key":      {strings.Replace(record(t, `{}`), `{`, `{"country": "IR", `, 1), []string{"/country"}},
		"duplicate slug":     {good(1), []string{"good-1"}},
		"deep nesting":       {`{"slug": "deep", "person": ` + strings.Repeat(`[`, 5000) + strings.Repeat(`]`, 5000) + `}`, nil},
		"broken surrogate":   {record(t, `{}`)[:1] + `"note": "\ud800", ` + record(t, `{}`)[1:], nil},
		"published as draft": {record(t, `{"visibility": "publik"}`), []string{"/visibility", "public"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c2 := newTerminal(t)
			file := write(t, "book.json", book(good(1), c.bad, good(2)))
			out := c2.run(1, "import", "--publish", file)
			says(t, out, file+":3: record 2", "2 new, 0 changed, 0 unchanged, 1 refused\n", "1 record was refused; the others are in")
			says(t, out, c.want...)
			if len(out) > 5000 {
				t.Errorf("the report is %d bytes long", len(out))
			}
			exported := c2.run(0, "export", "--all")
			says(t, exported, "good-1", "good-2")
			saysNot(t, exported, "tara-mesaal")
		})
	}
}

// What isn't a casebook file at all is said with its place; what was read until
// then is kept, and running it again is safe.
func TestImportOfBrokenFiles(t *testing.T) {
	t.Parallel()
	whole, err := os.ReadFile(fictional())
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		content string
		want    string
	}{
		"empty":         {"", ":"},
		"not JSON":      {"slug,name\na,b\n", "line 1, column 1"},
		"truncated":     {string(whole[:len(whole)/2]), "5 new"},
		"no format":     {`{"casefiles": []}`, "format"},
		"newer format":  {`{"format": "vigil-casebook/2", "casefiles": []}`, "vigil-casebook/2"},
		"a list":        {`[]`, ":"},
		"deep":          {strings.Repeat("[", 1_000_000), ":"},
		"deep inside":   {`{"format": "vigil-casebook/1", "title": ` + strings.Repeat("[", 1_000_000), ":"},
		"binary":        {"\x00\xff\xfe\x01", ":"},
		"after its end": {book() + "{}", ":"},
		"member twice":  {`{"format": "vigil-casebook/1", "format": "vigil-casebook/1", "casefiles": []}`, "format"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := newTerminal(t)
			file := write(t, "broken.json", c.content)
			out := v.run(1, "import", "--publish", file)
			says(t, out, "vigil: "+file, c.want)
			if len(out) > 2000 {
				t.Errorf("the report is %d bytes long", len(out))
			}
			says(t, v.run(0, "check"), "all is well")
		})
	}
}

func TestImportNeedsAFile(t *testing.T) {
	t.Parallel()
	v := newTerminal(t)
	says(t, v.run(2, "import"), "takes at least one file")
	missing := v.run(1, "import", filepath.Join(t.TempDir(), "nothing.json"))
	says(t, missing, "nothing.json", "no such file")
	if strings.Contains(missing, "refused") {
		t.Errorf("counts the records of a file that isn't there: %s", missing)
	}
	says(t, v.run(1, "import", t.TempDir()), "is a directory")
	says(t, v.run(1, "import", "--casebook", "nowhere", fictional()), `there is no casebook "nowhere"`, "vigil casebook list")
	says(t, v.run(2, "import", "--pubish", fictional()), "pubish")
}

// What goes in comes out: export --all of a published file says what the file
// says, and can be loaded elsewhere without change.
func TestExportAllIsWhatWasImported(t *testing.T) {
	t.Parallel()
	for name, file := range map[string]string{
		"fictional": fictional(), "seed": storetest.Seed(), "starter": filepath.Join("store", "starter", "starter-casebook.json"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := newTerminal(t)
			says(t, v.run(0, "import", "--publish", file), "0 refused")
			out := filepath.Join(t.TempDir(), "out.json")
			v.run(0, "export", "--all", "--out", out)
			if diff := cmp.Diff(plain(t, file), plain(t, out)); diff != "" {
				t.Errorf("-imported +exported:\n%s", diff)
			}
			if info, err := os.Stat(out); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("others may read the export: %v %v", info.Mode(), err)
			}
			other := newTerminal(t)
			says(t, other.run(0, "import", "--publish", out), "0 refused")
			if again := other.run(0, "export", "--all"); again != v.run(0, "export", "--all") {
				t.Error("the second export differs from the first")
			}
			says(t, v.run(1, "export", "--out", out), "exists")
		})
	}
}

// plain is a casebook file as Go has JSON, with the casefiles by slug.
func plain(t *testing.T, file string) any {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]any
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	bySlug := map[string]any{}
	for _, c := range all["casefiles"].([]any) {
		bySlug[c.(map[string]any)["slug"].(string)] = c
	}
	all["casefiles"] = bySlug
	return all
}

// A public export has nothing in it that isn't public.
func TestExportIsPublic(t *testing.T) {
	t.Parallel()
	v := newTerminal(t)
	v.run(0, "import", "--publish", fictional(), write(t, "hidden.json", book(
		record(t, `{"slug": "canary-draft", "visibility": "draft", "person": {"name": "Canary Draft"}}`),
		record(t, `{"slug": "canary-embargoed", "visibility": "embargoed", "person": {"name": "Canary Embargoed"}}`),
		record(t, `{"slug": "canary-withdrawn", "visibility": "withdrawn", "person": {"name": "Canary Withdrawn"}}`),
	)))
	out := v.run(0, "export")
	says(t, out, "fic-05-bardia-afsanehnia", "outside the country")
	saysNot(t, out, "canary", "farzburg", "penhan")
	says(t, v.run(0, "export", "--all"), "CANARY-7431", "canary-draft", "canary-embargoed")
	says(t, v.run(1, "export", "--casebook", "nowhere"), "vigil casebook list")
}

// Nothing is said of other records where there are none.
func TestImportRefusesAll(t *testing.T) {
	t.Parallel()
	term := newTerminal(t)
	file := write(t, "book.json", book(`{"slug": "alone"}`))
	says(t, term.run(1, "import", file), "0 new, 0 changed, 0 unchanged, 1 refused\n", "1 record was refused; there are no others")
}

// The audit trail is exported, and says what the terminal did.
func TestExportAudit(t *testing.T) {
	t.Parallel()
	c := newTerminal(t)
	c.run(0, "import", "--publish", fictional())
	c.run(0, "export", "--all")
	c.run(0, "casebook", "open", "main")
	var acts []string
	for line := range strings.Lines(c.run(0, "export", "--audit")) {
		var a struct{ By, Action, Casebook, Detail string }
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		acts = append(acts, strings.TrimSpace(strings.Join([]string{a.Casebook, a.By, a.Action, a.Detail}, " ")))
	}
	want := []string{"main terminal import 12 new, 0 changed, 0 unchanged, 0 refused", "main terminal export-all", "main terminal setup open to all: true"}
	if diff := cmp.Diff(want, acts); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	c.run(0, "casebook", "new", "second")
	says(t, c.run(0, "export", "--audit", "--casebook", "second"), `"n":1`, "made casebook second")
	out := filepath.Join(t.TempDir(), "trail.jsonl")
	c.run(0, "export", "--audit", "--out", out)
	if info, err := os.Stat(out); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may read the trail: %v, %v", info, err)
	}
	says(t, c.run(2, "export", "--audit", "--all"), "two different exports")
}

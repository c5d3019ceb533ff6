package main

import (
	"strings"
	"testing"
)

const people = "Full name;Land, today;Now;Punishment;Where\n" +
	"Anna Farzi;Iran;on bail;\"8 years prison; 74 lashes\";https://example.invalid/1\n" +
	"Bob \"Farzi;Iran;;;\n" +
	"Cleo Farzi;Utopia;;;https://example.invalid/3\n" +
	"\"Dora\nFarzi\";Iran;;;\n" +
	"Eve Farzi;Iran;;8 parsecs prison;\n" +
	"Anna Farzi;Iran;;;\n"

// A table is loaded with a map of its columns, which is remembered. Every row
// that is refused is reported with its place, and keeps no other from landing.
func TestImportTable(t *testing.T) {
	t.Parallel()
	c := newTerminal(t)
	file := write(t, "people.csv", "\xef\xbb\xbf"+strings.ReplaceAll(people, "\n", "\r\n"))
	columns := []string{"import", "--column", "Land, today = country", "--column", "Now=status", "--column", "Punishment = penalties", "--column", "Where=source"}
	for _, dry := range []bool{true, false} {
		args := append([]string{}, columns...)
		if dry {
			args = append(args, "--dry-run")
		}
		out := c.run(1, append(args, file)...)
		says(t, out, "columns: Full name = name; Land, today = country; Now = status; Punishment = penalties; Where = source\n",
			file+":4: row 4 (Cleo Farzi): Column “Land, today”: “Utopia”.",
			file+":7: row 6 (Eve Farzi): Column “Punishment”: “8 parsecs prison”.",
			file+":8: row 7 (Anna Farzi): Column “Full name”: “Anna Farzi”. Row 2 comes to the same short name.",
			"3 new, 0 changed, 0 unchanged, 3 refused", "3 records were refused")
		if dry != strings.Contains(out, "nothing was written") {
			t.Errorf("dry %t: %s", dry, out)
		}
	}
	says(t, c.run(0, "casebook", "list"), "main  3          0")
	says(t, c.run(0, "export", "--all"), `"term": "P8Y"`, `"count": 74`, "https://example.invalid/1", `"visibility": "draft"`)
	says(t, c.run(1, "import", file), "Land, today = country", "0 new, 0 changed, 3 unchanged, 3 refused")
	says(t, c.run(1, "import", "--column", "Where=", file), "left out: Where", file+":2: row 2 (anna-farzi): is on record with more than this says", "2 unchanged, 4 refused")

	out := c.run(1, "import", "--publish", "--column", "Where=source", file)
	says(t, out, file+":3: row 3 (bob-farzi) at /sources", file+":5: row 5 (dora-farzi) at /sources", "0 new, 1 changed, 0 unchanged, 5 refused")
	says(t, c.run(0, "casebook", "list"), "main  3          1")
	says(t, c.run(0, "check"), "all is well")
}

// Whoever has the name of somebody on record, and surely is somebody else, is
// refused; a table in another casebook has nothing to do with it.
func TestImportTableOfNamesakes(t *testing.T) {
	t.Parallel()
	c := newTerminal(t)
	c.run(0, "import", write(t, "book.json", book(record(t, `{}`))))
	file := write(t, "people.csv", "name,country,slug\nTara Mesaal,Iran,\nTara M\u200besaal,Iran,\nTara Mesaal,Iran,tara-two\n")
	says(t, c.run(1, "import", file), file+":2: row 2 (Tara Mesaal): Column “name”", "Somebody else of that name is on record as tara-mesaal",
		file+":3: row 3 (", "1 new, 0 changed, 0 unchanged, 2 refused")
	c.run(0, "casebook", "new", "other")
	says(t, c.run(1, "import", "--casebook", "other", file), "2 new, 0 changed, 0 unchanged, 1 refused")
}

// What is no table, or can't be understood, is said with what to do.
func TestImportOfBrokenTables(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		content string
		args    []string
		want    []string
	}{
		"no name":         {"a,b\n1,2\n", nil, []string{"No column is said to be the name", "Its headings are: a, b.", "--column"}},
		"no such column":  {"name,b\nA,2\n", []string{"--column", "c=country"}, []string{"“c” is no column"}},
		"no such field":   {"name,b\nA,2\n", []string{"--column", "b=shoe size"}, []string{"“shoe size” is nothing that a column can be"}},
		"two names":       {"name,b\nA,2\n", []string{"--column", "b=country", "--column", "b=name"}, []string{"“b”"}},
		"packed":          {"PK\x03\x04\x00\x00", nil, []string{"This file is packed"}},
		"binary":          {"name\n\x00\x01", nil, []string{"This is no text"}},
		"another writing": {"name\nAnna\xe9\n", nil, []string{"not in UTF-8"}},
		"too many rows":   {"name\n" + strings.Repeat("a\n", 10_001), nil, []string{"10,000"}},
		"too large":       {"name\n" + strings.Repeat("a", 65<<20), nil, []string{"at most 64 MB"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newTerminal(t)
			file := write(t, "people.csv", tc.content)
			out := c.run(1, append(append([]string{"import"}, tc.args...), file)...)
			says(t, out, append(tc.want, "vigil: "+file)...)
			if len(out) > 2000 {
				t.Errorf("the report is %d bytes long", len(out))
			}
			says(t, c.run(0, "casebook", "list"), "main  0 ")
		})
	}
}

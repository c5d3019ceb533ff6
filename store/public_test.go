package store_test

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/mattn/go-sqlite3"

	"vigil/internal/casefile"
	"vigil/store"
	"vigil/store/storetest"
)

// fictional is a database with the fictional casebook as main.
func fictional(t *testing.T) (*store.DB, store.Access) {
	t.Helper()
	db := storetest.Open(t)
	return db, storetest.Load(t, db, store.Main, storetest.Fictional())
}

const arvand = "fic-01-arvand-nemoonehpour"

// edit changes a stored casefile and saves it.
func edit(t *testing.T, db *store.DB, book store.CasebookID, slug string, change func(*casefile.Casefile)) store.Version {
	t.Helper()
	c, err := db.Curation().Casefile(t.Context(), book, slug)
	if err != nil {
		t.Fatal(err)
	}
	change(c.Casefile)
	v, err := db.Curation().Save(t.Context(), book, c.Casefile, c.Version, "curator", "a test")
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestPublicPoolReadsNothingElse(t *testing.T) {
	t.Parallel()
	db, _ := fictional(t)
	tables := allTables(t, db)
	if len(tables) < 25 {
		t.Fatalf("only %d tables: %v", len(tables), tables)
	}
	pool := store.PublicForTest(db)
	for _, table := range tables {
		allowed := strings.HasPrefix(table, "public_")
		for _, query := range []string{
			`SELECT * FROM "` + table + `"`,
			`SELECT count(*) FROM "` + table + `"`,
			`SELECT 1 WHERE EXISTS (SELECT 1 FROM "` + table + `")`,
			`WITH x AS (SELECT * FROM "` + table + `") SELECT * FROM x`,
		} {
			err := run(t, pool, query)
			if denied := isDenied(err); denied == allowed {
				t.Errorf("%s: %v", query, err)
			}
		}
	}
	for _, query := range []string{
		`SELECT sql FROM sqlite_master`, `SELECT * FROM sqlite_schema`, `SELECT * FROM pragma_table_info('casefiles')`,
		`PRAGMA table_info(casefiles)`, `PRAGMA query_only = 0`, `PRAGMA writable_schema = 1`,
		`ATTACH ':memory:' AS m`, `CREATE TEMP TABLE public_x (a)`, `DELETE FROM public_names`,
		`UPDATE public_state SET seq = 0`, `INSERT INTO public_fts (public_fts) VALUES ('rebuild')`,
		`VACUUM`, `SELECT * FROM json_each('[1]')`,
		`SELECT p.name FROM public_casefiles p JOIN casefiles c ON c.id = p.casefile`,
	} {
		if err := run(t, pool, query); !isDenied(err) {
			t.Errorf("%s: %v, want it denied", query, err)
		}
	}
}

func TestPublicPoolHasNoDangerousFunctions(t *testing.T) {
	t.Parallel()
	pool := store.PublicForTest(storetest.Open(t))
	for _, query := range []string{`SELECT fts3_tokenizer('simple')`, `SELECT load_extension('x')`} {
		if err := run(t, pool, query); err == nil {
			t.Errorf("%s: allowed", query)
		}
	}
}

func allTables(t *testing.T, db *store.DB) []string {
	t.Helper()
	rows, err := store.WriterForTest(db).QueryContext(t.Context(), `SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var tables []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		tables = append(tables, name)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return tables
}

func run(t *testing.T, pool *sql.DB, query string) error {
	t.Helper()
	rows, err := pool.QueryContext(t.Context(), query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		continue
	}
	return rows.Err()
}

func isDenied(err error) bool {
	var e sqlite3.Error
	return errors.As(err, &e) && e.Code == sqlite3.ErrAuth
}

func TestNothingConfidentialIsInAPublicTable(t *testing.T) {
	t.Parallel()
	db, access := fictional(t)
	pool := store.PublicForTest(db)
	canaries := 0
	for _, table := range allTables(t, db) {
		readable := strings.HasPrefix(table, "public_")
		from := pool
		if !readable {
			from = store.WriterForTest(db)
		}
		if strings.HasPrefix(table, "public_fts_") {
			from = store.WriterForTest(db)
		}
		rows, err := from.QueryContext(t.Context(), `SELECT * FROM "`+table+`"`)
		if err != nil {
			t.Fatal(err)
		}
		text := dump(t, rows)
		if strings.Contains(strings.ToUpper(text), "CANARY") {
			canaries++
			if readable {
				t.Errorf("%s holds a canary", table)
			}
		}
	}
	if canaries == 0 {
		t.Error("no canary anywhere: the test proves nothing")
	}
	var out strings.Builder
	if err := db.Public().Export(t.Context(), access, access.Reads[0], &out); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(strings.ToUpper(out.String()), "CANARY") {
		t.Error("the public export holds a canary")
	}
}

func dump(t *testing.T, rows *sql.Rows) string {
	t.Helper()
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for rows.Next() {
		values, into := make([]sql.RawBytes, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		for _, v := range values {
			all.Write(v)
			all.WriteByte(' ')
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all.String()
}

func TestPublicCasefile(t *testing.T) {
	t.Parallel()
	db, access := fictional(t)
	public := db.Public()
	for range 2 { // from the database, then from memory
		c, s, err := public.Casefile(t.Context(), access, arvand)
		if err != nil {
			t.Fatal(err)
		}
		if c.Person.Name != "Arvand Nemoonehpour" || s.Name != c.Person.Name || s.Slug != arvand || s.Country != "XX" ||
			s.Status != casefile.Imprisoned || s.StatusAsOf.String() != "2026-01-10" || s.NativeName != "آروند نمونه\u200cپور" {
			t.Errorf("got %+v", s)
		}
	}
	for name, a := range map[string]store.Access{"no right": {}, "another casebook": {Reads: []store.CasebookID{99}}} {
		if _, _, err := public.Casefile(t.Context(), a, arvand); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if n, err := public.Tracked(t.Context(), access); err != nil || n != 12 {
		t.Errorf("tracked %d, %v", n, err)
	}
}

// What stops being public is gone at once and everywhere, also for another
// process that had it in memory.
func TestWithdrawHidesAtOnce(t *testing.T) {
	t.Parallel()
	for _, v := range []casefile.Visibility{casefile.Withdrawn, casefile.Draft, casefile.Embargoed} {
		t.Run(string(v), func(t *testing.T) {
			t.Parallel()
			db, access := fictional(t)
			other := storetest.OpenAt(t, db.Path())
			for _, d := range []*store.DB{db, other} { // fill every memory
				if _, _, err := d.Public().Casefile(t.Context(), access, arvand); err != nil {
					t.Fatal(err)
				}
				if found, err := d.Public().Suggest(t.Context(), access, "Arvand Nem", 25); err != nil || !has(found, arvand) {
					t.Fatalf("suggested %v, %v", found, err)
				}
			}
			edit(t, db, access.Reads[0], arvand, func(c *casefile.Casefile) { c.Visibility = v })
			for _, d := range []*store.DB{db, other} {
				gone(t, d, access)
			}
			if found, err := db.Check(t.Context()); err != nil || len(found.Faults) > 0 {
				t.Errorf("check: %v, %v", found.Faults, err)
			}
		})
	}
}

func has(found []store.Summary, slug string) bool {
	return slices.ContainsFunc(found, func(s store.Summary) bool { return s.Slug == slug })
}

// gone checks that arvand can't be found by any public path.
func gone(t *testing.T, db *store.DB, a store.Access) {
	t.Helper()
	p := db.Public()
	if _, _, err := p.Casefile(t.Context(), a, arvand); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("casefile: %v", err)
	}
	for _, typed := range []string{"", "a", "Arvand", "Arvand Nemoonehpour", "آروند", "Arvnd Nemonehpour"} {
		found, err := p.Suggest(t.Context(), a, typed, 25)
		if err != nil || has(found, arvand) {
			t.Errorf("suggest %q: %v, %v", typed, found, err)
		}
		if typed == "" {
			continue
		}
		results, err := p.Search(t.Context(), a, store.Query{Text: typed, Limit: 25})
		if err != nil || has(results.Items, arvand) || results.Tracked != 11 {
			t.Errorf("search %q: %+v, %v", typed, results, err)
		}
	}
	for _, typed := range []string{arvand, "Arvand Nemoonehpour", "Arvand Nemunehpour"} {
		_, s, err := p.Resolve(t.Context(), a, typed)
		if err == nil && s.Slug == arvand {
			t.Errorf("resolved %q", typed)
		}
		var similar *store.NotFound
		if errors.As(err, &similar) && has(similar.Similar, arvand) {
			t.Errorf("similar to %q: %v", typed, similar.Similar)
		}
		var several *store.Ambiguous
		if errors.As(err, &several) && has(several.Candidates, arvand) {
			t.Errorf("candidates for %q: %v", typed, several.Candidates)
		}
	}
	results, err := p.Search(t.Context(), a, store.Query{Country: "XX", Limit: 25})
	if err != nil || has(results.Items, arvand) || results.Total >= 12 {
		t.Errorf("search by country: %+v, %v", results, err)
	}
	if n, err := p.Tracked(t.Context(), a); err != nil || n != 11 {
		t.Errorf("tracked %d, %v", n, err)
	}
	var out strings.Builder
	if err := p.Export(t.Context(), a, a.Reads[0], &out); err != nil || strings.Contains(out.String(), arvand) {
		t.Errorf("export: %v", err)
	}
}

// A change to what is confidential shows nowhere in public, not even as
// something having changed.
func TestConfidentialChangeLeavesNoTrace(t *testing.T) {
	t.Parallel()
	db, access := fictional(t)
	before := publicState(t, db)
	edit(t, db, access.Reads[0], arvand, func(c *casefile.Casefile) {
		c.Notes = append(c.Notes, casefile.Remark{About: "family", Text: "CANARY the family is abroad",
			Fact: casefile.Fact{Visibility: casefile.Confidential, Sources: []string{"src-01"}}})
	})
	if after := publicState(t, db); after != before {
		t.Error("the public tables changed")
	}
	edit(t, db, access.Reads[0], arvand, func(c *casefile.Casefile) { c.Status.Text = "moved to another prison" })
	if after := publicState(t, db); after == before {
		t.Error("the public tables didn't change")
	}
}

func publicState(t *testing.T, db *store.DB) string {
	t.Helper()
	var all strings.Builder
	for _, table := range allTables(t, db) {
		if !strings.HasPrefix(table, "public_") {
			continue
		}
		rows, err := store.WriterForTest(db).QueryContext(t.Context(), `SELECT * FROM "`+table+`"`)
		if err != nil {
			t.Fatal(err)
		}
		all.WriteString(dump(t, rows))
	}
	return all.String()
}

// A link to another casefile shows while that one is public, and not longer.
func TestLinksFollowTheirTarget(t *testing.T) {
	t.Parallel()
	db, access := fictional(t)
	book, other := access.Reads[0], "fic-02-setareh-khiali"
	edit(t, db, book, arvand, func(c *casefile.Casefile) {
		c.People = append(c.People, casefile.Related{Name: "Setareh Khiali", Role: "co-accused", Casefile: other,
			Fact: casefile.Fact{Sources: []string{"src-01"}}})
	})
	linked := func() bool {
		c, _, err := db.Public().Casefile(t.Context(), access, arvand)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Contains(string(doc), other)
	}
	if !linked() {
		t.Error("no link to a public casefile")
	}
	edit(t, db, book, other, func(c *casefile.Casefile) { c.Visibility = casefile.Draft })
	if linked() {
		t.Error("a link to a draft")
	}
	edit(t, db, book, other, func(c *casefile.Casefile) { c.Visibility = casefile.Public })
	if !linked() {
		t.Error("no link after publishing again")
	}
	edit(t, db, book, other, func(c *casefile.Casefile) { c.Visibility = casefile.Withdrawn })
	if linked() {
		t.Error("a link to a withdrawn casefile")
	}
	if found, err := db.Check(t.Context()); err != nil || len(found.Faults) > 0 {
		t.Errorf("check: %v, %v", found.Faults, err)
	}
}

// What is no longer public is in no table that public connections read: not in
// the parts of the full-text index either, where deleting only marks it.
func TestFullTextForgets(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	book := mainBook(t, db)
	told := func(slug, word string) *casefile.Casefile {
		c := invent(slug, "Invented "+slug)
		c.Events = []casefile.Event{{ID: "e", Kind: "other", Text: "went to " + word}}
		return c
	}
	for i, hide := range []func(slug, word string){
		func(slug, _ string) {
			edit(t, db, book.ID, slug, func(c *casefile.Casefile) { c.Visibility = casefile.Withdrawn })
		},
		func(slug, _ string) {
			edit(t, db, book.ID, slug, func(c *casefile.Casefile) { c.Events[0].Visibility = casefile.Confidential })
		},
		func(slug, word string) {
			c := told(slug, word)
			c.Events[0].Visibility = casefile.Confidential
			if r := doImport(t, db, book.ID, file(t, c), store.ImportOptions{Publish: true}); r.Changed != 1 {
				t.Errorf("import: %+v", r)
			}
		},
	} {
		slug, word := fmt.Sprint("azar-", i), fmt.Sprintf("quxley%dfarmstead", i)
		doImport(t, db, book.ID, file(t, told(slug, word)), store.ImportOptions{Publish: true})
		if !slices.Contains(fullText(t, db), word) {
			t.Fatalf("%s isn't found while it is public", word)
		}
		hide(slug, word)
		if slices.Contains(fullText(t, db), word) {
			t.Errorf("%d: what was hidden is still in the full-text index", i)
		}
	}
}

// fullText are the words that stand in the parts of the full-text index and
// end in farmstead.
func fullText(t *testing.T, db *store.DB) []string {
	t.Helper()
	rows, err := store.PublicForTest(db).QueryContext(t.Context(),
		`SELECT root FROM public_fts_segdir UNION ALL SELECT block FROM public_fts_segments`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var words []string
	for rows.Next() {
		var part []byte
		if err := rows.Scan(&part); err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`[0-9]farmstead`).FindAll(part, -1) {
			words = append(words, "quxley"+string(m)) // its beginning may be shared with the word before
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return words
}

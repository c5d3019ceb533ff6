package store_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/store"
	"vigil/store/starter"
	"vigil/store/storetest"
)

func fictionalFile(t testing.TB) []byte {
	t.Helper()
	data, err := os.ReadFile(storetest.Fictional())
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func doImport(t *testing.T, db *store.DB, book store.CasebookID, data []byte, o store.ImportOptions) store.Report {
	t.Helper()
	o.Author = "importer"
	report, err := db.Curation().Import(t.Context(), book, bytes.NewReader(data), o)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// counts is the report without what was refused.
func counts(r store.Report) [4]int { return [4]int{r.New, r.Changed, r.Unchanged, len(r.Refused)} }

// file writes casefiles as a casebook file.
func file(t *testing.T, cs ...*casefile.Casefile) []byte {
	t.Helper()
	data, err := json.Marshal(map[string]any{"format": casefile.Format, "casefiles": cs})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestImportIsIdempotent(t *testing.T) {
	t.Parallel()
	for _, publish := range []bool{false, true} {
		db := storetest.Open(t)
		book := mainBook(t, db)
		o := store.ImportOptions{Publish: publish}
		if got := counts(doImport(t, db, book.ID, fictionalFile(t), o)); got != [4]int{12, 0, 0, 0} {
			t.Errorf("first: %v", got)
		}
		if n, err := db.Public().Tracked(t.Context(), book.Access()); err != nil || (n == 12) != publish || (n == 0) == publish {
			t.Errorf("publish %t: %d public, %v", publish, n, err)
		}
		before := files(t, db.Path()+"-wal")
		if got := counts(doImport(t, db, book.ID, fictionalFile(t), o)); got != [4]int{0, 0, 12, 0} {
			t.Errorf("again: %v", got)
		}
		if !equalFiles(before, files(t, db.Path()+"-wal")) {
			t.Error("importing again wrote to the database")
		}
		if found, err := db.Check(t.Context()); err != nil || len(found.Faults) > 0 || found.Revisions != 12 {
			t.Errorf("check: %+v, %v", found, err)
		}
	}
}

func TestImportDryRun(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	book := mainBook(t, db)
	if got := counts(doImport(t, db, book.ID, fictionalFile(t), store.ImportOptions{DryRun: true, Publish: true})); got != [4]int{12, 0, 0, 0} {
		t.Errorf("got %v", got)
	}
	if found, err := db.Check(t.Context()); err != nil || found.Casefiles != 0 {
		t.Errorf("a dry run wrote: %+v, %v", found, err)
	}
	if b := mainBook(t, db); b.Title != "" {
		t.Errorf("a dry run wrote the title %q", b.Title)
	}
}

func TestImportPublishesDrafts(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	book := mainBook(t, db)
	doImport(t, db, book.ID, fictionalFile(t), store.ImportOptions{})
	if got := counts(doImport(t, db, book.ID, fictionalFile(t), store.ImportOptions{Publish: true})); got != [4]int{0, 12, 0, 0} {
		t.Errorf("got %v", got)
	}
	if n, err := db.Public().Tracked(t.Context(), book.Access()); err != nil || n != 12 {
		t.Errorf("%d public, %v", n, err)
	}
	if got := counts(doImport(t, db, book.ID, fictionalFile(t), store.ImportOptions{})); got != [4]int{0, 0, 12, 0} {
		t.Errorf("not publishing unpublished: %v", got)
	}
}

// One bad record stops neither the others nor leaves half of itself.
func TestImportRefusesOnlyTheBadRecords(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	book := mainBook(t, db)
	const data = `{"format": "vigil-casebook/1", "casefiles": [
 {"slug": "good-one", "visibility": "public", "person": {"name": "Good One", "sources": ["s"]}, "status": {"code": "detained", "sources": ["s"]}, "sources": [{"id": "s", "publisher": "Wire"}]},
 {"slug": "bad-status", "person": {"name": "Bad"},
  "status": {"code": "sleeping"}},
 {"slug": "bad-field", "person": {"nameless": "Bad"}},
 {"slug": "good-one", "person": {"name": "Twice"}, "status": {"code": "detained"}},
 {"slug": "bad-source", "person": {"name": "Bad", "sources": ["nowhere"]}, "status": {"code": "detained"}},
 7,
 {"slug": "unsourced", "visibility": "public", "person": {"name": "Unsourced"}, "status": {"code": "detained"}},
 {"slug": "good-two", "person": {"name": "Good Two"}, "status": {"code": "detained"}}
]}`
	report := doImport(t, db, book.ID, []byte(data), store.ImportOptions{Publish: true})
	if report.New != 2 || report.Changed != 0 || report.Unchanged != 0 || report.Records() != 8 {
		t.Errorf("got %+v", report)
	}
	type place struct {
		Record, Line int
		Slug         string
	}
	want := []place{{2, 4, "bad-status"}, {3, 5, "bad-field"}, {4, 6, "good-one"}, {5, 7, "bad-source"}, {6, 8, ""}, {7, 9, "unsourced"}}
	var got []place
	for _, r := range report.Refused {
		if p := (place{r.Record, r.Line, r.Slug}); len(got) == 0 || got[len(got)-1].Record != r.Record {
			got = append(got, p)
		}
		if r.Reason == "" {
			t.Errorf("record %d: no reason", r.Record)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("refused (-want +got):\n%s", diff)
	}
	if !strings.Contains(report.Refused[2].Reason, "record 1") && !strings.Contains(fmt.Sprint(report.Refused), "record 1") {
		t.Errorf("the doubled slug isn't traced to the first: %v", report.Refused)
	}
	if found, err := db.Check(t.Context()); err != nil || found.Casefiles != 2 || len(found.Faults) > 0 {
		t.Errorf("check: %+v, %v", found, err)
	}
}

// plain is an invented person's casefile of that visibility, which says text.
func plain(v casefile.Visibility, text string) *casefile.Casefile {
	c := invent("azar", "Azar Sampleh")
	c.Visibility, c.Status.Text = v, text
	return c
}

func TestImportRules(t *testing.T) {
	t.Parallel()
	const slug = "azar"
	type want struct {
		counts     [4]int
		visibility casefile.Visibility
		text       string
	}
	tests := []struct {
		name    string
		before  []*casefile.Casefile // imported first, with publishing
		edit    *casefile.Casefile   // then saved by a curator
		file    *casefile.Casefile
		publish bool
		want    want
	}{
		{"new, as a draft", nil, nil, plain("public", "a"), false, want{[4]int{1, 0, 0, 0}, "draft", "a"}},
		{"new, published", nil, nil, plain("public", "a"), true, want{[4]int{1, 0, 0, 0}, "public", "a"}},
		{"new, a draft stays one", nil, nil, plain("draft", "a"), true, want{[4]int{1, 0, 0, 0}, "draft", "a"}},
		{"new, embargoed stays so", nil, nil, plain("embargoed", "a"), true, want{[4]int{1, 0, 0, 0}, "embargoed", "a"}},
		{"new, withdrawn stays so", nil, nil, plain("withdrawn", "a"), true, want{[4]int{1, 0, 0, 0}, "withdrawn", ""}},
		{"changed, published", []*casefile.Casefile{plain("public", "a")}, nil, plain("public", "b"), true, want{[4]int{0, 1, 0, 0}, "public", "b"}},
		{"changed, and public here", []*casefile.Casefile{plain("public", "a")}, nil, plain("public", "b"), false, want{[4]int{0, 0, 0, 1}, "public", "a"}},
		{"changed, and a draft here", []*casefile.Casefile{plain("draft", "a")}, nil, plain("public", "b"), false, want{[4]int{0, 1, 0, 0}, "draft", "b"}},
		{"the same, and edited here", []*casefile.Casefile{plain("public", "a")}, plain("public", "mine"), plain("public", "a"), true, want{[4]int{0, 0, 1, 0}, "public", "mine"}},
		{"changed, and edited here", []*casefile.Casefile{plain("public", "a")}, plain("public", "mine"), plain("public", "b"), true, want{[4]int{0, 0, 0, 1}, "public", "mine"}},
		{"what a curator wrote just so", []*casefile.Casefile{plain("public", "a")}, plain("public", "mine"), plain("public", "mine"), true, want{[4]int{0, 0, 1, 0}, "public", "mine"}},
		{"embargoed here", []*casefile.Casefile{plain("public", "a")}, plain("embargoed", "a"), plain("public", "a"), true, want{[4]int{0, 0, 0, 1}, "embargoed", "a"}},
		{"made a draft here", []*casefile.Casefile{plain("public", "a")}, plain("draft", "a"), plain("public", "a"), true, want{[4]int{0, 0, 0, 1}, "draft", "a"}},
		{"made a draft here, and not to be published", []*casefile.Casefile{plain("public", "a")}, plain("draft", "a"), plain("public", "a"), false, want{[4]int{0, 0, 1, 0}, "draft", "a"}},
		{"embargoed by the file", []*casefile.Casefile{plain("public", "a")}, nil, plain("embargoed", "a"), false, want{[4]int{0, 1, 0, 0}, "embargoed", "a"}},
		{"embargo was lifted here", []*casefile.Casefile{plain("embargoed", "a")}, plain("draft", "a"), plain("embargoed", "a"), true, want{[4]int{0, 0, 1, 0}, "draft", "a"}},
		{"a draft here, published by the file", []*casefile.Casefile{plain("draft", "a")}, nil, plain("public", "a"), true, want{[4]int{0, 1, 0, 0}, "public", "a"}},
		{"edited draft, published by the file", []*casefile.Casefile{plain("draft", "a")}, plain("draft", "mine"), plain("public", "a"), true, want{[4]int{0, 1, 0, 0}, "public", "mine"}},
		{"withdrawn by the file", []*casefile.Casefile{plain("public", "a")}, nil, plain("withdrawn", "a"), false, want{[4]int{0, 1, 0, 0}, "withdrawn", ""}},
		{"withdrawn here", []*casefile.Casefile{plain("public", "a")}, plain("withdrawn", "a"), plain("public", "b"), true, want{[4]int{0, 0, 0, 1}, "withdrawn", ""}},
		{"withdrawn here and there", []*casefile.Casefile{plain("public", "a")}, plain("withdrawn", "a"), plain("withdrawn", "b"), true, want{[4]int{0, 0, 1, 0}, "withdrawn", ""}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			db := storetest.Open(t)
			book := mainBook(t, db)
			for _, c := range test.before {
				doImport(t, db, book.ID, file(t, c), store.ImportOptions{Publish: true})
			}
			if test.edit != nil {
				if _, err := db.Curation().Save(t.Context(), book.ID, test.edit, 1, "curator", "reason given"); err != nil {
					t.Fatal(err)
				}
			}
			for _, dry := range []bool{true, false} {
				report := doImport(t, db, book.ID, file(t, test.file), store.ImportOptions{Publish: test.publish, DryRun: dry})
				if counts(report) != test.want.counts {
					t.Errorf("dry %t: got %+v, want %v", dry, report, test.want.counts)
				}
			}
			got, err := db.Curation().Casefile(t.Context(), book.ID, slug)
			var stone *store.Tombstone
			if test.want.visibility == casefile.Withdrawn {
				if !errors.As(err, &stone) {
					t.Errorf("no tombstone: %v", err)
				}
			} else if err != nil || got.Casefile.Visibility != test.want.visibility || got.Casefile.Status.Text != test.want.text {
				t.Errorf("got %+v, %v", got.Casefile, err)
			}
			if found, err := db.Check(t.Context()); err != nil || len(found.Faults) > 0 {
				t.Errorf("check: %+v, %v", found, err)
			}
		})
	}
}

func TestImportRefusalNamesTheTombstone(t *testing.T) {
	t.Parallel()
	db, access := fictional(t)
	c, err := db.Curation().Casefile(t.Context(), access.Reads[0], arvand)
	if err != nil {
		t.Fatal(err)
	}
	c.Casefile.Visibility = casefile.Withdrawn
	if _, err := db.Curation().Save(t.Context(), access.Reads[0], c.Casefile, 1, "anna", "the family asked"); err != nil {
		t.Fatal(err)
	}
	report := doImport(t, db, access.Reads[0], fictionalFile(t), store.ImportOptions{Publish: true})
	if counts(report) != [4]int{0, 0, 11, 1} {
		t.Fatalf("got %+v", report)
	}
	for _, part := range []string{arvand, "2026-01-20", "anna", "the family asked"} {
		if !strings.Contains(report.Refused[0].Reason, part) {
			t.Errorf("%q doesn't say %q", report.Refused[0].Reason, part)
		}
	}
}

// Another slug doesn't bring back who was withdrawn; a namesake who is surely
// somebody else is let in.
func TestImportKnowsTheWithdrawnByName(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	book := mainBook(t, db)
	gone := invent("azar-sampleh", "Azar Sampleh")
	gone.Visibility = casefile.Withdrawn
	gone.Person.Born = &casefile.Life{Date: calendar.MustParse("1979~")}
	gone.Person.Names = []casefile.Name{{Text: "آذر نمونه‌زاده", Kind: "native"}, {Text: "Abdol-Azar Sampleh", Kind: "alias"}, {Text: "Azi", Kind: "alias"}}
	if _, err := db.Curation().Save(t.Context(), book.ID, gone, 0, "anna", "the family asked"); err != nil {
		t.Fatal(err)
	}
	named := func(slug, name string, change func(*casefile.Casefile)) *casefile.Casefile {
		c := invent(slug, name)
		if change != nil {
			change(c)
		}
		return c
	}
	alias := func(text string) func(*casefile.Casefile) {
		return func(c *casefile.Casefile) { c.Person.Names = []casefile.Name{{Text: text}} }
	}
	born := func(date string) func(*casefile.Casefile) {
		return func(c *casefile.Casefile) { c.Person.Born = &casefile.Life{Date: calendar.MustParse(date)} }
	}
	bad := []*casefile.Casefile{
		named("a-sampleh", "Azar Sampleh", nil),
		named("a-sampleh-2", "AZAR  SAMPLÉH", nil),
		named("a-sampleh-3", "Azzar Sampleh", nil),
		named("a-sampleh-4", "A. S.", alias("آذر نمونه‌زاده")),
		named("joined", "A. S.", alias("آذر نمونهزاده")),
		named("spaced", "A. S.", alias("آذر نمونه زاده")),
		named("joined-latin", "Abdulazar Sampleh", nil),
		named("unseen", "A\u200dzar Sam\u2060pleh", nil),
		named("a-sampleh-5", "Azar Sampleh", born("1979-05-01")),
		named("a-sampleh-6", "Azar Sampleh", func(c *casefile.Casefile) { c.Country = "" }),
		named("a-sampleh-7", "Azar Sampleh", func(c *casefile.Casefile) { c.Visibility = casefile.Draft }),
	}
	good := []*casefile.Casefile{
		named("other-country", "Azar Sampleh", func(c *casefile.Casefile) { c.Country = "YY" }),
		named("other-birth", "Azar Sampleh", born("1990")),
		named("other-name", "Azi Invented", alias("Azi")),
		named("gone-too", "Babak Sampleh", func(c *casefile.Casefile) { c.Visibility = casefile.Withdrawn }),
	}
	last := named("after-it", "Babak Sampleh", nil) // of the one before, in the same file
	data := file(t, slices.Concat(bad, good, []*casefile.Casefile{last})...)
	report := doImport(t, db, book.ID, data, store.ImportOptions{Publish: true})
	if got, want := counts(report), [4]int{len(good), 0, 0, len(bad) + 1}; got != want {
		t.Errorf("got %v, want %v: %v", got, want, report.Refused)
	}
	for _, r := range report.Refused[:len(bad)] {
		if !strings.Contains(r.Reason, "azar-sampleh was withdrawn") || !strings.Contains(r.Reason, "the family asked") {
			t.Errorf("%s: %s", r.Slug, r.Reason)
		}
	}
}

// What was exported for the public and is read back costs curators nothing.
func TestImportOfThePublicExport(t *testing.T) {
	t.Parallel()
	db, access := fictional(t)
	book := access.Reads[0]
	export := func() string {
		var b bytes.Buffer
		if err := db.Curation().Export(t.Context(), book, &b); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	before := export()
	var public bytes.Buffer
	if err := db.Public().Export(t.Context(), access, book, &public); err != nil {
		t.Fatal(err)
	}
	for _, publish := range []bool{true, false} {
		if got := counts(doImport(t, db, book, public.Bytes(), store.ImportOptions{Publish: publish})); got != [4]int{0, 0, 12, 0} {
			t.Errorf("publish %t: got %v", publish, got)
		}
	}
	if export() != before {
		t.Error("what curators see changed")
	}
}

// What SQLite refuses of a valid record is refused alone, and leaves nothing.
func TestImportRefusesWhatSQLiteRefuses(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	book := mainBook(t, db)
	const trigger = `
		CREATE TRIGGER refuse BEFORE INSERT ON public_sources
		WHEN NEW.casefile IN (SELECT id FROM casefiles WHERE slug LIKE 'fic-02%')
		BEGIN SELECT RAISE(ABORT, 'no'); END`
	if _, err := store.WriterForTest(db).ExecContext(t.Context(), trigger); err != nil {
		t.Fatal(err)
	}
	report := doImport(t, db, book.ID, fictionalFile(t), store.ImportOptions{Publish: true})
	if counts(report) != [4]int{11, 0, 0, 1} || report.Refused[0].Record != 2 || report.Refused[0].Reason == "" {
		t.Errorf("got %+v", report)
	}
	if found, err := db.Check(t.Context()); err != nil || found.Casefiles != 11 || found.Revisions != 11 || len(found.Faults) > 0 {
		t.Errorf("check: %+v, %v", found, err)
	}
	if _, err := store.WriterForTest(db).ExecContext(t.Context(), `DROP TRIGGER refuse`); err != nil {
		t.Fatal(err)
	}
	if got := counts(doImport(t, db, book.ID, fictionalFile(t), store.ImportOptions{Publish: true})); got != [4]int{1, 0, 11, 0} {
		t.Errorf("again: %v", got)
	}
}

func TestImportOfACutOffFile(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	book := mainBook(t, db)
	data := fictionalFile(t)
	report, err := db.Curation().Import(t.Context(), book.ID, bytes.NewReader(data[:len(data)/2]), store.ImportOptions{Publish: true})
	var syntax *casefile.SyntaxError
	if !errors.As(err, &syntax) || syntax.Line < 2 {
		t.Errorf("got %v", err)
	}
	if report.New == 0 || report.New == 12 {
		t.Errorf("got %+v", report)
	}
	again := doImport(t, db, book.ID, data, store.ImportOptions{Publish: true})
	if again.Unchanged != report.New || again.New != 12-report.New || len(again.Refused) > 0 {
		t.Errorf("the whole file afterwards: %+v after %+v", again, report)
	}
}

func TestImportCancelled(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	book := mainBook(t, db)
	ctx, cancel := context.WithCancel(t.Context())
	r, w := io.Pipe()
	go func() {
		_, err := w.Write(fictionalFile(t)[:9000])
		cancel()
		w.CloseWithError(errors.Join(err, context.Canceled))
	}()
	if _, err := db.Curation().Import(ctx, book.ID, r, store.ImportOptions{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if _, err := db.Curation().Import(t.Context(), 99, bytes.NewReader(fictionalFile(t)), store.ImportOptions{}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("into no casebook: %v", err)
	}
	put(t, db, book.ID, invent("after", "After Sampleh"))
}

func TestExportLosesNothing(t *testing.T) {
	t.Parallel()
	seed, err := os.ReadFile(storetest.Seed())
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"fictional": fictionalFile(t), "starter": starter.Casebook(), "seed": seed} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := storetest.Open(t)
			access := storetest.LoadBytes(t, db, "another", data)
			var out bytes.Buffer
			if err := db.Curation().Export(t.Context(), access.Reads[0], &out); err != nil {
				t.Fatal(err)
			}
			var want, got any
			for into, from := range map[*any][]byte{&want: data, &got: out.Bytes()} {
				if err := json.Unmarshal(from, into); err != nil {
					t.Fatal(err)
				}
			}
			if !reflect.DeepEqual(want, got) {
				t.Errorf("(-want +got):\n%s", cmp.Diff(want, got))
			}
			if got := counts(doImport(t, db, access.Reads[0], out.Bytes(), store.ImportOptions{Publish: true})); got[0]+got[1]+got[3] != 0 {
				t.Errorf("importing the export: %v", got)
			}
		})
	}
}

func TestExportRights(t *testing.T) {
	t.Parallel()
	db, access := fictional(t)
	if err := db.Public().Export(t.Context(), store.Access{}, access.Reads[0], io.Discard); !errors.Is(err, store.ErrForbidden) {
		t.Errorf("got %v", err)
	}
	edit(t, db, access.Reads[0], arvand, func(c *casefile.Casefile) { c.Visibility = casefile.Draft })
	edit(t, db, access.Reads[0], "fic-02-setareh-khiali", func(c *casefile.Casefile) { c.Visibility = casefile.Withdrawn })
	var public, all strings.Builder
	if err := db.Public().Export(t.Context(), access, access.Reads[0], &public); err != nil {
		t.Fatal(err)
	}
	if err := db.Curation().Export(t.Context(), access.Reads[0], &all); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(public.String(), `"title": "Fictional casebook for tests"`) {
		t.Error("the public export doesn't say what it is")
	}
	if err := db.Curation().Export(t.Context(), 99, io.Discard); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("no casebook: %v", err)
	}
	if strings.Contains(public.String(), arvand) || !strings.Contains(all.String(), arvand) {
		t.Error("a draft is for curators only")
	}
	if strings.Contains(public.String()+all.String(), "fic-02-setareh-khiali") {
		t.Error("a withdrawn casefile was exported")
	}
}

// endless is a casebook file of n casefiles, made while it is read.
func endless(n int) io.Reader {
	r, w := io.Pipe()
	go func() {
		_, err := fmt.Fprintf(w, `{"format": %q, "casefiles": [`, casefile.Format)
		for i := 0; i < n && err == nil; i++ {
			sep := ","
			if i == 0 {
				sep = ""
			}
			_, err = fmt.Fprintf(w, `%s{"slug": "p-%d", "visibility": "draft", "person": {"name": "Person %d"}, "status": {"code": "detained", "text": %q}}`,
				sep, i, i, strings.Repeat("x", 3000))
		}
		if err == nil {
			_, err = io.WriteString(w, `]}`)
		}
		w.CloseWithError(err)
	}()
	return r
}

func TestImportMemoryIsFlat(t *testing.T) {
	if testing.Short() {
		t.Skip("writes some 10 MB")
	}
	db := storetest.Open(t)
	book := mainBook(t, db)
	var heaps []uint64
	watch := func(store.Progress) {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		heaps = append(heaps, m.HeapAlloc)
	}
	const people = 4000 // 13 MB of file
	report, err := db.Curation().Import(t.Context(), book.ID, endless(people), store.ImportOptions{DryRun: true, Progress: watch})
	if err != nil || report.New != people {
		t.Fatalf("%+v, %v", report, err)
	}
	if len(heaps) < 8 {
		t.Fatalf("only %d batches", len(heaps))
	}
	first, last := heaps[1], heaps[len(heaps)-2]
	if last > first+3<<20 {
		t.Errorf("the heap grew from %d to %d KB", first>>10, last>>10)
	}
}

// A file that says public of somebody of whom no source is open is refused, as
// a curator who publishes is; with nobody to be seen there is nothing to source.
func TestImportPublishesOnlyWhatHasAnOpenSource(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	book := mainBook(t, db)
	hidden := plain("public", "a")
	for i := range hidden.Sources {
		hidden.Sources[i].Visibility = casefile.Confidential
	}
	refused := func(c *casefile.Casefile) {
		t.Helper()
		for _, dry := range []bool{true, false} {
			report := doImport(t, db, book.ID, file(t, c), store.ImportOptions{Publish: true, DryRun: dry})
			if counts(report) != [4]int{0, 0, 0, 1} || report.Refused[0].Path != "/sources" {
				t.Errorf("dry %t: got %+v", dry, report)
			}
		}
	}
	refused(hidden)
	doImport(t, db, book.ID, file(t, plain("draft", "a")), store.ImportOptions{})
	refused(hidden) // a draft here
	doImport(t, db, book.ID, file(t, plain("public", "a")), store.ImportOptions{Publish: true})
	refused(hidden) // public here: its last open source isn't taken
	hidden.Person.Visibility = casefile.Confidential
	if report := doImport(t, db, book.ID, file(t, hidden), store.ImportOptions{Publish: true}); counts(report) != [4]int{0, 1, 0, 0} {
		t.Errorf("nobody is seen: %+v", report)
	}
}

// What a file hides that was here is said of each: to whoever imports it, and
// in the audit trail.
func TestImportSaysWhatItHides(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t)
	book := mainBook(t, db)
	doImport(t, db, book.ID, file(t, plain("public", "a")), store.ImportOptions{Publish: true})
	if err := db.Outbox().NoteShown(t.Context(), []store.Showing{{Server: "1", Channel: "2", Message: "3",
		Casefiles: []store.Shown{{Casebook: book.ID, Slug: plain("public", "a").Slug}}}}); err != nil {
		t.Fatal(err)
	}
	for _, dry := range []bool{true, false} {
		var landed []store.Landed
		report := doImport(t, db, book.ID, file(t, plain("withdrawn", "a")), store.ImportOptions{
			DryRun: dry, Author: "curator", Why: "from a file", Landed: func(x store.Landed) { landed = append(landed, x) }})
		if len(landed) != 1 || landed[0].Was != casefile.Public || landed[0].Hides() != casefile.Withdrawn {
			t.Errorf("dry %t: landed %+v", dry, landed)
		}
		if !dry && report.Removed != 1 {
			t.Errorf("%d messages are going to be deleted", report.Removed)
		}
	}
	var trail bytes.Buffer
	if err := db.Curation().Audit(t.Context(), book.ID, &trail); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(trail.String(), `"action":"withdraw"`); n != 1 || !strings.Contains(trail.String(), `"version":2,"detail":"from a file"`) {
		t.Errorf("the audit trail says\n%s", &trail)
	}
}

// A table's row can't say all that a casefile has. It changes what it says, and
// takes nothing away.
func TestImportOfPartialRecordsTakesNothingAway(t *testing.T) {
	t.Parallel()
	event := func(c *casefile.Casefile, id, text string) {
		c.Events = append(c.Events, casefile.Event{ID: id, Kind: "other", Text: text, Fact: casefile.Fact{Sources: []string{"s"}}})
	}
	for _, tc := range []struct {
		name          string
		before, after func(*casefile.Casefile)
		kept          bool
	}{
		{"an event", func(c *casefile.Casefile) { event(c, "e1", "He spoke.") }, func(*casefile.Casefile) {}, true},
		{"one of two", func(c *casefile.Casefile) { event(c, "e1", "He spoke."); event(c, "e2", "He sang.") },
			func(c *casefile.Casefile) { event(c, "e1", "He spoke up.") }, true},
		{"the date of the status", func(c *casefile.Casefile) { c.Status.AsOf = calendar.MustParse("2024") }, func(*casefile.Casefile) {}, true},
		{"another status", func(*casefile.Casefile) {}, func(c *casefile.Casefile) { c.Status.Code = casefile.Released }, false},
		{"another event", func(c *casefile.Casefile) { event(c, "e1", "He spoke.") }, func(c *casefile.Casefile) { event(c, "e1", "He sang.") }, false},
		{"one under another id", func(c *casefile.Casefile) { event(c, "e7", "He spoke.") }, func(c *casefile.Casefile) { event(c, "e1", "He sang.") }, false},
		{"one more", func(*casefile.Casefile) {}, func(c *casefile.Casefile) { event(c, "e1", "He spoke.") }, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			db := storetest.Open(t)
			book := mainBook(t, db)
			before, after := plain("draft", "a"), plain("draft", "a")
			tc.before(before)
			tc.after(after)
			doImport(t, db, book.ID, file(t, before), store.ImportOptions{})
			want := [4]int{0, 1, 0, 0}
			if tc.kept {
				want = [4]int{0, 0, 0, 1}
			}
			report := doImport(t, db, book.ID, file(t, after), store.ImportOptions{Partial: true})
			if counts(report) != want || tc.kept && report.Refused[0].Objection.Kind != store.TakesAway {
				t.Errorf("got %+v", report)
			}
			if report := doImport(t, db, book.ID, file(t, before), store.ImportOptions{Partial: true}); counts(report) != [4]int{0, 0, 1, 0} {
				t.Errorf("what was on record before brings nothing new: %+v", report)
			}
		})
	}
}

package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/internal/sheet"
	"vigil/store"
)

// largestTable is how many bytes a table may have; of rows it may have
// [sheet.MaxRows].
const largestTable = 64 << 20

// isTable reports whether a file is a table of people (CSV) and no casebook, by
// its name or else by how it begins. What is neither is told so as a table.
func isTable(file string, from *bufio.Reader) bool {
	if file == starterName || strings.EqualFold(filepath.Ext(file), ".json") {
		return false
	}
	head, _ := from.Peek(512) // what can't be read is found out by whoever reads it
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	return len(head) > 0 && !sheet.Casebook(string(head))
}

// loadTable imports a table, as the curators' command of that name does. What
// its columns are taken for is what was said of them, what was remembered of a
// table with that heading, and what the heading suggests.
func (p program) loadTable(ctx context.Context, db *store.DB, into into, file string, from io.Reader, o store.ImportOptions) (store.Report, error) {
	catalogue, err := locale.Load()
	if err != nil {
		return store.Report{}, err
	}
	l, words := catalogue.For("en", locale.Options{}), sheet.NewWords(catalogue)
	t, err := readTable(from, l)
	if err != nil {
		return store.Report{}, err
	}
	columns, err := columnsOf(ctx, db, into, t, words, l)
	if err != nil {
		return store.Report{}, err
	}
	p.columns(file, t, columns, l)
	batch := words.Batch(t, columns, calendar.DayOf(into.today))
	if err := batch.Namesakes(db.Curation().OnRecord(ctx, into.book)); err != nil {
		return store.Report{}, err
	}
	if o.Publish { // the operator says it of the table, which can't
		for _, c := range batch.Casefiles {
			c.Visibility = casefile.Public
		}
	}
	data, err := batch.Casebook()
	if err != nil {
		return store.Report{}, err
	}
	bar := p.bar(file, int64(len(data)))
	defer func() { _ = bar.Finish() }() // a bar that can't be drawn harms nothing
	o.Progress = func(at store.Progress) { _ = bar.Set64(at.Bytes) }
	o.Partial = true
	report, err := db.Curation().Import(ctx, into.book, bytes.NewReader(data), o)
	report = byRow(report, batch, l)
	if err != nil || o.DryRun {
		return report, err
	}
	return report, db.Desk().KeepColumns(ctx, into.book, t.Heading, columns)
}

// readTable reads a whole table.
func readTable(from io.Reader, l *locale.Locale) (*sheet.Table, error) {
	data, err := io.ReadAll(io.LimitReader(from, largestTable+1))
	if err != nil {
		return nil, err
	}
	if len(data) > largestTable {
		return nil, fmt.Errorf("a table has at most %d MB; a casebook in JSON may be larger", largestTable>>20)
	}
	text, err := sheet.Decode(data)
	var t *sheet.Table
	if err == nil {
		t, err = sheet.Read(text)
	}
	if refused, ok := errors.AsType[*sheet.Refused](err); ok {
		return nil, errors.New(l.T(refused.Key(), locale.Name("part", refused.Part)))
	}
	return t, err
}

// columnsOf is what each column is taken for.
func columnsOf(ctx context.Context, db *store.DB, into into, t *sheet.Table, words *sheet.Words, l *locale.Locale) (sheet.Columns, error) {
	known, err := db.Desk().Columns(ctx, into.book, t.Heading)
	if err != nil {
		return nil, err
	}
	if known == nil {
		known = words.Guess(t.Heading)
	}
	columns, faults := words.Amend(known, strings.Join(into.columns, "\n"), t.Heading)
	if len(faults) == 0 {
		return columns, nil
	}
	var said []string
	for _, f := range faults {
		said = append(said, l.T(f.Key(), locale.Name("part", f.Part)))
	}
	var fields []string
	for _, f := range sheet.Fields() {
		fields = append(fields, sheet.Label(f, l))
	}
	return nil, fmt.Errorf("%s\nIts headings are: %s.\nA column can be: %s.\nSay --column \"HEADING = %s\", once for each, and \"HEADING =\" for one to leave out",
		strings.Join(said, "\n"), strings.Join(slices.DeleteFunc(slices.Clone(t.Heading), func(h string) bool { return h == "" }), ", "),
		strings.Join(fields, ", "), sheet.Label("name", l))
}

// columns says what each column is taken for.
func (p program) columns(file string, t *sheet.Table, columns sheet.Columns, l *locale.Locale) {
	var taken, left []string
	for _, h := range t.Heading {
		switch field := columns[h]; {
		case h == "":
		case field == "":
			left = append(left, h)
		default:
			taken = append(taken, h+" = "+sheet.Label(field, l))
		}
	}
	fmt.Fprintf(p.out, "%s: columns: %s", file, strings.Join(taken, "; "))
	if len(left) > 0 {
		fmt.Fprintf(p.out, "; left out: %s", strings.Join(left, ", "))
	}
	fmt.Fprintln(p.out)
}

// byRow is the report with the refusals of whole rows in it, all by row and by
// line of the table, instead of those of the casebook that was made of it.
func byRow(r store.Report, b sheet.Batch, l *locale.Locale) store.Report {
	for i := range r.Refused {
		x := &r.Refused[i]
		row := b.Rows[x.Record-1]
		x.Record, x.Line = row.N, row.Line
	}
	names := make(map[int]string)
	for _, row := range b.Torn {
		names[row.N] = b.Name(row)
	}
	for _, f := range b.Faults {
		r.Refused = append(r.Refused, store.Refusal{Record: f.Row, Line: f.Line, Slug: names[f.Row], Reason: f.Words(l)})
	}
	slices.SortStableFunc(r.Refused, func(a, b store.Refusal) int { return cmp.Compare(a.Record, b.Record) })
	return r
}

// into says where files are imported to, and how tables are read.
type into struct {
	book    store.CasebookID
	columns []string  // what was said of columns, "heading = field" each
	today   time.Time // as the program's clock and zone have it
}

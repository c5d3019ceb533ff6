package commands

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"maps"
	"slices"
	"strconv"
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/internal/sheet"
	"vigil/store"
)

// landing is what became of one record of a file.
type landing struct {
	row     int // of a table as a spreadsheet counts, otherwise the record's number, from 1
	table   bool
	name    string // of the person, as far as it is known
	slug    string
	result  string // a [store.Fate], or resultRefused
	reasons []string
}

const resultRefused = "refused"

// where says which record it is.
func (x landing) where(l *locale.Locale) string {
	key := "import.record"
	if x.table {
		key = "import.row"
	}
	where := l.T(key, locale.Count("n", x.row))
	if who := cmp.Or(x.name, x.slug); who != "" {
		where += " (" + l.Isolate(card.Escape(card.Cut(card.Plain(who), 60))) + ")"
	}
	return where
}

// outcome is what became of a file.
type outcome struct {
	lines                              []landing // in the order of the file
	fresh, changed, unchanged, refused int
}

func (o *outcome) add(x landing) {
	switch x.result {
	case string(store.FateNew):
		o.fresh++
	case string(store.FateChanged):
		o.changed++
	case string(store.FateUnchanged):
		o.unchanged++
	default:
		o.refused++
	}
	o.lines = append(o.lines, x)
}

// summary counts in words.
func (o *outcome) summary(l *locale.Locale, key string) string {
	return l.T(key, locale.Count("new", o.fresh), locale.Count("changed", o.changed), locale.Count("unchanged", o.unchanged), locale.Count("refused", o.refused))
}

// bring imports a file, or finds out what would become of it. With an error,
// the outcome is what was kept until then.
func (i importing) bring(ctx context.Context, r Request, f file, dry bool) (o outcome, err error) {
	l, data := r.Locale, f.Data
	rowOf := func(record int) int { return record }
	nameOf := func(record int) string {
		if record <= len(f.names) {
			return f.names[record-1]
		}
		return ""
	}
	var batch sheet.Batch
	if f.table != nil {
		batch = i.words().Batch(f.table, f.columns, r.today())
		namesakes, err := i.namesakes(ctx, f, &batch, l)
		if err != nil {
			return o, err
		}
		for _, x := range namesakes {
			o.add(x)
		}
		for _, row := range batch.Torn {
			x := landing{row: row.N, table: true, name: batch.Name(row), result: resultRefused}
			for _, fault := range batch.Faults {
				if fault.Row == row.N {
					x.reasons = append(x.reasons, fault.Words(l))
				}
			}
			o.add(x)
		}
		if data, err = batch.Casebook(); err != nil {
			return o, err
		}
		rowOf = func(record int) int { return batch.Rows[record-1].N }
		nameOf = func(record int) string { return batch.Casefiles[record-1].Person.Name }
	}
	report, err := i.Curation.Import(ctx, f.Casebook, bytes.NewReader(data), store.ImportOptions{
		DryRun: dry, Author: r.By(), Why: l.T("import.why", locale.Text("file", f.Name)),
		Landed: func(x store.Landed) {
			o.add(landing{row: rowOf(x.Record), table: f.table != nil, name: nameOf(x.Record), slug: x.Slug, result: string(x.Fate)})
		},
	})
	var last *landing
	for _, x := range report.Refused {
		row := rowOf(x.Record)
		if last == nil || last.row != row {
			o.add(landing{row: row, table: f.table != nil, name: nameOf(x.Record), slug: x.Slug, result: resultRefused})
			last = &o.lines[len(o.lines)-1]
		}
		last.reasons = append(last.reasons, refusedWords(x, l))
	}
	slices.SortStableFunc(o.lines, func(a, b landing) int { return a.row - b.row })
	return o, err
}

// namesakes takes out of a batch those rows whose slug was made of a name that
// somebody else on record has: their country or date of birth says otherwise.
func (i importing) namesakes(ctx context.Context, f file, b *sheet.Batch, l *locale.Locale) (refused []landing, err error) {
	given := slices.Contains(slices.Collect(maps.Values(f.columns)), "slug")
	kept := *b
	kept.Casefiles, kept.Rows = nil, nil
	for n, c := range b.Casefiles {
		if !given {
			now, err := i.Curation.Casefile(ctx, f.Casebook, c.Slug)
			switch {
			case trouble(err) != "":
				return nil, err
			case err == nil && now.Casefile.Slug == c.Slug && otherPerson(now.Casefile, c):
				refused = append(refused, landing{row: b.Rows[n].N, table: true, name: c.Person.Name, slug: c.Slug, result: resultRefused,
					reasons: []string{l.T("import.namesake", locale.Name("slug", c.Slug))}})
				continue
			}
		}
		kept.Casefiles, kept.Rows = append(kept.Casefiles, c), append(kept.Rows, b.Rows[n])
	}
	*b = kept
	return refused, nil
}

// refusedWords says why a record was refused.
func refusedWords(x store.Refusal, l *locale.Locale) string {
	o := x.Objection
	if o == nil || !l.Has("import.objection."+string(o.Kind)) {
		where := ""
		if x.Path != "" {
			where = x.Path + ": "
		}
		return l.T("import.invalid", locale.Count("line", x.Line), locale.Name("why", where+x.Reason))
	}
	return l.T("import.objection."+string(o.Kind), locale.Name("slug", o.Slug), locale.Text("date", onDay(o.At, l)),
		locale.Count("version", int(o.Version)), locale.Name("why", o.Why), locale.Count("record", o.Record))
}

// load imports a file and reports on it.
func (i importing) load(ctx context.Context, r Request, f file) (Reply, error) {
	l := r.Locale
	o, err := i.bring(ctx, r, f, false)
	key := trouble(err)
	if err != nil && key == "" {
		return Reply{}, err
	}
	lines := []string{o.summary(l, "import.done")}
	if key == "" {
		if f.table != nil {
			if err := i.Desk.KeepColumns(ctx, f.Casebook, f.table.Heading, f.columns); err != nil {
				return Reply{}, err
			}
		}
		if err := i.Desk.DropUpload(ctx, f.ID, r.By()); err != nil {
			return Reply{}, err
		}
		lines = append(lines, l.T("import.report"))
	} else { // what landed stays, and the file can be imported again
		lines = append(lines, l.T("import.interrupted"))
	}
	report, err := o.report(l)
	if err != nil {
		return Reply{}, err
	}
	reply := finished(r, l.T("import.done.title", locale.Name("file", card.Escape(f.Name))), lines)
	reply.Files = []card.File{{Name: "import-report.csv", Type: "text/csv; charset=utf-8", Data: report}}
	if key != "" {
		reply.Controls = [][]card.Control{{{Label: l.T("import.button"), Style: card.Primary,
			Then: card.Then{Command: i.path, Options: map[string]string{"u": f.ID, "do": "import"}, Update: true, Mine: true}}}}
		return reply, nil
	}
	reply.Controls = [][]card.Control{{{Label: l.T("stale.button"), Then: card.Then{Command: "curate stale", Mine: true}}}}
	return reply, nil
}

// report is what became of each record, as a table that spreadsheets open: in
// UTF-8 with a mark that says so, and nothing in it that they would run.
func (o *outcome) report(l *locale.Locale) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	row := func(cells ...string) error {
		for n, s := range cells {
			if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
				cells[n] = "'" + s
			}
		}
		return w.Write(cells)
	}
	if err := row(l.T("import.column.row"), l.T("import.column.person"), l.T("import.column.slug"), l.T("import.column.result"), l.T("import.column.reasons")); err != nil {
		return nil, err
	}
	for _, x := range o.lines {
		if err := row(strconv.Itoa(x.row), x.name, x.slug, l.T("import.result."+x.result), strings.Join(x.reasons, " · ")); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

// otherPerson reports whether two casefiles are surely not about the same
// person.
func otherPerson(a, b *casefile.Casefile) bool {
	if a.Country != "" && b.Country != "" && a.Country != b.Country {
		return true
	}
	return a.Person.Born != nil && b.Person.Born != nil && a.Person.Born.Date.Same(b.Person.Born.Date) == calendar.No
}

package commands

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"

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

	hides casefile.Visibility // withdrawn or embargoed by it, "" where it does neither
	was   casefile.Visibility // until then
	like  bool                // somebody on record has a name like it
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
	removed                            int // posted messages that are going to be deleted
	looked                             int // new ones that were compared with who is on record
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

// hides says whom the file withdraws or holds back, and that all else lands as
// drafts: what isn't a draft then must not be taken for one.
func (o *outcome) hides(l *locale.Locale) []string {
	var lines []string
	for _, v := range []casefile.Visibility{casefile.Withdrawn, casefile.Embargoed} {
		var who []string
		n := 0
		for _, x := range o.lines {
			if x.hides != v {
				continue
			}
			if n++; n > shownHidden {
				continue
			}
			slug := l.Isolate(card.Escape(x.slug))
			if x.was == casefile.Public {
				slug = l.T("import.public_until_now", locale.Text("slug", slug))
			}
			who = append(who, slug)
		}
		if n > 0 {
			lines = append(lines, l.T("import.hides."+string(v), locale.N(n), locale.Text("slugs", l.List(who))))
		}
	}
	if len(lines) == 0 {
		return []string{l.T("import.drafts")}
	}
	return append(lines, l.T("import.drafts_else"))
}

// shownHidden is how many of those whom a file hides are named; the report has
// them all.
const shownHidden = 10

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
		if err := batch.Namesakes(i.Curation.OnRecord(ctx, f.Casebook)); err != nil {
			return o, err
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
		DryRun: dry, Partial: f.table != nil, Author: r.By(), Why: l.T("import.why", locale.Text("file", f.Name)),
		Landed: func(x store.Landed) {
			row := landing{row: rowOf(x.Record), table: f.table != nil, name: nameOf(x.Record), slug: x.Slug, result: string(x.Fate), hides: x.Hides(), was: x.Was}
			if row.hides != "" {
				row.reasons = []string{l.T("import.hidden." + string(row.hides))}
			}
			o.add(row)
		},
	})
	o.removed = report.Removed
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
	if err == nil {
		err = i.likened(ctx, f.Casebook, &o, l)
	}
	return o, err
}

// mostLikened is of how many new casefiles it is looked up whether somebody on
// record has a name like theirs: each takes some milliseconds, and an answer
// can't be waited for.
const mostLikened = 500

// likened says of the new casefiles who on record has a name like theirs. They
// may be one person; it is for curators to say so.
func (i importing) likened(ctx context.Context, book store.CasebookID, o *outcome, l *locale.Locale) error {
	for n := range o.lines {
		x := &o.lines[n]
		if x.result != string(store.FateNew) || x.hides == casefile.Withdrawn || x.name == "" {
			continue
		}
		if o.looked++; o.looked > mostLikened {
			return nil
		}
		similar, err := i.Curation.Similar(ctx, book, []string{x.name}, alikeShown)
		if err != nil {
			return err
		}
		var slugs []string
		for _, s := range similar {
			if s.Tombstone == nil && s.Slug != x.slug {
				slugs = append(slugs, l.Isolate(card.Plain(s.Slug)))
			}
		}
		if len(slugs) > 0 {
			x.like = true
			x.reasons = append(x.reasons, l.T("import.like", locale.Text("slugs", l.List(slugs))))
		}
	}
	return nil
}

// alike says how many of the new casefiles may be about somebody on record, and
// which are the first.
func (o *outcome) alike(l *locale.Locale) []string {
	var lines []string
	n := 0
	for _, x := range o.lines {
		if !x.like {
			continue
		}
		if n++; n <= shownRefusals {
			lines = append(lines, l.T("import.refusal", locale.Text("where", x.where(l)), locale.Text("why", card.Escape(card.Cut(strings.Join(x.reasons, " "), 250)))))
		}
	}
	if n == 0 {
		return nil
	}
	return append([]string{l.T("import.alike", locale.N(n))}, lines...)
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
	if hides := o.hides(l); len(hides) > 1 {
		lines = append(lines, hides[:len(hides)-1]...)
	}
	if o.removed > 0 {
		lines = append(lines, l.T("hide.removed", locale.N(o.removed)))
	}
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

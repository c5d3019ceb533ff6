package sheet

import (
	"bytes"
	"iter"
	"strconv"
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/names"
)

// Batch is a table as casefiles, and the rows that can't be.
type Batch struct {
	Casefiles []*casefile.Casefile
	Rows      []Row // that each casefile is of
	Faults    []Fault
	Torn      []Row // the rows that faults are of, each once

	table   *Table
	columns Columns
}

// Name is the name of the person that a row is about, as it stands there, but
// for characters that nobody sees.
func (b Batch) Name(row Row) string {
	if row.Torn != "" {
		return ""
	}
	r := reading{table: b.table, row: row, columns: b.columns}
	name, _, _ := strings.Cut(r.cell("name"), "\n")
	return names.Clean(name)
}

// Batch reads all rows. Two rows about one person are a fault of the second:
// which of them says what can't be told.
func (w *Words) Batch(t *Table, columns Columns, today calendar.Day) Batch {
	b := Batch{table: t, columns: columns}
	seen := map[string]int{}
	for _, row := range t.Rows {
		c, faults := w.Casefile(t, row, columns, today)
		if c != nil {
			if first, twice := seen[c.Slug]; twice {
				r := reading{table: t, row: row, columns: columns}
				r.blame("name", "twice", c.Person.Name, strconv.Itoa(first))
				faults = r.faults
			} else {
				seen[c.Slug] = row.N
			}
		}
		if len(faults) > 0 {
			b.Faults, b.Torn = append(b.Faults, faults...), append(b.Torn, row)
			continue
		}
		b.Casefiles, b.Rows = append(b.Casefiles, c), append(b.Rows, row)
	}
	return b
}

// Namesakes takes out of the batch those rows whose slug was made of a name that
// somebody else on record has: the country or the date of birth says otherwise.
// Who gave a slug said who is meant. onRecord is the casefile that a slug stands
// for, nil where there is none.
func (b *Batch) Namesakes(onRecord func(slug string) (*casefile.Casefile, error)) error {
	kept := *b
	kept.Casefiles, kept.Rows = nil, nil
	for n, c := range b.Casefiles {
		r := reading{table: b.table, row: b.Rows[n], columns: b.columns}
		if r.cell("slug") == "" {
			now, err := onRecord(c.Slug)
			if err != nil {
				return err
			}
			if now != nil && now.SurelyOther(c) {
				r.blame("name", "namesake", c.Person.Name, c.Slug)
				kept.Faults, kept.Torn = append(kept.Faults, r.faults...), append(kept.Torn, r.row)
				continue
			}
		}
		kept.Casefiles, kept.Rows = append(kept.Casefiles, c), append(kept.Rows, r.row)
	}
	*b = kept
	return nil
}

// Casebook is the casefiles as a casebook file, in their order.
func (b Batch) Casebook() ([]byte, error) {
	var out bytes.Buffer
	err := casefile.WriteCasebook(&out, casefile.Casebook{}, iter.Seq2[*casefile.Casefile, error](func(yield func(*casefile.Casefile, error) bool) {
		for _, c := range b.Casefiles {
			if !yield(c, nil) {
				return
			}
		}
	}))
	return out.Bytes(), err
}

package store

import (
	"errors"
	"fmt"

	"vigil/internal/casefile"
)

// Progress is how far an import is.
type Progress struct {
	Bytes   int64 // of the file, read so far
	Records int   // decided and kept so far
}

// Report is what became of each record of an import.
type Report struct {
	New       int // casefiles that weren't there before
	Changed   int // new revisions of casefiles that were
	Unchanged int // nothing in the record is new, nothing was written
	Refused   []Refusal
	Removed   int // posted messages that are going to be deleted
}

// Records is how many records were decided.
func (r Report) Records() int { return r.New + r.Changed + r.Unchanged + len(r.refusedRecords()) }

func (r Report) refusedRecords() map[int]bool {
	m := make(map[int]bool)
	for _, f := range r.Refused {
		m[f.Record] = true
	}
	return m
}

// Refusal is one reason why a record was not imported; a record may have
// several. Nothing of a refused record is kept.
type Refusal struct {
	Record int    // its place in the file, from 1
	Line   int    // of the file, from 1
	Path   string // JSON pointer inside the record; "" is the record as a whole
	Slug   string // "" when it couldn't be read
	Reason string // in plain English

	// Objection is set where the record is in order and may not be imported as
	// things stand here.
	Objection *Objection
}

// refuse reports every reason that err has.
func (i *importing) refuse(p *parcel, err error) {
	r := Refusal{Record: p.record.Index + 1, Line: p.record.Line, Slug: p.slug}
	r.Objection, _ = errors.AsType[*Objection](err)
	var invalid *casefile.Invalid
	if !errors.As(err, &invalid) || len(invalid.Problems) == 0 {
		r.Reason = err.Error()
		i.report.Refused = append(i.report.Refused, r)
		return
	}
	for _, problem := range invalid.Problems {
		r.Path, r.Reason = problem.Path, problem.Reason
		if problem.Line > 0 {
			r.Line = problem.Line
		}
		if problem.Suggestion != "" {
			r.Reason += fmt.Sprintf("; did you mean %q?", problem.Suggestion)
		}
		i.report.Refused = append(i.report.Refused, r)
	}
}

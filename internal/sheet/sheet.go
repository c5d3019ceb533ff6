// Package sheet reads tables of people as spreadsheets save them (CSV) and
// makes a casefile of each row. It says of a row that it can't read which
// column, what was not understood and what would be, and reads the others.
package sheet

import (
	"strings"

	"vigil/internal/names"
)

// How large a table may be.
const (
	MaxRows    = 10_000
	maxColumns = 100
)

// Table is a table with a heading.
type Table struct {
	Heading []string // of each column; "" of one without
	Rows    []Row    // but those that are empty
	Comma   rune     // what stands between the cells: comma, semicolon or tab
}

// Row is one row of a table.
type Row struct {
	N     int      // from 1, the heading included, as a spreadsheet counts it
	Line  int      // of the file, from 1: a cell can hold line breaks
	Cells []string // as many as the heading has
	Torn  string   // code of why it can't be read, "" when it can
}

// Read reads a table from text that [Decode] returned. The error is a
// [*Refused].
func Read(text string) (*Table, error) {
	if !strings.Contains(text, "\n") {
		text = strings.ReplaceAll(text, "\r", "\n") // as old spreadsheets end lines
	}
	t := &Table{}
	text, t.Comma = separator(text)
	s := scanner{rest: text, comma: t.Comma, line: 1}
	for s.next() {
		switch {
		case s.blank():
		case t.Heading == nil:
			if err := t.head(&s); err != nil {
				return nil, err
			}
		case len(t.Rows) == MaxRows:
			return nil, &Refused{Code: "rows"}
		default:
			t.Rows = append(t.Rows, t.row(&s))
		}
	}
	if t.Heading == nil {
		return nil, &Refused{Code: "empty"}
	}
	return t, nil
}

// head takes the heading. Columns without one, and at the end, are none.
func (t *Table) head(s *scanner) error {
	if s.torn != "" {
		return &Refused{Code: "heading_torn"}
	}
	n := len(s.cells)
	for n > 0 && strings.TrimSpace(s.cells[n-1]) == "" {
		n--
	}
	if n > maxColumns {
		return &Refused{Code: "columns"}
	}
	seen := map[string]bool{}
	for _, cell := range s.cells[:n] {
		h := strings.Join(strings.Fields(names.Clean(cell)), " ")
		if seen[h] && h != "" {
			return &Refused{Code: "heading_twice", Part: h}
		}
		seen[h] = true
		t.Heading = append(t.Heading, h)
	}
	return nil
}

// row takes a row. One that has more or fewer cells than the heading can't be
// told where it went wrong; cells that say nothing, at its end, are no matter.
func (t *Table) row(s *scanner) Row {
	r := Row{N: s.n, Line: s.from, Torn: s.torn}
	if r.Torn != "" {
		return r
	}
	n := len(s.cells)
	for n > len(t.Heading) && strings.TrimSpace(s.cells[n-1]) == "" {
		n--
	}
	if n != len(t.Heading) {
		r.Torn = "ragged"
		return r
	}
	r.Cells = s.cells[:n:n]
	return r
}

// separator is what stands between the cells: what the file says itself in a
// first line "sep=;", as Excel has it, otherwise what the heading has most of.
func separator(text string) (rest string, comma rune) {
	first, rest, _ := strings.Cut(text, "\n")
	if said, ok := strings.CutPrefix(strings.TrimRight(first, "\r"), "sep="); ok && len(said) == 1 && strings.Contains(",;\t", said) {
		return rest, rune(said[0])
	}
	count := map[rune]int{}
	quoted, begun := false, false
	for _, r := range text {
		if r == '"' {
			quoted = !quoted
		}
		if r == '\n' && !quoted && begun {
			break
		}
		if !quoted {
			count[r]++
		}
		begun = begun || r != '\n' && r != '\r' && r != ' '
	}
	comma = ','
	for _, r := range []rune{';', '\t'} {
		if count[r] > count[comma] {
			comma = r
		}
	}
	return text, comma
}

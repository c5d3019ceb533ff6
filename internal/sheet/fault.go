package sheet

import (
	"strings"

	"vigil/internal/entry"
	"vigil/internal/locale"
)

// tableFault begins the codes of faults that only tables have. Their words are
// catalogue keys "sheet.fault.<code>"; those of forms have "fault.<code>".
const tableFault = "sheet."

// Fault is one thing in a row that could not be read.
type Fault struct {
	Row    int    // as a spreadsheet counts, from 1
	Line   int    // of the file, from 1
	Column string // its heading; "" of the row as a whole
	entry.Fault
}

// Key is the catalogue's name of the words. They may use {part}.
func (f Fault) Key() string {
	if code, ok := strings.CutPrefix(f.Code, tableFault); ok {
		return "sheet.fault." + code
	}
	return f.Fault.Key()
}

// Words says in plain text which column, what stands there, what is wrong with
// it and what would be understood.
func (f Fault) Words(l *locale.Locale) string {
	var b strings.Builder
	if f.Column != "" {
		b.WriteString(l.T("sheet.column", locale.Name("column", f.Column)))
		b.WriteByte(' ')
	}
	if f.Text != "" {
		b.WriteString(l.T("sheet.stands", locale.Name("text", f.Text)))
		b.WriteByte(' ')
	}
	b.WriteString(l.T(f.Key(), locale.Name("part", f.Part)))
	if f.Example != "" {
		b.WriteByte(' ')
		b.WriteString(l.T("edit.fault.example", locale.Name("example", l.T(f.Example.Key()))))
	}
	return b.String()
}

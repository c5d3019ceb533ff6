package casefile

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// Reader reads a casebook one casefile at a time, in memory that doesn't grow
// with the file. A casefile that is broken is refused alone: as long as the
// end of it can be told, the ones after it are read.
type Reader struct {
	scan   *scanner
	header Casebook
	seen   map[string]raw // members of the file and where they stand
	state  readerState
	index  int
	err    error // how reading ended
	wrong  []Problem
}

type readerState int

const (
	atStart readerState = iota
	inHeader
	inCasefiles
	atEnd
)

// NewReader prepares to read a casebook from r.
func NewReader(r io.Reader) *Reader {
	return &Reader{scan: newScanner(r), seen: map[string]raw{}}
}

// Header is what the file says of itself, without casefiles, as far as it has
// been read: its members may also come after the casefiles.
func (r *Reader) Header() Casebook { return r.header }

// Record is one casefile of a casebook, read or refused.
type Record struct {
	Index int    // place in the file, from 0
	Line  int    // on which it starts, from 1
	Raw   []byte // as it stands in the file; nil if it was too long to keep
	// Casefile is nil if the record is refused, and valid if it isn't.
	Casefile *Casefile
	// Err is nil or an *Invalid with lines of the whole file.
	Err error

	column int // in bytes, of the record's first line
}

// Next reads the next casefile and validates it. A casefile that is refused
// comes with its reason in Record.Err, and reading goes on. The error is
// io.EOF after the last; an *Invalid if the file says wrong things about
// itself (not this format, an unknown member), which may be found out only at
// the end; a *SyntaxError if the rest can't be read; or what the underlying
// reader failed with. After an error there are no more casefiles.
func (r *Reader) Next() (Record, error) {
	rec, err := r.NextRaw()
	if err == nil && rec.Err == nil {
		rec.Casefile, rec.Err = rec.Parse()
	}
	return rec, err
}

// NextRaw is Next without understanding the casefile, for those who want to
// [Record.Parse] several at once.
func (r *Reader) NextRaw() (Record, error) {
	if r.err == nil {
		rec, err := r.next()
		if err == nil {
			return rec, nil
		}
		r.err = err
	}
	return Record{}, r.err
}

// Parse understands and validates a record that NextRaw returned. Records may
// be parsed at the same time.
func (rec Record) Parse() (*Casefile, error) {
	if rec.Err != nil {
		return nil, rec.Err
	}
	c, err := Parse(rec.Raw)
	var invalid *Invalid
	if errors.As(err, &invalid) {
		rec.shift(invalid.Problems)
	}
	return c, err
}

// shift turns places within the record into places within the file.
func (rec Record) shift(problems []Problem) {
	for i := range problems {
		if p := &problems[i]; p.Line <= 1 {
			p.Column = max(p.Column, 1) + rec.column - 1
			p.Line = rec.Line
		} else {
			p.Line += rec.Line - 1
		}
	}
}

func (r *Reader) next() (Record, error) {
	if r.state == atStart {
		if err := r.begin(); err != nil {
			return Record{}, err
		}
	}
	for r.state == inHeader {
		if err := r.member(); err != nil {
			return Record{}, err
		}
	}
	if r.state == atEnd {
		return Record{}, r.finish()
	}
	return r.element()
}

func (r *Reader) begin() error {
	if err := r.scan.begin(); err != nil {
		return err
	}
	b, err := r.scan.skipSpace()
	switch {
	case errors.Is(err, io.EOF):
		return r.scan.fail("the file is empty")
	case err != nil:
		return err
	case b == '[':
		return r.scan.fail(`the file is a list; a casebook is an object: {"format": %q, "casefiles": [ … ]}`, Format)
	case b != '{':
		return r.scan.fail("this is not JSON: a casebook starts with a brace, not with %q", b)
	}
	r.state = inHeader
	return r.scan.take()
}

// member reads one member of the file up to its comma; of casefiles only the
// opening bracket.
func (r *Reader) member() error {
	b, err := r.scan.skipSpace()
	if err != nil {
		return r.scan.broken(err, "its closing brace")
	}
	if b == '}' && len(r.seen) == 0 {
		r.state = atEnd
		return r.scan.take()
	}
	if b != '"' {
		return r.scan.fail("here should be a member's name in quotes, not %q", b)
	}
	key, err := r.scan.value(maxHeader)
	if err != nil {
		return err
	}
	name, ok := plainText(key.data)
	if !ok {
		return &SyntaxError{key.line, key.col, key.at, "this member's name can't be read"}
	}
	if err := r.scan.expect(':', "a colon"); err != nil {
		return err
	}
	if _, twice := r.seen[name]; twice {
		return &SyntaxError{key.line, key.col, key.at, fmt.Sprintf("%q stands here a second time; one of the two must go", name)}
	}
	r.seen[name] = raw{line: key.line, col: key.col}
	if name == "casefiles" {
		if err := r.scan.expect('[', "the list of casefiles in brackets"); err != nil {
			return err
		}
		r.state = inCasefiles
		return r.checkFormat()
	}
	return r.headerValue(name, key)
}

// headerValue reads a member that is no list of casefiles.
func (r *Reader) headerValue(name string, key raw) error {
	value, err := r.scan.value(maxHeader)
	if err != nil {
		return err
	}
	if err := r.understand(name, key, value); err != nil {
		return err
	}
	return r.comma('}', inHeader, atEnd)
}

func (r *Reader) understand(name string, key, value raw) error {
	into := map[string]any{"format": &r.header.Format, "title": &r.header.Title, "note": &r.header.Note,
		"licence": &r.header.Licence, "as_of": &r.header.AsOf}
	v, known := into[name]
	p := Problem{Path: "/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(name), Line: value.line, Column: value.col}
	switch {
	case !known:
		p.Line, p.Column = key.line, key.col
		p.Reason, p.Suggestion = "is not a member of a casebook", nearest(name, append(keys(into), "casefiles"))
	case value.data == nil:
		p.Reason = fmt.Sprintf("is longer than %d bytes", maxHeader)
	default:
		err := unmarshal(value.data, v)
		if err == nil {
			return nil
		}
		q := explain(value.data, v, err).Problems[0]
		p.Reason = q.Reason
	}
	r.wrong = append(r.wrong, p)
	if name == "format" || len(r.wrong) >= maxProblems {
		return &Invalid{Problems: r.wrong}
	}
	return nil
}

// checkFormat refuses the casefiles of another format before they are read, if
// the format stands before them.
func (r *Reader) checkFormat() error {
	if at, given := r.seen["format"]; given && r.header.Format != Format {
		return &Invalid{Problems: []Problem{{Path: "/format", Line: at.line, Column: at.col,
			Reason: fmt.Sprintf("is %q; this program reads %q", r.header.Format, Format)}}}
	}
	return nil
}

// finish looks at what is left after the closing brace and at the header.
func (r *Reader) finish() error {
	if b, err := r.scan.skipSpace(); err == nil {
		return r.scan.fail("after the end of the casebook there is more, beginning with %q", b)
	} else if !errors.Is(err, io.EOF) {
		return err
	}
	if err := r.checkFormat(); err != nil {
		return err
	}
	for _, name := range []string{"format", "casefiles"} {
		if _, given := r.seen[name]; !given {
			r.wrong = append(r.wrong, Problem{Path: "/" + name, Line: 1, Column: 1, Reason: "is missing; a casebook needs it"})
		}
	}
	r.wrong = append(r.wrong, r.validateHeader()...)
	if len(r.wrong) > 0 {
		return &Invalid{Problems: r.wrong}
	}
	return io.EOF
}

// element reads the comma after the casefile before, and one casefile. What is
// wrong between two casefiles so costs neither.
func (r *Reader) element() (Record, error) {
	b, err := r.scan.skipSpace()
	switch {
	case err != nil:
		return Record{}, r.scan.broken(err, "the list of casefiles does")
	case b == ']' || r.index > 0:
		if err := r.comma(']', inCasefiles, inHeader); err != nil {
			return Record{}, err
		}
	}
	if r.state == inHeader { // the list is closed
		if err := r.comma('}', inHeader, atEnd); err != nil {
			return Record{}, err
		}
		return r.next()
	}
	v, err := r.scan.value(maxRecord)
	if err != nil {
		return Record{}, err
	}
	rec := Record{Index: r.index, Line: v.line, Raw: v.data, column: v.col}
	switch {
	case v.data == nil:
		rec.Err = rec.refused(fmt.Sprintf("is %d bytes long; the longest casefile that is read has %d", v.size, maxRecord))
	case v.depth > maxDepth:
		rec.Err = rec.refused(fmt.Sprintf("has brackets %d deep; a casefile has no more than %d", v.depth, maxDepth))
	}
	r.index++
	return rec, nil
}

func (rec Record) refused(reason string) error {
	return &Invalid{Slug: slugIn(rec.Raw), Problems: []Problem{{Line: rec.Line, Column: rec.column, Reason: reason}}}
}

// comma reads what follows a value: a comma, and the state is more; or the
// closing bracket, and the state is last.
func (r *Reader) comma(closing byte, more, last readerState) error {
	b, err := r.scan.skipSpace()
	switch {
	case err != nil:
		return r.scan.broken(err, "its closing bracket")
	case b == ',':
		r.state = more
	case b == closing:
		r.state = last
	default:
		return r.scan.fail("here should be a comma or %q, not %q", closing, b)
	}
	return r.scan.take()
}

// validateHeader lists what is wrong with the texts of the header.
func (r *Reader) validateHeader() []Problem {
	var k checker
	k.line("title", r.header.Title, optional)
	k.text("note", r.header.Note, optional)
	k.text("licence", r.header.Licence, optional)
	for i := range k.problems {
		at := r.seen[strings.TrimPrefix(k.problems[i].Path, "/")]
		k.problems[i].Line, k.problems[i].Column = at.line, at.col
	}
	return k.problems
}

package casefile

import (
	"errors"
	"fmt"
	"strings"
)

// Problem is one thing wrong with a casefile, and where.
type Problem struct {
	// Path is a JSON pointer (RFC 6901) into the casefile, such as
	// /sentences/0/penalties/1/term. "" is the casefile itself.
	Path string
	// Line and Column, both from 1, are where that stands in what was read;
	// columns count characters. 0: nothing was read, or it isn't there.
	Line, Column int
	// Reason is plain English without a full stop.
	Reason string
	// Suggestion is what was probably meant, or "".
	Suggestion string
}

// String is the problem in one line: place, reason, suggestion.
func (p Problem) String() string {
	var b strings.Builder
	if p.Line > 0 {
		fmt.Fprintf(&b, "line %d, column %d: ", p.Line, p.Column)
	}
	if p.Path != "" {
		b.WriteString(p.Path + ": ")
	}
	b.WriteString(p.Reason)
	if p.Suggestion != "" {
		fmt.Fprintf(&b, "; did you mean %q?", p.Suggestion)
	}
	return b.String()
}

// Invalid is a casefile, or the head of a casebook, that is refused whole.
type Invalid struct {
	Slug     string    // "" where it can't be made out, and for the head
	Problems []Problem // at least one, in the order of the file
}

// Error is the first problem, and how many more there are.
func (e *Invalid) Error() string {
	s := e.Problems[0].String()
	if e.Slug != "" {
		s = "casefile " + e.Slug + ": " + s
	}
	if n := len(e.Problems) - 1; n > 0 {
		s += fmt.Sprintf(" (and %d more)", n)
	}
	return s
}

// SyntaxError is a place from which a casebook can't be read on: what follows
// can't be told apart any more. What came before it was read.
type SyntaxError struct {
	Line, Column int   // from 1; columns count bytes
	Offset       int64 // from 0, in bytes
	Reason       string
}

// Error is the place and the reason.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("line %d, column %d: %s", e.Line, e.Column, e.Reason)
}

// errNull says that the format has no null.
var errNull = errors.New("null is not used; leave the member out")

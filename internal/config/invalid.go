package config

import (
	"fmt"
	"strings"
)

// Invalid is a configuration that can't be used, with all that is wrong in it.
type Invalid struct {
	Problems []Problem // at least one; in the order of .env.example, strangers last
}

// Problem is one thing that is missing or wrong.
type Problem struct {
	Variable string // its name, or the place in .env that can't be read
	What     string // in plain English; never the value of a secret
	Example  string // a value that would be right, or what it is; may be empty
}

// newInvalid puts the problems in the order of the variables.
func newInvalid(problems []Problem) *Invalid {
	sorted := make([]Problem, 0, len(problems))
	rest := problems
	for _, name := range variables() {
		var others []Problem
		for _, p := range rest {
			if p.Variable == name {
				sorted = append(sorted, p)
			} else {
				others = append(others, p)
			}
		}
		rest = others
	}
	return &Invalid{append(sorted, rest...)}
}

// Error is a line for each problem after a first that counts them.
func (e *Invalid) Error() string {
	var b strings.Builder
	if len(e.Problems) == 1 {
		b.WriteString("the configuration has a problem:")
	} else {
		fmt.Fprintf(&b, "the configuration has %d problems:", len(e.Problems))
	}
	for _, p := range e.Problems {
		b.WriteString("\n  " + p.String())
	}
	b.WriteString("\n.env.example explains every variable.")
	return b.String()
}

// String is the variable, what is wrong, and what would be right, on one line.
func (p Problem) String() string {
	s := p.What
	if p.Variable != "" {
		s = p.Variable + " " + s
	}
	if p.Example != "" {
		s += "; for example " + p.Example
	}
	return s
}

// wrongValue says in plain words what is wrong with a value.
type wrongValue string

func (w wrongValue) Error() string { return string(w) }

func wrong(format string, args ...any) error {
	return wrongValue(fmt.Sprintf(format, args...))
}

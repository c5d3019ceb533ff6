package entry

import (
	"strings"
	"unicode/utf8"
)

// typedLine is one line of a field that takes a list.
type typedLine struct {
	n    int // from 1
	text string
}

// listed are the lines of a clean text that say something, without the mark
// that people put before the entries of a list.
func listed(text string) []typedLine {
	var out []typedLine
	n := 0
	for line := range strings.SplitSeq(text, "\n") {
		n++
		if line = unmarked(line); line != "" {
			out = append(out, typedLine{n, line})
		}
	}
	return out
}

func unmarked(line string) string {
	for _, mark := range []string{"•", "●", "▪", "◦", "*", "-", "–", "—"} {
		if rest, ok := strings.CutPrefix(line, mark+" "); ok {
			return strings.TrimSpace(rest)
		}
		if line == mark {
			return ""
		}
	}
	return line
}

// blameLine notes a fault of one line, as long as there aren't too many.
func (s *sheet) blameLine(field string, l typedLine, code, part string, example Example) {
	n := 0
	for _, f := range s.faults {
		if f.Field == field {
			n++
		}
	}
	if n < mostFaults {
		s.faults = append(s.faults, Fault{Field: field, Line: l.n, Text: clip(l.text), Part: clip(part), Code: code, Example: example})
	}
}

// lineFits blames a line that is longer than the record takes.
func (s *sheet) lineFits(field string, l typedLine) bool {
	if utf8.RuneCountInString(l.text) > mostLine {
		s.blameLine(field, l, "too_long", "", "")
		return false
	}
	return true
}

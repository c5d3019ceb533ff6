package sheet

import "strings"

// scanner cuts text into rows and cells, as RFC 4180 has it, with any of the
// line ends. A row whose quotation marks make no sense is given up, and the
// next line is a new row.
type scanner struct {
	rest  string
	comma rune

	n     int // of the row, from 1
	line  int // where rest begins, from 1
	from  int // line where the row began
	cells []string
	torn  string // code of why the row can't be read
}

// next goes on to the next row; false at the end of the text.
func (s *scanner) next() bool {
	if s.rest == "" {
		return false
	}
	s.n++
	s.from, s.cells, s.torn = s.line, nil, ""
	for {
		last, ok := s.cell()
		if !ok {
			s.giveUp()
			return true
		}
		if last {
			return true
		}
	}
}

// cell takes the next cell; last says that the row ends with it, and ok that
// it could be read.
func (s *scanner) cell() (last, ok bool) {
	if trimmed := strings.TrimLeft(s.rest, " "); strings.HasPrefix(trimmed, `"`) {
		return s.quoted(trimmed[1:])
	}
	end := strings.IndexFunc(s.rest, func(r rune) bool { return r == s.comma || r == '\n' || r == '\r' })
	if end < 0 {
		end = len(s.rest)
	}
	s.cells = append(s.cells, s.rest[:end])
	s.rest = s.rest[end:]
	return s.after()
}

// quoted takes a cell that stands between quotation marks; a doubled one is
// one of the text.
func (s *scanner) quoted(text string) (last, ok bool) {
	var b strings.Builder
	for {
		end := strings.IndexByte(text, '"')
		if end < 0 {
			s.torn = "unclosed"
			return false, false
		}
		b.WriteString(text[:end])
		text = text[end+1:]
		if !strings.HasPrefix(text, `"`) {
			break
		}
		b.WriteByte('"')
		text = text[1:]
	}
	cell := strings.ReplaceAll(strings.ReplaceAll(b.String(), "\r\n", "\n"), "\r", "\n")
	s.line += strings.Count(cell, "\n")
	s.cells = append(s.cells, cell)
	s.rest = strings.TrimLeft(text, " ")
	return s.after()
}

// after takes what stands after a cell: a comma, or the end of the row.
func (s *scanner) after() (last, ok bool) {
	switch {
	case s.rest == "":
		return true, true
	case strings.HasPrefix(s.rest, string(s.comma)):
		s.rest = s.rest[len(string(s.comma)):]
		if s.rest == "" {
			s.cells = append(s.cells, "")
			return true, true
		}
		return false, true
	case strings.HasPrefix(s.rest, "\r\n"):
		s.rest, s.line = s.rest[2:], s.line+1
		return true, true
	case s.rest[0] == '\n' || s.rest[0] == '\r':
		s.rest, s.line = s.rest[1:], s.line+1
		return true, true
	}
	s.torn = "quotes"
	return false, false
}

// giveUp goes to the next line.
func (s *scanner) giveUp() {
	_, rest, found := strings.Cut(s.rest, "\n")
	if s.rest = rest; found {
		s.line++
	}
}

// blank reports whether nothing stands in the row.
func (s *scanner) blank() bool {
	for _, c := range s.cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return s.torn == ""
}

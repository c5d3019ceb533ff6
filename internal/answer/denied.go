package answer

import "strings"

// deniedFirst puts what denies before what it denies: Persian says it at the
// end, زندانی نیستند, and all that reads a question expects it as in English.
func (q *question) deniedFirst() {
	if !persian(q.Text) {
		return
	}
	for i := range q.marks {
		m := q.marks[i]
		if !q.denies(&m) {
			continue
		}
		at := i
		for at--; at >= 0 && q.marks[at].idle(); at-- {
		}
		if at < 0 || len(q.marks[at].people) > 0 {
			continue
		}
		copy(q.marks[at+1:i+1], q.marks[at:i])
		q.marks[at] = m
	}
}

// denies reports whether a mark is a denied verb that says nothing else.
func (q *question) denies(m *mark) bool {
	if !m.is("aux.not") && !m.is("aux.without") || !strings.HasPrefix(q.toks[m.from].text, "ن") || q.toks[m.from].text == "نه" {
		return false
	}
	for _, c := range m.concepts {
		if c.class() != "aux" {
			return false
		}
	}
	return true
}

// idle reports whether a mark says nothing that could be denied.
func (m *mark) idle() bool {
	if len(m.values) > 0 || len(m.people) > 0 || m.unknown() {
		return false
	}
	for _, c := range m.concepts {
		switch c.class() {
		case "fill", "aux", "scope", "logic", "ask", "pron":
		default:
			return false
		}
	}
	return m.number == nil && m.term == nil && m.date.IsZero()
}

package casefile

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"vigil/internal/calendar"
)

// rival notes a value of from that can't stand beside into's.
func (m *merging) rival(about string, f Fact, parts ...string) {
	const lead = "Also on record: "
	var texts []string
	for _, s := range parts {
		s = strings.TrimSpace(s)
		if s == "" {
			continue
		}
		if n := len(texts) - 1; n >= 0 && utf8.RuneCountInString(texts[n])+utf8.RuneCountInString(s)+2 <= maxText-len(lead) {
			texts[n] += "; " + s
			continue
		}
		texts = append(texts, s)
	}
	if len(texts) == 0 && f.Note != "" {
		texts, f.Note = []string{f.Note}, ""
	}
	for _, text := range texts {
		if utf8.RuneCountInString(text) <= maxText-len(lead) {
			text = lead + text
		}
		m.into.Notes = joined(m, "", m.into.Notes, []Remark{{About: about, Text: text, Fact: f}}, nil)
	}
}

// dateText is a date as notes have it: as it is recorded.
func dateText(d calendar.Date) string { return d.String() }

// subject is what a note of from is about, with the ids as they are now:
// "sentence s2" and "sentences s2-s5", whose span may have come apart.
func (m *merging) subject(about string) string {
	kinds := []string{"charge", "proceeding", "sentence", "event", "source"}
	low := strings.ToLower(about)
	if named := slices.DeleteFunc(slices.Clone(kinds), func(k string) bool { return !strings.Contains(low, k) }); len(named) > 0 {
		kinds = named
	}
	moved := func(word string) string {
		for _, k := range kinds {
			if to, ok := m.ids[k][word]; ok {
				return to
			}
		}
		return word
	}
	var out strings.Builder
	for rest := about; rest != ""; {
		i := strings.IndexFunc(rest, inID)
		if i < 0 {
			out.WriteString(rest)
			break
		}
		out.WriteString(rest[:i])
		rest = rest[i:]
		end := strings.IndexFunc(rest, func(r rune) bool { return !inID(r) })
		if end < 0 {
			end = len(rest)
		}
		word := strings.TrimRight(rest[:end], ".")
		out.WriteString(m.span(word, moved))
		out.WriteString(rest[len(word):end])
		rest = rest[end:]
	}
	return out.String()
}

func inID(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-–_.", r)
}

// span is a word of a note's subject with its ids as they are now.
func (m *merging) span(word string, moved func(string) string) string {
	if to := moved(word); to != word {
		return to
	}
	from, to, ok := strings.Cut(strings.ReplaceAll(word, "–", "-"), "-")
	p1, first, ok1 := numbered(from)
	p2, last, ok2 := numbered(to)
	if !ok || !ok1 || !ok2 || p2 != "" && p1 != p2 || last < first || last-first > maxList {
		return word
	}
	var list []string
	same := true
	for n := first; n <= last; n++ {
		id := p1 + strconv.Itoa(n)
		now := moved(id)
		same = same && now == id
		list = append(list, now)
	}
	if same {
		return word
	}
	return strings.Join(list, ", ")
}

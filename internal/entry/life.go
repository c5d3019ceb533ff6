package entry

import (
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

// life reads when somebody was born and died, a line each: "born 1972-11-16",
// "died May 2024". A line that says neither is the birth, if it is the first.
// Places and notes stay.
func (s *sheet) life(p *casefile.Person) {
	typed, ok := s.changed("life")
	if !ok {
		return
	}
	var dates [2]calendar.Date
	var lines [2]int
	for i, l := range listed(typed) {
		which, rest := lifeOf(l.text)
		if which == 0 && i > 0 || rest == "" {
			s.blameLine("life", l, "life", l.text, "life")
			return
		}
		at := max(which, 1) - 1
		if lines[at] > 0 {
			s.blameLine("life", l, "life.twice", l.text, "life")
			return
		}
		d, err := calendar.ParseTyped(rest, s.today)
		if err != nil {
			code, part := dateFault(err)
			s.blameLine("life", l, code, part, "life")
			return
		}
		dates[at], lines[at] = d, l.n
	}
	if dates[1].Before(dates[0]) == calendar.Yes {
		s.blameLine("life", typedLine{lines[1], typed}, "date.before", dates[0].String(), "life")
		return
	}
	p.Born, p.Died = withDate(p.Born, dates[0]), withDate(p.Died, dates[1])
}

// withDate is a birth or death with another date; one of which nothing is left
// is none.
func withDate(l *casefile.Life, d calendar.Date) *casefile.Life {
	switch {
	case l == nil && d.IsZero():
		return nil
	case l == nil:
		return &casefile.Life{Date: d}
	case d.IsZero() && l.Place == "" && l.Note == "":
		return nil
	}
	l.Date = d
	return l
}

// lifeOf is 1 for a birth, 2 for a death, 0 if the line doesn't say.
func lifeOf(line string) (which int, rest string) {
	first, rest, _ := strings.Cut(line, " ")
	rest = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(rest), ":"))
	switch strings.ToLower(strings.TrimRight(first, ":.")) {
	case "born", "b", "birth", "زاده", "زادهٔ", "متولد", "تولد", "زادروز":
		return 1, rest
	case "died", "d", "death", "dead", "درگذشته", "درگذشت", "فوت", "مرگ", "وفات":
		return 2, rest
	}
	return 0, line
}

func writeLife(p *casefile.Person, lang string) string {
	var lines []string
	for i, l := range []*casefile.Life{p.Born, p.Died} {
		if l == nil || l.Date.IsZero() {
			continue
		}
		word := []string{"born", "died"}[i]
		if lang == persian {
			word = []string{"متولد", "درگذشته"}[i]
		}
		lines = append(lines, word+" "+l.Date.String())
	}
	return strings.Join(lines, "\n")
}

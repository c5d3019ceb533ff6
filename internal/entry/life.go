package entry

import (
	"slices"
	"strings"
	"unicode/utf8"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

// life reads when and where somebody was born and died, a line each:
//
//	born 16 November 1972, Shiraz
//	died May 2024
//
// A first line that says neither is the birth. Notes and sources stay.
func (s *sheet) life(p *casefile.Person) {
	typed, ok := s.changed("life")
	if !ok {
		return
	}
	var now [2]*casefile.Life // birth, death
	var lines [2]typedLine
	for i, l := range listed(typed) {
		which, rest := lifeOf(l.text)
		at := max(which, 1) - 1
		switch {
		case which == 0 && i > 0 || rest == "":
			s.blameLine("life", l, "life", l.text, "life")
			return
		case now[at] != nil:
			s.blameLine("life", l, "life_twice", l.text, "life")
			return
		case !s.lineFits("life", l):
			return
		}
		x, err := s.lifeAt(rest)
		if err != nil {
			code, part := dateFault(err)
			s.blameLine("life", l, code, part, "life")
			return
		}
		now[at], lines[at] = x, l
	}
	p.Born, p.Died = relived(p.Born, now[0]), relived(p.Died, now[1])
	if p.Born != nil && p.Died != nil && p.Died.Date.Before(p.Born.Date) == calendar.Yes {
		s.blameLine("life", lines[1], "date.before", p.Born.Date.String(), "life")
	}
}

// relived is a birth or death as it was typed, with what no line says of it;
// nil if nothing is left.
func relived(stood, typed *casefile.Life) *casefile.Life {
	switch {
	case stood == nil:
		return typed
	case typed == nil:
		typed = &casefile.Life{}
	}
	typed.Fact = stood.Fact
	if typed.Date.IsZero() && typed.Place == "" && typed.Note == "" {
		return nil
	}
	return typed
}

// lifeAt reads a date, a place or both, with a comma or "in" between them.
func (s *sheet) lifeAt(text string) (*casefile.Life, error) {
	d, err := calendar.ParseTyped(text, s.today)
	if err == nil {
		return &casefile.Life{Date: d}, nil
	}
	for _, mark := range []string{",", "،", " in ", " در "} {
		for i := range slices.Backward([]byte(text)) { // the longest that is a date
			if !strings.HasPrefix(text[i:], mark) {
				continue
			}
			place := strings.TrimSpace(text[i+len(mark):])
			if inner, ok := placeOf(place); ok {
				place = inner
			}
			if d, err := calendar.ParseTyped(text[:i], s.today); err == nil && place != "" && strings.ContainsFunc(place, letter) {
				return &casefile.Life{Date: d, Place: place}, nil
			}
		}
	}
	if place, ok := placeOf(text); ok {
		return &casefile.Life{Place: place}, nil
	}
	return nil, err
}

// placeOf is the place of a text that begins with "in".
func placeOf(text string) (string, bool) {
	for _, in := range []string{"in ", "at ", "در "} {
		if place, ok := strings.CutPrefix(text, in); ok {
			r, _ := utf8.DecodeRuneInString(place)
			return place, letter(r)
		}
	}
	return "", false
}

// lifeOf is 1 for a birth, 2 for a death, 0 if the line doesn't say.
func lifeOf(line string) (which int, rest string) {
	first, rest, _ := strings.Cut(line, " ")
	rest = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(rest), ":"))
	switch foldWord(strings.TrimRight(first, ":.,،")) {
	case "born", "b", "birth", "زاده", "متولد", "تولد", "زادروز":
		return 1, rest
	case "died", "d", "death", "dead", "درگذشته", "درگذشت", "فوت", "مرگ", "وفات":
		return 2, rest
	}
	return 0, line
}

func writeLife(p *casefile.Person, lang string) string {
	w := penaltyWriter{fa: lang == persian}
	var lines []string
	for i, l := range []*casefile.Life{p.Born, p.Died} {
		if l == nil {
			continue
		}
		word := w.pick("born ", "متولد ")
		if i == 1 {
			word = w.pick("died ", "درگذشته ")
		}
		switch place := clean(l.Place, false); {
		case l.Date.IsZero() && place == "":
		case l.Date.IsZero():
			lines = append(lines, word+w.pick("in ", "در ")+place)
		case place == "":
			lines = append(lines, word+l.Date.String())
		default:
			lines = append(lines, word+l.Date.String()+w.comma()+place)
		}
	}
	return strings.Join(lines, "\n")
}

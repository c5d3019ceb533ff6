package answer

import (
	_ "embed"
	"fmt"
	"strings"
)

//go:embed frames.txt
var frameFile string

// frame is one kind of question: a line of frames.txt.
type frame struct {
	name  string
	about string
	needs [][]string // of each group one
	may   []string
}

// loadFrames reads frames.txt, and holds it against the meanings that the word
// lists know, so that a slip there is found when the program starts.
func loadFrames(x *lexicon) ([]frame, error) {
	var all []frame
	short := map[string]string{}
	for i, line := range strings.Split(frameFile, "\n") {
		if text := strings.TrimSpace(line); text == "" || text[0] == '#' {
			continue
		}
		if name, words, ok := strings.Cut(line, "="); ok && line[0] == '@' {
			short[strings.TrimSpace(name)] = strings.Join(strings.Fields(words), "|")
			continue
		}
		needs, may, _ := strings.Cut(line, "/")
		words := strings.Fields(needs)
		if len(words) < 2 {
			return nil, fmt.Errorf("frames.txt, line %d: a frame needs a name and what it is about", i+1)
		}
		f := frame{name: words[0], about: words[1]}
		for _, w := range words[2:] {
			f.needs = append(f.needs, expand(w, short))
		}
		for _, w := range strings.Fields(may) {
			f.may = append(f.may, expand(w, short)...)
		}
		for _, group := range append(f.needs, f.may) {
			for _, w := range group {
				if !x.means(w) {
					return nil, fmt.Errorf("frames.txt, line %d: %q is no meaning of the word lists", i+1, w)
				}
			}
		}
		all = append(all, f)
	}
	return all, nil
}

// expand is what a|b stands for, where @name stands for the words of its own line.
func expand(group string, short map[string]string) []string {
	var all []string
	for _, w := range strings.Split(group, "|") {
		if words, ok := short[w]; ok {
			all = append(all, expand(words, short)...)
			continue
		}
		all = append(all, w)
	}
	return all
}

// means reports whether a word of frames.txt is a meaning.
func (x *lexicon) means(w string) bool {
	switch class, name, _ := strings.Cut(w, "."); {
	case w == "date", w == "term", w == "number", w == "unknown", w == "any", class == "value", w == "name":
		return true
	case name == "*":
		for c := range x.known {
			if c.class() == class {
				return true
			}
		}
		return false
	}
	return x.known[concept(w)]
}

// fits reports whether a word of frames.txt is what the mark means.
func (m *mark) fits(w string) bool {
	switch w {
	case "date":
		return !m.date.IsZero() || m.month > 0 || m.of("time")
	case "term":
		return m.term != nil
	case "number":
		return m.number != nil
	case "name":
		return m.name
	case "unknown":
		return m.unknown() && !m.small()
	case "any":
		return true
	}
	class, name, _ := strings.Cut(w, ".")
	if class == "value" {
		for _, v := range m.values {
			if v.Field == name || name == "*" {
				return true
			}
		}
		return false
	}
	if name == "*" {
		return m.of(class)
	}
	return m.is(concept(w))
}

func (m *mark) fitsAny(words []string) bool {
	for _, w := range words {
		if m.fits(w) {
			return true
		}
	}
	return false
}

// small reports whether a mark carries nothing that has to be used up: a small
// word, a word that asks, a pronoun, whose subject is known by now.
func (m *mark) small() bool {
	for _, c := range m.concepts {
		switch c.class() {
		case "fill", "ask", "pron", "aux", "scope", "remark":
			return c != "aux.not" && c != "aux.without"
		case "logic":
			return c == "logic.and"
		}
	}
	return false
}

// score is how well the question fits the frame: 0 not at all. left are the
// marks that the frame makes no use of.
func (f *frame) score(q *question) (score int, left []*mark) {
	used := make([]bool, len(q.marks))
	for _, group := range f.needs {
		found := false
		for i := range q.marks {
			if q.marks[i].fitsAny(group) {
				found, used[i] = true, true
			}
		}
		if !found {
			return 0, nil
		}
	}
	score = 1 + 100*len(f.needs)
	for i := range q.marks {
		m := &q.marks[i]
		switch {
		case used[i]:
			score += 5
		case m.subject:
		case m.fitsAny(f.may):
			score++
		case m.small():
		case f.about == "person" && (m.is("logic.or") || m.is("aux.not")): // what is true is told
		default:
			left = append(left, m)
		}
	}
	return score, left
}

// frame is the frame of those about the subject that the question fits best
// and that uses up all of it; nil where none does.
func (a *Answerer) frame(q *question, about string) *frame {
	var best *frame
	most := 0
	for i := range a.frames {
		f := &a.frames[i]
		if f.about != about {
			continue
		}
		if score, left := f.score(q); score > most && len(left) == 0 {
			best, most = f, score
		}
	}
	return best
}

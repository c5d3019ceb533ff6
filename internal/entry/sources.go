package entry

import (
	"slices"
	"strings"

	"vigil/internal/casefile"
)

// The most sources of a fact, titles of a work, charges of a sentence; and the
// longest address.
const (
	mostRefs = 100
	mostURL  = 2000
	mostHost = 255
)

// sources reads the sources of a fact, one a line: one that is on record by its
// id, as writeSources puts it, or a link, a publisher, or both. What isn't on
// record yet gets the next free id. A line "according to …" says who says so.
func (s *sheet) sources(f *casefile.Fact) {
	typed, ok := s.changed("sources")
	if !ok {
		return
	}
	var ids []string
	for _, l := range listed(typed) {
		if who, ok := accordingTo(l.text); ok {
			s.attribute(f, l, who)
			continue
		}
		id, ok := s.source(l)
		if ok && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	if len(ids) > mostRefs {
		s.blame("sources", "too_many", "")
		return
	}
	f.Sources = ids
}

// attribute takes who says so from among the sources.
func (s *sheet) attribute(f *casefile.Fact, l typedLine, who string) {
	if f.Attribution != "" && s.has("who") && clean(s.typed["who"], false) != "" && f.Attribution != who {
		s.blameLine("sources", l, "source.who", who, "who")
		return
	}
	if s.lineFits("sources", l) {
		f.Attribution = who
	}
}

// accordingTo is who says so, of a line that begins so.
func accordingTo(line string) (string, bool) {
	for _, lead := range []string{"according to ", "به گفته ", "به گفتهٔ ", "به گفته‌ی ", "به گفتۀ ", "طبق گفته ", "طبق گفتهٔ "} {
		if len(line) > len(lead) && strings.EqualFold(line[:len(lead)], lead) {
			return strings.TrimSpace(line[len(lead):]), true
		}
	}
	return "", false
}

// source is the id of the source that a line means.
func (s *sheet) source(l typedLine) (id string, ok bool) {
	if !s.lineFits("sources", typedLine{l.n, withoutLink(l.text)}) {
		return "", false
	}
	if id, label, ok := s.byID(l.text); ok {
		if x := sourceOf(s.c, id); label != "" && label != clean(called(x), false) {
			s.blameLine("sources", l, "source.changed", label, "source")
			return "", false
		}
		return id, true
	}
	if number, ok := sourceNumber(l.text); ok {
		s.blameLine("sources", l, "source.unknown", number, "source")
		return "", false
	}
	link, publisher, ok := s.readSource(l)
	if !ok {
		return "", false
	}
	if link == "" && publisher == "" {
		s.blameLine("sources", l, "source.link", l.text, "source")
		return "", false
	}
	if x := s.known(link, publisher); x != nil {
		return x.ID, true
	}
	if publisher == "" {
		publisher = host(link)
	}
	id = sourceKind().(several[casefile.Source]).newID(s.c.Sources)
	s.c.Sources = append(s.c.Sources, casefile.Source{ID: id, URL: link, Publisher: publisher})
	return id, true
}

// sourceNumber is the number that a line names a source by: s7, or what a form
// had as "s7 · BBC Persian". Where none of that number is on record it is mistyped
// or was removed meanwhile, and no publisher: a card would say "Reported by s7".
func sourceNumber(line string) (string, bool) {
	id, label, cut := strings.Cut(line, " ")
	digits, ok := strings.CutPrefix(foldWord(id), "s")
	ok = ok && digits != "" && strings.Trim(digits, "0123456789") == ""
	return id, ok && (!cut || strings.HasPrefix(label, "·"))
}

// byID reads "s3 · BBC Persian" and "s3", where s3 is on record.
func (s *sheet) byID(line string) (id, label string, ok bool) {
	id, label, cut := strings.Cut(line, " ")
	if sourceOf(s.c, id) == nil {
		if id = foldWord(id); sourceOf(s.c, id) == nil { // S3, s۳
			return "", "", false
		}
	}
	if !cut {
		return id, "", true
	}
	label, ok = strings.CutPrefix(label, "·")
	return id, strings.TrimSpace(label), ok
}

func sourceOf(c *casefile.Casefile, id string) *casefile.Source {
	for i := range c.Sources {
		if c.Sources[i].ID == id {
			return &c.Sources[i]
		}
	}
	return nil
}

// readSource finds the link in a line; what else stands there is the publisher.
func (s *sheet) readSource(l typedLine) (link, publisher string, ok bool) {
	var rest []string
	text := strings.NewReplacer("](", " ", "[", " ", "<", " ", ">", " ").Replace(l.text)
	for word := range strings.FieldsSeq(text) {
		if !looksLikeLink(word) {
			rest = append(rest, word)
			continue
		}
		if link != "" {
			s.blameLine("sources", l, "source.two_links", word, "source")
			return "", "", false
		}
		word = strings.TrimRight(strings.TrimLeft(word, "("), ".,;،؛")
		if !strings.Contains(word, "(") {
			word = strings.TrimRight(word, ").,;،؛")
		}
		if link, ok = linkOf(word); !ok {
			s.blameLine("sources", l, "source.link", word, "source")
			return "", "", false
		}
	}
	return link, strings.Trim(strings.Join(rest, " "), " :-–—·|()،,"), true
}

// known is the source on record that a link or, without one, a publisher
// means. Two reports of one publisher differ by their links; only one without
// a link or a title is the publisher as such.
func (s *sheet) known(link, publisher string) *casefile.Source {
	for i := range s.c.Sources {
		x := &s.c.Sources[i]
		switch {
		case link != "" && x.URL != "" && sameLink(link, x.URL):
			return x
		case link == "" && x.URL == "" && x.Title == "" && x.Published.IsZero() && strings.EqualFold(publisher, clean(x.Publisher, false)):
			return x
		}
	}
	return nil
}

// writeSources is the sources of a fact as sources reads them.
func writeSources(c *casefile.Casefile, ids []string) string {
	var lines []string
	for _, id := range ids {
		line := id
		if x := sourceOf(c, id); x != nil {
			if label := clean(called(x), false); label != "" {
				line += " · " + label
			}
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// called is what a source is called in a line: its publisher, else its title,
// else its site.
func called(x *casefile.Source) string {
	switch {
	case x.Publisher != "":
		return x.Publisher
	case x.Title != "":
		return x.Title
	}
	return host(x.URL)
}

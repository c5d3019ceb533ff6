package entry

import (
	"net/url"
	"slices"
	"strconv"
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

// byID reads "s3 · BBC Persian" and "s3", where s3 is on record.
func (s *sheet) byID(line string) (id, label string, ok bool) {
	id, label, cut := strings.Cut(line, " ")
	if sourceOf(s.c, id) == nil {
		return "", "", false
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

func withoutLink(line string) string {
	var rest []string
	for word := range strings.FieldsSeq(line) {
		if !looksLikeLink(word) || len(word) > mostURL {
			rest = append(rest, word)
		}
	}
	return strings.Join(rest, " ")
}

// looksLikeLink reports whether somebody who typed word means an address of the
// web. A bare name of a site is more likely a publisher.
func looksLikeLink(word string) bool {
	lower := strings.ToLower(strings.TrimLeft(word, "("))
	if strings.Contains(lower, "://") || strings.HasPrefix(lower, "www.") || strings.HasPrefix(lower, "http:") || strings.HasPrefix(lower, "https:") {
		return true
	}
	site, path, ok := strings.Cut(lower, "/")
	return ok && path != "" && strings.Contains(strings.Trim(site, "."), ".") && strings.Trim(site, "abcdefghijklmnopqrstuvwxyz0123456789-.") == ""
}

// linkOf is an address as it is kept, with https:// where nothing else was
// typed before it.
func linkOf(word string) (string, bool) {
	if !strings.Contains(word, "://") {
		word = "https://" + word
	}
	u, err := url.Parse(word)
	if err != nil || len(word) > mostURL || strings.ContainsAny(word, " <>\"`") {
		return "", false
	}
	u.Scheme = strings.ToLower(u.Scheme)
	if u.Scheme != "http" && u.Scheme != "https" || u.User != nil || len(u.Host) > mostHost || !strings.Contains(strings.Trim(u.Hostname(), "."), ".") {
		return "", false
	}
	scheme, rest, _ := strings.Cut(word, "://")
	return strings.ToLower(scheme) + "://" + rest, true
}

// host is the site of a link, as a publisher is called who wasn't named.
func host(link string) string {
	u, err := url.Parse(link)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
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

// sameLink compares links apart from what leads to the same page.
func sameLink(a, b string) bool { return bare(a) == bare(b) }

func bare(link string) string {
	link, _, _ = strings.Cut(link, "#")
	_, link, _ = strings.Cut(link, "://")
	site, path, _ := strings.Cut(link, "/")
	return strings.TrimPrefix(strings.ToLower(site), "www.") + "/" + strings.TrimRight(path, "/")
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

// sweep drops the sources that were cited before and are no more. A source
// that nothing cites is public; one that stood behind a confidential fact
// alone would become so.
func (s *sheet) sweep(before *casefile.Casefile) {
	s.c.Sources = dropUncited(before, s.c, nil)
}

// dropUncited are the sources of after without those that only what is gone
// cited. gone is told where each stood in before.
func dropUncited(before, after *casefile.Casefile, gone func(at int)) []casefile.Source {
	cited := cites(before)
	for { // a source may cite another
		now := cites(after)
		n := len(after.Sources)
		after.Sources = slices.DeleteFunc(after.Sources, func(x casefile.Source) bool { return cited[x.ID] && !now[x.ID] })
		if len(after.Sources) == n {
			break
		}
	}
	for i := range before.Sources {
		if gone != nil && sourceOf(after, before.Sources[i].ID) == nil {
			gone(i)
		}
	}
	if len(after.Sources) == 0 {
		return nil
	}
	return after.Sources
}

func cites(c *casefile.Casefile) map[string]bool {
	cited := map[string]bool{}
	c.EachFact(func(f *casefile.Fact) {
		for _, id := range f.Sources {
			cited[id] = true
		}
	})
	return cited
}

func pointer(parts ...any) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteByte('/')
		switch p := p.(type) {
		case string:
			b.WriteString(p)
		case int:
			b.WriteString(strconv.Itoa(p))
		}
	}
	return b.String()
}

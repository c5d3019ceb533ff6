package card

import (
	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// title is what the person is called, as the title of a card.
func title(c *casefile.Casefile, l *locale.Locale) string {
	first, second := called(c, l)
	if second == "" {
		return l.Isolate(Escape(first))
	}
	return l.Isolate(Escape(first)) + " · " + l.Isolate(Escape(second))
}

// called is the person's name and the one in the native script, first the one
// that the reader's language is written in; second is empty where there is one
// name only.
func called(c *casefile.Casefile, l *locale.Locale) (first, second string) {
	n := native(c, l)
	switch {
	case n == nil:
		return c.Person.Name, ""
	case n.Lang == l.Language().Code:
		return n.Text, c.Person.Name
	}
	return c.Person.Name, n.Text
}

// native is the person's name in their own script: of several the one in the
// reader's language, otherwise the first. It is nil where none is on record.
func native(c *casefile.Casefile, l *locale.Locale) (found *casefile.Name) {
	for i := range c.Person.Names {
		n := &c.Person.Names[i]
		if n.Kind != "native" || n.Text == c.Person.Name {
			continue
		}
		if n.Lang == l.Language().Code {
			return n
		}
		if found == nil {
			found = n
		}
	}
	return found
}

// identity writes who the person is: jurisdiction, professions, nationality,
// birth and death, other ways to write the name.
func (p *pen) identity(c *casefile.Casefile) {
	x := &c.Person
	begin := p.Len()
	next := func() {
		if p.Len() == begin {
			p.WriteByte('\n') // a blank line before
			p.line("")
		} else {
			p.WriteString(" · ")
		}
	}
	if c.Country != "" {
		next()
		p.country(c.Country)
	}
	for _, list := range [][]casefile.Text{x.Professions, x.Nationalities} {
		for i := range list {
			if i == 0 {
				next()
			} else {
				p.words("list.comma")
			}
			p.calling(&list[i])
		}
	}
	if known(x.Born) {
		next()
		p.life("case.born", x.Born)
	}
	if known(x.Died) {
		next()
		p.life("case.died", x.Died)
	}
	p.names(c)
}

// calling writes a profession or a nationality.
func (p *pen) calling(x *casefile.Text) {
	text, ok := p.inWords(x.Text)
	switch {
	case !ok:
		p.weak(x.Text, x.Confidence)
	case x.Confidence == "low":
		p.words("case.weak", locale.Text("text", text))
	default:
		p.WriteString(text)
	}
}

// weak writes text of the record, and that it rests on weak sources if so.
func (p *pen) weak(text, confidence string) {
	if confidence != "low" {
		p.stored(text)
		return
	}
	p.words("case.weak", locale.Name("text", Escape(text)))
}

// known reports whether a date or a place of a birth or death is on record.
func known(x *casefile.Life) bool {
	return x != nil && (!x.Date.IsZero() || x.Place != "")
}

// life writes a birth or death; key is the one of its date alone.
func (p *pen) life(key string, x *casefile.Life) {
	said := pen{l: p.l}
	said.Grow(160)
	switch {
	case !x.Date.IsZero() && x.Place != "":
		said.words(key+"_in", locale.Text("date", Date(x.Date, p.l)), locale.Name("place", Escape(x.Place)))
	case !x.Date.IsZero():
		said.words(key, locale.Text("date", Date(x.Date, p.l)))
	case x.Place != "":
		said.words(key+"_place", locale.Name("place", Escape(x.Place)))
	}
	if x.Confidence == "low" {
		p.words("case.weak", locale.Text("text", said.String()))
		return
	}
	p.WriteString(said.String())
}

// otherNames is how many other ways to write a name the card shows.
const otherNames = 5

// names writes the names that the title doesn't show, and says of the one it
// does show if that is weakly sourced.
func (p *pen) names(c *casefile.Casefile) {
	shown := native(c, p.l)
	n := 0
	for i := range c.Person.Names {
		x := &c.Person.Names[i]
		if x.Text == c.Person.Name || x == shown && x.Confidence != "low" || n == otherNames {
			continue
		}
		if n == 0 {
			p.line("")
			p.label("case.names")
			p.WriteByte(' ')
		} else {
			p.words("list.comma")
		}
		n++
		p.weak(x.Text, x.Confidence)
	}
}

package jobs

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"slices"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/occasion"
)

// claim is a fingerprint of one thing that a message says of somebody. It is
// made of what is said and who reports it, not of ids, so that a fact that was
// entered anew, or came into another casefile, is the same.
type claim [8]byte

// print is what a line of a message says: so many claims. A message stands
// corrected when one of them is on record no more. What is on record beside
// them, later than it was said, takes nothing from it.
type print struct {
	asOf   string  // the date of the status that it gives
	status []claim // which a later status leaves true
	rest   []claim
}

func claimed(said ...any) (x claim) {
	var b bytes.Buffer
	out := json.NewEncoder(&b)
	for _, v := range said {
		if err := out.Encode(v); err != nil {
			panic("a fact can't be written as JSON: " + err.Error()) // it was read from JSON
		}
	}
	sum := sha256.Sum256(b.Bytes())
	copy(x[:], sum[:])
	return x
}

// publishers are who reports a fact, as far as cards show it.
func publishers(c *casefile.Redacted, f *casefile.Fact) (all []casefile.Source) {
	if f == nil {
		return nil
	}
	for _, id := range f.Sources {
		if s := c.Source(id); s != nil {
			x := *s
			x.ID = ""
			all = append(all, x)
		}
	}
	return all
}

// bytes are how the ledger keeps it; never none.
func (x *print) bytes() []byte {
	b := append([]byte{byte(len(x.asOf))}, x.asOf...)
	b = append(b, byte(len(x.status)))
	for _, all := range [][]claim{x.status, x.rest} {
		for _, one := range all {
			b = append(b, one[:]...)
		}
	}
	return b
}

// printRead reads what bytes wrote.
func printRead(b []byte) (x print, ok bool) {
	if len(b) == 0 || len(b) < int(b[0])+2 {
		return x, false
	}
	x.asOf, b = string(b[1:1+b[0]]), b[1+b[0]:]
	n, b := int(b[0]), b[1:]
	if len(b)%len(claim{}) != 0 || len(b) < n*len(claim{}) {
		return x, false
	}
	for one := range slices.Chunk(b, len(claim{})) {
		if len(x.status) < n {
			x.status = append(x.status, claim(one))
		} else {
			x.rest = append(x.rest, claim(one))
		}
	}
	return x, true
}

// names are the names in a title or, of a case that is told as a whole, all.
func (x *print) names(c *casefile.Redacted, all bool) {
	x.rest = append(x.rest, claimed("called", c.Person.Name))
	for i := range c.Person.Names {
		if n := &c.Person.Names[i]; all || n.Kind == "native" {
			x.rest = append(x.rest, claimed("called", n.Text))
		}
	}
}

// how is how the person is, in short.
func (x *print) how(c *casefile.Redacted) {
	x.asOf = c.Status.AsOf.String()
	x.status = append(x.status, claimed("how", c.Status.Code, c.Status.AsOf))
}

// why is why the case is tracked: as cards have it in one line.
func (x *print) why(c *casefile.Redacted) {
	x.how(c)
	x.identity(c)
	latest := c.LatestSentences()
	if all := c.Judgments(); len(latest) == 0 {
		latest = all[:min(1, len(all))] // one that stands no more
	}
	for _, j := range latest {
		x.rest = append(x.rest, inShort(j.Sentence))
		if j.Outcome.Fallen() || !j.Current() { // and is said to
			x.rest = append(x.rest, fallen(j.Sentence))
		}
	}
	for i := range c.Charges {
		if len(latest) == 0 {
			x.rest = append(x.rest, charged(&c.Charges[i]))
		}
	}
}

// identity is who the person is.
func (x *print) identity(c *casefile.Redacted) {
	x.rest = append(x.rest, claimed("country", c.Country))
	for _, list := range [][]casefile.Text{c.Person.Professions, c.Person.Nationalities} {
		for i := range list {
			x.rest = append(x.rest, claimed("is", list[i].Text))
		}
	}
}

// inShort is a sentence in a few words. What became of it since takes nothing
// from that.
func inShort(s *casefile.Sentence) claim {
	said := []any{"sentenced", s.Date}
	for i := range s.Penalties {
		x := s.Penalties[i]
		x.Fact, x.Outcome, x.Ends, x.ReducedTo = casefile.Fact{}, "", calendar.Date{}, nil
		said = append(said, x)
	}
	return claimed(said...)
}

// fallen is what became of a sentence that stands no more.
func fallen(s *casefile.Sentence) claim { return claimed("fallen", s.Date, s.Outcome) }

func charged(x *casefile.Charge) claim { return claimed("charged", x.Text) }

func lived(x *casefile.Life) claim {
	if x == nil {
		return claimed("lived")
	}
	return claimed("lived", x.Date, x.Place)
}

// piece is one thing that is new.
func (x *print) piece(c *casefile.Redacted, p casefile.Piece) {
	switch {
	case p.Ref == casefile.WholeCase:
		x.whole(c)
	case p.Status != nil:
		x.how(c)
		x.status = append(x.status, pieceOf(c, p))
	default:
		x.rest = append(x.rest, pieceOf(c, p))
	}
}

func pieceOf(c *casefile.Redacted, p casefile.Piece) claim {
	return claimed("piece", p.Said(), publishers(c, p.Fact))
}

// whole is a case that is new, with all that its card tells of it.
func (x *print) whole(c *casefile.Redacted) {
	x.names(c, true)
	x.why(c)
	if c.Person.Born != nil {
		x.rest = append(x.rest, lived(c.Person.Born))
	}
	for _, p := range c.Pieces() {
		switch {
		case p.Status != nil:
			x.status = append(x.status, pieceOf(c, p))
		case p.Sentence != nil, p.Charge != nil, p.Proceeding != nil:
			x.rest = append(x.rest, pieceOf(c, p))
		}
	}
}

// occasion is something that falls on a day.
func (x *print) occasion(c *casefile.Redacted, o occasion.Occasion, s occasion.Standing) {
	said := []any{"occasion", s, o.About.Code(), o.Date, o.Occurrence, publishers(c, o.Fact)}
	if o.Fact != nil {
		f := *o.Fact
		f.Sources = nil
		said = append(said, f)
	}
	for _, p := range []casefile.Piece{{Proceeding: o.Proceeding, Fact: o.Fact}, {Event: o.Event, Fact: o.Fact}} {
		if o.Fact != nil {
			said = append(said, p.Said())
		}
	}
	if o.Sentence != nil {
		said = append(said, casefile.Piece{Sentence: o.Sentence, Fact: &o.Sentence.Fact}.Said(), o.Penalty)
	}
	if o.Custody != nil {
		custody := *o.Custody
		custody.End = custody.Start // that it ended since takes nothing back
		said = append(said, casefile.Piece{Custody: &custody, Fact: &custody.Fact}.Said())
	}
	x.rest = append(x.rest, claimed(said...))
}

// stands reports whether all that a line said is on record yet, where it would
// say now what is given.
func stands(said []byte, c *casefile.Redacted, now *print) bool {
	was, ok := printRead(said)
	if !ok {
		return false
	}
	all := make(map[claim]bool)
	for _, x := range onRecord(c) {
		all[x] = true
	}
	for _, x := range slices.Concat(now.status, now.rest) {
		all[x] = true
	}
	later := superseded(was.asOf, c)
	for _, x := range was.status {
		if !all[x] && !later {
			return false
		}
	}
	for _, x := range was.rest {
		if !all[x] {
			return false
		}
	}
	return true
}

// superseded reports whether the record gives a status later than that of a
// date; "" is none.
func superseded(asOf string, c *casefile.Redacted) bool {
	now := c.Status.AsOf
	if c.Status.Code == "" || now.IsZero() {
		return false
	}
	was, err := calendar.Parse(asOf)
	return asOf == "" || err == nil && was.Before(now) == calendar.Yes
}

// onRecord is all that can be claimed of somebody, but for occasions.
func onRecord(c *casefile.Redacted) []claim {
	var x print
	x.whole(c)
	x.rest = append(x.rest, lived(c.Person.Died))
	for i := range c.Sentences {
		x.rest = append(x.rest, inShort(&c.Sentences[i]), fallen(&c.Sentences[i]))
	}
	for i := range c.Charges {
		x.rest = append(x.rest, charged(&c.Charges[i]))
	}
	for _, p := range c.Pieces() {
		x.rest = append(x.rest, pieceOf(c, p))
	}
	return append(x.status, x.rest...)
}

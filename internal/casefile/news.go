package casefile

import (
	"crypto/sha256"
	"encoding/hex"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Ref names a fact of a casefile for as long as that fact stands there: its
// kind and its id, as "sentence/s1"; of what has no id, what tells it apart:
// its date, as in "status/2024-05-12", so that the next status isn't taken for
// it, or a hash of its title. "case" is the casefile as a whole. It has no space.
// Where nothing else tells two apart their order does, as in "custody/prison/2023/2".
type Ref string

// WholeCase is the casefile as a whole, when it is new to the public.
const WholeCase Ref = "case"

// Piece is what a [Ref] names. One of its members is set, none for the casefile
// as a whole.
type Piece struct {
	Ref         Ref
	Fact        *Fact // who says so; nil of the whole
	Status      *Status
	Whereabouts *Whereabouts
	Custody     *Custody
	Charge      *Charge
	Proceeding  *Proceeding
	Sentence    *Sentence
	Event       *Event
	Work        *Work
	Award       *Award
}

// News are the facts that are new or different to the public in after, in the
// order in which they are told: what happened to the person first. before is
// nil of what wasn't public. What was only removed is no news, nor is another
// source of the same, nor the same under another id: who enters an event twice
// has one to tell.
func News(before, after *Redacted) []Ref {
	if before == nil {
		return []Ref{WholeCase}
	}
	said := make([]any, 0, 16)
	for _, p := range before.pieces() {
		said = append(said, p.Said())
	}
	var news []Ref
	for _, p := range after.pieces() {
		this := p.Said()
		if !slices.ContainsFunc(said, func(was any) bool { return reflect.DeepEqual(was, this) }) {
			news = append(news, p.Ref)
		}
	}
	return news
}

// Piece finds what the reference names. ok is false where it stands there no
// more, or another stands in its place.
func (r *Redacted) Piece(ref Ref) (p Piece, ok bool) {
	if ref == WholeCase {
		return Piece{Ref: ref}, true
	}
	for _, p := range r.pieces() {
		if p.Ref == ref {
			return p, true
		}
	}
	return Piece{}, false
}

// Pieces are all facts that can be news.
func (r *Redacted) Pieces() []Piece { return r.pieces() }

// pieces are all facts that can be news.
func (r *Redacted) pieces() (all []Piece) {
	c := &r.Casefile
	seen := make(map[Ref]int)
	add := func(kind, id string, p Piece) {
		p.Ref = Ref(kind + "/" + strings.Join(strings.Fields(id), "_"))
		if seen[p.Ref]++; seen[p.Ref] > 1 {
			p.Ref += Ref("/" + strconv.Itoa(seen[p.Ref])) // otherwise told apart by nothing but their order
		}
		all = append(all, p)
	}
	if s := &c.Status; s.Code != "" {
		as := s.AsOf.String()
		if as == "" {
			as = string(s.Code)
		}
		add("status", as, Piece{Status: s, Fact: &s.Fact})
	}
	for i := range c.Sentences {
		x := &c.Sentences[i]
		add("sentence", x.ID, Piece{Sentence: x, Fact: &x.Fact})
	}
	for i := range c.Proceedings {
		x := &c.Proceedings[i]
		add("proceeding", x.ID, Piece{Proceeding: x, Fact: &x.Fact})
	}
	for i := range c.Custody {
		x := &c.Custody[i]
		add("custody", x.Kind+"/"+x.Start.String(), Piece{Custody: x, Fact: &x.Fact})
	}
	for i := range c.Events {
		x := &c.Events[i]
		add("event", x.ID, Piece{Event: x, Fact: &x.Fact})
	}
	for i := range c.Charges {
		x := &c.Charges[i]
		add("charge", x.ID, Piece{Charge: x, Fact: &x.Fact})
	}
	if w := c.Whereabouts; w != nil && (w.Text != "" || w.PublicText != "") {
		add("whereabouts", w.AsOf.String(), Piece{Whereabouts: w, Fact: &w.Fact})
	}
	for i := range c.Works {
		x := &c.Works[i]
		add("work", titled(x.Title, x.Year.String()), Piece{Work: x, Fact: &x.Fact})
	}
	for i := range c.Awards {
		x := &c.Awards[i]
		add("award", titled(x.Name, x.Year.String(), x.Work), Piece{Award: x, Fact: &x.Fact})
	}
	return all
}

// titled is a name of something for a [Ref].
func titled(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:6])
}

// Said is what the piece says, without its id and without its sources: two
// that say the same are the same news. It is nil of the whole casefile.
func (p Piece) Said() any {
	switch {
	case p.Status != nil:
		x := *p.Status
		x.Fact = p.Fact.plain()
		return x
	case p.Whereabouts != nil:
		x := *p.Whereabouts
		x.Fact = p.Fact.plain()
		return x
	case p.Custody != nil:
		x := *p.Custody
		x.Fact = p.Fact.plain()
		return x
	case p.Charge != nil:
		x := *p.Charge
		x.ID, x.Fact = "", p.Fact.plain()
		return x
	case p.Proceeding != nil:
		x := *p.Proceeding
		x.ID, x.Fact = "", p.Fact.plain()
		return x
	case p.Sentence != nil:
		x := *p.Sentence
		x.ID, x.Fact = "", p.Fact.plain()
		x.Penalties, x.Parts = slices.Clone(x.Penalties), slices.Clone(x.Parts)
		for i := range x.Penalties {
			x.Penalties[i].Fact = x.Penalties[i].plain()
		}
		for i := range x.Parts {
			x.Parts[i].Fact = x.Parts[i].plain()
		}
		return x
	case p.Event != nil:
		x := *p.Event
		x.ID, x.Fact = "", p.Fact.plain()
		return x
	case p.Work != nil:
		x := *p.Work
		x.Fact = p.Fact.plain()
		return x
	case p.Award != nil:
		x := *p.Award
		x.Fact = p.Fact.plain()
		return x
	}
	return nil
}

// plain is the fact without who reports it.
func (f *Fact) plain() Fact {
	x := *f
	x.Sources = nil
	return x
}

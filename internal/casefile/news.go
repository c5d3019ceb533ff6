package casefile

// Ref names a fact of a casefile for as long as that fact stands there: its
// kind and its id, as "sentence/s1"; of a status or a whereabouts, which have
// no id, its date, as "status/2024-05-12", so that the next one isn't taken for it. "case" is
// the casefile as a whole.
type Ref string

// WholeCase is the casefile as a whole, when it is new to the public.
const WholeCase Ref = "case"

// News are the facts that are new or different to the public in after, in the
// order in which they are told. before is nil of what wasn't public. What was
// only removed is no news.
func News(before, after *Redacted) []Ref { return nil }

// Piece is what a [Ref] names. One of its members is set, none for the casefile as a whole.
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

// Piece finds what the reference names. ok is false where it stands there no
// more, or another stands in its place.
func (r *Redacted) Piece(ref Ref) (p Piece, ok bool) { return Piece{}, false }

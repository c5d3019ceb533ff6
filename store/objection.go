package store

import (
	"fmt"
	"time"
)

// Objection is why a record that is in order may not be imported as things
// stand here.
type Objection struct {
	Kind ObjectionKind
	// Of a withdrawal or a change: which casefile, by whom, when and as what version.
	Slug    string
	By      Author
	At      time.Time
	Version Version
	Why     string // of a withdrawal
	Record  int    // of the same slug, earlier in the file

	err error
}

// ObjectionKind says what kind of reason it is.
type ObjectionKind string

// The kinds of objection.
const (
	IsWithdrawn    ObjectionKind = "withdrawn"
	NameWithdrawn  ObjectionKind = "namesake"    // has the name of somebody who was
	IsMerged       ObjectionKind = "merged"      // into the casefile Slug
	IsPublic       ObjectionKind = "public"      // and the import may not publish
	WasUnpublished ObjectionKind = "unpublished" // was public, and a curator made it a draft
	IsEmbargoed    ObjectionKind = "embargoed"
	WasChanged     ObjectionKind = "changed" // by a curator, since it was last imported
	TakesAway      ObjectionKind = "loses"   // of a partial record: it says less than is on record
	StandsTwice    ObjectionKind = "twice"   // in the file
	NotInOrder     ObjectionKind = "invalid" // as what it would become
)

// Error says it in plain English.
func (o *Objection) Error() string { return o.err.Error() }

// Unwrap is what the objection rests on.
func (o *Objection) Unwrap() error { return o.err }

func object(kind ObjectionKind, format string, args ...any) *Objection {
	return &Objection{Kind: kind, err: fmt.Errorf(format, args...)}
}

// of is the objection with what is left of a withdrawn casefile.
func (o *Objection) of(t *Tombstone) *Objection {
	o.Slug, o.By, o.At, o.Version, o.Why = t.Slug, t.By, t.At, t.Version, t.Why
	return o
}

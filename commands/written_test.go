package commands

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// A card that is kept is the one that would be laid out anew: for each
// casefile, reader and day its own.
func TestWrittenCards(t *testing.T) {
	t.Parallel()
	words, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	c := &casefile.Casefile{Slug: "sample-one", Person: casefile.Person{Name: "Sample One"}}
	other := &casefile.Casefile{Slug: "sample-two", Person: casefile.Person{Name: "Sample Two"}}
	now := time.Date(2026, 1, 20, 23, 0, 0, 0, time.UTC)
	w := newWritten()
	for range 2 {
		for _, of := range []*casefile.Casefile{c, other} {
			for _, l := range []*locale.Locale{words.For("en", locale.Options{}), words.For("fa", locale.Options{})} {
				for _, at := range []time.Time{now, now.Add(2 * time.Hour)} {
					red := &casefile.Redacted{Casefile: *of}
					r := Request{Locale: l, Now: at}
					if d := cmp.Diff(card.Case(red, l, at), w.card(red, r)); d != "" {
						t.Error(d)
					}
					if d := cmp.Diff(card.Case(red, l, at), w.card(red, r)); d != "" {
						t.Errorf("the second time: %s", d)
					}
				}
			}
		}
	}
}

// A corrected casefile is another one, so its card is laid out anew.
func TestWrittenCardOfACorrection(t *testing.T) {
	t.Parallel()
	words, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	r := Request{Locale: words.For("en", locale.Options{}), Now: time.Date(2026, 1, 20, 12, 0, 0, 0, time.UTC)}
	w := newWritten()
	before := &casefile.Redacted{Casefile: casefile.Casefile{Slug: "s", Person: casefile.Person{Name: "Before"}}}
	after := &casefile.Redacted{Casefile: casefile.Casefile{Slug: "s", Person: casefile.Person{Name: "After"}}}
	w.card(before, r)
	if got := w.card(after, r).Cards[0].Title; got != card.Case(after, r.Locale, r.Now).Cards[0].Title {
		t.Errorf("titled %q", got)
	}
}

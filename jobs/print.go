package jobs

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"

	"vigil/internal/casefile"
	"vigil/internal/occasion"
)

// printed is a fingerprint of what a message says of somebody: of the facts
// that it tells and who reports them, not of the status, which goes on. When it
// differs from that of what was said, what was said was corrected.
func printed(c *casefile.Redacted, sources []string, said ...any) []byte {
	var b bytes.Buffer
	out := json.NewEncoder(&b)
	write := func(v any) {
		if err := out.Encode(v); err != nil {
			panic("a fact can't be written as JSON: " + err.Error()) // it was read from JSON
		}
	}
	write(c.Person.Name)
	for _, v := range said {
		write(v)
	}
	for _, id := range sources {
		if s := c.Source(id); s != nil {
			write(s)
		}
	}
	sum := sha256.Sum256(b.Bytes())
	return sum[:16]
}

// printOf is the fingerprint of an occasion.
func printOf(c *casefile.Redacted, o occasion.Occasion, s occasion.Standing) []byte {
	var sources []string
	if o.Fact != nil {
		sources = o.Fact.Sources
	}
	said := []any{s, o.About.Code(), o.Date, o.Occurrence, o.Fact, o.Proceeding, o.Event, o.Sentence, o.Penalty}
	if o.Custody != nil {
		custody := *o.Custody
		custody.End = custody.Start // that it ended since takes nothing back
		said = append(said, custody)
	}
	return printed(c, sources, said...)
}

// printOfNews is the fingerprint of a development.
func printOfNews(c *casefile.Redacted, pieces []casefile.Piece) []byte {
	var sources []string
	said := make([]any, 0, len(pieces))
	for _, p := range pieces {
		if p.Ref == casefile.WholeCase {
			said = append(said, p.Ref) // what it shows beside the name goes on
			continue
		}
		said = append(said, p)
		if p.Fact != nil {
			sources = append(sources, p.Fact.Sources...)
		}
	}
	return printed(c, sources, said...)
}

package casefile

import (
	"fmt"
	"io"
	"iter"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// WriteCasebook writes a casebook with the members of header and the casefiles
// as they come, one at a time, indented for people. header.Casefiles is not
// written and header.Format is always [Format]. What the sequence fails with
// ends the writing and is returned; the output is then cut off, and no reader
// takes it for whole.
func WriteCasebook(w io.Writer, header Casebook, casefiles iter.Seq2[*Casefile, error]) error {
	header.Format, header.Casefiles = Format, nil
	e := jsontext.NewEncoder(w, jsontext.WithIndent(" "))
	if err := e.WriteToken(jsontext.BeginObject); err != nil {
		return fmt.Errorf("write the casebook: %w", err)
	}
	for _, m := range []struct {
		name  string
		value any
		none  bool
	}{
		{"format", header.Format, false},
		{"title", header.Title, header.Title == ""},
		{"note", header.Note, header.Note == ""},
		{"licence", header.Licence, header.Licence == ""},
		{"as_of", header.AsOf, header.AsOf.IsZero()},
	} {
		if m.none {
			continue
		}
		if err := e.WriteToken(jsontext.String(m.name)); err != nil {
			return fmt.Errorf("write the casebook: %w", err)
		}
		if err := json.MarshalEncode(e, m.value); err != nil {
			return fmt.Errorf("write the casebook: %w", err)
		}
	}
	if err := writeCasefiles(e, casefiles); err != nil {
		return err
	}
	if err := e.WriteToken(jsontext.EndObject); err != nil {
		return fmt.Errorf("write the casebook: %w", err)
	}
	return nil
}

func writeCasefiles(e *jsontext.Encoder, casefiles iter.Seq2[*Casefile, error]) error {
	if err := e.WriteToken(jsontext.String("casefiles")); err != nil {
		return fmt.Errorf("write the casebook: %w", err)
	}
	if err := e.WriteToken(jsontext.BeginArray); err != nil {
		return fmt.Errorf("write the casebook: %w", err)
	}
	for c, err := range casefiles {
		if err != nil {
			return err
		}
		if err := json.MarshalEncode(e, c); err != nil {
			return fmt.Errorf("write casefile %s: %w", c.Slug, err)
		}
	}
	if err := e.WriteToken(jsontext.EndArray); err != nil {
		return fmt.Errorf("write the casebook: %w", err)
	}
	return nil
}

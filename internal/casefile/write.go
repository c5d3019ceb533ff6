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
// written and the format is always [Format]. What the sequence fails with ends
// the writing and is returned; the output is then cut off, and no reader takes
// it for whole.
func WriteCasebook(w io.Writer, header Casebook, casefiles iter.Seq2[*Casefile, error]) error {
	e := jsontext.NewEncoder(w, jsontext.WithIndent(" "))
	if err := writeHeader(e, header); err != nil {
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
	if err := writeTokens(e, jsontext.EndArray, jsontext.EndObject); err != nil {
		return fmt.Errorf("write the casebook: %w", err)
	}
	return nil
}

// writeHeader writes a casebook up to the opening bracket of its casefiles.
func writeHeader(e *jsontext.Encoder, header Casebook) error {
	if err := e.WriteToken(jsontext.BeginObject); err != nil {
		return err
	}
	for _, m := range []struct{ name, value string }{
		{"format", Format},
		{"title", header.Title},
		{"note", header.Note},
		{"licence", header.Licence},
		{"as_of", header.AsOf.String()},
	} {
		if m.value == "" {
			continue
		}
		if err := writeTokens(e, jsontext.String(m.name), jsontext.String(m.value)); err != nil {
			return err
		}
	}
	return writeTokens(e, jsontext.String("casefiles"), jsontext.BeginArray)
}

func writeTokens(e *jsontext.Encoder, tokens ...jsontext.Token) error {
	for _, t := range tokens {
		if err := e.WriteToken(t); err != nil {
			return err
		}
	}
	return nil
}

package casefile

import (
	"bytes"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Decode reads one casefile, strictly: unknown and doubled members, null and
// values of the wrong type are refused. It does not judge what the casefile
// says; see [Parse] and [Casefile.Validate]. The error is an *Invalid, which
// names every place at fault.
func Decode(data []byte) (*Casefile, error) {
	c := new(Casefile)
	if err := unmarshal(data, c); err != nil {
		return nil, explain(data, c, err)
	}
	return c, nil
}

// Parse reads one casefile and validates it: nil error means that it may be
// stored. The error is an *Invalid, which names every place at fault.
func Parse(data []byte) (*Casefile, error) {
	c, err := Decode(data)
	if err != nil {
		return nil, err
	}
	if problems := c.Validate(); len(problems) > 0 {
		locate(data, problems)
		return nil, &Invalid{Slug: c.Slug, Problems: problems}
	}
	return c, nil
}

// DecodeRedacted reads back what a Redacted was written as. It is for the
// store's public tables, in which nothing else stands.
func DecodeRedacted(data []byte) (*Redacted, error) {
	c, err := Decode(data)
	if err != nil {
		return nil, err
	}
	if c.Visibility != Public {
		return nil, &Invalid{Slug: c.Slug, Problems: []Problem{{Path: "/visibility", Reason: "what the public may read must be public"}}}
	}
	return &Redacted{*c}, nil
}

// Marshal writes the casefile as one compact JSON object. Equal casefiles give
// equal bytes.
func (c *Casefile) Marshal() ([]byte, error) { return json.Marshal(c) }

// unmarshal fills v, a pointer to one of the record's types, from one JSON
// value. Its errors say too little for people: see explain.
func unmarshal(data []byte, v any) error {
	if err := json.Unmarshal(data, v, json.RejectUnknownMembers(true)); err != nil {
		return err
	}
	if bytes.Contains(data, []byte("null")) && holdsNull(data) {
		return errNull
	}
	return nil
}

// holdsNull reports whether a null stands anywhere in data, which is known to
// be JSON. The decoder takes null for an absent member; this format has none.
func holdsNull(data []byte) bool {
	d := jsontext.NewDecoder(bytes.NewReader(data))
	for {
		t, err := d.ReadToken()
		if err != nil {
			return false
		}
		if t.Kind() == jsontext.KindNull {
			return true
		}
	}
}

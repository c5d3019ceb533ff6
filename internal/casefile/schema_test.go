package casefile_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/invopop/jsonschema"
	validate "github.com/santhosh-tekuri/jsonschema/v6"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

var update = flag.Bool("update", false, "write docs/casebook.schema.json anew from the Go types")

const published = "../../docs/casebook.schema.json"

// TestSchemaIsTheTypes holds the published schema against the Go types: each
// member, what is required, each code, and the doc comments as descriptions.
func TestSchemaIsTheTypes(t *testing.T) {
	now, err := json.MarshalIndent(schema(t), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	now = append(now, '\n')
	if *update {
		if err := os.WriteFile(published, now, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(string(mustRead(t, published)), string(now)); diff != "" {
		t.Errorf("%s is not what the types say; run go test ./internal/casefile -update (-file +types):\n%s", published, diff)
	}
}

// TestFilesMeetTheSchema checks the three casebooks with a validator that
// knows nothing of the Go types.
func TestFilesMeetTheSchema(t *testing.T) {
	t.Parallel()
	s := compiled(t)
	for _, file := range casebooks() {
		if err := s.Validate(instance(t, mustRead(t, file))); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

// TestSchemaRefuses checks that the schema is no rubber stamp: what the reader
// refuses for its form, an editor that knows the schema refuses too.
func TestSchemaRefuses(t *testing.T) {
	t.Parallel()
	s := compiled(t)
	for _, change := range []struct{ old, new string }{
		{`"vigil-casebook/1"`, `"vigil-casebook/2"`},
		{`"slug": "fic-01-arvand-nemoonehpour"`, `"slug": "Arvand Nemoonehpour"`},
		{`"sex": "male"`, `"gender": "male"`},
		{`"date": "1975-06"`, `"date": "June 1975"`},
		{`"term": "P6Y"`, `"term": "6 years"`},
		{`"count": 74`, `"count": "74"`},
		{`"code": "imprisoned"`, `"code": "jailed"`},
		{`"year": "2018"`, `"year": true`},
		{`"country": "XX"`, `"country": "Iran"`},
		{`"url": "https://example.invalid/farzi/01"`, `"url": "javascript:alert(1)"`},
		{`"visibility": "confidential"`, `"visibility": "draft"`},
		{`"visibility": "public"`, `"visibility": "confidential"`},
	} {
		book := string(mustRead(t, "testdata/fictional-casebook.json"))
		wrong := strings.Replace(book, change.old, change.new, 1)
		if wrong == book {
			t.Fatalf("%s does not occur in the casebook", change.old)
		}
		if s.Validate(instance(t, []byte(wrong))) == nil {
			t.Errorf("the schema lets %s through", change.new)
		}
	}
}

func compiled(t *testing.T) *validate.Schema {
	t.Helper()
	c := validate.NewCompiler()
	if err := c.AddResource("casebook.schema.json", instance(t, mustRead(t, published))); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("casebook.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func instance(t *testing.T, data []byte) any {
	t.Helper()
	v, err := validate.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// schema is the JSON Schema of a casebook as the types have it.
func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	r := &jsonschema.Reflector{Anonymous: true, ExpandedStruct: true, Mapper: mapped}
	comments(t, r)
	s := r.Reflect(&casefile.Casebook{})
	s.ID = "urn:vigil:casebook:1"
	s.Title = "Casebook file, format " + casefile.Format
	member(t, s, "format").Const = casefile.Format
	for name, def := range shared() {
		s.Definitions[name] = def
	}
	for name, def := range s.Definitions {
		if def.Properties == nil {
			continue
		}
		forms(name, def)
		for p := def.Properties.Oldest(); p != nil; p = p.Next() {
			if p.Value.Type == "string" && slices.Contains(def.Required, p.Key) && p.Value.Pattern == "" && p.Value.Enum == nil {
				p.Value.MinLength = ptr(uint64(1))
			}
		}
	}
	return s
}

// comments takes the descriptions from the doc comments of the types.
func comments(t *testing.T, r *jsonschema.Reflector) {
	t.Helper()
	dir, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir("../..") // the library takes paths below the module for import paths
	if err := r.AddGoComments("vigil", "./internal/casefile"); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	for k, c := range r.CommentMap {
		r.CommentMap[k] = strings.NewReplacer("[", "", "]", "", "\n", " ").Replace(strings.TrimSpace(c))
	}
}

const (
	point = `(-?([0-9]{4}(-([0-9]{2}|XX)(-([0-9]{2}|XX))?)?|[0-9]{3}X|[0-9]{2}XX)|Y-?[0-9]{5,10})[~?%]?`
	edtf  = `^(` + point + `|(` + point + `|\.\.)/(` + point + `|\.\.)?|/` + point + `)$`
	term  = `^P([0-9]{1,5}Y)?([0-9]{1,5}M)?([0-9]{1,5}W)?([0-9]{1,5}D)?$`
	slug  = `^[a-z0-9]+(-[a-z0-9]+)*$`
	id    = `^[A-Za-z0-9][A-Za-z0-9._-]*$`
	word  = `^[a-z][a-z0-9_-]*$`
)

// mapped are the types that say for themselves how they are written.
func mapped(t reflect.Type) *jsonschema.Schema {
	switch t {
	case reflect.TypeFor[calendar.Date]():
		return &jsonschema.Schema{Ref: "#/$defs/Date"}
	case reflect.TypeFor[calendar.Term]():
		return &jsonschema.Schema{Ref: "#/$defs/Term"}
	case reflect.TypeFor[casefile.Year]():
		return &jsonschema.Schema{Ref: "#/$defs/Year"}
	case reflect.TypeFor[casefile.Amount]():
		return &jsonschema.Schema{Ref: "#/$defs/Amount"}
	case reflect.TypeFor[casefile.StatusCode]():
		return codes(casefile.AllStatuses())
	case reflect.TypeFor[casefile.Rule]():
		return codes(casefile.AllRules())
	case reflect.TypeFor[casefile.PenaltyKind]():
		return codes(casefile.AllPenaltyKinds())
	case reflect.TypeFor[casefile.Outcome]():
		return codes(casefile.AllOutcomes())
	}
	return nil
}

// shared are the definitions that mapped refers to.
func shared() jsonschema.Definitions {
	text := func(pattern string) *jsonschema.Schema { return &jsonschema.Schema{Type: "string", Pattern: pattern} }
	date, span := text(edtf), text(term)
	date.Description = "A date in EDTF (ISO 8601-2), levels 0 and 1: no more precise than is known."
	date.Examples = []any{"2024", "2024-05", "2024-05-12", "1979~", "2024-05?", "../2024-05-08", "2022-05/2022-07"}
	span.MinLength = ptr(uint64(3))
	span.Description = "A duration in ISO 8601: years, months, weeks and days, kept apart."
	span.Examples = []any{"P8Y", "P1Y6M", "P15D"}
	return jsonschema.Definitions{
		"Date": date,
		"Term": span,
		"Year": {
			OneOf:       []*jsonschema.Schema{{Type: "integer", Minimum: "1", Maximum: "9999"}, text(edtf)},
			Description: "A year, as a number or as text.", Examples: []any{2018, "2018", "1979~"},
		},
		"Amount": {
			OneOf:       []*jsonschema.Schema{{Type: "number", Minimum: "0"}, text(`^(0|[1-9][0-9]*)(\.[0-9]+)?$`)},
			Description: "A sum of money to the last digit, as a number or as text.", Examples: []any{50000000, "1234.50"},
		},
	}
}

func codes[S ~string](all []S) *jsonschema.Schema {
	s := &jsonschema.Schema{Type: "string"}
	for _, c := range all {
		s.Enum = append(s.Enum, string(c))
	}
	return s
}

// forms adds to one definition what its Go types don't say.
func forms(of string, def *jsonschema.Schema) {
	pattern := func(name, p string) {
		if s, ok := def.Properties.Get(name); ok {
			s.Pattern = p
		}
	}
	enum := func(name string, values []string) {
		if s, ok := def.Properties.Get(name); ok {
			s.Enum = codes(values).Enum
		}
	}
	pattern("id", id)
	enum("visibility", []string{string(casefile.Confidential)})
	enum("confidence", []string{"low"})
	for _, name := range []string{"sources", "charges"} {
		if s, ok := def.Properties.Get(name); ok && s.Items != nil && s.Items.Type == "string" {
			s.Items.Pattern = id
		}
	}
	switch of {
	case "Casefile":
		pattern("slug", slug)
		pattern("country", `^[A-Z]{2}$`)
		s, _ := def.Properties.Get("visibility")
		s.Enum = codes(casefile.AllVisibilities()).Enum
	case "Person":
		enum("sex", casefile.AllSexes())
	case "Name":
		enum("kind", casefile.AllNameKinds())
		pattern("lang", `^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`)
		pattern("script", `^[A-Z][a-z]{3}$`)
	case "Custody", "Proceeding", "Event":
		pattern("kind", word)
	case "Sentence":
		pattern("instance", word)
		pattern("same_as", id)
		pattern("supersedes", id)
	case "Part":
		pattern("charge", id)
	case "Penalty":
		pattern("currency", `^[A-Z]{3}$`)
		for _, name := range []string{"count", "administered"} {
			s, _ := def.Properties.Get(name)
			s.Minimum = json.Number(map[string]string{"count": "1", "administered": "0"}[name])
		}
	case "Related":
		pattern("casefile", slug)
	case "Source":
		pattern("kind", word)
		pattern("url", `^https?://[^/]`)
	}
}

func member(t *testing.T, s *jsonschema.Schema, name string) *jsonschema.Schema {
	t.Helper()
	m, ok := s.Properties.Get(name)
	if !ok {
		t.Fatalf("the schema has no member %q", name)
	}
	return m
}

func ptr[T any](v T) *T { return &v }

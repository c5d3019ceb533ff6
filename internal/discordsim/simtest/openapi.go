package simtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"vigil/internal/discordsim"
)

// openAPI is Discord's description of its API, compiled as it is needed.
type openAPI struct {
	mu       sync.Mutex
	compiler *jsonschema.Compiler
	paths    []path
	doc      map[string]any
	schemas  map[string]*jsonschema.Schema // nil: there is none at that place
}

// path is one path of the description.
type path struct {
	text    string
	pattern *regexp.Regexp
	item    map[string]any
}

// description reads the description once for all tests of a package; nil when
// it is not there.
//
//nolint:gochecknoglobals // read once and never changed
var description = sync.OnceValues(func() (*openAPI, error) {
	root, err := moduleRoot()
	if err != nil {
		return nil, err
	}
	b, err := os.ReadFile(filepath.Join(root, "..", "shared", "discord", "openapi.json"))
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return load(b)
})

// moduleRoot is the folder of go.mod, above the folder that a test runs in.
func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", errors.New("no go.mod above " + dir)
		}
		dir = up
	}
}

func load(b []byte) (*openAPI, error) {
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("openapi.json: %w", err)
	}
	doc := v.(map[string]any)
	mend(doc)
	api := &openAPI{compiler: jsonschema.NewCompiler(), doc: doc, schemas: map[string]*jsonschema.Schema{}}
	api.compiler.DefaultDraft(jsonschema.Draft2020)
	api.compiler.AssertFormat()
	if err := api.compiler.AddResource("openapi.json", v); err != nil {
		return nil, err
	}
	params := regexp.MustCompile(`\\\{[^}]*\\\}`)
	for text, item := range doc["paths"].(map[string]any) {
		pattern := params.ReplaceAllString(regexp.QuoteMeta(text), `([^/]+)`)
		api.paths = append(api.paths, path{text, regexp.MustCompile("^" + pattern + "$"), item.(map[string]any)})
	}
	return api, nil
}

// mend corrects what is known to be wrong in the description.
func mend(v any) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			mend(e)
		}
	case map[string]any:
		if props, ok := v["properties"].(map[string]any); ok {
			mendProperties(props)
		}
		for _, e := range v {
			mend(e)
		}
	}
}

func mendProperties(props map[string]any) {
	// Permissions are a string of digits on the wire.
	for _, name := range []string{"default_member_permissions", "permissions", "allow", "deny"} {
		if p, ok := props[name].(map[string]any); ok && strings.Contains(fmt.Sprint(p["type"]), "integer") {
			props[name] = map[string]any{"type": []any{"string", "integer", "null"}, "pattern": "^[0-9]+$"}
		}
	}
	// Discord's own examples number the files of a message: {"id": 0}.
	if id, ok := props["id"].(map[string]any); ok && props["filename"] != nil && props["description"] != nil {
		props["id"] = map[string]any{"anyOf": []any{id, map[string]any{"type": "integer"}}}
	}
	// 4000 characters are for those who pay; bots send 2000.
	if p, ok := props["content"].(map[string]any); ok && p["maxLength"] != nil && props["embeds"] != nil {
		p["maxLength"] = json.Number("2000")
	}
}

// find picks the path of the description for a request; the one with the
// fewest parameters fits best.
func (api *openAPI) find(p string) *path {
	var best *path
	for i := range api.paths {
		c := &api.paths[i]
		if c.pattern.MatchString(p) && (best == nil || strings.Count(c.text, "{") < strings.Count(best.text, "{")) {
			best = c
		}
	}
	return best
}

// check returns what is wrong with a request, and with a good answer to it.
func (api *openAPI) check(r discordsim.Request) (errs []error) {
	p := api.find(r.Path)
	method := strings.ToLower(r.Method)
	if p == nil || p.item[method] == nil {
		return []error{errors.New("no such endpoint in Discord")}
	}
	at := []string{"paths", p.text, method}
	if len(r.Body) > 0 {
		if err := api.validate(r.Body, append(at, "requestBody", "content", "application/json", "schema")); err != nil {
			errs = append(errs, fmt.Errorf("request: %w", err))
		}
	}
	if r.Status/100 == 2 && len(r.Response) > 0 {
		at = append(at, "responses", fmt.Sprint(r.Status), "content", "application/json", "schema")
		if err := api.validate(r.Response, at); err != nil {
			errs = append(errs, fmt.Errorf("answer: %w\n%s", err, r.Response))
		}
	}
	return errs
}

func (api *openAPI) validate(body []byte, at []string) error {
	s, err := api.schema(at)
	if s == nil {
		return err
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		return err
	}
	return s.Validate(v)
}

// schema compiles the schema at a place of the description; nil when there is
// none.
func (api *openAPI) schema(at []string) (*jsonschema.Schema, error) {
	api.mu.Lock()
	defer api.mu.Unlock()
	var pointer strings.Builder
	for _, name := range at {
		pointer.WriteString("/" + url.PathEscape(strings.NewReplacer("~", "~0", "/", "~1").Replace(name)))
	}
	key := pointer.String()
	if s, ok := api.schemas[key]; ok {
		return s, nil
	}
	here := any(api.doc)
	for _, name := range at {
		m, _ := here.(map[string]any)
		if here = m[name]; here == nil {
			api.schemas[key] = nil
			return nil, nil
		}
	}
	s, err := api.compiler.Compile("openapi.json#" + key)
	if err != nil {
		return nil, err
	}
	api.schemas[key] = s
	return s, nil
}

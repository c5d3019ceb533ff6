package commands

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vigil/internal/card"
	"vigil/store"
	"vigil/store/storetest"
)

// mark is in every text of the fictional casebook that must never be public.
const mark = "canary"

// TestLeak walks every command there is, with every value that its options
// can be given (people of the casebook, fixed choices, completions, texts that
// are confidential in the record), in every language, and through every button
// and select of every reply, and looks for confidential text. A new command is
// covered without being named here.
func TestLeak(t *testing.T) {
	t.Parallel()
	b := setup(t, planted(t, "confidential"))
	w := walk{t: t, b: b, seen: map[string]bool{}}
	for _, lang := range b.words.Languages() {
		for path, c := range leaves("", All(b.deps)) {
			for _, role := range []Role{Member, Curator, Administrator} {
				w.lang, w.role = lang.Code, role
				w.command(path, c)
			}
		}
	}
	if w.replies < 200 {
		t.Errorf("only %d replies were seen", w.replies)
	}
	for _, leak := range w.leaks {
		t.Error(leak)
	}
}

// The walk sees what there is to see: with the same facts public, it finds
// them.
func TestLeakIsFound(t *testing.T) {
	t.Parallel()
	b := setup(t, planted(t, ""))
	w := walk{t: t, b: b, seen: map[string]bool{}, lang: "en"}
	for path, c := range leaves("", All(b.deps)) {
		w.command(path, c)
	}
	for _, part := range []string{"name", "charge", "proceeding", "event", "custody", "sentence", "penalty", "note", "withheld", "source", "work", "award", "profession"} {
		if !slices.ContainsFunc(w.leaks, func(s string) bool { return strings.Contains(s, mark+" "+part) }) {
			t.Errorf("the walk doesn't see a public %s", part)
		}
	}
}

// planted is a casebook file: the fictional one with a marked fact of every
// kind, of that visibility, in each casefile, and with a marked draft.
func planted(t *testing.T, visibility string) string {
	t.Helper()
	data, err := os.ReadFile(storetest.Fictional())
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(strings.ToLower(string(data)), mark) {
		t.Fatal("nothing in the casebook is marked")
	}
	var book map[string]any
	if err := json.Unmarshal(data, &book); err != nil {
		t.Fatal(err)
	}
	casefiles := book["casefiles"].([]any)
	for _, c := range casefiles {
		c := c.(map[string]any)
		put := func(in map[string]any, member string, fact map[string]any) {
			fact["visibility"] = visibility
			if visibility == "" {
				delete(fact, "visibility")
			}
			list, _ := in[member].([]any)
			in[member] = append(list, any(fact))
		}
		put(c["person"].(map[string]any), "names", map[string]any{"text": "Canary Name", "kind": "alias"})
		put(c["person"].(map[string]any), "professions", map[string]any{"text": "canary profession"})
		put(c, "charges", map[string]any{"id": "cx", "text": "canary charge"})
		put(c, "proceedings", map[string]any{"id": "px", "kind": "hearing", "date": "2030-01-02", "text": "canary proceeding"})
		put(c, "events", map[string]any{"id": "ex", "kind": "transfer", "date": "2026-01-02", "text": "canary event"})
		put(c, "custody", map[string]any{"kind": "prison", "start": "2021-01-02", "end": "2021-02-02", "place": "canary custody"})
		put(c, "works", map[string]any{"title": "canary work"})
		put(c, "awards", map[string]any{"name": "canary award"})
		put(c, "people", map[string]any{"name": "canary people"})
		put(c, "notes", map[string]any{"about": "status", "text": "canary note"})
		put(c, "withheld", map[string]any{"what": "canary withheld", "why": "canary why"})
		put(c, "sources", map[string]any{"id": "canary", "publisher": "canary source", "url": "https://canary.invalid/"})
		put(c, "sentences", map[string]any{"id": "sx", "date": "2026-01-03", "court": "canary sentence", "charges": []any{"cx"},
			"penalties": []any{map[string]any{"kind": "other", "of": "canary inside"}}})
		for _, s := range c["sentences"].([]any)[:1] {
			put(s.(map[string]any), "penalties", map[string]any{"kind": "other", "of": "canary penalty"})
		}
	}
	book["casefiles"] = append(casefiles, map[string]any{
		"slug": "canary-draft", "visibility": "draft", "person": map[string]any{"name": "Canary Draft"},
		"country": "ZW", "status": map[string]any{"code": "executed"},
	})
	file := filepath.Join(t.TempDir(), "planted.json")
	if data, err = json.Marshal(book); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// walk goes through what people can reach.
type walk struct {
	t       *testing.T
	b       *bench
	lang    string
	role    Role
	seen    map[string]bool
	replies int
	leaks   []string
}

// probes are texts that are, or could be taken for, confidential parts of the
// record: asking for them must say no more than asking for nonsense.
func probes() []string {
	return []string{"CANARY", "canary-7431", "CANARY-7431 Lane, Farzburg", "Farzburg", "Canary Vakil-Penhan", "Penhan"}
}

// values are what an option is tried with.
func (w *walk) values(path string, c Command, o Option) []string {
	if len(o.Choices) > 0 {
		return o.Choices
	}
	switch o.Kind {
	case Yes:
		return []string{"true"}
	case Number:
		return []string{"1"}
	case ServerRole, Channel:
		return []string{"42"} // bot lets nothing but an id of this server through
	}
	values := append(probes(), "2022", "imprisoned", "XX", "film")
	if !o.Complete {
		return values
	}
	for _, typed := range append(probes(), "", "a", "س") {
		r := w.b.request(w.lang, map[string]string{o.Name: typed})
		r.Role, r.Focused, r.Access.Curates = w.role, o.Name, 0
		found, err := c.Suggest(w.t.Context(), r)
		if err != nil {
			w.t.Fatalf("/%s, completing %s %q: %v", path, o.Name, typed, err)
		}
		for _, x := range found {
			w.look(fmt.Sprintf("/%s, completing %s %q", path, o.Name, typed), x.Label+x.Value+x.Note, typed)
			values = append(values, x.Value)
		}
	}
	slices.Sort(values)
	return slices.Compact(values)
}

// command tries c with each value of each option, the required ones always
// given.
func (w *walk) command(path string, c Command) {
	required := map[string]string{}
	for _, o := range c.Spec.Options {
		if o.Required {
			required[o.Name] = w.values(path, c, o)[0]
		}
	}
	w.run(path, c, required, false, 0)
	for _, o := range c.Spec.Options {
		for _, v := range w.values(path, c, o) {
			options := maps.Clone(required)
			options[o.Name] = v
			w.run(path, c, options, false, 0)
		}
	}
}

// run runs c once for the same options and follows all that the reply leads
// to.
func (w *walk) run(path string, c Command, options map[string]string, pressed bool, depth int) {
	what := fmt.Sprintf("/%s %v in %s as %d", path, options, w.lang, w.role)
	if w.seen[what] || depth > 12 {
		return
	}
	w.seen[what] = true
	r := w.b.request(w.lang, options)
	r.Command, r.Role, r.Pressed, r.Access.Curates = path, w.role, pressed, 0
	reply, err := c.Run(w.t.Context(), r)
	asked := slices.Collect(maps.Values(options))
	if err != nil {
		w.failed(what, err, asked)
		return
	}
	w.replies++
	w.look(what, text(reply.Message), asked...)
	for _, f := range reply.Files {
		w.look(what, f.Name+f.Alt+string(f.Data), asked...)
	}
	for _, row := range reply.Controls {
		for _, control := range row {
			w.follow(control, depth)
		}
	}
}

// follow presses a button, or chooses each line of a select.
func (w *walk) follow(control card.Control, depth int) {
	if control.URL != "" || control.Then.Command == "" {
		return
	}
	path := control.Then.Command
	c := w.b.command(w.t, path)
	if len(control.Choices) == 0 {
		w.run(path, c, control.Then.Options, true, depth+1)
		return
	}
	for _, x := range control.Choices {
		options := maps.Clone(control.Then.Options)
		if options == nil {
			options = map[string]string{}
		}
		options[control.Into] = x.Value
		w.run(path, c, options, true, depth+1)
	}
}

// failed looks into an error: what is said to the asker is made from it.
func (w *walk) failed(what string, err error, asked []string) {
	var missing *store.NotFound
	var several *store.Ambiguous
	var no *Refused
	switch {
	case errors.As(err, &no):
		w.look(what, no.Words, asked...)
	case errors.As(err, &missing):
		w.look(what, fmt.Sprintf("%v %+v", missing, missing.Similar), asked...)
	case errors.As(err, &several):
		w.look(what, fmt.Sprintf("%v %+v", several, several.Candidates), asked...)
	case errors.Is(err, store.ErrForbidden):
		// Nobody here may curate, whatever their role.
	default:
		w.t.Errorf("%s: %v", what, err)
	}
}

// look notes every confidential text that shows in what was answered. What the
// asker typed may be repeated to them, and single words of it.
func (w *walk) look(what, shown string, asked ...string) {
	secrets := []string{mark, "farzburg", "penhan", "zimbabwe", "زیمبابوه"}
	low := strings.ToLower(shown)
	for _, a := range asked {
		a = strings.ToLower(a)
		if slices.ContainsFunc(secrets, func(s string) bool { return strings.Contains(a, s) }) {
			low = strings.ReplaceAll(low, a, "")
			for _, word := range strings.FieldsFunc(a, separates) {
				low = strings.ReplaceAll(low, word, "")
			}
		}
	}
	for _, secret := range secrets {
		for i, next := 0, 0; next >= 0; i++ {
			if next = strings.Index(low[i:], secret); next < 0 {
				break
			}
			i += next
			w.leaks = append(w.leaks, fmt.Sprintf("%s shows a confidential text: …%s…", what, low[max(0, i-60):min(len(low), i+60)]))
		}
	}
}

// A search for a confidential text finds what a search for nonsense finds.
func TestSearchForSecrets(t *testing.T) {
	t.Parallel()
	b := setup(t, planted(t, "confidential"))
	for _, option := range []string{"text", "charge", "profession"} {
		for _, probe := range probes() {
			reply := b.run(t, "search", map[string]string{option: probe})
			if got := text(reply.Message); !strings.Contains(got, "Found 0 of the 12 ") {
				t.Errorf("%s %q finds somebody:\n%s", option, probe, got)
			}
		}
	}
}

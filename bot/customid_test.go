package bot

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"vigil/internal/card"
	"vigil/store"
)

func noon() time.Time { return time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC) }

func newIDs() (*ids, *memory) {
	keep := &memory{}
	return &ids{key: []byte("0123456789abcdef0123456789abcdef"), keep: keep}, keep
}

func TestCustomIDRoundTrip(t *testing.T) {
	t.Parallel()
	here := place{"1200000000000000001", "1300000000000000007"}
	long := strings.Repeat("کارگردان ", 40)
	for name, p := range map[string]press{
		"button":       {then: card.Then{Command: "case", Options: map[string]string{"person": "sample-person"}}},
		"no options":   {then: card.Then{Command: "help", Options: map[string]string{}}},
		"paging":       {then: card.Then{Command: "search", Options: map[string]string{"country": "IR", "page": "2"}, Update: true}},
		"select":       {then: card.Then{Command: "case", Options: map[string]string{}}, into: "person"},
		"empty value":  {then: card.Then{Command: "case", Options: map[string]string{"text": ""}}},
		"long":         {then: card.Then{Command: "search", Options: map[string]string{"text": long}, Update: true}},
		"long select":  {then: card.Then{Command: "search", Options: map[string]string{"text": long}}, into: "page"},
		"shared":       {then: card.Then{Command: "curate review", Options: map[string]string{"id": "7"}, Update: true, Shared: true}},
		"mine":         {then: card.Then{Command: "curate edit", Options: map[string]string{"edit": "x"}, Mine: true}},
		"mine updates": {then: card.Then{Command: "curate edit", Options: map[string]string{"edit": "x"}, Mine: true, Update: true}, into: "visible"},
		"form":         {then: card.Then{Command: "suggest", Options: map[string]string{"person": "x"}}, form: []blank{{name: "what", kind: blankText}}},
		"long form": {then: card.Then{Command: "curate status", Options: map[string]string{"person": "sample-person"}, Update: true}, form: []blank{
			{name: "status", kind: blankSelect, choices: []string{"free", "in custody", "a \x00 in it"}, many: 2}, {name: "file", kind: blankUpload}}},
		"form of nothing": {then: card.Then{Command: "suggest", Options: map[string]string{}}, form: []blank{}},
		"NUL in a value":  {then: card.Then{Command: "search", Options: map[string]string{"text": "a\x00b"}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, _ := newIDs()
			id, err := s.seal(t.Context(), p, here, 3, noon())
			if err != nil {
				t.Fatal(err)
			}
			if len(id) > idLimit {
				t.Errorf("%d characters: %s", len(id), id)
			}
			got, err := s.open(t.Context(), id, here, noon().Add(time.Hour))
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(p, got, cmp.AllowUnexported(press{}, blank{})); d != "" {
				t.Error(d)
			}
		})
	}
}

// The buttons of every casefile fit without a stored view: /case is the hot
// path and must not write.
func TestCustomIDFitsASlug(t *testing.T) {
	t.Parallel()
	s, keep := newIDs()
	slug := strings.Repeat("x", 40)
	for _, command := range []string{"case", "sentences", "timeline", "follow"} {
		p := press{then: card.Then{Command: command, Options: map[string]string{"person": slug}}}
		if _, err := s.seal(t.Context(), p, place{"1", "2"}, 0, noon()); err != nil {
			t.Fatal(err)
		}
	}
	if len(keep.views) != 0 {
		t.Errorf("%d views were stored", len(keep.views))
	}
}

func TestCustomIDRefusals(t *testing.T) {
	t.Parallel()
	here := place{"1200000000000000001", "1300000000000000007"}
	button := press{then: card.Then{Command: "case", Options: map[string]string{"person": "sample-person"}}}
	page := press{then: card.Then{Command: "search", Options: map[string]string{"page": "2"}, Update: true}}
	mine := press{then: card.Then{Command: "curate edit", Mine: true}}
	shared := press{then: card.Then{Command: "curate review", Update: true, Shared: true}}
	form := press{then: card.Then{Command: "suggest"}, form: []blank{{name: "what", kind: blankText}}}
	long := press{then: card.Then{Command: "suggest", Options: map[string]string{"text": strings.Repeat("x", 100)}}, form: form.form}
	somebody := place{here.server, "1300000000000000008"}
	for _, tt := range []struct {
		name  string
		press press
		at    place
		after time.Duration
		spoil func(string) string
		want  error
	}{
		{name: "another server", press: button, at: place{"1200000000000000002", here.owner}, want: errForeign},
		{name: "in a direct message", press: button, at: place{"", here.owner}, want: errForeign},
		{name: "anybody may press a card's button", press: button, at: place{here.server, "5"}},
		{name: "only the owner pages", press: page, at: place{here.server, "1300000000000000008"}, want: errNotYours},
		{name: "paging expires", press: page, at: here, after: 24*time.Hour + 2*time.Minute, want: errStale},
		{name: "a card's button doesn't", press: button, at: here, after: 10 * 365 * day},
		{name: "only the owner goes on with theirs", press: mine, at: somebody, want: errNotYours},
		{name: "and for a day", press: mine, at: here, after: 24*time.Hour + 2*time.Minute, want: errStale},
		{name: "what is shared is anybody's", press: shared, at: somebody},
		{name: "what is shared doesn't go stale", press: shared, at: somebody, after: 10 * 365 * day},
		{name: "what is shared stays on its server", press: shared, at: place{"1200000000000000002", here.owner}, want: errForeign},
		{name: "a form is its owner's", press: form, at: somebody, want: errNotYours},
		{name: "a long form too", press: long, at: somebody, want: errNotYours},
		{name: "a form is open for a day", press: form, at: here, after: 23 * time.Hour},
		{name: "and no longer", press: form, at: here, after: 24*time.Hour + 2*time.Minute, want: errStale},
		{name: "another version", press: button, at: here, spoil: func(s string) string { return "2" + s[1:] }, want: errOldVersion},
		{name: "not ours", press: button, at: here, spoil: func(string) string { return "1page:2" }, want: errTampered},
		{name: "empty", press: button, at: here, spoil: func(string) string { return "" }, want: errOldVersion},
		{name: "cut off", press: button, at: here, spoil: func(s string) string { return s[:len(s)-1] }, want: errTampered},
		{name: "too short", press: button, at: here, spoil: func(s string) string { return s[:8] }, want: errTampered},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, _ := newIDs()
			id, err := s.seal(t.Context(), tt.press, here, 0, noon())
			if err != nil {
				t.Fatal(err)
			}
			if tt.spoil != nil {
				id = tt.spoil(id)
			}
			if _, err = s.open(t.Context(), id, tt.at, noon().Add(tt.after)); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}

// Whatever single character of a custom_id is changed, it is refused.
func TestCustomIDTampering(t *testing.T) {
	t.Parallel()
	s, _ := newIDs()
	here := place{"1200000000000000001", "1300000000000000007"}
	p := press{then: card.Then{Command: "search", Options: map[string]string{"page": "2"}, Update: true}}
	id, err := s.seal(t.Context(), p, here, 0, noon())
	if err != nil {
		t.Fatal(err)
	}
	for i := range id {
		for _, c := range []byte("A_z-0") {
			spoiled := id[:i] + string(c) + id[i+1:]
			if spoiled == id {
				continue
			}
			if got, err := s.open(t.Context(), spoiled, here, noon()); err == nil {
				t.Fatalf("character %d as %q passed: %v", i, c, got)
			}
		}
	}
	other := &ids{key: []byte("another key, of another database"), keep: s.keep}
	if _, err := other.open(t.Context(), id, here, noon()); !errors.Is(err, errTampered) {
		t.Errorf("under another key: %v", err)
	}
}

// Buttons under messages of an earlier program still work: nothing that they
// carry means something else now.
func TestCustomIDsOfOld(t *testing.T) {
	t.Parallel()
	s, _ := newIDs()
	here := place{"1200000000000000001", "1300000000000000007"}
	for _, tt := range []struct {
		id   string
		want card.Then
	}{
		{"1AAHacmNhc2UAcGVyc29uAHNhbXBsZS1wZXJzb24WguQg5JZA24Ii", card.Then{Command: "case", Options: map[string]string{"person": "sample-person"}}},
		{"1AwDaclQbAcLCEHNlYXJjaABwYWdlADJ_94of8O1vRiFE", card.Then{Command: "search", Options: map[string]string{"page": "2"}, Update: true}},
	} {
		got, err := s.open(t.Context(), tt.id, here, noon())
		if err != nil {
			t.Errorf("%v: %v", tt.want, err)
		}
		if d := cmp.Diff(tt.want, got.then); d != "" {
			t.Error(d)
		}
	}
}

func TestCustomIDOfALostView(t *testing.T) {
	t.Parallel()
	s, keep := newIDs()
	here := place{"1", "2"}
	p := press{then: card.Then{Command: "search", Options: map[string]string{"text": strings.Repeat("x", 200)}}}
	id, err := s.seal(t.Context(), p, here, 0, noon())
	if err != nil {
		t.Fatal(err)
	}
	keep.forget()
	if _, err := s.open(t.Context(), id, here, noon()); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("got %v, want store.ErrNotFound", err)
	}
}

// Equal controls in one message must differ, or Discord refuses it.
func TestCustomIDsAreUnique(t *testing.T) {
	t.Parallel()
	s, _ := newIDs()
	p := press{then: card.Then{Command: "help"}}
	a, _ := s.seal(t.Context(), p, place{"1", "2"}, 0, noon())
	b, _ := s.seal(t.Context(), p, place{"1", "2"}, 1, noon())
	if a == b {
		t.Error("the same custom_id twice")
	}
}

func FuzzCustomID(f *testing.F) {
	s, _ := newIDs()
	here := place{"1200000000000000001", "1300000000000000007"}
	p := press{then: card.Then{Command: "case", Options: map[string]string{"person": "sample"}}}
	id, _ := s.seal(f.Context(), p, here, 0, noon())
	f.Add(id)
	f.Add("1")
	f.Add("1AAAAAAAAAAAAAAAAAAAAAAAA")
	f.Fuzz(func(t *testing.T, typed string) {
		got, err := s.open(t.Context(), typed, here, noon())
		if err == nil && typed != id {
			t.Errorf("%q passed as %v", typed, got)
		}
	})
}

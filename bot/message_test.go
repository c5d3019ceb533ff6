package bot

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"vigil/internal/card"
)

// sealed is a sealer that says what it was asked to seal.
func sealed(_ context.Context, p press, position int) (string, error) {
	return strconv.Itoa(position) + " " + p.then.Command, nil
}

func written(t *testing.T, m card.Message, flags int, kind messageKind) map[string]any {
	t.Helper()
	w := &writer{}
	if err := w.writeMessage(t.Context(), &m, flags, kind, sealed); err != nil {
		t.Fatal(err)
	}
	var out map[string]any
	if err := json.Unmarshal(w.buf, &out); err != nil {
		t.Fatalf("%v in %s", err, w.buf)
	}
	return out
}

func TestWriteMessage(t *testing.T) {
	t.Parallel()
	got := written(t, card.Message{
		Text: "a \"line\"\n@everyone <@1>",
		Cards: []card.Card{{
			Title: "Sample Person", URL: "https://example.org/1", Body: "held", Footer: "2 sources",
			Tone: card.Held, Image: "line.png",
			Fields: []card.Field{{Name: "Court", Value: "not published", Inline: true}, {Name: "", Value: ""}},
		}},
		Controls: [][]card.Control{
			{
				{Label: "Sentences", Style: card.Primary, Then: card.Then{Command: "sentences"}},
				{Label: "Source", URL: "https://example.org/2"},
				{Label: "Next", Disabled: true, Then: card.Then{Command: "search"}},
			},
			nil,
			{{Placeholder: "Which?", Into: "person", Then: card.Then{Command: "case"},
				Choices: []card.Choice{{Label: "One", Value: "one", Note: "here", Chosen: true}, {Label: "Two", Value: strings.Repeat("x", 101)}}}},
		},
		Files: []card.File{{Name: "line.png", Alt: "a line", Data: []byte("x")}},
	}, ephemeral, newMessage)
	var want map[string]any
	if err := json.Unmarshal([]byte(`{
		"content": "a \"line\"\n@everyone <@1>",
		"embeds": [{"title":"Sample Person","url":"https://example.org/1","description":"held","color":10107707,
			"fields":[{"name":"Court","value":"not published","inline":true},{"name":"\u200b","value":"\u200b"}],
			"footer":{"text":"2 sources"},"image":{"url":"attachment://line.png","description":"a line"}}],
		"components": [
			{"type":1,"components":[
				{"type":2,"style":1,"label":"Sentences","custom_id":"0 sentences"},
				{"type":2,"style":5,"label":"Source","url":"https://example.org/2"},
				{"type":2,"style":2,"label":"Next","custom_id":"2 search","disabled":true}]},
			{"type":1,"components":[{"type":3,"custom_id":"3 case","placeholder":"Which?",
				"options":[{"label":"One","value":"one","description":"here","default":true}]}]}],
		"attachments": [{"id":0,"filename":"line.png","description":"a line"}],
		"flags": 64,
		"allowed_mentions": {"parse":[]}
	}`), &want); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// A message that takes another's place takes away what it lacks.
func TestWriteReplacement(t *testing.T) {
	t.Parallel()
	got := written(t, card.Message{}, 0, replacement)
	want := map[string]any{"content": "", "embeds": []any{}, "components": []any{}, "attachments": []any{},
		"allowed_mentions": map[string]any{"parse": []any{}}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// Whatever a handler returns, Discord's limits hold.
func TestLimitsHold(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("ب", 9000)
	fields := make([]card.Field, 40)
	for i := range fields {
		fields[i] = card.Field{Name: long, Value: long}
	}
	cards := make([]card.Card, 14)
	for i := range cards {
		cards[i] = card.Card{Title: long, Body: long[:2000], Footer: "footer", Fields: fields}
	}
	rows := make([][]card.Control, 8)
	for i := range rows {
		for range 8 {
			rows[i] = append(rows[i], card.Control{Label: long, Then: card.Then{Command: "help"}})
		}
	}
	m := written(t, card.Message{Text: long, Cards: cards, Controls: rows}, 0, newMessage)

	within := func(what string, s any, limit int) int {
		n := utf8.RuneCountInString(s.(string))
		if n > limit {
			t.Errorf("%s of %d characters, limit %d", what, n, limit)
		}
		return n
	}
	within("content", m["content"], textLimit)
	sum := 0
	embeds := m["embeds"].([]any)
	if len(embeds) == 0 || len(embeds) > embedLimit {
		t.Errorf("%d embeds", len(embeds))
	}
	for _, e := range embeds {
		e := e.(map[string]any)
		for key, limit := range map[string]int{"title": titleLimit, "description": bodyLimit} {
			if s, ok := e[key]; ok {
				sum += within(key, s, limit)
			}
		}
		if f, ok := e["footer"].(map[string]any); ok {
			sum += within("footer", f["text"], footerLimit)
		}
		fields, _ := e["fields"].([]any)
		if len(fields) > fieldLimit {
			t.Errorf("%d fields", len(fields))
		}
		for _, f := range fields {
			f := f.(map[string]any)
			sum += within("field name", f["name"], fieldNameLimit) + within("field value", f["value"], fieldValueLimit)
		}
	}
	if sum > embedsTotal {
		t.Errorf("%d characters in all embeds", sum)
	}
	components := m["components"].([]any)
	if len(components) != rowLimit {
		t.Errorf("%d rows", len(components))
	}
	for _, r := range components {
		buttons := r.(map[string]any)["components"].([]any)
		if len(buttons) != buttonsInRow {
			t.Errorf("%d buttons in a row", len(buttons))
		}
		within("label", buttons[0].(map[string]any)["label"], labelLimit)
	}
}

func TestClip(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		s     string
		limit int
		want  string
	}{
		{"abc", 3, "abc"}, {"abcd", 3, "ab…"}, {"سلام", 4, "سلام"}, {"سلامت", 4, "سلا…"}, {"abc", 0, ""}, {"abc", 1, "…"}, {"", 0, ""},
	} {
		if got := clip(tt.s, tt.limit); got != tt.want {
			t.Errorf("clip(%q, %d) = %q, want %q", tt.s, tt.limit, got, tt.want)
		}
	}
}

func FuzzWriteMessage(f *testing.F) {
	f.Add("text", "title \xff", "value")
	f.Fuzz(func(t *testing.T, text, title, value string) {
		w := &writer{}
		m := card.Message{Text: text, Cards: []card.Card{{Title: title, Body: text, Fields: []card.Field{{Name: title, Value: value}}}},
			Controls: [][]card.Control{{{Label: value, Then: card.Then{Command: "help"}}}}}
		if err := w.writeMessage(t.Context(), &m, 0, newMessage, sealed); err != nil {
			t.Fatal(err)
		}
		if !json.Valid(w.buf) {
			t.Errorf("not JSON: %s", w.buf)
		}
	})
}

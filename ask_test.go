package main

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vigil/store/storetest"
)

// From a database and straight from a file; the file touches no database.
func TestAskAtTheTerminal(t *testing.T) {
	t.Parallel()
	c := newTerminal(t)
	seed := storetest.Seed()
	out := c.run(0, "ask", "What is Rasulof's sentence?", "--casebook", seed, "--now", "2024-05-14T12:00:00Z")
	says(t, out, "Mohammad Rasoulof", "8 years", "Read as: ", "Sources\n- CNN · ", "Status known as of May 2024")
	saysNot(t, out, `\`, "**", "\u2068")
	if _, err := os.Stat(c.database); !os.IsNotExist(err) {
		t.Errorf("a database was made: %v", err)
	}
	says(t, c.run(1, "ask", "What is Rasulof's sentence?"), "there is no database yet")
	c.run(0, "import", "--publish", seed)
	says(t, c.run(0, "ask", "What is Rasulof's sentence?"), "8 years")
	says(t, c.run(0, "ask", "What is the capital of France?"), "not about the cases")

	for _, x := range []struct {
		status int
		args   []string
		want   string
	}{
		{2, []string{"ask"}, "takes one question"},
		{2, []string{"ask", "a", "b"}, "takes one question"},
		{2, []string{"ask", "a", "--batch", seed}, "not both"},
		{2, []string{"ask", "a", "--now", "noon"}, "an instant is written as"},
		{2, []string{"ask", "a", "--lang", "xx"}, `no answers are given in "xx"`},
		{1, []string{"ask", "a", "--casebook", "none"}, `there is no casebook "none"`},
		{1, []string{"ask", "a", "--casebook", "none.json"}, "none.json"},
		{1, []string{"ask", "--batch", "none.jsonl"}, "none.jsonl"},
	} {
		says(t, c.run(x.status, x.args...), x.want)
	}
}

func TestAskForPrograms(t *testing.T) {
	t.Parallel()
	c := newTerminal(t)
	for question, kind := range map[string]string{"Where does Setareh Khiali live?": "", "What is Setareh Khiali's sentence?": "answer", "Wubbel gromp?": "refusal"} {
		out := c.run(0, "ask", "--json", "--casebook", fictional(), "--lang", "fa", question)
		var got map[string]any
		if err := json.Unmarshal([]byte(out), &got); err != nil {
			t.Fatalf("%v:\n%s", err, out)
		}
		if names := slices.Sorted(maps.Keys(got)); !slices.Equal(names, []string{"facts", "kind", "reading", "reason", "sources", "text"}) {
			t.Errorf("%s is answered with %v", question, names)
		}
		if kind != "" && got["kind"] != kind {
			t.Errorf("%s: %s", question, out)
		}
		saysNot(t, out, "\u2068", "\u2067", `\\`, "canary")
	}
}

// What a word may mean is there for programs and at a terminal, and can be asked.
func TestAskWhatIsMeant(t *testing.T) {
	t.Parallel()
	c := newTerminal(t)
	const question = "When was Setareh released?"
	var got struct {
		Kind    string
		Choices []struct {
			Label, Question string
			Meant           []string
		}
	}
	if err := json.Unmarshal([]byte(c.run(0, "ask", "--json", "--casebook", storetest.Ambiguous(), question)), &got); err != nil {
		t.Fatal(err)
	}
	if got.Kind != "choice" || len(got.Choices) != 2 || got.Choices[1].Label != "Setareh Nemooneh, the person" || got.Choices[1].Question != question {
		t.Fatalf("%+v", got)
	}
	says(t, c.run(0, "ask", "--casebook", storetest.Ambiguous(), question), "Which do you mean?", `- the work “Setareh”: `+question+` --meant "work:setareh"`)
	says(t, c.run(0, "ask", "--casebook", storetest.Ambiguous(), "--meant", strings.Join(got.Choices[1].Meant, " "), question), "3 June 2024")
	batch := write(t, "batch.jsonl", `{"id": 1, "question": "`+question+`", "meant": ["work:setareh"]}
{"id": 2, "question": "`+question+`"}
`)
	lines := strings.Split(strings.TrimSpace(c.run(0, "ask", "--batch", batch, "--casebook", storetest.Ambiguous())), "\n")
	if len(lines) != 2 {
		t.Fatalf("%d lines: %q", len(lines), lines)
	}
	says(t, lines[0], `{"id":1,"kind":"answer"`, "2019")
	says(t, lines[1], `{"id":2,"kind":"choice"`, `"meant":["person:setareh"]`)
}

func TestAskInABatch(t *testing.T) {
	t.Parallel()
	c := newTerminal(t)
	data, err := os.ReadFile(fictional())
	if err != nil {
		t.Fatal(err)
	}
	batch := write(t, "batch.jsonl", `{"id": "a", "question": "What is Setareh Khiali's sentence?", "casebook": "beside.json", "now": "2026-01-15T12:00:00Z"}

{"id": 2, "question": "What is Rasoulof's sentence?", "lang": "fa"}
`)
	if err := os.WriteFile(filepath.Join(filepath.Dir(batch), "beside.json"), data, 0o600); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(c.run(0, "ask", "--batch", batch, "--casebook", storetest.Seed())), "\n")
	if len(lines) != 2 {
		t.Fatalf("%d lines: %q", len(lines), lines)
	}
	says(t, lines[0], `{"id":"a","kind":"answer","reason":"","reading":"`, "5 years in prison (15 January 2023, Branch 91, Test Court of Shahr-e Farzi) — overturned", `"sources":[{"publisher":`)
	says(t, lines[1], `{"id":2,"kind":"answer"`, "۸ سال")

	says(t, c.run(1, "ask", "--batch", write(t, "broken.jsonl", "{\n"), "--casebook", storetest.Seed()), "broken.jsonl, line 1")
}

package commands

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vigil/internal/answer"
	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/store/storetest"
)

func TestAsk(t *testing.T) {
	t.Parallel()
	b := setup(t, starter())
	reply := b.run(t, "ask", map[string]string{"question": "What is Mohammad Rasoulof's sentence?"})
	if reply.Private || len(reply.Shows) != 1 || reply.Shows[0].Slug != "mohammad-rasoulof" {
		t.Errorf("private: %v, shows %v", reply.Private, reply.Shows)
	}
	contains(t, text(reply.Message), "From the record", "Mohammad Rasoulof", "8 years", "-# Read as:", "Sources", "](<https://", "Status known as of 10 January 2025", "Case")
	reply = b.run(t, "ask", map[string]string{"question": "حکم محمد رسول‌اف چیست؟"})
	if l := b.request("fa", nil).Locale; !strings.Contains(text(reply.Message), l.T("ask.button.case")) {
		t.Errorf("a question in Persian is answered with\n%s", text(reply.Message))
	}
}

// An answer is for all to see, what can't be answered here at all is the asker's
// alone, and every refusal leads to questions that can be.
func TestAskRefuses(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	for _, c := range []struct {
		question string
		private  bool
	}{
		{"What is the capital of France?", true},
		{"What is Wubbel Gromp's sentence?", true},
		{"Is Setareh Khiali a good person?", true},
		{"Who is Setareh Khiali's distributor?", false},
	} {
		reply := b.run(t, "ask", map[string]string{"question": c.question})
		if reply.Private != c.private {
			t.Errorf("%s is private: %v\n%s", c.question, reply.Private, text(reply.Message))
		}
		row := reply.Controls[len(reply.Controls)-1]
		if last := row[len(row)-1]; last.Then.Options["examples"] == "" {
			t.Errorf("%s: no examples", c.question)
		} else if shown := b.press(t, last); !shown.Private || len(shown.Controls) == 0 {
			t.Errorf("%s: the examples are private: %v\n%s", c.question, shown.Private, text(shown.Message))
		}
	}
}

// Of a long answer a telephone's length is shown; a button shows the asker all of it, of
// whomever "he" stood for when it was asked.
func TestAskShowsAll(t *testing.T) {
	t.Parallel()
	b := setup(t, starter())
	asked := leaves("", All(b.deps))["ask"]
	run := func(options map[string]string) Reply {
		t.Helper()
		reply, err := asked.Run(t.Context(), b.request("en", options))
		if err != nil {
			t.Fatal(err)
		}
		return reply
	}
	run(map[string]string{"question": "Who is Mohammad Rasoulof?"})
	reply := run(map[string]string{"question": "what is his sentence?"})
	run(map[string]string{"question": "Who is Jimmy Lai?"}) // meanwhile
	short, all := text(reply.Message), reply.Controls[len(reply.Controls)-1][0]
	if all.Then.Options["all"] == "" {
		t.Fatalf("no button for all of\n%s", short)
	}
	if got := text(run(all.Then.Options).Message); !strings.Contains(got, "Mohammad Rasoulof") || len(got) <= len(short) || strings.Contains(got, "Show all") {
		t.Errorf("all of\n%s\nis\n%s", short, got)
	}
}

// Of several who may be meant each is one press away.
func TestAskWhich(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	reply := b.run(t, "ask", map[string]string{"question": "What is Vahmi's sentence?"})
	if reply.Private || len(reply.Controls) == 0 || len(reply.Controls[0]) != 2 {
		t.Fatalf("private: %v\n%s", reply.Private, text(reply.Message))
	}
	for _, c := range reply.Controls[0] {
		if !c.Then.Update {
			t.Error("the answer doesn't take the question's place")
		}
		contains(t, text(b.press(t, c).Message), c.Label)
	}
}

// Namesakes can be told apart, and each is one press away too.
func TestAskNamesakes(t *testing.T) {
	t.Parallel()
	record := func(slug, country, status string) string {
		return `{"slug": "` + slug + `", "visibility": "public", "country": "` + country + `", "person": {"name": "Ali Sampleh"},
			"status": {"code": "` + status + `", "as_of": "2026-01-01", "sources": ["s1"]},
			"sources": [{"id": "s1", "publisher": "Invented Wire", "title": "T", "url": "https://example.invalid/a"}]}`
	}
	file := filepath.Join(t.TempDir(), "namesakes.json")
	data := `{"format": "` + casefile.Format + `", "casefiles": [` + record("first", "IR", "imprisoned") + "," + record("second", "TR", "released") + `]}`
	if err := os.WriteFile(file, []byte(data), 0o600); err != nil {
		t.Fatal(err)
	}
	b := setup(t, file)
	reply := b.run(t, "ask", map[string]string{"question": "What is the status of Ali Sampleh?"})
	if len(reply.Controls) == 0 || len(reply.Controls[0]) != 2 || reply.Controls[0][0].Label == reply.Controls[0][1].Label {
		t.Fatalf("%v\n%s", reply.Controls, text(reply.Message))
	}
	for i, want := range []string{"In prison", "Released"} {
		c := reply.Controls[0][i]
		contains(t, c.Label, want)
		if told := b.press(t, c); len(told.Shows) != 1 {
			t.Errorf("%s leads to\n%s", c.Label, text(told.Message))
		} else {
			contains(t, text(told.Message), want)
		}
	}
}

// Of several things that a word may mean each is one press away too, and so is each of the
// people who have the name, in either language.
func TestAskWhichMeaning(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Ambiguous())
	for question, want := range map[string][][2]string{
		"When was Setareh released?":              {{"the work “Setareh”", "2019"}, {"Setareh Nemooneh, the person", "3 June 2024"}},
		"ستاره کی آزاد شد؟":                       {{"اثر «ستاره»", "۲۰۱۹"}, {"ستاره نمونه (شخص)", "۳ ژوئن ۲۰۲۴"}},
		"When was Gomani released?":               {{"the work “Gomani”", "2020"}, {"Ali Gomani (In prison", "In prison"}, {"Ali Gomani (Released", "9 August 2025"}},
		"How many people did Branch 92 sentence?": {{"Branch 92, Invented Court of Gromptown", "3 of the 7"}, {"Branch 92, Invented Court of Wubbelburg", "2 of the 7"}},
		"Who was exiled?":                         {{"living abroad, in exile", "Bahram Khiali"}, {"a sentence of internal exile", "Parvaneh Mesali"}},
	} {
		reply := b.run(t, "ask", map[string]string{"question": question})
		if reply.Private || len(reply.Controls) == 0 || len(reply.Controls[0]) != len(want) {
			t.Errorf("%s: private: %v, %d rows of buttons\n%s", question, reply.Private, len(reply.Controls), text(reply.Message))
			continue
		}
		for i, x := range want {
			c := reply.Controls[0][i]
			if !c.Then.Update || !strings.HasPrefix(c.Label, x[0]) || c.Then.Options["meant"] == "" {
				t.Errorf("%s: button %d is %q, %v", question, i, c.Label, c.Then)
			}
			told := b.press(t, c)
			if told.Private || len(told.Shows) == 0 {
				t.Errorf("%s: %s is private: %v, of %v", question, c.Label, told.Private, told.Shows)
			}
			contains(t, text(told.Message), x[1])
		}
	}
}

// What was meant holds for all of a long answer, and whom a pronoun stood for when it was asked
// for what a word meant.
func TestAskKeepsWhatWasMeant(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Ambiguous())
	asked := leaves("", All(b.deps))["ask"]
	run := func(options map[string]string) Reply {
		t.Helper()
		reply, err := asked.Run(t.Context(), b.request("en", options))
		if err != nil {
			t.Fatal(err)
		}
		return reply
	}
	run(map[string]string{"question": "Who is Jane Law?"})
	reply := run(map[string]string{"question": "When was the verdict?"})
	run(map[string]string{"question": "Who is Farhad Azadi?"}) // meanwhile
	if len(reply.Controls) == 0 || len(reply.Controls[0]) != 2 {
		t.Fatal(text(reply.Message))
	}
	word := reply.Controls[0][1]
	if word.Then.Options["last"] != "amb-03-jane-law" {
		t.Errorf("%s is asked with %v", word.Label, word.Then.Options)
	}
	contains(t, text(run(word.Then.Options).Message), "Jane Law", "3 April 2025")

	r := b.request("en", map[string]string{"question": "When was Setareh released?", "meant": "work:setareh"})
	if got := wholly(r, "")["meant"]; got != "work:setareh" {
		t.Errorf("all of it is asked with %q meant", got)
	}
}

// press is what a control leads to.
func (b *bench) press(t testing.TB, c card.Control) Reply {
	t.Helper()
	r := b.request("en", c.Then.Options)
	r.Pressed = true
	reply, err := b.command(t, c.Then.Command).Run(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	return reply
}

// A pronoun is whom the same member asked about in the same channel, for five
// minutes, unless they had all erased that is kept of them.
func TestAskPronoun(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	all := All(b.deps)
	run := func(name, user, channel, question string, after time.Duration) string {
		t.Helper()
		r := b.request("en", map[string]string{"question": question})
		if name == "privacy" {
			r = b.request("en", map[string]string{"do": "erase"})
		}
		r.User, r.Channel, r.Now = user, channel, r.Now.Add(after)
		reply, err := leaves("", all)[name].Run(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		return text(reply.Message)
	}
	const about, pronoun = "What is Setareh Khiali's status?", "When was she arrested?"
	knows := func(when, got string, want bool) {
		t.Helper()
		if strings.Contains(got, "Setareh Khiali") != want {
			t.Errorf("%s, she is answered with\n%s", when, got)
		}
	}
	knows("before anybody was asked about", run("ask", "1", "1", pronoun, 0), false)
	run("ask", "1", "1", about, 0)
	knows("four minutes later", run("ask", "1", "1", pronoun, 4*time.Minute), true)
	knows("in another channel", run("ask", "1", "2", pronoun, 4*time.Minute), false)
	knows("by another member", run("ask", "2", "1", pronoun, 4*time.Minute), false)
	knows("five minutes after that", run("ask", "1", "1", pronoun, 9*time.Minute), false)
	run("ask", "1", "1", about, 0)
	run("privacy", "1", "3", "", 0)
	knows("once all is erased", run("ask", "1", "1", pronoun, 0), false)
}

// What is proposed is answered, in each language.
func TestAskExamples(t *testing.T) {
	t.Parallel()
	for _, file := range []string{starter(), storetest.Fictional()} {
		b := setup(t, file)
		for _, lang := range []string{"en", "fa"} {
			r := b.request(lang, nil)
			questions, err := b.deps.examplesIn(t.Context(), r, r.Locale)
			if err != nil {
				t.Fatal(err)
			}
			if len(questions) < 4 {
				t.Errorf("%s, %s: only %q", file, lang, questions)
			}
			for _, q := range questions {
				a, err := b.deps.Answers.Ask(t.Context(), b.deps.question(r, q, ""))
				if err != nil || a.Kind != answer.Answered || a.Language != lang {
					t.Errorf("%s: %s %s in %s: %v\n%s", q, a.Kind, a.Reason, a.Language, err, a.Text)
				}
			}
			r.Options = map[string]string{"topic": "ask"}
			help, err := b.command(t, "help").Run(t.Context(), r)
			if err != nil {
				t.Fatal(err)
			}
			contains(t, strings.NewReplacer("\u2066", "", "\u2067", "", "\u2068", "", "\u2069", "", "\\", "").Replace(text(help.Message)), questions...)
		}
	}
}

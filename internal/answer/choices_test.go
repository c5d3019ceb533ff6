package answer_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"vigil/internal/answer"
	"vigil/store/storetest"
)

// ambiguous is a question over the casebook in which one word names several things.
func ambiguous(question string) asked {
	return asked{Question: question, Casebook: "ambiguous-casebook.json", Now: "2026-01-15T12:00:00Z"}
}

// Where a word may mean several things that lead to different answers, it is asked back
// which; whichever is chosen, its answer follows.
func TestAsksWhatIsMeant(t *testing.T) {
	t.Parallel()
	b := newBooks(t)
	for question, ways := range map[string]map[string]string{ // labels, and what their answers say
		"When was Setareh released?":                        {"the work “Setareh”": "2019", "Setareh Nemooneh, the person": "3 June 2024"},
		"ستاره کی آزاد شد؟":                                 {"اثر «ستاره»": "۲۰۱۹", "ستاره نمونه (شخص)": "۳ ژوئن ۲۰۲۴"},
		"What is Golden Setareh?":                           {"the work “Golden Setareh”": "By Parvaneh Mesali", "the prize “Golden Setareh”": "Farhad Azadi was awarded"},
		"When was Gomani released?":                         {"the work “Gomani”": "2020", "Ali Gomani (In prison, country not stated)": "", "Ali Gomani (Released, country not stated)": "9 August 2025"},
		"Tell me about Silent Comet":                        {"the work “Silent Comet”": "2023", "Bahram Khiali, the person": "In exile"},
		"Who is Mesali?":                                    {"Nader Mesali, named in a case": "lawyer", "Parvaneh Mesali, the person": "5 years"},
		"How many people did Branch 92 sentence?":           {"Branch 92, Invented Court of Gromptown": "3 of the 7", "Branch 92, Invented Court of Wubbelburg": "2 of the 7"},
		"چند نفر در شعبه ۹۲ محکوم شدند؟":                    {"Branch 92, Invented Court of Gromptown": "۳ نفر", "Branch 92, Invented Court of Wubbelburg": "۲ نفر"},
		"How many people are in the Central Prison?":        {"Gromp Central Prison": "2 of the 7", "Wubbel Central Prison": "2 of the 7"},
		"How many lawyers are there?":                       {"those who act for people tracked here": "Nader Mesali", "people tracked here who are lawyers": "Jane Law"},
		"وکلا را نام ببر":                                   {"وکیلان کسانی که اینجا دنبال می‌شوند": "Nader Mesali", "وکیل‌هایی که خود اینجا دنبال می‌شوند": "جین لا"},
		"Who was exiled?":                                   {"living abroad, in exile": "Bahram Khiali", "a sentence of internal exile": "Parvaneh Mesali"},
		"چه کسانی تبعید شدند؟":                              {"تبعید در خارج از کشور": "بهرام خیالی", "حکم تبعید داخلی": "پروانه مثالی"},
		"Who was arrested on 03/04/2025?":                   {"3 April 2025": "Parvaneh Mesali", "4 March 2025": "Jane Law"},
		"When was the verdict?":                             {"the work “verdict”": "2021", "the word “verdict”": "Whom do you mean?"},
		"I am writing an essay. When was Setareh released?": {"the work “Setareh”": "2019", "Setareh Nemooneh, the person": "3 June 2024"},
		"setareh key azad shod?":                            {"اثر «setareh»": "۲۰۱۹", "ستاره نمونه (شخص)": "۳ ژوئن ۲۰۲۴"},
	} {
		a := b.ask(t, ambiguous(question))
		var labels []string
		for _, c := range a.Choices {
			labels = append(labels, c.Label)
			q := ambiguous(c.Question)
			told := b.meaning(t, q, c.Meant)
			if want, ok := ways[c.Label]; !ok || told.Kind == answer.Asked || !strings.Contains(unescaped(told.Text), want) {
				t.Errorf("%s %s is answered with %s\n%s", question, c.Label, told.Kind, told.Text)
			}
			if !strings.Contains(unescaped(a.Text), c.Label) {
				t.Errorf("%s: %q isn't said in\n%s", question, c.Label, a.Text)
			}
		}
		if a.Kind != answer.Asked || a.Reason != answer.Ambiguous || len(labels) != len(ways) {
			t.Errorf("%s: %s %s, %q\n%s", question, a.Kind, a.Reason, labels, a.Text)
		}
		if about := len(a.Shows); about == 0 && !strings.Contains(question, "?") {
			t.Errorf("%s: nothing is shown of anybody", question)
		}
	}
}

// unescaped is a text without marks of direction and escapes.
func unescaped(s string) string {
	return strings.NewReplacer("\u2066", "", "\u2067", "", "\u2068", "", "\u2069", "", "\\", "").Replace(s)
}

// Where the question itself says which is meant, one meaning has an answer, or the answer tells
// of all and which is which, nothing is asked.
func TestAsksNothingThatIsClear(t *testing.T) {
	t.Parallel()
	b := newBooks(t)
	for question, want := range map[string]string{
		"Who is Setareh?":                                      "Setareh Nemooneh was sentenced",
		"What is Setareh?":                                     "By Farhad Azadi",
		"What is Setareh's sentence?":                          "2 years in prison",
		"What did Setareh win?":                                "Golden Setareh",
		"When was the film Setareh released?":                  "2019",
		"When was “Setareh” released?":                         "2019",
		"When was Setareh Nemooneh released?":                  "3 June 2024",
		"How old is Setareh?":                                  "born 1981",
		"ستاره کیست؟":                                          "ستاره نمونه",
		"«ستاره» کی آزاد شد؟":                                  "۲۰۱۹",
		"Who won the Golden Setareh?":                          "Farhad Azadi",
		"When was Golden Setareh released?":                    "2018",
		"What is Law's sentence?":                              "4 years in prison",
		"What is Azadi's sentence?":                            "3 years in prison",
		"What was Jane Law's verdict?":                         "4 years in prison",
		"Who made Verdict?":                                    "Farhad Azadi",
		"حکم کی ساخته شد؟":                                     "۲۰۲۱",
		"حکم جین لا چیست؟":                                     "۴ سال",
		"Who is the lawyer of Mesali?":                         "Mina Vakil-Gomani",
		"Who made The Invented Well?":                          "By Parvaneh Mesali: The Invented Well (چاه خیالی), 2022", // and the other
		"Who was sentenced by Branch 92?":                      "Wubbelburg",
		"Was Jane Law sentenced by Branch 92?":                 "Wubbelburg",
		"Which lawyers are in prison?":                         "Jane Law",
		"Which lawyers represent somebody?":                    "Nader Mesali",
		"Who has been sentenced to internal exile?":            "Parvaneh Mesali",
		"Was Jane Law sentenced on 03/04/2025?":                "Yes",
		"Who was sentenced on 04/03/2024?":                     "Farhad Azadi",
		"Who was sentenced on 11/06/2025?":                     "Parvaneh Mesali",
		"Was Bahram Khiali exiled?":                            "Yes",
		"Who was sentenced by Branch 92 to more than 2 years?": "Wubbelburg",
		"Who is older, Setareh or Azadi?":                      "Farhad Azadi is older",
		"What happened to Setareh and what did she do?":        "Released",
		"Whom does Mesali represent?":                          "Farhad Azadi",
		"Who made Setareh?":                                    "By Farhad Azadi",
		"ستاره را چه کسی ساخت؟":                                "فرهاد آزادی",
		"Who is Silent Comet?":                                 "lawyer",
		"When did Silent Comet leave the country?":             "September 2024",
	} {
		if a := b.ask(t, ambiguous(question)); a.Kind != answer.Answered || !strings.Contains(unescaped(a.Text), want) {
			t.Errorf("%s: %s %s\n%s", question, a.Kind, a.Reason, a.Text)
		}
	}
}

// Every choice of every question comes to an end: it is answered or refused, or asks about
// another word, three times at most.
func TestChoicesComeToAnEnd(t *testing.T) {
	t.Parallel()
	b := newBooks(t)
	all := everyQuestion(t)
	babble := newBabble(t, 7)
	for range 300 {
		q := babble.question()
		q.Casebook = "ambiguous-casebook.json"
		all = append(all, q)
	}
	var press func(q asked, meant []string, deep int)
	press = func(q asked, meant []string, deep int) {
		a := b.meaning(t, q, meant)
		if a.Kind == answer.Asked && len(a.Choices) < 2 {
			t.Errorf("%q %q asks back with %d choices", q.Question, meant, len(a.Choices))
		}
		for _, c := range a.Choices {
			next := q
			next.Question = c.Question
			switch {
			case deep > 4:
				t.Errorf("%q %q asks on and on", q.Question, meant)
				return
			case c.Question == q.Question && slices.Equal(c.Meant, meant):
				t.Errorf("%q leads back to itself", q.Question)
			case slices.ContainsFunc(c.Meant, func(pin string) bool { return pin == "" || strings.ContainsAny(pin, " \n") }):
				t.Errorf("%q: %q can't be told apart", q.Question, c.Meant)
			default:
				press(next, c.Meant, deep+1)
			}
		}
	}
	for _, q := range all {
		press(q, nil, 0)
	}
}

// What is confidential makes no word ambiguous, and takes from none that it is: of a work
// that is hidden the name stands for the person alone, and the other way round.
func TestHiddenMeansNothing(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		what string
		hide func(c map[string]any)
		// The question, and what only one meaning of it is left to say.
		question, want, never string
	}{
		{"a work", func(c map[string]any) { hide(c, "works", "Setareh") }, "When was Setareh released?", "3 June 2024", "Azadi"},
		{"a person", func(c map[string]any) { draft(c, "amb-01-setareh-nemooneh") }, "When was Setareh released?", "2019", "Nemooneh"},
		{"a lawyer", func(c map[string]any) { hide(c, "people", "Nader Mesali") }, "Who is Mesali?", "Parvaneh Mesali", "Nader"},
		{"a prize", func(c map[string]any) { hide(c, "awards", "Golden Setareh") }, "What is Golden Setareh?", "2018", "Azadi"},
		{"a custody", func(c map[string]any) { hide(c, "custody", "Gromp Central Prison") }, "How many people are in the Central Prison?", "2 of the 7", "Gromp"},
	} {
		var book map[string]any
		if err := json.Unmarshal(contents(t, storetest.Ambiguous()), &book); err != nil {
			t.Fatal(err)
		}
		for _, c := range book["casefiles"].([]any) {
			x.hide(c.(map[string]any))
		}
		data, err := json.Marshal(book)
		if err != nil {
			t.Fatal(err)
		}
		b := loaded(t, "ambiguous-casebook.json", data)
		a := b.ask(t, ambiguous(x.question))
		if text := unescaped(a.Text); a.Kind != answer.Answered || !strings.Contains(text, x.want) || strings.Contains(text, x.never) {
			t.Errorf("with %s hidden: %s\n%s", x.what, a.Kind, a.Text)
		}
		for _, pin := range []string{"work:setareh", "person:setareh", "around:mesali", "prize:goldensetareh", "place:grompcentralprison", "amb-01-setareh-nemooneh"} {
			if got := b.meaning(t, ambiguous(x.question), []string{pin}); strings.Contains(unescaped(got.Text), x.never) {
				t.Errorf("with %s hidden %s tells\n%s", x.what, pin, got.Text)
			}
		}
	}
}

// hide makes the facts of a list confidential that say a text.
func hide(c map[string]any, list, text string) {
	facts, _ := c[list].([]any)
	for _, f := range facts {
		fact := f.(map[string]any)
		for _, v := range fact {
			if v == text {
				fact["visibility"] = "confidential"
			}
		}
	}
}

func draft(c map[string]any, slug string) {
	if c["slug"] == slug {
		c["visibility"] = "draft"
	}
}

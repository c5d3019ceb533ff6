package answer_test

import (
	"strings"
	"testing"

	"vigil/internal/answer"
)

const (
	fictional  = "fictional-casebook.json"
	january    = "2026-01-15T12:00:00Z"
	refusedFor = answer.Reason("")
)

// TestAboutPeople asks one question of each kind about one person or two. says is
// what the answer has to contain, hides what it must not.
func TestAboutPeople(t *testing.T) {
	t.Parallel()
	books := newBooks(t)
	for question, want := range map[string]struct {
		reason      answer.Reason
		says, hides string
	}{
		"Was Arvand born in 1975?":                                 {refusedFor, "Yes", ""},
		"Was Arvand born in 1980?":                                 {refusedFor, "No", ""},
		"Did Hossein Vahmi get 80 lashes?":                         {answer.NotRecorded, "74 lashes", "Yes"},
		"Was Kaveh sentenced to death?":                            {answer.NotRecorded, "7 years 6 months", "Yes"},
		"What about Kaveh's ten-year sentence?":                    {answer.Contradicted, "7 years 6 months", ""},
		"Is Mina Vakil-Farzi Arvand's lawyer?":                     {refusedFor, "Yes", ""},
		"Is Reza Testi Arvand's lawyer?":                           {answer.NotRecorded, "Mina Vakil-Farzi", "Yes"},
		"Did Bardia Afsanehnia serve his sentence?":                {refusedFor, "No", ""},
		"Why is Hossein Vahmi still in jail?":                      {answer.Contradicted, "released", ""},
		"Why was Hassan Vahmi acquitted?":                          {answer.Contradicted, "10 years", ""},
		"What is the sentence of Setareh Karimi?":                  {answer.Nobody, "Setareh Khiali", "3 years"},
		"Is Kaveh's sentence longer than Arvand's?":                {refusedFor, "Yes", ""},
		"Who is the youngest, Kaveh, Arvand or Setareh?":           {refusedFor, "Setareh Khiali is younger", ""},
		"Did Arvand get more lashes than Hossein Vahmi?":           {refusedFor, "the same for both", "Yes"},
		"Is Kaveh older than Mahyar Bineshan?":                     {answer.NotRecorded, "can't be compared", "older"},
		"Do Arvand Nemoonehpour and Setareh have the same lawyer?": {refusedFor, "Mina Vakil-Farzi", ""},
		"Who made Night Ferry?":                                    {refusedFor, "Bardia Afsanehnia", ""},
		"Did The Paper Orchard win the Jury Mention?":              {answer.NotRecorded, "Golden Sample", "Yes"},
		"Who is Mina Vakil-Farzi?":                                 {refusedFor, "lawyer", ""},
		"How old was Arvand when he was arrested?":                 {refusedFor, "47 years", ""},
		"How many days are left of Setareh Khiali's term?":         {refusedFor, "78 days", ""},
		"What happened to Mahyar Bineshan in September 2024?":      {refusedFor, "since September 2024", ""},
		"What sickness does Kaveh have?":                           {answer.Withheld, "not given out", ""},
		"Will Kaveh be pardoned?":                                  {answer.Opinion, "about the future", ""},
		"What did he get in 2023?":                                 {answer.Ambiguous, "Whom do you mean", ""},
		// Talk before a question is left aside; what would change it is not.
		"Fact-check please: who is Arvand's lawyer?":               {refusedFor, "Mina Vakil-Farzi", ""},
		"I met Sohrab Pendari at glorp. When was he released?":     {refusedFor, "20 February 2023", ""},
		"In 2010: was Kaveh sentenced?":                            {answer.Contradicted, "12 May 2024", "Yes"},
		"In Turkey. Was Kaveh sentenced?":                          {answer.NotRecorded, "", "Yes"},
		"How many years did they give Kaveh Farziyan?":             {refusedFor, "7 years 6 months", ""},
		"How many years did they give Mahyar Bineshan?":            {answer.NotRecorded, "", ""},
		"Did the appeal court change Setareh Khiali's punishment?": {refusedFor, "11 June 2023", "No, by"},
		"What are farziyans charges?":                              {refusedFor, "insulting officials", ""},
		"glorp Kaveh Farziyan":                                     {answer.NotUnderstood, "glorp", "7 years"},
	} {
		a := books.ask(t, asked{Question: question, Casebook: fictional, Now: january, ID: question})
		switch {
		case a.Reason != want.reason:
			t.Errorf("%s\nreason %q, want %q: %s", question, a.Reason, want.reason, a.Text)
		case !strings.Contains(a.Text, want.says):
			t.Errorf("%s\nlacks %q: %s", question, want.says, a.Text)
		case want.hides != "" && strings.Contains(a.Text, want.hides):
			t.Errorf("%s\nsays %q: %s", question, want.hides, a.Text)
		}
		if a.Kind == answer.Answered && a.Reading == "" {
			t.Errorf("%s\nno reading", question)
		}
	}
}

// TestProbes guesses at what is confidential: the answer reads the same whether
// the guess is right, wrong, or something that stands elsewhere on record.
func TestProbes(t *testing.T) {
	t.Parallel()
	books := newBooks(t)
	for _, guesses := range [][]string{
		{"Is Bardia Afsanehnia in Farzburg?", "Is Bardia Afsanehnia in Berlin?", "Is Bardia Afsanehnia in Evin?"},
		{"Does Bardia live in Farzburg?", "Does Bardia live in Hamburg?", "Does Bardia live in Shahr-e Farzi?"},
		{"Did Bardia Afsanehnia flee to Farzburg?", "Did Bardia Afsanehnia flee to Turkey?", "Did Bardia Afsanehnia flee to Evin?"},
		{"When did Bardia leave for Farzburg?", "When did Bardia leave for Germany?"},
		{"بردیا افسانه‌نیا رفته فرزبورگ؟", "بردیا افسانه‌نیا رفته ترکیه؟", "بردیا افسانه‌نیا رفته آلمان؟"},
		{"Is Canary Vakil-Penhan Mahyar Bineshan's lawyer?", "Is Mina Vakil-Farzi Mahyar Bineshan's lawyer?", "Is Otto Niemand Mahyar Bineshan's lawyer?"},
	} {
		first := books.ask(t, asked{Question: guesses[0], Casebook: fictional, Now: january})
		for _, guess := range guesses[1:] {
			if a := books.ask(t, asked{Question: guess, Casebook: fictional, Now: january}); a.Text != first.Text || a.Reason != first.Reason {
				t.Errorf("%s\n%s\n%s\n%s", guesses[0], first.Text, guess, a.Text)
			}
		}
	}
}

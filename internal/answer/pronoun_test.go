package answer_test

import (
	"strings"
	"testing"
	"time"

	"vigil/internal/answer"
	"vigil/internal/locale"
)

// Where only one person is tracked, "he" and "the sentence" are theirs.
func TestOfOnePersonAloneNobodyElseIsMeant(t *testing.T) {
	t.Parallel()
	books := newBooks(t)
	for _, question := range []string{"was he sentenced?", "how long is the sentence?", "وکیلش کیست؟"} {
		a := books.ask(t, asked{Question: question, Lang: "en", Casebook: "seed-casebook.json", Now: "2024-05-14T12:00:00Z"})
		if a.About != "mohammad-rasoulof" || a.Kind != answer.Answered {
			t.Errorf("%s: %s about %q", question, a.Kind, a.About)
		}
	}
}

// "His" and "her", in Persian an ending of the word, and "the sentence" stand for whom the
// asker spoke of last, for nobody where nobody was, and where many are meant it isn't about one
// of them.
func TestHisIsOfWhoeverWasSpokenOf(t *testing.T) {
	t.Parallel()
	books := newBooks(t)
	x := books.by["starter-casebook.json"]
	fa := books.words.For("fa", locale.Options{})
	for _, tt := range []struct {
		question, last string
		about          string // slug of whom the answer is about
		kind           answer.Kind
	}{
		{"وکیلش کیست؟", "toomaj-salehi", "toomaj-salehi", answer.Answered},
		{"حکمش چیست؟", "toomaj-salehi", "toomaj-salehi", answer.Answered},
		{"حکم‌اش چیست؟", "toomaj-salehi", "toomaj-salehi", answer.Answered},
		{"اتهامش چه بود؟", "", "", answer.Refused},
		{"وکیلش کیست؟", "", "", answer.Refused},
		{"and his lawyer?", "", "", answer.Refused},
		{"and his lawyer?", "toomaj-salehi", "toomaj-salehi", answer.Answered},
		{"when was the sentence announced?", "", "", answer.Refused},
		{"how long is the sentence?", "toomaj-salehi", "toomaj-salehi", answer.Answered},
		{"how long is the longest sentence?", "toomaj-salehi", "", answer.Answered},
		{"اتهام رسول‌اف چیست؟", "toomaj-salehi", "mohammad-rasoulof", answer.Answered},
		{"چند نفر وکیلشان ثبت شده؟", "toomaj-salehi", "", answer.Answered},
	} {
		a, err := x.answerer.Ask(t.Context(), answer.Question{
			Text: tt.question, Person: tt.last, Access: x.access, Locale: fa, Persian: fa, English: fa,
			Now: time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC),
		})
		if err != nil {
			t.Fatal(err)
		}
		if a.About != tt.about || a.Kind != tt.kind {
			t.Errorf("%s after %q: %s about %q, want %s about %q: %s", tt.question, tt.last, a.Kind, a.About, tt.kind, tt.about, strings.SplitN(a.Text, "\n", 2)[0])
		}
	}
}

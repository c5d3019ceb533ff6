package answer_test

import (
	"strings"
	"testing"
	"time"

	"vigil/internal/answer"
	"vigil/internal/locale"
)

// "His" and "her", in Persian an ending of the word, stand for whom the asker spoke of last,
// for nobody where nobody was, and where many are meant it isn't about one of them.
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

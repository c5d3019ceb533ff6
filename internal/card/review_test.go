package card

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"vigil/internal/calendar"
	"vigil/internal/locale"
)

// reviewed are the cards for curators and for who suggests, in each state.
func reviewed(t *testing.T, l *locale.Locale) []Message {
	t.Helper()
	at := time.Date(2026, time.January, 20, 12, 0, 0, 0, time.UTC)
	one := Suggested{
		N: 7, Name: "Setareh Khiali", Slug: "setareh-khiali", What: "She was moved.\nHer family was told.", Date: date("2026-01"),
		Source: "Wire https://example.org/a_b_(c)", At: at,
	}
	named, unknown, decided := one, one, one
	named.Sender, named.Source = "300", "a friend"
	unknown.Slug, unknown.Date, unknown.Name = "", calendar.Date{}, "Somebody *Else*"
	decided.Decision = &Decision{Outcome: "rejected", By: "200", At: at, Why: "no other source"}
	ask := Awaited{N: 3, Name: "Setareh Khiali", Slug: "setareh-khiali", Version: 12, By: "200", At: at}
	var all []Message
	forgotten := decided
	forgotten.Forgotten = true
	for _, s := range []Suggested{one, named, unknown, decided, forgotten} {
		all = append(all, Message{Cards: []Card{Suggestion(s, l)}})
	}
	for _, d := range []*Decision{nil, {Outcome: "given", By: "201", At: at}, {Outcome: "refused", By: "201", At: at, Why: "too early"}, {Outcome: "stale", At: at}} {
		ask.Decision = d
		all = append(all, Message{Cards: []Card{Approval(ask, l)}})
	}
	ask.Decision = nil
	all = append(all,
		Queue{Suggestions: []Suggested{one, unknown}, Total: 12, Approvals: []Awaited{ask}, Waiting: 1, Page: 1, Pages: 2, Then: Then{Command: "curate review"}}.Message(l),
		Queue{Page: 1, Pages: 1, Unfinished: 6, Edits: []Unfinished{{Kind: "Sentence", Name: "Setareh *Khiali*", At: at, Then: Then{Command: "curate sentence"}}}}.Message(l),
		Queue{Page: 1, Pages: 1, Trouble: l.T("review.no_channel")}.Message(l),
		Outcome{Approved: true, Name: "Setareh Khiali", Slug: "setareh-khiali", What: one.What}.Message(l),
		Outcome{Approved: true, What: one.What}.Message(l),
		Outcome{What: one.What, Why: "no other source"}.Message(l),
		Personal{}.Message(l),
		Personal{
			Language: "English", Calendar: "both", Edits: 2, Settled: 1, Uploads: 1, Blocked: 1, Acts: 31,
			Suggestions: []Own{{What: one.What, Date: one.Date, Source: one.Source, At: at, State: "open", Named: true}},
		}.Message(l),
		Personal{Acts: 31, Erased: true}.Message(l))
	return all
}

// TestReview draws them in each language.
func TestReview(t *testing.T) {
	t.Parallel()
	catalogue := words(t)
	for _, lang := range catalogue.Languages() {
		var views []string
		for _, m := range reviewed(t, catalogue.For(lang.Code, locale.Options{})) {
			views = append(views, draw(m))
		}
		golden(t, filepath.Join("testdata", "review."+lang.Code+".txt"), strings.Join(views, "\n"))
	}
}

// Whatever somebody types, a card for curators is within Discord's limits,
// pings nobody and leads nowhere but where it says.
func TestReviewOfHostileText(t *testing.T) {
	t.Parallel()
	l := words(t).For("en", locale.Options{})
	for _, typed := range []string{
		strings.Repeat("*", 2000), strings.Repeat("\u202e@everyone ", 180), strings.Repeat("\n", 1999) + "x", strings.Repeat("[x](http://y.example) ", 90),
	} {
		c := Suggestion(Suggested{Name: typed[:200], What: typed, Source: typed[:500], Slug: "x"}, l)
		fits(t, c)
		for _, text := range []string{c.Title, c.Body, c.Fields[2].Value} {
			if strings.Contains(text, "@everyone") || strings.Contains(text, "\u202e") || regexp.MustCompile(`[^\\]\]\(http`).MatchString(text) {
				t.Errorf("%.40q shows %.80q", typed, text)
			}
		}
		fits(t, Outcome{What: typed, Why: typed[:500]}.Message(l).Cards[0])
		many := Personal{}
		for range 30 {
			many.Suggestions = append(many.Suggestions, Own{What: typed, Source: typed[:500], State: "open"})
		}
		m := many.Message(l)
		fits(t, m.Cards[0])
		if len(m.Files) != 1 || strings.Count(string(m.Files[0].Data), typed) != 30 {
			t.Errorf("%.40q: not all that is stored is shown", typed)
		}
	}
	if got := linked("see javascript:alert(1) http://user@evil.example https://ok.example/a)b"); strings.Contains(got, "<http://user@") || !strings.Contains(got, "<https://ok.example/a%29b>") {
		t.Errorf("links are %s", got)
	}
}

// fits fails the test if Discord would refuse the card.
func fits(t *testing.T, c Card) {
	t.Helper()
	if n := c.length(); n > maxSum {
		t.Errorf("a card of %d characters", n)
	}
	if length(c.Title) > maxTitle || length(c.Body) > maxBody || len(c.Fields) > maxFields {
		t.Errorf("too long: title %d, body %d, %d fields", length(c.Title), length(c.Body), len(c.Fields))
	}
	for _, f := range c.Fields {
		if length(f.Value) > maxValue || f.Value == "" || length(f.Name) > maxName {
			t.Errorf("field %s of %d characters", f.Name, length(f.Value))
		}
	}
}

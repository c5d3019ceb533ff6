package card

import (
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/internal/occasion"
)

// day is the day of the announcements in the golden files.
func day() calendar.Day { return calendar.Day{Year: 2026, Month: time.May, Day: 3} }

// posting is an announcement in its channel, at its hour.
func posting() Posting { return Posting{Day: day(), Ref: "ABCD-EFGH"} }

func lateOne() Posting {
	x := posting()
	x.Late = true
	return x
}

func correctedOne() Posting {
	x := posting()
	x.Corrected = day().AddDays(2)
	return x
}

func direct() Posting {
	x := posting()
	x.Direct = true
	return x
}

func announced(t testing.TB) map[string]*casefile.Redacted {
	return book(t, filepath.Join("testdata", "announced.json"))
}

// said are views of cards with a line before each that says what it is.
type said struct {
	t    *testing.T
	text strings.Builder
}

func (s *said) card(what string, m Message) {
	check(s.t, what, m)
	if text := draw(m); strings.Contains(text, "⟦") || strings.Contains(text, "…") {
		s.t.Errorf("%s: without words, or cut:\n%s", what, text)
	}
	s.text.WriteString("#### " + what + "\n" + draw(m) + "\n")
}

// inBoth writes a golden file in each language.
func inBoth(t *testing.T, name string, write func(*said, *locale.Locale)) {
	t.Helper()
	catalogue := words(t)
	zone, err := time.LoadLocation("Asia/Tehran")
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"en", "fa"} {
		s := &said{t: t}
		write(s, catalogue.For(lang, locale.Options{Zone: zone}))
		golden(t, filepath.Join("testdata", name+"."+lang+".txt"), s.text.String())
	}
}

// falling is what falls on a day of these people, in the order given.
func falling(on calendar.Day, reckoning calendar.Reckoning, people ...*casefile.Redacted) []Falling {
	r := occasion.Default()
	r.Reckoning = reckoning
	var all []Falling
	for _, c := range people {
		for _, o := range occasion.On(c, r, on) {
			all = append(all, Falling{Casefile: c, Occasion: o})
		}
	}
	return all
}

// crowd are n people who were all arrested on the same day.
func crowd(t testing.TB, n int) []*casefile.Redacted {
	t.Helper()
	c := announced(t)["mahyar-bineshan"]
	all := make([]*casefile.Redacted, n)
	for i := range all {
		all[i] = &casefile.Redacted{Casefile: *c.Clone()}
		all[i].Slug = "person-" + strconv.Itoa(i+1)
		all[i].Person.Name = "Invented Person " + strconv.Itoa(i+1)
	}
	return all
}

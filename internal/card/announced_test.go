package card

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/internal/occasion"
)

// announcements are all cards that can be made about somebody: of each piece by
// itself, of all, of the whole, and of what falls on days, in a digest too.
func announcements(t testing.TB, c *casefile.Redacted, items []Falling, x Posting, l *locale.Locale) []Message {
	pieces := allPieces(c)
	whole := []casefile.Piece{pieceOf(t, c, "whole", 0)}
	all := []Message{NewsCard(c, pieces, x, l), NewsCard(c, whole, x, l)}
	for _, p := range pieces {
		all = append(all, NewsCard(c, []casefile.Piece{p}, x, l))
	}
	d := Digest{
		Changed:     []Developed{{Casefile: c, Pieces: pieces, Day: x.Day}, {Casefile: c, Pieces: whole, Day: x.Day}},
		Coming:      items,
		Unmentioned: &Unmentioned{Casefile: c, Since: x.Day},
	}
	off := slices.Clone(items)
	for i, y := range items {
		off[i].Off = true
		d.Missed = append(d.Missed, Missed{Falling: y, Day: x.Day})
	}
	return append(all, DigestCard(d, x, l), DigestCard(Digest{Missed: d.Missed}, x, l), DayCard(items, x, l), DayCard(off, x, l))
}

// Of the real record nothing is cut, in any language and in both calendars.
func TestAnnouncementsFit(t *testing.T) {
	t.Parallel()
	people := starter(t)
	for slug, c := range fictional(t) {
		people[slug] = c
	}
	r := occasion.Default()
	r.Stale = 0
	from := calendar.Day{Year: 2026, Month: time.January, Day: 1}
	for _, l := range readers(t) {
		for slug, c := range people {
			var items []Falling
			for _, o := range occasion.Span(c, r, from, from.AddDays(366)) {
				if len(items) > 0 && items[0].Occasion.Day != o.Day {
					items = items[:0]
				}
				items = append(items, Falling{Casefile: c, Occasion: o})
				check(t, slug, DayCard(items, posting(), l))
			}
			for _, m := range announcements(t, c, items, posting(), l) {
				check(t, slug, m)
				if s := draw(m); strings.Contains(s, "⟦") {
					t.Errorf("%s: without words:\n%s", slug, s)
				}
			}
			pieces := allPieces(c)
			cards := []Message{NewsCard(c, []casefile.Piece{pieceOf(t, c, "whole", 0)}, posting(), l), DayCard(items, posting(), l)}
			for _, p := range pieces {
				cards = append(cards, NewsCard(c, []casefile.Piece{p}, posting(), l))
			}
			for _, m := range cards {
				if s := draw(m); strings.Contains(s, "…") {
					t.Errorf("%s in %s is cut:\n%s", slug, l.Language().Code, s)
				}
			}
		}
	}
}

// A record full of long and hostile texts makes announcements that Discord
// takes, that keep their sources and reference, and in which nothing works that
// somebody typed.
func TestHostileAnnouncements(t *testing.T) {
	t.Parallel()
	for _, hostile := range []string{
		"@everyone **x** [a](https://evil.example) <@1> ||y|| `z` \u202egnp\u2066 https://evil.example # h",
		"- 1. > \u2069\u2069\u2068@here\n# big\r\n> quote <t:0:D> <a:x:1> \x00\x1b",
		strings.Repeat("longword", 300),
		strings.Repeat("ا", 4500),
	} {
		c := &casefile.Redacted{}
		fill(reflect.ValueOf(&c.Casefile).Elem(), hostile)
		c.Slug = "hostile"
		var items []Falling
		taken := c.Proceedings[0]
		taken.Kind = "arrest" // an occasion about any other is none of an arrest
		for a := occasion.Arrest; a <= occasion.Proceeding; a++ {
			for n := range 5 {
				about := &c.Proceedings[0]
				if a == occasion.Arrest {
					about = &taken
				}
				items = append(items, Falling{Casefile: c, Off: n%2 == 1, Occasion: occasion.Occasion{
					About: a, Day: day(), Date: calendar.DateOf(day()), Count: n, Unit: occasion.Years, Fact: &c.Status.Fact,
					Sentence: &c.Sentences[0], Penalty: &c.Sentences[0].Penalties[0], Proceeding: about, Custody: &c.Custody[0],
				}})
			}
		}
		for i := range 40 { // and a crowd of others
			other := &casefile.Redacted{Casefile: c.Casefile}
			other.Slug = "hostile-" + strconv.Itoa(i)
			items = append(items, Falling{Casefile: other, Occasion: items[i%len(items)].Occasion})
		}
		x := Posting{Day: day(), Late: true, Corrected: day(), Ref: "ABCD-EFGH"}
		for _, l := range readers(t) {
			for _, m := range announcements(t, c, items, x, l) {
				check(t, hostile[:20], m)
				if !strings.Contains(m.Cards[0].Footer, "ABCD-EFGH") {
					t.Errorf("no reference in %q", m.Cards[0].Footer)
				}
				s := draw(Message{Cards: m.Cards})
				for _, bad := range []string{"@everyone", "@here", "\u202e", "\u2066", "\x00", "\n# ", "(https://evil", "\n> quote", "\x1b"} {
					if strings.Contains(s, bad) {
						t.Errorf("%q works in:\n%.600s", bad, s)
					}
				}
				if open, shut := strings.Count(s, "\u2068"), strings.Count(s, "\u2069"); open != shut {
					t.Errorf("%d isolates opened, %d closed:\n%s", open, shut, s)
				}
			}
			for _, pieces := range [][]casefile.Piece{allPieces(c), {pieceOf(t, c, "whole", 0)}} {
				news := NewsCard(c, pieces, x, l).Cards[0]
				if f := news.Fields[len(news.Fields)-1]; f.Name != l.T("case.button.sources") || length(f.Value) < 20 {
					t.Errorf("the sources were pushed out: %q", f.Value)
				}
			}
		}
	}
}

// However many people there are on one day, each is told of, named or counted.
func TestNobodyIsLost(t *testing.T) {
	t.Parallel()
	more := regexp.MustCompile(`and (\d+|one) more`)
	l := words(t).For("en", locale.Options{})
	people := crowd(t, 140)
	for n := 1; n <= len(people); n += 3 {
		items := falling(day(), calendar.Gregorian, people[:n]...)
		missed := make([]Missed, len(items))
		for i := range items {
			missed[i] = Missed{Falling: items[i], Day: day()}
		}
		for what, m := range map[string]Message{"day": DayCard(items, posting(), l), "digest": DigestCard(Digest{Missed: missed}, posting(), l)} {
			body, told := m.Cards[0].Title+"\n"+m.Cards[0].Body, 0
			for _, c := range people[:n] {
				if regexp.MustCompile(regexp.QuoteMeta(c.Person.Name) + `\b`).MatchString(body) {
					told++
				}
			}
			if found := more.FindStringSubmatch(body); found != nil {
				rest, err := strconv.Atoi(found[1])
				if err != nil {
					rest = 1
				}
				told += rest
			}
			if told != n {
				t.Errorf("%s: of %d people %d are told of:\n%s", what, n, told, body)
			}
		}
	}
}

// What is read later than on its day says nothing of today or tomorrow.
func TestLateSaysNoToday(t *testing.T) {
	t.Parallel()
	people := announced(t)
	arvand := people["arvand-nemoonehpour"]
	for _, lang := range []string{"en", "fa"} {
		l := words(t).For(lang, locale.Options{})
		relative := regexp.MustCompile(`(?i)today|tomorrow|yesterday|\bago\b|\bin \d+ (day|month|year)|امروز|فردا|چنین روزی|(سال|ماه|روز) پیش|روز دیگر`)
		for n := range 40 {
			on := day().AddDays(n)
			items := falling(on, reckoned(l), arvand, people["setareh-khiali"], people["bold-name"])
			if len(items) == 0 {
				continue
			}
			for what, x := range map[string]Posting{"late": {Day: on, Late: true}, "corrected": {Day: on, Corrected: on}} {
				if found := relative.FindString(draw(Message{Cards: DayCard(items, x, l).Cards})); found != "" {
					t.Errorf("%s, %s, %s: says %q", lang, on, what, found)
				}
			}
			if on == day() && !relative.MatchString(draw(DayCard(items, posting(), l))) {
				t.Errorf("%s: the day itself isn't called today", lang)
			}
		}
		for _, c := range people { // news stay as they are posted, whenever that is read
			m := NewsCard(c, append(allPieces(c), pieceOf(t, c, "whole", 0)), posting(), l)
			if found := relative.FindString(draw(Message{Cards: m.Cards})); found != "" {
				t.Errorf("%s, %s: says %q", lang, c.Slug, found)
			}
		}
	}
}

// Every fact that is announced has its publisher beside it, and its link in the
// news; what nobody published has none.
func TestFactsNameTheirSources(t *testing.T) {
	t.Parallel()
	l := words(t).For("en", locale.Options{})
	c := announced(t)["arvand-nemoonehpour"]
	c.Sources = nil
	n := 0
	source := func(f *casefile.Fact) string {
		n++
		id := "own" + strconv.Itoa(n)
		c.Sources = append(c.Sources, casefile.Source{ID: id, Publisher: fmt.Sprintf("Publisher %d.", n), URL: "https://wire.example/" + id})
		f.Sources = []string{id}
		return id
	}
	for _, p := range allPieces(c) {
		id := source(p.Fact)
		s := draw(NewsCard(c, []casefile.Piece{p}, posting(), l))
		if name := c.Sources[n-1].Publisher; strings.Count(s, name) < 2 || !strings.Contains(s, "https://wire.example/"+id) {
			t.Errorf("%s: %s isn't named with its fact and linked:\n%s", p.Ref, name, s)
		}
		line := draw(DigestCard(Digest{Changed: []Developed{{Casefile: c, Pieces: []casefile.Piece{p}, Day: day()}}}, posting(), l))
		if !strings.Contains(line, c.Sources[n-1].Publisher) {
			t.Errorf("%s: no publisher in the digest:\n%s", p.Ref, line)
		}
		p.Fact.Sources = nil
		s = draw(NewsCard(&casefile.Redacted{Casefile: casefile.Casefile{Person: c.Person, Charges: c.Charges, Whereabouts: c.Whereabouts, Status: c.Status, Sources: c.Sources}}, []casefile.Piece{p}, posting(), l))
		if body := s[:strings.Index(s, "-- Why")]; strings.Contains(body, "Publisher") || strings.Contains(body, "Reported") || !strings.Contains(s, "No published source") {
			t.Errorf("%s: a source that there isn't:\n%s", p.Ref, s)
		}
		source(p.Fact)
	}
	source(&c.Person.Born.Fact)
	for _, x := range falling(day(), calendar.Gregorian, c) {
		name := c.Sources[slices.IndexFunc(c.Sources, func(s casefile.Source) bool { return s.ID == x.Occasion.Fact.Sources[0] })].Publisher
		for what, m := range map[string]Message{
			"day":    DayCard([]Falling{x}, posting(), l),
			"off":    DayCard([]Falling{{Casefile: x.Casefile, Occasion: x.Occasion, Off: true}}, posting(), l),
			"coming": DigestCard(Digest{Coming: []Falling{x}}, posting(), l),
			"missed": DigestCard(Digest{Missed: []Missed{{Falling: x, Day: day()}}}, posting(), l),
		} {
			if s := draw(m); !strings.Contains(s, name) {
				t.Errorf("%s of the %s: %s isn't named:\n%s", what, x.Occasion.About.Code(), name, s)
			}
		}
	}
}

// Nothing that is for curators only is in any announcement: each fact in turn
// is made confidential, and its texts are looked for.
func TestAnnouncementsTellNoSecret(t *testing.T) {
	t.Parallel()
	l := words(t).For("en", locale.Options{})
	const secret = "Zirzamin"
	whole := announced(t)["arvand-nemoonehpour"]
	facts := 0
	whole.EachFact(func(*casefile.Fact) { facts++ })
	for n := 1; n < facts; n++ { // the first is the person
		c := whole.Clone()
		c.Visibility = casefile.Public
		i := 0
		c.EachFact(func(f *casefile.Fact) {
			if i == n {
				f.Visibility, f.Note, f.DateNote, f.Attribution = casefile.Confidential, secret, secret, secret
			}
			i++
		})
		mark(reflect.ValueOf(c).Elem(), secret)
		r, ok := c.Public(nil)
		if !ok {
			t.Fatal("not public")
		}
		if r.Whereabouts != nil && r.Whereabouts.Visibility == casefile.Confidential {
			continue // its public text is no secret
		}
		for _, m := range announcements(t, r, falling(day(), calendar.Gregorian, r), posting(), l) {
			if s := draw(m); strings.Contains(s, secret) {
				t.Fatalf("fact %d is told:\n%s", n, s)
			}
		}
	}
}

// mark puts s into the texts of every confidential fact in v, but for ids.
func mark(v reflect.Value, s string) {
	switch v.Kind() {
	case reflect.Struct:
		f := v.FieldByName("Fact")
		secret := f.IsValid() && f.FieldByName("Visibility").String() == string(casefile.Confidential)
		for i := range v.NumField() {
			x := v.Field(i)
			switch name := v.Type().Field(i).Name; {
			case secret && x.Kind() == reflect.String && x.Type() == reflect.TypeFor[string]() && name != "ID":
				x.SetString(s)
			case x.Kind() == reflect.Struct || x.Kind() == reflect.Slice || x.Kind() == reflect.Pointer:
				mark(x, s)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			mark(v.Index(i), s)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			mark(v.Elem(), s)
		}
	}
}

// The parts of a digest share what room there is.
func TestShares(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		sizes []int
		room  int
		want  []int
	}{
		{[]int{100, 200, 0}, 1000, []int{100, 200, 0}},
		{[]int{1000, 100, 1000}, 900, []int{400, 100, 400}},
		{[]int{500, 500}, 0, []int{0, 0}},
		{[]int{500, 500}, -10, []int{0, 0}},
	} {
		if got := shares(x.sizes, x.room); !slices.Equal(got, x.want) {
			t.Errorf("%v in %d: %v, not %v", x.sizes, x.room, got, x.want)
		}
	}
}

// Each announcement leads to the present record and to following, for everybody.
func TestAnnouncementsLead(t *testing.T) {
	t.Parallel()
	l := words(t).For("en", locale.Options{})
	c := announced(t)["arvand-nemoonehpour"]
	leads := func(m Message) string {
		var all []string
		for _, row := range m.Controls {
			for _, x := range row {
				if x.Then.Update || x.Then.Mine {
					t.Errorf("%s is not for everybody", x.Label)
				}
				all = append(all, x.Then.Command+" "+x.Then.Options["person"]+x.Into+x.URL)
			}
		}
		return strings.Join(all, ", ")
	}
	for _, x := range []struct{ got, want string }{
		{leads(DayCard(falling(day(), calendar.Gregorian, c), posting(), l)), "case arvand-nemoonehpour, follow arvand-nemoonehpour"},
		{leads(NewsCard(c, []casefile.Piece{pieceOf(t, c, "work", 0)}, direct(), l)), "case arvand-nemoonehpour, case arvand-nemoonehpour, unfollow arvand-nemoonehpour"},
		{leads(DayCard(falling(day(), calendar.Gregorian, crowd(t, 30)...), posting(), l)), "case person, case person, follow person, follow person"},
		{leads(NewsCard(c, allPieces(c), Posting{Day: day(), Direct: true, Server: "7"}, l)), " https://discord.com/channels/7, unfollow arvand-nemoonehpour"},
		{leads(DigestCard(Digest{}, posting(), l)), ""},
	} {
		if x.got != x.want {
			t.Errorf("leads to %q, not %q", x.got, x.want)
		}
	}
}

package card

import (
	"slices"
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/internal/occasion"
)

// Ahead is one page of what falls on the days of a span.
type Ahead struct {
	Items    []Falling // in the order of days
	From, To calendar.Day
	Rules    occasion.Rules // that Items were found by
	Total    int            // on all pages
	Tracked  int            // people on record here
	Page     int            // from 1
	Pages    int
	Direct   bool // asked in a direct message: the time zone is no server's
	Then     Then // leads back to this list; the page goes into its options
}

// Falling is an occasion of a casefile.
type Falling struct {
	Casefile *casefile.Redacted
	Occasion occasion.Occasion
	// Off says of something announced that the record no longer bears it out:
	// the occasion is the fact as it is on record now, as [occasion.Find] gives
	// what moved.
	Off bool
}

// fallingLimit is how long the text of one entry may get, so that a page of
// [AheadPerPage] stays within a card whatever the record holds.
const fallingLimit = 620

// AheadPerPage is how many entries a page of [Upcoming] shows.
const AheadPerPage = 6

// Upcoming is a page of what is remembered or expected on the coming days: on
// each day, and in how many days that is, who and what, and who reports it.
// From is today.
func Upcoming(a Ahead, l *locale.Locale) Message {
	p := newPen(l, 2048)
	p.line("")
	from := locale.Text("from", Date(calendar.DateOf(a.From), l))
	to := locale.Text("to", Date(calendar.DateOf(a.To), l))
	switch {
	case a.Tracked == 0:
		p.words("search.empty")
	case a.Total == 0:
		p.words("upcoming.nothing", from, to)
	default:
		p.words("upcoming.span", locale.N(a.Total), from, to)
	}
	var (
		people []Choice
		day    calendar.Day
	)
	for _, x := range a.Items {
		p.WriteByte('\n')
		if x.Occasion.Day != day {
			day = x.Occasion.Day
			p.line("")
			p.WriteString("**")
			p.date(calendar.DateOf(day))
			p.WriteString("** · ")
			p.inDays(day.Sub(a.From))
		}
		entry := newPen(l, 512)
		entry.falling(x)
		p.line("")
		p.WriteString(strings.TrimPrefix(Cut(entry.String(), fallingLimit), p.mark))
		if c := choice(&x.Casefile.Casefile, l); !slices.ContainsFunc(people, func(o Choice) bool { return o.Value == c.Value }) {
			people = append(people, c)
		}
	}
	m := Message{Cards: []Card{{
		Title:  l.T("upcoming.title"),
		Body:   p.String(),
		Footer: a.footer(l),
	}}}
	m.Controls = append(opens(people, l), turn(l, a.Page, a.Pages, a.Then)...)
	return m.Fit()
}

// footer says which days these are and what can't be among them.
func (a Ahead) footer(l *locale.Locale) string {
	var parts []string
	if s := footer(l, a.Page, a.Pages, len(a.Items) > 0); s != "" {
		parts = append(parts, s)
	}
	if a.Rules.Stale > 0 && a.Tracked > 0 {
		parts = append(parts, l.T("upcoming.footer.known", locale.N(a.Rules.Stale)))
	}
	zone := "upcoming.footer.zone"
	if a.Direct {
		zone = "upcoming.footer.zone_direct"
	}
	parts = append(parts, l.T(zone, locale.Name("zone", l.Zone().String())))
	if a.Rules.Reckoning == calendar.SolarHijri {
		parts = append(parts, l.T("upcoming.footer.hijri"))
	}
	return strings.Join(parts, " · ")
}

// inDays writes in how many days something is.
func (p *pen) inDays(n int) {
	switch n {
	case 0:
		p.words("age.today")
	case 1:
		p.words("upcoming.tomorrow")
	default:
		p.words("upcoming.in", locale.N(n))
	}
}

// falling writes an entry: who, how they are as of when, what it is, who
// reports that.
func (p *pen) falling(x Falling) {
	c, o := &x.Casefile.Casefile, x.Occasion
	p.line("")
	first, second := called(c, p.l)
	p.WriteString("**")
	p.stored(first)
	p.WriteString("**")
	if second != "" {
		p.WriteString(" · ")
		p.stored(second)
	}
	p.WriteString(" — ")
	p.code("status.", string(statusCode(c)))
	if !c.Status.AsOf.IsZero() {
		p.words("list.comma")
		p.words("case.status_asof_plain", locale.Text("date", Date(c.Status.AsOf, p.l)))
	}
	p.line("")
	p.what(c, o)
	if o.Fact.Confidence == "low" {
		p.WriteString(" (")
		p.words("fact.weak")
		p.WriteByte(')')
	}
	p.reported(c, o.Fact.Sources, o.Fact.Attribution)
}

// what writes what an occasion is.
func (p *pen) what(c *casefile.Casefile, o occasion.Occasion) {
	n, date := locale.N(o.Count), locale.Text("date", Date(o.Date, p.l))
	switch o.About {
	case occasion.Proceeding:
		p.appointment(o.Proceeding)
	case occasion.TermEnd:
		p.ends(o.Penalty)
	case occasion.Custody:
		key := "held.days"
		if o.Unit == occasion.Years {
			key = "upcoming.years.custody"
		}
		p.words(key, n, locale.Text("since", Date(o.Date, p.l)))
		p.words("list.comma")
		p.words("held.if")
	case occasion.Sentence:
		p.words("upcoming.years.sentence", n, date)
		p.WriteString(": ")
		p.inShort(o.Sentence)
	default:
		p.words("upcoming.years."+kindOf(c, o), n, date)
	}
}

// kindOf is what happened on the day that an occasion remembers, as a word for
// keys: which kind of arrest, and whether somebody died or was put to death.
func kindOf(c *casefile.Casefile, o occasion.Occasion) string {
	switch o.About {
	case occasion.Arrest:
		return arrested(o)
	case occasion.Custody:
		return "custody_begins"
	case occasion.Death:
		if c.Status.Code == casefile.Executed || o.Event != nil && o.Event.Kind == "execution" || o.Proceeding != nil && o.Proceeding.Kind == "execution" {
			return "execution"
		}
	}
	return o.About.Code()
}

// arrested is which kind of arrest an occasion is about.
func arrested(o occasion.Occasion) string {
	kind := "custody_begins"
	switch {
	case o.Proceeding != nil:
		kind = o.Proceeding.Kind
	case o.Event != nil:
		kind = o.Event.Kind
	}
	if kind == "detention" {
		return "arrest"
	}
	return kind
}

package card

import (
	"strings"
	"time"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// Proposal is a change of a casefile that a curator is about to save.
type Proposal struct {
	Before *casefile.Casefile // nil: the casefile is new
	After  *casefile.Casefile
	Kind   string // of the fact: "sentence", "event" …; "new" of a new casefile
	ID     string // of the fact, where its kind has one
	// Removes says that the fact goes: it is in Before and not in After.
	Removes bool
}

// Public reports whether everybody who can read the casebook would see the
// fact.
func (x Proposal) Public() bool {
	f := x.find()
	return x.After.Visibility == casefile.Public && f.fact != nil && f.fact.Visibility != casefile.Confidential
}

// Preview is the effect of a change before it is saved: how the fact will
// read, what else differs, who will see it, and what looks doubtful. The
// buttons are the caller's.
func Preview(x Proposal, l *locale.Locale, now time.Time) Card {
	f := x.find()
	p := newPen(l, 1024)
	of, key := x.After, "preview.title"
	if x.Removes {
		of, key = x.Before, "preview.title_remove"
	}
	today := calendar.DayOf(l.Today(now))
	p.read(of, f, today)
	c := Card{Title: about(key, x, l), Body: p.take(), Tone: tone(statusCode(x.After))}
	add := func(key string, lines []string, bullet string) {
		if len(lines) > 0 {
			c.Fields = append(c.Fields, Field{Name: l.T(key), Value: Listed(lines, bullet, maxValue, l)})
		}
	}
	if x.Removes {
		add("preview.goes", Compare(x.Before, x.After, l), "- ")
		c.Footer = l.T("preview.history")
		return c.Fit()
	}
	add("preview.changes", x.differences(f, l), "- ")
	add("preview.seen", x.seen(f, l), "")
	add("preview.doubts", x.doubts(f, today, l), "- ")
	return c.Fit()
}

// about is a title that says which kind of fact of whom.
func about(key string, x Proposal, l *locale.Locale) string {
	return l.T(key, locale.Text("kind", l.T("curate.kind."+x.Kind)), locale.Text("name", title(x.After, l)))
}

// Name is what the person of a casefile is called, as in a card's title.
func Name(c *casefile.Casefile, l *locale.Locale) string { return title(c, l) }

// Listed is lines one below the other in at most limit characters, each after
// bullet. Those that find no place are counted.
func Listed(lines []string, bullet string, limit int, l *locale.Locale) string {
	p := newPen(l, 256)
	room := limit - 60 // for the line that counts the rest
	for i, s := range lines {
		if i > 0 && length(p.String())+length(bullet)+length(s)+2 > room {
			p.line("")
			p.words("preview.more", locale.N(len(lines)-i))
			break
		}
		p.line(bullet)
		p.WriteString(Cut(strings.TrimPrefix(s, p.mark), room))
	}
	return p.take()
}

// differences are what else changes than that a fact is added, which the
// preview shows anyway.
func (x Proposal) differences(f found, l *locale.Locale) []string {
	if x.Before == nil {
		return nil
	}
	var rest []casefile.Change
	for _, c := range casefile.Diff(x.Before, x.After) {
		if c.Kind == casefile.Added && (c.Path == f.path || c.Path == f.list && f.alone) {
			continue
		}
		rest = append(rest, c)
	}
	return differences(rest, wording{l: l, before: x.Before, after: x.After})
}

// seen says who will see the fact.
func (x Proposal) seen(f found, l *locale.Locale) []string {
	secret := f.fact != nil && f.fact.Visibility == casefile.Confidential
	whereabouts, _ := f.entry.(*casefile.Whereabouts)
	var lines []string
	switch {
	case secret && whereabouts != nil && whereabouts.PublicText != "":
		lines = append(lines, l.T("preview.seen.public_text", locale.Name("text", Escape(whereabouts.PublicText))))
	case secret:
		lines = append(lines, l.T("preview.seen.curators"))
	case x.After.Visibility == casefile.Public:
		return []string{l.T("preview.seen.everybody")}
	}
	switch x.After.Visibility {
	case casefile.Public:
	case casefile.Embargoed:
		lines = append(lines, l.T("preview.seen.embargoed"))
	default:
		lines = append(lines, l.T("preview.seen.draft"))
	}
	return lines
}

// happened are the dates of what a fact says has happened: none of a step of
// the case, which may be set for a day to come.
func (f found) happened() []calendar.Date {
	switch of := f.entry.(type) {
	case *casefile.Proceeding:
		return nil
	case *casefile.Custody:
		return []calendar.Date{of.Start, of.End}
	}
	return []calendar.Date{f.date}
}

// doubts are what a curator should look at again before saving.
func (x Proposal) doubts(f found, today calendar.Day, l *locale.Locale) []string {
	var lines []string
	add := func(key string, args ...locale.Arg) { lines = append(lines, l.T(key, args...)) }
	if f.fact == nil {
		return nil
	}
	if f.sourced && len(f.fact.Sources) == 0 {
		if f.fact.Attribution == "" {
			add("preview.doubt.nobody")
		} else {
			add("preview.doubt.source")
		}
	}
	if f.dated {
		if f.date.IsZero() {
			add("preview.doubt.date")
		} else if _, exact := f.date.Exact(); !exact {
			add("preview.doubt.precision", locale.Text("date", Date(f.date, l)))
		}
	}
	for _, d := range f.happened() {
		if d.After(calendar.DateOf(today)) == calendar.Yes {
			add("preview.doubt.to_come", locale.Text("date", Date(d, l)))
		}
	}
	if s, ok := f.entry.(*casefile.Sentence); ok {
		for i := range x.After.Sentences {
			o := &x.After.Sentences[i]
			if o != s && !dated(o).IsZero() && dated(o).Equal(dated(s)) && s.SameAs != o.ID && o.SameAs != s.ID {
				add("preview.doubt.same_day", locale.Text("date", Date(dated(s), l)))
				break
			}
		}
		if len(s.Penalties) == 0 {
			add("preview.doubt.penalties")
		}
	}
	if x.Before != nil && f.entry == &x.After.Status {
		old, now := x.Before.Status.AsOf, x.After.Status.AsOf
		if first, ok := now.Latest(); ok && !old.IsZero() {
			if before, ok := old.Earliest(); ok && first.Before(before) {
				add("preview.doubt.older", locale.Text("date", Date(old, l)))
			}
		}
	}
	return lines
}

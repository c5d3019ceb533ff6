package locale

import (
	"strings"
	"time"

	"golang.org/x/text/feature/plural"
)

// Calendar says in which calendar dates are shown to somebody.
type Calendar int

// The choices of calendar.
const (
	ByLanguage Calendar = iota // what the language's catalogue has as its custom
	Gregorian
	SolarHijri
	Both // Solar Hijri beside Gregorian
)

// ParseCalendar reads a calendar's code as [Calendar.String] writes it. The
// empty string is ByLanguage.
func ParseCalendar(code string) (c Calendar, ok bool) {
	switch code {
	case "":
		return ByLanguage, true
	case "gregorian":
		return Gregorian, true
	case "solar_hijri":
		return SolarHijri, true
	case "both":
		return Both, true
	}
	return ByLanguage, false
}

// String is the calendar's code, as settings keep it: "gregorian",
// "solar_hijri", "both", or "" for ByLanguage.
func (c Calendar) String() string {
	switch c {
	case Gregorian:
		return "gregorian"
	case SolarHijri:
		return "solar_hijri"
	case Both:
		return "both"
	}
	return ""
}

// Direction is in which direction a language is written.
type Direction string

// The directions, as HTML's dir attribute spells them.
const (
	LeftToRight Direction = "ltr"
	RightToLeft Direction = "rtl"
)

// Options are what somebody chose beside the language.
type Options struct {
	Calendar Calendar       // ByLanguage: the language's custom
	Zone     *time.Location // nil: UTC
}

// Locale words things for one reader: a language, a calendar and a zone. It
// is cheap to make, immutable and safe for concurrent use.
type Locale struct {
	*tongue
	calendar Calendar
	zone     *time.Location
}

// Language is the language of l.
func (l *Locale) Language() Language { return l.tongue.Language }

// Calendar is in which calendar l shows dates; never ByLanguage.
func (l *Locale) Calendar() Calendar { return l.calendar }

// Reckoning is the one calendar in which years are counted for l, as those of
// an anniversary: the custom of the language for whoever is shown both.
func (l *Locale) Reckoning() Calendar {
	if l.calendar == Both {
		return l.custom
	}
	return l.calendar
}

// Years is the calendar, Gregorian or Solar Hijri, in which l's reader counts years:
// [Locale.Reckoning], and of a language that has both by custom the one that is its own.
func (l *Locale) Years() Calendar {
	if in := l.Reckoning(); in != Both {
		return in
	}
	return SolarHijri
}

// Zone is the reader's time zone, in which "today" is reckoned; never nil.
func (l *Locale) Zone() *time.Location { return l.zone }

// Today is now as l's reader reckons it, in l's zone.
func (l *Locale) Today(now time.Time) time.Time { return now.In(l.zone) }

// Arg fills a placeholder of a text. Make one with [N], [Count], [Plain], [Text]
// or [Name].
type Arg struct {
	name    string
	text    string
	n       int
	number  bool
	grouped bool
	isolate bool
}

// N fills {n} with a number in the language's digits and picks the plural
// form of the text.
func N(n int) Arg { return Arg{name: "n", n: n, number: true, grouped: true} }

// Count fills {name} with a number in the language's digits. It does not pick
// the plural form; see [N].
func Count(name string, n int) Arg { return Arg{name: name, n: n, number: true, grouped: true} }

// Plain fills {name} with a number that is a label and not a quantity, such as
// a year or a day: in the language's digits, without groups.
func Plain(name string, n int) Arg { return Arg{name: name, n: n, number: true} }

// Text fills {name} with s as it is: words that are already in the reader's
// language, or ready to show.
func Text(name, s string) Arg { return Arg{name: name, text: s} }

// Name fills {name} with s, isolated so that its direction does not disturb
// the words around it: names, titles, anything out of the record. It does not
// escape: that is the caller's, before.
func Name(name, s string) Arg { return Arg{name: name, text: s, isolate: true} }

// T is the text of that key in l's language, with its placeholders filled. A
// key missing from the language is taken from English; one that is missing
// there too is shown as ⟦key⟧, so that it is seen.
func (l *Locale) T(key string, args ...Arg) string {
	e, ok := l.words[key]
	if !ok {
		return "⟦" + key + "⟧"
	}
	t := e.form(l.tongue, args)
	if t.plain {
		return t.parts[0].text
	}
	var b strings.Builder
	b.Grow(t.size + 24*len(args))
	l.fill(&b, t, args)
	return b.String()
}

// Write writes to b what T returns, without an allocation of its own.
func (l *Locale) Write(b *strings.Builder, key string, args ...Arg) {
	e, ok := l.words[key]
	if !ok {
		b.WriteString("⟦" + key + "⟧")
		return
	}
	l.fill(b, e.form(l.tongue, args), args)
}

// Has reports whether there are words for that key.
func (l *Locale) Has(key string) bool {
	_, ok := l.words[key]
	return ok
}

func (l *Locale) fill(b *strings.Builder, t *text, args []Arg) {
	for i := range t.parts {
		p := &t.parts[i]
		if p.name == "" {
			b.WriteString(p.text)
			continue
		}
		found := false
		for j := range args {
			a := &args[j]
			if a.name != p.name {
				continue
			}
			found = true
			switch {
			case a.grouped:
				l.writeNumber(b, a.n)
			case a.number:
				l.WritePlain(b, a.n)
			case a.isolate:
				l.WriteIsolated(b, a.text)
			default:
				b.WriteString(a.text)
			}
			break
		}
		if !found { // a mistake of the caller's; leave it to be seen
			b.WriteString("{" + p.name + "}")
		}
	}
}

// entry is a text of the catalogue in its plural forms; forms[plural.Other] is
// always there.
type entry struct {
	forms  [plural.Many + 1]*text
	counts bool // has more than one form
}

// form is the text for the number among args, by CLDR's rules.
func (e *entry) form(t *tongue, args []Arg) *text {
	if e.counts {
		for i := range args {
			if args[i].number && args[i].name == "n" {
				if f := e.forms[t.plural(args[i].n)]; f != nil {
					return f
				}
				break
			}
		}
	}
	return e.forms[plural.Other]
}

// text is a catalogue text taken apart once, at loading.
type text struct {
	parts []part
	plain bool // one part, no placeholder
	size  int  // bytes of the literal parts
}

// part is a literal, or a placeholder when name is set.
type part struct{ text, name string }

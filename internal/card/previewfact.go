package card

import (
	"reflect"
	"strconv"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// found is the fact that a proposal is about.
type found struct {
	entry   any            // pointer to it in the casefile as it will be; nil: not found
	fact    *casefile.Fact // what it carries as every fact does
	list    string         // JSON pointer of its list; "" of what stands alone
	path    string         // its own
	n       int            // its place in the list
	alone   bool           // the list had no entry before
	dated   bool           // it is of a kind that has a date
	date    calendar.Date
	sourced bool // it is of a kind of which somebody says so
}

// listOf is the member of a casefile that has the facts of a kind, "" of a kind
// that stands alone.
func listOf(kind string) string {
	switch kind {
	case "custody":
		return "custody"
	case "charge", "proceeding", "sentence", "event", "work", "award", "source":
		return kind + "s"
	case "contact":
		return "people"
	}
	return ""
}

// find is the fact of x.After that x is about: by its id or, where it has none,
// the one that wasn't there before.
func (x Proposal) find() found {
	if x.Removes {
		x.Before, x.After = x.After, x.Before
	}
	a := x.After
	list := listOf(x.Kind)
	var f found
	switch x.Kind {
	case "new", "person":
		f = found{entry: &a.Person, fact: &a.Person.Fact}
	case "status":
		f = found{entry: &a.Status, fact: &a.Status.Fact, path: "/status"}
	case "whereabouts":
		if a.Whereabouts != nil {
			f = found{entry: a.Whereabouts, fact: &a.Whereabouts.Fact, path: "/whereabouts"}
		}
	}
	if list != "" {
		f = x.findIn(list)
	}
	f.date, f.dated = dateOf(f.entry)
	switch x.Kind {
	case "new", "person", "work", "contact", "source":
	default:
		f.sourced = f.fact != nil
	}
	return f
}

func (x Proposal) findIn(list string) found {
	member, ok := memberOf(reflect.TypeFor[casefile.Casefile](), list)
	if !ok {
		return found{}
	}
	now := reflect.ValueOf(x.After).Elem().FieldByIndex(member.Index)
	var before reflect.Value
	if x.Before != nil {
		before = reflect.ValueOf(x.Before).Elem().FieldByIndex(member.Index)
	}
	for i := range now.Len() {
		v := now.Index(i)
		if id := v.FieldByName("ID"); id.IsValid() && x.ID != "" {
			if id.String() != x.ID {
				continue
			}
		} else if stoodThere(before, v) {
			continue
		}
		fact, _ := v.FieldByName("Fact").Addr().Interface().(*casefile.Fact)
		return found{
			entry: v.Addr().Interface(), fact: fact, n: i,
			list: "/" + list, path: "/" + list + "/" + strconv.Itoa(i),
			alone: !before.IsValid() || before.Len() == 0,
		}
	}
	return found{}
}

// stoodThere reports whether an entry just like v is in list.
func stoodThere(list, v reflect.Value) bool {
	if !list.IsValid() {
		return false
	}
	for i := range list.Len() {
		if reflect.DeepEqual(list.Index(i).Interface(), v.Interface()) {
			return true
		}
	}
	return false
}

// dateOf is when a fact was, and whether its kind has a date at all.
func dateOf(entry any) (d calendar.Date, has bool) {
	switch x := entry.(type) {
	case *casefile.Status:
		return x.AsOf, true
	case *casefile.Whereabouts:
		return x.AsOf, true
	case *casefile.Custody:
		return x.Start, true
	case *casefile.Proceeding:
		return x.Date, true
	case *casefile.Sentence:
		return dated(x), true
	case *casefile.Event:
		return x.Date, true
	}
	return d, false
}

// read writes the fact as it will read. What the public view of a casefile
// shows it as is what is written here.
func (p *pen) read(c *casefile.Casefile, f found, today calendar.Day) {
	switch x := f.entry.(type) {
	case *casefile.Person:
		p.bold("preview.name", locale.Text("name", title(c, p.l)))
		if c.Status.Code != "" {
			p.status(c, today)
		}
		p.identity(c)
	case *casefile.Status:
		p.status(c, today)
	case *casefile.Whereabouts:
		p.whereaboutsWhole(x)
	case *casefile.Custody:
		p.span(x)
		p.reported(c, x.Sources, "")
	case *casefile.Sentence:
		p.sentence(c, x, false)
	case *casefile.Charge:
		p.accusation(c, x)
	case *casefile.Related:
		p.contact(c, x)
	case *casefile.Source:
		p.source(f.n+1, x)
	default:
		for _, m := range happened(c) {
			if f.fact != nil && m.fact == f.fact {
				p.moment(c, m)
				p.noted(m.fact)
				return
			}
		}
	}
}

// noted writes the note of a fact, which the timeline leaves out.
func (p *pen) noted(f *casefile.Fact) {
	if f.Note != "" {
		p.line("")
		p.words("fact.noted", locale.Name("text", Escape(f.Note)))
	}
}

// whereaboutsWhole writes where somebody is as curators see it: what is
// confidential and what may be said of it.
func (p *pen) whereaboutsWhole(w *casefile.Whereabouts) {
	for _, x := range [...]struct{ key, text string }{{"field.text", w.Text}, {"field.public_text", w.PublicText}} {
		if x.text != "" {
			p.line("")
			p.label(x.key)
			p.WriteByte(' ')
			p.stored(x.text)
		}
	}
	if !w.AsOf.IsZero() {
		p.line("")
		p.words("case.status_asof_plain", locale.Text("date", Date(w.AsOf, p.l)))
	}
	p.remarks(&w.Fact)
}

// accusation writes a charge by itself.
func (p *pen) accusation(c *casefile.Casefile, x *casefile.Charge) {
	p.line("")
	p.WriteString("**")
	p.phrase(x.Text)
	p.WriteString("**")
	for _, s := range []string{x.Law, x.Stage, x.Outcome} {
		if s != "" {
			p.WriteString(" · ")
			p.stored(s)
		}
	}
	p.remarks(&x.Fact)
	p.reported(c, x.Sources, x.Attribution)
}

// contact writes somebody else who has a part in the case.
func (p *pen) contact(c *casefile.Casefile, x *casefile.Related) {
	p.line("")
	p.WriteString("**")
	p.stored(x.Name)
	p.WriteString("**")
	for _, s := range []string{x.Role, x.Casefile} {
		if s != "" {
			p.WriteString(" · ")
			p.stored(s)
		}
	}
	p.remarks(&x.Fact)
	p.reported(c, x.Sources, x.Attribution)
}

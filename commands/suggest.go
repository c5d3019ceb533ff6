package commands

import (
	"context"
	"errors"
	"maps"
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/locale"
	"vigil/store"
)

// suggest is /suggest: a form in which anybody tells the curators of something
// that the record lacks. It knows public people only, so somebody who is
// being prepared is answered for as somebody unknown. Beside "person" the
// options are the fields of the form; with them come "again", which reopens it,
// and "send", which sends them as they are. None of these can be typed.
func suggest(d Deps) Command {
	return Command{
		Spec: Spec{
			Name:    "suggest",
			Options: []Option{{Name: "person", Kind: Words, Complete: true, Max: 200}},
		},
		Suggest: d.suggestPerson,
		Run: func(ctx context.Context, r Request) (Reply, error) {
			switch {
			case r.Server.ID == "":
				return refusal(r, r.Locale.T("suggest.direct")), nil
			case len(r.Access.Reads) == 0:
				return refusal(r, r.Locale.T("error.no_casebook")), nil
			case r.Filled, r.Text("send") != "":
				return d.send(ctx, r, offered(r))
			case r.Text("again") != "":
				return d.suggestForm(ctx, r, offered(r))
			}
			o, err := d.offerAbout(ctx, r)
			if err != nil {
				return Reply{}, err
			}
			return d.suggestForm(ctx, r, o)
		},
	}
}

// offerAbout is an empty offer about whom the option "person" names. Somebody
// unknown is left to be told of in words; of several the asker has to choose.
func (d Deps) offerAbout(ctx context.Context, r Request) (offer, error) {
	if r.Person() == "" {
		return offer{}, nil
	}
	c, _, err := d.person(ctx, r)
	switch {
	case errors.Is(err, store.ErrNotFound) && !r.Pressed:
		return offer{About: r.Person()}, nil
	case err != nil:
		return offer{}, err
	}
	return offer{Person: c.Slug}, nil
}

// suggestUpdate is the entry Suggest as update in the menu of a message: the
// form of /suggest with the message's first link as the source.
func suggestUpdate(d Deps) Command {
	return Command{
		Spec: Spec{Name: "Suggest as update", Menu: true},
		Run: func(ctx context.Context, r Request) (Reply, error) {
			if r.Server.ID == "" || len(r.Access.Reads) == 0 {
				return refusal(r, r.Locale.T("suggest.direct")), nil
			}
			o := offer{}
			if r.Message != nil && len(r.Message.Links) > 0 {
				o.Source = r.Message.Links[0]
			}
			return d.suggestForm(ctx, r, o)
		},
	}
}

// offer is what somebody types into the form of /suggest.
type offer struct {
	Person string // slug of a public casefile; "": About says who it is
	About  string
	What   string
	Date   string
	Source string
	Named  string // "yes" or "no"
}

// Characters that the fields take.
const (
	aboutMax  = 200
	whatMax   = 2000
	dateMax   = 100
	sourceMax = 500
)

// offered is the offer that a form or a button carries.
func offered(r Request) offer {
	return offer{
		Person: r.Person(), About: r.Text("about"), What: r.Text("what"),
		Date: r.Text("date"), Source: r.Text("source"), Named: r.Text("named"),
	}
}

// options are the offer as a button carries it.
func (o offer) options(more ...string) map[string]string {
	all := map[string]string{"person": o.Person, "about": o.About, "what": o.What, "date": o.Date, "source": o.Source, "named": o.Named}
	for i := 0; i+1 < len(more); i += 2 {
		all[more[i]] = more[i+1]
	}
	maps.DeleteFunc(all, func(_, v string) bool { return v == "" })
	return all
}

// suggestForm is the form, with what o has in it. Who it is about is asked
// unless that is settled.
func (d Deps) suggestForm(ctx context.Context, r Request, o offer) (Reply, error) {
	l := r.Locale
	f := &Form{Title: l.T("suggest.form"), Then: card.Then{Command: "suggest"}}
	if o.Person != "" {
		c, _, err := d.Public.Casefile(ctx, r.Access, o.Person)
		if err != nil {
			return Reply{}, err
		}
		f.Title = card.Cut(l.T("suggest.form.about", locale.Text("name", card.Plain(c.Person.Name))), maxFormTitle)
		f.Then.Options = map[string]string{"person": c.Slug}
	}
	if o.Person == "" {
		f.Fields = append(f.Fields, Field{
			Name: "about", Label: l.T("suggest.about"), Note: l.T("suggest.about.note"),
			Value: o.About, Required: true, Max: aboutMax,
		})
	}
	f.Fields = append(f.Fields,
		Field{Name: "what", Label: l.T("suggest.what"), Note: l.T("suggest.what.note"), Value: o.What, Required: true, Long: true, Max: whatMax},
		Field{Name: "date", Label: l.T("suggest.date"), Note: l.T("suggest.date.note"), Value: o.Date, Max: dateMax},
		Field{Name: "source", Label: l.T("suggest.source"), Note: l.T("suggest.source.note"), Value: o.Source, Required: true, Max: sourceMax},
		Field{Name: "named", Label: l.T("suggest.named"), Note: l.T("suggest.named.note"), Choices: []card.Choice{
			{Label: l.T("suggest.named.no"), Value: "no", Chosen: o.Named != "yes"},
			{Label: l.T("suggest.named.yes"), Value: "yes", Chosen: o.Named == "yes"},
		}})
	return Reply{Form: f, Private: true}, nil
}

// send checks an offer and sends it to the curators.
func (d Deps) send(ctx context.Context, r Request, o offer) (Reply, error) {
	s := store.Suggestion{
		Casebook: r.Server.Casebook, Server: r.Server.ID, What: tidied(o.What), Source: tidied(o.Source),
		Sender: r.User, Named: o.Named == "yes",
	}
	if reply, wrong := d.faultsOf(r, o, &s); wrong {
		return reply, nil
	}
	c, err := d.offeredPerson(ctx, r, o)
	var several *store.Ambiguous
	switch {
	case errors.As(err, &several):
		return d.whom(r, o, several), nil
	case errors.Is(err, store.ErrNotFound) && o.Person != "":
		o.Person = "" // they may say in words whom they mean
		return again(r, o, r.Locale.T("error.gone")), nil
	case errors.Is(err, store.ErrNotFound):
		s.Name = tidied(o.About)
	case err != nil:
		return d.unsent(r, o, err)
	default:
		s.Slug, s.Name = c.slug, c.name
	}
	if _, err := d.Inbox.Send(ctx, s); err != nil {
		return d.unsent(r, o, err)
	}
	return Reply{Private: true, Message: card.Message{Cards: []card.Card{{
		Title: r.Locale.T("suggest.sent.title"),
		Body: card.Lines(r.Locale, r.Locale.T("suggest.sent"), r.Locale.T("suggest.sent.outcome"),
			r.Locale.T("suggest.sent.erase")),
	}}}}, nil
}

// known is somebody on public record.
type known struct{ slug, name string }

// offeredPerson is who an offer is about, among people on public record. With
// "new" the sender said that it is none of them.
func (d Deps) offeredPerson(ctx context.Context, r Request, o offer) (known, error) {
	if r.Text("new") != "" {
		return known{}, store.ErrNotFound
	}
	if o.Person != "" {
		c, _, err := d.Public.Casefile(ctx, r.Access, o.Person)
		if err != nil {
			return known{}, err
		}
		return known{c.Slug, c.Person.Name}, nil
	}
	c, _, err := d.Public.Resolve(ctx, r.Access, o.About)
	if err != nil {
		return known{}, err
	}
	return known{c.Slug, c.Person.Name}, nil
}

// faultsOf says what is wrong with an offer, and puts its date into s.
func (d Deps) faultsOf(r Request, o offer, s *store.Suggestion) (Reply, bool) {
	l := r.Locale
	var faults []string
	for _, f := range []struct{ text, key string }{{s.What, "suggest.what"}, {s.Source, "suggest.source"}} {
		if f.text == "" {
			faults = append(faults, l.T("suggest.fault.empty", locale.Text("field", l.T(f.key))))
		}
	}
	if o.Person == "" && tidied(o.About) == "" {
		faults = append(faults, l.T("suggest.fault.empty", locale.Text("field", l.T("suggest.about"))))
	}
	if typed := strings.TrimSpace(o.Date); typed != "" {
		date, err := calendar.ParseTyped(typed, calendar.DayOf(l.Today(r.Now)))
		if err != nil {
			faults = append(faults, l.T("suggest.fault.date", locale.Name("typed", typedShown(typed))))
		}
		s.Date = date.String()
	}
	if len(faults) == 0 {
		return Reply{}, false
	}
	return again(r, o, card.Lines(l, faults...)), true
}

// whom asks which of several people an offer is about.
func (d Deps) whom(r Request, o offer, several *store.Ambiguous) Reply {
	l := r.Locale
	reply := refusal(r, l.T("error.ambiguous_person", locale.Name("typed", typedShown(o.About))))
	choices := make([]card.Choice, 0, len(several.Candidates))
	for i := range several.Candidates {
		s := &several.Candidates[i]
		choices = append(choices, card.Choice{Label: personLabel(s, l), Value: s.Slug})
	}
	send := card.Then{Command: "suggest", Options: o.options("send", "yes"), Mine: true}
	nobody := card.Then{Command: "suggest", Options: o.options("send", "yes", "new", "yes"), Mine: true}
	reply.Controls = [][]card.Control{
		{{Placeholder: l.T("error.choose_person"), Into: "person", Choices: choices, Then: send}},
		{{Label: l.T("suggest.none_of_them"), Then: nobody}},
	}
	return reply
}

// unsent says why an offer was not taken, and gives it back.
func (d Deps) unsent(r Request, o offer, err error) (Reply, error) {
	l := r.Locale
	var many *store.TooMany
	var same *store.Duplicate
	switch {
	case errors.As(err, &many):
		return again(r, o, l.T("suggest.too_many", locale.Text("when", card.Instant(many.Until)))), nil
	case errors.As(err, &same):
		return refusal(r, l.T("suggest.duplicate")), nil
	case errors.Is(err, store.ErrForbidden):
		return refusal(r, l.T("suggest.blocked")), nil
	case trouble(err) != "":
		// Not even a button can be kept now, so the text itself is given back.
		return o.givenBack(r, refusal(r, l.T(trouble(err)))), nil
	}
	return Reply{}, err
}

// again is a refusal with the typed text and a button that reopens the form
// with it.
func again(r Request, o offer, why string) Reply {
	reply := o.givenBack(r, refusal(r, why))
	reply.Controls = [][]card.Control{{{
		Label: r.Locale.T("suggest.again"), Style: card.Primary,
		Then: card.Then{Command: "suggest", Options: o.options("again", "yes"), Mine: true},
	}}}
	return reply
}

// givenBack adds to a reply what was typed.
func (o offer) givenBack(r Request, reply Reply) Reply {
	l := r.Locale
	reply.Message = reply.GiveBack([]card.Typed{
		{Label: l.T("suggest.about"), Text: o.About},
		{Label: l.T("suggest.what"), Text: o.What},
		{Label: l.T("suggest.date"), Text: o.Date},
		{Label: l.T("suggest.source"), Text: o.Source},
	}, l)
	return reply
}

// tidied is typed text without what can't be seen, each line by itself, and
// without empty lines around it.
func tidied(typed string) string {
	lines := strings.Split(strings.ReplaceAll(typed, "\r\n", "\n"), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimSpace(card.Plain(line))
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

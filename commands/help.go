package commands

import (
	"context"
	"strings"

	"vigil/internal/card"
	"vigil/internal/locale"
	"vigil/store"
)

// asServer is the choice that leaves a setting to the server. It has a name,
// since Discord takes no choice without a value.
const asServer = "server"

// help is /help: what the bot can do for this person here, in their language,
// and where they choose that language and their calendar. The selects come
// back with the options "language" and "calendar", which can't be typed.
func help(d Deps) Command {
	return Command{
		Spec: Spec{
			Name: "help",
			Options: []Option{
				{Name: "topic", Kind: Words, Choices: []string{"commands", "ask", "record", "language", "privacy"}},
			},
		},
		Run: func(ctx context.Context, r Request) (Reply, error) {
			mine, err := d.Settings.Person(ctx, r.User)
			if err != nil {
				return Reply{}, err
			}
			kept := false
			if r.Pressed {
				if kept, err = d.keep(ctx, r, &mine); err != nil {
					return Reply{}, err
				}
			}
			if kept {
				r.Locale = d.locale(r, mine)
			}
			body, err := d.helpText(ctx, r, kept)
			if err != nil {
				return Reply{}, err
			}
			return Reply{
				Private: true,
				Message: card.Message{
					Cards:    []card.Card{body.Fit()},
					Controls: d.choosers(r, mine),
				},
			}, nil
		},
	}
}

// keep saves what a select chose; false if it chose nothing that there is.
func (d Deps) keep(ctx context.Context, r Request, mine *store.PersonSettings) (bool, error) {
	chosen := *mine
	if lang := r.Text("language"); lang == asServer {
		chosen.Language = ""
	} else if d.Words.Speaks(lang) {
		chosen.Language = lang
	}
	if code := r.Text("calendar"); code == asServer {
		chosen.Calendar = ""
	} else if _, ok := locale.ParseCalendar(code); ok && code != "" {
		chosen.Calendar = code
	}
	if r.Text("language") == "" && r.Text("calendar") == "" {
		return false, nil
	}
	if err := d.Settings.SetPerson(ctx, r.User, chosen); err != nil {
		return false, err
	}
	*mine = chosen
	return true, nil
}

// locale is the asker's, after what was just chosen.
func (d Deps) locale(r Request, mine store.PersonSettings) *locale.Locale {
	language, calendar := mine.Language, mine.Calendar
	if language == "" {
		language = r.Server.Language
	}
	if language == "" {
		language = d.Language
	}
	if calendar == "" {
		calendar = r.Server.Calendar
	}
	c, _ := locale.ParseCalendar(calendar) // what isn't known: the language's custom
	return d.Words.For(language, locale.Options{Calendar: c, Zone: r.Locale.Zone()})
}

// helpText is the card: the topic asked for, or what there is to do here.
func (d Deps) helpText(ctx context.Context, r Request, kept bool) (card.Card, error) {
	l := r.Locale
	c := card.Card{Title: l.T("help.title")}
	if kept {
		c.Body = card.Lines(l, l.T("help.language.kept"))
		return c, nil
	}
	switch r.Text("topic") {
	case "ask":
		lines, err := d.helpAsk(ctx, r)
		if err != nil {
			return c, err
		}
		c.Title = l.T("help.ask")
		c.Body = card.Lines(l, lines...)
	case "record":
		c.Title = l.T("help.record")
		c.Body = card.Lines(l, strings.Split(l.T("help.record.text"), "\n")...)
	case "language":
		c.Title = l.T("help.language")
		c.Body = card.Lines(l, l.T("help.language.text"))
	case "privacy":
		c.Title = l.T("help.privacy")
		c.Body = card.Lines(l, l.T("help.privacy.text"))
	case "commands":
		c.Title = l.T("help.commands")
		c.Body = card.Lines(l, d.allCommands(r)...)
	default:
		return d.welcome(ctx, r)
	}
	return c, nil
}

// welcome is what there is to do here for whoever asks.
func (d Deps) welcome(ctx context.Context, r Request) (card.Card, error) {
	l := r.Locale
	c := card.Card{Title: l.T("help.title")}
	tracked, err := d.Public.Tracked(ctx, r.Access)
	if err != nil {
		return c, err
	}
	name := l.T("help.example.name")
	if some, err := d.Public.Suggest(ctx, r.Access, "", 1); err == nil && len(some) > 0 {
		name = card.Plain(some[0].Name)
	}
	// The commands stand in the body: a field has no room for all of them.
	lines := []string{l.T("help.intro"), people(l, tracked), l.T("help.person"), l.T("help.private"), "", "**" + l.T("help.commands") + "**"}
	c.Body = card.Lines(l, append(lines, d.examples(r, name)...)...)
	add := func(key string, lines ...string) {
		c.Fields = append(c.Fields, card.Field{Name: l.T(key), Value: card.Lines(l, lines...)})
	}
	if r.Role >= Curator && r.Server.ID != "" {
		words := "help.curators.text"
		if r.Access.Curates == 0 {
			words = "help.curators.reads"
		}
		add("help.curators", strings.Split(l.T(words), "\n")...)
	}
	if r.Role == Administrator {
		lines := []string{l.T("help.administrators.text")}
		if lacks := d.lacking(ctx, r); len(lacks) > 0 {
			lines = append(lines, l.T("help.missing"))
			for _, line := range lacks {
				lines = append(lines, "- "+line)
			}
		}
		add("help.administrators", lines...)
	}
	add("help.language", l.T("help.language.text"))
	return c, nil
}

func people(l *locale.Locale, n int) string {
	if n == 0 {
		return l.T("help.tracked_none")
	}
	return l.T("help.tracked", locale.N(n))
}

// examples are a line for each command that is for everybody, with an example
// that can be typed here.
func (d Deps) examples(r Request, name string) []string {
	l := r.Locale
	var lines []string
	for _, c := range All(d) {
		switch example := "help.example." + c.Spec.Name; {
		case c.Spec.Needs > Member:
		case c.Spec.Menu:
			lines = append(lines, l.T("help.menu", locale.Text("name", c.Spec.Name)))
		case l.Has(example):
			lines = append(lines, command(l, l.T(example, locale.Text("name", name)), "cmd."+c.Spec.Name))
		default:
			lines = append(lines, command(l, "/"+c.Spec.Name, "cmd."+c.Spec.Name))
		}
	}
	return lines
}

// command is a line about a command.
func command(l *locale.Locale, example, what string) string {
	return l.T("help.command", locale.Text("example", example), locale.Text("what", l.T(what)))
}

// allCommands is a line for each command and subcommand that the asker may run
// here.
func (d Deps) allCommands(r Request) []string {
	var lines []string
	for _, c := range All(d) {
		switch {
		case c.Spec.Needs > r.Role, c.Spec.Needs == Curator && r.Access.Curates == 0:
		case c.Spec.Menu:
			lines = append(lines, r.Locale.T("help.menu", locale.Text("name", c.Spec.Name)))
		default:
			lines = appendCommands(lines, c, "/"+c.Spec.Name, "cmd."+c.Spec.Name, r.Locale)
		}
	}
	return lines
}

// appendCommands adds a line for a command, or for each that is below it.
func appendCommands(lines []string, c Command, typed, key string, l *locale.Locale) []string {
	for _, sub := range c.Subs {
		lines = appendCommands(lines, sub, typed+" "+sub.Spec.Name, key+"."+sub.Spec.Name, l)
	}
	if len(c.Subs) == 0 {
		lines = append(lines, command(l, typed, key))
	}
	return lines
}

// choosers are the selects for one's own language and calendar.
func (d Deps) choosers(r Request, mine store.PersonSettings) [][]card.Control {
	l := r.Locale
	languages := []card.Choice{{Label: l.T("help.language.server"), Value: asServer, Chosen: mine.Language == ""}}
	for _, lang := range d.Words.Languages() {
		languages = append(languages, card.Choice{Label: lang.Name, Value: lang.Code, Chosen: mine.Language == lang.Code})
	}
	calendars := []card.Choice{{Label: l.T("help.calendar.server"), Value: asServer, Chosen: mine.Calendar == ""}}
	for _, c := range []locale.Calendar{locale.Gregorian, locale.SolarHijri, locale.Both} {
		calendars = append(calendars, card.Choice{
			Label: l.T("help.calendar." + c.String()), Value: c.String(), Chosen: mine.Calendar == c.String(),
		})
	}
	then := card.Then{Command: "help", Update: true}
	return [][]card.Control{
		{{Placeholder: l.T("help.language.choose"), Into: "language", Choices: languages, Then: then}},
		{{Placeholder: l.T("help.calendar.choose"), Into: "calendar", Choices: calendars, Then: then}},
	}
}

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
				{Name: "topic", Kind: Words, Choices: []string{"commands", "record", "language", "privacy"}},
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
	case "record":
		c.Title = l.T("help.record")
		c.Body = card.Lines(l, strings.Split(l.T("help.record.text"), "\n")...)
	case "language":
		c.Title = l.T("help.language")
		c.Body = card.Lines(l, l.T("help.language.text"))
	case "privacy":
		c.Title = l.T("help.privacy")
		c.Body = card.Lines(l, l.T("help.privacy.text"))
	default:
		tracked, err := d.Public.Tracked(ctx, r.Access)
		if err != nil {
			return c, err
		}
		c.Body = card.Lines(l, l.T("help.intro"), people(l, tracked))
		c.Fields = []card.Field{
			{Name: l.T("help.commands"), Value: card.Lines(l, commandList(d, r)...)},
			{Name: l.T("help.language"), Value: card.Lines(l, l.T("help.language.text"))},
		}
		if words := roleWords(l, r.Role); words != "" {
			c.Fields = append(c.Fields, card.Field{Name: l.T("help.role"), Value: card.Lines(l, words)})
		}
	}
	return c, nil
}

func people(l *locale.Locale, n int) string {
	if n == 0 {
		return l.T("help.tracked_none")
	}
	return l.T("help.tracked", locale.N(n))
}

// commandList is a line for each command that the asker may run.
func commandList(d Deps, r Request) []string {
	var lines []string
	for _, c := range All(d) {
		if c.Spec.Needs <= r.Role {
			lines = append(lines, r.Locale.T("help.command",
				locale.Text("name", c.Spec.Name), locale.Text("what", r.Locale.T("cmd."+c.Spec.Name))))
		}
	}
	return append(lines, r.Locale.T("help.person"), r.Locale.T("help.private"))
}

// roleWords are what else a curator or an administrator should know; "" for a
// member.
func roleWords(l *locale.Locale, role Role) string {
	switch role {
	case Curator:
		return l.T("help.role.curator")
	case Administrator:
		return l.T("help.role.administrator")
	}
	return ""
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

package commands

import (
	"context"

	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/store"
)

// privacy is /privacy: all that is stored about the asker, and its erasure,
// which is asked about once more. Its button comes back with "do", which can't
// be typed: "ask" and then "erase".
func privacy(d Deps) Command {
	return Command{
		Spec: Spec{Name: "privacy"},
		Run: func(ctx context.Context, r Request) (Reply, error) {
			l := r.Locale
			then := func(do string) card.Then {
				t := card.Then{Command: "privacy", Options: map[string]string{}, Update: true}
				if do != "" {
					t.Options["do"] = do
				}
				return t
			}
			reply := Reply{Private: !r.Pressed}
			switch r.Text("do") {
			case "ask":
				reply.Message = card.Message{
					Cards: []card.Card{{Title: l.T("help.privacy"), Body: card.Lines(l, l.T("privacy.ask"))}},
					Controls: [][]card.Control{{
						{Label: l.T("privacy.button.erase"), Style: card.Danger, Then: then("erase")},
						{Label: l.T("privacy.button.keep"), Then: then("")},
					}},
				}
				return reply, nil
			case "erase":
				d.asked.forget(r.User)
				if err := d.Settings.Erase(ctx, r.User); err != nil {
					if trouble(err) != "" {
						return Reply{}, &Refused{l.T("error.trouble")}
					}
					return Reply{}, err
				}
			}
			all, err := d.Settings.Everything(ctx, r.User)
			if err != nil {
				return Reply{}, err
			}
			p := personalCard(all, d)
			p.Erased = r.Text("do") == "erase"
			reply.Message = p.Message(l)
			if !p.Nothing() {
				reply.Controls = [][]card.Control{{{Label: l.T("privacy.button.ask"), Style: card.Danger, Then: then("ask")}}}
			}
			return reply, nil
		},
	}
}

// personalCard is what is stored about somebody as a card shows it. The person
// whom a suggestion is about isn't among it: they need not be on public record
// any more.
func personalCard(all store.Personal, d Deps) card.Personal {
	p := card.Personal{
		Calendar: all.Settings.Calendar, Edits: len(all.Edits), Settled: all.Settled, Uploads: all.Uploads, Blocked: all.Blocked, Acts: all.Acts,
	}
	for _, lang := range d.Words.Languages() {
		if lang.Code == all.Settings.Language {
			p.Language = lang.Name
		}
	}
	for _, f := range all.Follows {
		p.Follows = append(p.Follows, f.Name)
	}
	p.Hidden, p.Messages = all.Hidden, all.Messages
	for _, s := range all.Suggestions {
		own := card.Own{What: s.What, Source: s.Source, At: s.At, State: string(s.State), Named: s.Named}
		own.Date, _ = calendar.Parse(s.Date)
		p.Suggestions = append(p.Suggestions, own)
	}
	return p
}

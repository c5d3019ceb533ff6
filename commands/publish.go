package commands

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/store"
)

// actAsk asks for a second curator.
const actAsk act = 'k'

// publish is /curate publish: shows a casefile as everybody would see it, and
// what stands in the way.
func publish(d Deps) Command {
	e := decider{editor: editor{Deps: d, path: "curate publish", kind: "publish", held: newHeld()}}
	e.shows = e.showPublish
	e.does = func(_ store.Edit, c *casefile.Casefile) store.Saving {
		c.Visibility, c.Embargo = casefile.Public, nil
		return store.Saving{Casefile: c, Action: store.ActionPublish}
	}
	e.done = func(r Request, c *casefile.Casefile, s store.Saved, what store.Saving) Reply {
		lines := []string{r.Locale.T("publish.done", locale.Text("name", card.Name(c, r.Locale)), locale.Count("version", int(s.Version)))}
		if what.Announce {
			lines = append(lines, r.Locale.T("edit.saved.announce"))
		}
		return e.told(r, "edit.saved.title", lines...)
	}
	return Command{
		Spec:    Spec{Name: "publish", Options: []Option{curatedOption()}},
		Suggest: d.suggestCurated,
		Run: func(ctx context.Context, r Request) (Reply, error) {
			switch {
			case r.Access.Curates == 0:
				return Reply{}, store.ErrForbidden
			case handleOf(r).act == actAsk:
				return e.ask(ctx, r)
			case r.Text(underWay) != "":
				return e.carryOn(ctx, r)
			}
			return d.onCasefile(func(ctx context.Context, r Request, c store.Stored) (Reply, error) {
				return e.begin(ctx, r, c, nil)
			})(ctx, r)
		},
	}
}

// showPublish shows the card that everybody would see, or what stands in the
// way and what can be done about it.
func (e decider) showPublish(_ context.Context, r Request, x store.Edit, c store.Stored) (Reply, error) {
	l := r.Locale
	after := c.Casefile.Clone()
	if after.Visibility == casefile.Public {
		return refusal(r, l.T("publish.already")), nil
	}
	if b := after.Embargo; b != nil {
		if last, known := b.Until.Latest(); !known || calendar.DayOf(l.Today(r.Now)).Before(last) {
			key := "publish.embargoed"
			if known {
				key = "publish.embargoed_until"
			}
			return refusal(r, l.T(key, locale.Name("why", card.Escape(b.Reason)), locale.Text("date", card.Date(b.Until, l)))), nil
		}
	}
	for _, p := range after.Publishable() {
		if p.Path != "/sources" {
			return refusal(r, l.T("publish.confidential")), nil
		}
		reply := refusal(r, l.T("publish.no_source"))
		reply.Controls = [][]card.Control{{{Label: l.T("edit.button.add.source"), Style: card.Primary,
			Then: card.Then{Command: "curate source", Options: map[string]string{"person": x.Slug}, Mine: true}}}}
		return reply, nil
	}
	after.Visibility, after.Embargo = casefile.Public, nil
	seen, ok := after.Public(nil)
	if !ok {
		return refusal(r, l.T("publish.confidential")), nil
	}
	m := card.Case(seen, l, r.Now)
	lines := []string{l.T("publish.preview")}
	n, err := hiddenFacts(after)
	if err != nil {
		return Reply{}, err
	}
	if n > 0 {
		lines = append(lines, l.T("publish.hidden", locale.Count("n", n)))
	}
	row := []card.Control{
		e.button(r, x, "edit.button.publish", actSave, card.Primary),
		e.button(r, x, "publish.button.announce", actAnnounce, card.Secondary),
	}
	if r.Server.Policy.SecondApproval {
		lines = append(lines, l.T("publish.second"))
		row = []card.Control{e.button(r, x, "publish.button.ask", actAsk, card.Primary)}
	}
	m.Cards = append([]card.Card{{Title: l.T("edit.title"), Body: card.Lines(l, lines...)}}, m.Cards...)
	m.Controls = [][]card.Control{append(row, e.button(r, x, "edit.button.discard", actDiscard, card.Secondary))}
	return Reply{Message: m.Fit(), Private: true}, nil
}

// hiddenFacts is how many facts of a casefile only curators see.
func hiddenFacts(c *casefile.Casefile) (int, error) {
	data, err := json.Marshal(c)
	return strings.Count(string(data), `"visibility":"`+string(casefile.Confidential)+`"`), err
}

// ask asks for a second curator, of the version that was shown.
func (e decider) ask(ctx context.Context, r Request) (Reply, error) {
	x, err := e.recall(ctx, r)
	if errors.Is(err, store.ErrNotFound) {
		return refusal(r, r.Locale.T("edit.forgotten")), nil
	}
	if err != nil {
		return Reply{}, err
	}
	if x.State != store.EditOpen {
		return e.over(r, x), nil
	}
	_, err = e.Curation.AskApproval(ctx, x.Casebook, x.Slug, x.Base, r.By())
	var (
		moved   *store.Conflict
		invalid *casefile.Invalid
	)
	switch {
	case err == nil:
		return e.told(r, "edit.title", r.Locale.T("publish.asked")), nil
	case errors.As(err, &moved), errors.As(err, &invalid), errors.Is(err, store.ErrEmbargoed):
		return e.anew(ctx, r, x)
	case errors.Is(err, store.ErrNotFound):
		return e.nobodyCurated(r, err)
	}
	return undone(r, err)
}

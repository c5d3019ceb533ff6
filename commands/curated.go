package commands

import (
	"context"
	"errors"
	"time"

	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/locale"
	"vigil/store"
)

// curatedOption is whose casefile a curator's command is about, drafts
// included.
func curatedOption() Option {
	return Option{Name: "person", Kind: Words, Required: true, Complete: true, Max: 200}
}

// suggestCurated completes the option "person" for curators.
func (d Deps) suggestCurated(ctx context.Context, r Request) ([]card.Choice, error) {
	if r.Focused != "person" {
		return nil, nil
	}
	return d.curatedChoices(ctx, r, r.Person())
}

// curatedChoices are people for whom something typed may stand, drafts
// included.
func (d Deps) curatedChoices(ctx context.Context, r Request, typed string) ([]card.Choice, error) {
	if r.Access.Curates == 0 {
		return nil, nil
	}
	found, err := d.Curation.Suggest(ctx, r.Access.Curates, typed, maxSuggestions)
	if err != nil {
		return nil, err
	}
	choices := make([]card.Choice, 0, len(found))
	for i := range found {
		if len(found[i].Slug) > maxLabel {
			continue // one that Discord refuses would take the others with it
		}
		choices = append(choices, card.Choice{Label: curatedLabel(&found[i], r.Locale), Value: found[i].Slug})
	}
	return choices, nil
}

// curatedLabel is a person in one line of at most 100 characters, with the
// state of the casefile.
func curatedLabel(c *store.Curated, l *locale.Locale) string {
	rest := l.T("list.comma") + l.T("visibility."+string(c.Visibility))
	return personLabelWithin(&c.Summary, l, maxLabel-card.Length(rest)) + rest
}

// onCasefile is a handler about the casefile that the option "person" names.
// Where that names nobody, several or somebody withdrawn, it answers itself.
// A control carries a slug and means that casefile.
func (d Deps) onCasefile(run func(context.Context, Request, store.Stored) (Reply, error)) func(context.Context, Request) (Reply, error) {
	return func(ctx context.Context, r Request) (Reply, error) {
		if r.Access.Curates == 0 {
			return Reply{}, store.ErrForbidden
		}
		c, err := d.curatedCasefile(ctx, r)
		if err != nil {
			return d.nobodyCurated(r, err)
		}
		return run(ctx, r, c)
	}
}

func (d Deps) curatedCasefile(ctx context.Context, r Request) (store.Stored, error) {
	if r.Pressed {
		return d.Curation.Casefile(ctx, r.Access.Curates, r.Person())
	}
	return d.Curation.Resolve(ctx, r.Access.Curates, r.Person())
}

// itself is the casefile with that slug, and not the one that it went into
// meanwhile: that is a [*store.Merged]. What was begun about the one isn't about
// the other, whose version and whose facts may be called the same by chance.
func (d Deps) itself(ctx context.Context, book store.CasebookID, slug string) (store.Stored, error) {
	c, err := d.Curation.Casefile(ctx, book, slug)
	if err == nil && c.Casefile.Slug != slug {
		return store.Stored{}, &store.Merged{Slug: slug, Into: c.Casefile.Slug}
	}
	return c, err
}

// wentInto says that what was begun about one casefile can't be done, since it
// went into another, and leads there.
func wentInto(r Request, m *store.Merged) Reply {
	reply := refusal(r, r.Locale.T("curate.went_into", locale.Name("slug", card.Escape(m.Slug)), locale.Name("into", card.Escape(m.Into))))
	reply.Controls = [][]card.Control{{leadsTo(r, "edit.button.show", "show", m.Into, card.Primary)}}
	return reply
}

// nobodyCurated says that there is no casefile to work on, and what to do;
// other errors it hands back.
func (d Deps) nobodyCurated(r Request, err error) (Reply, error) {
	l := r.Locale
	var (
		several *store.CuratedAmbiguous
		grave   *store.Tombstone
	)
	switch {
	case errors.As(err, &several):
		m := card.Refusal(l, l.T("error.ambiguous_person", locale.Name("typed", typedShown(several.Typed))))
		then := card.Then{Command: r.Command, Options: without(r.Options, "person"), Mine: true}
		choices := make([]card.Choice, 0, len(several.Candidates))
		for i := range several.Candidates {
			c := &several.Candidates[i]
			choices = append(choices, card.Choice{
				Label: card.Cut(card.Plain(c.Name), maxLabel), Value: c.Slug,
				Note: card.Cut(card.Status(c.Status, l)+l.T("list.comma")+l.T("visibility."+string(c.Visibility))+l.T("list.comma")+card.Plain(c.Slug), maxLabel),
			})
		}
		m.Controls = [][]card.Control{{{Placeholder: l.T("error.choose_person"), Into: "person", Choices: choices, Then: then}}}
		return Reply{Message: m, Private: true}, nil
	case errors.As(err, &grave):
		return Reply{Message: card.Refusal(l, tombstone(grave, l)), Private: true}, nil
	case errors.Is(err, store.ErrNotFound) && r.Pressed:
		return Reply{Message: card.Refusal(l, l.T("curate.gone")), Private: true}, nil
	case errors.Is(err, store.ErrNotFound):
		m := card.Refusal(l, l.T("curate.nobody", locale.Name("typed", typedShown(r.Person()))))
		m.Controls = [][]card.Control{{{Label: l.T("curate.button.new"), Then: card.Then{Command: "curate new", Mine: true}}}}
		return Reply{Message: m, Private: true}, nil
	}
	return Reply{}, err
}

// tombstone says who withdrew somebody, when and why.
func tombstone(t *store.Tombstone, l *locale.Locale) string {
	text := l.T("curate.withdrawn", locale.Name("slug", card.Escape(t.Slug)), locale.Text("date", onDay(t.At, l)), locale.Text("who", authorName(t.By, l)))
	if t.Why != "" {
		text += " " + l.T("curate.withdrawn_why", locale.Name("why", card.Escape(t.Why)))
	}
	return text
}

// authorName is who wrote something, as a curator sees it: a member of the
// server as Discord shows them, and anything else by its word.
func authorName(a store.Author, l *locale.Locale) string {
	if a == "" {
		return l.T("curate.somebody")
	}
	if key := "author." + string(a); l.Has(key) {
		return l.T(key)
	}
	return l.Isolate(card.Member(string(a)))
}

// onDay is an instant as the reader's date.
func onDay(at time.Time, l *locale.Locale) string {
	return card.Date(calendar.DateOf(calendar.DayOf(l.Today(at))), l)
}

// typedShown is typed text as it may be repeated: short, and nothing in it
// works.
func typedShown(typed string) string { return card.Escape(card.Cut(typed, maxLabel)) }

// without is options without some of them.
func without(options map[string]string, names ...string) map[string]string {
	kept := make(map[string]string, len(options))
next:
	for k, v := range options {
		for _, name := range names {
			if k == name {
				continue next
			}
		}
		kept[k] = v
	}
	return kept
}

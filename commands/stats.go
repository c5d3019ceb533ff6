package commands

import (
	"context"
	"slices"

	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/locale"
	"vigil/store"
)

// stats is /stats: how many of the people on public record have what, as a chart
// and as text. Its select counts by something else, in place.
func stats(d Deps, drawn drawn) Command {
	return Command{
		Spec: Spec{
			Name: "stats",
			Options: []Option{
				{Name: "by", Kind: Words, Choices: card.Fields()},
				privateOption(),
			},
		},
		Run: func(ctx context.Context, r Request) (Reply, error) {
			if len(r.Access.Reads) == 0 {
				return Reply{}, &store.NotFound{} // no casebook at all: bot words that
			}
			t, shows, err := d.count(ctx, r)
			if err != nil {
				return Reply{}, err
			}
			m := card.Stats(t, r.Locale)
			if len(t.Groups) > 0 {
				chart, err := drawn.chart(t, r.Locale)
				if err != nil {
					return Reply{}, err
				}
				// It stands by itself and not in the card, so that its description is shown.
				m.Files = []card.File{chart}
			}
			return Reply{Message: m, Shows: shows}, nil
		},
	}
}

// count is the count that was asked for, of the day that it is for the reader, and
// whose it is. Nobody is named in it, but it goes when somebody leaves whom it counts.
func (d Deps) count(ctx context.Context, r Request) (t card.Tally, shows []store.Shown, err error) {
	by := r.Text("by")
	if !slices.Contains(card.Fields(), by) {
		by = card.Fields()[0]
	}
	field, in := store.Field(by), r.Locale.Years()
	if field == store.FieldYear && in == locale.SolarHijri {
		field = store.FieldHijriYear
	}
	n, err := d.Public.Count(ctx, r.Access, field, store.Words{
		Name: r.Locale.Language().Code,
		Of:   func(text string) string { return card.CountedAs(text, r.Locale) },
	})
	if err != nil {
		return t, nil, err
	}
	t = card.Tally{
		By: by, In: in, Others: n.Others, Tracked: n.Tracked, Most: store.MostValues(field),
		On:   calendar.DayOf(r.Locale.Today(r.Now)),
		Then: card.Then{Command: "stats"},
	}
	kinds := map[store.GroupKind]card.GroupKind{store.Valued: card.Valued, store.Untold: card.Untold, store.None: card.None}
	for _, g := range n.Groups {
		t.Groups = append(t.Groups, card.Group{Kind: kinds[g.Kind], Text: g.Text, People: g.People})
	}
	return t, n.Shows, nil
}

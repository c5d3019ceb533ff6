package commands

import (
	"context"
	"strconv"

	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/store"
)

// show is /curate show: the whole record as curators see it, page by page, what
// is for curators only included. The option "page", which can't be typed,
// turns the pages.
func show(d Deps) Command {
	return Command{
		Spec:    Spec{Name: "show", Options: []Option{curatedOption()}},
		Suggest: d.suggestRecorded,
		Run: d.onRecord(func(ctx context.Context, r Request, c store.Stored) (Reply, error) {
			l, slug := r.Locale, c.Casefile.Slug
			line, err := d.Curation.Line(ctx, r.Access.Curates, slug)
			if err != nil {
				return Reply{}, err
			}
			kept := card.Kept{Casefile: c.Casefile, Version: int(c.Version), Changed: onMinute(c.Changed, l)}
			if !line.Checked.IsZero() {
				kept.Checked, kept.By = onDay(line.Checked, l), authorName(line.CheckedBy, l)
			}
			open, err := d.Curation.Approvals(ctx, r.Access.Curates)
			if err != nil {
				return Reply{}, err
			}
			for _, a := range open {
				if a.Slug == slug {
					kept.Waiting = append(kept.Waiting, l.T("record.waiting", locale.Text("who", authorName(a.By, l)), locale.Text("when", onDay(a.At, l))))
				}
			}
			m := card.Record(kept, l, r.Now, r.page(), card.Then{Command: "curate show", Options: map[string]string{"person": slug}})
			state := leadsTo(r, "edit.button.publish", "publish", slug, card.Primary)
			if c.Casefile.Visibility == casefile.Public {
				state = leadsTo(r, "publish.button.embargo", "embargo", slug, card.Secondary)
			}
			m.Controls = append(m.Controls,
				[]card.Control{state, leadsTo(r, "history.button", "history", slug, card.Secondary), leadsTo(r, "verify.button", "verify", slug, card.Secondary, "base", strconv.FormatInt(int64(c.Version), 10))},
				[]card.Control{
					leadsTo(r, "edit.button.add.sentence", "sentence", slug, card.Secondary),
					leadsTo(r, "edit.button.add.event", "event", slug, card.Secondary),
					leadsTo(r, "edit.button.add.source", "source", slug, card.Secondary),
					leadsTo(r, "publish.button.status", "status", slug, card.Secondary),
				})
			return Reply{Private: true, Message: m.Fit()}, nil
		}),
	}
}

// today is the day on which the request was made, where its reader is.
func (r Request) today() calendar.Day { return calendar.DayOf(r.Locale.Today(r.Now)) }

package commands

import (
	"context"
	"strconv"

	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/locale"
	"vigil/store"
)

// How many days ahead /upcoming looks, and may be asked to.
const (
	usualDays = 30
	mostDays  = 366
)

// upcoming is /upcoming: what is remembered or expected on the coming days, of
// all who are on public record here. The option "page", which can't be typed,
// turns the pages.
func upcoming(d Deps) Command {
	return Command{
		Spec: Spec{
			Name: "upcoming",
			Options: []Option{
				{Name: "days", Kind: Number, Min: 1, Max: mostDays},
				privateOption(),
			},
		},
		Run: func(ctx context.Context, r Request) (Reply, error) {
			if len(r.Access.Reads) == 0 {
				return Reply{}, &store.NotFound{} // no casebook at all: bot words that
			}
			found, shows, err := d.ahead(ctx, r)
			if err != nil {
				return Reply{}, err
			}
			return Reply{Message: card.Upcoming(found, r.Locale), Shows: shows}, nil
		},
	}
}

// ahead is the page that was asked for, or the last one there is, and which
// casefiles it shows.
func (d Deps) ahead(ctx context.Context, r Request) (a card.Ahead, shows []store.Shown, err error) {
	days, err := strconv.Atoi(r.Text("days"))
	if err != nil {
		days = usualDays
	}
	days = min(max(days, 1), mostDays)
	today := calendar.DayOf(r.Locale.Today(r.Now))
	a = card.Ahead{
		From: today, To: today.AddDays(days), Page: r.page(), Direct: r.Server.ID == "",
		Rules: r.Server.Policy.Rules(Reckoning(r.Locale)),
		Then:  card.Then{Command: "upcoming", Options: map[string]string{"days": strconv.Itoa(days)}},
	}
	a.Rules.OnTheDay = true // the hearing itself is listed, not the day before it
	read := func() (store.Upcoming, error) {
		return d.Public.Upcoming(ctx, r.Access, a.Rules, a.From, a.To, (a.Page-1)*card.AheadPerPage, card.AheadPerPage)
	}
	found, err := read()
	if err != nil {
		return a, nil, err
	}
	a.Pages = max(1, (found.Total+card.AheadPerPage-1)/card.AheadPerPage)
	if a.Page > a.Pages { // what is due has become less since
		a.Page = a.Pages
		if found, err = read(); err != nil {
			return a, nil, err
		}
	}
	a.Total, a.Tracked = found.Total, found.Tracked
	said := map[store.Shown]bool{}
	for _, x := range found.Items {
		a.Items = append(a.Items, card.Falling{Casefile: x.Casefile, Occasion: x.Occasion})
		if s := (store.Shown{Casebook: x.Summary.Casebook, Slug: x.Summary.Slug}); !said[s] {
			said[s] = true
			shows = append(shows, s)
		}
	}
	return a, shows, nil
}

// Reckoning is in which calendar a reader's anniversaries are counted.
func Reckoning(l *locale.Locale) calendar.Reckoning {
	if l.Reckoning() == locale.Gregorian {
		return calendar.Gregorian
	}
	return calendar.SolarHijri
}

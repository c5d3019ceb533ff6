package commands

import (
	"context"
	"fmt"

	lru "github.com/hashicorp/golang-lru/v2"

	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/internal/picture"
)

// timeline is /timeline: what happened to one person as a picture, with a text
// for those who can't see it, and below it the same as text, entry by entry,
// each with who says so.
func timeline(d Deps, drawn drawn) Command {
	return Command{
		Spec: Spec{
			Name:    "timeline",
			Options: []Option{personOption(), privateOption()},
		},
		Suggest: d.suggestPerson,
		Run: func(ctx context.Context, r Request) (Reply, error) {
			c, shows, err := d.person(ctx, r)
			if err != nil {
				return Reply{}, err
			}
			m, err := drawn.timeline(c, r)
			return Reply{Message: m, Shows: shows}, err
		},
	}
}

// drawnKept is how many pictures are kept; each is up to 200 kilobytes.
const drawnKept = 64

// drawn keeps the pictures that were asked for last, as [written] keeps cards, and
// for the same reason never shows one of what was withdrawn or corrected.
type drawn struct {
	pictures *lru.Cache[any, card.File] // by writtenKey, or chartKey
}

// chartKey is all that a chart is drawn from.
type chartKey struct {
	tally  string
	locale *locale.Locale
}

func newDrawn() drawn {
	pictures, err := lru.New[any, card.File](drawnKept)
	if err != nil { // only for a size below one
		panic(err)
	}
	return drawn{pictures}
}

// timeline is a page of the timeline of c as text, the first with the picture.
// Turning the page leaves the picture out, and turning back brings it again: an edit
// would otherwise send it each time.
func (w drawn) timeline(c *casefile.Redacted, r Request) (card.Message, error) {
	m := card.Timeline(c, r.Locale, r.page())
	if r.page() > 1 {
		return m, nil
	}
	k := writtenKey{c, r.Locale, calendar.DayOf(r.Locale.Today(r.Now))}
	f, ok := w.pictures.Get(k)
	if !ok {
		var (
			dated bool
			err   error
		)
		f, dated, err = picture.Timeline(c, r.Locale, r.Now)
		switch {
		case err != nil:
			return card.Message{}, fmt.Errorf("draw the timeline of %s: %w", c.Slug, err)
		case !dated: // the text says so
			return m, nil
		}
		w.pictures.Add(k, f)
	}
	m.Files = []card.File{f}
	return m, nil
}

// chart is the chart of a count. Drawing takes a tenth of a second.
func (w drawn) chart(t card.Tally, l *locale.Locale) (card.File, error) {
	k := chartKey{fmt.Sprintf("%+v", t), l}
	if f, ok := w.pictures.Get(k); ok {
		return f, nil
	}
	data, err := picture.Chart(t, l)
	if err != nil {
		return card.File{}, err
	}
	f := card.File{Name: "stats.png", Type: "image/png", Data: data, Alt: card.StatsAlt(t, l)}
	w.pictures.Add(k, f)
	return f, nil
}

package jobs

import (
	"context"
	"errors"
	"slices"
	"time"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/occasion"
	"vigil/store"
)

// Foresight is what a channel would hear on a day, and what not and why. It is
// thought out by the same [Planner] as what is announced, as if nothing were
// down until then and the record stayed as it is.
type Foresight struct {
	Channel store.Channel
	Zone    *time.Location
	Day     calendar.Day
	At      time.Time // when; zero of a day that the zone doesn't have
	Why     Why       // nothing is posted in the channel; "": something may be
	Posts   []ForeseenPost
	LeftOut []Foreseen // by name
}

// ForeseenPost is a message.
type ForeseenPost struct {
	Kind  store.PostKind
	Lines []Foreseen
}

// Foreseen is one thing that is announced or not.
type Foreseen struct {
	Casefile *casefile.Redacted
	Part     store.Part
	Day      calendar.Day      // on which it falls; none where the record gives no day
	Occasion occasion.Occasion // the zero Occasion of a development, and of a case that is brought up
	Why      Why               // it is not announced; "": it is
}

// Why is why something isn't announced, as a word for keys and JSON: one of
// these, or what [occasion.Reason] calls it.
type Why string

// Why.
const (
	WhyPaused    Why = "paused"      // an administrator paused the channel
	WhyGone      Why = "gone"        // the channel was deleted
	WhyForbidden Why = "forbidden"   // the bot may not write in it
	WhyNoSuchDay Why = "no_such_day" // the zone doesn't have that day
	WhyFilter    Why = "filter"      // the channel's filters leave the person out
	WhyKind      Why = "kind"        // the channel didn't choose that kind
	WhyAnnounced Why = "announced"   // it was announced there already
	WhyNotPublic Why = "not_public"  // the casefile isn't public
)

// AllWhys are all of them.
func AllWhys() []Why {
	all := []Why{WhyPaused, WhyGone, WhyForbidden, WhyNoSuchDay, WhyFilter, WhyKind, WhyAnnounced, WhyNotPublic}
	for r := occasion.NotToDay; r <= occasion.SwitchedOff; r++ {
		all = append(all, Why(r.Code()))
	}
	return all
}

// silent is why nothing is posted in a channel.
func silent(ch store.Channel) Why {
	switch {
	case ch.Halted == store.HaltGone:
		return WhyGone
	case ch.Halted != "":
		return WhyForbidden
	case ch.Paused:
		return WhyPaused
	}
	return ""
}

// Foresee is what the channel would hear on that day of its zone.
func (r *Round) Foresee(ctx context.Context, ch store.Channel, on calendar.Day) (Foresight, error) {
	h, err := r.hearer(ctx, ch)
	if err != nil {
		return Foresight{}, err
	}
	f := Foresight{Channel: ch, Zone: h.hour.Zone, Day: on, Why: silent(ch)}
	at, exists := h.hour.On(on)
	if !exists {
		f.Why = WhyNoSuchDay
		return f, nil
	}
	f.At = at
	plan, err := r.Think(ctx, before(&h, at), at)
	if err != nil {
		return Foresight{}, err
	}
	told, err := r.told(ctx, &h, &plan)
	if err != nil {
		return Foresight{}, err
	}
	for i, p := range plan.Posts {
		post := ForeseenPost{Kind: p.Kind}
		for j, l := range slices.Concat(p.Lines, p.More) {
			x, err := r.foreseen(ctx, &h, l)
			if err != nil {
				return Foresight{}, err
			}
			switch {
			case told[i][j]:
				x.Why = WhyAnnounced
			case f.Why != "":
				x.Why = f.Why
			default:
				post.Lines = append(post.Lines, x)
				continue
			}
			f.LeftOut = append(f.LeftOut, x)
		}
		if len(post.Lines) > 0 {
			f.Posts = append(f.Posts, post)
		}
	}
	more, err := r.omitted(ctx, &h, on)
	f.LeftOut = append(f.LeftOut, more...)
	return f, err
}

// before is the channel as it will be just before that hour, if nothing is down
// until then: the day before was thought of, and each week's digest.
func before(h *hearer, at time.Time) store.Channel {
	ch := h.Channel
	ch.Paused, ch.Halted = false, ""
	ch.Through = h.hour.Last(at.Add(-1))
	if monday := lastMonday(ch.Through); !ch.Digested.IsZero() && ch.Digested.Before(monday) {
		ch.Digested = monday
	}
	return ch
}

// lastMonday is the Monday of that day's week.
func lastMonday(d calendar.Day) calendar.Day {
	return d.AddDays(-(int(d.Weekday()-time.Monday+week) % week))
}

// told is which lines of each message were announced in the channel already.
func (r *Round) told(ctx context.Context, h *hearer, plan *store.Plan) ([][]bool, error) {
	told := make([][]bool, len(plan.Posts))
	for i, p := range plan.Posts {
		var err error
		if told[i], err = r.Ledger.Told(ctx, h.ID, slices.Concat(p.Lines, p.More)); err != nil {
			return nil, err
		}
	}
	return told, nil
}

// foreseen looks up what a line tells of.
func (r *Round) foreseen(ctx context.Context, h *hearer, l store.Line) (Foreseen, error) {
	x := Foreseen{Part: l.Part, Day: l.Day}
	var err error
	if x.Casefile, _, err = r.Public.Casefile(ctx, h.access, l.Slug); err != nil {
		return x, err
	}
	rules := h.rules
	if l.Part == store.PartComing {
		rules.OnTheDay = true
	} else {
		rules = h.chosen()
	}
	for _, o := range occasion.On(x.Casefile, rules, l.Day) {
		if same(lineOf(&store.Fall{Casebook: l.Casebook, ID: l.Casefile, Slug: l.Slug, Occasion: o}, l.Part), l) {
			x.Occasion = o
		}
	}
	return x, nil
}

// same reports whether two lines announce the same thing.
func same(a, b store.Line) bool {
	return a.Casefile == b.Casefile && a.Kind == b.Kind && a.Subject == b.Subject && a.Occurrence == b.Occurrence
}

// omitted is what of the record is not announced in the channel on the days up
// to on, and why. Of somebody whom the filters leave out it is what would have
// been.
func (r *Round) omitted(ctx context.Context, h *hearer, on calendar.Day) ([]Foreseen, error) {
	people, err := r.everybody(ctx, h.access)
	if err != nil {
		return nil, err
	}
	from := on
	for prior := on.AddDays(-1); ; prior = prior.AddDays(-1) { // with the days before it that the zone doesn't have
		if _, exists := h.hour.On(prior); exists {
			break
		}
		from = prior
	}
	var all []Foreseen
	for _, c := range people {
		if !h.Filters.Match(c) {
			for _, o := range occasion.Span(c, h.chosen(), from, on) {
				all = append(all, Foreseen{Casefile: c, Part: store.PartDay, Day: o.Day, Occasion: o, Why: WhyFilter})
			}
			continue
		}
		for _, o := range occasion.Explain(c, h.chosen(), from, on) {
			x := Foreseen{Casefile: c, Part: store.PartDay, Day: o.Day, Occasion: o.Occasion, Why: Why(o.Why.Code())}
			if o.Why == occasion.SwitchedOff && h.rules.Of.Has(o.About) {
				x.Why = WhyKind
			}
			all = append(all, x)
		}
	}
	return all, nil
}

// everybody is who is on public record, by name.
func (r *Round) everybody(ctx context.Context, a store.Access) ([]*casefile.Redacted, error) {
	book := a.Reads[0]
	if all, known := r.people[book]; known {
		return all, nil
	}
	var all []*casefile.Redacted
	for offset := 0; ; {
		const page = 500
		found, err := r.Public.Search(ctx, a, store.Query{Offset: offset, Limit: page})
		if err != nil {
			return nil, err
		}
		for _, s := range found.Items {
			c, _, err := r.Public.Casefile(ctx, a, s.Slug)
			switch {
			case err == nil:
				all = append(all, c)
			case !errors.Is(err, store.ErrNotFound): // withdrawn between the two reads
				return nil, err
			}
		}
		if offset += len(found.Items); len(found.Items) < page {
			break
		}
	}
	r.people[book] = slices.Clip(all)
	return all, nil
}

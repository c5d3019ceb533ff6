package jobs

import (
	"context"
	"slices"
	"strings"
	"time"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/occasion"
	"vigil/store"
)

// Planner thinks out what is to be announced in a channel. The job that plans
// and the preview ask the same one, so that they can't differ.
//
// It is asked for a channel whose hour may have come since it was last asked.
// The days that have passed since then are thought of, however many they are:
// nothing depends on being asked in time.
type Planner struct {
	Public  *store.Public
	Servers *store.Servers
	Ledger  *store.Ledger
	Voices  *Voices
}

// NewPlanner makes a planner over a database.
func NewPlanner(db *store.DB, v *Voices) *Planner {
	return &Planner{Public: db.Public(), Servers: db.Servers(), Ledger: db.Ledger(), Voices: v}
}

// Round is one round of planning. What is found out for one channel is kept for
// all others that ask the same, so that ten thousand channels cost as much as
// the ways in which they are set up. A round must not last, for the record
// changes.
type Round struct {
	*Planner
	falling  map[span][]store.Fall
	lines    map[filtered][]store.Line
	weeks    map[telling]told
	affected map[unmentioned][]store.Affected

	together  []store.Channel // that are thought of together
	mentioned map[string]map[int64]time.Time

	people map[store.CasebookID][]*casefile.Redacted // for a preview
}

// Begin begins a round.
func (p *Planner) Begin() *Round {
	return &Round{
		Planner: p, falling: map[span][]store.Fall{}, lines: map[filtered][]store.Line{},
		weeks: map[telling]told{}, affected: map[unmentioned][]store.Affected{}, people: map[store.CasebookID][]*casefile.Redacted{},
	}
}

// span is a question to the record.
type span struct {
	book     store.CasebookID
	rules    occasion.Rules
	from, to calendar.Day
}

// filtered is a question of which a part of the answer is wanted, as lines.
type filtered struct {
	span
	of      occasion.Set
	filters string
	part    store.Part
}

// hearer is a channel with all that its plan goes by.
type hearer struct {
	store.Channel
	access  store.Access
	rules   occasion.Rules // of the server, whatever the channel chose
	hour    calendar.Daily
	late    time.Duration
	filters string // as a key
}

// hearer reads what the channel goes by.
func (p *Planner) hearer(ctx context.Context, ch store.Channel) (hearer, error) {
	server, access, err := p.Servers.Of(ctx, ch.Server)
	if err != nil {
		return hearer{}, err
	}
	l := p.Voices.Channel(server, ch)
	return hearer{
		Channel: ch, access: access, rules: rules(server, l), hour: calendar.Daily{Hour: ch.Hour, Zone: l.Zone()},
		late: server.Policy.Lateness(), filters: filterKey(ch.Filters),
	}, nil
}

// filterKey is the same for filters that let the same through.
func filterKey(f store.Filters) string {
	if len(f.Countries)+len(f.Professions)+len(f.Statuses) == 0 {
		return ""
	}
	var b strings.Builder
	add := func(s string) {
		b.WriteString(s)
		b.WriteByte(0)
	}
	for _, v := range f.Countries {
		add(v)
	}
	add("")
	for _, v := range f.Professions {
		add(v)
	}
	add("")
	for _, v := range f.Statuses {
		add(string(v))
	}
	return b.String()
}

// chosen are the server's rules, narrowed to the kinds that the channel chose.
// What it didn't choose isn't thought of.
func (h *hearer) chosen() occasion.Rules {
	r := h.rules
	var of occasion.Set
	for _, k := range []occasion.Kind{occasion.Anniversary, occasion.Milestone, occasion.Countdown, occasion.Hearing} {
		if h.hears(store.Announced(k.Code())) {
			of = of.With(occasion.OfKind(k))
		}
	}
	r.Of &= of
	return r
}

func (h *hearer) hears(k store.Announced) bool { return slices.Contains(h.Kinds, k) }

// Think is what is to be announced in the channel at now: of each day since the
// last that was thought of whose hour has come. A day whose hour lies so far
// back that a message of its own would be out of place is missed; all such days
// are thought of together, be they years.
//
// A channel that was never thought of begins when it was set up. One that was
// thought of for days whose hours are yet to come, because the clock was put back or its hour
// was changed, is thought of again on those days: the ledger has what was
// announced already.
func (r *Round) Think(ctx context.Context, ch store.Channel, now time.Time) (store.Plan, error) {
	h, err := r.hearer(ctx, ch)
	if err != nil {
		return store.Plan{}, err
	}
	plan := store.Plan{Channel: ch, Through: h.hour.Last(now), Digested: ch.Digested}
	_, plan.Next = h.hour.Next(now)
	if h.Through.IsZero() {
		h.Through = h.begins(now)
	}
	days, young := h.since(now, plan.Through)
	if old := young.AddDays(-1); old.After(h.Through) {
		plan.Missed, err = r.on(ctx, &h, h.Through.AddDays(1), old, store.PartMissed)
		if err != nil {
			return store.Plan{}, err
		}
	}
	for _, d := range days {
		if err := r.day(ctx, &h, d, &plan); err != nil {
			return store.Plan{}, err
		}
	}
	if !h.hears(store.AnnouncedDigest) {
		// Nothing else will tell of what was missed, now or by a development.
		plan.Posts = append(plan.Posts, store.Planned{Kind: store.PostDigest, Day: plan.Through, Due: now, Missed: true})
	}
	return plan, nil
}

// begins is the last day that a channel is not to hear of: that whose hour had
// come when it was set up.
func (h *hearer) begins(now time.Time) calendar.Day {
	if !h.Next.IsZero() && h.Next.Before(now) {
		now = h.Next
	}
	return h.hour.Last(now)
}

// day is a day of which a message may still be posted.
type day struct {
	from calendar.Day // the day itself, or the first of those before it that the zone doesn't have
	calendar.Day
	due time.Time
}

// monday reports whether the week's digest falls on it.
func (d day) monday() bool {
	for on := d.from; !on.After(d.Day); on = on.AddDays(1) {
		if on.Weekday() == time.Monday {
			return true
		}
	}
	return false
}

// since are the days up to last, later than the last that was thought of, whose
// hours lie back less than what may be late, in order; and the first day that
// they take in. What falls on a day that doesn't exist is announced on the next
// that does.
func (h *hearer) since(now time.Time, last calendar.Day) (days []day, young calendar.Day) {
	young = last.AddDays(1)
	for on := last; on.After(h.Through); on = on.AddDays(-1) {
		due, exists := h.hour.On(on)
		switch {
		case !exists:
			if n := len(days); n > 0 {
				days[n-1].from, young = on, on
			}
			continue
		case now.Sub(due) >= h.late:
			slices.Reverse(days)
			return days, young
		}
		days, young = append(days, day{on, on, due}), on
	}
	slices.Reverse(days)
	return days, young
}

// day adds what is to be posted for one day.
func (r *Round) day(ctx context.Context, h *hearer, d day, plan *store.Plan) error {
	lines, err := r.on(ctx, h, d.from, d.Day, store.PartDay)
	if err != nil {
		return err
	}
	if len(lines) > 0 {
		plan.Posts = append(plan.Posts, store.Planned{Kind: store.PostDay, Day: d.Day, Due: d.due, Lines: lines})
	}
	if !h.hears(store.AnnouncedDigest) || !d.monday() || d.Day == h.Digested {
		return nil // or it had its digest, at another hour perhaps: one a week
	}
	digest, err := r.digest(ctx, h, d, plan)
	if err != nil {
		return err
	}
	plan.Posts = append(plan.Posts, digest)
	plan.Digested = d.Day
	return nil
}

// on is what falls on the days from one to another of what the channel chose to hear.
func (r *Round) on(ctx context.Context, h *hearer, from, to calendar.Day, part store.Part) ([]store.Line, error) {
	return r.fall(ctx, h, h.chosen(), from, to, part)
}

// fall is what falls on those days under those rules, of the casefiles that the
// channel's filters let pass. The lines are shared: don't change them.
func (r *Round) fall(ctx context.Context, h *hearer, rules occasion.Rules, from, to calendar.Day, part store.Part) ([]store.Line, error) {
	if rules.Of == 0 {
		return nil, nil
	}
	question := h.question(rules, from, to, part)
	if lines, known := r.lines[question]; known {
		return lines, nil
	}
	all, err := r.ask(ctx, h.access, question.span)
	if err != nil {
		return nil, err
	}
	var lines []store.Line
	for _, x := range h.Filters.Among(all) {
		if question.of.Has(x.Occasion.About) {
			lines = append(lines, lineOf(&x, part))
		}
	}
	r.lines[question] = lines
	return lines, nil
}

// question is what falls on those days under those rules, as a question.
func (h *hearer) question(rules occasion.Rules, from, to calendar.Day, part store.Part) filtered {
	of := rules.Of
	rules.Of = asked(h.rules.Of, of)
	return filtered{span{h.access.Reads[0], rules, from, to}, of, h.filters, part}
}

// asked is what the record is asked for by a channel that wants some of all:
// all, so that few questions serve all channels. Without the days in custody an
// arrest is announced that otherwise goes without saying, so that they are asked
// for only where they are wanted.
func asked(all, wanted occasion.Set) occasion.Set {
	if !wanted.Has(occasion.Custody) {
		return all.Without(occasion.Only(occasion.Custody))
	}
	return all
}

// ask asks the record, once for each question.
func (r *Round) ask(ctx context.Context, a store.Access, s span) ([]store.Fall, error) {
	if all, known := r.falling[s]; known {
		return all, nil
	}
	all, err := r.Public.Falling(ctx, a, s.rules, s.from, s.to)
	if err != nil {
		return nil, err
	}
	r.falling[s] = all
	return all, nil
}

// lineOf is an occasion as a line of that part of a message.
func lineOf(x *store.Fall, part store.Part) store.Line {
	l := store.Line{
		Casebook: x.Casebook, Casefile: x.ID, Slug: x.Slug,
		Kind: store.Announced(x.Occasion.Kind().Code()), Subject: x.Occasion.Subject, Occurrence: x.Occasion.Occurrence,
		Part: part, Day: x.Occasion.Day,
	}
	if part == store.PartComing {
		l.Kind, l.Subject = store.AnnouncedDigest, "coming/"+x.Occasion.About.Code()+"/"+x.Occasion.Subject
	}
	return l
}

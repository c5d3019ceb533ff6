package jobs

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/internal/occasion"
	"vigil/store"
)

// lateAfter is from when on a message says that it comes late.
const lateAfter = time.Hour

// composed is a message as it would be sent now.
type composed struct {
	message card.Message
	prints  [][]byte // of each line; nil of what isn't said
	same    []bool   // of each line: all that it said when it was posted is on record yet
	nothing bool     // no line is left
}

// hearing is who reads a message, in which words, and what they may read.
type hearing struct {
	access store.Access
	rules  occasion.Rules
	locale *locale.Locale

	removed bool // no announcements go to the channel any more, or the person no longer follows
}

// hears is who reads that message.
func (d *Deliverer) hears(ctx context.Context, p store.Post) (h hearing, err error) {
	var server store.Server
	if p.Server != "" {
		server, h.access, err = d.Servers.Of(ctx, p.Server)
	} else {
		h.access, err = d.Servers.Direct(ctx)
	}
	if err != nil {
		return h, err
	}
	if p.Person != "" {
		wish, err := d.Settings.Person(ctx, p.Person)
		if err != nil {
			return h, err
		}
		follows, err := d.Ledger.Follows(ctx, p)
		if err != nil {
			return h, err
		}
		h.locale, h.removed = d.Voices.Person(server, wish), !follows
	} else {
		channel, err := d.channel(ctx, p)
		if err != nil {
			return h, err
		}
		h.locale, h.removed = d.Voices.Channel(server, channel), channel.ID == ""
	}
	h.rules = rules(server, h.locale)
	return h, nil
}

// channel is the channel of a message as it was set up; one that isn't any more
// speaks as its server does.
func (d *Deliverer) channel(ctx context.Context, p store.Post) (store.Channel, error) {
	all, err := d.Channels.Of(ctx, p.Server)
	if err != nil {
		return store.Channel{}, err
	}
	for _, c := range all {
		if c.ID == p.Channel {
			return c, nil
		}
	}
	return store.Channel{}, nil
}

// compose makes a message from the record as it is now. corrected is the day of
// a correction, none of what is sent for the first time: then a line that the
// record doesn't bear out is left out, and otherwise it says what the record
// says instead.
func (d *Deliverer) compose(ctx context.Context, p store.Post, h hearing, corrected calendar.Day) (composed, error) {
	made := composed{prints: make([][]byte, len(p.Lines)), same: make([]bool, len(p.Lines)), nothing: true}
	var (
		news   card.Developed
		day    []card.Falling
		digest card.Digest
	)
	today := calendar.DayOf(h.locale.Today(d.Now()))
	for i, line := range p.Lines {
		c, err := d.record(ctx, h.access, line)
		if err != nil {
			return composed{}, err
		}
		if c == nil {
			continue
		}
		said, ok := h.read(c, line, corrected.IsZero())
		if past := line.Part == store.PartComing && line.Day.Before(today); !ok || past && corrected.IsZero() {
			continue // what is past doesn't come
		}
		made.prints[i], made.nothing = said.print.bytes(), false
		made.same[i] = stands(line.Print, c, &said.print)
		switch line.Part {
		case store.PartNews:
			news = said.news
		case store.PartDay:
			day = append(day, said.falling)
		case store.PartChanged:
			digest.Changed = append(digest.Changed, said.news)
		case store.PartComing:
			digest.Coming = append(digest.Coming, said.falling)
		case store.PartUnmentioned:
			digest.Unmentioned = &card.Unmentioned{Casefile: c, Since: line.Day}
		case store.PartMissed:
			digest.Missed = append(digest.Missed, card.Missed{Falling: said.falling, Pieces: said.news.Pieces, Day: h.dayOf(line)})
		}
	}
	if made.nothing {
		return made, nil
	}
	stood := p.Posted
	if stood.IsZero() {
		stood = d.Now()
	}
	on := p.Day
	if on.IsZero() { // of a development: when it was announced
		on = calendar.DayOf(h.locale.Today(p.Due))
	}
	late := stood.Sub(p.Due) >= lateAfter
	if p.Kind == store.PostDay && p.Posted.IsZero() && today != on {
		late = true // where clocks go from eleven to midnight its hour comes when the day is over
	}
	as := card.Posting{Day: on, Late: late, Ref: p.Ref, Corrected: corrected, Direct: p.Person != ""}
	if as.Direct {
		direct, err := d.Servers.Direct(ctx)
		if err != nil {
			return composed{}, err
		}
		if !direct.May(p.Lines[0].Casebook) { // nor would a button there reach the record
			as.Server = p.Server
		}
	}
	switch p.Kind {
	case store.PostUpdate:
		made.message = card.NewsCard(news.Casefile, news.Pieces, as, h.locale)
	case store.PostDay:
		made.message = card.DayCard(day, as, h.locale)
	default:
		made.message = card.DigestCard(digest, as, h.locale)
	}
	return made, nil
}

// dayOf is the day on which a line fell, of a development the one on which it
// was saved.
func (h hearing) dayOf(line store.Line) calendar.Day {
	if line.Day.IsZero() {
		return calendar.DayOf(h.locale.Today(line.Created))
	}
	return line.Day
}

// record is the casefile that a line is about, nil where it can't be read any
// more by whom the message is for.
func (d *Deliverer) record(ctx context.Context, a store.Access, line store.Line) (*casefile.Redacted, error) {
	if line.Slug == "" || !a.May(line.Casebook) {
		return nil, nil
	}
	c, _, err := d.Public.Casefile(ctx, store.Access{Reads: []store.CasebookID{line.Casebook}}, line.Slug)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	return c, err
}

// saying is what a line says now.
type saying struct {
	news    card.Developed
	falling card.Falling
	print   print
}

// read finds in the record what a line is about; ok is false where that leaves
// nothing to say. What is said for the first time has to be so by the record as
// it is now; what was said already, by that of its day.
func (h hearing) read(c *casefile.Redacted, line store.Line, first bool) (s saying, ok bool) {
	s.print.names(c, false)
	if line.Part == store.PartNews || line.Part == store.PartUnmentioned {
		s.print.why(c)
	}
	switch {
	case line.Part == store.PartUnmentioned:
		return s, !first || h.goesOn(c, line)
	case len(line.Facts) > 0:
		s.news = card.Developed{Casefile: c, Pieces: pieces(c, line, first), Day: line.Day}
		s.falling.Casefile = c
		for _, p := range s.news.Pieces {
			s.print.piece(c, p)
		}
		return s, len(s.news.Pieces) > 0
	}
	o, standing, holds := h.find(c, line)
	if standing == occasion.Gone || first && !holds {
		return s, false
	}
	s.falling = card.Falling{Casefile: c, Occasion: o, Off: standing == occasion.Moved}
	if line.Part == store.PartDay {
		s.print.how(c)
	}
	s.print.occasion(c, o, standing)
	return s, true
}

// goesOn reports whether the case of somebody who is brought up goes on, by a
// status that isn't too old on that day.
func (h hearing) goesOn(c *casefile.Redacted, line store.Line) bool {
	on, err := calendar.ParseDay(line.Occurrence)
	code := c.Status.Code
	return err == nil && !code.Free() && !code.Dead() && code != casefile.UnknownStatus && !c.Status.Stale(on, h.rules.Stale)
}

// pieces are the facts of a line as they are on record. In another casefile,
// into which its own went, ids may be of other facts: there those count that say
// what was said. A status that a later one took the place of is told by that
// one, unless it was never told.
func pieces(c *casefile.Redacted, line store.Line, first bool) (all []casefile.Piece) {
	was, known := printRead(line.Print)
	if line.Merged && known {
		for _, p := range c.Pieces() {
			x := pieceOf(c, p)
			if slices.Contains(was.rest, x) || slices.Contains(was.status, x) {
				all = append(all, p)
			}
		}
		if slices.Contains(line.Facts, casefile.WholeCase) {
			all = []casefile.Piece{{Ref: casefile.WholeCase}}
		}
		return all
	}
	for _, ref := range line.Facts {
		p, ok := c.Piece(ref)
		asOf, status := strings.CutPrefix(string(ref), "status/")
		if casefile.StatusCode(asOf).Known() {
			asOf = "" // it had no date
		}
		if !ok && !first && status && superseded(asOf, c) {
			p, ok = c.Piece(c.Pieces()[0].Ref) // the status comes first
		}
		if ok {
			all = append(all, p)
		}
	}
	return all
}

// find finds the occasion of a line; holds is whether it would be announced now.
// An announcement says of which kind it is; the kind is about several things.
func (h hearing) find(c *casefile.Redacted, line store.Line) (found occasion.Occasion, s occasion.Standing, holds bool) {
	subject, about := line.Subject, occasion.All()
	if rest, coming := strings.CutPrefix(subject, "coming/"); coming {
		code, rest, _ := strings.Cut(rest, "/")
		subject, about = rest, aboutCoded(code)
	}
	for a := occasion.Arrest; a <= occasion.Proceeding; a++ {
		if !about.Has(a) || line.Part != store.PartComing && a.Kind().Code() != string(line.Kind) {
			continue
		}
		o, standing := occasion.Find(c, h.rules, a, subject, line.Occurrence, line.Day)
		this := subject
		if line.Merged && standing != occasion.Stands {
			if same, stands := occasion.Find(c, h.rules, a, "", line.Occurrence, line.Day); stands == occasion.Stands {
				o, standing, this = same, stands, same.Subject
			}
		}
		if standing > s {
			found, s = o, standing
			holds = occasion.Holds(c, h.rules, a, this, line.Occurrence, line.Day)
		}
	}
	return found, s, holds
}

// aboutCoded is the set of what has that code.
func aboutCoded(code string) occasion.Set {
	for a := occasion.Arrest; a <= occasion.Proceeding; a++ {
		if a.Code() == code {
			return occasion.Only(a)
		}
	}
	return 0
}

package jobs

import (
	"context"
	"errors"
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
	nothing bool     // no line is left
}

// hearing is who reads a message, in which words, and what they may read.
type hearing struct {
	access store.Access
	rules  occasion.Rules
	locale *locale.Locale

	removed bool // no announcements go to the channel any more
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
		h.locale = d.Voices.Person(server, wish)
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
	made := composed{prints: make([][]byte, len(p.Lines)), nothing: true}
	var (
		news   card.Developed
		day    []card.Falling
		digest card.Digest
	)
	for i, line := range p.Lines {
		c, err := d.record(ctx, h.access, line)
		if err != nil {
			return composed{}, err
		}
		if c == nil {
			continue
		}
		said := h.read(c, line)
		if said.print == nil || said.falling.Off && corrected.IsZero() {
			continue
		}
		made.prints[i], made.nothing = said.print, false
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
			digest.Missed = append(digest.Missed, card.Missed{Falling: said.falling, Pieces: said.news.Pieces, Day: line.Day})
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
	as := card.Posting{Day: on, Late: stood.Sub(p.Due) >= lateAfter, Ref: p.Ref, Corrected: corrected, Direct: p.Person != ""}
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
	print   []byte // nil: nothing
}

// read finds in the record what a line is about.
func (h hearing) read(c *casefile.Redacted, line store.Line) (s saying) {
	switch {
	case line.Part == store.PartUnmentioned:
		s.print = printed(c, nil)
	case len(line.Facts) > 0:
		s.news = card.Developed{Casefile: c, Day: line.Day}
		s.falling.Casefile = c
		for _, ref := range line.Facts {
			if piece, ok := c.Piece(ref); ok {
				s.news.Pieces = append(s.news.Pieces, piece)
			}
		}
		if len(s.news.Pieces) > 0 {
			s.print = printOfNews(c, s.news.Pieces)
		}
	default:
		o, standing := h.find(c, line)
		if standing == occasion.Gone {
			return s
		}
		s.falling = card.Falling{Casefile: c, Occasion: o, Off: standing == occasion.Moved}
		s.print = printOf(c, o, standing)
	}
	return s
}

// find finds the occasion of a line. An announcement says of which kind it is;
// the kind is about several things.
func (h hearing) find(c *casefile.Redacted, line store.Line) (found occasion.Occasion, s occasion.Standing) {
	subject, about := line.Subject, occasion.All()
	if rest, coming := strings.CutPrefix(subject, "coming/"); coming {
		code, rest, _ := strings.Cut(rest, "/")
		subject, about = rest, aboutCoded(code)
	}
	for a := occasion.Arrest; a <= occasion.Proceeding; a++ {
		if !about.Has(a) || line.Part != store.PartComing && a.Kind().Code() != string(line.Kind) {
			continue
		}
		if o, standing := occasion.Find(c, h.rules, a, subject, line.Occurrence, line.Day); standing > s {
			found, s = o, standing
		}
	}
	return found, s
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

package bot

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"vigil/commands"
	"vigil/internal/card"
	"vigil/internal/locale"
	"vigil/store"
)

// refusal words an error for the person who asked. It is always private. What
// is the program's own fault gets a reference that is in the log too.
func (b *Bot) refusal(q *question, err error) card.Message {
	key := operatorsKey(err)
	if key == "" {
		m, known := b.words(q, err)
		if known {
			return m
		}
		key = "error.internal"
	}
	ref := reference()
	b.report(q, err, ref)
	l := b.localeOf(q)
	return fault(l, l.T(key, locale.Text("ref", ref)))
}

// localeOf is the asker's locale, or the program's while the asker's isn't
// known.
func (b *Bot) localeOf(q *question) *locale.Locale {
	if q.request.Locale == nil {
		q.request.Locale = b.locales.of(b.config.Language, "", "")
	}
	return q.request.Locale
}

// words are those for an error that isn't the program's fault; known is false
// for one that is.
func (b *Bot) words(q *question, err error) (m card.Message, known bool) {
	l := b.localeOf(q)
	var missing *store.NotFound
	var several *store.Ambiguous
	var option *badOption
	var no *commands.Refused
	switch {
	case errors.As(err, &missing) && len(q.request.Access.Reads) == 0:
		if q.request.Server.ID == "" {
			return fault(l, l.T("error.direct")), true
		}
		return fault(l, l.T("error.no_casebook")), true
	case errors.As(err, &missing) && q.request.Pressed:
		// Of somebody who was there when the button was made. What it carries
		// isn't what they typed, so it isn't said back.
		return fault(l, l.T("error.gone")), true
	case errors.As(err, &missing):
		return nobody(q, l, missing), true
	case errors.As(err, &several):
		m := fault(l, l.T("error.ambiguous_person", locale.Name("typed", shown(several.Typed))))
		m.Controls = which(q, l, several.Candidates)
		return m, true
	case errors.As(err, &no):
		return card.Refusal(l, no.Words), true
	case errors.As(err, &option):
		return fault(l, l.T(option.key, locale.Name("option", option.option),
			locale.Name("value", shown(option.value)), locale.N(option.limit))), true
	}
	if key := plain(err); key != "" {
		return fault(l, l.T(key)), true
	}
	if text, known := doingWords(l, err); known {
		return fault(l, text), true
	}
	return b.recordWords(q, l, err)
}

// plain is the key of the words for an error that needs no more than words,
// or "".
func plain(err error) string {
	switch {
	case errors.Is(err, errTampered):
		return "error.tampered"
	case errors.Is(err, errForeign):
		return "error.foreign"
	case errors.Is(err, errNotYours):
		return "error.not_yours"
	case errors.Is(err, errStale):
		return "error.stale"
	case errors.Is(err, errStaleForm):
		return "error.expired_form"
	case errors.Is(err, errOldVersion):
		return "error.old_version"
	case errors.Is(err, errUnknownCommand):
		return "error.unknown_command"
	case errors.Is(err, errServerOnly):
		return "error.server_only"
	case errors.Is(err, errTooLateForForm):
		return "error.late_form"
	case errors.Is(err, store.ErrForbidden):
		return forbiddenKey(err)
	case errors.Is(err, store.ErrLocked):
		return "error.locked"
	case errors.Is(err, store.ErrReading):
		return "error.reading"
	}
	return ""
}

// forbiddenKey is the key of the words that say who may.
func forbiddenKey(err error) string {
	var f *forbidden
	switch {
	case !errors.As(err, &f):
		return "error.forbidden"
	case f.reads:
		return "error.reads_only"
	case f.needs == commands.Administrator:
		return "error.forbidden_administrator"
	}
	return "error.forbidden_curator"
}

// fault is a refusal of that text.
func fault(l *locale.Locale, text string) card.Message {
	return card.Message{Cards: []card.Card{{Title: l.T("error.title"), Body: text, Tone: card.Fault}}}
}

// nobody says that there is no such person, and who has a name like it.
func nobody(q *question, l *locale.Locale, e *store.NotFound) card.Message {
	text := l.T("error.unknown_person", locale.Name("typed", shown(e.Typed)))
	if len(e.Similar) == 0 {
		return fault(l, text+" "+l.T("error.try_search"))
	}
	m := fault(l, text+" "+l.T("error.did_you_mean"))
	m.Controls = which(q, l, e.Similar)
	return m
}

// which is a select of people that runs the same command again with the one
// who is chosen.
func which(q *question, l *locale.Locale, people []store.Summary) [][]card.Control {
	if q.route == nil {
		return nil
	}
	options := maps.Clone(q.request.Options)
	delete(options, "person")
	delete(options, "page")
	choices := make([]card.Choice, 0, len(people))
	for _, p := range people {
		choices = append(choices, card.Choice{
			Label: card.Plain(p.Name),
			Value: p.Slug,
			Note:  card.Status(p.Status, l) + " · " + l.Country(p.Country), // may tell namesakes apart
		})
	}
	return [][]card.Control{{{
		Placeholder: l.T("error.choose_person"),
		Then:        card.Then{Command: q.route.path, Options: options},
		Into:        "person",
		Choices:     choices,
	}}}
}

// shown is typed text as it may be repeated: short, and nothing in it works.
func shown(typed string) string { return card.Escape(clip(typed, 80)) }

// reference is a short name for one failure, in letters that can be read out.
func reference() string {
	var b [5]byte
	rand.Read(b[:]) // never fails
	return strings.ToLower(base32.StdEncoding.EncodeToString(b[:]))
}

// report logs what went wrong on our side, under its reference: never who
// asked, nor what.
func (b *Bot) report(q *question, err error, ref string) {
	b.health.failed.Add(1)
	attrs := []any{"ref", ref, "command", q.name(), "why", discreet(err.Error(), sent(&q.request), q.request.User)}
	var p *panicked
	if errors.As(err, &p) {
		attrs = append(attrs, "stack", string(p.stack))
	}
	if errors.Is(err, context.DeadlineExceeded) {
		attrs = append(attrs, "hint", "the command took longer than it may")
	}
	b.log.Error("a command failed", attrs...)
}

// discreet takes what was typed, and who typed it, out of a text for the log.
// Errors of the store repeat what they were asked for, and Discord's what it
// found fault with, plain or quoted. The longest go first, so that no part of
// one is left when another is its beginning.
func discreet(text string, options map[string]string, user string) string {
	secrets := []string{user}
	for _, v := range options {
		if v = strings.TrimSpace(v); utf8.RuneCountInString(v) > 1 {
			for _, quoted := range []string{strconv.Quote(v), strconv.QuoteToASCII(v)} {
				secrets = append(secrets, quoted[1:len(quoted)-1])
			}
			secrets = append(secrets, v)
		}
	}
	slices.SortFunc(secrets, func(a, b string) int { return len(b) - len(a) })
	for _, v := range secrets {
		if v != "" {
			text = strings.ReplaceAll(text, v, "[…]")
		}
	}
	return text
}

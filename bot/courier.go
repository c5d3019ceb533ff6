package bot

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"vigil/commands"
	"vigil/internal/card"
)

// Courier posts what nobody asked for, on behalf of jobs.
func (b *Bot) Courier() commands.Poster { return &courier{b} }

type courier struct{ bot *Bot }

// ready waits until the bot runs and can sign controls.
func (c *courier) ready(ctx context.Context) error {
	select {
	case <-c.bot.prepared:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Post writes a message in a channel. Its shared controls are for everybody who
// may run their commands on that server.
func (c *courier) Post(ctx context.Context, server, channel string, m card.Message, nonce string) (id string, err error) {
	defer placed(&err)
	if err := c.ready(ctx); err != nil {
		return "", err
	}
	return c.bot.post(aside(ctx), place{server: server}, channel, &m, nonce, once)
}

// Edit puts m in the place of a message.
func (c *courier) Edit(ctx context.Context, server, channel, message string, m card.Message) (err error) {
	defer placed(&err)
	if err := c.ready(ctx); err != nil {
		return err
	}
	w := &writer{buf: make([]byte, 0, 4096)}
	if err := w.writeMessage(ctx, &m, 0, replacement, c.bot.ids.sealFor(place{server: server}, c.bot.now())); err != nil {
		return err
	}
	body, kind, err := withFiles(w.buf, m.Files)
	if err != nil {
		return err
	}
	return c.bot.api.send(aside(ctx), http.MethodPatch, "/channels/"+channel+"/messages/"+message, kind, body, nil)
}

// Delete takes a message away.
func (c *courier) Delete(ctx context.Context, channel, message string) (err error) {
	defer placed(&err)
	return c.bot.api.do(aside(ctx), http.MethodDelete, "/channels/"+channel+"/messages/"+message, nil, nil)
}

// Crosspost publishes a message to the channels that follow its own.
func (c *courier) Crosspost(ctx context.Context, channel, message string) (err error) {
	defer placed(&err)
	err = c.bot.api.do(aside(ctx), http.MethodPost, "/channels/"+channel+"/messages/"+message+"/crosspost", nil, nil)
	var r *refused
	if errors.As(err, &r) && r.Code == alreadyCrossposted {
		return nil
	}
	return err
}

// Direct writes to a person.
func (c *courier) Direct(ctx context.Context, user string, m card.Message, nonce string) (channel, id string, err error) {
	defer placed(&err)
	if err := c.ready(ctx); err != nil {
		return "", "", err
	}
	return c.bot.writeTo(aside(ctx), user, &m, nonce, once)
}

// How often a message is tried to be posted where nobody knows whether it got
// there. With a nonce, Discord posts it once.
const (
	once  = 1
	twice = 2 // for who waits for it
)

// Open is the channel of direct messages to a person.
func (c *courier) Open(ctx context.Context, user string) (channel string, err error) {
	defer placed(&err)
	return c.bot.openDirect(aside(ctx), user)
}

// writeTo writes to a person.
func (b *Bot) writeTo(ctx context.Context, user string, m *card.Message, nonce string, tries int) (channel, id string, err error) {
	if channel, err = b.openDirect(ctx, user); err != nil {
		return "", "", err
	}
	id, err = b.post(ctx, place{owner: user}, channel, m, nonce, tries)
	return channel, id, err
}

// openDirect opens the channel of direct messages to a person. Doing so again gives
// the same one.
func (b *Bot) openDirect(ctx context.Context, user string) (channel string, err error) {
	var dm struct{ ID string }
	err = b.api.do(ctx, http.MethodPost, "/users/@me/channels", map[string]string{"recipient_id": user}, &dm)
	var r *refused
	if errors.As(err, &r) && r.Status == http.StatusBadRequest { // there is nothing to be wrong with but the person
		r.Code = unknownUser
	}
	if err != nil {
		return "", &before{err}
	}
	return dm.ID, nil
}

// before is an error of a step before the one that counts.
type before struct{ cause error }

func (b *before) Error() string { return b.cause.Error() }
func (b *before) Unwrap() error { return b.cause }

// post posts a message.
func (b *Bot) post(ctx context.Context, at place, channel string, m *card.Message, nonce string, tries int) (id string, err error) {
	w := &writer{buf: make([]byte, 0, 4096)}
	if err := w.writePost(ctx, m, nonce, b.ids.sealFor(at, b.now())); err != nil {
		return "", err
	}
	body, kind, err := withFiles(w.buf, m.Files)
	if err != nil {
		return "", err
	}
	var posted struct{ ID string }
	path := "/channels/" + channel + "/messages"
	for {
		err = b.api.send(ctx, http.MethodPost, path, kind, body, &posted)
		if tries--; err == nil || tries < 1 || nonce == "" || !unsettled(err) || pause(ctx, b.timers, firstPause) != nil {
			return posted.ID, err
		}
	}
}

// placed gives an error its meaning for who posts.
func placed(err *error) {
	var (
		r     *refused
		early *before
		late  *held
	)
	switch known := errors.As(*err, &r); {
	case known && r.Status == http.StatusTooManyRequests:
		*err = &commands.Wait{After: max(r.After, firstPause)}
	case errors.As(*err, &late):
		*err = &commands.Wait{After: late.after}
	case known && meaningOf(r) != nil:
		*err = fmt.Errorf("%w (%w)", meaningOf(r), r)
	case *err != nil && unsettled(*err) && !errors.As(*err, &early):
		*err = fmt.Errorf("%w: %w", commands.ErrUnsure, *err)
	}
}

func meaningOf(r *refused) error {
	switch r.Code {
	case closedToDirect, noSharedServer:
		return commands.ErrDirectClosed
	case unknownChannel, unknownMessage, unknownUser:
		return commands.ErrGone
	case missingAccess, missingPermissions:
		return commands.ErrNotAllowed
	}
	switch {
	case r.Code == blockedUnderway, r.Code == 0 && r.Reason == "":
		return nil // somebody on the way to Discord said it, which tells nothing of the channel
	case r.Status == http.StatusNotFound:
		return commands.ErrGone
	case r.Status == http.StatusForbidden:
		return commands.ErrNotAllowed
	case r.Status == http.StatusBadRequest, r.Status == http.StatusRequestEntityTooLarge:
		return commands.ErrRefused
	}
	return nil
}

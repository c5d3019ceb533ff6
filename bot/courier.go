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
	return c.bot.write(ctx, place{server: server}, channel, &m, nonce)
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
	return c.bot.api.send(ctx, http.MethodPatch, "/channels/"+channel+"/messages/"+message, kind, body, nil)
}

// Delete takes a message away.
func (c *courier) Delete(ctx context.Context, channel, message string) (err error) {
	defer placed(&err)
	return c.bot.api.do(ctx, http.MethodDelete, "/channels/"+channel+"/messages/"+message, nil, nil)
}

// Direct writes to a person.
func (c *courier) Direct(ctx context.Context, user string, m card.Message, nonce string) (err error) {
	defer placed(&err)
	if err := c.ready(ctx); err != nil {
		return err
	}
	return c.bot.writeTo(ctx, user, &m, nonce)
}

// writeTo writes to a person. Opening their channel again gives the same one.
func (b *Bot) writeTo(ctx context.Context, user string, m *card.Message, nonce string) error {
	var dm struct{ ID string }
	err := b.api.do(ctx, http.MethodPost, "/users/@me/channels", map[string]string{"recipient_id": user}, &dm)
	var r *refused
	if errors.As(err, &r) && r.Status == http.StatusBadRequest { // there is nothing to be wrong with but the person
		r.Code = unknownUser
	}
	if err != nil {
		return err
	}
	_, err = b.write(ctx, place{owner: user}, dm.ID, m, nonce)
	return err
}

// write posts a message. With a nonce Discord posts it once, so it is tried a
// second time when nobody knows whether it got there.
func (b *Bot) write(ctx context.Context, at place, channel string, m *card.Message, nonce string) (id string, err error) {
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
	err = b.api.send(ctx, http.MethodPost, path, kind, body, &posted)
	if nonce != "" && err != nil && unsettled(err) && pause(ctx, b.timers, firstPause) == nil {
		err = b.api.send(ctx, http.MethodPost, path, kind, body, &posted)
	}
	return posted.ID, err
}

// placed gives Discord's refusal its meaning.
func placed(err *error) {
	var r *refused
	if !errors.As(*err, &r) {
		return
	}
	if r.Status == http.StatusTooManyRequests {
		*err = &commands.Wait{After: max(r.After, firstPause)}
		return
	}
	if meaning := meaningOf(r); meaning != nil {
		*err = fmt.Errorf("%w (%w)", meaning, r)
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
	switch r.Status {
	case http.StatusNotFound:
		return commands.ErrGone
	case http.StatusForbidden:
		return commands.ErrNotAllowed
	}
	return nil
}

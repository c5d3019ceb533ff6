package bot

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"

	"vigil/internal/card"
)

// deferAfter is how long a command may take before Discord is told that the
// answer will come later. Discord gives up after three seconds.
const deferAfter = 1500 * time.Millisecond

// editLife is how long after an interaction its answer is still edited; the
// token lives a little longer.
const editLife = tokenLife - time.Minute

// Discord's types of answer to an interaction.
const (
	answerMessage       = 4
	answerLater         = 5
	answerUpdateLater   = 6
	answerUpdate        = 7
	answerChoices       = 8
	answerForm          = 9
	discordTriesTimeout = patience - 100*time.Millisecond
)

// How far an exchange is.
type progress int

const (
	unanswered progress = iota
	deferring           // Discord is being told that the answer comes later
	deferred
	lost     // that could not be told
	answered // or about to be
)

// exchange is one interaction and its answer. The handler's goroutine ends it;
// a timer may defer it before that.
type exchange struct {
	bot     *Bot
	i       *discordgo.Interaction
	arrived time.Time // by the timers' clock
	undefer func() bool

	mu      sync.Mutex
	stage   progress
	told    chan struct{} // closed when deferring has ended
	private bool          // the answer is the asker's alone; true until known
	update  bool          // the answer replaces the message that was pressed

	// The id of the message that the answer is, where it is wanted.
	wantsID bool
	posted  string
}

// deferLater defers the exchange unless it is answered in time.
func (x *exchange) deferLater() {
	x.told = make(chan struct{})
	x.undefer = x.bot.timers.AfterFunc(deferAfter-x.bot.timers.Now().Sub(x.arrived), x.deferNow)
}

// shape settles how the answer will be shown, so that a deferral fits it.
func (x *exchange) shape(private, update bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.private, x.update = private, update
}

// replaces reports whether the answer takes the place of the message that was
// pressed.
func (x *exchange) replaces() bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.update
}

// replacesPrivate reports whether the answer takes the place of a message that
// the asker alone can see, so that it stays private without being a new one.
func (x *exchange) replacesPrivate() bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.update && x.i.Message != nil && x.i.Message.Flags&discordgo.MessageFlagsEphemeral != 0
}

// deferNow tells Discord that the answer will come later.
func (x *exchange) deferNow() {
	x.mu.Lock()
	if x.stage != unanswered {
		x.mu.Unlock()
		return
	}
	x.stage = deferring
	body := []byte(`{"type":5}`)
	switch {
	case x.update:
		body = []byte(`{"type":6}`)
	case x.private:
		body = []byte(`{"type":5,"data":{"flags":64}}`)
	}
	private, update := x.private, x.update
	x.mu.Unlock()

	d := callback(x.i.ID, x.i.Token, x.arrived.Add(discordTriesTimeout))
	d.body = body
	err := x.bot.answers.deliver(context.Background(), x.bot.timers, d)

	x.mu.Lock()
	x.stage = deferred
	// What the handler settled meanwhile must not change how it was deferred.
	x.private, x.update = private, update
	if err != nil {
		if !unsettled(err) {
			x.stage = lost
		}
		x.bot.log.Warn("could not tell Discord that an answer comes later", "why", err)
	}
	x.mu.Unlock()
	close(x.told)
}

// unsettled reports whether nobody knows if the request had its effect. Of a
// deferral it may have: then somebody sees it, and waits for the answer. If it
// hadn't, Discord knows no message to put the answer into, and says so.
func unsettled(err error) bool {
	var r *refused
	var u *unreachable
	return errors.As(err, &u) && !u.unsent ||
		errors.As(err, &r) && (r.Status >= http.StatusInternalServerError || r.Status == http.StatusRequestTimeout)
}

// answer sends m, to the asker alone or as the exchange was asked for.
func (x *exchange) answer(m *card.Message, private bool) error {
	x.mu.Lock()
	was := x.stage
	if was == unanswered {
		x.stage = answered
		if x.undefer != nil {
			x.undefer()
		}
	}
	x.mu.Unlock()
	if was == deferring {
		<-x.told
	}
	x.mu.Lock()
	was, update := x.stage, x.update
	deferredPrivately := x.private
	x.mu.Unlock()

	switch {
	case was == lost:
		return errLost
	case was != deferred && update && !private:
		return x.first(answerUpdate, m, 0)
	case was != deferred:
		return x.first(answerMessage, m, flags(private))
	case update && !private:
		return x.send(edit(x.i.AppID, x.i.Token, x.arrived.Add(editLife)), m, 0, replacement)
	case update:
		return x.send(followUp(x.i.AppID, x.i.Token, x.arrived.Add(editLife)), m, ephemeral, newMessage)
	case private && !deferredPrivately:
		// A deferral can't be made private. It is taken away first, so that
		// nobody sees the answer come up in the channel.
		if err := x.bot.answers.deliver(context.Background(), x.bot.timers,
			remove(x.i.AppID, x.i.Token, x.arrived.Add(editLife))); err != nil {
			x.bot.log.Warn("could not take a deferral away", "why", err)
		}
		return x.send(followUp(x.i.AppID, x.i.Token, x.arrived.Add(editLife)), m, ephemeral, newMessage)
	}
	return x.send(edit(x.i.AppID, x.i.Token, x.arrived.Add(editLife)), m, 0, replacement)
}

// reopen reports whether an answer that failed left the exchange such that
// another can still be given: it was never sent, or Discord found a mistake in
// it and took nothing.
func (x *exchange) reopen(err error) bool {
	var r *refused
	var u *unreachable
	switch {
	case errors.Is(err, errLost) || errors.As(err, &u):
		return false
	case errors.As(err, &r) && (r.Status != http.StatusBadRequest || r.Code == alreadyAnswered):
		return false
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.stage == answered {
		x.stage = unanswered
	}
	return true
}

// errLost says that Discord took neither an answer nor a deferral in time.
var errLost = errors.New("the deferral was not taken")

func flags(private bool) int {
	if private {
		return ephemeral
	}
	return 0
}

// first sends the first answer, as Discord's type of answer.
func (x *exchange) first(kind int, m *card.Message, flags int) error {
	w := &writer{buf: make([]byte, 0, 4096)}
	w.open('{')
	w.int("type", kind)
	w.key("data")
	k := newMessage
	if kind == answerUpdate {
		k = replacement
	}
	if err := x.write(w, m, flags, k); err != nil {
		return err
	}
	w.close('}')
	d := callback(x.i.ID, x.i.Token, x.arrived.Add(discordTriesTimeout))
	if x.wantsID && kind == answerMessage {
		d.query, d.posted = "with_response=true", &x.posted
	}
	return x.post(d, w.buf, m.Files)
}

// send sends m by d.
func (x *exchange) send(d delivery, m *card.Message, flags int, kind messageKind) error {
	w := &writer{buf: make([]byte, 0, 4096)}
	if err := x.write(w, m, flags, kind); err != nil {
		return err
	}
	if x.wantsID && kind == replacement {
		d.posted = &x.posted
	}
	return x.post(d, w.buf, m.Files)
}

func (x *exchange) write(w *writer, m *card.Message, flags int, kind messageKind) error {
	at := place{x.i.GuildID, asker(x.i)}
	return w.writeMessage(context.WithoutCancel(x.bot.handlers), m, flags, kind, x.bot.ids.sealFor(at, x.bot.now()))
}

// post sends the JSON by d, with files as parts beside it.
func (x *exchange) post(d delivery, body []byte, files []card.File) (err error) {
	if d.body, d.kind, err = withFiles(body, files); err != nil {
		return err
	}
	return x.bot.answers.deliver(context.Background(), x.bot.timers, d)
}

// asker is the id of who acted; "" when Discord didn't say.
func asker(i *discordgo.Interaction) string {
	switch {
	case i.Member != nil && i.Member.User != nil:
		return i.Member.User.ID
	case i.User != nil:
		return i.User.ID
	}
	return ""
}

package bot

import (
	"context"
	"io"
	"sync"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"vigil/commands"
	"vigil/store"
)

// How notes are brought to the notebook: many at a time, so that showing a card
// doesn't wait for the disk. What was shown in the last second before a crash
// isn't noted.
const (
	noteEvery    = time.Second
	notesAtATime = 100
	notesKept    = 10_000          // while they can't be brought there
	notesLimit   = 5 * time.Second // for bringing them there
)

// notes collects where casefiles are shown. It never holds who asked.
type notes struct {
	bot *Bot
	to  Notebook // nil: nothing is noted

	bringing sync.Mutex // one batch at a time, in order
	mu       sync.Mutex
	pending  []store.Showing
	due      bool // a timer will bring them
	failing  bool
}

// add takes a note.
func (n *notes) add(s store.Showing) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.pending = append(n.pending, s)
	switch {
	case len(n.pending)%notesAtATime == 0 && !n.failing:
		go n.bring()
	case !n.due:
		n.due = true
		n.bot.timers.AfterFunc(noteEvery, n.bring)
	}
}

// bring brings what is pending to the notebook. What doesn't get there is tried
// again, until there is too much of it.
func (n *notes) bring() {
	n.bringing.Lock()
	defer n.bringing.Unlock()
	n.mu.Lock()
	all := n.pending
	n.pending, n.due = nil, false
	n.mu.Unlock()
	if len(all) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), notesLimit)
	defer cancel()
	err := n.to.NoteShown(ctx, all)

	n.mu.Lock()
	defer n.mu.Unlock()
	if err == nil {
		n.failing = false
		return
	}
	if !n.failing {
		n.bot.log.Error("could not note what messages show; trying again", "why", err)
	}
	n.failing = true
	n.pending = append(all, n.pending...)
	if over := len(n.pending) - notesKept; over > 0 {
		n.bot.log.Error("what some messages show is not noted: a withdrawal will not find them", "messages", over)
		n.pending = n.pending[over:]
	}
	if !n.due {
		n.due = true
		n.bot.timers.AfterFunc(noteEvery, n.bring)
	}
}

// close brings what is still pending, once.
func (n *notes) close() {
	if n.to != nil {
		n.bring()
	}
}

// notable reports whether what the reply shows has to be noted: where all can see
// it, on a server that the bot is on and can delete it again.
func (b *Bot) notable(q *question, reply *commands.Reply, private bool) bool {
	return b.notes.to != nil && len(reply.Shows) > 0 && !private && q.request.Server.ID != "" && !q.x.replacesPrivate()
}

// noteShown notes what an answer shows, which got there unless there was an
// error. Where nobody knows whether it did, or which message it is, Discord is
// asked.
func (b *Bot) noteShown(q *question, shows []store.Shown, err error) {
	x := q.x
	if err != nil && !unsettled(err) {
		return
	}
	id := x.posted
	switch {
	case x.replaces() && x.i.Message != nil:
		id = x.i.Message.ID
	case id == "":
		d := look(x.i.AppID, x.i.Token, b.timers.Now().Add(patience))
		d.posted = &id
		if err := b.answers.deliver(context.Background(), b.timers, d); err != nil {
			b.log.Warn("could not learn which message an answer became", "why", err)
		}
	}
	if id != "" {
		b.notes.add(store.Showing{Server: q.request.Server.ID, Channel: x.i.ChannelID, Message: id, Casefiles: shows, At: q.request.Now})
	}
}

// messageID reads the id of a message out of an answer: the message itself, or
// what the answer to a callback says of it; "" when there is none.
func messageID(r io.Reader) string { return idIn(jsontext.NewDecoder(r), "id") }

// idIn reads what stands under key in the object that comes next.
func idIn(d *jsontext.Decoder, key string) string {
	if t, err := d.ReadToken(); err != nil || t.Kind() != '{' {
		return ""
	}
	for {
		t, err := d.ReadToken()
		if err != nil || t.Kind() != '"' {
			return ""
		}
		switch t.String() {
		case key:
			if v, err := d.ReadToken(); err == nil && v.Kind() == '"' {
				return v.String()
			}
			return ""
		case "interaction":
			return idIn(d, "response_message_id")
		}
		if d.SkipValue() != nil {
			return ""
		}
	}
}

package bot

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/bwmarrin/discordgo"

	"vigil/commands"
	"vigil/internal/card"
)

// suggestLimit is how long completing an option may take from its arrival: it
// cannot be deferred, and Discord gives up after three seconds.
const suggestLimit = 2500 * time.Millisecond

// serve runs one interaction to its end, whatever happens on the way.
func (b *Bot) serve(i *discordgo.Interaction, arrived time.Time) {
	x := &exchange{bot: b, i: i, arrived: arrived, private: true}
	q := &question{x: x}
	if i.Type == discordgo.InteractionApplicationCommandAutocomplete {
		ctx, cancel := context.WithTimeout(b.handlers, suggestLimit-b.timers.Now().Sub(arrived))
		defer cancel()
		b.suggest(ctx, q)
		return
	}
	ctx, cancel := context.WithTimeout(b.handlers, handlerLimit)
	defer cancel()
	x.deferLater()
	reply, err := b.run(ctx, q)
	b.finish(q, reply, err)
}

// run finds the command, authorises the request and runs it. A panic comes
// out as an error with its stack.
func (b *Bot) run(ctx context.Context, q *question) (reply commands.Reply, err error) {
	defer recoverTo(&err)
	if err := b.read(ctx, q); err != nil {
		return commands.Reply{}, err
	}
	return q.route.command.Run(ctx, q.request)
}

// panicked is a panic of a handler.
type panicked struct {
	value any
	stack []byte
}

func (p *panicked) Error() string { return fmt.Sprintf("panic: %v", p.value) }

func recoverTo(err *error) {
	if r := recover(); r != nil {
		*err = &panicked{r, debug.Stack()}
	}
}

// finish answers with the reply, or with words for the error. What cannot be
// shown is told as an error instead, once.
func (b *Bot) finish(q *question, reply commands.Reply, err error) {
	if err == nil && reply.Direct != nil {
		err = b.sendDirect(q, reply.Direct)
	}
	if err == nil {
		err = b.show(q, &reply)
		if err == nil {
			b.health.answered.Add(1)
			return
		}
		if !q.x.reopen(err) {
			b.lose(q, err)
			return
		}
	}
	m := b.refusal(q, err)
	if err := q.x.answer(&m, true); err != nil {
		b.lose(q, err)
		return
	}
	b.health.answered.Add(1)
}

// show sends a handler's reply.
func (b *Bot) show(q *question, reply *commands.Reply) (err error) {
	defer recoverTo(&err)
	if reply.Form != nil {
		return q.x.askBack(reply.Form)
	}
	private := q.private || reply.Private && !q.x.replacesPrivate()
	notable := b.notable(q, reply, private)
	q.x.wantsID = notable
	err = q.x.answer(&reply.Message, private)
	if notable {
		b.noteShown(q, reply.Shows, err)
	}
	return err
}

// directLimit is how long sending a direct message before an answer may take.
const directLimit = 20 * time.Second

// sendDirect writes to the asker, once for this interaction.
func (b *Bot) sendDirect(q *question, m *card.Message) (err error) {
	defer recoverTo(&err)
	ctx, cancel := context.WithTimeout(b.handlers, directLimit)
	defer cancel()
	defer placed(&err)
	_, _, err = b.writeTo(ctx, q.request.User, m, "d"+q.x.i.ID, twice)
	return err
}

// lose notes an answer that did not get to Discord. That an interaction is
// unknown means that it was answered too late.
func (b *Bot) lose(q *question, err error) {
	b.health.lost.Add(1)
	b.log.Warn("an answer did not get to Discord", "command", q.name(),
		"why", discreet(err.Error(), sent(&q.request), q.request.User))
}

// suggest answers with choices for the option that is being typed. There is
// nowhere to show an error: it gets no choices.
func (b *Bot) suggest(ctx context.Context, q *question) {
	choices, err := b.choicesFor(ctx, q)
	if err != nil {
		if _, known := b.words(q, err); !known && ctx.Err() == nil {
			b.report(q, err, reference())
		}
		choices = nil
	}
	d := callback(q.x.i.ID, q.x.i.Token, q.x.arrived.Add(discordTriesTimeout))
	w := &writer{buf: make([]byte, 0, 2048)}
	w.suggestions(choices)
	d.body = w.buf
	if err := b.answers.deliver(context.WithoutCancel(ctx), b.timers, d); err != nil {
		var r *refused
		if errors.As(err, &r) && r.Code == unknownInteraction {
			return // the person has typed on
		}
		b.lose(q, err)
		return
	}
	b.health.answered.Add(1)
}

func (b *Bot) choicesFor(ctx context.Context, q *question) (choices []card.Choice, err error) {
	defer recoverTo(&err)
	if err := b.read(ctx, q); err != nil {
		return nil, err
	}
	if q.route.command.Suggest == nil {
		return nil, nil
	}
	return q.route.command.Suggest(ctx, q.request)
}

// suggestions writes the answer to a completion.
func (w *writer) suggestions(choices []card.Choice) {
	w.open('{')
	w.int("type", answerChoices)
	w.key("data")
	w.open('{')
	w.key("choices")
	w.open('[')
	n := 0
	for i := range choices {
		c := &choices[i]
		if n == choiceLimit || c.Value == "" || len([]rune(c.Value)) > choiceTextLimit {
			continue
		}
		n++
		w.open('{')
		w.str("name", clip(orBlank(c.Label), choiceTextLimit))
		w.str("value", c.Value)
		w.close('}')
	}
	w.close(']')
	w.close('}')
	w.close('}')
}

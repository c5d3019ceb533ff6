package discordsim

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// InteractionType is a kind of interaction, as Discord numbers them.
type InteractionType int

// The kinds of interaction.
const (
	CommandInteraction   InteractionType = 2
	ComponentInteraction InteractionType = 3
	CompleteInteraction  InteractionType = 4
	ModalInteraction     InteractionType = 5
)

// State is how far an interaction has come.
type State int

// The states.
const (
	Waiting   State = iota // the bot hasn't acknowledged it
	Thinking               // deferred: the answer is still to come
	Replied                // there is a message, or the pressed one was updated
	Form                   // a modal was opened
	Suggested              // choices were offered
	Failed                 // "The application did not respond"
)

// ErrNoAnswer says what Discord shows when a bot doesn't acknowledge an
// interaction in time.
var ErrNoAnswer = errors.New("the application did not respond")

// ErrForm is the error of [Exchange.Reply] when the bot opened a modal instead.
var ErrForm = errors.New("the application opened a form")

// ErrNoForm is the error of [Exchange.Modal] when the bot opened none.
var ErrNoForm = errors.New("the application opened no form")

// ErrDeleted is the error of [Exchange.Reply] when the answer was deleted.
var ErrDeleted = errors.New("the answer was deleted")

// Exchange is one interaction: what somebody did, and what the bot answered.
type Exchange struct {
	ID      ID
	Token   string
	Kind    InteractionType
	Command *Command // of a command or its completion
	App     *Application
	By      Actor
	Sent    time.Time // by the sim's clock

	sim       *Sim
	state     State
	private   bool // it was deferred as ephemeral
	updates   bool // it was deferred as an update of the pressed message
	source    *Message
	parent    *Exchange // of a modal's submit: the one that opened it
	original  ID
	answered  *Message // as first answered, for when the channel has forgotten it
	followups []ID
	choices   []Choice
	modal     *Modal
	acked     time.Time
	changes   signal
}

// State is how far the interaction has come.
func (ex *Exchange) State() State {
	ex.sim.mu.Lock()
	defer ex.sim.mu.Unlock()
	return ex.state
}

// AckedAfter is how long the bot took to acknowledge, by the sim's clock; zero
// while it hasn't.
func (ex *Exchange) AckedAfter() time.Duration {
	ex.sim.mu.Lock()
	defer ex.sim.mu.Unlock()
	if ex.acked.IsZero() {
		return 0
	}
	return ex.acked.Sub(ex.Sent)
}

// until waits until look, which is asked under the lock after each change, says
// that it is done.
func (ex *Exchange) until(ctx context.Context, look func() (done bool, err error)) error {
	for {
		ex.sim.mu.Lock()
		done, err := look()
		if done || err != nil {
			ex.sim.mu.Unlock()
			return err
		}
		changed := ex.changes.wait()
		ex.sim.mu.Unlock()
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("%s: still %s: %w", ex, ex.State(), ctx.Err())
		}
	}
}

// Done waits until the bot has answered in whatever way.
func (ex *Exchange) Done(ctx context.Context) error {
	return ex.until(ctx, func() (bool, error) { return ex.state != Waiting && ex.state != Thinking, ex.failure() })
}

func (ex *Exchange) failure() error {
	if ex.state == Failed {
		return fmt.Errorf("%s: %w", ex, ErrNoAnswer)
	}
	return nil
}

// Reply waits for the answer and returns it as it is now: the message that the
// bot sent, or the pressed one as the bot updated it. Deferrals are waited out.
// Errors: [ErrNoAnswer], [ErrForm], [ErrDeleted], or ctx's.
func (ex *Exchange) Reply(ctx context.Context) (m *Message, err error) {
	err = ex.until(ctx, func() (bool, error) {
		switch ex.state {
		case Replied:
			if m = ex.find(ex.original); m == nil && ex.original <= ex.By.channel.forgotten {
				m = ex.answered
			}
			if m == nil {
				return true, fmt.Errorf("%s: %w", ex, ErrDeleted)
			}
			m = ex.seen(m)
			return true, nil
		case Form:
			return true, fmt.Errorf("%s: %w", ex, ErrForm)
		}
		return false, ex.failure()
	})
	return m, err
}

// Deferred waits until the bot has said that it is thinking, and says whether
// the answer will be for the asker only. It also returns once there is an
// answer.
func (ex *Exchange) Deferred(ctx context.Context) (private bool, err error) {
	err = ex.until(ctx, func() (bool, error) { return ex.state != Waiting, ex.failure() })
	return ex.private, err
}

// Followup waits for the n-th followup message, counted from 0, and returns it
// as it is now. The one that took a deferral's place is the reply, not a
// followup.
func (ex *Exchange) Followup(ctx context.Context, n int) (m *Message, err error) {
	err = ex.until(ctx, func() (bool, error) {
		if n < len(ex.followups) {
			if m = ex.find(ex.followups[n]); m == nil {
				return true, fmt.Errorf("%s: %w", ex, ErrDeleted)
			}
			m = ex.seen(m)
			return true, nil
		}
		return false, ex.failure()
	})
	return m, err
}

// Modal waits for the form that the bot opens.
func (ex *Exchange) Modal(ctx context.Context) (*Modal, error) {
	err := ex.until(ctx, func() (bool, error) {
		if ex.state == Replied {
			return true, fmt.Errorf("%s: %w", ex, ErrNoForm)
		}
		return ex.state == Form, ex.failure()
	})
	if err != nil {
		return nil, err
	}
	return ex.modal, nil
}

// Form is the modal that the bot has opened; nil without.
func (ex *Exchange) Form() *Modal {
	ex.sim.mu.Lock()
	defer ex.sim.mu.Unlock()
	return ex.modal
}

// Choices waits for what the bot suggests.
func (ex *Exchange) Choices(ctx context.Context) ([]Choice, error) {
	err := ex.until(ctx, func() (bool, error) { return ex.state == Suggested, ex.failure() })
	return ex.choices, err
}

func (ex *Exchange) find(id ID) *Message {
	m, _ := ex.By.channel.find(id)
	return m
}

func (ex *Exchange) seen(m *Message) *Message {
	by := ex.By
	n := m.seenBy(&by)
	n.asked = ex
	return n
}

// String names the interaction for messages of tests.
func (ex *Exchange) String() string {
	switch {
	case ex.Kind == CompleteInteraction:
		return "completing /" + ex.Command.Name
	case ex.Command != nil:
		return "/" + ex.Command.Name
	case ex.Kind == ModalInteraction:
		return "the form"
	}
	return "the component"
}

// String is the state in words.
func (s State) String() string {
	switch s {
	case Waiting:
		return "not acknowledged"
	case Thinking:
		return "thinking"
	case Replied:
		return "replied"
	case Form:
		return "a form"
	case Suggested:
		return "suggested"
	}
	return "failed"
}

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

// interactions are those whose token may still work, by token and in the order
// of their making.
type interactions struct {
	byToken map[string]*Exchange
	order   fifo // for tokens that run out
	pending fifo // for deadlines of acknowledgement
	poke    chan struct{}
	idle    bool
}

func (o *interactions) init() {
	o.byToken = map[string]*Exchange{}
	o.poke = make(chan struct{}, 1)
	o.idle = true
}

// fifo is a queue of interactions.
type fifo struct {
	list []*Exchange
	head int
}

func (q *fifo) push(ex *Exchange) { q.list = append(q.list, ex) }

func (q *fifo) len() int { return len(q.list) - q.head }

func (q *fifo) first() *Exchange { return q.list[q.head] }

func (q *fifo) pop() {
	q.list[q.head] = nil
	q.head++
	if q.head > 64 && q.head > len(q.list)/2 {
		n := copy(q.list, q.list[q.head:])
		clear(q.list[n:])
		q.list, q.head = q.list[:n], 0
	}
}

// add puts an interaction under its deadlines, and forgets those whose time has
// run out. Callers hold s.mu.
func (s *Sim) add(ex *Exchange) {
	o := &s.open
	for o.pending.len() > 0 && o.pending.first().state != Waiting {
		o.pending.pop()
	}
	keep := max(s.options.KeepInteractions, 0)
	for o.order.len() > 0 {
		old := o.order.first()
		if old.state == Waiting || o.order.len() < keep && ex.Sent.Sub(old.Sent) < s.options.TokenLife {
			break
		}
		delete(o.byToken, old.Token)
		o.order.pop()
	}
	o.byToken[ex.Token] = ex
	o.order.push(ex)
	o.pending.push(ex)
	if o.idle {
		o.idle = false
		select {
		case o.poke <- struct{}{}:
		default:
		}
	}
}

// reap fails interactions that nobody acknowledged in time.
func (s *Sim) reap() {
	moved := make(chan struct{}, 1)
	s.clock.notify(moved)
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for {
		wait := s.expire()
		timer.Reset(wait)
		select {
		case <-timer.C:
		case <-moved:
		case <-s.open.poke:
		case <-s.life.Done():
			return
		}
	}
}

// expire fails what is overdue and returns how long nothing will be.
func (s *Sim) expire() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.clock.Now()
	for q := &s.open.pending; q.len() > 0; {
		ex := q.first()
		if ex.state == Waiting {
			due := ex.Sent.Add(s.options.AckTimeout)
			if due.After(now) {
				if wait, ever := s.clock.until(due); ever {
					return wait
				}
				return time.Hour // frozen: the clock tells when it is moved
			}
			s.settle(ex, Failed)
		}
		q.pop()
	}
	s.open.idle = true
	return time.Hour
}

// settle moves an interaction on and tells whoever waits. Callers hold s.mu.
func (s *Sim) settle(ex *Exchange, state State) {
	if ex.state == Waiting {
		ex.acked = s.clock.Now()
	}
	ex.state = state
	ex.changes.fire()
	s.emit(Event{Kind: Answered, Channel: ex.By.channel, Exchange: ex, App: ex.App})
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

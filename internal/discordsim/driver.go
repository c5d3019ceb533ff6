package discordsim

import (
	"context"
	"errors"
	"fmt"
)

// Actor is somebody somewhere: what they type and press there goes to the bot
// as if they did it in Discord's client. Actors are values and may be kept.
type Actor struct {
	sim     *Sim
	user    *User
	channel *Channel
	files   []File
	focused *Option // while completing
}

// As acts as somebody; say where by In or DM.
func (s *Sim) As(u *User) Actor { return Actor{sim: s, user: u} }

// In acts in a channel.
func (a Actor) In(ch *Channel) Actor {
	a.channel = ch
	return a
}

// DM acts in the direct messages with an application's bot.
func (a Actor) DM(app *Application) Actor {
	a.sim.mu.Lock()
	defer a.sim.mu.Unlock()
	a.channel = a.sim.dm(a.user, app)
	return a
}

// With has files at hand: to send, and for options and forms that take files,
// which name them by their file name.
func (a Actor) With(files ...File) Actor {
	a.files = files
	return a
}

// User is who acts.
func (a Actor) User() *User { return a.user }

// Channel is where they act.
func (a Actor) Channel() *Channel { return a.channel }

// ErrNoAccess says that somebody can't see a channel or use commands in it.
var ErrNoAccess = errors.New("no access to this channel")

// ErrNoCommand says that there is no such command, or none that this person
// may use here.
var ErrNoCommand = errors.New("no such command here")

// Type types a command, as "/case person:Jafar Panahi private:True", and sends
// it. It returns once the interaction is on its way; wait for the answer by
// [Exchange.Reply]. Text before the first "option:" goes to the first option.
// What the composer wouldn't send is a [*ComposerError].
func (a Actor) Type(ctx context.Context, text string) (*Exchange, error) {
	line, err := a.Parse(text)
	if err != nil {
		return nil, err
	}
	return a.Send(ctx, line)
}

// Complete types a command and waits for what the bot suggests for the option
// typed last.
func (a Actor) Complete(ctx context.Context, text string) ([]Choice, error) {
	line, err := a.Parse(text)
	if err != nil {
		return nil, err
	}
	if len(line.Options) == 0 {
		return nil, &ComposerError{Text: text, Reason: "no option to complete"}
	}
	return a.Suggest(ctx, line, line.Options[len(line.Options)-1].Name)
}

// Send sends a command with its options checked, as the composer does.
func (a Actor) Send(ctx context.Context, line Line) (*Exchange, error) {
	if err := a.reach(ctx); err != nil {
		return nil, err
	}
	data, _, err := a.encode(line, "")
	if err != nil {
		return nil, err
	}
	return a.sim.interact(a, line.app(a.sim), CommandInteraction, line.Command, data, nil, nil), nil
}

// Suggest waits for what the bot suggests for one option of a command that is
// still being typed. Other options may be missing or half typed.
func (a Actor) Suggest(ctx context.Context, line Line, option string) ([]Choice, error) {
	if err := a.reach(ctx); err != nil {
		return nil, err
	}
	data, o, err := a.encode(line, option)
	if err != nil {
		return nil, err
	}
	if !o.Autocomplete {
		return nil, &ComposerError{Option: option, Reason: "has no autocomplete"}
	}
	a.focused = o
	return a.sim.interact(a, line.app(a.sim), CompleteInteraction, line.Command, data, nil, nil).Choices(ctx)
}

// reach says whether the actor can do anything here at all.
func (a Actor) reach(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if a.channel == nil {
		return fmt.Errorf("%s is nowhere: %w", a.user.Name, ErrNoAccess)
	}
	a.sim.mu.Lock()
	defer a.sim.mu.Unlock()
	if a.channel.deleted || !a.channel.may(a.user).Has(ViewChannel) {
		return fmt.Errorf("%s in #%s: %w", a.user.Name, a.channel.name, ErrNoAccess)
	}
	return nil
}

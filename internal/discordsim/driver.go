package discordsim

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
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

// Commands lists the commands that the composer offers the actor here.
func (a Actor) Commands() []*Command {
	a.sim.mu.Lock()
	defer a.sim.mu.Unlock()
	return a.commands()
}

func (a Actor) commands() []*Command {
	var list []*Command
	for _, app := range a.sim.apps {
		if g := a.channel.Server; g == nil && a.channel.App != app && !a.user.installs[app.ID] {
			continue
		}
		for _, cmd := range app.commands {
			if a.offered(app, cmd) {
				list = append(list, cmd)
			}
		}
	}
	return list
}

// offered says whether a command may be used by the actor here.
func (a Actor) offered(app *Application, cmd *Command) bool {
	g := a.channel.Server
	byUser := a.user.installs[app.ID] && slices.Contains(cmd.IntegrationTypes, 1)
	if g == nil {
		return cmd.GuildID == 0 && (cmd.DMPermission == nil || *cmd.DMPermission) &&
			(cmd.Contexts == nil || slices.Contains(cmd.Contexts, 1))
	}
	if !g.installed[app.ID] && !byUser || cmd.GuildID != 0 && cmd.GuildID != g.ID ||
		cmd.Contexts != nil && !slices.Contains(cmd.Contexts, 0) {
		return false
	}
	m := g.members[a.user.ID]
	if m == nil {
		return false
	}
	may := a.channel.permissions(m)
	if !may.Has(ViewChannel | UseCommands) {
		return false
	}
	if may.Has(Administrator) {
		return true
	}
	if set, ok := g.set(cmd.Name, m); ok {
		return set
	}
	if cmd.DefaultMemberPermissions == nil {
		return true
	}
	want := *cmd.DefaultMemberPermissions
	return want != 0 && may.Has(want)
}

// set is what administrators said about a command: of the member first, then
// of their roles (one that allows is enough), then of everyone.
func (g *Server) set(command string, m *Member) (allow, ok bool) {
	by := g.granted[command]
	if allow, ok = by[m.User.ID]; ok {
		return allow, true
	}
	for _, r := range m.roles {
		if v, there := by[r]; there {
			allow, ok = allow || v, true
		}
	}
	if !ok {
		allow, ok = by[g.ID]
	}
	return allow, ok
}

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

// Say writes an ordinary message, with the files at hand.
func (a Actor) Say(text string) (*Message, error) {
	if err := a.reach(context.Background()); err != nil {
		return nil, err
	}
	s := a.sim
	s.mu.Lock()
	defer s.mu.Unlock()
	if !a.channel.may(a.user).Has(SendMessages) {
		return nil, fmt.Errorf("%s in #%s: %w", a.user.Name, a.channel.name, ErrNoAccess)
	}
	m := s.post(a.channel, a.user)
	s.fill(m, &body{Content: &text}, a.uploads(), a.user)
	s.publish(m)
	return m.seenBy(&a), nil
}

func (a Actor) uploads() []upload {
	var list []upload
	for i, f := range a.files {
		list = append(list, upload{fmt.Sprintf("files[%d]", i), f.Name, f.Type, f.Data})
	}
	return list
}

// Messages lists what the actor sees in the channel, the oldest first: what
// everybody sees, and what only they do.
func (a Actor) Messages() []*Message {
	a.sim.mu.Lock()
	defer a.sim.mu.Unlock()
	if !a.channel.may(a.user).Has(ViewChannel) {
		return nil
	}
	var list []*Message
	for _, m := range a.channel.messages {
		if m.For == nil || m.For == a.user {
			list = append(list, m.seenBy(&a))
		}
	}
	return list
}

// Await waits for a message that the actor sees here and that fits: one that is
// there already, or one still to come.
func (a Actor) Await(ctx context.Context, fits func(*Message) bool) (*Message, error) {
	for {
		a.sim.mu.Lock()
		changed := a.channel.changes.wait()
		a.sim.mu.Unlock()
		for _, m := range a.Messages() {
			if fits(m) {
				return m, nil
			}
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return nil, fmt.Errorf("no such message in #%s: %w", a.channel.Name(), ctx.Err())
		}
	}
}

// Dismiss takes an ephemeral message out of the actor's sight, as its "Dismiss
// message" does.
func (a Actor) Dismiss(m *Message) {
	a.sim.mu.Lock()
	defer a.sim.mu.Unlock()
	if m, _ := a.channel.find(m.ID); m != nil && m.For == a.user {
		a.sim.remove(m)
	}
}

// Messages lists what everybody sees in the channel, the oldest first.
func (ch *Channel) Messages() []*Message {
	ch.sim.mu.Lock()
	defer ch.sim.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(ch.messages), (*Message).Ephemeral)
}

// Menu uses a command from the menu of a message.
func (a Actor) Menu(ctx context.Context, command string, m *Message) (*Exchange, error) {
	cmd, err := a.menuCommand(ctx, command, MessageCommand)
	if err != nil {
		return nil, err
	}
	data := encode(menuData{cmd.ID, cmd.Name, cmd.Type, m.ID, map[string]map[ID]jsontext.Value{
		"messages": {m.ID: m.encoded()},
	}})
	return a.sim.interact(a, a.sim.appOf(cmd), CommandInteraction, cmd, data, nil, nil), nil
}

// MenuOf uses a command from the menu of a user.
func (a Actor) MenuOf(ctx context.Context, command string, u *User) (*Exchange, error) {
	cmd, err := a.menuCommand(ctx, command, UserCommand)
	if err != nil {
		return nil, err
	}
	r := newResolved()
	a.sim.mu.Lock()
	r.user(a.channel, u)
	a.sim.mu.Unlock()
	data := encode(menuData{cmd.ID, cmd.Name, cmd.Type, u.ID, r.kinds})
	return a.sim.interact(a, a.sim.appOf(cmd), CommandInteraction, cmd, data, nil, nil), nil
}

type menuData struct {
	ID       ID                               `json:"id"`
	Name     string                           `json:"name"`
	Type     int                              `json:"type"`
	TargetID ID                               `json:"target_id"`
	Resolved map[string]map[ID]jsontext.Value `json:"resolved"`
}

func (a Actor) menuCommand(ctx context.Context, name string, kind int) (*Command, error) {
	if err := a.reach(ctx); err != nil {
		return nil, err
	}
	for _, cmd := range a.Commands() {
		if cmd.Type == kind && cmd.Name == name {
			return cmd, nil
		}
	}
	return nil, fmt.Errorf("%q: %w", name, ErrNoCommand)
}

func (s *Sim) appOf(cmd *Command) *Application {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.appByID(cmd.ApplicationID)
}

// Press presses a button of the message, by its label or custom ID, as whoever
// read the message.
func (m *Message) Press(ctx context.Context, button string) (*Exchange, error) {
	if m.by == nil {
		return nil, errors.New("nobody reads this message: use Actor.Press")
	}
	return m.by.Press(ctx, m, button)
}

// Select chooses values, by their labels or themselves, in a select of the
// message; menu is its placeholder or custom ID, or "" when there is only one.
func (m *Message) Select(ctx context.Context, menu string, values ...string) (*Exchange, error) {
	if m.by == nil {
		return nil, errors.New("nobody reads this message: use Actor.Select")
	}
	return m.by.Select(ctx, m, menu, values...)
}

// Buttons lists the buttons of the message, in order.
func (m *Message) Buttons() []Component {
	var list []Component
	each(m.Components, func(c *Component) {
		if c.Type == Button {
			list = append(list, *c)
		}
	})
	return list
}

// Selects lists the selects of the message, in order.
func (m *Message) Selects() []Component {
	var list []Component
	each(m.Components, func(c *Component) {
		if c.isSelect() {
			list = append(list, *c)
		}
	})
	return list
}

func (c *Component) isSelect() bool {
	return c.Type == StringSelect || c.Type >= UserSelect && c.Type <= ChannelSelect
}

// Press presses a button of a message, by its label or custom ID.
func (a Actor) Press(ctx context.Context, m *Message, button string) (*Exchange, error) {
	m, err := a.current(ctx, m)
	if err != nil {
		return nil, err
	}
	var labels []string
	for _, b := range m.Buttons() {
		if b.Label != button && b.CustomID != button {
			labels = append(labels, b.Label)
			continue
		}
		if b.Disabled || b.Style == LinkButton {
			return nil, fmt.Errorf("button %q can't be pressed", button)
		}
		return a.component(m, &b, nil, nil), nil
	}
	return nil, fmt.Errorf("no button %q; there are: %s", button, strings.Join(labels, ", "))
}

// Select chooses values in a select of a message: see [Message.Select].
func (a Actor) Select(ctx context.Context, m *Message, menu string, values ...string) (*Exchange, error) {
	m, err := a.current(ctx, m)
	if err != nil {
		return nil, err
	}
	for _, c := range m.Selects() {
		if menu != "" && c.Placeholder != menu && c.CustomID != menu {
			continue
		}
		if c.Disabled {
			return nil, fmt.Errorf("select %q can't be used", menu)
		}
		chosen, r, err := a.choose(&c, values)
		if err != nil {
			return nil, err
		}
		return a.component(m, &c, chosen, r), nil
	}
	return nil, fmt.Errorf("no select %q", menu)
}

// current is the message as it is now, if the actor can see it.
func (a Actor) current(ctx context.Context, m *Message) (*Message, error) {
	a.channel = m.Channel
	if err := a.reach(ctx); err != nil {
		return nil, err
	}
	a.sim.mu.Lock()
	defer a.sim.mu.Unlock()
	now, _ := m.Channel.find(m.ID)
	if now == nil || now.For != nil && now.For != a.user {
		return nil, fmt.Errorf("%s doesn't see this message", a.user.Name)
	}
	return now, nil
}

// component sends what was pressed or chosen.
func (a Actor) component(m *Message, c *Component, values []string, r *resolved) *Exchange {
	a.channel = m.Channel
	data := struct {
		CustomID string                           `json:"custom_id"`
		Type     ComponentType                    `json:"component_type"`
		ID       int                              `json:"id"`
		Values   []string                         `json:"values,omitzero"`
		Resolved map[string]map[ID]jsontext.Value `json:"resolved,omitempty"`
	}{CustomID: c.CustomID, Type: c.Type, ID: c.ID, Values: values}
	if r != nil {
		data.Resolved = r.kinds
	}
	a.sim.mu.Lock()
	app := a.sim.appByID(m.Author.ID)
	a.sim.mu.Unlock()
	return a.sim.interact(a, app, ComponentInteraction, nil, encode(data), m, nil)
}

// choose finds the values of a select by label or value.
func (a Actor) choose(c *Component, given []string) ([]string, *resolved, error) {
	least, most := 1, 1
	if c.MinValues != nil {
		least = *c.MinValues
	}
	if c.MaxValues != nil {
		most = *c.MaxValues
	}
	if len(given) < least || len(given) > most {
		return nil, nil, fmt.Errorf("choose %d to %d, not %d", least, most, len(given))
	}
	values := []string{}
	r := newResolved()
	a.sim.mu.Lock()
	defer a.sim.mu.Unlock()
	for _, v := range given {
		if c.Type == StringSelect {
			i := slices.IndexFunc(c.Options, func(o SelectOption) bool { return o.Value == v || o.Label == v })
			if i < 0 {
				return nil, nil, fmt.Errorf("no option %q", v)
			}
			values = append(values, c.Options[i].Value)
			continue
		}
		id, err := r.entity(a, selectTypes(c.Type), v)
		if err != nil {
			return nil, nil, err
		}
		values = append(values, id.String())
	}
	return values, r, nil
}

func selectTypes(t ComponentType) OptionType {
	switch t {
	case UserSelect:
		return UserOption
	case RoleSelect:
		return RoleOption
	case ChannelSelect:
		return ChannelOption
	}
	return MentionableOption
}

package discordsim

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

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

// Forge presses what is not there: a component interaction with a custom ID of
// the caller's choosing, on a message that the actor sees. Discord lets nobody
// do this; a bot must bear it all the same.
func (a Actor) Forge(ctx context.Context, m *Message, customID string, values ...string) (*Exchange, error) {
	m, err := a.current(ctx, m)
	if err != nil {
		return nil, err
	}
	c := Component{Type: Button, CustomID: customID}
	if len(values) > 0 {
		c.Type = StringSelect
	}
	return a.component(m, &c, values, nil), nil
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

package discordsim

import (
	"context"
	"fmt"

	"github.com/go-json-experiment/json/jsontext"
)

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

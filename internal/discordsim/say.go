package discordsim

import (
	"context"
	"fmt"
	"slices"
)

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

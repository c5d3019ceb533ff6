package discordsim

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
)

func (c *call) oneMessage() (reply, error) {
	c.sim.mu.Lock()
	defer c.sim.mu.Unlock()
	m, err := c.message(ReadMessageHistory)
	if err != nil {
		return reply{}, err
	}
	return raw(m.encoded())
}

// history lists messages, the newest first: before, after or around an ID, 50
// unless a limit of up to 100 is given.
func (c *call) history() (reply, error) {
	s := c.sim
	s.mu.Lock()
	defer s.mu.Unlock()
	ch, err := c.channel(0)
	if err != nil {
		return reply{}, err
	}
	limit := 50
	if q := c.query.Get("limit"); q != "" {
		if limit, err = strconv.Atoi(q); err != nil || limit < 1 || limit > 100 {
			f := newForm().at("limit")
			f.add("NUMBER_TYPE_MAX", "int value should be between 1 and 100.")
			return reply{}, f.err()
		}
	}
	out := []jsontext.Value{}
	if !ch.may(c.app.Bot).Has(ReadMessageHistory) {
		return ok(out)
	}
	for _, m := range ch.page(c.query.Get("before"), c.query.Get("after"), c.query.Get("around"), limit) {
		out = append(out, m.encoded())
	}
	return ok(out)
}

// page picks messages that everybody sees, the newest first.
func (ch *Channel) page(before, after, around string, limit int) []*Message {
	from, to := 0, len(ch.messages)
	place := func(s string) int {
		id, _ := ParseID(s)
		at, _ := slices.BinarySearchFunc(ch.messages, id, func(m *Message, id ID) int { return cmp.Compare(m.ID, id) })
		return at
	}
	var list []*Message
	switch {
	case around != "":
		from = max(0, place(around)-limit/2)
		to = min(to, from+limit)
	case after != "":
		from = place(after)
		if from < to && ch.messages[from].ID.String() == after {
			from++
		}
		for _, m := range ch.messages[from:] {
			if !m.Ephemeral() && len(list) < limit {
				list = append(list, m)
			}
		}
		slices.Reverse(list)
		return list
	case before != "":
		to = place(before)
	}
	for i := to - 1; i >= from && len(list) < limit; i-- {
		if !ch.messages[i].Ephemeral() {
			list = append(list, ch.messages[i])
		}
	}
	return list
}

func (c *call) pins() (reply, error) {
	s := c.sim
	s.mu.Lock()
	defer s.mu.Unlock()
	ch, err := c.channel(ReadMessageHistory)
	if err != nil {
		return reply{}, err
	}
	out := []jsontext.Value{}
	for _, m := range slices.Backward(ch.messages) {
		if m.Pinned {
			out = append(out, m.encoded())
		}
	}
	return ok(out)
}

func (c *call) pin() (reply, error) {
	s := c.sim
	s.mu.Lock()
	defer s.mu.Unlock()
	m, err := c.message(ManageMessages)
	if err != nil {
		return reply{}, err
	}
	n := m.next()
	n.Pinned = c.r.Method == "PUT"
	s.put(n)
	return noContent()
}

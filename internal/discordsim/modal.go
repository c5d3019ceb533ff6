package discordsim

import (
	"strings"
)

// modalData is a form as a bot sends it.
type modalData struct {
	CustomID   string      `json:"custom_id"`
	Title      string      `json:"title"`
	Components []Component `json:"components"`
}

// check notes what is wrong with a form: its parts are rows of one input, or
// labels.
func (m *modalData) check(f form) {
	f.length("custom_id", m.CustomID, 1, maxCustomID)
	f.length("title", strings.TrimSpace(m.Title), 1, maxModalTitle)
	f.count("components", len(m.Components), 1, maxModalRows)
	l := layout{modal: true, seen: map[string]bool{}}
	for i := range m.Components {
		c := &m.Components[i]
		at := f.at("components", i)
		at.oneOf("type", int(c.Type), 1, 10, 18)
		l.check(at, c)
		if c.Type == ActionRow && len(c.Components) == 1 && c.Components[0].Type == TextInput {
			at.at("components", 0).length("label", c.Components[0].Label, 1, maxInputLabel)
		}
	}
}

package bot

import (
	"context"
	"errors"
	"unicode/utf8"

	"vigil/internal/card"
	"vigil/store"
)

// Discord's types of component and styles of button.
const (
	rowComponent           = 1
	buttonComponent        = 2
	selectComponent        = 3
	textInputComponent     = 4
	roleSelectComponent    = 6
	channelSelectComponent = 8
	labelComponent         = 18
	uploadComponent        = 19

	primaryButton   = 1
	secondaryButton = 2
	dangerButton    = 4
	linkButton      = 5
)

// rows writes the rows of controls. What Discord would refuse is left out:
// a sixth row, a sixth button, a choice whose value is longer than it takes. So
// is a control whose state the database can't keep now: an answer without a
// button is better than none, above all where it gives back what was typed.
func (w *writer) rows(ctx context.Context, rows [][]card.Control, seal sealer) error {
	w.open('[')
	position := 0
	for _, row := range rows[:min(len(rows), rowLimit)] {
		before := *w
		w.open('{')
		w.int("type", rowComponent)
		w.key("components")
		w.open('[')
		written := 0
		for i := range row[:min(len(row), buttonsInRow)] {
			err := w.control(ctx, &row[i], position, seal)
			position++
			if unkept(err) {
				continue
			}
			if err != nil {
				return err
			}
			written++
		}
		w.close(']')
		w.close('}')
		if written == 0 {
			*w = before // Discord takes no empty row
		}
	}
	w.close(']')
	return nil
}

// unkept reports whether the database can't be written for now.
func unkept(err error) bool {
	return errors.Is(err, store.ErrLocked) || errors.Is(err, store.ErrDiskFull) ||
		errors.Is(err, store.ErrReadOnly) || errors.Is(err, store.ErrDisk)
}

func (w *writer) control(ctx context.Context, c *card.Control, position int, seal sealer) error {
	if c.URL != "" {
		w.open('{')
		w.int("type", buttonComponent)
		w.int("style", linkButton)
		w.str("label", clip(c.Label, labelLimit))
		w.str("url", c.URL)
		w.truth("disabled", c.Disabled)
		w.close('}')
		return nil
	}
	id, err := seal(ctx, press{then: c.Then, into: c.Into}, position)
	if err != nil {
		return err
	}
	w.open('{')
	switch {
	case len(c.Choices) > 0:
		w.int("type", selectComponent)
		w.menu(c, id, takenOf(c.Choices))
		w.key("options")
		w.choices(c.Choices)
	case c.Pick == card.PickRole:
		w.int("type", roleSelectComponent)
		w.menu(c, id, choiceLimit)
		w.picked(c, "role")
	case c.Pick == card.PickChannel:
		w.int("type", channelSelectComponent)
		w.menu(c, id, choiceLimit)
		w.key("channel_types")
		w.open('[')
		for _, kind := range postingChannels() {
			w.number(kind)
		}
		w.close(']')
		w.picked(c, "channel")
	default:
		w.int("type", buttonComponent)
		w.int("style", style(c.Style))
		w.str("label", clip(c.Label, labelLimit))
		w.str("custom_id", id)
	}
	w.truth("disabled", c.Disabled)
	w.close('}')
	return nil
}

// menu writes what all selects have; it has n things to choose from.
func (w *writer) menu(c *card.Control, id string, n int) {
	w.str("custom_id", id)
	if c.Placeholder != "" {
		w.str("placeholder", clip(c.Placeholder, placeholderLimit))
	}
	if c.None || c.Many > 1 {
		w.bounds(c.None, c.Many, n)
	}
}

// picked writes which of the server's roles or channels are chosen already.
func (w *writer) picked(c *card.Control, kind string) {
	if len(c.Picked) == 0 {
		return
	}
	w.key("default_values")
	w.open('[')
	for _, id := range c.Picked[:min(len(c.Picked), mostChosen(c.Many, choiceLimit))] {
		w.open('{')
		w.str("id", id)
		w.str("type", kind)
		w.close('}')
	}
	w.close(']')
}

// takes reports whether Discord takes that choice of a select.
func takes(c *card.Choice) bool {
	return c.Value != "" && utf8.RuneCountInString(c.Value) <= choiceTextLimit
}

// takenOf is how many of the choices Discord takes.
func takenOf(choices []card.Choice) (n int) {
	for i := range choices {
		if takes(&choices[i]) {
			n++
		}
	}
	return n
}

// choices writes the lines of a select.
func (w *writer) choices(choices []card.Choice) {
	w.open('[')
	n := 0
	for i := range choices {
		c := &choices[i]
		if n == choiceLimit || !takes(c) {
			continue
		}
		n++
		w.open('{')
		w.str("label", clip(orBlank(c.Label), choiceTextLimit))
		w.str("value", c.Value)
		if c.Note != "" {
			w.str("description", clip(c.Note, choiceTextLimit))
		}
		w.truth("default", c.Chosen)
		w.close('}')
	}
	w.close(']')
}

func style(s card.Style) int {
	switch s {
	case card.Primary:
		return primaryButton
	case card.Danger:
		return dangerButton
	}
	return secondaryButton
}

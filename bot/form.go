package bot

import (
	"context"
	"errors"

	"vigil/commands"
)

// Discord's limits of a form.
const (
	formTitleLimit  = 45
	formFieldsLimit = 5
	fieldLabelLimit = 45
	fieldNoteLimit  = 100
	fieldTypedLimit = 4000

	shortInput = 1
	longInput  = 2
)

// errTooLateForForm says that a handler asked back after the exchange had been
// deferred, or in answer to a form. Discord then takes no form.
var errTooLateForForm = errors.New("a form came too late to be shown")

// askBack answers with a form.
func (x *exchange) askBack(f *commands.Form) error {
	x.mu.Lock()
	if x.stage != unanswered {
		x.mu.Unlock()
		return errTooLateForForm
	}
	x.stage = answered
	x.undefer()
	x.mu.Unlock()

	w := &writer{buf: make([]byte, 0, 1024)}
	at := place{x.i.GuildID, asker(x.i)}
	id, err := x.bot.ids.seal(context.WithoutCancel(x.bot.handlers), press{then: f.Then}, at, 0, x.bot.now())
	if err != nil {
		return err
	}
	w.form(f, id)
	d := callback(x.i.ID, x.i.Token, x.arrived.Add(discordTriesTimeout))
	return x.post(d, w.buf, nil)
}

// form writes the answer that opens f.
func (w *writer) form(f *commands.Form, id string) {
	w.open('{')
	w.int("type", answerForm)
	w.key("data")
	w.open('{')
	w.str("custom_id", id)
	w.str("title", clip(f.Title, formTitleLimit))
	w.key("components")
	w.open('[')
	for i := range f.Fields[:min(len(f.Fields), formFieldsLimit)] {
		w.field(&f.Fields[i])
	}
	w.close(']')
	w.close('}')
	w.close('}')
}

func (w *writer) field(f *commands.Field) {
	limit := f.Max
	if limit <= 0 || limit > fieldTypedLimit {
		limit = fieldTypedLimit
	}
	style := shortInput
	if f.Long {
		style = longInput
	}
	w.open('{')
	w.int("type", labelComponent)
	w.str("label", clip(f.Label, fieldLabelLimit))
	if f.Note != "" {
		w.str("description", clip(f.Note, fieldNoteLimit))
	}
	w.key("component")
	w.open('{')
	w.int("type", textInputComponent)
	w.str("custom_id", f.Name)
	w.int("style", style)
	w.key("required")
	w.bool(f.Required)
	w.int("max_length", limit)
	if f.Value != "" {
		w.str("value", clip(f.Value, limit))
	}
	w.close('}')
	w.close('}')
}

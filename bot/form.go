package bot

import (
	"context"
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/bwmarrin/discordgo"

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

var (
	// errTooLateForForm says that a handler asked back after the exchange had
	// been deferred. Discord then takes no form.
	errTooLateForForm = errors.New("a form came too late to be shown")
	// errFormOnForm says that a handler asked back in answer to a form, which
	// Discord never takes.
	errFormOnForm = errors.New("a form can't answer a form")
)

// askBack answers with a form.
func (x *exchange) askBack(f *commands.Form) error {
	if err := askable(f); err != nil {
		return err
	}
	if x.i.Type == discordgo.InteractionModalSubmit {
		return errFormOnForm
	}
	// Keeping what the form carries may take a while, so it comes before the
	// exchange is taken for answered.
	at := place{x.i.GuildID, asker(x.i)}
	id, err := x.bot.ids.seal(context.WithoutCancel(x.bot.handlers), press{then: f.Then, form: blanks(f)}, at, 0, x.bot.now())
	if err != nil {
		return err
	}
	w := &writer{buf: make([]byte, 0, 1024)}
	w.form(f, id)

	x.mu.Lock()
	if x.stage != unanswered {
		x.mu.Unlock()
		return errTooLateForForm
	}
	x.stage = answered
	x.undefer()
	x.mu.Unlock()
	d := callback(x.i.ID, x.i.Token, x.arrived.Add(discordTriesTimeout))
	return x.post(d, w.buf, nil)
}

// askable finds what Discord wouldn't take of a form, or would show cut off:
// who saved that again would lose what was cut.
func askable(f *commands.Form) error {
	if n := len(f.Fields); n < 1 || n > formFieldsLimit {
		return fmt.Errorf("a form of %d fields; Discord takes 1 to %d", n, formFieldsLimit)
	}
	names := make(map[string]bool, len(f.Fields))
	for i := range f.Fields {
		field := &f.Fields[i]
		_, signed := f.Then.Options[field.Name]
		switch {
		case field.Name == "" || names[field.Name]:
			return fmt.Errorf("two fields of a form are called %q", field.Name)
		case signed:
			return fmt.Errorf("the field %q of a form is among what the form is about", field.Name)
		case len(field.Choices) > choiceLimit:
			return fmt.Errorf("%d choices in a form; Discord takes %d", len(field.Choices), choiceLimit)
		case utf8.RuneCountInString(field.Value) > fieldTypedLimit:
			return fmt.Errorf("the field %q of a form has more in it than Discord takes, %d characters", field.Name, fieldTypedLimit)
		}
		names[field.Name] = true
	}
	return nil
}

// form writes the answer that opens f.
func (w *writer) form(f *commands.Form, id string) {
	w.open('{')
	w.int("type", answerForm)
	w.key("data")
	w.open('{')
	w.str("custom_id", id)
	w.str("title", clip(orBlank(f.Title), formTitleLimit))
	w.key("components")
	w.open('[')
	for i := range f.Fields {
		w.field(&f.Fields[i])
	}
	w.close(']')
	w.close('}')
	w.close('}')
}

func (w *writer) field(f *commands.Field) {
	w.open('{')
	w.int("type", labelComponent)
	w.str("label", clip(orBlank(f.Label), fieldLabelLimit))
	if f.Note != "" {
		w.str("description", clip(f.Note, fieldNoteLimit))
	}
	w.key("component")
	w.open('{')
	switch {
	case f.Upload:
		w.upload(f)
	case len(f.Choices) > 0:
		w.selectField(f)
	default:
		w.textField(f)
	}
	w.close('}')
	w.close('}')
}

// textField writes a text input. What stands in it already may be longer than
// Max, from a time when more was taken: it is shown whole all the same.
func (w *writer) textField(f *commands.Field) {
	limit := f.Max
	if limit <= 0 || limit > fieldTypedLimit {
		limit = fieldTypedLimit
	}
	style := shortInput
	if f.Long {
		style = longInput
	}
	w.int("type", textInputComponent)
	w.str("custom_id", f.Name)
	w.int("style", style)
	w.required(f)
	w.int("max_length", max(limit, utf8.RuneCountInString(f.Value)))
	if f.Value != "" {
		w.str("value", f.Value)
	}
}

func (w *writer) selectField(f *commands.Field) {
	w.int("type", selectComponent)
	w.str("custom_id", f.Name)
	w.required(f)
	w.bounds(!f.Required, f.Many, takenOf(f.Choices))
	w.key("options")
	w.choices(f.Choices)
}

func (w *writer) upload(f *commands.Field) {
	w.int("type", uploadComponent)
	w.str("custom_id", f.Name)
	w.required(f)
	w.bounds(!f.Required, 1, 1)
}

// required says whether the field has to be filled in. It is said always:
// left out, it would have to.
func (w *writer) required(f *commands.Field) {
	w.key("required")
	w.bool(f.Required)
}

// bounds says how many of n may be chosen, and whether none.
func (w *writer) bounds(none bool, many, n int) {
	least := 1
	if none {
		least = 0
	}
	w.int("min_values", least)
	w.int("max_values", mostChosen(many, n))
}

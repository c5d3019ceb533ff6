package bot

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/bwmarrin/discordgo"

	"vigil/commands"
)

// fill puts what a form was filled in with among p's options and files. Every
// field of the form is there then, empty where nothing came. What the form
// didn't ask for was made up: the sender doesn't decide what a form is about.
func (p *press) fill(data *discordgo.ModalSubmitInteractionData) error {
	for _, b := range p.form {
		if _, signed := p.then.Options[b.name]; signed {
			return errTampered
		}
	}
	for _, b := range p.form {
		if b.kind != blankUpload {
			p.then.Options[b.name] = ""
		}
	}
	for _, c := range data.Components {
		if err := p.fillFrom(c, data); err != nil {
			return err
		}
	}
	return nil
}

// fillFrom takes one part of a form, however Discord nests it: in labels, or in
// rows as it used to.
func (p *press) fillFrom(c discordgo.MessageComponent, data *discordgo.ModalSubmitInteractionData) error {
	switch c := c.(type) {
	case *discordgo.Label:
		return p.fillFrom(c.Component, data)
	case *discordgo.ActionsRow:
		for _, inner := range c.Components {
			if err := p.fillFrom(inner, data); err != nil {
				return err
			}
		}
	case *discordgo.TextInput:
		if p.blank(c.CustomID, blankText) == nil || utf8.RuneCountInString(c.Value) > fieldTypedLimit {
			return errTampered
		}
		p.then.Options[c.CustomID] = c.Value
	case *discordgo.SelectMenu:
		b := p.blank(c.CustomID, blankSelect)
		if b == nil || len(c.Values) > b.many {
			return errTampered
		}
		for _, v := range c.Values {
			if !slices.Contains(b.choices, v) {
				return errTampered
			}
		}
		p.then.Options[c.CustomID] = strings.Join(c.Values, ",")
	case *discordgo.FileUpload:
		if p.blank(c.CustomID, blankUpload) == nil || len(c.Values) > 1 {
			return errTampered
		}
		for _, id := range c.Values {
			file := data.Resolved.Attachments[id]
			if file == nil {
				return errTampered
			}
			if p.files == nil {
				p.files = make(map[string]commands.Attachment, 1)
			}
			p.files[c.CustomID] = attachment(file)
		}
	}
	return nil
}

// blank is the form's field of that name and kind, nil when it has none.
func (p *press) blank(name string, kind blankKind) *blank {
	for i := range p.form {
		if b := &p.form[i]; b.name == name && b.kind == kind {
			return b
		}
	}
	return nil
}

package discordsim

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// body is a message as a bot sends it, or what an edit changes of it: a nil
// field wasn't given.
type body struct {
	Content         *string          `json:"content"`
	Embeds          *[]Embed         `json:"embeds"`
	Embed           *Embed           `json:"embed"` // of old
	Components      *[]Component     `json:"components"`
	Attachments     *[]attachmentRef `json:"attachments"`
	AllowedMentions *allowedMentions `json:"allowed_mentions"`
	Flags           *MessageFlags    `json:"flags"`
	TTS             bool             `json:"tts"`
	Nonce           nonce            `json:"nonce"`
	EnforceNonce    bool             `json:"enforce_nonce"`
	Reference       *reference       `json:"message_reference"`
	Poll            jsontext.Value   `json:"poll"`
	Stickers        []ID             `json:"sticker_ids"`
}

// attachmentRef names a file that is sent, or one that an edit keeps.
type attachmentRef struct {
	ID          ID      `json:"id"`
	Filename    string  `json:"filename"`
	Title       string  `json:"title"`
	Description *string `json:"description"`
}

func (b *body) flags() MessageFlags {
	if b.Flags == nil {
		return 0
	}
	return *b.Flags
}

// check notes what is wrong with the message. newer: the newer components are
// allowed by a flag.
func (b *body) check(f form, uploads []upload, newer bool) {
	if b.Embed != nil && b.Embeds == nil {
		b.Embeds = &[]Embed{*b.Embed}
	}
	if b.Content != nil {
		trimmed := strings.TrimSpace(*b.Content)
		b.Content = &trimmed
		f.length("content", trimmed, 0, maxContent)
	}
	names := make([]string, 0, len(uploads))
	for _, u := range uploads {
		names = append(names, u.name)
	}
	if b.Embeds != nil {
		checkEmbeds(f, *b.Embeds, names)
	}
	if b.Components != nil {
		checkComponents(f, *b.Components, newer)
	}
	if newer && (b.Content != nil && *b.Content != "" || b.Embeds != nil && len(*b.Embeds) > 0) {
		f.add("MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", "The 'content' and 'embeds' fields cannot be used with the new components")
	}
	if b.AllowedMentions != nil {
		b.AllowedMentions.check(f.at("allowed_mentions"))
	}
	if n := runes(b.Nonce.text()); n > 25 {
		f.at("nonce").add("BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
	}
	if len(uploads) > 10 {
		f.at("attachments").add("BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.")
	}
	if b.Attachments != nil {
		f.count("attachments", len(*b.Attachments), 0, 10)
		for i, a := range *b.Attachments {
			if a.Description != nil {
				f.at("attachments", i).length("description", *a.Description, 0, 1024)
			}
		}
	}
}

// empty says whether a new message would have nothing in it.
func (b *body) empty(uploads []upload) bool {
	return (b.Content == nil || *b.Content == "") && (b.Embeds == nil || len(*b.Embeds) == 0) &&
		(b.Components == nil || len(*b.Components) == 0) && len(uploads) == 0 && len(b.Stickers) == 0 && len(b.Poll) == 0
}

// readBody decodes and checks what a bot sends. The faults of a callback are
// below "data".
func (c *call) readBody(newer func(*body) bool) (*body, error) {
	b := new(body)
	if err := decode(c.body, b); err != nil {
		return nil, err
	}
	f := newForm()
	b.check(f, c.upload, newer(b))
	return b, f.err()
}

// fill puts what b gives into m, which is new or a copy of what was there.
// Callers hold s.mu.
func (s *Sim) fill(m *Message, b *body, uploads []upload, author *User) {
	if b.Content != nil {
		m.Content = *b.Content
	}
	if b.Attachments != nil || len(uploads) > 0 {
		m.Attachments = s.attach(m, b.Attachments, uploads)
	}
	if b.Embeds != nil {
		m.Embeds = s.place(*b.Embeds, m.Attachments)
	}
	if b.Components != nil {
		m.Components = *b.Components
	}
	if b.Content != nil || b.AllowedMentions != nil || b.Components != nil {
		s.mention(m, author, b.AllowedMentions)
	}
}

package discordsim

import (
	"sync/atomic"
	"time"
)

// MessageFlags are the bits of a message that this Discord looks at.
type MessageFlags int

// The flags.
const (
	Crossposted           MessageFlags = 1 << 0
	SuppressEmbeds        MessageFlags = 1 << 2
	Ephemeral             MessageFlags = 1 << 6
	Loading               MessageFlags = 1 << 7
	SuppressNotifications MessageFlags = 1 << 12
	ComponentsV2          MessageFlags = 1 << 15
)

// Message is a message as it stood at one moment. It never changes: an edit
// makes another one with the same ID.
type Message struct {
	ID              ID           `json:"id"`
	Type            int          `json:"type"` // 0 by itself, 20 the reply to a command, 23 to a context menu
	ChannelID       ID           `json:"channel_id"`
	Author          userObject   `json:"author"`
	Content         string       `json:"content"`
	Timestamp       stamp        `json:"timestamp"`
	EditedTimestamp *stamp       `json:"edited_timestamp"`
	TTS             bool         `json:"tts"`
	MentionEveryone bool         `json:"mention_everyone"`
	Mentions        []userObject `json:"mentions"`
	MentionRoles    []ID         `json:"mention_roles"`
	Attachments     []Attachment `json:"attachments"`
	Embeds          []Embed      `json:"embeds"`
	Components      []Component  `json:"components"`
	Pinned          bool         `json:"pinned"`
	Flags           MessageFlags `json:"flags"`
	Nonce           nonce        `json:"nonce,omitzero"`
	ApplicationID   ID           `json:"application_id,omitzero"`
	WebhookID       ID           `json:"webhook_id,omitzero"`
	Reference       *reference   `json:"message_reference,omitzero"`
	Position        int          `json:"position,omitzero"`

	Interaction     *legacyInteraction   `json:"interaction,omitzero"`
	InteractionMeta *interactionMetadata `json:"interaction_metadata,omitzero"`

	// What Discord doesn't tell bots.

	Channel *Channel `json:"-"`
	For     *User    `json:"-"` // who alone sees an ephemeral message; nil: everybody
	Pings   []string `json:"-"` // whom it notified: "@everyone", "@here", "<@1>", "<@&2>"
	Deleted bool     `json:"-"`

	by    *Actor // who reads it, so that [Message.Press] knows who presses
	asked *Exchange
	json  *atomic.Pointer[[]byte]
}

// Ephemeral says whether only one person sees the message.
func (m *Message) Ephemeral() bool { return m.Flags&Ephemeral != 0 }

// Time is when the message was sent.
func (m *Message) Time() time.Time { return m.Timestamp.Time }

// Edited says whether it was edited.
func (m *Message) Edited() bool { return m.EditedTimestamp != nil }

// AuthorID is who wrote it.
func (m *Message) AuthorID() ID { return m.Author.ID }

// AuthorName is the name shown above it.
func (m *Message) AuthorName() string {
	if m.Author.GlobalName != nil {
		return *m.Author.GlobalName
	}
	return m.Author.Username
}

// encoded is the message in Discord's JSON, made once.
func (m *Message) encoded() []byte {
	if b := m.json.Load(); b != nil {
		return *b
	}
	b := []byte(encode(m))
	m.json.Store(&b)
	return b
}

// next is a copy of m to be changed and put in its place.
func (m *Message) next() *Message {
	n := *m
	n.json = new(atomic.Pointer[[]byte])
	return &n
}

// seenBy is m as somebody reads it.
func (m *Message) seenBy(a *Actor) *Message {
	n := *m
	n.by = a
	return &n
}

// reference is the message that one answers or forwards.
type reference struct {
	Type      int `json:"type"`
	MessageID ID  `json:"message_id,omitzero"`
	ChannelID ID  `json:"channel_id,omitzero"`
	GuildID   ID  `json:"guild_id,omitzero"`
}

// legacyInteraction is what older clients read of a reply's interaction.
type legacyInteraction struct {
	ID   ID         `json:"id"`
	Type int        `json:"type"`
	Name string     `json:"name"`
	User userObject `json:"user"`
}

// interactionMetadata says what interaction a message replies to.
type interactionMetadata struct {
	ID         ID                   `json:"id"`
	Type       int                  `json:"type"`
	User       userObject           `json:"user"`
	Owners     map[string]ID        `json:"authorizing_integration_owners"`
	Name       string               `json:"name,omitzero"`
	OriginalID ID                   `json:"original_response_message_id,omitzero"`
	MessageID  ID                   `json:"interacted_message_id,omitzero"`
	Triggering *interactionMetadata `json:"triggering_interaction_metadata,omitzero"`
}

// Embed is a card within a message.
type Embed struct {
	Title       string       `json:"title,omitzero"`
	Type        string       `json:"type,omitzero"`
	Description string       `json:"description,omitzero"`
	URL         string       `json:"url,omitzero"`
	Timestamp   string       `json:"timestamp,omitzero"`
	Colour      int          `json:"color,omitzero"` //nolint:misspell // Discord's word
	Footer      *EmbedFooter `json:"footer,omitzero"`
	Image       *EmbedMedia  `json:"image,omitzero"`
	Thumbnail   *EmbedMedia  `json:"thumbnail,omitzero"`
	Author      *EmbedAuthor `json:"author,omitzero"`
	Fields      []EmbedField `json:"fields,omitempty"`
}

// EmbedFooter is the small line at a card's end.
type EmbedFooter struct {
	Text    string `json:"text"`
	IconURL string `json:"icon_url,omitzero"`
}

// EmbedMedia is a picture of a card.
type EmbedMedia struct {
	URL         string `json:"url"`
	ProxyURL    string `json:"proxy_url,omitzero"`
	Width       int    `json:"width,omitzero"`
	Height      int    `json:"height,omitzero"`
	Description string `json:"description,omitzero"` // alt text
}

// EmbedAuthor is the small line at a card's beginning.
type EmbedAuthor struct {
	Name    string `json:"name"`
	URL     string `json:"url,omitzero"`
	IconURL string `json:"icon_url,omitzero"`
}

// EmbedField is a titled part of a card.
type EmbedField struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Inline bool   `json:"inline"`
}

// Attachment is a file of a message.
type Attachment struct {
	ID          ID     `json:"id"`
	Filename    string `json:"filename"`
	Title       string `json:"title,omitzero"`
	Description string `json:"description,omitzero"` // the alternative text
	ContentType string `json:"content_type,omitzero"`
	Size        int    `json:"size"`
	URL         string `json:"url"`
	ProxyURL    string `json:"proxy_url"`
	Width       int    `json:"width,omitzero"`
	Height      int    `json:"height,omitzero"`
	Ephemeral   bool   `json:"ephemeral,omitzero"`
}

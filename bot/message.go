package bot

import (
	"context"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"vigil/internal/card"
)

// Discord's limits of a message, in characters or pieces.
const (
	textLimit        = 2000
	embedLimit       = 10
	embedsTotal      = 6000 // summed over all embeds
	titleLimit       = 256
	bodyLimit        = 4096
	fieldLimit       = 25
	fieldNameLimit   = 256
	fieldValueLimit  = 1024
	footerLimit      = 2048
	rowLimit         = 5
	buttonsInRow     = 5
	labelLimit       = 80
	placeholderLimit = 150
	choiceLimit      = 25
	choiceTextLimit  = 100
	altLimit         = 1024
	fileLimit        = 10
)

// ephemeral is the flag of a message that only the asker sees.
const ephemeral = 1 << 6

// messageKind says for which request a message is written.
type messageKind int

const (
	newMessage  messageKind = iota
	replacement             // of an earlier message: what it lacks is taken away
)

// writer writes Discord's JSON. It writes by hand what encoding/json would
// take three times as long for: this is done for each answer.
type writer struct {
	buf   []byte
	comma bool
}

func (w *writer) open(b byte)  { w.sep(); w.buf = append(w.buf, b); w.comma = false }
func (w *writer) close(b byte) { w.buf = append(w.buf, b); w.comma = true }

func (w *writer) sep() {
	if w.comma {
		w.buf = append(w.buf, ',')
	}
	w.comma = true
}

func (w *writer) key(name string) {
	w.sep()
	w.buf = append(w.buf, '"')
	w.buf = append(w.buf, name...)
	w.buf = append(w.buf, '"', ':')
	w.comma = false
}

// text writes a string; bytes that are not UTF-8 become U+FFFD.
func (w *writer) text(s string) {
	w.sep()
	w.buf, _ = jsontext.AppendQuote(w.buf, s)
}

func (w *writer) number(n int) {
	w.sep()
	w.buf = strconv.AppendInt(w.buf, int64(n), 10)
}

func (w *writer) truth(name string, is bool) {
	if is {
		w.key(name)
		w.buf = append(w.buf, "true"...)
		w.comma = true
	}
}

func (w *writer) bool(is bool) {
	w.sep()
	w.buf = strconv.AppendBool(w.buf, is)
}

func (w *writer) str(name, s string) { w.key(name); w.text(s) }
func (w *writer) int(name string, n int) {
	w.key(name)
	w.number(n)
}

// writeMessage writes m as a message object. Whatever m says, it mentions
// nobody. Limits are kept by cutting, as a last resort: package card lays its
// cards out within them.
func (w *writer) writeMessage(ctx context.Context, m *card.Message, flags int, kind messageKind, seal sealer) error {
	w.open('{')
	if err := w.inside(ctx, m, flags, kind, seal); err != nil {
		return err
	}
	w.close('}')
	return nil
}

// writePost writes m as a message that nobody asked for. Discord posts it once for
// each nonce, "" being none.
func (w *writer) writePost(ctx context.Context, m *card.Message, nonce string, seal sealer) error {
	w.open('{')
	if err := w.inside(ctx, m, 0, newMessage, seal); err != nil {
		return err
	}
	if nonce != "" {
		w.str("nonce", nonce)
		w.truth("enforce_nonce", true)
	}
	w.close('}')
	return nil
}

// inside writes what stands in a message object.
func (w *writer) inside(ctx context.Context, m *card.Message, flags int, kind messageKind, seal sealer) error {
	if m.Text != "" || kind == replacement {
		w.str("content", clip(m.Text, textLimit))
	}
	if len(m.Cards) > 0 || kind == replacement {
		w.key("embeds")
		w.embeds(m.Cards, m.Files)
	}
	if len(m.Controls) > 0 || kind == replacement {
		w.key("components")
		if err := w.rows(ctx, m.Controls, seal); err != nil {
			return err
		}
	}
	if len(m.Files) > 0 || kind == replacement {
		w.key("attachments")
		w.open('[')
		for i, f := range m.Files[:min(len(m.Files), fileLimit)] {
			w.open('{')
			w.int("id", i)
			w.str("filename", f.Name)
			w.str("description", clip(f.Alt, altLimit))
			w.close('}')
		}
		w.close(']')
	}
	if flags != 0 {
		w.int("flags", flags)
	}
	w.key("allowed_mentions")
	w.buf = append(w.buf, `{"parse":[]}`...)
	w.comma = true
	return nil
}

// embeds writes the cards, as many of them and as much of each as Discord
// takes in one message. A card's picture is one of the files, and has its alt text.
func (w *writer) embeds(cards []card.Card, files []card.File) {
	left := embedsTotal
	take := func(s string, limit int) string {
		s = clip(s, min(limit, left))
		left -= utf8.RuneCountInString(s)
		return s
	}
	w.open('[')
	for i := range cards[:min(len(cards), embedLimit)] {
		c := &cards[i]
		if left < 1 {
			break
		}
		w.open('{')
		if c.Title != "" {
			w.str("title", take(c.Title, titleLimit))
		}
		if c.URL != "" {
			w.str("url", c.URL)
		}
		footer := take(c.Footer, footerLimit) // sources and dates come before the last field
		if c.Body != "" {
			w.str("description", take(c.Body, bodyLimit))
		}
		w.int("color", colour(c.Tone)) //nolint:misspell // as Discord spells it
		if len(c.Fields) > 0 {
			w.key("fields")
			w.open('[')
			for j := range c.Fields[:min(len(c.Fields), fieldLimit)] {
				f := &c.Fields[j]
				if left < 2 {
					break
				}
				name := take(orBlank(f.Name), fieldNameLimit)
				value := take(orBlank(f.Value), fieldValueLimit)
				if value == "" {
					break
				}
				w.open('{')
				w.str("name", name)
				w.str("value", value)
				w.truth("inline", f.Inline)
				w.close('}')
			}
			w.close(']')
		}
		if footer != "" {
			w.key("footer")
			w.open('{')
			w.str("text", footer)
			w.close('}')
		}
		if c.Image != "" {
			w.key("image")
			w.open('{')
			w.str("url", "attachment://"+c.Image)
			for _, f := range files {
				if f.Name == c.Image {
					w.str("description", clip(f.Alt, altLimit))
				}
			}
			w.close('}')
		}
		w.close('}')
	}
	w.close(']')
}

// orBlank stands a zero-width space in for nothing, which Discord refuses in
// a field.
func orBlank(s string) string {
	if s == "" {
		return "\u200b"
	}
	return s
}

// colour is a tone as 0xRRGGBB.
func colour(t card.Tone) int {
	switch t {
	case card.Held:
		return 0x9A3B3B
	case card.Free:
		return 0x3B7A57
	case card.Apart:
		return 0x4A6FA5
	case card.Mourned:
		return 0x2B2B2B
	case card.Fault:
		return 0xB58900
	}
	return 0x6C757D
}

// clip cuts s to at most limit characters, marking the cut with an ellipsis.
func clip(s string, limit int) string {
	if len(s) <= limit || utf8.RuneCountInString(s) <= limit {
		return s
	}
	if limit < 1 {
		return ""
	}
	n := 0
	for i := range s {
		if n == limit-1 {
			return s[:i] + "…"
		}
		n++
	}
	return s
}

// sealer gives the custom_id of the control at a position of the message.
type sealer func(ctx context.Context, p press, position int) (string, error)

// sealFor is the sealer of messages that are shown at a place.
func (s *ids) sealFor(at place, now time.Time) sealer {
	return func(ctx context.Context, p press, position int) (string, error) {
		return s.seal(ctx, p, at, position, now)
	}
}

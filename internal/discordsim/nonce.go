package discordsim

import (
	"maps"
	"slices"
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

// nonceMemory is how long a nonce is remembered: "a few minutes".
const nonceMemory = 5 * time.Minute

// nonceKey is a nonce where it was used, and by whom.
type nonceKey struct {
	channel, author ID
	nonce           string
}

type nonceSeen struct {
	message ID
	at      time.Time
}

// sameNonce is the message that was sent with the same nonce within the last
// minutes, when the sender asked to be reminded of it.
func (s *Sim) sameNonce(ch *Channel, app *Application, b *body) *Message {
	if b.Nonce.IsZero() {
		return nil
	}
	now := s.clock.Now()
	if now.Sub(s.nonceSweep).Abs() > time.Minute {
		s.nonceSweep = now
		maps.DeleteFunc(s.nonces, func(_ nonceKey, seen nonceSeen) bool { return now.Sub(seen.at) >= nonceMemory })
	}
	if seen, ok := s.nonces[nonceKey{ch.ID, app.ID, b.Nonce.text()}]; ok && b.EnforceNonce && now.Sub(seen.at) < nonceMemory {
		if m, _ := ch.find(seen.message); m != nil {
			return m
		}
	}
	return nil
}

// nonce is what a sender gives a message to know it again: a string, or a
// number that comes back as one.
type nonce struct{ value jsontext.Value }

// IsZero says that there is none.
func (n nonce) IsZero() bool { return len(n.value) == 0 }

// MarshalJSON gives it back as it came.
func (n nonce) MarshalJSON() ([]byte, error) { return n.value, nil }

// UnmarshalJSON takes a string or a number.
func (n *nonce) UnmarshalJSON(b []byte) error {
	n.value = nil
	if string(b) != "null" {
		n.value = slices.Clone(jsontext.Value(b))
	}
	return nil
}

// text is the nonce without quotes.
func (n nonce) text() string { return Choice{Value: n.value}.Text() }

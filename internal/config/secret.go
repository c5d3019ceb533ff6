package config

import (
	"fmt"
	"io"
	"log/slog"
	"strings"
)

// Secret is a text that never shows itself: printed, formatted, logged or
// marshalled in any way it is "[secret]", or empty if there is none. Only
// [Secret.Reveal] gives it away.
type Secret struct {
	// A pointer, because packages that print unexported fields by reflection
	// cannot be asked not to, but print where it points and not what to.
	text *string
}

const hidden = "[secret]"

// NewSecret hides text.
func NewSecret(text string) Secret {
	if text == "" {
		return Secret{}
	}
	return Secret{&text}
}

// Reveal is the text itself, for the one place that sends it.
func (s Secret) Reveal() string {
	if s.text == nil {
		return ""
	}
	return *s.text
}

// IsZero reports whether there is no secret.
func (s Secret) IsZero() bool { return s.text == nil }

// String is "[secret]", or "" if there is none.
func (s Secret) String() string {
	if s.IsZero() {
		return ""
	}
	return hidden
}

// GoString is [Secret.String], quoted.
func (s Secret) GoString() string { return fmt.Sprintf("%q", s.String()) }

// Format writes the same for every verb and flag.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.String()) }

// MarshalText is [Secret.String].
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// MarshalJSON is [Secret.String] as a JSON string.
func (s Secret) MarshalJSON() ([]byte, error) { return fmt.Appendf(nil, "%q", s.String()), nil }

// LogValue is [Secret.String].
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// UnmarshalText reads a token. Its errors do not repeat it.
func (s *Secret) UnmarshalText(text []byte) error {
	v := string(text)
	switch {
	case strings.HasPrefix(v, "Bot ") || strings.HasPrefix(v, "Bearer "):
		return wrong("begins with a word and a space: only the token itself belongs there")
	case strings.ContainsFunc(v, func(r rune) bool { return r <= ' ' || r > '~' }):
		return wrong("has a space or another character in it that no token has; was more copied than the token?")
	}
	*s = NewSecret(v)
	return nil
}

package card

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Escape makes stored text safe to stand in a message: markdown, mentions,
// bare links and list marks show as they were typed, line breaks become
// spaces, and control characters and those that override the direction of
// text are gone. It is for places where Discord reads markdown (bodies, titles
// and fields); elsewhere use [Plain].
func Escape(s string) string {
	if clean(s, true) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 8)
	writeEscaped(&b, s)
	return b.String()
}

// Plain is s without control characters, line breaks and overrides of
// direction, for places where Discord shows text as it is: footers, labels of
// buttons, choices.
func Plain(s string) string {
	if clean(s, false) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if r, ok := shown(r); ok {
			b.WriteRune(r) // a byte that is no UTF-8 becomes U+FFFD
		}
	}
	return b.String()
}

// Link is a markdown link to an http or https address, or just the label when
// the address is no such thing. The label is escaped here.
func Link(label, address string) string {
	safe, ok := webAddress(address)
	if !ok {
		return Escape(label)
	}
	return "[" + Escape(label) + "](<" + safe + ">)"
}

// webAddress is an http or https address as it may stand between < and >; false
// of what is no such thing.
func webAddress(s string) (safe string, ok bool) {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.User != nil || (u.Scheme != "http" && u.Scheme != "https") {
		return "", false
	}
	return linkSafe.Replace(u.String()), true
}

// linkSafe encodes what net/url leaves and what would end a markdown link.
var linkSafe = strings.NewReplacer("(", "%28", ")", "%29", "<", "%3C", ">", "%3E", "*", "%2A", "|", "%7C", "\\", "%5C", "`", "%60")

// clean reports whether s needs no change, which nearly all text doesn't.
func clean(s string, markdown bool) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c < ' ' || c == 0x7f:
			return false
		case c == 0xc2 || c == 0xd8 || c == 0xe1 || c == 0xe2 || c == 0xef || c == 0xf3:
			// lead bytes of what shown drops or changes; look closer
			r, size := utf8.DecodeRuneInString(s[i:])
			if got, ok := shown(r); !ok || got != r {
				return false
			}
			i += size - 1
		case c >= utf8.RuneSelf:
		case markdown && special[c]:
			if c != ':' || strings.HasPrefix(s[i+1:], "//") {
				return false
			}
		case markdown && i == 0 && opensBlock(s):
			return false
		}
	}
	return utf8.ValidString(s)
}

// special are the characters that Discord's markdown reads anywhere in a line,
// and '@' and ':', which need a look at what follows.
var special = [utf8.RuneSelf]bool{
	'\\': true, '*': true, '_': true, '~': true, '|': true, '`': true,
	'[': true, ']': true, '<': true, '>': true, '@': true, ':': true,
}

// opensBlock reports whether s begins as a heading, a list or small print.
func opensBlock(s string) bool {
	switch c := s[0]; {
	case c == '#' || c == '-' || c == '+':
		return true
	case c >= '0' && c <= '9':
		rest := strings.TrimLeft(s, "0123456789")
		return rest != "" && (rest[0] == '.' || rest[0] == ')')
	}
	return false
}

// writeEscaped writes to b what Escape returns.
func writeEscaped(b *strings.Builder, s string) {
	if clean(s, true) {
		b.WriteString(s)
		return
	}
	s = Plain(s) // first, so that nothing invisible hides what follows
	numbered := s != "" && s[0] >= '0' && s[0] <= '9' && opensBlock(s)
	for i, r := range s {
		switch {
		case r == '@':
			b.WriteRune(r)
			if rest := strings.ToLower(s[i+1:]); strings.HasPrefix(rest, "everyone") || strings.HasPrefix(rest, "here") {
				b.WriteRune('\u200b') // breaks the mention, can't be seen
			}
			continue
		case r == ':':
			b.WriteRune(r)
			if strings.HasPrefix(s[i+1:], "//") {
				b.WriteByte('\\') // breaks the link
			}
			continue
		case r < utf8.RuneSelf && special[r]:
			b.WriteByte('\\')
		case i == 0 && (r == '#' || r == '-' || r == '+'):
			b.WriteByte('\\')
		case numbered && (r == '.' || r == ')'):
			b.WriteByte('\\')
			numbered = false
		}
		b.WriteRune(r)
	}
}

// shown is how r is shown: white space as a space; false for what must not be
// shown: control characters, the embeddings, overrides and isolates of the
// bidirectional algorithm, which our own isolation would be undone by, and
// invisible characters other than the joiners that Persian is written with.
func shown(r rune) (rune, bool) {
	switch {
	case r >= ' ' && r < 0x7f:
		return r, true
	case r == '\n' || r == '\r' || r == '\t' || r == 0x85 || r == 0x2028 || r == 0x2029:
		return ' ', true
	case unicode.IsControl(r):
		return 0, false
	case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x206f, r >= 0x2060 && r <= 0x2064:
		return 0, false
	case r == 0x200b, r == 0xfeff, r == 0x061c, r == 0x180e, r >= 0xfff9 && r <= 0xfffb, r >= 0xe0000 && r <= 0xe007f:
		return 0, false
	}
	return r, true
}

// Unmarked is a text of a card, in which markdown works, as it reads where none
// does: in a choice or a label.
func Unmarked(s string) string { return Plain(unmarked(s)) }

// unmarked is s without markdown; our own isolates stay.
func unmarked(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	escaped := false
	for i, r := range s {
		switch {
		case escaped:
			escaped = false
		case r == '\\':
			escaped = true
			continue
		case r == '*' && (strings.HasPrefix(s[i:], "**") || strings.HasSuffix(s[:i], "*")):
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

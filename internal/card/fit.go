package card

import (
	"strings"
	"unicode"
)

// Discord's limits on an embed, in characters. They are counted here in UTF-16
// units, which is never fewer than what Discord counts.
const (
	maxTitle  = 256
	maxBody   = 4096
	maxFields = 25
	maxName   = 256
	maxValue  = 1024
	maxFooter = 2048
	maxCards  = 10
	maxSum    = 6000 // titles, bodies, fields and footers of all embeds of a message
	maxText   = 2000
	maxLabel  = 80  // of a button
	maxChoice = 100 // label, value and note of a select's choice, and of a completion
)

// Fit is c within Discord's limits for one embed: what is too long ends in an
// ellipsis, fields past the 25th are left out. Nothing is left empty that
// Discord wants filled.
func (c Card) Fit() Card { return c.fit(maxSum) }

func (c Card) fit(sum int) Card {
	left := sum
	take := func(s string, limit int) string {
		s = Cut(s, min(limit, left))
		left -= length(s)
		return s
	}
	// The footer says where the record stands; it is short and always kept.
	c.Footer = take(c.Footer, maxFooter)
	c.Title = take(c.Title, maxTitle)
	if n := len(c.Fields); n > maxFields {
		c.Fields = c.Fields[:maxFields:maxFields]
	}
	fields, fits := 0, true
	for _, f := range c.Fields {
		n, v := length(f.Name), length(f.Value)
		fields += n + v
		fits = fits && n <= maxName && v <= maxValue && n > 0 && v > 0
	}
	if fits && length(c.Body) <= maxBody && length(c.Body)+fields <= left {
		return c
	}
	c.Body = take(c.Body, maxBody)
	kept := make([]Field, 0, len(c.Fields))
	for _, f := range c.Fields {
		if left < 2 {
			break
		}
		f.Name = take(filled(f.Name), min(maxName, left-1))
		f.Value = take(filled(f.Value), maxValue)
		kept = append(kept, f)
	}
	c.Fields = kept
	return c
}

// Fit is m within Discord's limits, the sum over its cards included.
func (m Message) Fit() Message {
	m.Text = Cut(m.Text, maxText)
	if len(m.Cards) > maxCards {
		m.Cards = m.Cards[:maxCards:maxCards]
	}
	if len(m.Cards) == 1 {
		m.Cards[0] = m.Cards[0].Fit()
		return m
	}
	left := maxSum
	for i := range m.Cards {
		m.Cards[i] = m.Cards[i].fit(left)
		if n := m.Cards[i].length(); n > 0 {
			left -= n
			continue
		}
		m.Cards = m.Cards[:i:i] // Discord refuses an empty embed
		break
	}
	return m
}

func (c Card) length() int {
	n := length(c.Title) + length(c.Body) + length(c.Footer)
	for _, f := range c.Fields {
		n += length(f.Name) + length(f.Value)
	}
	return n
}

// filled is s, or a space of no width where Discord refuses an empty text.
func filled(s string) string {
	if s == "" {
		return "\u200b"
	}
	return s
}

// Length is the length of s as Discord's limits count it: UTF-16 units.
func Length(s string) int { return length(s) }

// length counts without decoding: each letter's first byte, and once more for
// those of four bytes, which are two units.
func length(s string) int {
	n := 0
	for i := range len(s) {
		c := s[i]
		if c&0xc0 != 0x80 {
			n++
		}
		if c >= 0xf0 {
			n++
		}
	}
	return n
}

// Cut is s in at most limit UTF-16 units. What is cut ends in an ellipsis and
// is never torn inside a letter with its marks, after a lone backslash or
// inside a markdown link; isolates and bold type that were open are closed.
func Cut(s string, limit int) string {
	if len(s) <= limit || length(s) <= limit {
		return s
	}
	if limit <= 0 {
		return ""
	}
	var (
		head, tail = "", "" // the longest cut so far, and what closes it
		units      = 0      // before i
		isolates   = 0
		bold       bool
		escaped    bool
		link       bool // inside [label](address)
		address    bool // inside its address
	)
	for i, r := range s {
		closing := strings.Repeat(popIsolate, isolates)
		if bold {
			closing = "**" + closing
		}
		if units+1+len("**")+isolates > limit && units+1+length(closing) > limit {
			break
		}
		if !escaped && !link && !joins(r) && !(r == '*' && strings.HasSuffix(s[:i], "*")) {
			head, tail = s[:i], closing
		}
		switch {
		case escaped:
			escaped = false
		case r == '\\':
			escaped = true
		case r == '[':
			link, address = true, false
		case r == ']' && link:
			address = strings.HasPrefix(s[i+1:], "(")
			link = address
		case r == ')' && address: // addresses hold none of their own, see [Link]
			link, address = false, false
		case r == '*' && strings.HasPrefix(s[i:], "**") && !strings.HasSuffix(s[:i], "*"):
			bold = !bold
		case r == '\u2066' || r == '\u2067' || r == '\u2068':
			isolates++
		case r == '\u2069' && isolates > 0:
			isolates--
		}
		units++
		if r > 0xffff {
			units++
		}
	}
	return strings.TrimRight(head, " \n\u200c") + "…" + tail
}

const popIsolate = "\u2069"

// joins reports whether r belongs to the letter before it.
func joins(r rune) bool {
	return unicode.Is(unicode.M, r) || r == '\u200c' || r == '\u200d'
}

package casefile

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// concealed says why a text may not be kept for what can't be seen in it, or
// "". Controls, marks that reorder or hide what stands around them and
// characters that are none are refused. The marks that Persian and other
// scripts are written with stay: joiners, and the plain direction marks.
func concealed(s string, lines bool) string {
	for i := 0; i < len(s); {
		if b := s[i]; b < utf8.RuneSelf {
			if lines && (b == '\n' || b == '\t') {
				i++
				continue
			}
			if b < 0x20 || b == 0x7f {
				return fmt.Sprintf("has a control character (U+%04X)", b)
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			return "has a letter that is not UTF-8"
		case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			return fmt.Sprintf("has an invisible character (U+%04X) that reorders the text around it", r)
		case r >= 0x80 && r < 0xa0, r == 0x2028, r == 0x2029:
			return fmt.Sprintf("has a control character (U+%04X)", r)
		case r == 0xfeff, r >= 0xfff9 && r <= 0xfffb, r >= 0xe0000 && r <= 0xe007f:
			return fmt.Sprintf("has an invisible character (U+%04X)", r)
		case r&0xfffe == 0xfffe, r >= 0xfdd0 && r <= 0xfdef:
			return fmt.Sprintf("has a code that is no character (U+%04X)", r)
		}
		i += size
	}
	return ""
}

// shorten is s as an error repeats it: the beginning, without what conceals.
func shorten(s string) string {
	const most = 40
	n := 0
	for i := range s {
		if n == most {
			s = s[:i] + "…"
			break
		}
		n++
	}
	if concealed(s, false) != "" {
		return strings.Map(func(r rune) rune {
			if concealed(string(r), false) != "" {
				return '\ufffd'
			}
			return r
		}, s)
	}
	return s
}

// capitals reports whether s is n letters A–Z.
func capitals(s string, n int) bool {
	return len(s) == n && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// isScript reports whether s has the form of a code of ISO 15924, such as Arab.
func isScript(s string) bool {
	return len(s) == 4 && capitals(s[:1], 1) && isSmall(s[1]) && isSmall(s[2]) && isSmall(s[3])
}

// isLang reports whether s has the form of a tag of BCP 47.
func isLang(s string) bool {
	first := true
	for tag := range strings.SplitSeq(s, "-") {
		if len(tag) < 1 || len(tag) > 8 || first && len(tag) < 2 {
			return false
		}
		for i := range len(tag) {
			if !isLetter(tag[i]) && (first || !isDigit(tag[i])) {
				return false
			}
		}
		first = false
	}
	return len(s) <= 35
}

func isLetter(c byte) bool { return isSmall(c | 0x20) }

func isSmall(c byte) bool { return c >= 'a' && c <= 'z' }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

package entry

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// clean is a text as it is kept: composed (NFC), without what can't be seen,
// without space at the ends, with single spaces; on one line, or with at most
// one empty line between two. Two texts that look the same come out the same,
// as far as one script goes. Cleaning what is clean changes nothing.
func clean(s string, lines bool) string {
	s = strings.ToValidUTF8(s, "\ufffd")
	s = norm.NFC.String(s)
	s = visible(s)
	s = norm.NFC.String(s) // what stood apart may compose now
	if !lines {
		return strings.Join(strings.Fields(s), " ")
	}
	var out []string
	for line := range strings.SplitSeq(s, "\n") {
		line = strings.Join(strings.Fields(line), " ")
		if line == "" && (len(out) == 0 || out[len(out)-1] == "") {
			continue
		}
		out = append(out, line)
	}
	return strings.TrimRight(strings.Join(out, "\n"), "\n")
}

// visible drops the characters that nobody sees. Of the joiners those stay
// that change how their neighbours look.
func visible(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	runes := []rune(strings.ReplaceAll(s, "\r\n", "\n"))
	joined := false // the last one written is a joiner
	for i, r := range runes {
		switch {
		case r == '\n' || r == '\r' || r == '\u0085' || r == '\u2028' || r == '\u2029' || r == '\v' || r == '\f':
			b.WriteByte('\n')
		case r == '\t' || r == '\u2800' || unicode.Is(unicode.Zs, r):
			b.WriteByte(' ')
		case r == zwnj || r == zwj:
			if !joined && joins(runes, i) {
				b.WriteRune(r)
				joined = true
			}
			continue
		case unseen(r):
			continue
		default:
			b.WriteRune(r)
		}
		joined = false
	}
	return b.String()
}

// zwnj ends a letter's joined shape inside a word (رسول‌اف), zwj keeps it.
const (
	zwnj = '\u200c'
	zwj  = '\u200d'
)

// unseen reports a character that shows nothing by itself: controls, format
// characters such as those that reorder text, variation selectors, letters
// that are blank, and codes that are no characters.
func unseen(r rune) bool {
	switch {
	case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Variation_Selector, unicode.Noncharacter_Code_Point):
		return true
	case r == 0x034f || r == 0x115f || r == 0x1160 || r == 0x3164 || r == 0xffa0 || r == 0x17b4 || r == 0x17b5:
		return true
	}
	return r >= 0xe0000 && r <= 0xe0fff
}

// joins reports whether the joiner at i changes how the letters around it
// look. In Arabic script a non-joiner does between two letters of which the
// first would join, and a joiner does after such a letter where no other
// follows; in scripts of India and others either may, between letters.
func joins(runes []rune, i int) bool {
	before, after := neighbour(runes, i, -1), neighbour(runes, i, +1)
	switch {
	case unicode.Is(unicode.Arabic, before):
		follows := unicode.Is(unicode.Arabic, after) && unicode.IsLetter(after)
		return joinsOn(before) && follows == (runes[i] == zwnj)
	case before == 0 || after == 0 || !letter(before) || !letter(after):
		return false
	}
	return !unicode.In(before, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Hebrew, unicode.Han, unicode.Hangul,
		unicode.Hiragana, unicode.Katakana, unicode.Armenian, unicode.Georgian, unicode.Ethiopic)
}

func letter(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) }

// neighbour is the next character that is seen and, in Arabic script, is no
// mark above or below a letter.
func neighbour(runes []rune, i, step int) rune {
	for i += step; i >= 0 && i < len(runes); i += step {
		r := runes[i]
		if r == zwnj || r == zwj || unseen(r) || r < 0x900 && unicode.Is(unicode.Mn, r) {
			continue
		}
		return r
	}
	return 0
}

// joinsOn reports whether a letter of Arabic script joins the one after it.
func joinsOn(r rune) bool {
	switch r {
	case 'ا', 'آ', 'أ', 'إ', 'ٱ', 'د', 'ذ', 'ر', 'ز', 'ژ', 'و', 'ؤ', 'ة', 'ء', 'ڈ', 'ڑ', 'ۆ', 'ۇ', 'ۈ', 'ۋ', 'ے', 'ە', 'ڕ', 'ۀ', 'ډ', 'ړ', 'ږ':
		return false
	}
	return unicode.IsLetter(r)
}

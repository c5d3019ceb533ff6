package names

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns the plain spelling of s, equal for what a reader would call
// the same spelling: lower case; no accents, Arabic vowel marks or tatweel;
// one form for each Persian and Arabic letter (ي and ى as ی, ك as ک, ة as ه, أ
// as ا); ASCII digits; apostrophes and invisible characters dropped; any other
// punctuation, and the zero-width non-joiner, one space. There is no space at
// either end. Folding what is folded changes nothing.
//
// Text in which nothing is a letter or a digit folds to "".
func Fold(s string) string {
	if plain(s) {
		return s
	}
	// Lower-casing can uncover what decomposes further, in rare letters
	// such as U+1E9E; a second pass is nearly always the last.
	for range 4 {
		f := foldOnce(s)
		if f == s || plain(f) {
			return f
		}
		s = f
	}
	return s
}

// plain reports whether s is folded already, for the common case of ASCII.
func plain(s string) bool {
	gap := true
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			gap = false
		case c == ' ' && !gap:
			gap = true
		default:
			return false
		}
	}
	return !gap || s == ""
}

func foldOnce(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range norm.NFKD.String(s) {
		if unaccented(r) || silent(r) {
			continue
		}
		r = unicode.ToLower(r)
		text := foldRune(r)
		if text == " " {
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte(' ')
		}
		gap = false
		if text == "" {
			b.WriteRune(r)
		} else {
			b.WriteString(text)
		}
	}
	return norm.NFC.String(b.String())
}

// foldRune returns what a lower-case, decomposed rune is written as, "" where that is
// itself, and a space for what separates words.
func foldRune(r rune) string {
	switch r {
	case 'ي', 'ى', 'ې', 'ۍ', 'ێ', 'ے':
		return "ی"
	case 'ك', 'ڪ':
		return "ک"
	case 'ة', 'ە', 'ۀ', 'ہ', 'ھ', 'ۃ', 'ۂ':
		return "ه"
	case 'ٱ':
		return "ا"
	case 'ı':
		return "i"
	case 'ł':
		return "l"
	case 'ø':
		return "o"
	case 'đ', 'ð':
		return "d"
	case 'ħ':
		return "h"
	case 'ß':
		return "ss"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'þ':
		return "th"
	case 'ŋ':
		return "n"
	}
	switch {
	case '۰' <= r && r <= '۹':
		return string('0' + r - '۰')
	case '٠' <= r && r <= '٩':
		return string('0' + r - '٠')
	case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
		return ""
	}
	return " "
}

// unaccented reports the marks that a spelling may have or lack: combining
// accents, Arabic and Hebrew vowel points, Cyrillic titlos. The vowel signs of
// Indic scripts are marks too, and stay.
func unaccented(r rune) bool {
	switch {
	case r < 0x300:
		return false
	case r <= 0x36f, // combining diacritical marks
		0x483 <= r && r <= 0x489,   // Cyrillic
		0x591 <= r && r <= 0x5c7,   // Hebrew points
		0x610 <= r && r <= 0x61a,   // Arabic honorifics
		0x64b <= r && r <= 0x65f,   // Arabic vowel marks, hamza above and below
		r == 0x670,                 // superscript alef
		0x6d6 <= r && r <= 0x6dc,   // Koranic marks
		0x6df <= r && r <= 0x6e8,   //
		0x6ea <= r && r <= 0x6ed,   //
		0x8ca <= r && r <= 0x8ff,   // Arabic extended marks
		0x1ab0 <= r && r <= 0x1aff, // combining marks, extended
		0x1dc0 <= r && r <= 0x1dff, // combining marks, supplement
		0x20d0 <= r && r <= 0x20ff, // combining marks for symbols
		0xfe00 <= r && r <= 0xfe0f, // variation selectors
		0xfe20 <= r && r <= 0xfe2f: // combining half marks
		return true
	}
	return false
}

// silent reports what is dropped without leaving a gap: apostrophes and the
// other signs for ayn and hamza, tatweel, and characters nobody sees. The
// zero-width non-joiner isn't among them: it separates.
func silent(r rune) bool {
	switch r {
	case '\'', '’', '‘', '‛', '`', '´', '′', 'ء', 'ـ', 'ъ', 'ь', 'Ъ', 'Ь':
		return true
	case zwnj:
		return false
	}
	return 0x2b0 <= r && r <= 0x2ff || unicode.Is(unicode.Cf, r) || r == utf8.RuneError
}

// zwnj, the zero-width non-joiner, ends a letter's joined shape inside a
// Persian word: رسول‌اف. People type it, a space, or nothing.
const zwnj = '\u200c'

// Tokens returns the words of s, folded, and for each word written in parts,
// with a zero-width non-joiner or a hyphen, the joined word after its parts:
// رسول‌اف gives رسول, اف, رسولاف.
func Tokens(s string) []string {
	tokens := strings.Fields(Fold(s))
	for word := range strings.FieldsSeq(s) {
		parts := strings.Fields(Fold(word))
		if len(parts) > 1 && strings.ContainsFunc(word, joint) {
			tokens = append(tokens, strings.Join(parts, ""))
		}
	}
	return tokens
}

// joint reports a sign that holds the parts of one word together.
func joint(r rune) bool {
	return r == zwnj || r == '-' || r == '‐' || r == '‑' || r == '·'
}

// Clean returns text as it may be stored and shown: without control
// characters, other than tab and newline, and without those that reorder or
// hide text. The zero-width joiner and non-joiner stay, because Persian and
// Indic scripts are written with them. Invalid UTF-8 becomes U+FFFD.
func Clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == zwnj || r == '\u200d':
			return r
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == '\u2028', r == '\u2029':
			return -1
		}
		return r
	}, s)
}

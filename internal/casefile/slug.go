package casefile

import "strings"

// maxSlug is the longest slug. A slug is the value of an autocomplete choice
// and part of a button's custom_id, and both are short.
const maxSlug = 64

// IsSlug reports whether s can name a casefile: it is small Latin letters and digits, in words joined
// by single hyphens, at most maxSlug long.
func IsSlug(s string) bool {
	if s == "" || len(s) > maxSlug || s[0] == '-' || s[len(s)-1] == '-' {
		return false
	}
	for i := range len(s) {
		hyphen := s[i] == '-' && s[i-1] != '-'
		if !isSmall(s[i]) && !isDigit(s[i]) && !hyphen {
			return false
		}
	}
	return true
}

// isWord reports whether s is a code such as house_arrest or agency-copy.
func isWord(s string) bool {
	if s == "" || len(s) > 40 || !isSmall(s[0]) {
		return false
	}
	for i := range len(s) {
		if !isSmall(s[i]) && !isDigit(s[i]) && s[i] != '_' && s[i] != '-' {
			return false
		}
	}
	return true
}

// isID reports whether s can name a charge, sentence, source … of a casefile.
func isID(s string) bool {
	if s == "" || len(s) > maxSlug {
		return false
	}
	for i := range len(s) {
		mark := i > 0 && strings.IndexByte("_-.", s[i]) >= 0
		if !isLetter(s[i]) && !isDigit(s[i]) && !mark {
			return false
		}
	}
	return true
}

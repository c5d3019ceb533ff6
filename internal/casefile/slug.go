package casefile

// maxSlug is the longest slug. A slug is the value of an autocomplete choice
// and part of a button's custom_id, and both are short.
const maxSlug = 64

// isSlug reports whether s is small Latin letters and digits, in words joined
// by single hyphens, at most maxSlug long.
func isSlug(s string) bool {
	if s == "" || len(s) > maxSlug || s[0] == '-' || s[len(s)-1] == '-' {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' && s[i-1] != '-') {
			return false
		}
	}
	return true
}

// isWord reports whether s is a code such as house_arrest or agency-copy.
func isWord(s string) bool {
	if s == "" || len(s) > 40 || s[0] < 'a' || s[0] > 'z' {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_' || c == '-') {
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
		c := s[i]
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || i > 0 && (c == '_' || c == '-' || c == '.')) {
			return false
		}
	}
	return true
}

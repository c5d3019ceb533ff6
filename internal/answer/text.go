package answer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"vigil/internal/names"
)

// MaxQuestion is how many characters a question may have. Nobody asks longer, and what
// is longer costs time.
const MaxQuestion = 400

// maxWords is how many words a question may have, and maxTokens how many parts of
// words.
const (
	maxWords  = 60
	maxTokens = 2 * maxWords
)

// token is one word of a question, folded as names are.
type token struct {
	text string // folded: lower case, one form of each Persian letter, ASCII digits
	raw  string // as it was typed
	cut  bool   // a comma or another sign stands before it
	ends bool   // a sentence ends after it
	word int    // which typed word it is a part of: رسول‌اف is one word of two tokens
}

// tokenise cuts a question, or a text of the record, into tokens. Numbers joined by
// strokes or hyphens, which are dates, stay whole; an English 's is dropped.
func tokenise(text string) []token {
	var (
		all  []token
		word int
	)
	runes := []rune(names.Clean(text))
	cut := false
	for i := 0; i < len(runes); {
		if !wordly(runes[i]) {
			cut = cut || strings.ContainsRune(",،;؛:/&", runes[i])
			if len(all) > 0 && strings.ContainsRune(".!?؟\n", runes[i]) {
				all[len(all)-1].ends = true
			}
			i++
			continue
		}
		j := i + 1
		for j < len(runes) && (wordly(runes[j]) || joins(runes, j)) {
			j++
		}
		n := len(all)
		all = appendWord(all, string(runes[i:j]), word)
		if n < len(all) {
			all[n].cut, cut = cut, false
		}
		word++
		i = j
	}
	return all
}

// tooLong reports whether a question has more than is read. No part of one is
// answered: what is left out could say something else.
func tooLong(question string, toks []token) bool {
	n := len(toks)
	return utf8.RuneCountInString(question) > MaxQuestion || n > maxTokens || n > 0 && toks[n-1].word >= maxWords
}

func wordly(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// joins reports whether what stands at i holds the letters around it together.
func joins(runes []rune, i int) bool {
	if i+1 >= len(runes) || !wordly(runes[i+1]) {
		return false
	}
	switch runes[i] {
	case '\u200c', '\u200d', '\'', '’', '‘', '-', '‐', '‑', '.':
		return runes[i] != '.' || (unicode.IsDigit(runes[i-1]) && unicode.IsDigit(runes[i+1]))
	case '/', ',', '٬', '٫':
		return unicode.IsDigit(runes[i-1]) && unicode.IsDigit(runes[i+1])
	}
	return false
}

func appendWord(all []token, raw string, word int) []token {
	bare := raw
	for _, clitic := range [...]string{"'s", "’s", "‘s", "'S", "’S"} {
		bare = strings.TrimSuffix(bare, clitic)
	}
	if folded := digits(bare); isDate(folded) {
		return append(all, token{text: folded, raw: raw, word: word})
	} else if isGrouped(folded) {
		return append(all, token{text: strings.NewReplacer(",", "", "٬", "").Replace(folded), raw: raw, word: word})
	}
	for _, part := range strings.Fields(names.Fold(bare)) {
		all = append(all, token{text: part, raw: raw, word: word})
	}
	return all
}

// digits is s with Persian and Arabic digits as ASCII ones.
func digits(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '۰' && r <= '۹':
			return '0' + r - '۰'
		case r >= '٠' && r <= '٩':
			return '0' + r - '٠'
		}
		return r
	}, s)
}

// isDate reports whether s is digits joined by strokes or hyphens.
func isDate(s string) bool {
	return strings.ContainsAny(s, "/-") && strings.Trim(s, "0123456789/-") == "" && s[0] != '/' && s[0] != '-'
}

// isGrouped reports whether s is a number in groups of three.
func isGrouped(s string) bool {
	return strings.ContainsAny(s, ",٬") && strings.Trim(s, "0123456789,٬") == ""
}

// joined is the key of a run of tokens: the same for what is written apart,
// together or with a hyphen.
func joined(tokens []token) string {
	if len(tokens) == 1 {
		return tokens[0].text
	}
	var b strings.Builder
	for i := range tokens {
		b.WriteString(tokens[i].text)
	}
	return b.String()
}

// key is the key of a phrase of the word lists or of the record.
func key(phrase string) string { return strings.ReplaceAll(names.Fold(phrase), " ", "") }

// persian reports whether a question is written in Arabic script, names aside:
// its answer is then in Persian.
func persian(question string) bool {
	arabic, latin := 0, 0
	for _, r := range question {
		switch {
		case unicode.Is(unicode.Arabic, r):
			arabic++
		case unicode.Is(unicode.Latin, r):
			latin++
		}
	}
	return arabic > 0 && arabic*3 >= latin
}

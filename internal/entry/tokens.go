package entry

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a word, a number in digits or a sign of a line. What it stands for
// in the line is line[from:to].
type token struct {
	word     string // folded: small letters, digits 0–9, one form of each letter
	from, to int
	digits   bool
	sign     bool
	spaced   bool // there is space before it
	quoted   bool // stands between quotation marks
}

// tokenise cuts a clean line. A word ends where digits begin, at a hyphen and
// at a non-joiner: 8-year, ۸ساله and ممنوع‌الخروجی are two words each, though a
// text that is taken as it was typed still has them in one.
func tokenise(line string) []token {
	var all []token
	spaced := false
	for i := 0; i < len(line); {
		r, size := utf8.DecodeRuneInString(line[i:])
		switch {
		case r == ' ' || r == '\n':
			spaced = true
			i += size
			continue
		case r == zwnj || r == zwj:
			i += size
			continue
		}
		t := token{from: i, spaced: spaced}
		switch {
		case digit(r):
			t.to, t.digits = i+numberLength(line[i:]), true
		case inWord(r):
			t.to = i + wordLength(line[i:])
		default:
			t.to, t.sign = i+size, true
		}
		t.word = foldWord(line[i:t.to])
		i, spaced = t.to, false
		if n := len(all); t.word == "ی" && n > 0 && !all[n-1].sign && !all[n-1].digits { // joins what it stands between: هزینه‌ی دادرسی
			all[n-1].to = t.to
			continue
		}
		if first, second, ok := glued(t); ok {
			all = append(all, first, second)
			continue
		}
		if parts := gluedByAnd(t, all); parts != nil {
			all = append(all, parts...)
			continue
		}
		all = append(all, t)
	}
	markQuoted(all)
	return all
}

func digit(r rune) bool {
	return r >= '0' && r <= '9' || r >= '۰' && r <= '۹' || r >= '٠' && r <= '٩'
}

func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsMark(r) || r == '\'' || r == '’'
}

func wordLength(s string) int {
	for i, r := range s {
		if !inWord(r) {
			return i
		}
	}
	return len(s)
}

// numberLength is the length of a number in digits with what stands between
// them: 50,000,000 and 1.5.
func numberLength(s string) int {
	end := 0
	for i, r := range s {
		switch {
		case digit(r):
			end = i + utf8.RuneLen(r)
		case i == end && strings.ContainsRune(",.٬٫،'’_/", r):
			next, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):])
			if !digit(next) {
				return end
			}
			end = i + utf8.RuneLen(r)
		default:
			return end
		}
	}
	return end
}

// foldWord makes a word the same however it was typed.
func foldWord(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		switch {
		case r >= '۰' && r <= '۹':
			b.WriteRune(r - '۰' + '0')
		case r >= '٠' && r <= '٩':
			b.WriteRune(r - '٠' + '0')
		case r == 'ي' || r == 'ى' || r == 'ئ':
			b.WriteRune('ی')
		case r == 'ك':
			b.WriteRune('ک')
		case r == 'ة' || r == 'ۀ' || r == 'ە':
			b.WriteRune('ه')
		case r == 'آ' || r == 'أ' || r == 'إ':
			b.WriteRune('ا')
		case r == 'ؤ':
			b.WriteRune('و')
		case r == '’':
			b.WriteByte('\'')
		case r == 'ـ' || r == zwnj || r == zwj || unicode.Is(unicode.Mn, r):
		default:
			b.WriteRune(r)
		}
	}
	word := b.String()
	if word == "'" {
		return word
	}
	return strings.TrimRight(strings.TrimSuffix(word, "'s"), "'")
}

// glued takes apart what Persian often writes in one: یکسال is یک سال.
func glued(t token) (first, second token, ok bool) {
	for _, unit := range []string{"ساله", "سال", "ماهه", "ماه", "روزه", "روز"} {
		number, found := strings.CutSuffix(t.word, unit)
		if _, isNumber := numeral(number); found && isNumber && number != "" {
			first, second = t, t
			first.word, second.word, second.spaced = number, unit, false
			return first, second, true
		}
	}
	return t, t, false
}

// gluedByAnd takes apart numbers that are written in one, or with a non-joiner
// alone between them: بیست‌وپنج and بیستوپنج are بیست و پنج. nil if t is none.
func gluedByAnd(t token, before []token) []token {
	for i, r := range t.word {
		if r != 'و' {
			continue
		}
		left, right := t.word[:i], t.word[i+len("و"):]
		if _, isNumber := numeral(right); !isNumber {
			continue
		}
		parts := make([]token, 0, 3)
		for _, word := range []string{left, "و", right} {
			part := t
			part.word, part.spaced = word, t.spaced && len(parts) == 0
			parts = append(parts, part)
		}
		if _, isNumber := numeral(left); isNumber {
			return parts
		}
		if n := len(before); left == "" && n > 0 && !t.spaced {
			if _, isNumber := numeral(before[n-1].word); isNumber {
				return parts[1:]
			}
		}
	}
	return nil
}

// markQuoted marks what stands between the first quotation mark and the last
// one that closes it.
func markQuoted(all []token) {
	for i := range all {
		closing := closingQuote(all[i].word)
		if !all[i].sign || closing == "" {
			continue
		}
		for j := len(all) - 1; j > i; j-- {
			if all[j].word == closing {
				for k := i; k <= j; k++ {
					all[k].quoted = true
				}
				return
			}
		}
	}
}

func closingQuote(open string) string {
	switch open {
	case "“":
		return "”"
	case "«":
		return "»"
	case "\"":
		return "\""
	}
	return ""
}

// joined are the words of some tokens, with single spaces between them;
// hyphens are left out.
func joined(toks []token) string {
	var b strings.Builder
	for _, t := range toks {
		if t.word == "-" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(t.word)
	}
	return b.String()
}

// phrase is the longest beginning of toks, of at most most words, that known
// knows, and how many tokens it takes. It ends with a word, not a hyphen.
func phrase[T any](toks []token, most int, known func(words string) (T, bool)) (found T, n int) {
	for n := min(most, len(toks)); n > 0; n-- {
		if toks[0].word == "-" || toks[n-1].word == "-" || toks[0].quoted {
			continue
		}
		if found, ok := known(joined(toks[:n])); ok {
			return found, n
		}
	}
	return found, 0
}

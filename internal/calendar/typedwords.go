package calendar

import (
	"strings"
	"time"
	"unicode"
)

// foldTyped makes what people type the same as the words below: small letters,
// digits 0–9, one form of each Persian letter, no vowel signs, no invisible
// characters; commas and the full stops of abbreviations are spaces.
func foldTyped(s string) string {
	var b strings.Builder
	runes := []rune(foldDigits(strings.ToLower(s)))
	for i, r := range runes {
		switch r {
		case 'ي', 'ى', 'ئ':
			b.WriteRune('ی')
		case 'ك':
			b.WriteRune('ک')
		case 'آ', 'أ', 'إ':
			b.WriteRune('ا')
		case 'ة', 'ۀ':
			b.WriteRune('ه')
		case 'ؤ':
			b.WriteRune('و')
		case '–', '—', '−':
			b.WriteString(" - ")
		case '؟':
			b.WriteByte('?')
		case ',', '،', '(', ')':
			b.WriteByte(' ')
		case '.':
			if abbreviates(runes, i) {
				b.WriteByte(' ')
			} else {
				b.WriteByte('.')
			}
		case 'ـ': // tatweel
		default:
			if !unicode.In(r, unicode.Mn, unicode.Cf) {
				b.WriteRune(r)
			}
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// abbreviates reports whether the stop at i follows a letter, as in "Jan. 5",
// or ends the text. The dots of "../2024" and "12.05.2024" do neither.
func abbreviates(runes []rune, i int) bool {
	if i == 0 {
		return false
	}
	return unicode.IsLetter(runes[i-1]) || i == len(runes)-1 && runes[i-1] != '.'
}

// lead is what a word before a date makes of it.
type lead int

const (
	nothing lead = iota
	before       // ../X, X left out unless it is a day
	until        // ../X
	after        // X/.., X left out unless it is a day
	since        // X/..
	between      // X/Y
	about        // X~
	perhaps      // X?
)

// leadOf takes the words off that say how a date is meant.
func leadOf(words []string) (lead, []string) {
	for n := min(3, len(words)); n > 0; n-- {
		if l := leadIn(strings.Join(words[:n], " ")); l != nothing {
			return l, words[n:]
		}
	}
	return nothing, words
}

func leadIn(words string) lead {
	switch words {
	case "before", "prior to", "earlier than", "پیش از", "قبل از":
		return before
	case "by", "until", "till", "up to", "on or before", "no later than", "not later than", "تا":
		return until
	case "after", "later than", "پس از", "بعد از":
		return after
	case "since", "from", "on or after", "no earlier than", "not earlier than", "از":
		return since
	case "between", "بین", "میان":
		return between
	case "about", "around", "circa", "c", "ca", "approximately", "approx", "roughly", "حدود", "حدودا", "تقریبا":
		return about
	case "perhaps", "possibly", "maybe", "probably", "شاید", "احتمالا":
		return perhaps
	}
	return nothing
}

// joins reports whether a word stands between the two dates of a span.
func joins(word string, l lead) bool {
	switch word {
	case "-", "to", "until", "till", "تا":
		return true
	case "and", "و":
		return l == between
	}
	return false
}

// isNoise reports whether a word adds nothing to a date.
func isNoise(word string) bool {
	switch word {
	case "the", "of", "in", "on", "year", "month", "سال", "ماه", "روز", "در":
		return true
	}
	return false
}

// month is a month by name, of either calendar.
type month struct {
	calendar Reckoning
	number   int // 1 to 12; 0 is none
}

// monthNamed knows English names and their abbreviations, the Persian names
// of Gregorian months, and Solar Hijri months in both scripts.
func monthNamed(word string) month {
	word = strings.TrimSuffix(word, "ماه") // written in one with its name
	if len(word) >= 3 {
		for m := time.January; m <= time.December; m++ {
			name := strings.ToLower(m.String())
			if word == name || word == name[:3] || m == time.September && word == "sept" {
				return month{Gregorian, int(m)}
			}
		}
	}
	for i, names := range [12]string{
		"ژانویه|جنوری", "فوریه|فبروری", "مارس|مارچ", "اوریل|اپریل", "مه|می", "ژوین|جون|ژوئن",
		"ژوییه|جولای|ژویه", "اوت|اگوست|اگست", "سپتامبر|سپتمبر", "اکتبر|اکتوبر", "نوامبر|نومبر", "دسامبر|دسمبر",
	} {
		if isOneOf(word, names) {
			return month{Gregorian, i + 1}
		}
	}
	for i, names := range [12]string{
		"farvardin|فروردین|حمل", "ordibehesht|اردیبهشت|ثور", "khordad|خرداد|جوزا", "tir|تیر|سرطان",
		"mordad|amordad|مرداد|امرداد|اسد", "shahrivar|شهریور|سنبله", "mehr|مهر|میزان", "aban|ابان|عقرب",
		"azar|اذر|قوس", "dey|dei|دی|جدی", "bahman|بهمن|دلو", "esfand|اسفند|حوت",
	} {
		if isOneOf(word, names) {
			return month{SolarHijri, i + 1}
		}
	}
	return month{}
}

func seasonNamed(word string) Season {
	switch word {
	case "spring", "بهار":
		return Spring
	case "summer", "تابستان":
		return Summer
	case "autumn", "fall", "پاییز", "خزان":
		return Autumn
	case "winter", "زمستان":
		return Winter
	}
	return NoSeason
}

// weekdayNamed is the day of the week; false for any other word.
func weekdayNamed(word string) (time.Weekday, bool) {
	persian := [7]string{"یکشنبه", "دوشنبه", "سهشنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه"}
	for w := time.Sunday; w <= time.Saturday; w++ {
		name := strings.ToLower(w.String())
		if word == name || word == name[:3] || word == persian[w] {
			return w, true
		}
	}
	return 0, false
}

func isOneOf(word, names string) bool {
	for name := range strings.SplitSeq(names, "|") {
		if word == name {
			return true
		}
	}
	return false
}

package names

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// LatinFold returns s as it sounds, as far as its Latin or Cyrillic spelling
// tells, folded so that the usual romanisations of one name come out alike:
// ou, oo, u, ü and o are u; ee, ei, ay, y, i and e are i; sch, ş and ш are S,
// tsch, ch and ç C, kh and x X, zh and ж Z, gh and q q; doubled letters are
// one. Words of other scripts are only folded, because a script that writes no
// short vowels can't be romanised by rule.
func LatinFold(s string) string {
	ws := words(s)
	folds := make([]string, len(ws))
	for i, w := range ws {
		folds[i] = w.plain
		if w.script == latin {
			folds[i] = string(coarse(w.sound))
		}
	}
	return strings.Join(folds, " ")
}

// ConsonantKey returns the consonants of each word that both a Persian and a
// Latin spelling show: رسول and Rasoul are both rsl. Letters that sound alike
// share one sign (س ص ث; ز ذ ض ظ; ت ط; ق غ ک گ with q, gh, k, g), and those
// that come and go between spellings (ع ه ح و ی ا with h, v, w, y) are left
// out. A word without any has an empty key.
func ConsonantKey(s string) string {
	var keys []string
	for _, w := range words(s) {
		if k := key(w.sound); len(k) > 0 {
			keys = append(keys, string(k))
		}
	}
	return strings.Join(keys, " ")
}

// A script is what decides how a word can be compared.
type script uint8

const (
	other  script = iota // by its letters alone: Chinese, Hebrew, digits …
	latin                // by vowels and consonants; Cyrillic is read as Latin
	arabic               // by consonants and long vowels: Persian, Arabic, Uyghur
)

// word is one word of a name, in the forms that it is found by.
type word struct {
	plain  string // folded
	script script
	sound  []byte // one letter for each sound; nil for other scripts
}

// words returns the words of s in order, without joined ones.
func words(s string) []word {
	plain := strings.Fields(Fold(s))
	spelled := plain
	if marked(s) {
		spelled = strings.Fields(Fold(spell(s)))
	}
	ws := make([]word, len(plain))
	for i := range plain {
		ws[i] = newWord(plain[i], spelled[min(i, len(spelled)-1)])
	}
	return ws
}

// newWord returns the word with its sound. Spelled is the folded word after
// [spell].
func newWord(plain, spelled string) word {
	w := word{plain: plain}
	w.script = scriptOf(plain)
	switch w.script {
	case latin:
		w.sound = latinSound(spelled)
	case arabic:
		w.sound = arabicSound(plain)
	}
	if len(w.sound) == 0 {
		w.script, w.sound = other, nil
	}
	return w
}

func scriptOf(plain string) script {
	for _, r := range plain {
		switch {
		case r < 0x80 && unicode.IsLetter(r), 0x80 <= r && r < 0x250, r == 'ə', 0x400 <= r && r < 0x500:
			return latin
		case 0x620 <= r && r < 0x700:
			return arabic
		case r > 0x7f:
			return other
		}
	}
	return other
}

// marked reports whether s has Latin letters whose marks tell the sound.
func marked(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return 0xc0 <= r && r < 0x370 })
}

// spell writes the marked letters of Turkish, Azerbaijani, Czech, Polish and
// Esperanto as English does, before folding takes the marks away.
func spell(s string) string {
	return letters.Replace(strings.ToLower(norm.NFC.String(s)))
}

var letters = strings.NewReplacer(
	"ş", "sh", "š", "sh", "ŝ", "sh", "ś", "sh", "ș", "sh",
	"ç", "ch", "č", "ch", "ĉ", "ch", "ć", "ch",
	"dž", "j", "dż", "j", "ĝ", "j",
	"ž", "zh", "ż", "zh", "ĵ", "zh", "ğ", "gh",
)

// latinSound reads a folded Latin or Cyrillic word as a row of sounds: the
// vowels a e i o u, y for the ei of Heidar, S C X Z for sh ch kh zh, q for gh,
// and the other consonants as they are.
func latinSound(word string) []byte {
	text := []byte(cyrillic.Replace(word))
	sound := make([]byte, 0, len(text))
	for i := 0; i < len(text); {
		s, n := nextSound(text, i)
		i += n
		for _, c := range []byte(s) {
			if len(sound) == 0 || sound[len(sound)-1] != c {
				sound = append(sound, c)
			}
		}
	}
	if n := len(sound); n > 2 && sound[n-1] == 'h' && vowel(sound[n-2]) {
		sound[n-1] = lastHeh // Sareh, Fatemah
	}
	return sound
}

// digraphs are spelled with several letters, longest first.
var digraphs = []struct{ letters, sound string }{
	{"tsch", "C"}, {"dsch", "j"}, {"shch", "S"},
	{"tch", "C"}, {"dzs", "j"}, {"dzh", "j"}, {"sch", "S"},
	{"aei", "ay"}, {"aee", "ay"}, {"aie", "ay"},
	{"sh", "S"}, {"ch", "C"}, {"kh", "X"}, {"gh", "q"}, {"zh", "Z"},
	{"ph", "f"}, {"th", "t"}, {"ck", "k"}, {"sz", "s"}, {"zs", "Z"},
	{"cz", "C"}, {"dj", "j"}, {"ee", "i"}, {"oo", "u"}, {"ou", "u"},
}

// nextSound returns the sound at text[i] and how many letters it takes.
func nextSound(text []byte, i int) (sound string, n int) {
	rest := string(text[i:])
	for _, d := range digraphs {
		if strings.HasPrefix(rest, d.letters) {
			return d.sound, len(d.letters)
		}
	}
	after := func(n int) byte { // the letter n places on, 0 at the end
		if i+n < len(text) {
			return text[i+n]
		}
		return 0
	}
	switch c := text[i]; c {
	case 'a', 'e':
		if (after(1) == 'i' || after(1) == 'y') && after(2) != 0 && !vowel(after(2)) && after(2) != 'y' {
			return "y", 2 // Heidar, Haydar
		}
		return rest[:1], 1
	case 'o':
		if after(1) == 'w' && !vowel(after(2)) {
			return "u", 2 // Rowhani
		}
		return "o", 1
	case 'c':
		if n := after(1); n == 'e' || n == 'i' || n == 'y' {
			return "s", 1
		}
		return "k", 1
	case 'q':
		if after(1) == 'u' && vowel(after(2)) {
			return "q", 2 // Quayum
		}
		return "q", 1
	case 'w':
		return "v", 1
	case 'x':
		return "X", 1
	case 'y':
		return "i", 1
	}
	if c := text[i]; 'a' <= c && c <= 'z' || '0' <= c && c <= '9' {
		return rest[:1], 1
	}
	return "", 1
}

func vowel(c byte) bool {
	return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y'
}

// cyrillic reads folded Cyrillic, and the Latin letters outside ASCII that
// folding keeps, as an English newspaper would write them.
var cyrillic = strings.NewReplacer(
	"а", "a", "б", "b", "в", "v", "г", "g", "д", "d", "е", "e", "ж", "zh", "з", "z", "и", "i", "к", "k",
	"л", "l", "м", "m", "н", "n", "о", "o", "п", "p", "р", "r", "с", "s", "т", "t", "у", "u", "ф", "f",
	"х", "kh", "ц", "ts", "ч", "ch", "ш", "sh", "щ", "shch", "ы", "y", "э", "e", "ю", "yu", "я", "ya",
	"і", "i", "є", "e", "ґ", "g", "ј", "y", "љ", "l", "њ", "n", "ђ", "j", "ћ", "ch", "џ", "j",
	"ғ", "gh", "қ", "q", "ң", "n", "ө", "o", "ү", "u", "ұ", "u", "һ", "h", "ә", "a", "ҳ", "h", "ҷ", "j",
	"ə", "a",
)

// The letters of Arabic script that stand for more than one sound, or for
// none, depending on the word. The rest have the signs of [latinSound].
const (
	firstAlef = 'I' // any vowel
	alef      = 'A' // long a
	waw       = 'W' // v, u, o
	yeh       = 'Y' // i, y, ei
	lastYeh   = 'L' // i, or the a of Mostafa
	heh       = 'H' // h
	lastHeh   = 'E' // e, a, h or nothing; and the h of Sareh
	ayn       = 'N' // a vowel or nothing
)

// arabicSound reads a folded word of Arabic script as a row of sounds.
func arabicSound(word string) []byte {
	sound := make([]byte, 0, len(word)/2)
	for _, r := range word {
		c := arabicLetter(r)
		if c == alef && len(sound) == 0 {
			c = firstAlef
		}
		if c != 0 && (len(sound) == 0 || sound[len(sound)-1] != c) {
			sound = append(sound, c)
		}
	}
	if n := len(sound); n > 1 {
		switch sound[n-1] {
		case yeh:
			sound[n-1] = lastYeh
		case heh:
			sound[n-1] = lastHeh
		}
	}
	return sound
}

func arabicLetter(r rune) byte {
	switch r {
	case 'ا':
		return alef
	case 'و', 'ۋ':
		return waw
	case 'ۇ', 'ۆ', 'ۈ', 'ۅ':
		return 'u'
	case 'ی':
		return yeh
	case 'ه':
		return heh
	case 'ع':
		return ayn
	case 'ب', 'ٻ':
		return 'b'
	case 'پ':
		return 'p'
	case 'ت', 'ط', 'ٹ', 'ټ':
		return 't'
	case 'ث', 'س', 'ص', 'څ':
		return 's'
	case 'ج':
		return 'j'
	case 'چ':
		return 'C'
	case 'ح':
		return 'h'
	case 'خ':
		return 'X'
	case 'د', 'ڈ', 'ډ':
		return 'd'
	case 'ذ', 'ز', 'ض', 'ظ', 'ځ':
		return 'z'
	case 'ر', 'ڑ', 'ړ', 'ڕ':
		return 'r'
	case 'ژ', 'ږ':
		return 'Z'
	case 'ش', 'ښ':
		return 'S'
	case 'غ', 'ق':
		return 'q'
	case 'ف':
		return 'f'
	case 'ڤ':
		return 'v'
	case 'ک':
		return 'k'
	case 'گ', 'ګ':
		return 'g'
	case 'ل', 'ڵ':
		return 'l'
	case 'م':
		return 'm'
	case 'ن', 'ں', 'ڼ', 'ڭ':
		return 'n'
	}
	if '0' <= r && r <= '9' {
		return byte(r)
	}
	return 0
}

// coarse folds a Latin sound's vowels to a, i and u.
func coarse(sound []byte) []byte {
	out := make([]byte, 0, len(sound))
	for _, c := range sound {
		switch c {
		case 'e', 'y':
			c = 'i'
		case 'o':
			c = 'u'
		case lastHeh:
			continue
		}
		if len(out) == 0 || out[len(out)-1] != c {
			out = append(out, c)
		}
	}
	return out
}

// key returns the consonants of a sound that every spelling shows.
func key(sound []byte) []byte {
	out := make([]byte, 0, len(sound))
	for _, c := range sound {
		switch c {
		case 'a', 'e', 'i', 'o', 'u', 'y', 'h', 'v',
			firstAlef, alef, waw, yeh, lastYeh, heh, lastHeh, ayn:
			continue
		case 'q', 'g':
			c = 'k'
		}
		if len(out) == 0 || out[len(out)-1] != c {
			out = append(out, c)
		}
	}
	return out
}

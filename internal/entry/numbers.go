package entry

import (
	"math/big"
	"strings"
)

// maxDigits is how long a number may be; no fine is higher.
const maxDigits = 25

// number is a number that was typed, in digits, in words or in both, as in
// "2.5 million".
type number struct {
	value *big.Rat
	text  string // its digits, where there were only digits: 1234.50
}

// whole is the number as an int; false if it has a fraction or is beyond what
// terms and counts go up to.
func (n number) whole() (int, bool) {
	if !n.value.IsInt() || !n.value.Num().IsInt64() || n.value.Num().Int64() > 99999 {
		return 0, false
	}
	return int(n.value.Num().Int64()), true
}

// amount is the number as it is kept of money.
func (n number) amount() string {
	if n.text != "" {
		return n.text
	}
	if n.value.IsInt() {
		return n.value.Num().String()
	}
	return strings.TrimRight(n.value.FloatString(12), "0")
}

func (n number) isZero() bool { return n.value.Sign() == 0 }

// numberAt reads the number that begins at toks[i]. next is i if there is
// none. fault is a code, if there is one that can't be read.
func numberAt(toks []token, i int) (n number, next int, fault string) {
	if i >= len(toks) || toks[i].quoted {
		return number{}, i, ""
	}
	if w := toks[i].word; w == "half" || w == "نیم" || w == "½" {
		next = i + 1
		if next < len(toks) && isArticle(toks[next].word) {
			next++
		}
		return number{value: big.NewRat(1, 2)}, next, ""
	}
	r := numberReader{toks: toks, i: i, total: new(big.Rat), group: new(big.Rat), room: big.NewRat(1000, 1)}
	if fault := r.read(); fault != "" {
		return number{}, r.i, fault
	}
	if r.i == i {
		return number{}, i, ""
	}
	n = number{value: r.total.Add(r.total, r.group), text: r.text}
	if n, next, ok := halfMore(n, toks, r.i); ok {
		if next < len(toks) && !toks[next].quoted {
			if scale, ok := numeral(toks[next].word); ok && scale >= 1000 {
				n.value.Mul(n.value, new(big.Rat).SetInt64(scale))
				next++
			}
		}
		return n, next, ""
	}
	return n, r.i, ""
}

// halfMore reads "and a half", "و نیم" or ½ after a whole number.
func halfMore(n number, toks []token, i int) (number, int, bool) {
	if !n.value.IsInt() {
		return n, i, false
	}
	for _, half := range []string{"½", "and a half", "and half", "و نیم", "ونیم"} {
		if k := strings.Count(half, " ") + 1; i+k <= len(toks) && joined(toks[i:i+k]) == half {
			return number{value: n.value.Add(n.value, big.NewRat(1, 2))}, i + k, true
		}
	}
	return n, i, false
}

func isArticle(word string) bool { return word == "a" || word == "an" || word == "the" }

// numberReader adds up the parts of a number: 2 million, 500 thousand and 12.
type numberReader struct {
	toks  []token
	i     int
	total *big.Rat // of what was closed by a thousand, a million …
	group *big.Rat // what may still be multiplied
	room  *big.Rat // what may still be added to the group must be less
	scale *big.Rat // the last one; nil: none yet
	text  string
	parts int
}

func (r *numberReader) read() (fault string) {
	for r.i < len(r.toks) {
		j := r.i
		if r.parts > 0 && (r.toks[j].word == "and" || r.toks[j].word == "و" || r.toks[j].word == "-" && !r.toks[j].spaced) {
			j++
		}
		if j >= len(r.toks) || r.toks[j].quoted {
			return ""
		}
		if r.toks[j].digits {
			if j != r.i && r.toks[j-1].word == "-" { // 5-7: a span, not a number
				return ""
			}
			if taken, fault := r.digits(j); fault != "" || !taken {
				return fault
			}
			continue
		}
		v, ok := numeral(r.toks[j].word)
		if !ok && r.parts == 0 && isArticle(r.toks[j].word) && j+1 < len(r.toks) {
			if next, isNumber := numeral(r.toks[j+1].word); isNumber && next >= 100 {
				r.i++
				continue
			}
		}
		if !ok || !r.word(v, j) {
			return ""
		}
	}
	return ""
}

// word takes a number word, if it can go on what was read.
func (r *numberReader) word(v int64, j int) bool {
	value := new(big.Rat).SetInt64(v)
	switch {
	case v == 100 && r.group.Sign() > 0 && r.group.Cmp(big.NewRat(10, 1)) < 0 && r.parts > 0 && j == r.i: // two hundred
		r.group.Mul(r.group, value)
		r.room = big.NewRat(100, 1)
	case v >= 1000:
		if r.scale != nil && value.Cmp(r.scale) >= 0 {
			return false
		}
		if r.group.Sign() == 0 {
			if r.parts > 0 && r.room.Cmp(big.NewRat(1000, 1)) != 0 { // nought thousand
				return false
			}
			r.group.SetInt64(1)
		}
		r.total.Add(r.total, r.group.Mul(r.group, value))
		r.group, r.room, r.scale = new(big.Rat), big.NewRat(1000, 1), value
	case value.Cmp(r.room) >= 0:
		return false
	default:
		r.group.Add(r.group, value)
		r.room = roomAfter(v)
	}
	r.i, r.text = j+1, ""
	r.parts++
	return true
}

// roomAfter is what a number word leaves open: after twenty a unit, after five
// nothing.
func roomAfter(v int64) *big.Rat {
	switch {
	case v >= 100:
		return big.NewRat(100, 1)
	case v >= 20:
		return big.NewRat(10, 1)
	}
	return new(big.Rat)
}

// digits takes a number in digits, with the groups of three that follow it
// after spaces.
func (r *numberReader) digits(j int) (taken bool, fault string) {
	text, ok := plainDigits(r.toks[j].word)
	if !ok {
		return false, "penalty.amount"
	}
	k := j + 1
	if len(text) <= 3 && text[0] != '0' {
		for k < len(r.toks) && r.toks[k].digits && r.toks[k].spaced && len(r.toks[k].word) == 3 && strings.Trim(r.toks[k].word, "0123456789") == "" {
			text += r.toks[k].word
			k++
		}
	}
	if len(text) > maxDigits {
		return false, "penalty.too_large"
	}
	value, ok := new(big.Rat).SetString(text)
	if !ok {
		return false, "penalty.amount"
	}
	if r.parts > 0 && (r.group.Sign() > 0 || value.Cmp(r.room) >= 0) {
		return false, ""
	}
	r.group.Add(r.group, value)
	r.room = new(big.Rat)
	if r.text = ""; r.parts == 0 {
		r.text = text
	}
	r.i = k
	r.parts++
	return true, ""
}

// plainDigits is a number in digits without the marks between groups of three;
// false where it can't be told whether a mark stands between groups or before
// a fraction: 50.000 may be fifty.
func plainDigits(word string) (string, bool) {
	whole, fraction, point := word, "", false
	if i := strings.LastIndexAny(word, ".٫"); i >= 0 && strings.Count(word, ".")+strings.Count(word, "٫") == 1 {
		_, width := runeAt(word, i)
		whole, fraction, point = word[:i], word[i+width:], true
		if word[i] == '.' && len(fraction) == 3 && !strings.ContainsAny(whole, ",٬،'_") {
			return "", false
		}
	}
	groups := strings.FieldsFunc(whole, func(r rune) bool { return !digit(r) })
	if len(groups) == 0 || strings.Contains(word, "/") || point && strings.Trim(fraction, "0123456789") != "" {
		return "", false
	}
	if len(groups) > 1 {
		if len(groups[0]) > 3 || groups[0][0] == '0' {
			return "", false
		}
		for _, g := range groups[1:] {
			if len(g) != 3 {
				return "", false
			}
		}
	}
	text := strings.Join(groups, "")
	if text = strings.TrimLeft(text, "0"); text == "" {
		text = "0"
	}
	if point {
		text += "." + fraction
	}
	return text, true
}

func runeAt(s string, i int) (rune, int) {
	for _, r := range s[i:] {
		return r, len(string(r))
	}
	return 0, 0
}

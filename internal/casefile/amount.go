package casefile

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// Amount is a sum of money to the last digit: a fine, costs. It is never held
// in binary floating point. A file may write it as a number or as text, with
// any number of trailing zeroes; it is written again as it was read. The unit
// is [Penalty.Currency].
type Amount struct {
	digits string // what was written: digits, perhaps a point and more digits
	quoted bool   // as text in JSON
}

// maxAmount is how many characters an amount may have; the national debt of
// no country needs more.
const maxAmount = 30

// errAmount says what an amount looks like.
var errAmount = errors.New(`an amount is digits, perhaps with a point: 50000000 or "1234.50"`)

// ParseAmount reads digits with at most one point between them. There is no
// sign, no exponent and no grouping.
func ParseAmount(s string) (Amount, error) {
	whole, fraction, point := strings.Cut(s, ".")
	switch {
	case len(s) > maxAmount:
		return Amount{}, fmt.Errorf("%d characters are too many for an amount (at most %d)", len(s), maxAmount)
	case !digitsOnly(whole), point && !digitsOnly(fraction), len(whole) > 1 && whole[0] == '0':
		return Amount{}, fmt.Errorf("%q can't be read: %w", s, errAmount)
	}
	return Amount{digits: s}, nil
}

func digitsOnly(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return s != ""
}

// String is the amount as written, such as "50000000" or "1234.50".
func (a Amount) String() string { return a.digits }

// IsZero reports whether a is the zero Amount, which no file can hold. It is
// not whether the sum is nought.
func (a Amount) IsZero() bool { return a == Amount{} }

// Parts are the digits before and after the point, for grouping them in a
// reader's language.
func (a Amount) Parts() (whole, fraction string) {
	whole, fraction, _ = strings.Cut(a.digits, ".")
	return whole, fraction
}

// Compare is -1, 0 or +1 as a is less than, equal to or more than o, in the
// same currency.
func (a Amount) Compare(o Amount) int {
	whole, fraction := a.Parts()
	other, rest := o.Parts()
	whole, other = strings.TrimLeft(whole, "0"), strings.TrimLeft(other, "0")
	return cmp.Or(cmp.Compare(len(whole), len(other)), strings.Compare(whole, other),
		strings.Compare(strings.TrimRight(fraction, "0"), strings.TrimRight(rest, "0")))
}

// MarshalJSON writes a number where a number was read, otherwise text.
func (a Amount) MarshalJSON() ([]byte, error) {
	if a.quoted || a.IsZero() {
		return []byte(`"` + a.digits + `"`), nil
	}
	return []byte(a.digits), nil
}

// UnmarshalJSON reads a number or text.
func (a *Amount) UnmarshalJSON(data []byte) error {
	s, quoted := plainText(data)
	if !quoted {
		s = string(data)
	}
	read, err := ParseAmount(s)
	if err != nil {
		return err
	}
	read.quoted = quoted
	*a = read
	return nil
}

// plainText is the text that data, one JSON value, holds, if it is text.
func plainText(data []byte) (string, bool) {
	if len(data) < 2 || data[0] != '"' {
		return "", false
	}
	s, err := jsontext.AppendUnquote(nil, data)
	return string(s), err == nil
}

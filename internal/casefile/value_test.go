package casefile_test

import (
	"encoding/json"
	"testing"

	"vigil/internal/casefile"
)

// TestYear tells numbers and text apart, and both from what is no year.
func TestYear(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		`2018`: `2018`, `"2018"`: `"2018"`, `"1979~"`: `"1979~"`, `"199X"`: `"199X"`, `"2010/2011"`: `"2010/2011"`, `800`: `800`, `""`: `""`,
		`0`: "", `10000`: "", `2018.5`: "", `-5`: "", `true`: "", `"2018-05"`: "", `"long ago"`: "", `[2018]`: "",
	} {
		var y casefile.Year
		err := json.Unmarshal([]byte(in), &y)
		if want == "" {
			if err == nil {
				t.Errorf("%s is taken for the year %v", in, y)
			}
			continue
		}
		out, failed := json.Marshal(y)
		if err != nil || failed != nil || string(out) != want {
			t.Errorf("%s is written %s, %v %v; want %s", in, out, err, failed, want)
		}
	}
	if got := casefile.YearOf(2018); got.String() != "2018" || got.Date().String() != "2018" {
		t.Errorf("the year 2018 is %v, %v", got, got.Date())
	}
	if !casefile.YearOf(0).IsZero() || !casefile.YearOf(10000).IsZero() {
		t.Error("years that can't be written are not zero")
	}
}

// TestAmount keeps each digit, as a number and as text.
func TestAmount(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		`0`: `0`, `50000000`: `50000000`, `1234.50`: `1234.50`, `"1234.50"`: `"1234.50"`,
		`123456789012345678901234567890`: `123456789012345678901234567890`,
		`-1`:                             "", `1e9`: "", `"1,000"`: "", `""`: "", `true`: "", `1234567890123456789012345678901`: "",
	} {
		var a casefile.Amount
		err := json.Unmarshal([]byte(in), &a)
		if want == "" {
			if err == nil {
				t.Errorf("%s is taken for the amount %v", in, a)
			}
			continue
		}
		out, failed := json.Marshal(a)
		if err != nil || failed != nil || string(out) != want {
			t.Errorf("%s is written %s, %v %v; want %s", in, out, err, failed, want)
		}
	}
	a, b := amount(t, "1234.5"), amount(t, "1234.50")
	if a.Compare(b) != 0 || a.Compare(amount(t, "1235")) != -1 || amount(t, "99999999999999999999.1").Compare(amount(t, "99999999999999999999.0")) != 1 {
		t.Error("amounts are compared wrongly")
	}
	if whole, fraction := b.Parts(); whole != "1234" || fraction != "50" {
		t.Errorf("1234.50 has the parts %s and %s", whole, fraction)
	}
}

func amount(t *testing.T, s string) casefile.Amount {
	t.Helper()
	a, err := casefile.ParseAmount(s)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

package calendar

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func TestParseTerm(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		want Term
	}{
		{"P8Y", Term{Years: 8}},
		{"P7Y6M", Term{Years: 7, Months: 6}},
		{"P13M", Term{Months: 13}},
		{"P15D", Term{Days: 15}},
		{"P2W", Term{Weeks: 2}},
		{"P1Y2M3W4D", Term{1, 2, 3, 4}},
		{"P۷Y۶M", Term{Years: 7, Months: 6}},
		{"P0D", Term{}},
	} {
		got, err := ParseTerm(c.text)
		if err != nil || got != c.want {
			t.Errorf("ParseTerm(%q) = %+v, %v", c.text, got, err)
		}
		if got.String() != foldDigits(c.text) {
			t.Errorf("%q is written %q", c.text, got)
		}
	}
}

func TestParseTermRefuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text  string
		fault Fault
		names string
	}{
		{"", NotUnderstood, "is not a P"},
		{"P", NotUnderstood, "is not a P"},
		{"8Y", NotUnderstood, "is not a P"},
		{"8 years", NotUnderstood, "is not a P"},
		{"-P8Y", NotUnderstood, "is not a P"},
		{"P-8Y", NotUnderstood, `"-"`},
		{"P8", NotUnderstood, "number of nothing"},
		{"P8X", NotUnderstood, `"X"`},
		{"P8Jahre", NotUnderstood, `"J"`},
		{"P6M7Y", NotUnderstood, "in that order"},
		{"P1Y1Y", NotUnderstood, "each once"},
		{"PY", NotUnderstood, "number should stand"},
		{"P1.5Y", NotCalendarUnits, "fraction"},
		{"P1,5Y", NotCalendarUnits, "fraction"},
		{"PT36H", NotCalendarUnits, "hours"},
		{"P1DT1H", NotCalendarUnits, "hours"},
		{"P100000Y", OutOfRange, "99999"},
		{"P99999999999999999999Y", OutOfRange, "99999"},
	} {
		got, err := ParseTerm(c.text)
		fault, ok := errors.AsType[*ParseError](err)
		if !ok {
			t.Errorf("ParseTerm(%q) = %s, want a refusal", c.text, got)
			continue
		}
		if fault.Fault != c.fault || !strings.Contains(err.Error(), c.names) {
			t.Errorf("ParseTerm(%q): fault %d, %v; want %d, naming %q", c.text, fault.Fault, err, c.fault, c.names)
		}
	}
}

func TestTermCompare(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b    string
		order   int
		certain bool
	}{
		{"P8Y", "P8Y", 0, true},
		{"P1Y", "P12M", 0, true},
		{"P1Y6M", "P17M", 1, true},
		{"P2W", "P14D", 0, true},
		{"P8Y", "P95M", 1, true},
		{"P1Y", "P364D", 1, true},
		{"P1Y", "P365D", 1, false},
		{"P1Y", "P366D", -1, false},
		{"P1Y", "P367D", -1, true},
		{"P1M", "P27D", 1, true},
		{"P1M", "P28D", 1, false},
		{"P1M", "P31D", -1, false},
		{"P1M", "P32D", -1, true},
		{"P1Y1D", "P1Y", 1, true},
		{"P1Y", "P11M40D", -1, true},
		{"P4800M", "P20871W", 0, true}, // the calendar repeats after 146,097 days
		{"P99999Y", "P99999D", 1, true},
	} {
		a, errA := ParseTerm(c.a)
		b, errB := ParseTerm(c.b)
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		if order, certain := a.Compare(b); order != c.order || certain != c.certain {
			t.Errorf("%s to %s: %d, certain %t; want %d, %t", a, b, order, certain, c.order, c.certain)
		}
		if order, certain := b.Compare(a); order != -c.order || certain != c.certain {
			t.Errorf("%s to %s: %d, certain %t; want %d, %t", b, a, order, certain, -c.order, c.certain)
		}
	}
}

// The shortcut in Compare rests on this: no count of months is farther from
// its mean length than it allows, wherever it starts and however it is clamped.
func TestMonthsStayNearTheirMeanLength(t *testing.T) {
	t.Parallel()
	for _, n := range []int{1, 2, 7, 11, 12, 13, 25, 48, 120, 1200, 2400, 3601} {
		mean := float64(n) * daysInCycle / monthsInCycle
		for m := range monthsInCycle {
			for _, day := range []int{1, 28, 31} {
				start := Day{m / 12, time.Month(m%12 + 1), 1}
				start.Day = min(day, daysIn(start.Year, start.Month))
				// Two clamped ends may add three days.
				if off := float64(start.addMonths(n).Sub(start)) - mean; max(off, -off)+3 > farApart {
					t.Fatalf("%d months from %s are %.2f days off their mean", n, start, off)
				}
			}
		}
	}
}

package calendar

import "fmt"

// Reckoning is the calendar in which anniversaries are counted.
type Reckoning int

// The two calendars. The zero Reckoning is Gregorian.
const (
	Gregorian Reckoning = iota
	SolarHijri
)

// String is "gregorian" or "solar_hijri".
func (r Reckoning) String() string {
	if r == SolarHijri {
		return "solar_hijri"
	}
	return "gregorian"
}

// MarshalText is [Reckoning.String].
func (r Reckoning) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads "gregorian" and "solar_hijri".
func (r *Reckoning) UnmarshalText(text []byte) error {
	switch string(text) {
	case "gregorian":
		*r = Gregorian
	case "solar_hijri":
		*r = SolarHijri
	default:
		return fmt.Errorf("%q is no calendar: it is gregorian or solar_hijri", clip(string(text)))
	}
	return nil
}

// LeapRule is where a common year remembers a 29 February.
type LeapRule int

// The two customs. The zero LeapRule is OnFebruary28. The thirtieth of Esfand
// needs no rule: common years remember it on the twenty-ninth, the year's last
// day, and the day after would be another year.
const (
	OnFebruary28 LeapRule = iota
	OnMarch1
)

// String is "february_28" or "march_1".
func (l LeapRule) String() string {
	if l == OnMarch1 {
		return "march_1"
	}
	return "february_28"
}

// MarshalText is [LeapRule.String].
func (l LeapRule) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText reads "february_28" and "march_1".
func (l *LeapRule) UnmarshalText(text []byte) error {
	switch string(text) {
	case "february_28":
		*l = OnFebruary28
	case "march_1":
		*l = OnMarch1
	default:
		return fmt.Errorf("%q is no rule for 29 February: it is february_28 or march_1", clip(string(text)))
	}
	return nil
}

// Anniversary is the day on which of is remembered for the nth time: the same
// day and month n years on. It is the zero Day if of is none, n is less than
// one, or the calendar does not reach that far.
func (r Reckoning) Anniversary(of Day, n int, rule LeapRule) Day {
	if of.IsZero() || n < 1 {
		return Day{}
	}
	if r == SolarHijri {
		h, ok := ToHijri(of)
		if !ok || n > lastHijriYear-h.Year {
			return Day{}
		}
		h.Year += n
		h.Day = min(h.Day, hijriMonthLength(h.Year, h.Month))
		return h.Gregorian()
	}
	day := of.addMonths(12 * n)
	if day.Day != of.Day && rule == OnMarch1 {
		day = day.AddDays(1)
	}
	return day
}

// Remembered is one anniversary: the day, and how many years it marks.
type Remembered struct {
	Day   Day
	Years int // at least 1
}

// Anniversaries are those of one day that fall from one day to another, both
// included, in order. There are none for a day that is none, and none on the
// day itself.
func (r Reckoning) Anniversaries(of, from, to Day, rule LeapRule) []Remembered {
	if of.IsZero() || from.IsZero() || to.IsZero() {
		return nil
	}
	var all []Remembered
	// An anniversary falls within a day of n mean years, so one year before
	// the span's beginning is early enough to start from.
	for n := max(1, from.Year-of.Year-1); ; n++ {
		day := r.Anniversary(of, n, rule)
		if day.IsZero() || day.After(to) {
			return all
		}
		if !day.Before(from) {
			all = append(all, Remembered{day, n})
		}
	}
}

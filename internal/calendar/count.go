package calendar

// Count is a convention for counting the days between two days. Sources use
// both, and the two differ by one, so a count must say which it follows.
type Count int

// The conventions. The zero Count is Elapsed, the one that Vigil counts by.
const (
	Elapsed   Count = iota // the first day is day 0: as many as nights
	Inclusive              // the first day is day 1: both ends are counted
)

// String is "elapsed" or "inclusive".
func (c Count) String() string {
	if c == Inclusive {
		return "inclusive"
	}
	return "elapsed"
}

// DaysHeld is how many days there are from start to end by convention c. It is
// 0 if either is none or end lies before start, since nobody is held for less
// than no time.
func DaysHeld(start, end Day, c Count) int {
	if start.IsZero() || end.IsZero() || end.Before(start) {
		return 0
	}
	n := end.Sub(start)
	if c == Inclusive {
		n++
	}
	return n
}

// Reached is the day on which a count from start comes to n by convention c:
// the day to mark as "100 days". It is none if start is none or n less than 1.
func (c Count) Reached(start Day, n int) Day {
	if start.IsZero() || n < 1 {
		return Day{}
	}
	if c == Inclusive {
		n--
	}
	return start.AddDays(n)
}

package bot

import (
	"strconv"
	"testing"
	"time"
)

// idAt is an id that Discord would make at that instant.
func idAt(t time.Time, n int) string {
	return strconv.FormatUint(uint64(t.UnixMilli()-epoch)<<22|uint64(n), 10)
}

func TestLateness(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		lags []time.Duration // of interactions, one after another
		want []bool          // which are late
	}{
		{"in time", []time.Duration{50 * time.Millisecond, 2 * time.Second}, []bool{false, false}},
		{"the first already late", []time.Duration{4 * time.Second}, []bool{true}},
		{"one late among others", []time.Duration{0, 5 * time.Second, 0}, []bool{false, true, false}},
		{"measured against the smallest lag", []time.Duration{-time.Second, 2500 * time.Millisecond}, []bool{false, true}},
		{"a clock that is behind", []time.Duration{-10 * time.Second, -9 * time.Second, -5 * time.Second}, []bool{false, false, true}},
		{"a clock that is ahead", []time.Duration{9 * time.Second, 10 * time.Second, 9 * time.Second, 9 * time.Second}, []bool{true, true, true, false}},
		{"a rehearsal in another year", []time.Duration{-500 * day, -500 * day, -500*day + 4*time.Second}, []bool{false, false, true}},
		{"a rehearsal ahead", []time.Duration{500 * day, 500 * day}, []bool{false, false}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var l lateness
			for i, lag := range tt.lags {
				if late, _ := l.late(idAt(noon(), i), noon().Add(lag)); late != tt.want[i] {
					t.Errorf("interaction %d with a lag of %v: late %v", i, lag, late)
				}
			}
		})
	}
	var l lateness
	if late, _ := l.late("not a number", noon()); late {
		t.Error("an id that can't be read counts as late")
	}
}

func TestRecent(t *testing.T) {
	t.Parallel()
	var r recent
	if r.seen("7") || !r.seen("7") {
		t.Error("the second time was not noticed")
	}
	for i := range 3 * len(r.ring) {
		if r.seen(strconv.Itoa(100 + i)) {
			t.Fatalf("%d was never seen", 100+i)
		}
	}
	if len(r.set) > len(r.ring) {
		t.Errorf("remembers %d ids", len(r.set))
	}
	if r.seen("7") {
		t.Error("remembers for ever")
	}
}

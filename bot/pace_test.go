package bot

import (
	"testing"
	"time"
)

func TestIdentifies(t *testing.T) {
	t.Parallel()
	var i identifies
	now := noon()
	if w := i.wait(now); w != 0 {
		t.Errorf("the first waits %v", w)
	}
	i.note(now)
	if w := i.wait(now.Add(time.Second)); w != 4*time.Second {
		t.Errorf("the second waits %v, want 4s", w)
	}

	// As fast as it is let, a day brings no more than the budget.
	count := 1
	for end := noon().Add(day); ; count++ {
		now = now.Add(i.wait(now))
		if !now.Before(end) {
			break
		}
		i.note(now)
	}
	if count != identifiesPerDay {
		t.Errorf("%d identifies in a day, want %d", count, identifiesPerDay)
	}
	if len(i.at) > identifiesPerDay {
		t.Errorf("remembers %d", len(i.at))
	}
}

func TestBackoff(t *testing.T) {
	t.Parallel()
	b := backoff{jitter: func() float64 { return 0 }}
	want := []time.Duration{1, 2, 4, 8, 16, 32, 64, 120, 120, 120}
	for i, w := range want {
		if d := b.next(); d != w*time.Second {
			t.Errorf("wait %d is %v, want %v", i, d, w*time.Second)
		}
	}
	b.reset()
	b.jitter = func() float64 { return 0.999 }
	if d := b.next(); d < 500*time.Millisecond || d > 501*time.Millisecond {
		t.Errorf("with all the jitter: %v", d)
	}
	b.jitter, b.failures = nil, 500
	if d := b.next(); d < lastRetry/2 || d > lastRetry {
		t.Errorf("after 500 failures: %v", d)
	}
}

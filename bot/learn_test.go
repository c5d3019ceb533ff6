package bot

import (
	"errors"
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

// A 429 holds back what it concerns, and nothing else.
func TestPaced429(t *testing.T) {
	t.Parallel()
	const asked = 3 * time.Second
	for name, tt := range map[string]struct {
		says    []string
		all     bool
		invalid int
	}{
		"user":                          {[]string{"Retry-After", "3", "X-RateLimit-Scope", "user", "X-RateLimit-Bucket", "abc"}, false, 1},
		"shared":                        {[]string{"Retry-After", "3", "X-RateLimit-Scope", "shared", "X-RateLimit-Reset-After", "1"}, false, 0},
		"global":                        {[]string{"Retry-After", "3", "X-RateLimit-Scope", "global", "X-RateLimit-Global", "true"}, true, 1},
		"of the network before Discord": {[]string{"Retry-After", "3", "Content-Type", "text/html"}, true, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				p := newPacing(&far{says: func(_ string, n int) *http.Response {
					if n == 1 {
						return answer(http.StatusTooManyRequests, tt.says...)
					}
					return nil
				}})
				err := <-p.says(t.Context(), 1)
				if r := (*refused)(nil); !errors.As(err, &r) || r.Status != http.StatusTooManyRequests {
					t.Errorf("the first: %v", err)
				}
				began := time.Now()
				settle(t, p.says(t.Context(), 1), p.says(t.Context(), 1), p.says(t.Context(), 2))
				if at := p.far.when(came(room(1))); len(at) != 3 || at[1].Sub(began) < asked || at[2].Sub(began) > asked+time.Second {
					t.Errorf("the channel was told after %v", at[1].Sub(began))
				}
				at := p.far.when(came(room(2)))
				if d := at[0].Sub(began); (d >= asked) != tt.all || d > asked+time.Second {
					t.Errorf("another channel was told after %v", d)
				}
				if h := p.look(); h.Invalid != tt.invalid {
					t.Errorf("%d invalid requests", h.Invalid)
				}
			})
		})
	}
}

// What would have to wait for long isn't kept waiting, but sent away with how
// long that is.
func TestPacedHeld(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newPacing(&far{trip: time.Second, says: func(_ string, n int) *http.Response {
			if n == 1 {
				return answer(http.StatusTooManyRequests, "Retry-After", "90", "X-RateLimit-Scope", "user")
			}
			return nil
		}})
		first := p.says(t.Context(), 1)
		time.Sleep(100 * time.Millisecond)
		all := []<-chan error{p.says(t.Context(), 1), p.says(t.Context(), 1), p.says(t.Context(), 1), p.says(t.Context(), 1), p.says(t.Context(), 1)}
		if err := <-first; err == nil {
			t.Error("the first was taken")
		}
		var late *held
		if err := <-all[4]; !errors.As(err, &late) || late.after < 89*time.Second || late.after > 90*time.Second {
			t.Errorf("sent away with %v", err)
		}
		settle(t, p.says(t.Context(), 2))

		// Ten an hour can be published in a channel.
		publish := func() error { return <-p.send(t.Context(), http.MethodPost, "/channels/3/messages/4/crosspost") }
		for range 10 {
			if err := publish(); err != nil {
				t.Error(err)
			}
		}
		if err := publish(); !errors.As(err, &late) || late.after < 59*time.Minute {
			t.Errorf("the eleventh: %v", err)
		}
		time.Sleep(time.Hour)
		if err := publish(); err != nil {
			t.Errorf("an hour later: %v", err)
		}
	})
}

// Discord's word on how much it takes goes before what is known.
func TestPacedLearns(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		n := 0
		p := newPacing(&far{says: func(path string, _ int) *http.Response {
			if path != came(room(1)) {
				return nil
			}
			left := "1"
			if n++; n%2 == 0 {
				left = "0"
			}
			return answer(http.StatusOK, "X-RateLimit-Limit", "2", "X-RateLimit-Remaining", left, "X-RateLimit-Reset-After", "8")
		}})
		for range 4 {
			settle(t, p.says(t.Context(), 1))
		}
		if at := p.far.when(came(room(1))); most(at, 8*time.Second) != 2 {
			t.Errorf("told at %v", at)
		}
		// Channels that it said nothing of are taken to be alike.
		for range 3 {
			settle(t, p.says(t.Context(), 2))
		}
		if at := p.far.when(came(room(2))); most(at, 8*time.Second) != 2 {
			t.Errorf("another was told at %v", at)
		}
	})
}

// Where no quota is known, what Discord says is enough.
func TestPacedUnknownQuota(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		left := 3
		p := newPacing(&far{says: func(string, int) *http.Response {
			left--
			return answer(http.StatusOK, "X-RateLimit-Limit", "3", "X-RateLimit-Remaining", string(rune('0'+left)), "X-RateLimit-Reset-After", "4")
		}})
		began := time.Now()
		for range 3 {
			settle(t, p.send(t.Context(), http.MethodGet, "/guilds/1"))
		}
		left = 3
		settle(t, p.send(t.Context(), http.MethodGet, "/guilds/1"))
		if at := p.far.when(came("/guilds/1")); at[2].Sub(began) > time.Second || at[3].Sub(began) < 4*time.Second {
			t.Errorf("asked at %v", at)
		}
	})
}

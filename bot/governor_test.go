package bot

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// refuse has that many requests refused, as fast as can be.
func (p *pacing) refuse(n int) {
	for range n {
		p.governor.note(time.Now(), "403 POST /channels/{id}/messages")
	}
}

// The more Discord refuses, the slower requests are sent, until only what has
// to be is.
func TestGovernor(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newPacing(&far{})
		// took is how long it takes to send ten.
		took := func() time.Duration {
			began := time.Now()
			var all []<-chan error
			for i := range 10 {
				all = append(all, p.says(t.Context(), i))
			}
			settle(t, all...)
			return time.Since(began)
		}
		p.refuse(slowFrom)
		if d := took(); d > time.Second/4 {
			t.Errorf("with %d refused, ten took %v", slowFrom, d)
		}
		if h := p.look(); h.Invalid != slowFrom || h.Sending == "" {
			t.Errorf("health says %+v", h)
		}
		p.refuse(2 * halvedBy)
		if d := took(); d < 9*4*time.Second/49 {
			t.Errorf("with a thousand more, ten took %v", d)
		}
		p.refuse(stopAt - slowFrom - 2*halvedBy)

		var late *held
		if err := <-p.says(t.Context(), 1); !errors.As(err, &late) || late.after > invalidSpan+invalidSlice {
			t.Errorf("with %d refused, a post: %v", stopAt, err)
		}
		if err := <-p.send(t.Context(), http.MethodGet, "/guilds/1"); !errors.As(err, &late) {
			t.Errorf("a lookup: %v", err)
		}
		began := time.Now()
		settle(t, p.send(t.Context(), http.MethodGet, "/gateway/bot"))
		for range 4 {
			settle(t, p.send(t.Context(), http.MethodDelete, "/channels/1/messages/2"))
		}
		if d := time.Since(began); d < 4*time.Second {
			t.Errorf("five vital requests took only %v", d)
		}
		if h := p.look(); !strings.HasPrefix(h.Sending, "stopped") {
			t.Errorf("health says %+v", h)
		}

		time.Sleep(late.after)
		if d := took(); d > time.Second/4 {
			t.Errorf("afterwards, ten took %v", d)
		}
		if h := p.look(); h.Invalid != 0 || h.Sending != "" {
			t.Errorf("health says %+v", h)
		}
		log := p.log.String()
		for _, want := range []string{"slowed down", "stopped", "usual rate"} {
			if strings.Count(log, want) != 1 {
				t.Errorf("%q is not once in the log:\n%s", want, log)
			}
		}
		if !strings.Contains(log, `mostly="403 POST /channels/{id}/messages"`) {
			t.Errorf("the log doesn't say what was refused:\n%s", log)
		}
	})
}

// Counts don't outlive the ten minutes in which Discord counts.
func TestGovernorForgets(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newPacing(&far{})
		for range 100 {
			p.refuse(10)
			time.Sleep(invalidSpan / 50)
		}
		if n, _ := p.governor.look(time.Now()); n < 490 || n > 520 {
			t.Errorf("%d within ten minutes, of 500", n)
		}
		time.Sleep(24 * time.Hour)
		if n, _ := p.governor.look(time.Now()); n != 0 {
			t.Errorf("%d after a day", n)
		}
	})
}

func TestGovernorCounts(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		status int
		scope  string
		want   int
	}{
		{http.StatusOK, "", 0},
		{http.StatusBadRequest, "", 0},
		{http.StatusUnauthorized, "", 1},
		{http.StatusForbidden, "", 1},
		{http.StatusNotFound, "", 0},
		{http.StatusTooManyRequests, "", 1},
		{http.StatusTooManyRequests, "user", 1},
		{http.StatusTooManyRequests, "global", 1},
		{http.StatusTooManyRequests, "shared", 0},
		{http.StatusBadGateway, "", 0},
	} {
		g := newGovernor(&far{says: func(string, int) *http.Response { return answer(tt.status, "X-RateLimit-Scope", tt.scope) }}, nil)
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://discord.invalid/", nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := g.RoundTrip(r)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if n := g.total(); n != tt.want {
			t.Errorf("%d %s counts as %d", tt.status, tt.scope, n)
		}
	}
}

// With a refused token nothing is sent but what finds out whether it is right.
func TestPacedToken(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		wrong := true
		p := newPacing(&far{says: func(string, int) *http.Response {
			if wrong {
				return answer(http.StatusUnauthorized)
			}
			return nil
		}})
		var late *held
		for _, pause := range []time.Duration{time.Minute, 2 * time.Minute, 4 * time.Minute} {
			if err := <-p.says(t.Context(), 1); errors.As(err, &late) || err == nil {
				t.Errorf("the request that finds it out: %v", err)
			}
			n := len(p.far.all())
			for _, one := range []<-chan error{p.says(t.Context(), 1), p.send(t.Context(), http.MethodDelete, "/channels/1/messages/2")} {
				if err := <-one; !errors.As(err, &late) || late.after != pause {
					t.Errorf("another: %v", err)
				}
			}
			if h := p.look(); len(p.far.all()) != n || !strings.Contains(h.Sending, "token") {
				t.Errorf("%d were sent; health says %q", len(p.far.all())-n, h.Sending)
			}
			time.Sleep(pause)
		}
		if err := <-p.says(t.Context(), 1); err == nil {
			t.Error("a wrong token was taken")
		}
		wrong = false
		settle(t, p.send(t.Context(), http.MethodGet, "/gateway/bot"))
		settle(t, p.says(t.Context(), 1))
		if h := p.look(); h.Sending != "" {
			t.Errorf("health says %q", h.Sending)
		}
	})
}

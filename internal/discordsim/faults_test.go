package discordsim_test

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"vigil/internal/discordsim"
)

func TestFaultsBeforeAndAfterTheEffect(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.Faults().Status(1, 502, discordsim.Before, "POST /channels/*/messages")
	w.Faults().Status(1, 503, discordsim.After, "POST /channels/*/messages")
	for i, want := range []struct{ status, messages int }{{502, 0}, {503, 1}, {200, 2}} {
		r := w.do(t, "POST", w.messages(), `{"content":"a"}`)
		if n := len(w.general.Messages()); r.status != want.status || n != want.messages {
			t.Errorf("%d. try: status %d and %d messages, want %+v", i+1, r.status, n, want)
		}
	}
	w.Faults().Refuse(1, 50013, "POST /channels/**")
	if r := w.do(t, "POST", w.messages(), `{"content":"a"}`); r.status != 403 || r.code() != 50013 {
		t.Errorf("refused with %v", r.body)
	}
	w.Faults().Status(5, 500, discordsim.Before, "")
	w.Faults().Clear()
	if r := w.do(t, "GET", "/users/@me", ""); r.status != 200 {
		t.Errorf("a fault that was taken back: %d", r.status)
	}
}

func TestBrokenLines(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for when, want := range map[discordsim.When]int{discordsim.Before: 0, discordsim.After: 1} {
		before := len(w.general.Messages())
		w.Faults().Cut(1, when, "POST /channels/*/messages")
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.URL()+w.messages(), strings.NewReader(`{"content":"a"}`))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "Bot token")
		if resp, err := http.DefaultClient.Do(req); err == nil {
			resp.Body.Close()
			t.Error("the line held")
		}
		if n := len(w.general.Messages()) - before; n != want {
			t.Errorf("%d messages came of it, want %d", n, want)
		}
	}
}

func TestASlowAnswer(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.Faults().Slow(1, 100*time.Millisecond, "GET /users/@me")
	began := time.Now()
	if r := w.do(t, "GET", "/users/@me", ""); r.status != 200 || time.Since(began) < 100*time.Millisecond {
		t.Errorf("answered with %d after %s", r.status, time.Since(began))
	}
}

func TestTheWayThereAndBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(o *discordsim.Options) { o.Trip = func() time.Duration { return 100 * time.Millisecond } })
	began := time.Now()
	if r := w.do(t, "GET", "/users/@me", ""); r.status != 200 || time.Since(began) < 100*time.Millisecond {
		t.Errorf("answered with %d after %s", r.status, time.Since(began))
	}
	if took := w.Requests()[0].Took; took > 50*time.Millisecond {
		t.Errorf("the way counts as a part of the work: %s", took)
	}
}

func TestRefusalsByLimit(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for scope, counts := range map[discordsim.Scope]int{discordsim.RouteLimit: 1, discordsim.GlobalLimit: 1, discordsim.SharedLimit: 0} {
		before := w.InvalidRequests()
		w.Faults().Next429(1, scope, 1500*time.Millisecond, "POST /channels/*/messages")
		r := w.do(t, "POST", w.messages(), `{"content":"a"}`)
		if r.status != 429 || r.body["retry_after"] != 1.5 || r.header.Get("Retry-After") != "2" ||
			r.header.Get("X-RateLimit-Scope") != string(scope) || r.body["global"] != (scope == discordsim.GlobalLimit) {
			t.Errorf("%s: %d %v %v", scope, r.status, r.header, r.body)
		}
		if n := w.InvalidRequests() - before; n != counts {
			t.Errorf("%s counted as %d invalid requests", scope, n)
		}
	}
}

func TestBucketsOfRoutes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	other := "/channels/" + w.server.AddChannel("other").ID.String() + "/messages"
	for i := range 5 {
		r := w.do(t, "POST", w.messages(), `{"content":"a"}`)
		if want := string(rune('4' - i)); r.header.Get("X-RateLimit-Remaining") != want || r.header.Get("X-RateLimit-Limit") != "5" {
			t.Errorf("%d. message: %v", i+1, r.header)
		}
	}
	r := w.do(t, "POST", w.messages(), `{"content":"a"}`)
	if after, _ := r.body["retry_after"].(float64); r.status != 429 || after <= 0 || after > 5 || r.body["global"] != false {
		t.Errorf("the sixth: %d %v", r.status, r.body)
	}
	if r := w.do(t, "POST", other, `{"content":"a"}`); r.status != 200 {
		t.Errorf("another channel has the same bucket: %d", r.status)
	}
}

func TestTheGlobalLimit(t *testing.T) {
	t.Parallel()
	for _, sliding := range []bool{false, true} {
		l := discordsim.DiscordLimits()
		l.Sliding, l.Route = sliding, nil
		w := newWorld(t, func(o *discordsim.Options) { o.Limits = &l })
		var (
			group   sync.WaitGroup
			mu      sync.Mutex
			refused int
		)
		for range 8 {
			group.Go(func() {
				for range 20 {
					if r := w.do(t, "GET", "/users/@me", ""); r.status == 429 && r.body["global"] == true {
						mu.Lock()
						refused++
						mu.Unlock()
					}
				}
			})
		}
		group.Wait()
		if refused == 0 || refused != w.InvalidRequests() {
			t.Errorf("sliding %v: of 160 at once %d were refused, %d counted", sliding, refused, w.InvalidRequests())
		}
	}
}

func TestTooManyInvalidRequestsAreABan(t *testing.T) {
	t.Parallel()
	l := discordsim.Limits{Ban: 3}
	w := newWorld(t, func(o *discordsim.Options) { o.Limits = &discordsim.Limits{Ban: l.Ban, Global: 1000} })
	w.Faults().Refuse(3, 50001, "GET /users/@me")
	for range 3 {
		w.do(t, "GET", "/users/@me", "")
	}
	if r := w.do(t, "GET", "/users/@me", ""); r.status != 429 {
		t.Errorf("not banned: %d", r.status)
	}
}

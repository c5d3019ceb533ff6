package discordsim

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/go-json-experiment/json"
)

// Limits are how many requests are taken. Windows run in real time, since the
// other side waits for them in real time.
type Limits struct {
	// Global is how many requests each application may make in a second;
	// 0: any number. Interactions are exempt.
	Global int
	// Sliding counts over the last second at every moment. Otherwise the count
	// starts anew a second after the first request, so that a burst at the end
	// of one window and another at the beginning of the next are both taken.
	Sliding bool
	// Route says how many requests an endpoint takes in what time, for each
	// channel, server or webhook by itself; 0 requests: any number. kind is as
	// in [Request.Route]. Nil: no limits but the global one.
	Route func(kind string) (requests int, per time.Duration)
	// Ban is after how many invalid requests (401, 403, 429) in 10 minutes all
	// requests are refused without a word of JSON; 0: never.
	Ban int
}

// DiscordLimits are the limits that Discord is known to have.
func DiscordLimits() Limits {
	return Limits{Global: 50, Route: discordRoute, Ban: 10_000}
}

// NoLimits takes everything.
func NoLimits() *Limits { return &Limits{} }

func discordRoute(kind string) (int, time.Duration) {
	switch kind {
	case "POST /interactions/{id}/{token}/callback", "GET /gateway", "GET /gateway/bot":
		return 0, 0
	case "POST /channels/{id}/messages", "PATCH /channels/{id}/messages/{id}", "DELETE /channels/{id}/messages/{id}",
		"POST /channels/{id}/typing":
		return 5, 5 * time.Second
	case "POST /channels/{id}/messages/{id}/crosspost":
		return 10, time.Hour
	case "POST /webhooks/{id}/{token}", "PATCH /webhooks/{id}/{token}/messages/{id}",
		"GET /webhooks/{id}/{token}/messages/{id}", "DELETE /webhooks/{id}/{token}/messages/{id}":
		return 5, 2 * time.Second
	case "POST /users/@me/channels":
		return 10, 10 * time.Second
	default:
		return 50, time.Second
	}
}

// bucketKey is one bucket: an endpoint and what it is about.
type bucketKey struct{ kind, major string }

// window counts requests within a span of time.
type window struct {
	start time.Time
	used  int
	times []time.Time // when sliding
}

// taken says whether a window had room, and what is left of it.
type taken struct {
	ok        bool
	limit     int
	remaining int
	reset     time.Duration
}

func (w *window) take(now time.Time, limit int, per time.Duration, sliding bool) taken {
	if sliding {
		return w.slide(now, limit, per)
	}
	if now.Sub(w.start) >= per {
		w.start, w.used = now, 0
	}
	t := taken{limit: limit, reset: w.start.Add(per).Sub(now)}
	if w.used >= limit {
		return t
	}
	w.used++
	t.ok, t.remaining = true, limit-w.used
	return t
}

func (w *window) slide(now time.Time, limit int, per time.Duration) taken {
	old := 0
	for old < len(w.times) && now.Sub(w.times[old]) >= per {
		old++
	}
	w.times = w.times[:copy(w.times, w.times[old:])]
	if len(w.times) >= limit {
		return taken{limit: limit, reset: w.times[len(w.times)-limit].Add(per).Sub(now)}
	}
	w.times = append(w.times, now)
	return taken{ok: true, limit: limit, remaining: limit - len(w.times), reset: w.times[0].Add(per).Sub(now)}
}

// invalidRequests counts what leads to a ban.
type invalidRequests struct {
	window
	total int
}

// InvalidRequests says how many requests were answered with 401, 403 or 429 so
// far; a 429 of a shared limit doesn't count. Discord counts them by address,
// so all applications count together.
func (s *Sim) InvalidRequests() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.invalid.total
}

// invalidate counts an invalid request.
func (s *Sim) invalidate() {
	s.invalid.total++
	s.invalid.take(time.Now(), 1<<40, 10*time.Minute, false)
}

// admit takes a request into its rate limits, or refuses it with 429. The
// headers tell what is left.
func (s *Sim) admit(c *call, rt *route) (http.Header, error) {
	limit, per := 0, time.Duration(0)
	if s.limits.Route != nil {
		limit, per = s.limits.Route(rt.kind)
	}
	if limit == 0 && (rt.exempt || s.limits.Global == 0) {
		return nil, nil
	}
	now := time.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.limits.Ban > 0 && s.invalid.used >= s.limits.Ban && now.Sub(s.invalid.start) < 10*time.Minute {
		return http.Header{"Retry-After": {"600"}}, &apiError{Status: 429, Message: "error code: 1015"}
	}
	if !rt.exempt && s.limits.Global > 0 && c.app != nil {
		if t := c.app.global.take(now, s.limits.Global, time.Second, s.limits.Sliding); !t.ok {
			s.invalidate()
			return tooMany(t.reset, "global", "")
		}
	}
	if limit == 0 {
		return nil, nil
	}
	s.sweep(now)
	key := bucketKey{rt.kind, rt.major}
	w := s.buckets[key]
	if w == nil {
		w = new(window)
		s.buckets[key] = w
	}
	t := w.take(now, limit, per, false)
	h := t.headers(rt.kind)
	if !t.ok {
		s.invalidate()
		more, err := tooMany(t.reset, "user", rt.kind)
		for k, v := range more {
			h[k] = v
		}
		return h, err
	}
	return h, nil
}

// sweep drops the buckets that have long run out, now and then.
func (s *Sim) sweep(now time.Time) {
	if now.Sub(s.lastSweep) < 10*time.Second {
		return
	}
	s.lastSweep = now
	for k, w := range s.buckets {
		if now.Sub(w.start) > time.Hour || now.Sub(w.start) > time.Minute && k.kind != "POST /channels/{id}/messages/{id}/crosspost" {
			delete(s.buckets, k)
		}
	}
}

func (t taken) headers(kind string) http.Header {
	return http.Header{
		"X-Ratelimit-Limit":       {strconv.Itoa(t.limit)},
		"X-Ratelimit-Remaining":   {strconv.Itoa(t.remaining)},
		"X-Ratelimit-Reset":       {seconds(time.Duration(time.Now().Add(t.reset).UnixNano()))},
		"X-Ratelimit-Reset-After": {seconds(t.reset)},
		"X-Ratelimit-Bucket":      {bucketName(kind)},
	}
}

func seconds(d time.Duration) string { return strconv.FormatFloat(d.Seconds(), 'f', 3, 64) }

// bucketName is a bucket's name as Discord gives it: nothing that can be read.
func bucketName(kind string) string {
	h := uint64(14695981039346656037)
	for i := range len(kind) {
		h = (h ^ uint64(kind[i])) * 1099511628211
	}
	return fmt.Sprintf("%016x", h)
}

// tooMany is a 429 with what goes with it. Scope is "global", "user" or
// "shared".
func tooMany(after time.Duration, scope, kind string) (http.Header, error) {
	after = max(after, time.Millisecond)
	h := http.Header{
		"Retry-After":             {strconv.Itoa(int((after + time.Second - 1) / time.Second))},
		"X-Ratelimit-Scope":       {scope},
		"X-Ratelimit-Reset-After": {seconds(after)},
	}
	if scope == "global" {
		h["X-Ratelimit-Global"] = []string{"true"}
	} else {
		h["X-Ratelimit-Bucket"] = []string{bucketName(kind)}
		h["X-Ratelimit-Remaining"] = []string{"0"}
	}
	return h, &limited{after, scope == "global"}
}

// limited is the error of a 429.
type limited struct {
	after  time.Duration
	global bool
}

func (e *limited) Error() string { return "You are being rate limited." }

// MarshalJSON writes the body that goes with a 429.
func (e *limited) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Message    string  `json:"message"`
		RetryAfter float64 `json:"retry_after"`
		Global     bool    `json:"global"`
	}{e.Error(), float64(e.after.Milliseconds()) / 1000, e.global})
}

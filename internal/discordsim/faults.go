package discordsim

import (
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// When says whether a fault keeps a request from having its effect, or only
// hides that it had.
type When int

// Before and after the effect.
const (
	Before When = iota
	After
)

// Scope is whose rate limit a 429 is of.
type Scope string

// The scopes, as Discord names them in X-RateLimit-Scope.
const (
	GlobalLimit Scope = "global"
	RouteLimit  Scope = "user"
	SharedLimit Scope = "shared" // doesn't count as an invalid request
)

// Faults has an embedded Discord misbehave. A pattern says which requests a
// fault is for: a method and a path after the version, in which * stands for
// one part and ** for all that follow, as "POST /channels/*/messages"; "" is
// any request.
type Faults struct {
	sim *Sim

	mu       sync.Mutex
	requests []*fault
	acks     bool     // no heartbeat is acknowledged
	refuse   int      // websockets to be refused
	resumes  []string // payloads that answer the next resumes
	identify []int    // close codes that answer the next identifies
}

// fault is something that goes wrong with the next n requests of a pattern.
type fault struct {
	method string
	path   []string
	n      int

	status int
	when   When
	cut    bool
	delay  time.Duration
	scope  Scope
	after  time.Duration
	code   int // a JSON error code of Discord
}

func (f *Faults) add(n int, pattern string, one fault) {
	method, path, _ := strings.Cut(pattern, " ")
	one.n, one.method = n, method
	if path != "" {
		one.path = strings.Split(strings.Trim(path, "/"), "/")
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.requests = append(f.requests, &one)
}

// Status answers the next n requests with an HTTP status, as 502, before or
// after they have their effect.
func (f *Faults) Status(n, status int, when When, pattern string) {
	f.add(n, pattern, fault{status: status, when: when})
}

// Refuse answers the next n requests with one of Discord's error codes, as
// 50013, without effect.
func (f *Faults) Refuse(n, code int, pattern string) { f.add(n, pattern, fault{code: code}) }

// Next429 refuses the next n requests with 429 and the wish to be asked again
// after some time.
func (f *Faults) Next429(n int, scope Scope, after time.Duration, pattern string) {
	f.add(n, pattern, fault{status: 429, scope: scope, after: after})
}

// Slow answers the next n requests late, in real time. The effect is as late.
func (f *Faults) Slow(n int, by time.Duration, pattern string) { f.add(n, pattern, fault{delay: by}) }

// Cut breaks the line of the next n requests before or after they have their
// effect.
func (f *Faults) Cut(n int, when When, pattern string) {
	f.add(n, pattern, fault{cut: true, when: when})
}

// Clear takes back all faults that were asked for and didn't happen yet.
func (f *Faults) Clear() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.requests, f.acks, f.refuse, f.resumes, f.identify = nil, false, 0, nil, nil
}

// take finds the fault of a request; nil without.
func (f *Faults) take(method string, parts []string) *fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i, one := range f.requests {
		if one.matches(method, parts) {
			if one.n--; one.n <= 0 {
				f.requests = slices.Delete(f.requests, i, i+1)
			}
			return one
		}
	}
	return nil
}

func (one *fault) matches(method string, parts []string) bool {
	if one.method != "" && one.method != "*" && one.method != method {
		return false
	}
	if one.path == nil {
		return true
	}
	for i, p := range one.path {
		if p == "**" {
			return true
		}
		if i >= len(parts) || p != "*" && p != parts[i] {
			return false
		}
	}
	return len(parts) == len(one.path)
}

// fail does what a fault asks for before the effect, and says whether the
// request goes on.
func (s *Sim) fail(w http.ResponseWriter, c *call, rt *route, f *fault, began time.Time) (goOn bool) {
	if f.delay > 0 {
		s.pause(c.r.Context(), f.delay)
		return c.r.Context().Err() == nil && s.life.Err() == nil
	}
	switch {
	case f.when == After:
		return true
	case f.cut:
		s.record(c, rt.kind, reply{}, nil, began)
		panic(http.ErrAbortHandler)
	case f.code != 0:
		s.finish(w, c, rt.kind, nil, reply{}, refuse(f.code), began)
	case f.status == 429:
		_ = c.sign(rt)
		h, err := tooMany(f.after, string(f.scope), rt.kind)
		if f.scope != SharedLimit {
			s.mu.Lock()
			s.invalidate()
			s.mu.Unlock()
		}
		s.finish(w, c, rt.kind, h, reply{}, err, began)
	default:
		s.finish(w, c, rt.kind, nil, reply{}, general(f.status), began)
	}
	return false
}

// failAfter hides from the bot that its request had its effect.
func (s *Sim) failAfter(w http.ResponseWriter, c *call, rt *route, f *fault, began time.Time) {
	if f.cut {
		s.record(c, rt.kind, reply{}, nil, began)
		panic(http.ErrAbortHandler)
	}
	s.finish(w, c, rt.kind, nil, reply{}, general(f.status), began)
}

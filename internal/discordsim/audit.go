package discordsim

import (
	"net/http"
	"strings"
	"sync"
	"time"
)

// Request is one request to the API, as the audit keeps it.
type Request struct {
	Method   string
	Path     string // after the version, as "/channels/1/messages"
	Query    string
	Route    string // the endpoint, as "POST /channels/{id}/messages"
	Header   http.Header
	Body     []byte // JSON, also out of a multipart body
	Files    []File
	App      *Application // who signed it; nil on paths without signature
	Status   int          // the answer's
	Response []byte
	Code     int // Discord's error code, 0 without
	At       time.Time
	Took     time.Duration // in real time
}

// audit keeps the last requests in a ring.
type audit struct {
	mu    sync.Mutex
	ring  []Request
	next  int
	total int
}

// Requests lists the requests to the API that are kept, the oldest first.
func (s *Sim) Requests() []Request {
	s.audit.mu.Lock()
	defer s.audit.mu.Unlock()
	a := &s.audit
	return append(append([]Request(nil), a.ring[a.next:]...), a.ring[:a.next]...)
}

// RequestCount says how many requests to the API there were so far, those that
// are not kept included.
func (s *Sim) RequestCount() int {
	s.audit.mu.Lock()
	defer s.audit.mu.Unlock()
	return s.audit.total
}

// Forget empties the audit and the list of pings.
func (s *Sim) Forget() {
	s.audit.mu.Lock()
	s.audit.ring, s.audit.next = nil, 0
	s.audit.mu.Unlock()
	s.mu.Lock()
	s.pings = nil
	s.mu.Unlock()
}

func (s *Sim) record(c *call, kind string, out reply, refused *apiError, began time.Time) {
	if s.options.KeepRequests < 0 && s.options.Inspect == nil {
		s.audit.mu.Lock()
		s.audit.total++
		s.audit.mu.Unlock()
		return
	}
	q := Request{
		Method: c.r.Method, Path: "/" + strings.Join(c.parts, "/"), Query: c.r.URL.RawQuery, Route: kind,
		Header: c.r.Header, Body: c.body, App: c.app, Status: out.status, Response: out.body,
		At: s.clock.Now(), Took: time.Since(began),
	}
	for _, u := range c.upload {
		q.Files = append(q.Files, File{Name: u.name, Type: u.mediaType, Data: u.data})
	}
	if refused != nil {
		q.Code = refused.Code
	}
	if s.options.Inspect != nil {
		s.options.Inspect(q)
	}
	a := &s.audit
	a.mu.Lock()
	defer a.mu.Unlock()
	a.total++
	switch keep := s.options.KeepRequests; {
	case keep < 0:
	case len(a.ring) < keep:
		a.ring = append(a.ring, q)
	default:
		a.ring[a.next] = q
		a.next = (a.next + 1) % keep
	}
}

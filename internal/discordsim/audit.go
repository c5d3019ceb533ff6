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
	Status   int          // the answer's; 0: not answered yet, or never
	Response []byte
	Code     int // Discord's error code, 0 without
	At       time.Time
	Took     time.Duration // in real time
}

// audit keeps the last requests in a ring.
type audit struct {
	mu    sync.Mutex
	ring  []*Request
	next  int
	total int
}

// Requests lists the requests to the API that are kept, the oldest first. A
// request is there before it has any effect.
func (s *Sim) Requests() []Request {
	s.audit.mu.Lock()
	defer s.audit.mu.Unlock()
	a := &s.audit
	list := make([]Request, 0, len(a.ring))
	for i := range a.ring {
		list = append(list, *a.ring[(a.next+i)%len(a.ring)])
	}
	return list
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

// note puts a request into the audit as it comes in.
func (s *Sim) note(c *call, kind string) {
	a := &s.audit
	a.mu.Lock()
	defer a.mu.Unlock()
	a.total++
	keep := s.options.KeepRequests
	if keep < 0 {
		return
	}
	c.entry = new(s.request(c, kind))
	if len(a.ring) < keep {
		a.ring = append(a.ring, c.entry)
		return
	}
	a.ring[a.next] = c.entry
	a.next = (a.next + 1) % keep
}

func (s *Sim) request(c *call, kind string) Request {
	q := Request{
		Method: c.r.Method, Path: "/" + strings.Join(c.parts, "/"), Query: c.r.URL.RawQuery, Route: kind,
		Header: c.r.Header, Body: c.body, App: c.app, At: s.clock.Now(),
	}
	for _, u := range c.upload {
		q.Files = append(q.Files, File{Name: u.name, Type: u.mediaType, Data: u.data})
	}
	return q
}

// record completes a request in the audit with what it was answered.
func (s *Sim) record(c *call, kind string, out reply, refused *apiError, began time.Time) {
	if c.entry == nil && s.options.Inspect == nil {
		return
	}
	q := s.request(c, kind)
	q.Status, q.Response, q.Took = out.status, out.body, time.Since(began)
	if refused != nil {
		q.Code = refused.Code
	}
	if s.options.Inspect != nil {
		s.options.Inspect(q)
	}
	if c.entry != nil {
		s.audit.mu.Lock()
		q.At = c.entry.At
		*c.entry = q
		s.audit.mu.Unlock()
	}
}

package discordsim

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// maxBody is how large a request to the API may be: ten files of 10 MiB.
const maxBody = 110 << 20

// call is one request to the API on its way through.
type call struct {
	sim    *Sim
	r      *http.Request
	app    *Application // who signed it; nil on paths that need no signature
	parts  []string     // of the path, after the version
	body   []byte       // JSON, also out of a multipart body
	upload []upload
	query  url.Values
	entry  *Request // in the audit
}

// upload is one file of a multipart body.
type upload struct {
	field, name, mediaType string
	data                   []byte
}

// reply is what a call is answered with; a nil body makes 204.
type reply struct {
	status int
	body   []byte
}

// route is one endpoint. kind names it for rate limits and the audit, as
// "POST /channels/{id}/messages".
type route struct {
	kind   string
	major  string // the channel, server or webhook that the bucket is of
	open   bool   // needs no Authorization
	exempt bool   // from the global limit: interactions
	answer func(*call) (reply, error)
}

func ok(v any) (reply, error) { return reply{200, encode(v)}, nil }

func raw(b []byte) (reply, error) { return reply{200, b}, nil }

func noContent() (reply, error) { return reply{status: 204}, nil }

// serveAPI answers one request: faults asked for, signature, rate limits, the
// endpoint itself, and faults after the effect.
func (s *Sim) serveAPI(w http.ResponseWriter, r *http.Request) {
	if s.options.Trip != nil {
		half := s.options.Trip() / 2
		s.pause(r.Context(), half)
		w = &farther{w, s, r, half}
	}
	began := time.Now()
	c := &call{sim: s, r: r, parts: split(r.URL.Path)}
	body, err := readAll(w, r)
	if err != nil {
		s.note(c, r.Method+" "+r.URL.Path)
		s.finish(w, c, r.Method+" "+r.URL.Path, nil, reply{}, refuse(40005), began)
		return
	}
	if r.URL.RawQuery != "" {
		c.query = r.URL.Query()
	}
	c.body, c.upload, err = unpack(r.Header.Get("Content-Type"), body)
	rt := s.route(c)
	if rt == nil {
		s.note(c, r.Method+" "+r.URL.Path)
		s.finish(w, c, r.Method+" "+r.URL.Path, nil, reply{}, general(404), began)
		return
	}
	s.note(c, rt.kind)
	fault := s.faults.take(r.Method, c.parts)
	if fault != nil && !s.fail(w, c, rt, fault, began) {
		return
	}
	headers := http.Header(nil)
	var out reply
	if err == nil {
		err = c.sign(rt)
	}
	if err == nil {
		if headers, err = s.admit(c, rt); err == nil {
			s.pass(rt, Before)
			out, err = rt.answer(c)
			s.pass(rt, After)
		}
	}
	if fault != nil && fault.when == After {
		s.failAfter(w, c, rt, fault, began)
		return
	}
	s.finish(w, c, rt.kind, headers, out, err, began)
}

// pass tells who wants to know that a request has its effect, or had it.
func (s *Sim) pass(rt *route, when When) {
	if s.options.Pass != nil {
		s.options.Pass(rt.kind, when)
	}
}

// split cuts a path into its parts after "/api/v9"; without a version, as
// "/api/gateway", after "/api".
func split(path string) []string {
	path = strings.TrimPrefix(path, "/api/")
	parts := make([]string, 0, 8)
	for p := range strings.SplitSeq(strings.Trim(path, "/"), "/") {
		parts = append(parts, p)
	}
	if v := parts[0]; len(v) > 1 && v[0] == 'v' && v[1] >= '0' && v[1] <= '9' {
		parts = parts[1:]
	}
	return parts
}

func readAll(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	if r.ContentLength == 0 {
		return nil, nil
	}
	if n := r.ContentLength; n > 0 && n <= maxBody {
		b := make([]byte, n)
		_, err := io.ReadFull(r.Body, b)
		return b, err
	}
	return io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
}

// unpack takes the JSON and the files out of a body.
func unpack(contentType string, body []byte) ([]byte, []upload, error) {
	if contentType == "application/json" || len(body) == 0 {
		return body, nil, nil
	}
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil || kind != "multipart/form-data" {
		return body, nil, nil
	}
	var (
		files   []upload
		payload []byte
		parts   = multipart.NewReader(bytes.NewReader(body), params["boundary"])
	)
	for {
		p, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return payload, files, nil
		}
		if err != nil {
			return nil, nil, refuse(50109)
		}
		data, err := io.ReadAll(p)
		if err != nil {
			return nil, nil, refuse(50109)
		}
		if p.FormName() == "payload_json" {
			payload = data
			continue
		}
		files = append(files, upload{p.FormName(), p.FileName(), p.Header.Get("Content-Type"), data})
	}
}

// sign finds whose request it is.
func (c *call) sign(rt *route) error {
	if rt.open {
		return nil
	}
	token, ok := strings.CutPrefix(c.r.Header.Get("Authorization"), "Bot ")
	c.sim.mu.Lock()
	defer c.sim.mu.Unlock()
	if c.app = c.sim.appByToken(token); !ok || c.app == nil {
		c.app = nil
		return general(401)
	}
	return nil
}

// finish writes the answer and the audit.
func (s *Sim) finish(w http.ResponseWriter, c *call, kind string, headers http.Header, out reply, err error, began time.Time) {
	var (
		refused *apiError
		slow    *limited
	)
	switch {
	case err == nil:
	case errors.As(err, &slow):
		out = reply{429, encode(slow)}
	default:
		if !errors.As(err, &refused) {
			s.log.Error("embedded Discord failed", "route", kind, "err", err)
			refused = general(500)
		}
		out = reply{refused.Status, encode(refused)}
		if refused.Status == 401 || refused.Status == 403 {
			s.mu.Lock()
			s.invalidate()
			s.mu.Unlock()
		}
	}
	h := w.Header()
	for k, v := range headers {
		h[k] = v
	}
	if out.body == nil && out.status == 0 {
		out.status = 204
	}
	if out.body != nil {
		h["Content-Type"] = []string{"application/json"}
		h["Content-Length"] = []string{strconv.Itoa(len(out.body))}
	}
	s.record(c, kind, out, refused, began)
	w.WriteHeader(out.status)
	if out.body != nil {
		_, _ = w.Write(out.body)
	}
}

// farther is an answer that is on its way for some time.
type farther struct {
	http.ResponseWriter
	sim  *Sim
	r    *http.Request
	half time.Duration
}

// WriteHeader begins to answer, once the way back is over.
func (f *farther) WriteHeader(status int) {
	f.sim.pause(f.r.Context(), f.half)
	f.ResponseWriter.WriteHeader(status)
}

// pause waits for d of real time, or until the request or this Discord is over.
func (s *Sim) pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	case <-s.life.Done():
	}
}

// id reads the n-th part of the path as a snowflake.
func (c *call) id(n int) (ID, error) {
	id, err := ParseID(c.parts[n])
	if err != nil {
		f := newForm().at(strings.TrimSuffix(c.parts[n-1], "s") + "_id")
		f.add("NUMBER_TYPE_COERCE", "Value %q is not snowflake.", c.parts[n])
		return 0, f.err()
	}
	return id, nil
}

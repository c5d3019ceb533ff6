package discordsim

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

// feed keeps the newest events, numbered, for browsers that watch. One that was
// cut off asks for what follows the last that it got; when that is forgotten it
// gets the whole state again.
type feed struct {
	mu     sync.Mutex
	epoch  string // tells this run's numbers from an earlier run's
	last   uint64 // number of the newest entry; the first is 1
	kept   []entry
	more   chan struct{} // closed when there is more
	closed bool
}

// entry is one event. A nil event without a clock means that the state as a
// whole changed.
type entry struct {
	number uint64
	event  *Event
	clock  bool
}

// keepNews is how many events are kept for browsers that come back.
const keepNews = 1024

func newFeed() *feed {
	return &feed{epoch: strconv.FormatInt(time.Now().UnixNano(), 36), more: make(chan struct{})}
}

func (f *feed) add(e entry) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.closed {
		return
	}
	f.last++
	e.number = f.last
	if len(f.kept) == keepNews {
		f.kept = append(f.kept[:0:0], f.kept[keepNews/2:]...)
	}
	f.kept = append(f.kept, e)
	close(f.more)
	f.more = make(chan struct{})
}

func (f *feed) close() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.closed {
		f.closed = true
		close(f.more)
	}
}

// id is an entry's number as the browser gives it back.
func (f *feed) id(number uint64) string { return f.epoch + "." + strconv.FormatUint(number, 10) }

// number reads an id; ok is false when it is of another run or none.
func (f *feed) number(id string) (n uint64, ok bool) {
	epoch, number, found := strings.Cut(id, ".")
	if !found || epoch != f.epoch {
		return 0, false
	}
	n, err := strconv.ParseUint(number, 10, 64)
	return n, err == nil
}

// after returns the entries that follow number, and what to wait for when there
// are none. Entries are missing when ok is false.
func (f *feed) after(number uint64) (list []entry, more <-chan struct{}, ok, closed bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	first := f.last - uint64(len(f.kept)) + 1
	if number > f.last || number+1 < first {
		return nil, f.more, false, f.closed
	}
	list = append(list, f.kept[number+1-first:]...)
	return list, f.more, true, f.closed
}

func (f *feed) newest() uint64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.last
}

// follow puts what happens into the feed until cancel is called.
func (p *Page) follow() (cancel func()) {
	unsubscribe := p.sim.Subscribe(func(e Event) {
		switch e.Kind {
		case MessageCreated, MessageUpdated, MessageDeleted:
			p.feed.add(entry{event: &e})
		case ChannelCreated, ChannelDeleted:
			p.feed.add(entry{})
		}
	})
	moved := make(chan struct{}, 1)
	p.sim.clock.notify(moved)
	stop := make(chan struct{})
	p.sim.work.Go(func() {
		seen := p.sim.registered()
		for {
			p.sim.mu.Lock()
			changed := p.sim.changes.wait()
			p.sim.mu.Unlock()
			if now := p.sim.registered(); now != seen {
				seen = now
				p.feed.add(entry{})
			}
			select {
			case <-changed:
			case <-moved:
				p.feed.add(entry{clock: true})
			case <-stop:
				return
			}
		}
	})
	return sync.OnceFunc(func() {
		unsubscribe()
		close(stop)
	})
}

// registration tells one set of registered commands from another.
type registration struct {
	count  int
	newest ID
}

func (s *Sim) registered() (r registration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, app := range s.apps {
		r.count += len(app.commands)
		for _, cmd := range app.commands {
			r.newest = max(r.newest, cmd.Version)
		}
	}
	return r
}

// webNews is one change of a webState.
type webNews struct {
	Kind    string         `json:"kind"` // message, gone or clock
	Message jsontext.Value `json:"message,omitzero"`
	Channel ID             `json:"channel,omitzero"` // of what is gone
	ID      ID             `json:"id,omitzero"`
	Now     *time.Time     `json:"now,omitzero"`
	Walk    *walk          `json:"walk,omitzero"`  // of the clock
	Fault   string         `json:"fault,omitzero"` // why the clock stopped on its way
}

// serveEvents answers GET /api/events?as=ID with server-sent events: "state",
// the whole, first and whenever something can't be told as a change; "news",
// one change.
func (p *Page) serveEvents(w http.ResponseWriter, r *http.Request) {
	u := p.person(r.FormValue("as"))
	if u == nil {
		fail(w, http.StatusNotFound, "There is nobody to act as.")
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	to := stream{w: w, c: http.NewResponseController(w)}
	to.retry(time.Second)
	at, known := p.feed.number(r.Header.Get("Last-Event-ID"))
	for to.err == nil {
		list, more, ok, closed := p.feed.after(at)
		if closed {
			return
		}
		if !known || !ok {
			at, known = p.feed.newest(), true
			to.send(p.feed.id(at), "state", encode(p.state(u)))
			continue
		}
		for _, e := range list {
			at = e.number
			switch {
			case e.event != nil:
				if news, visible := p.news(e.event, u); visible {
					to.send(p.feed.id(at), "news", encode(news))
				}
			case e.clock:
				now := p.sim.clock.Now()
				walk, fault := p.walks.state()
				to.send(p.feed.id(at), "news", encode(webNews{Kind: "clock", Now: &now, Walk: walk, Fault: fault}))
			default:
				known = false
			}
		}
		if len(list) > 0 {
			continue
		}
		select {
		case <-more:
		case <-time.After(20 * time.Second):
			to.beat()
		case <-r.Context().Done():
			return
		}
	}
}

// news is a change as u may know of it.
func (p *Page) news(e *Event, u *User) (n webNews, visible bool) {
	if e.Message == nil || !e.Message.visibleTo(u) || !e.Channel.PermissionsOf(u).Has(ViewChannel) {
		return webNews{}, false
	}
	if e.Kind == MessageDeleted {
		return webNews{Kind: "gone", Channel: e.Channel.ID, ID: e.Message.ID}, true
	}
	return webNews{Kind: "message", Message: p.wire(e.Message)}, true
}

// stream writes server-sent events and keeps the first error.
type stream struct {
	w   http.ResponseWriter
	c   *http.ResponseController
	err error
}

func (s *stream) send(id, event string, data jsontext.Value) {
	s.write("id: %s\nevent: %s\ndata: %s\n\n", id, event, data)
}

func (s *stream) retry(after time.Duration) { s.write("retry: %d\n\n", after.Milliseconds()) }

// beat keeps proxies from taking the line for dead.
func (s *stream) beat() { s.write(": still here\n\n") }

func (s *stream) write(format string, args ...any) {
	if s.err != nil {
		return
	}
	if _, s.err = fmt.Fprintf(s.w, format, args...); s.err == nil {
		s.err = s.c.Flush()
	}
}

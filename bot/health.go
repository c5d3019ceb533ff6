package bot

import (
	"sync"
	"sync/atomic"
	"time"
)

// Health is how the bot is doing.
type Health struct {
	Connected  bool      // to the gateway, at this moment
	Since      time.Time // of that; zero when never yet
	Servers    int       // in which the bot is
	Identifies int       // since the start
	InFlight   int       // interactions under way

	Answered uint64 // interactions with an answer, refusals among them
	Failed   uint64 // of those, with an error on our side
	Dropped  uint64 // too late, delivered twice, or more at a time than the bot takes on
	Lost     uint64 // answers that could not be brought to Discord

	Sent    uint64 // requests other than answers
	Waiting int    // requests for their turn
	Invalid int    // requests that Discord refused lately, for which it bans at 10,000 in ten minutes
	Sending string // "": freely; otherwise in what way not, and why
}

// health is what Health is read from.
type health struct {
	answered, failed, dropped, lost atomic.Uint64

	mu         sync.Mutex
	connected  bool
	since      time.Time
	servers    map[string]struct{}
	identifies int
}

// Health is a snapshot, for a health page or metrics.
func (b *Bot) Health() Health {
	h := &b.health
	sent := b.paced.look()
	h.mu.Lock()
	defer h.mu.Unlock()
	return Health{
		Connected:  h.connected,
		Since:      h.since,
		Servers:    len(h.servers),
		Identifies: h.identifies,
		InFlight:   len(b.slots),
		Answered:   h.answered.Load(),
		Failed:     h.failed.Load(),
		Dropped:    h.dropped.Load(),
		Lost:       h.lost.Load(),
		Sent:       sent.Sent,
		Waiting:    sent.Waiting,
		Invalid:    sent.Invalid,
		Sending:    sent.Sending,
	}
}

func (h *health) connect(at time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.connected, h.since = true, at
}

func (h *health) disconnect() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.connected = false
}

func (h *health) identify() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.identifies++
	h.servers = map[string]struct{}{}
}

func (h *health) join(server string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.servers[server] = struct{}{}
}

func (h *health) leave(server string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.servers, server)
}

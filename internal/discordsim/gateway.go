package discordsim

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/gorilla/websocket"
)

// conn is one websocket of a bot.
type conn struct {
	sim     *Sim
	ws      *websocket.Conn
	session *session // guarded by Sim.mu; nil until identified

	mu     sync.Mutex // guards what follows; taken after Sim.mu
	queue  [][]byte
	ready  chan struct{}
	done   chan struct{} // closed when nothing is written any more
	code   int           // to close with once the queue is written; 0: go on
	gone   bool
	counts window // messages from the bot: 120 a minute
}

// payload is one message of the gateway.
type payload struct {
	Op   int            `json:"op"`
	Data jsontext.Value `json:"d"`
}

// gatewayURL is where bots are sent.
func (s *Sim) gatewayURL() string { return "ws://" + s.Addr() + "/gateway" }

func (s *Sim) serveGateway(w http.ResponseWriter, r *http.Request) {
	if s.faults.refusesGateway() {
		http.Error(w, "error code: 502", http.StatusBadGateway)
		return
	}
	q := r.URL.Query()
	if q.Get("encoding") == "etf" || q.Get("compress") != "" {
		http.Error(w, "this Discord speaks JSON without transport compression only", http.StatusBadRequest)
		return
	}
	up := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	ws, err := up.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	c := &conn{sim: s, ws: ws, ready: make(chan struct{}, 1), done: make(chan struct{})}
	s.mu.Lock()
	if s.life.Err() != nil {
		s.mu.Unlock()
		ws.Close()
		return
	}
	s.conns[c] = struct{}{}
	s.work.Go(c.writer)
	s.work.Go(func() {
		defer c.left()
		c.reader(q.Get("v"))
	})
	s.mu.Unlock()
}

// write has a frame sent after those that wait.
func (c *conn) write(frame []byte) {
	c.mu.Lock()
	c.queue = append(c.queue, frame)
	slow := len(c.queue) > slowReader
	c.mu.Unlock()
	c.poke()
	if slow {
		c.cut()
	}
}

func (c *conn) poke() {
	select {
	case c.ready <- struct{}{}:
	default:
	}
}

// close ends the connection with a code, after what waits has been written.
func (c *conn) close(code int) {
	c.mu.Lock()
	if c.code == 0 {
		c.code = code
	}
	c.mu.Unlock()
	c.poke()
}

// cut ends the connection without a word, as when a line breaks.
func (c *conn) cut() {
	c.mu.Lock()
	c.gone = true
	c.mu.Unlock()
	c.poke()
	c.ws.NetConn().Close()
}

func (c *conn) writer() {
	defer close(c.done)
	var spare [][]byte
	for range c.ready {
		c.mu.Lock()
		frames, code, gone := c.queue, c.code, c.gone
		c.queue = spare[:0]
		c.mu.Unlock()
		for i, f := range frames {
			if !gone && c.ws.WriteMessage(websocket.TextMessage, f) != nil {
				gone = true
				c.ws.NetConn().Close()
			}
			frames[i] = nil
		}
		spare = frames
		if code != 0 && !gone {
			deadline := time.Now().Add(time.Second)
			_ = c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, closeReason(code)), deadline)
			_ = c.ws.SetReadDeadline(deadline) // the bot's own close frame
		}
		if code != 0 || gone {
			return
		}
	}
}

// left keeps the session for a resume when the connection is over.
func (c *conn) left() {
	c.mu.Lock()
	closing := c.code != 0
	c.mu.Unlock()
	if closing {
		<-c.done
	}
	c.cut()
	s := c.sim
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.conns, c)
	if ss := c.session; ss != nil && ss.conn == c {
		ss.conn = nil
		ss.left = s.clock.Now()
		s.emit(Event{Kind: GatewayClosed, App: ss.app})
	}
}

func (c *conn) reader(version string) {
	s := c.sim
	beat := s.options.Heartbeat
	c.write(fmt.Appendf(nil, `{"t":null,"s":null,"op":10,"d":{"heartbeat_interval":%d,"_trace":["[\"gateway-sim\"]"]}}`, beat.Milliseconds()))
	alive := func() { _ = c.ws.SetReadDeadline(time.Now().Add(heartbeatsUntilZombie*beat + heartbeatGrace)) }
	alive()
	if version != "" && version != "9" && version != "10" {
		c.close(closeInvalidVersion)
	}
	for {
		_, b, err := c.ws.ReadMessage()
		if err != nil {
			if strings.Contains(err.Error(), "timeout") {
				c.close(closeTimedOut)
			}
			if closed := (*websocket.CloseError)(nil); asError(err, &closed) && (closed.Code == 1000 || closed.Code == 1001) {
				c.forget()
			}
			return
		}
		if !c.counts.take(time.Now(), 120, time.Minute, false).ok {
			c.close(closeRateLimited)
			return
		}
		var p payload
		if json.Unmarshal(b, &p) != nil {
			c.close(closeDecode)
			return
		}
		if p.Op == 1 {
			alive()
		}
		if code := c.receive(p); code != 0 {
			c.close(code)
			// What follows is read and dropped until the bot has answered.
		}
	}
}

// forget ends the session for good: the bot said goodbye.
func (c *conn) forget() {
	c.sim.mu.Lock()
	defer c.sim.mu.Unlock()
	if c.session != nil {
		delete(c.session.app.sessions, c.session.id)
	}
}

// receive acts on one message of the bot, and says with what code to close the
// connection; 0: not at all.
func (c *conn) receive(p payload) (code int) {
	switch p.Op {
	case 1:
		if !c.sim.faults.dropsAck() {
			c.write([]byte(`{"t":null,"s":null,"op":11,"d":null}`))
		}
		return 0
	case 2:
		return c.identify(p.Data)
	case 6:
		return c.resume(p.Data)
	case 3, 4, 8, 14, 31:
		c.sim.mu.Lock()
		defer c.sim.mu.Unlock()
		if c.session == nil {
			return closeNotIdentified
		}
		return 0
	default:
		return closeUnknownOpcode
	}
}

package discordsim_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/gorilla/websocket"

	"vigil/internal/discordsim"
)

// socket is a websocket to the gateway, in the hands of a test.
type socket struct {
	t *testing.T
	*websocket.Conn
	seq int64
}

// frame is one message of the gateway.
type frame struct {
	Op   int    `json:"op"`
	Type string `json:"t"`
	Seq  int64  `json:"s"`
	Data any    `json:"d"`
}

func (w *world) dial(t *testing.T) *socket {
	t.Helper()
	ws, _, err := websocket.DefaultDialer.DialContext( //nolint:bodyclose // a websocket
		t.Context(), "ws://"+w.Addr()+"/gateway/?v=10&encoding=json", nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ws.Close() })
	_ = ws.SetReadDeadline(time.Now().Add(20 * time.Second))
	s := &socket{t: t, Conn: ws}
	if hello := s.read(); hello.Op != 10 {
		t.Fatalf("the gateway began with op %d", hello.Op)
	}
	return s
}

func (s *socket) read() (f frame) {
	s.t.Helper()
	_, b, err := s.ReadMessage()
	if err != nil {
		s.t.Fatal(err)
	}
	if err := json.Unmarshal(b, &f); err != nil {
		s.t.Fatalf("%s: %v", b, err)
	}
	if f.Op == 0 {
		s.seq = f.Seq
	}
	return f
}

func (s *socket) send(text string) {
	s.t.Helper()
	if err := s.WriteMessage(websocket.TextMessage, []byte(text)); err != nil {
		s.t.Fatal(err)
	}
}

// identify opens a session and returns its ID.
func (s *socket) identify() string {
	s.t.Helper()
	s.send(`{"op":2,"d":{"token":"Bot token","intents":1,"properties":{"os":"test"},"compress":true}}`)
	ready := s.read()
	if ready.Type != "READY" {
		s.t.Fatalf("identify was answered with %+v", ready)
	}
	if create := s.read(); create.Type != "GUILD_CREATE" {
		s.t.Fatalf("READY was followed by %+v", create)
	}
	return ready.Data.(map[string]any)["session_id"].(string)
}

// closed reads until the gateway closes and returns its code; 0 for a line that
// just broke.
func (s *socket) closed() int {
	s.t.Helper()
	for {
		if _, _, err := s.ReadMessage(); err != nil {
			if end := (*websocket.CloseError)(nil); errors.As(err, &end) && end.Code != websocket.CloseAbnormalClosure {
				return end.Code
			}
			if strings.Contains(err.Error(), "timeout") {
				s.t.Fatal("the gateway doesn't close")
			}
			return 0
		}
	}
}

func TestGatewayClosesWithACode(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for name, c := range map[string]struct {
		send string
		want int
	}{
		"unknown opcode":  {`{"op":99,"d":null}`, 4001},
		"no JSON":         {`{"op":`, 4002},
		"identify of old": {`{"op":2,"d":{"token":"token"}}`, 4002},
		"too early":       {`{"op":3,"d":{}}`, 4003},
		"wrong token":     {`{"op":2,"d":{"token":"x","intents":1,"properties":{}}}`, 4004},
		"shard":           {`{"op":2,"d":{"token":"token","intents":1,"properties":{},"shard":[2,2]}}`, 4010},
		"intents":         {`{"op":2,"d":{"token":"token","intents":1073741824,"properties":{}}}`, 4013},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := w.dial(t)
			s.send(c.send)
			if code := s.closed(); code != c.want {
				t.Errorf("closed with %d, want %d", code, c.want)
			}
		})
	}
	t.Run("twice", func(t *testing.T) {
		t.Parallel()
		s := w.dial(t)
		s.identify()
		s.send(`{"op":2,"d":{"token":"token","intents":1,"properties":{}}}`)
		if code := s.closed(); code != 4005 {
			t.Errorf("closed with %d", code)
		}
	})
	t.Run("chatter", func(t *testing.T) {
		t.Parallel()
		s := w.dial(t)
		for range 121 {
			s.send(`{"op":1,"d":null}`)
		}
		if code := s.closed(); code != 4008 {
			t.Errorf("closed with %d", code)
		}
	})
}

func TestResumeRepeatsWhatWasMissed(t *testing.T) {
	t.Parallel()
	clock := discordsim.NewClock(time.Date(2026, 5, 12, 9, 0, 0, 0, time.UTC))
	w := newWorld(t, func(o *discordsim.Options) { o.Clock = clock })
	s := w.dial(t)
	id := s.identify()
	w.server.AddRole("seen", 0)
	s.read()
	seq := s.seq
	if err := w.Faults().CutSockets(); err != nil {
		t.Fatal(err)
	}
	if code := s.closed(); code != 0 {
		t.Errorf("cut with a word: %d", code)
	}
	if err := w.Wait(soon(t), func() bool { return w.app.Sessions() == 0 }); err != nil {
		t.Fatal(err)
	}
	w.server.AddRole("missed", 0)
	resume := func(seq int64) frame {
		s = w.dial(t)
		b, _ := json.Marshal(map[string]any{"op": 6, "d": map[string]any{"token": "token", "session_id": id, "seq": seq}})
		s.send(string(b))
		return s.read()
	}
	if f := resume(seq); f.Type != "GUILD_ROLE_CREATE" || f.Data.(map[string]any)["role"].(map[string]any)["name"] != "missed" || f.Seq != seq+1 {
		t.Errorf("first came %+v", f)
	}
	if f := s.read(); f.Type != "RESUMED" {
		t.Errorf("then came %+v", f)
	}
	s.Close()
	if err := w.Wait(soon(t), func() bool { return w.app.Sessions() == 0 }); err != nil {
		t.Fatal(err)
	}
	w.Faults().Op9OnResume(1, true)
	if f := resume(s.seq); f.Op != 9 || f.Data != true {
		t.Errorf("op 9 on demand was %+v", f)
	}
	clock.Advance(time.Hour)
	if f := resume(s.seq); f.Op != 9 || f.Data != false {
		t.Errorf("an old session was answered with %+v", f)
	}
}

func TestLostAcksAndCloseCodesOnDemand(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.dial(t)
	s.identify()
	s.send(`{"op":1,"d":1}`)
	if f := s.read(); f.Op != 11 {
		t.Errorf("a heartbeat was answered with %+v", f)
	}
	w.Faults().DropAcks(true)
	s.send(`{"op":1,"d":1}`)
	s.send(`{"op":1,"d":1}`)
	if err := w.Faults().Op1(); err != nil {
		t.Fatal(err)
	}
	if f := s.read(); f.Op != 1 {
		t.Errorf("a lost ACK came: %+v", f)
	}
	if err := w.Faults().CloseGateway(4014); err != nil {
		t.Fatal(err)
	}
	if code := s.closed(); code != 4014 {
		t.Errorf("closed with %d", code)
	}
	if err := w.Wait(soon(t), func() bool { return w.app.Sessions() == 0 }); err != nil {
		t.Fatal(err)
	}
	if err := w.Faults().Op7(); err == nil {
		t.Error("op 7 went to nobody, and nobody said so")
	}
	w.Faults().RefuseGateway(1)
	if _, resp, err := websocket.DefaultDialer.DialContext(t.Context(), "ws://"+w.Addr()+"/gateway", nil); err == nil || resp.StatusCode != 502 {
		t.Errorf("not refused: %v", err)
	} else {
		resp.Body.Close()
	}
	w.Faults().CloseIdentify(1, 4014)
	s = w.dial(t)
	s.send(`{"op":2,"d":{"token":"token","intents":1,"properties":{}}}`)
	if code := s.closed(); code != 4014 {
		t.Errorf("identify was closed with %d", code)
	}
}

func TestWhoeverDoesNotBeatIsCut(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(o *discordsim.Options) { o.Heartbeat = 50 * time.Millisecond })
	s := w.dial(t)
	s.identify()
	if code := s.closed(); code != 4009 {
		t.Errorf("closed with %d", code)
	}
}

func TestTooManyIdentifiesResetTheToken(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(o *discordsim.Options) { o.IdentifyBudget = 2 })
	for range 2 {
		w.dial(t).identify()
	}
	if r := w.do(t, "GET", "/gateway/bot", ""); r.body["session_start_limit"].(map[string]any)["remaining"] != 0.0 {
		t.Errorf("remaining: %v", r.body)
	}
	s := w.dial(t)
	s.send(`{"op":2,"d":{"token":"token","intents":1,"properties":{}}}`)
	if code := s.closed(); code != 4004 {
		t.Errorf("closed with %d", code)
	}
	if r := w.do(t, "GET", "/gateway/bot", ""); r.status != 401 {
		t.Errorf("the token still works: %d", r.status)
	}
}

func TestIdentifiesMustKeepApart(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(o *discordsim.Options) { o.IdentifyEvery = time.Hour })
	w.dial(t).identify()
	s := w.dial(t)
	s.send(`{"op":2,"d":{"token":"token","intents":1,"properties":{}}}`)
	if f := s.read(); f.Op != 9 || f.Data != false {
		t.Errorf("a second identify at once was answered with %+v", f)
	}
}

func TestAServerGoesAndComesBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.dial(t)
	s.identify()
	w.server.SetUnavailable(true)
	if f := s.read(); f.Type != "GUILD_DELETE" || f.Data.(map[string]any)["unavailable"] != true {
		t.Errorf("an outage was told as %+v", f)
	}
	if r := w.do(t, "POST", w.messages(), `{"content":"a"}`); r.code() != 50001 {
		t.Errorf("a message in an outage: %v", r.body)
	}
	w.server.SetUnavailable(false)
	if f := s.read(); f.Type != "GUILD_CREATE" {
		t.Errorf("the end of the outage was told as %+v", f)
	}
	w.server.Remove(w.app)
	if f := s.read(); f.Type != "GUILD_DELETE" || f.Data.(map[string]any)["unavailable"] != nil {
		t.Errorf("the bot's removal was told as %+v", f)
	}
	w.server.Install(w.app)
	if f := s.read(); f.Type != "GUILD_CREATE" {
		t.Errorf("the bot's return was told as %+v", f)
	}
}

package discordsim

import (
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

func (c *conn) identify(data []byte) int {
	var d struct {
		Token      string         `json:"token"`
		Intents    *int           `json:"intents"`
		Shard      []int          `json:"shard"`
		Properties jsontext.Value `json:"properties"`
	}
	if json.Unmarshal(data, &d) != nil || d.Properties.Kind() != '{' || d.Intents == nil {
		return closeDecode
	}
	s := c.sim
	s.mu.Lock()
	defer s.mu.Unlock()
	if c.session != nil {
		return closeIdentifiedTwice
	}
	app := s.appByToken(strings.TrimPrefix(d.Token, "Bot "))
	if app == nil {
		return closeAuthentication
	}
	if app.counts.identifies >= s.options.IdentifyBudget {
		app.reset = true
		return closeAuthentication
	}
	app.counts.identifies++
	if code := s.faults.closesIdentify(); code != 0 {
		return code
	}
	if s.options.IdentifyEvery > 0 && !app.identifyWindow(s.options.IdentifyEvery) {
		c.write([]byte(`{"t":null,"s":null,"op":9,"d":false}`))
		return 0
	}
	if *d.Intents&^intentsKnown != 0 || *d.Intents < 0 {
		return closeInvalidIntents
	}
	shard := [2]int{0, 1}
	if len(d.Shard) > 0 {
		if len(d.Shard) != 2 || d.Shard[0] < 0 || d.Shard[0] >= d.Shard[1] {
			return closeInvalidShard
		}
		shard = [2]int(d.Shard)
	}
	ss := app.newSession(*d.Intents, shard)
	ss.conn, c.session = c, ss
	s.ready(app, ss)
	s.emit(Event{Kind: GatewayOpened, App: app})
	return 0
}

// ready sends READY and the servers of the shard.
func (s *Sim) ready(app *Application, ss *session) {
	servers := []unavailable{}
	for _, g := range s.serverOrder {
		if g.installed[app.ID] && ss.wants(g.ID, 0) {
			servers = append(servers, unavailable{g.ID, true})
		}
	}
	ss.send("READY", encode(map[string]any{
		"v": 9, "user": app.self(), "guilds": servers, "session_id": ss.id, "session_type": "normal",
		"resume_gateway_url": s.gatewayURL(), "shard": ss.shard,
		"application":      map[string]any{"id": app.ID, "flags": 0},
		"private_channels": []any{}, "relationships": []any{}, "presences": []any{},
		"user_settings": struct{}{}, "user_settings_proto": "", "guild_join_requests": []any{},
		"geo_ordered_rtc_regions": []string{}, "game_relationships": []any{}, "auth": struct{}{},
		"_trace": []string{`["gateway-sim"]`},
	}))
	if ss.intents&intentGuilds == 0 {
		return
	}
	for _, g := range s.serverOrder {
		if !g.installed[app.ID] || !ss.wants(g.ID, 0) {
			continue
		}
		if g.unavailable {
			ss.send("GUILD_DELETE", encode(unavailable{g.ID, true}))
		} else {
			ss.send("GUILD_CREATE", encode(g.object(app, true)))
		}
	}
}

func (c *conn) resume(data []byte) int {
	var d struct {
		Token   string `json:"token"`
		Session string `json:"session_id"`
		Seq     int64  `json:"seq"`
	}
	if json.Unmarshal(data, &d) != nil {
		return closeDecode
	}
	s := c.sim
	s.mu.Lock()
	defer s.mu.Unlock()
	if c.session != nil {
		return closeIdentifiedTwice
	}
	app := s.appByToken(strings.TrimPrefix(d.Token, "Bot "))
	if app == nil {
		return closeAuthentication
	}
	if op := s.faults.answersResume(); op != "" {
		c.write([]byte(op))
		return 0
	}
	ss := app.sessions[d.Session]
	if ss == nil || ss.conn == nil && s.clock.Now().Sub(ss.left) > sessionLife {
		c.write([]byte(`{"t":null,"s":null,"op":9,"d":false}`))
		return 0
	}
	if d.Seq > ss.seq {
		return closeInvalidSeq
	}
	frames, ok := ss.missed(d.Seq)
	if !ok {
		delete(app.sessions, ss.id)
		c.write([]byte(`{"t":null,"s":null,"op":9,"d":false}`))
		return 0
	}
	if ss.conn != nil {
		ss.conn.cut()
	}
	ss.conn, c.session = c, ss
	app.counts.resumes++
	for _, f := range frames {
		c.write(f)
	}
	ss.send("RESUMED", []byte(`{"_trace":["[\"gateway-sim\"]"]}`))
	s.emit(Event{Kind: GatewayOpened, App: app})
	return 0
}

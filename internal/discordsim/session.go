package discordsim

import (
	"crypto/rand"
	"strconv"
	"time"
)

// The intents that this Discord looks at.
const (
	intentGuilds          = 1 << 0
	intentMembers         = 1 << 1
	intentGuildMessages   = 1 << 9
	intentDirectMessages  = 1 << 12
	intentMessageContent  = 1 << 15
	intentsKnown          = 1<<26 - 1
	replayable            = 1000            // events kept for a resume
	sessionLife           = 3 * time.Minute // after its connection is gone
	slowReader            = 50_000          // frames waiting: the bot reads too slowly
	heartbeatsUntilZombie = 2
	heartbeatGrace        = 2 * time.Second // for short intervals on a busy machine
)

// session is what survives a cut connection: the numbered events that a bot
// can ask for again. It is guarded by Sim.mu.
type session struct {
	id      string
	app     *Application
	intents int
	shard   [2]int
	seq     int64
	log     [][]byte // the last frames, by seq modulo replayable
	conn    *conn    // nil while not connected
	left    time.Time
}

func (app *Application) newSession(intents int, shard [2]int) *session {
	now := app.sim.clock.Now()
	for id, ss := range app.sessions {
		if ss.conn == nil && now.Sub(ss.left) > sessionLife {
			delete(app.sessions, id)
		}
	}
	ss := &session{id: rand.Text(), app: app, intents: intents, shard: shard}
	app.sessions[ss.id] = ss
	return ss
}

// dispatch sends an event to every session of the application that shards the
// server and has the intent (0: all have). body is made once, when needed.
// Callers hold s.mu.
func (app *Application) dispatch(server ID, intent int, event string, body func() []byte) {
	var data []byte
	for _, ss := range app.sessions {
		if ss.wants(server, intent) {
			if data == nil {
				data = body()
			}
			ss.send(event, data)
		}
	}
}

func (ss *session) wants(server ID, intent int) bool {
	if intent != 0 && ss.intents&intent == 0 {
		return false
	}
	return ss.shard[1] <= 1 || int(uint64(server>>22)%uint64(ss.shard[1])) == ss.shard[0]
}

// send numbers an event, keeps it for a resume and writes it.
func (ss *session) send(event string, data []byte) {
	ss.seq++
	frame := make([]byte, 0, len(event)+len(data)+48)
	frame = append(frame, `{"t":"`...)
	frame = append(frame, event...)
	frame = append(frame, `","s":`...)
	frame = strconv.AppendInt(frame, ss.seq, 10)
	frame = append(frame, `,"op":0,"d":`...)
	frame = append(frame, data...)
	frame = append(frame, '}')
	if at := int(ss.seq % replayable); at < len(ss.log) {
		ss.log[at] = frame
	} else {
		if len(ss.log) == 0 {
			ss.log = append(ss.log, nil) // seq starts at 1
		}
		ss.log = append(ss.log, frame)
	}
	if ss.conn != nil {
		ss.conn.write(frame)
	}
}

// missed lists the events after seq; not ok, when they are not kept any more
// or seq was never sent.
func (ss *session) missed(seq int64) (frames [][]byte, ok bool) {
	if seq > ss.seq || ss.seq-seq >= replayable {
		return nil, false
	}
	for n := seq + 1; n <= ss.seq; n++ {
		frames = append(frames, ss.log[int(n%replayable)])
	}
	return frames, true
}

// Sessions says how many sessions of the application are connected.
func (app *Application) Sessions() int {
	app.sim.mu.Lock()
	defer app.sim.mu.Unlock()
	return app.connected()
}

func (app *Application) connected() int {
	n := 0
	for _, ss := range app.sessions {
		if ss.conn != nil {
			n++
		}
	}
	return n
}

// Identifies says how many sessions the application has opened so far, and
// Resumes how many it has taken up again.
func (app *Application) Identifies() int {
	app.sim.mu.Lock()
	defer app.sim.mu.Unlock()
	return app.counts.identifies
}

// Resumes says how many sessions the application has taken up again so far.
func (app *Application) Resumes() int {
	app.sim.mu.Lock()
	defer app.sim.mu.Unlock()
	return app.counts.resumes
}

// identifyWindow says whether enough time has passed since the last identify.
func (app *Application) identifyWindow(every time.Duration) bool {
	now := time.Now()
	if now.Sub(app.identified) < every {
		return false
	}
	app.identified = now
	return true
}

func (app *Application) closeAll(code int) {
	for _, ss := range app.sessions {
		if ss.conn != nil {
			ss.conn.close(code)
		}
	}
}

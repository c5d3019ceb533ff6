package discordsim

import (
	"errors"
)

// errGateway is worded when a fault of the gateway finds nobody connected.
var errGateway = errors.New("no session of a bot is connected")

// Op7 asks all connected bots to reconnect. The connection stays open for the
// bot to close.
func (f *Faults) Op7() error {
	return f.eachConn(func(c *conn) { c.write([]byte(`{"t":null,"s":null,"op":7,"d":null}`)) })
}

// Op9 tells all connected bots that their session is invalid; one that is not
// resumable is forgotten.
func (f *Faults) Op9(resumable bool) error {
	return f.eachConn(func(c *conn) {
		if !resumable {
			delete(c.session.app.sessions, c.session.id)
		}
		c.write(invalidSession(resumable))
	})
}

func invalidSession(resumable bool) []byte {
	if resumable {
		return []byte(`{"t":null,"s":null,"op":9,"d":true}`)
	}
	return []byte(`{"t":null,"s":null,"op":9,"d":false}`)
}

// Op1 asks all connected bots for a heartbeat at once.
func (f *Faults) Op1() error {
	return f.eachConn(func(c *conn) { c.write([]byte(`{"t":null,"s":null,"op":1,"d":null}`)) })
}

// CloseGateway closes all bots' websockets with a code, as 4004.
func (f *Faults) CloseGateway(code int) error { return f.eachConn(func(c *conn) { c.close(code) }) }

// CutSockets breaks all bots' websockets without a closing word.
func (f *Faults) CutSockets() error { return f.eachConn((*conn).cut) }

// DropAcks leaves heartbeats unacknowledged, or acknowledges them again.
func (f *Faults) DropAcks(on bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.acks = on
}

// RefuseGateway answers the next n attempts to open a websocket with 502.
func (f *Faults) RefuseGateway(n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.refuse = n
}

// Op7OnResume answers the next n resumes with op 7.
func (f *Faults) Op7OnResume(n int) { f.onResume(n, `{"t":null,"s":null,"op":7,"d":null}`) }

// Op9OnResume answers the next n resumes with op 9.
func (f *Faults) Op9OnResume(n int, resumable bool) { f.onResume(n, string(invalidSession(resumable))) }

func (f *Faults) onResume(n int, payload string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for range n {
		f.resumes = append(f.resumes, payload)
	}
}

// CloseIdentify answers the next n identifies with a close code, as 4014.
func (f *Faults) CloseIdentify(n, code int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for range n {
		f.identify = append(f.identify, code)
	}
}

func (f *Faults) eachConn(do func(*conn)) error {
	f.sim.mu.Lock()
	defer f.sim.mu.Unlock()
	any := false
	for c := range f.sim.conns {
		if c.session != nil {
			any = true
			do(c)
		}
	}
	if !any {
		return errGateway
	}
	return nil
}

func (f *Faults) dropsAck() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.acks
}

func (f *Faults) refusesGateway() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.refuse > 0 {
		f.refuse--
		return true
	}
	return false
}

func (f *Faults) answersResume() (payload string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.resumes) > 0 {
		payload, f.resumes = f.resumes[0], f.resumes[1:]
	}
	return payload
}

func (f *Faults) closesIdentify() (code int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.identify) > 0 {
		code, f.identify = f.identify[0], f.identify[1:]
	}
	return code
}

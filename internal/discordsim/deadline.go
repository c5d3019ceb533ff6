package discordsim

import (
	"time"
)

// interactions are those whose token may still work, by token and in the order
// of their making.
type interactions struct {
	byToken map[string]*Exchange
	order   fifo // for tokens that run out
	pending fifo // for deadlines of acknowledgement
	poke    chan struct{}
	idle    bool
}

func (o *interactions) init() {
	o.byToken = map[string]*Exchange{}
	o.poke = make(chan struct{}, 1)
	o.idle = true
}

// fifo is a queue of interactions.
type fifo struct {
	list []*Exchange
	head int
}

func (q *fifo) push(ex *Exchange) { q.list = append(q.list, ex) }

func (q *fifo) len() int { return len(q.list) - q.head }

func (q *fifo) first() *Exchange { return q.list[q.head] }

func (q *fifo) pop() {
	q.list[q.head] = nil
	q.head++
	if q.head > 64 && q.head > len(q.list)/2 {
		n := copy(q.list, q.list[q.head:])
		clear(q.list[n:])
		q.list, q.head = q.list[:n], 0
	}
}

// add puts an interaction under its deadlines, and forgets those whose time has
// run out. Callers hold s.mu.
func (s *Sim) add(ex *Exchange) {
	o := &s.open
	for o.pending.len() > 0 && o.pending.first().state != Waiting {
		o.pending.pop()
	}
	keep := max(s.options.KeepInteractions, 0)
	for o.order.len() > 0 {
		old := o.order.first()
		if old.state == Waiting || o.order.len() < keep && ex.Sent.Sub(old.Sent) < s.options.TokenLife {
			break
		}
		delete(o.byToken, old.Token)
		o.order.pop()
	}
	o.byToken[ex.Token] = ex
	o.order.push(ex)
	o.pending.push(ex)
	if o.idle {
		o.idle = false
		select {
		case o.poke <- struct{}{}:
		default:
		}
	}
}

// reap fails interactions that nobody acknowledged in time.
func (s *Sim) reap() {
	moved := make(chan struct{}, 1)
	s.clock.notify(moved)
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for {
		wait := s.expire()
		timer.Reset(wait)
		select {
		case <-timer.C:
		case <-moved:
		case <-s.open.poke:
		case <-s.life.Done():
			return
		}
	}
}

// expire fails what is overdue and returns how long nothing will be.
func (s *Sim) expire() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.clock.Now()
	for q := &s.open.pending; q.len() > 0; {
		ex := q.first()
		if ex.state == Waiting {
			due := ex.Sent.Add(s.options.AckTimeout)
			if due.After(now) {
				if wait, ever := s.clock.until(due); ever {
					return wait
				}
				return time.Hour // frozen: the clock tells when it is moved
			}
			s.settle(ex, Failed)
		}
		q.pop()
	}
	s.open.idle = true
	return time.Hour
}

// settle moves an interaction on and tells whoever waits. Callers hold s.mu.
func (s *Sim) settle(ex *Exchange, state State) {
	if ex.state == Waiting {
		ex.acked = s.clock.Now()
	}
	ex.state = state
	ex.changes.fire()
	s.emit(Event{Kind: Answered, Channel: ex.By.channel, Exchange: ex, App: ex.App})
}

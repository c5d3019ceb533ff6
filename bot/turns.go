package bot

import (
	"time"

	"golang.org/x/time/rate"
)

// give gives turns to as many requests as may go now, and sets the timer for
// the next one. Callers hold mu, here and below.
func (p *paced) give() {
	now := time.Now()
	p.sweep(now)
	for p.waiting > 0 {
		if d := p.until.Sub(now); d > 0 && d <= holdLimit {
			p.wakeAt(now, p.until) // whoever waits, and however many
			return
		}
		t, at := p.pick(now)
		if t == nil {
			p.wakeAt(now, at)
			return
		}
		if at, known := p.window.free(now); !known || at.After(now) {
			p.wakeAt(now, at)
			return
		}
		p.rate.SetLimitAt(now, rate.Limit(requestsPerSecond*p.governor.pace(now)))
		r := p.rate.ReserveN(now, 1)
		if d := r.DelayFrom(now); d > 0 {
			r.CancelAt(now)
			p.wakeAt(now, now.Add(d))
			return
		}
		p.take(t)
		if place := t.lane.place[t.class]; place != nil {
			p.orders[t.class].MoveToBack(place)
		}
		t.lane.depart(now)
		p.window.depart(now)
		t.went, p.last = now, t.class
		p.sent++
		t.given <- nil
	}
}

// pick is the request whose turn it is, if any may go by all limits but the
// rate; otherwise at is when to look again, the zero time if something has to
// come back first. What would have to wait for too long is sent away. Lanes
// without room are passed over each time: there are few of them, since nobody
// waits for long.
func (p *paced) pick(now time.Time) (t *turn, at time.Time) {
	first := prompt
	if p.last == prompt {
		first = background // by turns, where there are both
	}
	bans := p.bans(now)
	for i := range classes {
		c := (first + i) % classes
		for e := p.orders[c].Front(); e != nil; {
			l := e.Value.(*lane)
			e = e.Next()
			t := l.waiting[c].Front().Value.(*turn)
			free, known := l.free(now)
			why := "Discord takes no more of these requests there"
			for i := range bans {
				if b := &bans[i]; b.until.After(free) && !b.spares(t) {
					free, why = b.until, b.why
				}
			}
			switch {
			case free.Sub(now) > holdLimit:
				p.dismiss(l, c, &held{free.Sub(now), why})
			case !known:
			case !free.After(now):
				return t, time.Time{}
			case at.IsZero() || free.Before(at):
				at = free
			}
		}
	}
	return nil, at
}

// ban is something for which requests aren't sent until then.
type ban struct {
	until  time.Time
	why    string
	spares func(*turn) bool
}

func (p *paced) bans(now time.Time) [3]ban {
	return [...]ban{
		{p.until, "Discord asked to wait", func(*turn) bool { return false }},
		{p.token.until, "Discord refused the token", func(t *turn) bool { return t.probe }},
		{p.governor.until(now), "Discord refused too many requests", func(t *turn) bool { return t.vital || t.probe }},
	}
}

// dismiss sends all requests of a lane away.
func (p *paced) dismiss(l *lane, c class, why *held) {
	for e := l.waiting[c].Front(); e != nil; {
		t := e.Value.(*turn)
		e = e.Next()
		p.take(t)
		t.given <- why
	}
}

func (p *paced) wakeAt(now, at time.Time) {
	if at.IsZero() {
		return
	}
	d := max(at.Sub(now), 0)
	if p.timer == nil {
		p.timer = time.AfterFunc(d, p.wake)
		return
	}
	p.timer.Reset(d)
}

func (p *paced) wake() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.give()
}

// sweepEvery is how often lanes are forgotten that limit nothing any more.
const sweepEvery = time.Minute

func (p *paced) sweep(now time.Time) {
	if now.Sub(p.swept) < sweepEvery {
		return
	}
	p.swept = now
	for b, l := range p.lanes {
		if l.idle(now) {
			delete(p.lanes, b)
		}
	}
}

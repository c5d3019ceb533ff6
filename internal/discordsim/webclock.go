package discordsim

import (
	"context"
	"net/http"
	"sync"
	"time"
)

// lastYear is as far as the clock goes: a snowflake holds no time after 2154.
const lastYear = 2149

// walk is the clock on its way. What an application does by itself it does at
// its hour, and would do late if the clock jumped over it: so the clock stops
// at each instant at which something falls due, where the page can learn of these.
type walk struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`

	stop func()
}

// walks holds the walk that is under way, and why the last one ended early.
type walks struct {
	mu    sync.Mutex
	now   *walk
	fault string
	// steps is held for reading by what people do on the page until the
	// application has answered: the clock doesn't leap ahead of an answer.
	steps sync.RWMutex
}

// state is what the page shows of it.
func (w *walks) state() (now *walk, fault string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now, w.fault
}

// begin is false where another walk is under way.
func (w *walks) begin(x *walk) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.now != nil {
		return false
	}
	w.now, w.fault = x, ""
	return true
}

func (w *walks) end(fault string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now, w.fault = nil, fault
}

// moveClock moves the simulated time forward, by a step or to an instant, or
// stops it on its way. Back is refused: messages would come before those they
// answer.
func (p *Page) moveClock(_ context.Context, act webAction) (webAnswer, error) {
	clock := p.sim.clock
	if act.Stop {
		if w, _ := p.walks.state(); w != nil {
			w.stop()
		}
		return p.clockAnswer(), nil
	}
	now := clock.Now()
	to := act.To
	if act.By != "" {
		var ok bool
		if to, ok = later(now, act.By); !ok {
			return webAnswer{}, &refusal{http.StatusUnprocessableEntity, "The clock goes by hour, day, week, month or year."}
		}
	}
	switch {
	case to.Before(now.Truncate(time.Minute)):
		return webAnswer{}, &refusal{http.StatusUnprocessableEntity, "The clock goes forward only."}
	case to.Year() > lastYear:
		return webAnswer{}, &refusal{http.StatusUnprocessableEntity, "The clock ends with the year 2149."}
	case !to.After(now):
	case p.options.Rest == nil:
		p.setClock(to)
	default:
		ctx, cancel := context.WithCancel(p.sim.life)
		w := &walk{From: now, To: to, stop: cancel}
		if !p.walks.begin(w) {
			cancel()
			return webAnswer{}, &refusal{http.StatusConflict, "The clock is on its way already. Stop it first."}
		}
		p.feed.add(entry{clock: true})
		p.sim.work.Go(func() {
			defer cancel()
			fault := ""
			if err := p.walkTo(ctx, to); err != nil && ctx.Err() == nil {
				fault = "The clock stopped on its way: " + err.Error() + "."
			}
			p.walks.end(fault)
			p.feed.add(entry{clock: true})
		})
	}
	return p.clockAnswer(), nil
}

// clockAnswer is the clock as it stands.
func (p *Page) clockAnswer() webAnswer {
	now := p.sim.clock.Now()
	w, _ := p.walks.state()
	return webAnswer{Now: &now, Walk: w}
}

// walkTo moves the clock from one instant at which something is due to the
// next, each time once all is done that was due before.
func (p *Page) walkTo(ctx context.Context, to time.Time) error {
	clock := p.sim.clock
	for {
		next, err := p.options.Rest(ctx)
		if err != nil || ctx.Err() != nil {
			return err
		}
		now := clock.Now()
		if !now.Before(to) {
			return nil
		}
		if next.IsZero() || next.After(to) {
			next = to
		}
		if next.After(now) {
			p.setClock(next)
		}
	}
}

// setClock moves the clock between what people do.
func (p *Page) setClock(to time.Time) {
	p.walks.steps.Lock()
	defer p.walks.steps.Unlock()
	if p.sim.clock.Now().Before(to) {
		p.sim.clock.Set(to)
	}
}

// later is one step on. A month from 31 January is the end of February.
func later(t time.Time, step string) (time.Time, bool) {
	switch step {
	case "hour":
		return t.Add(time.Hour), true
	case "day":
		return t.AddDate(0, 0, 1), true
	case "week":
		return t.AddDate(0, 0, 7), true
	case "month":
		return clamped(t, 0, 1), true
	case "year":
		return clamped(t, 1, 0), true
	}
	return t, false
}

// clamped adds years and months, and goes back to the month's end where the day
// would overrun it.
func clamped(t time.Time, years, months int) time.Time {
	to := t.AddDate(years, months, 0)
	if to.Day() != t.Day() {
		to = to.AddDate(0, 0, -to.Day())
	}
	return to
}

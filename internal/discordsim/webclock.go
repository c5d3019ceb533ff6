package discordsim

import (
	"context"
	"net/http"
	"time"
)

// lastYear is as far as the clock goes: a snowflake holds no time after 2154.
const lastYear = 2149

// moveClock moves the simulated time forward, by a step or to an instant. Back
// is refused: messages would come before those they answer.
func (p *Page) moveClock(_ context.Context, act webAction) (webAnswer, error) {
	clock := p.sim.clock
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
	case to.After(now):
		clock.Set(to)
	}
	now = clock.Now()
	return webAnswer{Now: &now}, nil
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

package discordsim_test

import (
	"testing"
	"time"

	"vigil/internal/discordsim"
)

func TestClockMovesAndStandsStill(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 5, 12, 9, 0, 0, 0, time.UTC)
	c := discordsim.NewClock(start)
	if d := c.Now().Sub(start); d < 0 || d > time.Minute {
		t.Errorf("a new clock is %s off", d)
	}
	c.Freeze()
	at := c.Now()
	if c.Advance(time.Hour); !c.Now().Equal(at.Add(time.Hour)) {
		t.Errorf("an hour after %s it is %s", at, c.Now())
	}
	c.Set(start)
	if !c.Now().Equal(start) {
		t.Errorf("set to %s it shows %s", start, c.Now())
	}
	c.Run()
	if d := c.Now().Sub(start); d < 0 || d > time.Minute {
		t.Errorf("let go it jumped by %s", d)
	}
	if d := time.Until(new(discordsim.Clock).Now()).Abs(); d > time.Minute {
		t.Errorf("the zero clock is %s off", d)
	}
}

func TestIDsGrowEvenWhenTheClockIsSetBack(t *testing.T) {
	t.Parallel()
	c := discordsim.NewClock(time.Date(2026, 5, 12, 9, 0, 0, 0, time.UTC))
	w := newWorld(t, func(o *discordsim.Options) { o.Clock = c })
	if d := w.ann.ID.Time().Sub(c.Now()).Abs(); d > time.Minute {
		t.Errorf("Ann's ID is of %s", w.ann.ID.Time())
	}
	c.Set(time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC))
	if later := w.AddUser("Later"); later.ID <= w.bob.ID {
		t.Error("a later ID is smaller")
	}
	id, err := discordsim.ParseID(w.ann.ID.String())
	if err != nil || id != w.ann.ID {
		t.Errorf("read back as %d, %v", id, err)
	}
	if _, err := discordsim.ParseID("x"); err == nil {
		t.Error("x is an ID")
	}
}

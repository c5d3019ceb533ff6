package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"sync"
	"syscall"
	"time"

	"vigil/internal/casefile"
	"vigil/internal/discordsim"
	"vigil/store"
)

// moving are those about whom there is news in a soak.
func moving() []string {
	return []string{"fic-02-setareh-khiali", "fic-06-laleh-engari", "fic-09-hassan-vahmi", "fic-12-mahyar-bineshan"}
}

// news is a development that was announced.
type news struct {
	slug    string
	event   string   // its id
	says    string   // what is said of it now; "": it was taken back
	said    []string // what was said before that
	created time.Time
}

// ended reports whether a process ended, and how.
func ended(c *exec.Cmd) (ended bool, how string) {
	var status syscall.WaitStatus
	pid, err := syscall.Wait4(c.Process.Pid, &status, syscall.WNOHANG, nil)
	switch {
	case pid == 0 && err == nil:
		return false, ""
	case err != nil:
		return true, err.Error()
	case status.Signal() > 0:
		return true, "signal: " + status.Signal().String()
	}
	return true, fmt.Sprint("status ", status.ExitStatus())
}

// chance is true so often of a hundred times.
func (s *soak) chance(percent int) bool { return s.dice.IntN(100) < percent }

func (s *soak) count(what string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tally[what]++
}

// turn is one round: processes run or don't, curators work, time goes by,
// something goes wrong, and at last all that is due is done.
func (s *soak) turn() {
	s.t.Helper()
	s.count("turns")
	for s.reap() < 1+s.dice.IntN(2) {
		dies := 0
		if s.chance(30) {
			dies = 1 + s.dice.IntN(30)
		}
		s.run(dies)
	}
	down := s.chance(40)
	if down {
		s.killAll()
		s.count("killed at random")
	}
	s.disturb()
	s.heed()
	for range s.dice.IntN(3) {
		s.act()
	}
	s.timePasses()
	if s.chance(50) {
		s.act()
	}
	if down {
		for range 1 + s.dice.IntN(2) { // two at once
			s.run(0)
		}
	}
	var all sync.WaitGroup
	if s.chance(25) {
		all.Go(s.lock)
	}
	if s.chance(40) {
		wait := time.Duration(s.dice.IntN(2500)) * time.Millisecond
		all.Go(func() {
			time.Sleep(wait)
			s.mu.Lock()
			defer s.mu.Unlock()
			if len(s.children) > 0 {
				_ = s.children[0].cmd.Process.Kill()
				s.tally["killed at random"]++
			}
		})
	}
	all.Wait()
	s.rest()
}

// timePasses moves the clocks: to when something is due next, or far.
func (s *soak) timePasses() {
	s.t.Helper()
	switch n := s.dice.IntN(100); {
	case n < 50:
		_, next, err := s.db.Rest(s.t.Context(), s.now())
		s.must(err)
		s.advance(max(time.Second, min(next.Sub(s.now()), 48*time.Hour)) + time.Duration(s.dice.IntN(90))*time.Second)
		s.count("moved on to the next hour")
	case n < 70:
		s.advance(3 * time.Hour)
		s.count("3 hours went by")
	case n < 80:
		s.advance(72 * time.Hour)
		s.count("3 days went by")
	case n < 83 && s.tally["a year went by"] < 4:
		s.advance(365 * 24 * time.Hour)
		s.count("a year went by")
	case n < 93:
		s.mu.Lock()
		s.apart = time.Duration(s.dice.IntN(7)-3) * []time.Duration{time.Minute, time.Hour, 24 * time.Hour}[s.dice.IntN(3)]
		s.mu.Unlock()
		s.tell()
		s.count("the program's clock was moved")
	}
}

// disturb has Discord fail in the next requests, and processes die at one.
func (s *soak) disturb() {
	const post, edit = "POST /channels/*/messages", "PATCH /channels/*/messages/*"
	f := s.sim.Faults()
	f.Clear()
	for range s.dice.IntN(4) {
		when := []discordsim.When{discordsim.Before, discordsim.After}[s.dice.IntN(2)]
		route := []string{post, post, post, edit, "DELETE /channels/*/messages/*", "GET /channels/*/messages", "POST /users/@me/channels", "**"}[s.dice.IntN(8)]
		if route == "**" {
			route = ""
		}
		n := 1 + s.dice.IntN(3)
		switch s.dice.IntN(4) {
		case 0:
			f.Status(n, 502, when, route)
			s.count(fmt.Sprintf("502 %s the effect", []string{"before", "after"}[when]))
		case 1:
			f.Cut(n, when, route)
			s.count(fmt.Sprintf("cut %s the effect", []string{"before", "after"}[when]))
		case 2:
			scope := []discordsim.Scope{discordsim.GlobalLimit, discordsim.RouteLimit, discordsim.SharedLimit}[s.dice.IntN(3)]
			f.Next429(n, scope, time.Duration(50+s.dice.IntN(1000))*time.Millisecond, route)
			s.count("429 " + string(scope))
		default:
			f.Slow(n, time.Duration(s.dice.IntN(1500))*time.Millisecond, route)
			s.count("slow")
		}
	}
	if s.chance(12) {
		f.Cut(2, discordsim.After, post)
		f.Refuse(3, 50013, "GET /channels/*/messages") // the history can't be read
		s.count("history refused")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fatal = 0
	if s.chance(40) {
		s.fatal = 1 + s.dice.IntN(12)
	}
}

// lock holds the database locked for some seconds, as another process would.
func (s *soak) lock() {
	held := time.Duration(s.dice.IntN(8000)) * time.Millisecond
	db, err := sql.Open("sqlite3", "file:"+s.database+"?_txlock=immediate&_busy_timeout=20000")
	if err == nil {
		var tx *sql.Tx
		if tx, err = db.BeginTx(context.WithoutCancel(s.t.Context()), nil); err == nil {
			time.Sleep(held)
			err = tx.Rollback()
		}
		err = errors.Join(err, db.Close())
	}
	if err != nil {
		s.t.Errorf("lock the database: %v", err)
	}
	s.count("the database was locked")
}

// act is something that a curator or an administrator does.
func (s *soak) act() {
	s.t.Helper()
	switch n := s.dice.IntN(100); {
	case n < 45:
		s.develop()
	case n < 55:
		s.correct(true)
	case n < 60:
		s.correct(false)
	case n < 72: // forbidden, or allowed again
		r := s.rooms[s.dice.IntN(len(s.rooms))]
		if r.removed {
			return
		}
		s.forbid(r)
	case n < 76:
		s.removeRoom()
	case n < 90: // the zone or the hour changes, on whatever day
		r := s.rooms[s.dice.IntN(len(s.rooms))]
		if r.removed {
			return
		}
		r.set.Hour = s.dice.IntN(24)
		if s.chance(50) {
			r.set.Timezone = []string{"UTC", "Asia/Tehran", "Pacific/Apia", "America/Santiago", "Pacific/Midway"}[s.dice.IntN(5)]
		}
		s.set(r)
		s.count("a channel was set up anew")
	case n < 92 && len(s.gone) < 1 && len(s.news) > 40:
		slug := moving()[s.dice.IntN(len(moving()))]
		s.save(slug, false, func(c *casefile.Casefile) { c.Visibility = casefile.Withdrawn })
		s.gone[slug], s.withdrawn = true, s.now()
		s.count("somebody was withdrawn")
	}
}

// save changes a casefile as a curator does.
func (s *soak) save(slug string, announce bool, change func(*casefile.Casefile)) {
	s.t.Helper()
	var saving store.Saving
	s.insist(func() error {
		c, err := s.db.Curation().Casefile(s.t.Context(), s.book, slug)
		if err != nil {
			return err
		}
		change(c.Casefile)
		saving = store.Saving{Casebook: s.book, Casefile: c.Casefile, Base: c.Version, By: terminal, Announce: announce}
		_, err = s.db.Curation().Commit(s.t.Context(), saving)
		return err
	})
}

// develop has something happen that is announced; sometimes two curators enter
// it, each for themselves.
func (s *soak) develop() {
	s.t.Helper()
	slug := moving()[s.dice.IntN(len(moving()))]
	if s.gone[slug] {
		return
	}
	n := len(s.news)
	x := &news{slug: slug, event: fmt.Sprint("soak-", n), says: fmt.Sprintf("Report %d.0 tells of a transfer.", n), created: s.now()}
	curators := 1
	if s.chance(30) {
		curators = 2
		s.count("entered twice")
	}
	for i := range curators {
		s.save(slug, true, func(c *casefile.Casefile) {
			c.Events = append(c.Events, casefile.Event{ID: fmt.Sprint(x.event, []string{"", "-too"}[i]), Kind: "transfer", Text: x.says,
				Fact: casefile.Fact{Sources: []string{c.Sources[0].ID}}})
		})
	}
	s.news = append(s.news, x)
	s.count("developments")
}

// correct changes what is said of a development of the last two months, or takes it back.
func (s *soak) correct(again bool) {
	s.t.Helper()
	var all []int
	for i, x := range s.news {
		if x.says != "" && !s.gone[x.slug] && s.now().Sub(x.created).Abs() < 60*24*time.Hour {
			all = append(all, i)
		}
	}
	if len(all) == 0 {
		return
	}
	i := all[s.dice.IntN(len(all))]
	x := s.news[i]
	x.said = append(x.said, x.says)
	x.says = ""
	if again {
		x.says = fmt.Sprintf("Report %d.%d tells of a transfer.", i, len(x.said))
	}
	s.save(x.slug, false, func(c *casefile.Casefile) {
		for at := len(c.Events) - 1; at >= 0; at-- { // both, where it was entered twice: else the record still says it
			switch e := &c.Events[at]; {
			case e.ID != x.event && e.ID != x.event+"-too":
			case again:
				e.Text = x.says
			default:
				c.Events = slices.Delete(c.Events, at, at+1)
			}
		}
	})
	s.count(map[bool]string{true: "corrections", false: "developments taken back"}[again])
}

// forbid takes from the bot what it needs in a channel, or gives it back and
// sets the channel up again.
func (s *soak) forbid(r *room) {
	s.t.Helper()
	role := r.Server.BotRole(s.app)
	if r.forbidden {
		r.OverwriteRole(role, discordsim.ViewChannel|discordsim.SendMessages, 0)
		s.set(r)
		r.forbidden = false
		return
	}
	r.OverwriteRole(role, 0, []discordsim.Permissions{discordsim.SendMessages, discordsim.ViewChannel}[s.dice.IntN(2)])
	r.forbidden = true
	s.count("a channel was forbidden")
}

// heed sets up anew the channels that were stopped although the bot may write
// there: it was told no just before it was allowed to, and noted that just after.
func (s *soak) heed() {
	s.t.Helper()
	for _, r := range s.rooms {
		halted := false
		s.query(`SELECT halted <> '' FROM channels WHERE id = ?`, func(rows *sql.Rows) error { return rows.Scan(&halted) }, r.ID.String())
		if halted && !r.forbidden && !r.removed {
			s.set(r)
			s.count("stopped just after it was allowed")
		}
	}
}

// removeRoom deletes a channel in Discord, and sets up another in its stead.
func (s *soak) removeRoom() {
	s.t.Helper()
	at := s.dice.IntN(len(s.rooms))
	r := s.rooms[at]
	if r.removed || r.forbidden {
		return
	}
	r.Delete()
	r.removed = true
	s.room(r.Server, discordsim.TextChannel, store.Channel{Kinds: r.set.Kinds, Hour: r.set.Hour, Timezone: r.set.Timezone, Language: r.set.Language})
	s.count("a channel was deleted")
}

// mend has all faults end, and goes on day by day until all that was ever put
// off must have been told.
func (s *soak) mend() {
	s.t.Helper()
	s.sim.Faults().Clear()
	s.mu.Lock()
	s.apart, s.fatal = 0, 0
	s.mu.Unlock()
	s.tell()
	for _, r := range s.rooms {
		if r.forbidden {
			s.forbid(r)
		}
	}
	for end := s.latest.AddDate(0, 0, 9); s.now().Before(end) && !s.t.Failed(); {
		for s.reap() < 1 {
			s.run(0)
		}
		s.rest()
		s.heed()
		s.check(false)
		s.advance(12 * time.Hour)
	}
	s.rest()
}

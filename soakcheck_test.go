package main

import (
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"vigil/commands"
	"vigil/internal/calendar"
	"vigil/internal/discordsim"
	"vigil/internal/locale"
	"vigil/internal/occasion"
	"vigil/jobs"
	"vigil/store"
)

// entry is a message of the ledger.
type entry struct {
	id                                      int64
	channel, kind, ref, state, message, why string
}

// told is what became of one thing in one channel.
type told struct {
	post  int64 // 0: it waits for a digest
	said  bool  // the message says it
	state string
}

// check looks through all channels for what stands twice, and at the end for what
// is missing, or says what is no longer on record.
func (s *soak) check(end bool) {
	s.t.Helper()
	posts := s.entries()
	for i := range posts { // notices are forgotten after some months: they are collected
		if posts[i].state == "given-up" {
			s.givenUp[posts[i].ref] = true
		}
	}
	s.query(`SELECT id, channel, code, ref FROM notices`, func(rows *sql.Rows) error {
		var (
			id                 int64
			channel, code, ref string
		)
		err := rows.Scan(&id, &channel, &code, &ref)
		s.notices[id] = [3]string{channel, code, ref}
		return err
	})
	for _, r := range s.rooms {
		if !r.removed {
			s.standsOnce(r, posts, end)
		}
	}
	s.standsOnceDirect()
	if !end {
		return
	}
	s.nothingLost(posts)
	s.corrected()
	s.noticed(posts)
}

// query reads rows of the database.
func (s *soak) query(query string, each func(*sql.Rows) error, args ...any) {
	s.t.Helper()
	rows, err := s.raw.QueryContext(s.t.Context(), query, args...)
	s.must(err)
	defer rows.Close()
	for rows.Next() {
		s.must(each(rows))
	}
	s.must(rows.Err())
}

// entries are the messages to channels that are in the ledger.
func (s *soak) entries() (all []entry) {
	s.t.Helper()
	s.query(`SELECT id, channel, kind, ref, state, message, why FROM posts WHERE person = ''`, func(rows *sql.Rows) error {
		var e entry
		err := rows.Scan(&e.id, &e.channel, &e.kind, &e.ref, &e.state, &e.message, &e.why)
		all = append(all, e)
		return err
	})
	return all
}

// unfinished is what the ledger still has to do, for a failure.
func (s *soak) unfinished() (all []entry) {
	for _, e := range s.entries() {
		if e.state == "pending" || e.state == "sending" {
			all = append(all, e)
		}
	}
	return all
}

// standsOnce fails the test if a channel has a message that the ledger doesn't
// know as posted, or that says what another one says too.
func (s *soak) standsOnce(r *room, posts []entry, end bool) {
	s.t.Helper()
	known, unsure := map[string]*entry{}, map[string]*entry{}
	for i := range posts {
		switch e := &posts[i]; {
		case e.channel != r.ID.String():
		case e.state == "sent":
			known[e.message] = e
		case e.state == "pending" || e.state == "sending": // to be tried again: it may stand there already
			unsure[e.ref] = e
		}
	}
	said, refs, reports := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, m := range r.Messages() {
		e := known[m.ID.String()]
		delete(known, m.ID.String())
		for ref, x := range unsure {
			if e == nil && !end && strings.Contains(m.Embeds[0].Footer.Text, ref) {
				e = x
			}
		}
		switch {
		case e == nil:
			s.double("in %s stands what the ledger doesn't know:\n%s", r.Name(), render(m))
			continue
		case !strings.Contains(render(m), e.ref) || refs[e.ref]:
			s.double("in %s the reference %s isn't that of one message:\n%s", r.Name(), e.ref, render(m))
		}
		refs[e.ref] = true
		if e.kind == "digest" {
			continue // two of them may well have the same to tell of what is coming
		}
		text := m.Embeds[0].Title + m.Embeds[0].Description
		if said[text] {
			s.double("in %s stands twice:\n%s", r.Name(), render(m))
		}
		said[text] = true
		if _, report, ok := strings.Cut(text, "Report "); ok && e.kind == "update" {
			report, _, _ = strings.Cut(report, ".")
			if reports[report] {
				s.double("in %s report %s stands twice:\n%s", r.Name(), report, render(m))
			}
			reports[report] = true
		}
	}
	for _, e := range known {
		s.lose("in %s message %s of %s is gone, which the ledger takes to stand there", r.Name(), e.ref, e.kind)
	}
}

// standsOnceDirect does so for direct messages, of which the ledger forgets most.
func (s *soak) standsOnceDirect() {
	s.t.Helper()
	reports := map[string]bool{}
	for _, m := range s.direct() {
		_, report, _ := strings.Cut(render(m), "Report ")
		report, _, _ = strings.Cut(report, ".")
		if reports[report] {
			s.double("Mina reads twice:\n%s", render(m))
		}
		reports[report] = true
	}
}

// direct are the direct messages to who follows.
func (s *soak) direct() []*discordsim.Message {
	return s.sim.As(s.user("mina")).DM(s.app).Messages()
}

func (s *soak) double(format string, args ...any) {
	s.count("DUPLICATES")
	s.t.Errorf("duplicate: "+format, args...)
}

func (s *soak) lose(format string, args ...any) {
	s.count("LOST")
	s.t.Errorf("lost: "+format, args...)
}

// nothingLost fails the test if something that fell on a day, or was announced,
// was not told in a channel that was to hear of it.
func (s *soak) nothingLost(posts []entry) {
	s.t.Helper()
	words, err := locale.Load()
	s.must(err)
	voices := jobs.NewVoices(words, "en", time.UTC)
	byID := map[int64]*entry{}
	for i := range posts {
		byID[posts[i].id] = &posts[i]
	}
	var updates []int64 // in the order in which they were saved
	s.query(`SELECT id FROM announcements WHERE kind = 'update' ORDER BY id`, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		updates = append(updates, id)
		return err
	})
	if len(updates) != len(s.news) {
		s.t.Errorf("%d developments were saved to be announced, and %d are in the ledger", len(s.news), len(updates))
		return
	}
	for _, r := range s.rooms {
		if r.removed {
			continue
		}
		told := s.told(r.ID.String(), byID)
		hears := func(k store.Announced) bool { return slices.Contains(r.set.Kinds, k) }
		// What falls on a day, by the record itself.
		server, access, err := s.db.Servers().Of(s.t.Context(), r.set.Server)
		s.must(err)
		l := voices.Channel(server, r.set)
		rules := server.Policy.Rules(commands.Reckoning(l))
		rules.Of = occasion.Set(0)
		for _, k := range []occasion.Kind{occasion.Anniversary, occasion.Milestone, occasion.Countdown, occasion.Hearing} {
			if hears(store.Announced(k.Code())) {
				rules.Of = rules.Of.With(occasion.OfKind(k))
			}
		}
		rules.Of &= server.Policy.Rules(commands.Reckoning(l)).Of
		through := calendar.Daily{Hour: r.set.Hour, Zone: l.Zone()}.Last(s.now())
		if rules.Of != 0 {
			due, err := s.db.Public().Upcoming(s.t.Context(), access, rules, r.begins.AddDays(1), through, 0, 0)
			s.must(err)
			for _, d := range due.Items {
				key := fmt.Sprint(d.Summary.ID, d.Occasion.Kind().Code(), d.Occasion.Subject, d.Occasion.Occurrence)
				s.wasTold(r, told[key], byID, fmt.Sprintf("%s on %s, %s", d.Summary.Slug, d.Occasion.Day, key))
			}
		}
		for i, x := range s.news {
			if hears(store.AnnouncedUpdate) && i >= r.news && x.says != "" && !s.gone[x.slug] {
				was, ok := told[fmt.Sprint(updates[i])]
				if !ok { // missed, and then told in a digest among what changed
					was = told[fmt.Sprint("changed", updates[i])]
				}
				s.wasTold(r, was, byID, x.says)
			}
		}
	}
	for _, x := range s.news {
		if x.says == "" || s.gone[x.slug] || x.created.Before(s.followed) {
			continue
		}
		n := 0
		for _, m := range s.direct() {
			if strings.Contains(render(m), x.says) {
				n++
			}
		}
		if n == 0 {
			s.lose("Mina wasn't told: %s", x.says)
		}
		s.count("told in a direct message")
	}
}

// told is what became of everything that was ever announced in a channel.
func (s *soak) told(channel string, posts map[int64]*entry) map[string]told {
	s.t.Helper()
	all := map[string]told{}
	s.query(`SELECT a.id, a.casefile, a.kind, a.subject, a.occurrence, d.post, d.print <> x''
		FROM deliveries d JOIN announcements a ON a.id = d.announcement WHERE d.channel = ?`, func(rows *sql.Rows) error {
		var (
			id, casefile              int64
			kind, subject, occurrence string
			x                         told
		)
		err := rows.Scan(&id, &casefile, &kind, &subject, &occurrence, &x.post, &x.said)
		if e := posts[x.post]; e != nil {
			x.state = e.state
		}
		all[fmt.Sprint(casefile, kind, subject, occurrence)], all[fmt.Sprint(id)] = x, x
		if kind == "digest" && subject == "changed" {
			all[fmt.Sprint("changed", occurrence)] = x
		}
		return err
	}, channel)
	return all
}

// wasTold fails the test if something was neither told in the channel nor
// given up with a notice.
func (s *soak) wasTold(r *room, x told, posts map[int64]*entry, what string) {
	s.t.Helper()
	e := posts[x.post]
	switch {
	case e != nil && x.state == "sent" && x.said && e.kind == "digest":
		s.count("told in a digest, as missed")
	case e != nil && x.state == "sent" && x.said:
		s.count("told in a message of its own")
	case e != nil && x.state == "given-up":
		s.count("given up, with a notice") // that there is one is looked at below
	default:
		s.lose("in %s (%s at %d, %v): %s: %+v %+v", r.Name(), r.set.Timezone, r.set.Hour, r.set.Kinds, what, x, e)
	}
}

// corrected fails the test if anywhere stands what was corrected, taken back or
// withdrawn.
func (s *soak) corrected() {
	s.t.Helper()
	all := s.direct()
	for _, r := range s.rooms {
		if !r.removed {
			all = append(all, r.Messages()...)
		}
	}
	for _, x := range s.news {
		old := x.said
		if s.gone[x.slug] && x.says != "" && s.withdrawn.Sub(x.created) < 60*24*time.Hour {
			old = append(slices.Clone(old), x.says)
		}
		for _, said := range old {
			for _, m := range all {
				if !strings.Contains(render(m), said) {
					continue
				}
				var state string
				s.query(`SELECT key || ' ' || state || ' ' || again || ' ' || next || ' ' || why FROM posts WHERE message = ?`,
					func(rows *sql.Rows) error { return rows.Scan(&state) }, m.ID.String())
				s.count("UNCORRECTED")
				s.t.Errorf("it still says %q, by the ledger %q:\n%s", said, state, render(m))
			}
		}
	}
}

// noticed fails the test if something was given up, or a channel stopped, without curators
// being told.
func (s *soak) noticed(posts []entry) {
	s.t.Helper()
	refs, gone := map[string]bool{}, map[string]int{}
	for _, n := range s.notices {
		refs[n[2]] = true
		if n[1] == string(store.HaltGone) {
			gone[n[0]]++
		}
	}
	for ref := range s.givenUp {
		if !refs[ref] {
			s.t.Errorf("%s was given up without a notice", ref)
		}
	}
	for _, r := range s.rooms {
		if n := gone[r.ID.String()]; r.removed && n != 1 {
			s.t.Errorf("of %s, which was deleted, there are %d notices", r.Name(), n)
		}
	}
	s.query(`SELECT count(*) FROM errands WHERE given_up = 1`, func(rows *sql.Rows) error {
		var n int
		err := rows.Scan(&n)
		if n > 0 {
			s.t.Errorf("%d notices were not shown", n)
		}
		return err
	})
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, e := range posts {
		s.tally["messages: "+e.kind+" "+e.state]++
	}
	s.tally["notices to curators"] = len(s.notices)
	s.tally["DUPLICATES"] += 0
	s.tally["LOST"] += 0
	s.tally["UNCORRECTED"] += 0
}

// report prints what was done and what came of it.
func (s *soak) report(lasted time.Duration) {
	var b strings.Builder
	fmt.Fprintf(&b, "\nsoak of %s, VIGIL_SOAK_SEED=%d, %d requests, from %s to %s\n", lasted, s.seed, s.sim.RequestCount(),
		opening().Format(time.DateOnly), s.now().Format(time.DateOnly))
	for _, what := range slices.Sorted(maps.Keys(s.tally)) {
		fmt.Fprintf(&b, "%-36s %7d\n", what, s.tally[what])
	}
	s.t.Log(b.String())
}

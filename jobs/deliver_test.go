package jobs_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"vigil/bot"
	"vigil/commands"
	"vigil/internal/casefile"
	"vigil/internal/discordsim"
	"vigil/internal/discordsim/simtest"
	"vigil/internal/locale"
	"vigil/jobs"
	"vigil/store"
	"vigil/store/storetest"
)

// messages is the route by which messages are posted.
const messages = "POST /channels/*/messages"

// hall is a server of an embedded Discord with a channel for announcements and
// a database with the invented casebook, in which one development waits to be
// announced. Both clocks go by the test's hand.
type hall struct {
	t       *testing.T
	path    string
	db      *store.DB
	sim     *discordsim.Sim
	server  *discordsim.Server
	channel *discordsim.Channel
	review  *discordsim.Channel
	poster  commands.Poster
	words   *locale.Catalogue
	book    store.CasebookID
	log     lines

	wait time.Duration // for others who write; 0: the store's own

	mu      sync.Mutex
	machine time.Time
}

// lines is a log that can be read while it is written.
type lines struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *lines) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(b)
}

const khialis = "fic-02-setareh-khiali"

func newHall(t *testing.T) *hall {
	t.Helper()
	return newHallThat(t, func(*hall) {}, func(*discordsim.Options) {})
}

// newHallThat is one that, and whose embedded Discord, is as it is changed here.
func newHallThat(t *testing.T, how func(*hall), change func(*discordsim.Options)) *hall {
	t.Helper()
	clock := discordsim.NewClock(storetest.Now())
	clock.Freeze()
	h := &hall{t: t, path: t.TempDir() + "/vigil.db", machine: storetest.Now()}
	how(h)
	h.sim = simtest.New(t, func(o *discordsim.Options) { o.Clock, o.Limits = clock, discordsim.NoLimits() }, change)
	app := h.sim.AddApplication("invented-token")
	h.server = h.sim.AddServer("Invented Server")
	h.server.Install(app)
	h.channel, h.review = h.server.AddChannel("announcements"), h.server.AddChannel("casework")
	h.db = h.open()
	h.book = storetest.Load(t, h.db, store.Main, storetest.Fictional()).Curates
	h.must(second(h.db.Servers().Attach(t.Context(), h.server.ID.String(), store.Main, true, "test")))
	h.must(h.db.Servers().SetReview(t.Context(), h.server.ID.String(), h.review.ID.String(), "test"))
	var err error
	h.words, err = locale.Load()
	h.must(err)
	api, err := url.Parse(h.sim.URL())
	h.must(err)
	b, err := bot.New(bot.Config{
		Token: "invented-token", API: api, Words: h.words, Places: h.db.Servers(), People: h.db.Settings(), Keeper: h.db.Settings(),
		Commands: commands.All(commands.Deps{Public: h.db.Public(), Servers: h.db.Servers(), Settings: h.db.Settings(), Words: h.words}),
		Now:      clock.Now,
	})
	h.must(err)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- b.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		_ = h.sim.Faults().CutSockets()
		if err := <-ended; err != nil && !errors.Is(err, context.Canceled) { // it had not begun
			t.Error(err)
		}
	})
	h.poster = b.Courier()
	return h
}

func second[T any](_ T, err error) error { return err }

func (h *hall) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// open opens the database as another process would.
func (h *hall) open() *store.DB {
	h.t.Helper()
	db, err := store.Open(h.t.Context(), h.path, store.Options{Now: h.now, Machine: h.machines, Wait: h.wait})
	h.must(err)
	h.t.Cleanup(func() { db.Close() })
	return db
}

func (h *hall) now() time.Time { return h.sim.Clock().Now() }

func (h *hall) machines() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.machine
}

// pass lets time go by, for everybody.
func (h *hall) pass(d time.Duration) {
	h.sim.Clock().Advance(d)
	h.mu.Lock()
	defer h.mu.Unlock()
	h.machine = h.machine.Add(d)
}

// deliverer is one process that delivers.
func (h *hall) deliverer(holder string) *jobs.Deliverer {
	return &jobs.Deliverer{
		Ledger: h.db.Ledger(), Channels: h.db.Channels(), Public: h.db.Public(), Servers: h.db.Servers(), Settings: h.db.Settings(),
		Voices: jobs.NewVoices(h.words, "en", time.UTC), Poster: h.poster, Now: h.now, Holder: holder,
		Log: slog.New(slog.NewTextHandler(&h.log, nil)),
	}
}

// set has the channel hear all kinds.
func (h *hall) set() {
	h.t.Helper()
	h.must(h.db.Channels().Set(h.t.Context(), store.Channel{
		ID: h.channel.ID.String(), Server: h.server.ID.String(), Kinds: store.AllAnnounced(), Hour: 9,
	}, "3001"))
}

// change saves a change of Khiali's, as news or not.
func (h *hall) change(news bool, change func(*casefile.Casefile)) store.Saved {
	h.t.Helper()
	c, err := h.db.Curation().Casefile(h.t.Context(), h.book, khialis)
	h.must(err)
	change(c.Casefile)
	saved, err := h.db.Curation().Commit(h.t.Context(), store.Saving{
		Casebook: h.book, Casefile: c.Casefile, Base: c.Version, By: "3001", Why: "test", Announce: news,
	})
	h.must(err)
	return saved
}

// moved is an event that is news.
func moved(text string) func(*casefile.Casefile) {
	return func(c *casefile.Casefile) {
		c.Events = append(c.Events, casefile.Event{ID: fmt.Sprint("moved", len(c.Events)), Kind: "transfer", Text: text,
			Fact: casefile.Fact{Sources: []string{c.Sources[0].ID}}})
	}
}

// spread puts what is news into the ledger.
func (h *hall) spread() {
	h.t.Helper()
	all, err := h.db.Ledger().Updates(h.t.Context(), 10)
	h.must(err)
	for _, u := range all {
		hearers, err := h.db.Ledger().Hearers(h.t.Context(), u.Casebook, store.AnnouncedUpdate)
		h.must(err)
		h.must(second(h.db.Ledger().Spread(h.t.Context(), u, hearers, nil)))
	}
}

// news is a development in the ledger.
func (h *hall) news(text string) {
	h.t.Helper()
	h.change(true, moved(text))
	h.spread()
}

// round does once what is due now.
func (h *hall) round(d *jobs.Deliverer) int {
	h.t.Helper()
	n, err := d.Round(h.t.Context())
	h.must(err)
	return n
}

// rest lets time pass until nothing is left to do.
func (h *hall) rest(d *jobs.Deliverer) {
	h.t.Helper()
	for range 100 {
		if h.round(d) > 0 {
			continue
		}
		next, err := h.db.Ledger().NextPost(h.t.Context())
		h.must(err)
		if next.IsZero() {
			return
		}
		h.pass(max(time.Second, next.Sub(h.now())))
	}
	h.t.Fatalf("there is no end to it:\n%s", h.log.text.String())
}

// stand are the texts that stand in a channel.
func stand(ch *discordsim.Channel) (all []string) {
	for _, m := range ch.Messages() {
		var b strings.Builder
		for _, e := range m.Embeds {
			fmt.Fprintln(&b, e.Title, e.Description)
			for _, f := range e.Fields {
				fmt.Fprintln(&b, f.Name, f.Value)
			}
			if e.Footer != nil {
				fmt.Fprintln(&b, e.Footer.Text)
			}
		}
		all = append(all, b.String())
	}
	return all
}

// once fails the test unless exactly one message in the channel says that.
func (h *hall) once(what string) string {
	h.t.Helper()
	var found []string
	for _, text := range stand(h.channel) {
		if strings.Contains(text, what) {
			found = append(found, text)
		}
	}
	if len(found) != 1 {
		h.t.Fatalf("%q stands %d times in\n%s", what, len(found), strings.Join(stand(h.channel), "\n"))
	}
	return found[0]
}

// Whatever Discord does to a post, it stands there once.
func TestPostedOnce(t *testing.T) {
	t.Parallel()
	for name, fail := range map[string]func(*discordsim.Faults){
		"all is well":        func(*discordsim.Faults) {},
		"502 before":         func(f *discordsim.Faults) { f.Status(1, 502, discordsim.Before, messages) },
		"502 after storing":  func(f *discordsim.Faults) { f.Status(1, 502, discordsim.After, messages) },
		"502 thrice":         func(f *discordsim.Faults) { f.Status(3, 502, discordsim.After, messages) },
		"cut before":         func(f *discordsim.Faults) { f.Cut(1, discordsim.Before, messages) },
		"cut after":          func(f *discordsim.Faults) { f.Cut(1, discordsim.After, messages) },
		"429 of the channel": func(f *discordsim.Faults) { f.Next429(1, discordsim.RouteLimit, time.Millisecond, messages) },
		"429 of the bot":     func(f *discordsim.Faults) { f.Next429(1, discordsim.GlobalLimit, time.Millisecond, messages) },
		"429 shared":         func(f *discordsim.Faults) { f.Next429(1, discordsim.SharedLimit, time.Millisecond, messages) },
		// Longer than Discord remembers nonces: it is looked for.
		"502 for an hour": func(f *discordsim.Faults) { f.Status(12, 502, discordsim.After, messages) },
		"cut for an hour": func(f *discordsim.Faults) { f.Cut(12, discordsim.Before, messages) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHall(t)
			h.set()
			h.news("She was moved to another prison.")
			fail(h.sim.Faults())
			h.rest(h.deliverer("one"))
			h.once("She was moved to another prison.")
		})
	}
}

// A correction changes what stands there, a withdrawal takes it away, and
// neither what is confidential nor another fact of the case moves anything.
func TestCorrectionsTravel(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	h.set()
	d := h.deliverer("one")
	h.news("She was moved to prison A.")
	h.rest(d)
	h.once("She was moved to prison A.")

	edits := func() int { return h.count("PATCH /channels/{id}/messages/{id}") }
	h.change(false, func(c *casefile.Casefile) { c.Status.Text = "seen by her family" })
	h.rest(d)
	if n := edits(); n != 0 {
		t.Errorf("%d edits for something that the message doesn't say", n)
	}
	h.change(false, func(c *casefile.Casefile) { c.Events[len(c.Events)-1].Text = "She was moved to prison B." })
	h.rest(d)
	if text := h.once("She was moved to prison B."); !strings.Contains(text, "Corrected") || edits() != 1 {
		t.Errorf("after %d edits it says\n%s", edits(), text)
	}
	saved := h.change(false, func(c *casefile.Casefile) { c.Visibility = casefile.Withdrawn })
	if saved.Removed != 1 {
		t.Errorf("%d messages are said to be removed", saved.Removed)
	}
	h.rest(d)
	if all := stand(h.channel); len(all) != 0 {
		t.Errorf("after the withdrawal there stands %s", all)
	}
}

// count counts the requests of a route so far.
func (h *hall) count(route string) (n int) {
	for _, r := range h.sim.Requests() {
		if r.Route == route {
			n++
		}
	}
	return n
}

// What is made confidential goes from where it was announced.
func TestConfidentialGoes(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	h.set()
	d := h.deliverer("one")
	h.news("She was moved to prison A.")
	h.rest(d)
	h.change(false, func(c *casefile.Casefile) { c.Events[len(c.Events)-1].Visibility = casefile.Confidential })
	h.rest(d)
	if all := stand(h.channel); len(all) != 0 {
		t.Errorf("there stands %s", all)
	}
}

// What stopped being true before it was posted isn't posted.
func TestUntrueIsDropped(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	h.set()
	h.news("She was moved to prison A.")
	h.change(false, func(c *casefile.Casefile) { c.Visibility = casefile.Withdrawn })
	h.rest(h.deliverer("one"))
	if h.count("POST /channels/{id}/messages") != 0 {
		t.Error("it was posted")
	}
}

// A channel that is gone or forbidden is left alone, its curators are told
// once, and when it is set up again what waited is posted.
func TestHaltedOnce(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	h.set()
	d := h.deliverer("one")
	h.sim.Faults().Refuse(1, 50013, messages)
	h.news("She was moved to prison A.")
	h.news("She was moved to prison B.")
	h.rest(d)
	if len(stand(h.channel)) != 0 || h.count("POST /channels/{id}/messages") != 1 {
		t.Errorf("%d posts were tried", h.count("POST /channels/{id}/messages"))
	}
	channels, err := h.db.Channels().Of(t.Context(), h.server.ID.String())
	h.must(err)
	if channels[0].Halted != store.HaltForbidden {
		t.Errorf("it is halted for %q", channels[0].Halted)
	}
	told, err := h.db.Outbox().Due(t.Context(), 10)
	h.must(err)
	if len(told) != 1 || told[0].Kind != store.ShowNotice || told[0].Channel != h.review.ID.String() {
		t.Errorf("curators are told %+v", told)
	}
	h.set()
	h.rest(d)
	h.once("prison A")
	h.once("prison B")
}

// A process that dies after Discord stored the message, or before, and one that
// comes back within the minutes of the nonce or after them.
func TestFoundAfterCrash(t *testing.T) {
	t.Parallel()
	for _, stored := range []bool{false, true} {
		for _, away := range []time.Duration{90 * time.Second, time.Hour} {
			t.Run(fmt.Sprint(stored, away), func(t *testing.T) {
				t.Parallel()
				h := newHall(t)
				h.set()
				h.news("She was moved to prison A.")
				posts, err := h.db.Ledger().Claim(t.Context(), "one", 10) // and it dies
				h.must(err)
				if len(posts) != 1 {
					t.Fatalf("%d messages", len(posts))
				}
				if stored {
					twin := h.deliverer("one")
					h.must(second(twin.Send(t.Context(), posts[0])))
					h.once("prison A")
				}
				if n := h.round(h.deliverer("two")); n != 0 {
					t.Error("another took it while the lease ran")
				}
				h.pass(away)
				h.rest(h.deliverer("two"))
				h.once("prison A")
				h.must(h.db.Ledger().Settle(t.Context(), "one", []store.Said{{Post: posts[0].ID, Outcome: store.SaidLater, At: h.now()}}))
				h.rest(h.deliverer("two"))
				h.once("prison A")
			})
		}
	}
}

// Where nobody can find out whether it stands there, nothing is sent, and
// curators are told.
func TestSilenceWhereNobodyKnows(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	h.set()
	h.news("She was moved to prison A.")
	_, err := h.db.Ledger().Claim(t.Context(), "one", 10)
	h.must(err)
	h.pass(time.Hour)
	h.sim.Faults().Refuse(1, 50013, "GET /channels/*/messages")
	h.rest(h.deliverer("two"))
	if len(stand(h.channel)) != 0 {
		t.Error("it was sent")
	}
	told, err := h.db.Outbox().Due(t.Context(), 10)
	h.must(err)
	if len(told) != 1 || told[0].Kind != store.ShowNotice {
		t.Errorf("curators are told %+v", told)
	}
}

// Two processes at once on one database post once.
func TestTwoProcesses(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	h.set()
	for i := range 10 {
		h.news(fmt.Sprintf("She was moved to prison %c.", 'A'+i))
	}
	one, two := h.deliverer("one"), h.deliverer("two")
	other := h.open()
	two.Ledger, two.Channels = other.Ledger(), other.Channels()
	for range 40 {
		var both sync.WaitGroup
		for _, d := range []*jobs.Deliverer{one, two} {
			both.Go(func() {
				if _, err := d.Round(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		both.Wait()
	}
	for i := range 10 {
		h.once(fmt.Sprintf("prison %c", 'A'+i))
	}
}

// Whoever follows somebody hears by direct message; nothing of it is in a log.
func TestFollowers(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	_, access, err := h.db.Servers().Of(t.Context(), h.server.ID.String())
	h.must(err)
	mina, closed := h.sim.AddUser("Mina"), h.sim.AddUser("Shut")
	h.server.Join(mina, closed)
	closed.CloseDMs(true)
	for _, u := range []*discordsim.User{mina, closed} {
		h.must(second(h.db.Follows().Follow(t.Context(), u.ID.String(), h.server.ID.String(), access, khialis)))
	}
	h.news("She was moved to prison A.")
	h.rest(h.deliverer("one"))
	direct := h.sim.As(mina).DM(h.sim.Applications()[0]).Channel()
	if all := stand(direct); len(all) != 1 || !strings.Contains(all[0], "prison A") {
		t.Errorf("Mina reads %s", all)
	} else if b := direct.Messages()[0].Buttons(); len(b) != 2 || !strings.HasSuffix(b[0].URL, "/channels/"+h.server.ID.String()) {
		t.Errorf("Mina, who can't read the casebook in a direct message, is led to %+v", b)
	}
	h.must(h.db.Servers().Open(t.Context(), store.Main, true, "test"))
	h.news("She was moved to prison B.")
	h.rest(h.deliverer("one"))
	if b := direct.Messages()[1].Buttons(); b[0].URL != "" {
		t.Errorf("now that she can, she is led to %+v", b)
	}
	h.change(false, func(c *casefile.Casefile) { c.Visibility = casefile.Withdrawn })
	h.rest(h.deliverer("one"))
	if all := stand(direct); len(all) != 0 {
		t.Errorf("after the withdrawal Mina reads %s", all)
	}
	if log := h.log.text.String(); strings.Contains(log, mina.ID.String()) || strings.Contains(log, closed.ID.String()) {
		t.Errorf("the log says %s", log)
	}
	if backlog, err := h.db.Ledger().Backlog(t.Context()); err != nil || len(backlog) != 0 {
		t.Errorf("backlog %v, %v", backlog, err)
	}
}

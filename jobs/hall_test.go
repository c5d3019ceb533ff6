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

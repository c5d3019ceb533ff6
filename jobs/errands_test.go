package jobs

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"vigil/commands"
	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/store"
	"vigil/store/storetest"
)

// home and reader are servers of the test; khiali is a public casefile.
const (
	home   = "1001"
	reader = "1002"
	room   = "2001"
	mina   = "3001"
	cyrus  = "3002"
	khiali = "fic-02-setareh-khiali"
)

// desk is a database with a review channel, and errands that go to a mailbox.
type desk struct {
	*Errands
	db   *store.DB
	book store.CasebookID
	box  *mailbox
	now  time.Time
	log  strings.Builder
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{now: storetest.Now(), box: &mailbox{}}
	db, err := store.Open(t.Context(), t.TempDir()+"/vigil.db", store.Options{Now: func() time.Time { return d.now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	words, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	d.db, d.book = db, storetest.Load(t, db, store.Main, storetest.Fictional()).Curates
	must(t, second(db.Servers().Attach(t.Context(), home, store.Main, true, "test")))
	must(t, second(db.Servers().Attach(t.Context(), reader, store.Main, false, "test")))
	must(t, db.Servers().SetReview(t.Context(), home, room, "test"))
	d.Errands = &Errands{
		Outbox: db.Outbox(), Inbox: db.Inbox(), Curation: db.Curation(), Public: db.Public(), Channels: db.Channels(), Servers: db.Servers(),
		Settings: db.Settings(), Voices: NewVoices(words, "en", time.UTC), Poster: d.box, Now: func() time.Time { return d.now },
		Log: slog.New(slog.NewTextHandler(&d.log, nil)),
	}
	return d
}

func second[T any](_ T, err error) error { return err }

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// send is a suggestion of mina's.
func (d *desk) send(t *testing.T, slug, what string) store.Suggestion {
	t.Helper()
	s, err := d.db.Inbox().Send(t.Context(), store.Suggestion{
		Casebook: d.book, Server: reader, Slug: slug, Name: "Somebody", What: what, Source: "wire", Sender: mina,
	})
	must(t, err)
	return s
}

// rest does all that is due.
func (d *desk) rest(t *testing.T) {
	t.Helper()
	for range 50 {
		if !d.round(t.Context()) {
			return
		}
	}
	t.Fatal("the errands have no end")
}

// left reports whether anything is yet to be done.
func (d *desk) left(t *testing.T) bool {
	t.Helper()
	next, err := d.Outbox.Next(t.Context())
	must(t, err)
	return !next.IsZero()
}

// mailbox takes what is posted; fail has the next calls fail.
type mailbox struct {
	mu    sync.Mutex
	calls []string // what was done, and with what text
	fail  []error
	panic bool
}

func (m *mailbox) call(what string, msg card.Message) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	var text strings.Builder
	for _, c := range msg.Cards {
		text.WriteString(" " + c.Title + " " + c.Body)
		for _, f := range c.Fields {
			text.WriteString(" " + f.Name + " " + f.Value)
		}
	}
	m.calls = append(m.calls, what+text.String())
	if m.panic {
		panic("typed text " + text.String())
	}
	if len(m.fail) > 0 {
		err := m.fail[0]
		m.fail = m.fail[1:]
		return err
	}
	return nil
}

func (m *mailbox) Post(_ context.Context, server, channel string, msg card.Message, nonce string) (string, error) {
	if nonce == "" {
		return "", errors.New("a post without a nonce")
	}
	return "9001", m.call("post "+server+" "+channel, msg)
}

func (m *mailbox) Edit(_ context.Context, server, channel, message string, msg card.Message) error {
	return m.call("edit "+server+" "+channel+" "+message, msg)
}

func (m *mailbox) Delete(_ context.Context, channel, message string) error {
	return m.call("delete "+channel+" "+message, card.Message{})
}

func (m *mailbox) Open(_ context.Context, user string) (channel string, err error) {
	return "dm-" + user, nil
}

func (m *mailbox) Direct(_ context.Context, user string, msg card.Message, nonce string) (channel, id string, err error) {
	if nonce == "" {
		return "", "", errors.New("a post without a nonce")
	}
	return "4001", "9002", m.call("direct "+user, msg)
}

func (m *mailbox) Find(context.Context, string, string, string, time.Time) (string, bool, error) {
	return "", false, errors.New("errands look for nothing")
}

func (m *mailbox) Crosspost(context.Context, string, string) error {
	return errors.New("errands publish nothing")
}

// did fails the test unless exactly these things were done, each beginning so,
// in whatever order.
func (m *mailbox) did(t *testing.T, want ...string) {
	t.Helper()
	m.mu.Lock()
	defer m.mu.Unlock()
	slices.Sort(m.calls)
	slices.Sort(want)
	ok := len(m.calls) == len(want)
	for i := range want {
		ok = ok && strings.HasPrefix(m.calls[i], want[i])
	}
	if !ok {
		t.Errorf("done were\n%s\nnot\n%s", strings.Join(m.calls, "\n"), strings.Join(want, "\n"))
	}
	m.calls = nil
}

// A card is posted once, brought up to date where it stands, and the sender is
// told.
func TestSuggestionsAreShown(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	s := d.send(t, khiali, "She was moved.")
	d.rest(t)
	d.box.did(t, "post 1001 2001 Suggestion: Somebody > She was moved.")
	must(t, second(d.Inbox.Reject(t.Context(), d.book, s.ID, cyrus, "not so")))
	d.rest(t)
	d.box.did(t, "direct 3001 Your suggestion The curators have decided not to take up", "edit 1001 2001 9001 Suggestion: Somebody")
	if d.left(t) {
		t.Error("something is left to do")
	}
}

// What was decided before it was ever shown isn't posted any more.
func TestDecidedIsNotPosted(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	s := d.send(t, "", "Something.")
	must(t, second(d.Inbox.Reject(t.Context(), d.book, s.ID, cyrus, "")))
	d.rest(t)
	d.box.did(t, "direct 3001")
}

// A card of which nobody knows whether it was posted shows the decision that
// came in between, as long as Discord gives it back; later it is left to whoever presses it.
func TestDecidedWhilePosting(t *testing.T) {
	t.Parallel()
	for pause, want := range map[time.Duration][]string{
		5 * time.Second: {"direct 3001", "post 1001 2001", "edit 1001 2001 9001"},
		time.Hour:       {"direct 3001"},
	} {
		d := newDesk(t)
		s := d.send(t, "", "Something.")
		d.box.fail = []error{errors.New("the line was cut")}
		d.rest(t)
		d.box.did(t, "post 1001 2001")
		d.now = d.now.Add(pause)
		must(t, second(d.Inbox.Reject(t.Context(), d.book, s.ID, cyrus, "")))
		d.rest(t)
		d.now = d.now.Add(5 * time.Second)
		d.rest(t)
		d.box.did(t, want...)
		if d.left(t) {
			t.Error("something is left to do")
		}
	}
}

// What Discord says decides what becomes of an errand.
func TestWhatDiscordSays(t *testing.T) {
	t.Parallel()
	unreachable := errors.New("typed text: nobody answers")
	for _, x := range []struct {
		name  string
		fails error
		tries int           // with the first, within the hour
		again time.Duration // no later than that
		left  bool          // after an hour
	}{
		{"nobody knows", unreachable, 2, 3 * time.Second, false},
		{"asked to wait", &commands.Wait{After: 7 * time.Second}, 2, 7 * time.Second, false},
		{"the channel is gone", commands.ErrGone, 1, 0, false},
		{"no right to write", commands.ErrNotAllowed, 1, 0, false},
	} {
		d := newDesk(t)
		d.send(t, khiali, "She was moved.")
		d.box.fail = []error{x.fails}
		d.rest(t)
		if x.again > 0 {
			next, err := d.Outbox.Next(t.Context())
			must(t, err)
			if wait := next.Sub(d.now); wait <= 0 || wait > x.again {
				t.Errorf("%s: tried again after %s", x.name, wait)
			}
		}
		d.now = d.now.Add(time.Hour)
		d.rest(t)
		want := make([]string, x.tries)
		for i := range want {
			want[i] = "post"
		}
		d.box.did(t, want...)
		if d.left(t) != x.left {
			t.Errorf("%s: after an hour something is left: %v", x.name, !x.left)
		}
		if strings.Contains(d.log.String(), "typed text") {
			t.Errorf("%s: the log repeats what Discord was sent:\n%s", x.name, d.log.String())
		}
	}
}

// An errand that only fails is given up after a day, and was tried often in the
// first minutes, while Discord remembers its nonce.
func TestErrandsGiveUp(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.send(t, khiali, "She was moved.")
	begun, early := d.now, 0
	for d.left(t) {
		next, err := d.Outbox.Next(t.Context())
		must(t, err)
		d.now = next
		d.box.fail = []error{errors.New("down")}
		d.rest(t)
		if d.now.Sub(begun) < 4*time.Minute {
			early++
		}
		if d.now.Sub(begun) > 30*time.Hour {
			t.Fatal("it is never given up")
		}
	}
	if d.now.Sub(begun) < 24*time.Hour || early < 5 {
		t.Errorf("given up after %s, tried %d times in the first minutes", d.now.Sub(begun), early)
	}
}

// Closed direct messages end the matter, and nobody hears of it.
func TestClosedDirectMessages(t *testing.T) {
	t.Parallel()
	for _, err := range []error{commands.ErrDirectClosed, commands.ErrGone, commands.ErrNotAllowed} {
		d := newDesk(t)
		s := d.send(t, "", "Something.")
		must(t, second(d.Inbox.Reject(t.Context(), d.book, s.ID, cyrus, "")))
		d.box.fail = []error{err}
		d.rest(t)
		d.box.did(t, "direct 3001")
		if d.left(t) || d.log.Len() > 0 {
			t.Errorf("%v: left %v, log %s", err, d.left(t), d.log.String())
		}
	}
}

// A panic costs one try, and its value, which may be what somebody wrote, is
// in no log.
func TestPanicCostsOneTry(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.send(t, khiali, "She was moved.")
	d.box.panic = true
	d.rest(t)
	d.box.did(t, "post")
	if log := d.log.String(); !strings.Contains(log, "panicked") || strings.Contains(log, "typed text") || strings.Contains(log, "moved") {
		t.Errorf("the log says %s", log)
	}
	d.box.panic = false
	d.now = d.now.Add(time.Minute)
	d.rest(t)
	d.box.did(t, "post")
}

// The sender of what was approved reads the person's name while the record is
// public, and otherwise nothing that the record has.
func TestOutcomeKeepsSecrets(t *testing.T) {
	t.Parallel()
	approve := func(d *desk, s store.Suggestion) {
		t.Helper()
		c, err := d.Curation.Casefile(t.Context(), d.book, khiali)
		must(t, err)
		must(t, second(d.Curation.Commit(t.Context(), store.Saving{
			Casebook: d.book, Casefile: c.Casefile, Base: c.Version, By: cyrus, Suggestion: s.ID,
		})))
	}
	d := newDesk(t)
	approve(d, d.send(t, khiali, "One."))
	d.rest(t)
	d.box.did(t, "direct 3001 Your suggestion The curators have taken your suggestion into the record of Setareh Khiali.")

	d = newDesk(t)
	approve(d, d.send(t, khiali, "Two."))
	c, err := d.Curation.Casefile(t.Context(), d.book, khiali)
	must(t, err)
	c.Casefile.Visibility = casefile.Withdrawn
	must(t, second(d.Curation.Save(t.Context(), d.book, c.Casefile, c.Version, cyrus, "asked to")))
	d.rest(t)
	told := strings.Join(d.box.calls, "\n")
	if !strings.Contains(told, "taken up your suggestion") || strings.Contains(told, "Khiali") || strings.Contains(told, khiali) {
		t.Errorf("after the withdrawal the sender is told %s", told)
	}
}

// A person's own language comes before the server's.
func TestOutcomeInTheirLanguage(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	must(t, d.db.Settings().SetPerson(t.Context(), mina, store.PersonSettings{Language: "fa"}))
	s := d.send(t, "", "Something.")
	must(t, second(d.Inbox.Reject(t.Context(), d.book, s.ID, cyrus, "")))
	d.rest(t)
	d.box.did(t, "direct 3001 پیشنهاد شما")
}

// A message that shows somebody withdrawn is deleted; where the bot may not any
// more, it tries for days; one that is gone is done with.
func TestDeletions(t *testing.T) {
	t.Parallel()
	withdraw := func(d *desk) {
		t.Helper()
		must(t, d.Outbox.NoteShown(t.Context(), []store.Showing{{
			Server: reader, Channel: "2002", Message: "9002", Casefiles: []store.Shown{{Casebook: d.book, Slug: khiali}},
		}}))
		c, err := d.Curation.Casefile(t.Context(), d.book, khiali)
		must(t, err)
		c.Casefile.Visibility = casefile.Withdrawn
		must(t, second(d.Curation.Save(t.Context(), d.book, c.Casefile, c.Version, cyrus, "asked to")))
	}
	d := newDesk(t)
	withdraw(d)
	d.box.fail = []error{commands.ErrNotAllowed}
	d.rest(t)
	d.box.did(t, "delete 2002 9002")
	d.now = d.now.Add(61 * time.Minute)
	d.rest(t)
	d.box.did(t, "delete 2002 9002")
	if d.left(t) {
		t.Error("it was deleted and is still to be")
	}

	d = newDesk(t)
	withdraw(d)
	d.box.fail = []error{commands.ErrGone}
	d.rest(t)
	if d.box.did(t, "delete 2002 9002"); d.left(t) {
		t.Error("what is gone is still to be deleted")
	}

	d = newDesk(t)
	withdraw(d)
	for hours := 0; d.left(t); hours++ {
		d.box.fail = []error{commands.ErrNotAllowed}
		d.rest(t)
		d.now = d.now.Add(61 * time.Minute)
		if hours > 200 {
			t.Fatal("it is never given up")
		}
	}
	if !strings.Contains(d.log.String(), "may not delete") {
		t.Errorf("the log says %s", d.log.String())
	}
}

// A server that no longer curates the casebook keeps no card of it.
func TestCardsLeaveWithTheCasebook(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	s := d.send(t, khiali, "She was moved.")
	d.rest(t)
	d.box.did(t, "post 1001 2001")
	must(t, second(d.db.Servers().Own(t.Context(), home, "test")))
	must(t, second(d.Inbox.Reject(t.Context(), d.book, s.ID, cyrus, "")))
	d.rest(t)
	for _, call := range d.box.calls {
		if strings.HasPrefix(call, "post") || strings.HasPrefix(call, "edit") {
			t.Errorf("a server that doesn't curate is shown %s", call)
		}
	}
}

// Who agreed to be named and then has everything erased, or whose time is over,
// is on no card any more.
func TestErasedSendersLeaveTheirCards(t *testing.T) {
	t.Parallel()
	named := func(d *desk, what string) store.Suggestion {
		t.Helper()
		s, err := d.db.Inbox().Send(t.Context(), store.Suggestion{
			Casebook: d.book, Server: home, Name: "Somebody", What: what, Source: "wire", Sender: mina, Named: true,
		})
		must(t, err)
		return s
	}
	for name, forget := range map[string]func(d *desk){
		"erased": func(d *desk) { must(t, d.db.Settings().Erase(t.Context(), mina)) },
		"purged": func(d *desk) {
			d.now = d.now.AddDate(0, 0, 31)
			must(t, d.db.Purge(t.Context()))
		},
	} {
		d := newDesk(t)
		policy := store.DefaultPolicy()
		policy.KeepSenders = 30
		must(t, d.db.Servers().SetPolicy(t.Context(), home, policy, "test"))
		must(t, second(d.Inbox.Reject(t.Context(), d.book, named(d, "One.").ID, cyrus, "")))
		s := named(d, "Two.")
		d.rest(t)
		must(t, second(d.Inbox.Reject(t.Context(), d.book, s.ID, cyrus, "")))
		d.rest(t)
		if !strings.Contains(strings.Join(d.box.calls, "\n"), mina) {
			t.Fatalf("%s: no card named the sender: %s", name, d.box.calls)
		}
		d.box.calls = nil
		forget(d)
		d.rest(t)
		if len(d.box.calls) != 1 || strings.Contains(d.box.calls[0], mina) || d.left(t) {
			t.Errorf("%s: done was %q", name, d.box.calls)
		}
		d.box.did(t, "edit 1001 2001 9001 Suggestion: Somebody > Two.")
	}
}

// Nor has a server the cards of a casebook that it doesn't curate any more, also
// of what nobody decides.
func TestOpenCardsLeaveWithTheCasebook(t *testing.T) {
	t.Parallel()
	for name, leave := range map[string]func(d *desk) error{
		"its own again": func(d *desk) error { return second(d.db.Servers().Own(t.Context(), home, "test")) },
		"reads another": func(d *desk) error {
			must(t, second(d.db.Servers().New(t.Context(), "other", "", "test")))
			return second(d.db.Servers().Attach(t.Context(), home, "other", false, "test"))
		},
	} {
		d := newDesk(t)
		d.send(t, khiali, "She was moved.")
		s := d.send(t, khiali, "She was moved twice.")
		d.rest(t)
		must(t, second(d.Inbox.Reject(t.Context(), d.book, s.ID, cyrus, ""))) // its card isn't brought up to date in time
		d.box.calls = nil
		must(t, leave(d))
		d.rest(t)
		d.box.did(t, "delete 2001 9001", "delete 2001 9001", "direct 3001")
		books, err := d.db.Servers().Casebooks(t.Context())
		must(t, err)
		for _, b := range books {
			if b.OwnedBy("") {
				t.Errorf("%s: no server has the casebook %s", name, b.Name)
			}
		}
	}
}

// Run wakes for what this process writes, and ends with its context.
func TestRunWakesAndEnds(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.Log = slog.New(slog.NewTextHandler(io.Discard, nil))
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- d.Run(ctx) }()
	d.send(t, khiali, "She was moved.")
	for deadline := time.Now().Add(10 * time.Second); ; {
		d.box.mu.Lock()
		n := len(d.box.calls)
		d.box.mu.Unlock()
		if n > 0 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("nothing is posted")
		}
		<-time.After(5 * time.Millisecond)
	}
	cancel()
	if err := <-ended; err != nil {
		t.Errorf("it ends with %v", err)
	}
}

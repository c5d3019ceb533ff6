// Package bot is Discord's side of the program: it keeps one connection,
// registers the commands, authorises every interaction, runs it and answers.
// Handlers stay in package commands and never see any of this.
package bot

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	"vigil/commands"
	"vigil/internal/locale"
)

// Config is what the bot needs of the world. All but API, Notes, Language, Now
// and Log must be there.
type Config struct {
	Token    string
	API      *url.URL // root of another API in place of Discord's, such as http://127.0.0.1:8080/api/v9; nil: Discord's
	Commands []commands.Command
	Words    *locale.Catalogue
	Places   Places
	People   People
	Keeper   Keeper
	Notes    Notebook         // of what public messages show; nil: nothing is noted
	Language string           // of who has chosen none, and whose server hasn't; "": English
	Timezone *time.Location   // of servers that have set none, and of direct messages; nil: UTC
	Now      func() time.Time // nil: the machine's clock
	Log      *slog.Logger     // nil: nothing is logged
}

// How much is under way at the same time, and for how long.
const (
	inFlightLimit = 512              // interactions being handled; more are dropped unanswered
	handlerLimit  = 30 * time.Second // of a command; well within the 15 minutes of its token
	drainLimit    = 10 * time.Second // for answers under way when the bot stops
)

// Bot is the bot. Make one with [New].
type Bot struct {
	config   Config
	log      *slog.Logger
	now      func() time.Time
	timers   timers
	root     *url.URL
	api      *api
	paced    *paced
	governor *governor
	files    *files
	answers  *answers
	ids      *ids
	notes    *notes
	routes   map[string]*route // by path
	locales  locales

	identifies identifies // of the goroutine in Run only
	backoff    backoff    // of the goroutine in Run only

	slots    chan struct{} // one for each interaction under way
	joins    chan struct{} // one for each server being looked at
	gate     sync.Mutex    // over stopping and what is added to underway
	stopping bool
	underway sync.WaitGroup
	handlers context.Context // parent of every handler's
	stop     context.CancelFunc
	// background is the context of what the bot does by itself; it ends as
	// soon as the bot is asked to stop.
	background     context.Context
	stopBackground context.CancelFunc
	lateness       lateness
	recent         recent

	prepared    chan struct{}          // closed once controls can be signed
	registering atomic.Bool            // or done with it
	self        atomic.Pointer[string] // id of the bot's own account, once connected
	health      health
	link        atomic.Pointer[connection] // the last one that was opened
}

// New makes a bot. An error is a mistake in the configuration: a command that
// Discord would not take, or something missing.
func New(c Config) (*Bot, error) {
	switch {
	case c.Token == "":
		return nil, errors.New("the bot needs a token (DISCORD_TOKEN)")
	case c.Words == nil || c.Places == nil || c.People == nil || c.Keeper == nil:
		return nil, errors.New("the bot needs Words, Places, People and a Keeper")
	}
	b := &Bot{
		config: c,
		log:    c.Log,
		now:    c.Now,
		timers: realTimers{},
		root:   c.API,
		ids:    &ids{keep: c.Keeper},
		slots:  make(chan struct{}, inFlightLimit),
		joins:  make(chan struct{}, 4),

		prepared: make(chan struct{}),
	}
	if b.log == nil {
		b.log = slog.New(slog.DiscardHandler)
	}
	if b.now == nil {
		b.now = time.Now
	}
	if b.root == nil {
		b.root, _ = url.Parse(discordAPI)
	}
	if b.config.Timezone == nil {
		b.config.Timezone = time.UTC
	}
	if b.root.Scheme != "http" && b.root.Scheme != "https" || b.root.Host == "" {
		return nil, fmt.Errorf("the API's root must be an http or https address, not %q", b.root.Redacted())
	}
	b.locales.words, b.locales.fallback = c.Words, b.config.Timezone
	var err error
	if b.routes, err = routesOf(c.Commands); err != nil {
		return nil, err
	}
	if _, err := declarations(c.Commands, c.Words); err != nil {
		return nil, err
	}
	over := tuned()
	b.governor = newGovernor(over, b.log)
	b.paced = newPaced(b.governor, b.governor, b.log)
	b.api = newAPI(b.root, c.Token, b.paced)
	b.notes = &notes{bot: b, to: c.Notes}
	b.files = newFiles(b.root, over)
	b.answers = newAnswers(b.root, b.governor)
	b.handlers, b.stop = context.WithCancel(context.Background())
	b.background, b.stopBackground = context.WithCancel(b.handlers)
	return b, nil
}

// Discord asks for this form: a name in it that isn't a browser's.
const userAgent = "DiscordBot (vigil, 1)"

// signingKey is the name under which the key of the custom_ids is kept.
const signingKey = "custom_id key"

// prepare reads the signing key, or makes one.
func (b *Bot) prepare(ctx context.Context) error {
	key, err := b.config.Keeper.Kept(ctx, signingKey)
	if err != nil {
		return fmt.Errorf("read the signing key: %w", err)
	}
	if len(key) == 0 {
		fresh := make([]byte, 32)
		rand.Read(fresh) // never fails
		if key, err = b.config.Keeper.KeepOnce(ctx, signingKey, fresh); err != nil {
			return fmt.Errorf("keep the signing key: %w", err)
		}
	}
	b.ids.key = key
	close(b.prepared)
	return nil
}

// Run keeps the bot connected until ctx ends, then lets the answers under way
// end, for at most ten seconds, and returns nil. An error is a [*Fatal], or
// the database failing before the first connection. A Bot runs once.
func (b *Bot) Run(ctx context.Context) error {
	defer b.stop()
	if err := b.prepare(ctx); err != nil {
		return err
	}
	relaxCollector()
	err := b.supervise(ctx)
	b.drain()
	b.notes.close()
	if ctx.Err() != nil && errors.Is(err, ctx.Err()) {
		return nil
	}
	return err
}

// drain waits for the interactions under way, and ends those that take long.
func (b *Bot) drain() {
	b.gate.Lock()
	b.stopping = true
	b.gate.Unlock()
	b.stopBackground()
	ended := make(chan struct{})
	go func() {
		b.underway.Wait()
		close(ended)
	}()
	expired := make(chan struct{})
	cancel := b.timers.AfterFunc(drainLimit, func() { close(expired) })
	defer cancel()
	select {
	case <-ended:
		return
	case <-expired:
		b.log.Warn("answers under way were cut short", "count", len(b.slots))
		b.stop()
	}
	// Handlers end with their context; what still hangs then is left behind.
	last := make(chan struct{})
	defer b.timers.AfterFunc(time.Second, func() { close(last) })()
	select {
	case <-ended:
	case <-last:
	}
}

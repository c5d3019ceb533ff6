package bot

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

const (
	// openLimit is how long a connection may take to be ready. discordgo's
	// Open hangs for good when Discord answers the identify with op 7 or 9.
	openLimit = 20 * time.Second
	// Heartbeats go out every 41 seconds. An acknowledgement that is still the
	// same one after 60 seconds means that nobody is at the other end.
	watchEvery = 30 * time.Second
	watchLimit = 2
	// closeLimit is how long discordgo may take to say goodbye; it sleeps for
	// a second while doing so.
	closeLimit = 2500 * time.Millisecond
)

var (
	errOpenHangs = errors.New("the greeting was not finished in time")
	errZombie    = errors.New("nobody is acknowledging heartbeats any more")
	errGone      = errors.New("the connection was closed")
)

// connection is one discordgo session, used for one connection only and then
// thrown away: its own reconnecting can hang, and retries what is final.
type connection struct {
	session *discordgo.Session
	gone    chan struct{} // closed when the session says it is disconnected

	mu     sync.Mutex
	socket net.Conn
}

// connect makes one connection and stays with it until it ends, which is
// always an error. ready reports whether it got as far as being of use.
func (b *Bot) connect(ctx context.Context) (ready bool, err error) {
	info, err := b.api.gateway(ctx)
	if err != nil {
		return false, err
	}
	if err := b.leave(ctx, info); err != nil {
		return false, err
	}
	c, err := b.newConnection()
	if err != nil {
		return false, err
	}
	b.identifies.note(b.timers.Now())
	b.health.identify()
	if err := b.open(ctx, c); err != nil {
		c.cut()
		return false, err
	}
	b.link.Store(c)
	b.health.connect(b.now())
	defer b.health.disconnect()
	err = b.watch(ctx, c)
	if ctx.Err() != nil {
		c.close(b.timers)
	} else {
		c.cut()
	}
	return true, err
}

// newConnection makes a session that asks for the least: the servers it is in,
// nothing compressed (inflating costs more than it saves on events this
// small), no state, and events in order on the reading goroutine, which only
// hands them on.
func (b *Bot) newConnection() (*connection, error) {
	s, err := discordgo.New("Bot " + b.config.Token)
	if err != nil {
		return nil, err
	}
	c := &connection{session: s, gone: make(chan struct{})}
	s.Identify.Intents = discordgo.IntentsGuilds
	s.Identify.Compress = false
	s.Compress = false
	s.StateEnabled = false
	s.SyncEvents = true
	s.ShouldReconnectOnError = false
	s.UserAgent = userAgent
	s.LogLevel = -1 // below all: what matters is in the errors
	s.Client = &http.Client{
		Transport:     &elsewhere{next: b.api.client.Transport, root: b.root},
		Timeout:       b.api.client.Timeout,
		CheckRedirect: b.api.client.CheckRedirect,
	}
	s.Dialer = &websocket.Dialer{
		HandshakeTimeout: 15 * time.Second,
		NetDialContext:   c.dial,
		Proxy: func(r *http.Request) (*url.URL, error) {
			if err := gatewayAllowed(b.root, r.URL); err != nil {
				return nil, err
			}
			return http.ProxyFromEnvironment(r)
		},
	}
	var once sync.Once
	s.AddHandler(func(*discordgo.Session, *discordgo.Disconnect) {
		once.Do(func() { close(c.gone) })
	})
	s.AddHandler(func(_ *discordgo.Session, r *discordgo.Ready) { b.ready(r) })
	s.AddHandler(func(_ *discordgo.Session, g *discordgo.GuildCreate) { b.joined(g.Guild) })
	s.AddHandler(func(_ *discordgo.Session, g *discordgo.GuildDelete) {
		if g.Guild != nil && !g.Unavailable {
			b.health.leave(g.ID)
		}
	})
	s.AddHandler(func(_ *discordgo.Session, i *discordgo.InteractionCreate) { b.accept(i.Interaction) })
	return c, nil
}

// dial opens the socket and remembers it: cutting it is the one way to be rid
// of a session whose lock hangs.
func (c *connection) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	conn, err := (&net.Dialer{Timeout: 10 * time.Second, KeepAlive: 15 * time.Second}).DialContext(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	c.socket = conn
	c.mu.Unlock()
	return conn, nil
}

// cut ends the connection without a word.
func (c *connection) cut() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.socket != nil {
		c.socket.Close()
	}
}

// close says goodbye, as far as that takes no longer than closeLimit.
func (c *connection) close(t timers) {
	closed := make(chan struct{})
	go func() {
		c.session.Close()
		close(closed)
	}()
	expired := make(chan struct{})
	defer t.AfterFunc(closeLimit, func() { close(expired) })()
	select {
	case <-closed:
	case <-expired:
	}
	c.cut()
}

// open opens the session, within openLimit. On a deadline the session stays
// behind with its goroutine: discordgo holds its lock, and nothing frees it.
func (b *Bot) open(ctx context.Context, c *connection) error {
	opened := make(chan error, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil { // a frame that discordgo didn't expect
				opened <- fmt.Errorf("discordgo panicked: %v", r)
			}
		}()
		opened <- c.session.Open()
	}()
	hangs := make(chan struct{})
	defer b.timers.AfterFunc(openLimit, func() { close(hangs) })()
	select {
	case err := <-opened:
		return err
	case <-hangs:
		return errOpenHangs
	case <-ctx.Done():
		return ctx.Err()
	}
}

// heard is when the last heartbeat was acknowledged. Waiting for the session's
// lock could be waiting for ever; while it is held, nobody knows.
func (c *connection) heard() (ack time.Time, ok bool) {
	if !c.session.TryRLock() {
		return time.Time{}, false
	}
	defer c.session.RUnlock()
	return c.session.LastHeartbeatAck, true
}

// watch stays with an open connection until it ends.
func (b *Bot) watch(ctx context.Context, c *connection) error {
	var last time.Time
	for same := 0; ; {
		look := make(chan struct{})
		stop := b.timers.AfterFunc(watchEvery, func() { close(look) })
		select {
		case <-c.gone:
			stop()
			return errGone
		case <-ctx.Done():
			stop()
			return ctx.Err()
		case <-look:
		}
		ack, ok := c.heard()
		if !ok || ack.Equal(last) {
			same++
		} else {
			last, same = ack, 0
		}
		if same >= watchLimit {
			return errZombie
		}
	}
}

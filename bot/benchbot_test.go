package bot

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"runtime"
	"runtime/pprof"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"vigil/commands"
	"vigil/internal/locale"
	"vigil/store"
)

// The benchmarks run each bot in a process of its own, which is this test
// binary started again with the name of a bot in its environment. It says what
// it has used on each line that it reads.
const (
	benchBot      = "VIGIL_BENCH_BOT" // pong, tuned or vigil
	benchAPI      = "VIGIL_BENCH_API"
	benchDatabase = "VIGIL_BENCH_DATABASE"
)

func TestMain(m *testing.M) {
	if bot := os.Getenv(benchBot); bot != "" {
		if err := runBenchBot(bot); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// usage is what a bot's process has used so far.
type usage struct {
	CPU   time.Duration // user and system
	Dials int64         // connections opened to the API
	Heap  uint64        // live bytes, after a collection

	// Of what it was told to post.
	Took   time.Duration
	Failed []string
}

// counted counts the connections that a transport opens.
func counted(t *http.Transport, n *atomic.Int64) *http.Transport {
	dial := t.DialContext
	t.DialContext = func(ctx context.Context, network, addr string) (net.Conn, error) {
		n.Add(1)
		return dial(ctx, network, addr)
	}
	return t
}

func runBenchBot(name string) error {
	root, err := url.Parse(os.Getenv(benchAPI))
	if err != nil {
		return err
	}
	var (
		dials atomic.Int64
		sends *Bot
	)
	switch name {
	case "pong":
		err = pong(root, counted(http.DefaultTransport.(*http.Transport).Clone(), &dials), false)
	case "tuned":
		err = pong(root, counted(tuned(), &dials), true)
	default:
		sends, err = vigilBot(root, &dials)
	}
	if err != nil {
		return err
	}
	if path := os.Getenv("VIGIL_BENCH_PROFILE"); path != "" {
		f, err := os.Create(path)
		if err != nil {
			return err
		}
		defer f.Close()
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 8<<20)
	for in.Scan() {
		var (
			r syscall.Rusage
			u usage
		)
		if list, ok := strings.CutPrefix(in.Text(), "post "); ok {
			if err := postAll(sends, list, &u); err != nil {
				return err
			}
		}
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
			return err
		}
		u.CPU, u.Dials = time.Duration(r.Utime.Nano()+r.Stime.Nano()), dials.Load()
		if in.Text() == "heap" {
			runtime.GC()
			runtime.GC()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			u.Heap = m.HeapAlloc
		}
		if err := json.NewEncoder(os.Stdout).Encode(u); err != nil {
			return err
		}
	}
	return nil
}

// pong answers every command from memory with discordgo's own methods: as it
// comes out of the box, or with this program's transport and settings.
func pong(root *url.URL, over http.RoundTripper, tunedSession bool) error {
	s, err := discordgo.New("Bot " + token)
	if err != nil {
		return err
	}
	s.Identify.Intents = discordgo.IntentsGuilds
	s.Client = &http.Client{Transport: &elsewhere{next: over, root: root}, Timeout: 20 * time.Second}
	if tunedSession {
		s.Compress, s.Identify.Compress, s.StateEnabled = false, false, false
	}
	s.AddHandler(func(s *discordgo.Session, i *discordgo.InteractionCreate) {
		_ = s.InteractionRespond(i.Interaction, &discordgo.InteractionResponse{
			Type: discordgo.InteractionResponseChannelMessageWithSource,
			Data: &discordgo.InteractionResponseData{Content: "pong"},
		})
	})
	ready := make(chan string, 1)
	s.AddHandler(func(_ *discordgo.Session, r *discordgo.Ready) { ready <- r.Application.ID })
	if err := s.Open(); err != nil {
		return err
	}
	_, err = s.ApplicationCommandBulkOverwrite(<-ready, "", []*discordgo.ApplicationCommand{{
		Name: "case", Description: "answers pong",
		Options: []*discordgo.ApplicationCommandOption{{
			Type: discordgo.ApplicationCommandOptionString, Name: "person", Description: "a name", Required: true,
		}},
	}})
	return err
}

// vigilBot is the whole bot over a real database.
func vigilBot(root *url.URL, dials *atomic.Int64) (*Bot, error) {
	db, err := store.Open(context.Background(), os.Getenv(benchDatabase), store.Options{})
	if err != nil {
		return nil, err
	}
	if err := db.Public().Warm(context.Background()); err != nil {
		return nil, err
	}
	words, err := locale.Load()
	if err != nil {
		return nil, err
	}
	b, err := New(Config{
		Token: token, API: root, Words: words,
		Commands: commands.All(commands.Deps{Public: db.Public(), Servers: db.Servers(), Settings: db.Settings(), Words: words}),
		Places:   db.Servers(), People: db.Settings(), Keeper: db.Settings(), Notes: db.Outbox(),
	})
	if err != nil {
		return nil, err
	}
	counted(b.governor.next.(*http.Transport), dials)
	go func() {
		if err := b.Run(context.Background()); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}()
	return b, nil
}

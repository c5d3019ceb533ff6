package discordsim_test

import (
	"context"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"vigil/internal/discordsim"
	"vigil/internal/discordsim/simtest"
)

// world is an embedded Discord with one server, one channel and two people.
type world struct {
	*discordsim.Sim
	app     *discordsim.Application
	server  *discordsim.Server
	general *discordsim.Channel
	ann     *discordsim.User
	bob     *discordsim.User
}

func newWorld(t *testing.T, change ...func(*discordsim.Options)) *world {
	t.Helper()
	return people(simtest.New(t, change...))
}

// people puts an application, a server and two members into an empty Discord.
func people(s *discordsim.Sim) *world {
	w := &world{Sim: s}
	w.app = w.AddApplication("token")
	w.server = w.AddServer("Watch")
	w.general = w.server.AddChannel("general")
	w.ann, w.bob = w.AddUser("Ann"), w.AddUser("Bob")
	w.server.Join(w.ann, w.bob)
	return w
}

// elsewhere sends what discordgo means for Discord to another address.
type elsewhere struct {
	host string
	http.RoundTripper
}

func (e elsewhere) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.URL.Scheme, r.URL.Host = "http", e.host
	return e.RoundTripper.RoundTrip(r)
}

// session is a plain discordgo session that talks to the embedded Discord.
func (w *world) session(t *testing.T) *discordgo.Session {
	t.Helper()
	dg, err := discordgo.New("Bot " + w.app.Token)
	if err != nil {
		t.Fatal(err)
	}
	u, _ := url.Parse(w.URL())
	transport := http.DefaultTransport.(*http.Transport).Clone()
	t.Cleanup(transport.CloseIdleConnections)
	dg.Client = &http.Client{Transport: elsewhere{u.Host, transport}}
	dg.ShouldReconnectOnError = false
	return dg
}

func soon(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(cancel)
	return ctx
}

func TestDiscordgoAnswersACommand(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	dg := w.session(t)
	dg.AddHandler(func(s *discordgo.Session, i *discordgo.InteractionCreate) {
		err := s.InteractionRespond(i.Interaction, &discordgo.InteractionResponse{
			Type: discordgo.InteractionResponseChannelMessageWithSource,
			Data: &discordgo.InteractionResponseData{Content: "pong " + i.ApplicationCommandData().Options[0].StringValue()},
		})
		if err != nil {
			t.Error(err)
		}
	})
	if err := dg.Open(); err != nil {
		t.Fatal(err)
	}
	defer dg.Close()
	_, err := dg.ApplicationCommandBulkOverwrite(w.app.ID.String(), "", []*discordgo.ApplicationCommand{{
		Name: "ping", Description: "Answers.",
		Options: []*discordgo.ApplicationCommandOption{{Type: discordgo.ApplicationCommandOptionString, Name: "text", Description: "What to say.", Required: true}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	ex, err := w.As(w.ann).In(w.general).Type(soon(t), "/ping text:over there")
	if err != nil {
		t.Fatal(err)
	}
	m, err := ex.Reply(soon(t))
	if err != nil {
		t.Fatal(err)
	}
	if m.Content != "pong over there" {
		t.Errorf("the reply says %q", m.Content)
	}
}

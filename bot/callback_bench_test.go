package bot

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
)

// BenchmarkCallback compares three ways of answering an interaction, 32 at a
// time, over the same loopback: see docs/decisions/0007-answers-by-hand.md. The server's part is in
// the figures of each alike.
func BenchmarkCallback(b *testing.B) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.WriteHeader(http.StatusNoContent)
	}))
	defer srv.Close()
	root := mustParse(srv.URL + "/api/v9")
	over := tuned()
	defer over.CloseIdleConnections()
	s, err := discordgo.New("Bot token")
	if err != nil {
		b.Fatal(err)
	}
	s.Client = &http.Client{Transport: &elsewhere{next: over, root: root}}
	body := []byte(`{"type":4,"data":{"content":"pong"}}`)

	run := func(name string, f func(id string) error) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetParallelism(16)
			b.RunParallel(func(pb *testing.PB) {
				for n := 0; pb.Next(); n++ {
					if err := f(strconv.Itoa(n)); err != nil {
						b.Error(err)
					}
				}
			})
		})
	}
	run("respond", func(id string) error {
		return s.InteractionRespond(&discordgo.Interaction{ID: id, Token: "t"}, &discordgo.InteractionResponse{
			Type: discordgo.InteractionResponseChannelMessageWithSource,
			Data: &discordgo.InteractionResponseData{Content: "pong"},
		})
	})
	run("bucketless", func(id string) error {
		_, err := s.RequestWithLockedBucket("POST", discordgo.EndpointInteractionResponse(id, "t"), "application/json", body,
			discordgo.NewRatelimiter().LockBucket("x"), 0, discordgo.WithRetryOnRatelimit(false))
		return err
	})
	a := newAnswers(root, over)
	run("by hand", func(id string) error {
		d := callback(id, "t", time.Now().Add(time.Second))
		d.body = body
		return a.deliver(b.Context(), realTimers{}, d)
	})
}

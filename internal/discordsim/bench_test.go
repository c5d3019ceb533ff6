package discordsim_test

import (
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/gorilla/websocket"

	"vigil/internal/discordsim"
)

// BenchmarkInteractions is how many interactions a second this Discord itself
// can play, 32 in flight, with a bot that does nothing but answer: the ceiling
// of every measurement of a real bot.
func BenchmarkInteractions(b *testing.B) {
	sim := discordsim.New(discordsim.Options{KeepMessages: 100, KeepRequests: -1, KeepInteractions: 1000})
	if err := sim.Start("127.0.0.1:0"); err != nil {
		b.Fatal(err)
	}
	defer sim.Close()
	app := sim.AddApplication("token")
	server := sim.AddServer("Watch")
	general := server.AddChannel("general")
	ann := sim.AddUser("Ann")
	server.Join(ann)
	stop := quickBot(b, sim)
	defer stop()

	who := sim.As(ann).In(general)
	line, err := who.Parse("/ask about:something")
	if err != nil {
		b.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	b.ResetTimer()
	var left atomic.Int64
	left.Store(int64(b.N))
	var group sync.WaitGroup
	for range 32 {
		group.Go(func() {
			for left.Add(-1) >= 0 {
				ex, err := who.Send(b.Context(), line)
				if err == nil {
					_, err = ex.Reply(b.Context())
				}
				if err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	group.Wait()
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "interactions/s")
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(int64(after.HeapAlloc)-int64(before.HeapAlloc))/float64(b.N), "heap-B/interaction")
	_ = app
}

// quickBot answers every interaction with the same bytes, over connections that
// it keeps.
func quickBot(b *testing.B, sim *discordsim.Sim) (stop func()) {
	b.Helper()
	transport := &http.Transport{MaxIdleConnsPerHost: 64, DialContext: (&net.Dialer{}).DialContext}
	client := &http.Client{Transport: transport}
	req, err := http.NewRequestWithContext(b.Context(), http.MethodPut, sim.URL()+"/applications/"+sim.Applications()[0].ID.String()+"/commands",
		strings.NewReader(`[{"name":"ask","description":"d","options":[{"type":3,"name":"about","description":"d"}]}]`))
	if err != nil {
		b.Fatal(err)
	}
	req.Header.Set("Authorization", "Bot token")
	resp, err := client.Do(req)
	if err != nil {
		b.Fatal(err)
	}
	resp.Body.Close()
	ws, _, err := websocket.DefaultDialer.DialContext( //nolint:bodyclose // a websocket
		b.Context(), "ws://"+sim.Addr()+"/gateway", nil)
	if err != nil {
		b.Fatal(err)
	}
	if err := ws.WriteMessage(websocket.TextMessage, []byte(`{"op":2,"d":{"token":"token","intents":1,"properties":{}}}`)); err != nil {
		b.Fatal(err)
	}
	answer := func(id, token string) {
		req, _ := http.NewRequestWithContext(b.Context(), http.MethodPost, sim.URL()+"/interactions/"+id+"/"+token+"/callback",
			strings.NewReader(`{"type":4,"data":{"content":"pong","embeds":[{"title":"t","description":"d"}],"allowed_mentions":{"parse":[]}}}`))
		req.Header.Set("Content-Type", "application/json")
		resp, err := client.Do(req)
		if err != nil {
			return
		}
		_, _ = io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
	}
	ready := make(chan struct{})
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			_, m, err := ws.ReadMessage()
			if err != nil {
				return
			}
			var f struct {
				Type string `json:"t"`
				Data struct {
					ID    string `json:"id"`
					Token string `json:"token"`
				} `json:"d"`
			}
			if json.Unmarshal(m, &f) != nil {
				continue
			}
			switch f.Type {
			case "GUILD_CREATE":
				close(ready)
			case "INTERACTION_CREATE":
				go answer(f.Data.ID, f.Data.Token)
			}
		}
	}()
	select {
	case <-ready:
	case <-time.After(10 * time.Second):
		b.Fatal("the quick bot never was ready")
	}
	return func() {
		ws.Close()
		<-done
		transport.CloseIdleConnections()
	}
}

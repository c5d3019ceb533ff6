package bot

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"vigil/commands"
	"vigil/internal/discordsim"
)

func TestFilesAreFetchedFromDiscordOnly(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		root, address string
		ok            bool
	}{
		{discordAPI, "https://cdn.discordapp.com/attachments/1/2/x.csv?ex=1", true},
		{discordAPI, "https://media.discordapp.net/attachments/1/2/x.csv", true},
		{discordAPI, "http://cdn.discordapp.com/x", false},
		{discordAPI, "https://cdn.discordapp.com:444/x", false},
		{discordAPI, "https://cdn.discordapp.com@example.org/x", false},
		{discordAPI, "https://cdn.discordapp.com.example.org/x", false},
		{discordAPI, "https://discord.com/x", false},
		{discordAPI, "https://127.0.0.1/x", false},
		{discordAPI, "file:///etc/passwd", false},
		{discordAPI, "", false},
		{"http://127.0.0.1:8080/api/v9", "http://127.0.0.1:8080/attachments/1/2/x.csv", true},
		{"http://127.0.0.1:8080/api/v9", "http://127.0.0.1:8081/attachments/1/2/x.csv", false},
		{"http://127.0.0.1:8080/api/v9", "https://cdn.discordapp.com/x", false},
		{"https://proxy.example.org/api", "http://proxy.example.org/x", false},
	} {
		f := newFiles(parsed(t, tt.root), nil)
		if err := f.allowed(parsed(t, tt.address)); (err == nil) != tt.ok {
			t.Errorf("%s from %s: %v", tt.address, tt.root, err)
		}
	}
}

// Whatever the other end says or sends, no more than the limit is taken.
func TestFetch(t *testing.T) {
	t.Parallel()
	asked := 0
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		if a := r.Header.Get("Authorization") + r.Header.Get("Accept-Encoding"); a != "" {
			t.Errorf("sent along: %q", a)
		}
		switch r.URL.Path {
		case "/ten":
			_, _ = w.Write(bytes.Repeat([]byte("x"), 10))
		case "/endless": // of no length that is said
			for range 1000 {
				if _, err := w.Write(bytes.Repeat([]byte("x"), 1<<10)); err != nil {
					return
				}
				w.(http.Flusher).Flush()
			}
		case "/bomb":
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			_, _ = z.Write(make([]byte, 1<<20))
			_ = z.Close()
		case "/away":
			http.Redirect(w, r, "/ten", http.StatusFound)
		case "/cut":
			w.Header().Set("Content-Length", "10")
			_, _ = w.Write([]byte("x"))
			panic(http.ErrAbortHandler)
		default:
			http.NotFound(w, r)
		}
	}))
	defer srv.Close()
	over := tuned()
	defer over.CloseIdleConnections()
	f := newFiles(parsed(t, srv.URL+"/api/v9"), over)
	get := func(path string, size, limit int64) (int, error) {
		data, err := f.fetch(t.Context(), commands.Attachment{Name: "secret.csv", Size: size, URL: srv.URL + path}, limit)
		return len(data), err
	}
	if n, err := get("/ten", 10, 10); n != 10 || err != nil {
		t.Errorf("got %d bytes, %v", n, err)
	}
	asked = 0
	var large *commands.TooLarge
	if _, err := get("/ten", 11, 10); !errors.As(err, &large) || large.Size != 11 || asked != 0 {
		t.Errorf("a size that was said: %v, asked %d times", err, asked)
	}
	for path, size := range map[string]int64{"/ten": 1, "/endless": 1} {
		if _, err := get(path, size, 9); !errors.As(err, &large) || large.Size <= 9 || large.Limit != 9 {
			t.Errorf("%s: %v", path, err)
		}
	}
	var failed *notFetched
	for _, path := range []string{"/bomb", "/away", "/cut", "/gone"} {
		n, err := get(path, 1, 1<<21)
		if !errors.As(err, &failed) || n != 0 {
			t.Errorf("%s: %d bytes, %v", path, n, err)
		} else if strings.Contains(err.Error(), srv.URL) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: the error says the address: %v", path, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := f.fetch(ctx, commands.Attachment{URL: srv.URL + "/ten"}, 10); !errors.As(err, &failed) || !errors.Is(err, context.Canceled) {
		t.Errorf("given up: %v", err)
	}
	if _, err := f.fetch(t.Context(), commands.Attachment{URL: "http://%zz"}, 10); !errors.As(err, &failed) {
		t.Errorf("no address: %v", err)
	}
}

// A file that came with a command or a form is fetched from where Discord keeps
// it.
func TestFetchesWhatCame(t *testing.T) {
	t.Parallel()
	s := play(t, commands.Command{
		Spec: commands.Spec{Name: "import", Options: []commands.Option{{Name: "file", Kind: commands.File, Required: true}}},
		Run: func(ctx context.Context, r commands.Request) (commands.Reply, error) {
			data, err := r.Around.Fetch(ctx, r.Files["file"], 1<<10)
			return text(fmt.Sprintf("%s has %q", r.Files["file"].Name, data)), err
		},
	})
	say := func(data []byte) string {
		ex, err := s.sim.As(s.member).In(s.room).With(discordsim.File{Name: "cases.csv", Type: "text/csv", Data: data}).Type(s.within(), "/import file:cases.csv")
		if err != nil {
			t.Fatal(err)
		}
		return said(s.reply(ex))
	}
	if got := say([]byte("name,country\n")); got != `cases.csv has "name,country\n"` {
		t.Errorf("answered %q; log:\n%s", got, s.log)
	}
	if got := say(make([]byte, 2<<10)); !strings.Contains(got, "too large") {
		t.Errorf("answered %q", got)
	}
}

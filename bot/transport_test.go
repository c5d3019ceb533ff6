package bot

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

func parsed(t *testing.T, s string) *url.URL {
	t.Helper()
	u, err := url.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestElsewhere(t *testing.T) {
	t.Parallel()
	var got []string
	srv := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		got = append(got, r.Host+r.URL.RequestURI())
	}))
	defer srv.Close()
	root := parsed(t, srv.URL+"/proxy/discord/")
	client := &http.Client{Transport: &elsewhere{next: http.DefaultTransport, root: root}}

	get := func(address string) error {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := client.Do(r)
		if err == nil {
			resp.Body.Close()
		}
		return err
	}
	if err := get("https://discord.com/api/v9/gateway?x=1"); err != nil {
		t.Fatal(err)
	}
	if want := root.Host + "/proxy/discord/gateway?x=1"; len(got) != 1 || got[0] != want {
		t.Errorf("went to %v, want %s", got, want)
	}

	for _, other := range []string{"https://example.org/api/v9/gateway", "https://discord.com/login", "https://cdn.discordapp.com/x"} {
		if get(other) == nil {
			t.Errorf("a request to %s was sent", other)
		}
	}
	if len(got) != 1 {
		t.Errorf("requests that were sent: %v", got)
	}
}

func TestGatewayAllowed(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		root, gateway string
		ok            bool
	}{
		{discordAPI, "wss://gateway.discord.gg", true},
		{discordAPI, "wss://gateway-us-east1-b.discord.gg/", true},
		{discordAPI, "ws://gateway.discord.gg", false},
		{discordAPI, "wss://gateway.example.org", false},
		{discordAPI, "wss://notdiscord.gg", false},
		{discordAPI, "wss://127.0.0.1", false},
		{"https://proxy.example.org/api", "wss://proxy.example.org:9000/gateway", true},
		{"https://proxy.example.org/api", "wss://gateway.discord.gg", true},
		{"https://proxy.example.org/api", "wss://elsewhere.example.org", false},
		{"http://127.0.0.1:8080/api/v9", "ws://127.0.0.1:8081/gateway", true},
		{"http://localhost:8080/api/v9", "ws://127.0.0.1:8081/gateway", true},
		{"http://127.0.0.1:8080/api/v9", "ws://192.0.2.1/gateway", false},
	} {
		if err := gatewayAllowed(parsed(t, tt.root), parsed(t, tt.gateway)); (err == nil) != tt.ok {
			t.Errorf("%s from %s: %v", tt.gateway, tt.root, err)
		}
	}
}

func TestAPIReportsRefusals(t *testing.T) {
	t.Parallel()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Header.Get("Authorization") != "Bot right":
			w.WriteHeader(http.StatusUnauthorized)
		case r.URL.Path == "/redirect":
			http.Redirect(w, r, "/gateway/bot", http.StatusFound)
		case r.URL.Path == "/limit":
			w.WriteHeader(http.StatusTooManyRequests)
			_, _ = w.Write([]byte(`{"message":"You are being rate limited.","retry_after":1.5,"global":false}`))
		default:
			_, _ = w.Write([]byte(`{"url":"wss://gateway.discord.gg","session_start_limit":{"total":1000,"remaining":7,"reset_after":14400000,"max_concurrency":1}}`))
		}
	}))
	defer srv.Close()

	right := newAPI(parsed(t, srv.URL), "right", http.DefaultTransport)
	g, err := right.gateway(t.Context())
	if err != nil || g.Limit.Remaining != 7 {
		t.Errorf("got %+v, %v", g, err)
	}
	if err := right.do(t.Context(), http.MethodGet, "/redirect", nil, nil); err == nil || !strings.Contains(err.Error(), "302") {
		t.Errorf("a redirect: %v", err)
	}
	err = right.do(t.Context(), http.MethodGet, "/limit", nil, nil)
	if r := (*refused)(nil); !errors.As(err, &r) || r.After.Seconds() != 1.5 {
		t.Errorf("a rate limit: %#v", err)
	}
	wrong := newAPI(parsed(t, srv.URL), "wrong", http.DefaultTransport)
	_, err = wrong.gateway(t.Context())
	if f := (*Fatal)(nil); !errors.As(err, &f) || f.Code != 401 || !strings.Contains(f.Error(), "DISCORD_TOKEN") {
		t.Errorf("a wrong token: %#v", err)
	}
}

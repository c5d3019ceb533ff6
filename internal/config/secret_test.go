package config

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

func TestSecretNeverShows(t *testing.T) {
	t.Parallel()
	const token = "hush.hush.hush"
	c := Config{Token: NewSecret(token)}
	hiding := struct{ token Secret }{c.Token}
	var out []string
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t", "%T", "%p", "%100s"} {
		out = append(out, fmt.Sprintf(verb, c.Token), fmt.Sprintf(verb, &c.Token), fmt.Sprintf(verb, c), fmt.Sprintf(verb, &c), fmt.Sprintf(verb, hiding))
	}
	for _, v := range []any{c.Token, &c.Token, map[string]Secret{"t": c.Token}, []Secret{c.Token}} {
		data, err := json.Marshal(v)
		if err != nil {
			t.Error(err)
		}
		out = append(out, string(data))
	}
	var log bytes.Buffer
	for _, h := range []slog.Handler{slog.NewTextHandler(&log, nil), slog.NewJSONHandler(&log, nil)} {
		slog.New(h).Info("starting", "token", c.Token, "config", struct{ Token Secret }{c.Token}, "hiding", hiding)
	}
	out = append(out, log.String(), c.Token.String(), c.Token.GoString(), fmt.Sprint(fmt.Errorf("with %v", c.Token)))
	for _, s := range out {
		if strings.Contains(s, "hush") || strings.Contains(s, fmt.Sprintf("%x", token)) || strings.Contains(s, fmt.Sprintf("%X", token)) {
			t.Errorf("the secret is in %s", s)
		}
	}
	if c.Token.Reveal() != token {
		t.Error("the secret is lost")
	}
}

func TestNoSecret(t *testing.T) {
	t.Parallel()
	s := NewSecret("")
	if !s.IsZero() || s.Reveal() != "" || s.String() != "" || fmt.Sprint(s) != "" {
		t.Errorf("no secret is %q", s)
	}
}

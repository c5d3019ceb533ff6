package config

import (
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// at is a .env file with that text; "" is a place where there is none.
func at(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), ".env")
	if text != "" {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return file
}

func TestDefaults(t *testing.T) {
	t.Parallel()
	c, err := load([]string{"PATH=/bin", "DISCORD_TOKEN="}, at(t, ""), ForDatabase, []string{"en", "fa"})
	if err != nil {
		t.Fatal(err)
	}
	if c.Database != "vigil.db" || c.HTTPAddr != "" || c.LogLevel.Level() != slog.LevelInfo || c.LogFormat != Text ||
		c.Language != "en" || c.Timezone.String() != "UTC" || c.API != nil || !c.Token.IsZero() || c.ClockMoved {
		t.Errorf("%+v", c)
	}
	if off := time.Since(c.Clock()); off < -time.Minute || off > time.Minute {
		t.Errorf("the clock is off by %s", off)
	}
}

func TestEverythingSet(t *testing.T) {
	t.Parallel()
	c, err := load([]string{
		"DISCORD_TOKEN=rehearsal", "DISCORD_API_URL=http://127.0.0.1:8080/api/v9/", "VIGIL_DATABASE=/var/lib/vigil/v.db",
		"VIGIL_HTTP_ADDR=:9090", "VIGIL_LOG_LEVEL=debug", "VIGIL_LOG_FORMAT=json", "VIGIL_LANGUAGE=fa",
		"VIGIL_TIMEZONE=Asia/Tehran", "VIGIL_CLOCK=2026-07-08T09:00:00+03:30",
	}, at(t, ""), ForDiscord, []string{"en", "fa"})
	if err != nil {
		t.Fatal(err)
	}
	if c.Token.Reveal() != "rehearsal" || c.API.String() != "http://127.0.0.1:8080/api/v9" || c.Database != "/var/lib/vigil/v.db" ||
		c.HTTPAddr != ":9090" || c.LogLevel.Level() != slog.LevelDebug || c.LogFormat != JSON || c.Language != "fa" ||
		c.Timezone.String() != "Asia/Tehran" || !c.ClockMoved {
		t.Errorf("%+v", c)
	}
}

func TestAllProblemsTogether(t *testing.T) {
	t.Parallel()
	_, err := load([]string{
		"DISCORD_API_URL=discord.example", "VIGIL_DATABASE=~/vigil.db", "VIGIL_HTTP_ADDR=9090", "VIGIL_LOG_LEVEL=loud",
		"VIGIL_LOG_FORMAT=xml", "VIGIL_LANGUAGE=de", "VIGIL_TIMEZONE=Tehran", "VIGIL_CLOCK=tomorrow",
		"VIGIL_DATABSE=x", "VIGIL_COLOUR=blue",
	}, at(t, "DISCORD_TOKNE=abc\n"), ForDiscord, []string{"en", "fa"})
	invalid, ok := errors.AsType[*Invalid](err)
	if !ok {
		t.Fatal(err)
	}
	want := []string{
		"DISCORD_TOKEN is missing; for example the token that Discord shows under Bot, Reset Token",
		`DISCORD_API_URL "discord.example" does not begin with http:// or https://; for example http://127.0.0.1:8080/api/v9`,
		`VIGIL_DATABASE "~/vigil.db" begins with ~, which is not replaced by your home here: write the whole path; for example /var/lib/vigil/vigil.db`,
		`VIGIL_HTTP_ADDR "9090" is not a host and a port with a colon between them; for example 127.0.0.1:9090`,
		`VIGIL_LOG_LEVEL "loud" is none of debug, info, warn and error; for example info`,
		`VIGIL_LOG_FORMAT "xml" is neither text nor json; for example json`,
		`VIGIL_LANGUAGE "de" is none of the languages there are: en, fa; for example fa`,
		`VIGIL_TIMEZONE "Tehran" is not the name of a time zone: did you mean Asia/Tehran?; for example Asia/Tehran`,
		`VIGIL_CLOCK "tomorrow" is not an instant as RFC 3339 writes it, with seconds and a zone; for example 2026-07-08T09:00:00+03:30`,
		"DISCORD_TOKNE is not a variable of this program (in FILE): did you mean DISCORD_TOKEN?",
		"VIGIL_COLOUR is not a variable of this program: it has " + strings.Join(variables(), ", "),
		"VIGIL_DATABSE is not a variable of this program: did you mean VIGIL_DATABASE?",
	}
	var got []string
	for _, p := range invalid.Problems {
		got = append(got, inFile(p.String()))
		if !strings.Contains(err.Error(), p.String()) {
			t.Errorf("the error as a whole lacks %q", p)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if !strings.HasPrefix(err.Error(), "the configuration has 12 problems:\n") {
		t.Error(err)
	}
}

// inFile replaces the path of a test's .env by FILE.
func inFile(s string) string {
	before, rest, ok := strings.Cut(s, "(in ")
	if !ok {
		return s
	}
	_, after, _ := strings.Cut(rest, ")")
	return before + "(in FILE)" + after
}

func TestWrongValues(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ variable, names string }{
		{"DISCORD_TOKEN=Bot abc", "only the token itself"},
		{"DISCORD_TOKEN=abc def", "no token has"},
		{"DISCORD_TOKEN=abc\u200b", "no token has"},
		{"DISCORD_API_URL=ftp://127.0.0.1", "http://"},
		{"DISCORD_API_URL=https:///api", "no host"},
		{"DISCORD_API_URL=https://a:b@discord.example/api", "user or password"},
		{"DISCORD_API_URL=https://discord.example/api?v=9", "no ? or #"},
		{"DISCORD_API_URL=http://a b/", "not a web address"},
		{"VIGIL_HTTP_ADDR=127.0.0.1:99999", "65535"},
		{"VIGIL_HTTP_ADDR=127.0.0.1:http", "65535"},
		{"VIGIL_TIMEZONE=Local", "time zone"},
		{"VIGIL_TIMEZONE=Asia/Nowhere", "time zone"},
		{"VIGIL_TIMEZONE=../../etc/passwd", "time zone"},
		{"VIGIL_CLOCK=2026-07-08", "RFC 3339"},
		{"VIGIL_CLOCK=2026-07-08T09:00:00", "zone"},
		{"vigil_database=x", "did you mean VIGIL_DATABASE"},
		{"DISCORD_API_ULR=x", "did you mean DISCORD_API_URL"},
	} {
		t.Run(c.variable, func(t *testing.T) {
			t.Parallel()
			got, err := load([]string{c.variable}, at(t, ""), ForDatabase, nil)
			name, value, _ := strings.Cut(c.variable, "=")
			invalid, ok := errors.AsType[*Invalid](err)
			if !ok {
				t.Fatalf("%+v, want a problem", got)
			}
			if len(invalid.Problems) != 1 || invalid.Problems[0].Variable != name || !strings.Contains(err.Error(), c.names) {
				t.Errorf("%v\nshould name %s and say %q", err, name, c.names)
			}
			if name == "DISCORD_TOKEN" && strings.Contains(err.Error(), value) {
				t.Errorf("the token is in the error: %v", err)
			}
		})
	}
}

// Variables of other programs are none of ours.
func TestStrangersAreLeftAlone(t *testing.T) {
	t.Parallel()
	_, err := load([]string{"DISCORD_CLIENT_ID=1", "HOME=/root", "VIGILANT=1", "=C:=x", "odd"}, at(t, ""), ForDatabase, nil)
	if err != nil {
		t.Error(err)
	}
}

func TestFileFillsInWhatTheEnvironmentLeaves(t *testing.T) {
	t.Parallel()
	file := at(t, "\ufeff# a comment\r\nexport DISCORD_TOKEN='abc.def'\r\nVIGIL_DATABASE=file.db\r\nVIGIL_LANGUAGE=fa # Persian\r\nVIGIL_TIMEZONE=Asia/Tehran\r\n")
	c, err := load([]string{"VIGIL_DATABASE=real.db", "VIGIL_TIMEZONE="}, file, ForDiscord, nil)
	if err != nil {
		t.Fatal(err)
	}
	if c.Token.Reveal() != "abc.def" || c.Database != "real.db" || c.Language != "fa" || c.Timezone.String() != "UTC" {
		t.Errorf("%s %+v", c.Token.Reveal(), c)
	}
}

func TestFileThatCannotBeRead(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, place string }{
		{"VIGIL_LANGUAGE=fa\n\nDISCORD TOKEN!=hush\nVIGIL_DATABASE=x\n", ", line 3"},
		{"VIGIL_LANGUAGE=fa\nDISCORD_TOKEN=\"hush\nVIGIL_DATABASE=x\n", ", line 2"},
		{"{\"DISCORD_TOKEN\": \"hush\"}", ", line 1"},
	} {
		_, err := load(nil, at(t, c.text), ForDatabase, nil)
		if err == nil || !strings.Contains(err.Error(), c.place) {
			t.Errorf("%q: %v, want %q", c.text, err, c.place)
		} else if strings.Contains(err.Error(), "hush") {
			t.Errorf("the token is in the error: %v", err)
		}
	}
	if _, err := load(nil, t.TempDir(), ForDatabase, nil); err == nil || !strings.Contains(err.Error(), "can't be read") {
		t.Errorf("a directory for a file: %v", err)
	}
}

func TestClockRunsOnFromItsStart(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c, err := load([]string{"VIGIL_CLOCK=2026-07-08T09:00:00+03:30"}, "nowhere/.env", ForDatabase, nil)
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(90 * time.Minute) // of the bubble's own time
		if got := c.Clock().Format(time.RFC3339); got != "2026-07-08T10:30:00+03:30" || !c.ClockMoved {
			t.Errorf("after an hour and a half it is %s", got)
		}
	})
}

package config

import (
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write .env.example anew")

func TestExampleFileIsUpToDate(t *testing.T) {
	t.Parallel()
	const file = "../../.env.example"
	if *update {
		if err := os.WriteFile(file, []byte(Example()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != Example() {
		t.Errorf("%s is not what the configuration is; go test ./internal/config -update writes it anew", file)
	}
}

// The file is a configuration as it stands: the default one.
func TestExampleFileCanBeUsedAsItIs(t *testing.T) {
	t.Parallel()
	c, err := load(nil, at(t, Example()), ForDatabase, []string{"en", "fa"})
	if err != nil {
		t.Fatal(err)
	}
	if c.Database != "vigil.db" || c.ClockMoved || !c.Token.IsZero() {
		t.Errorf("%+v", c)
	}
	_, err = load(nil, at(t, Example()), ForDiscord, nil)
	if err == nil || !strings.Contains(err.Error(), "DISCORD_TOKEN is missing") {
		t.Errorf("without a token: %v", err)
	}
}

// What the explanations call right has to be right.
func TestExamplesAreRight(t *testing.T) {
	t.Parallel()
	var environ []string
	for _, name := range variables() {
		example := exampleOf(name)
		if example == "" {
			t.Errorf("%s has no example", name)
		}
		if name != "DISCORD_TOKEN" { // an example of one would look like one
			environ = append(environ, name+"="+example)
		}
	}
	if _, err := load(environ, at(t, ""), ForDatabase, []string{"en", "fa"}); err != nil {
		t.Error(err)
	}
}

func TestNearest(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"DISCORD_TOEKN":   "DISCORD_TOKEN",
		"VIGIL_DB":        "",
		"VIGIL_LOGLEVEL":  "VIGIL_LOG_LEVEL",
		"VIGIL_TIME_ZONE": "VIGIL_TIMEZONE",
		"VIGIL_HTTP_ADR":  "VIGIL_HTTP_ADDR",
		"VIGIL_WHATEVER":  "",
		"":                "",
	} {
		if got := nearest(name, variables()); got != want {
			t.Errorf("%s is near %q, want %q", name, got, want)
		}
	}
}

func FuzzParseFile(f *testing.F) {
	f.Add("VIGIL_LANGUAGE=fa\nDISCORD_TOKEN=\"x\n")
	f.Add("A='\n'\n$X=${A}\n")
	f.Fuzz(func(t *testing.T, text string) {
		_, problem := parseFile(".env", text)
		if problem == nil {
			return
		}
		if line := faultyLine(text); line < 1 || line > strings.Count(text, "\n")+1 {
			t.Fatalf("%q: line %d", text, line)
		}
	})
}

// Package config reads what the program is told by its environment. It reports
// everything that is missing or wrong at once, in words that name the variable
// and show what would be right.
package config

import (
	"log/slog"
	"net/url"
	"strings"
	"time"
	_ "time/tzdata" // VIGIL_TIMEZONE must mean the same where the system has no zones
)

// Config is what the environment says, with the defaults for what it does not.
// The tags are the whole description of each variable: env and envDefault are
// read by [Load]; about and example stand in .env.example and in errors.
type Config struct {
	// Token is the bot's token; the zero Secret unless the command needs it.
	Token Secret `env:"DISCORD_TOKEN" about:"The bot's token, from the page of your application on discord.com/developers. Needed by: vigil run." example:"the token that Discord shows under Bot, Reset Token"`

	// API is the root of another API in place of Discord's; nil: Discord's own.
	API *url.URL `env:"DISCORD_API_URL" about:"Another root for Discord's API, for a proxy or a rehearsal. The gateway's address is asked there." example:"http://127.0.0.1:8080/api/v9"`

	// Database is the path of the SQLite file.
	Database string `env:"VIGIL_DATABASE" envDefault:"vigil.db" about:"The file of the database. It is made if it isn't there; its directory has to be." example:"/var/lib/vigil/vigil.db"`

	// HTTPAddr is where the health page is served; empty: nowhere.
	HTTPAddr string `env:"VIGIL_HTTP_ADDR" about:"Where to serve the health page; nowhere if this is empty. It has no password: keep it on 127.0.0.1 or behind a proxy." example:"127.0.0.1:9090"`

	LogLevel  LogLevel  `env:"VIGIL_LOG_LEVEL" envDefault:"info" about:"The least that is logged: debug, info, warn or error." example:"info"`
	LogFormat LogFormat `env:"VIGIL_LOG_FORMAT" envDefault:"text" about:"How the log is written: text, or json for a collector." example:"json"`

	// Language and Timezone are the defaults of servers that have set none.
	Language string         `env:"VIGIL_LANGUAGE" envDefault:"en" about:"The language of servers and people who have set none: en or fa." example:"fa"`
	Timezone *time.Location `env:"VIGIL_TIMEZONE" envDefault:"UTC" about:"The time zone of servers that have set none." example:"Asia/Tehran"`

	// Clock is the time that the program goes by: the real one, or one that
	// began at VIGIL_CLOCK when the configuration was loaded and runs on.
	Clock func() time.Time `env:"VIGIL_CLOCK" about:"For rehearsals: start the clock at this instant instead of now. Logged loudly." example:"2026-07-08T09:00:00+03:30"`

	// ClockMoved reports whether VIGIL_CLOCK was set: the time isn't real.
	ClockMoved bool
}

// Need is what a command cannot do without.
type Need int

// The needs. Whatever else is set has to be right all the same.
const (
	ForDatabase Need = iota // nothing: the database has a default
	ForDiscord              // the token
)

// required lists the variables that a command with this need must be given.
func (n Need) required() []string {
	if n == ForDiscord {
		return []string{"DISCORD_TOKEN"}
	}
	return nil
}

// LogLevel is the least that is logged, and can be given to a log handler as
// it is.
type LogLevel slog.Level

// Level is l as package slog has it.
func (l LogLevel) Level() slog.Level { return slog.Level(l) }

// UnmarshalText reads "debug", "info", "warn" and "error", in letters of
// either case.
func (l *LogLevel) UnmarshalText(text []byte) error {
	for _, level := range []slog.Level{slog.LevelDebug, slog.LevelInfo, slog.LevelWarn, slog.LevelError} {
		if strings.EqualFold(string(text), level.String()) {
			*l = LogLevel(level)
			return nil
		}
	}
	return wrong("%q is none of debug, info, warn and error", text)
}

// LogFormat is how the log is written.
type LogFormat string

// The formats of the log.
const (
	Text LogFormat = "text"
	JSON LogFormat = "json"
)

// UnmarshalText reads "text" and "json".
func (f *LogFormat) UnmarshalText(text []byte) error {
	switch v := LogFormat(text); v {
	case Text, JSON:
		*f = v
		return nil
	}
	return wrong("%q is neither text nor json", text)
}

package jobs

import (
	"cmp"
	"sync"
	"time"

	"vigil/commands"
	"vigil/internal/locale"
	"vigil/internal/occasion"
	"vigil/store"
)

// Voices says in which language, calendar and time zone something is written
// where nobody asks for it at that moment.
type Voices struct {
	words    *locale.Catalogue
	language string
	zone     *time.Location

	mu    sync.Mutex
	zones map[string]*time.Location // read already; a zone takes a file to read
}

// NewVoices makes it, with the language of servers and people who chose none,
// and the zone of servers that set none; nil is UTC.
func NewVoices(words *locale.Catalogue, language string, zone *time.Location) *Voices {
	return &Voices{words: words, language: language, zone: zone, zones: make(map[string]*time.Location)}
}

// Server is how a server is spoken to.
func (v *Voices) Server(s store.Server) *locale.Locale {
	return commands.ServerLocale(v.words, s, v.language, locale.Options{Zone: v.zoneOf(s.Timezone)})
}

// Channel is how a channel of it is spoken to: what it chose goes before what
// the server did.
func (v *Voices) Channel(s store.Server, c store.Channel) *locale.Locale {
	s.Language, s.Calendar, s.Timezone = cmp.Or(c.Language, s.Language), cmp.Or(c.Calendar, s.Calendar), cmp.Or(c.Timezone, s.Timezone)
	return v.Server(s)
}

// Person is how a person is spoken to: what they chose goes before what the
// server did through which they asked.
func (v *Voices) Person(s store.Server, p store.PersonSettings) *locale.Locale {
	s.Language, s.Calendar = cmp.Or(p.Language, s.Language), cmp.Or(p.Calendar, s.Calendar)
	return v.Server(s)
}

// zoneOf is the zone of that name; the program's where it is "" or unknown on
// this machine.
func (v *Voices) zoneOf(name string) *time.Location {
	if name == "" {
		return v.zone
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if zone, known := v.zones[name]; known {
		return zone
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		zone = v.zone
	}
	if len(v.zones) < 1000 {
		v.zones[name] = zone
	}
	return zone
}

// rules are those by which occasions are found for who reads l on that server.
func rules(s store.Server, l *locale.Locale) occasion.Rules {
	return s.Policy.Rules(commands.Reckoning(l))
}

package bot

import (
	"sync"
	"time"

	"vigil/internal/locale"
)

// locales keeps the locale of each choice of language, calendar and zone that
// was met, since a zone takes a file to read. It holds as many as servers and
// people tell apart, which their settings bound; past a thousand it starts anew.
type locales struct {
	words    *locale.Catalogue
	fallback *time.Location // of who has set no zone, or one that is unknown here

	mu   sync.Mutex
	made map[choice]*locale.Locale
}

type choice struct{ language, calendar, zone string }

const localesKept = 1000

// of is the locale for those codes; "" is the default of each.
func (l *locales) of(language, calendar, zone string) *locale.Locale {
	c := choice{language, calendar, zone}
	l.mu.Lock()
	defer l.mu.Unlock()
	if made, ok := l.made[c]; ok {
		return made
	}
	o := locale.Options{Zone: l.fallback}
	o.Calendar, _ = locale.ParseCalendar(calendar)
	if zone != "" {
		if z, err := time.LoadLocation(zone); err == nil {
			o.Zone = z
		}
	}
	if l.made == nil || len(l.made) >= localesKept {
		l.made = make(map[choice]*locale.Locale)
	}
	l.made[c] = l.words.For(language, o)
	return l.made[c]
}

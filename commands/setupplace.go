package commands

import (
	"context"
	"strings"
	"time"

	"vigil/internal/card"
	"vigil/internal/locale"
)

// languageStep settles the language of what everybody on the server reads.
func languageStep() step {
	return step{name: "language", settle: Deps.settleLanguage, show: Deps.showLanguage}
}

// languages are the codes of the languages there are.
func (d Deps) languages() []string {
	if d.Words == nil {
		return nil
	}
	var codes []string
	for _, l := range d.Words.Languages() {
		codes = append(codes, l.Code)
	}
	return codes
}

func (d Deps) settleLanguage(ctx context.Context, r Request) (string, *Reply, error) {
	code := r.Text("language")
	if !d.Words.Speaks(code) {
		return "", nil, nil
	}
	return "setup.saved", nil, d.Servers.SetLanguage(ctx, r.Server.ID, code, r.By())
}

func (d Deps) showLanguage(_ context.Context, r Request, s *screen) error {
	s.say("setup.language.text")
	now := d.shared(r).Language().Code
	var choices []card.Choice
	for _, lang := range d.Words.Languages() {
		choices = append(choices, card.Choice{Label: lang.Name, Value: lang.Code, Chosen: lang.Code == now})
	}
	s.choose("setup.language.choose", "language", choices...)
	return nil
}

// timezoneStep settles when a day begins on the server.
func timezoneStep() step {
	return step{name: "timezone", settle: Deps.settleTimezone, show: Deps.showTimezone}
}

func (d Deps) settleTimezone(ctx context.Context, r Request) (string, *Reply, error) {
	typed := strings.TrimSpace(r.Text("zone"))
	if typed == otherZone {
		s := newScreen(r, timezoneStep())
		return "", s.ask("setup.timezone.form", s.then(), Field{
			Name: "zone", Label: r.Locale.T("setup.timezone"), Note: r.Locale.T("setup.timezone.note"), Required: true, Max: 100,
		}), nil
	}
	if typed == "" {
		return "", nil, nil
	}
	zone, ok := zoneNamed(typed)
	if !ok {
		return "", nil, &Refused{r.Locale.T("setup.timezone.unknown", locale.Name("typed", typedShown(typed)))}
	}
	return "setup.saved", nil, d.Servers.SetTimezone(ctx, r.Server.ID, zone, r.By())
}

func (d Deps) showTimezone(_ context.Context, r Request, s *screen) error {
	zone := r.Server.Timezone
	if zone == "" {
		zone = s.l.Zone().String()
	}
	s.say("setup.timezone.is", locale.Name("zone", zone), locale.Text("time", s.l.Digits(r.Now.In(s.l.Zone()).Format(clockFormat))))
	s.say("setup.timezone.text")
	var choices []card.Choice
	for _, name := range usualZones() {
		choices = append(choices, card.Choice{Label: name, Value: name, Note: clockIn(name, r.Now, s.l), Chosen: name == zone})
	}
	choices = append(choices, card.Choice{Label: s.l.T("setup.timezone.other"), Value: otherZone})
	s.choose("setup.timezone.choose", "zone", choices...)
	return nil
}

// clockFormat is the time of a day.
const clockFormat = "15:04"

// clockIn is the time of the day there.
func clockIn(zone string, now time.Time, l *locale.Locale) string {
	at, err := time.LoadLocation(zone)
	if err != nil {
		return ""
	}
	return l.Digits(now.In(at).Format(clockFormat))
}

// calendarStep settles by which calendar dates are shown on the server.
func calendarStep() step {
	return step{name: "calendar", settle: Deps.settleCalendar, show: Deps.showCalendar}
}

// calendars are the codes of the calendars there are.
func calendars() []string {
	return []string{locale.Gregorian.String(), locale.SolarHijri.String(), locale.Both.String()}
}

func (d Deps) settleCalendar(ctx context.Context, r Request) (string, *Reply, error) {
	code := r.Text("calendar")
	if _, ok := locale.ParseCalendar(code); !ok || code == "" {
		return "", nil, nil
	}
	return "setup.saved", nil, d.Servers.SetCalendar(ctx, r.Server.ID, code, r.By())
}

func (d Deps) showCalendar(_ context.Context, r Request, s *screen) error {
	s.say("setup.calendar.text")
	now := d.shared(r).Calendar().String()
	var choices []card.Choice
	for _, code := range calendars() {
		choices = append(choices, card.Choice{Label: s.l.T("help.calendar." + code), Value: code, Chosen: code == now})
	}
	s.choose("setup.calendar.choose", "calendar", choices...)
	return nil
}

package commands

import (
	"context"
	_ "embed" // the list of zones is a file
	"slices"
	"strings"

	"vigil/internal/card"
)

// zoneList are the names of the time zones of Go's own tzdata, a line each,
// without those that only old systems use.
//
//go:embed zones.txt
var zoneList string

// otherZone is the choice that asks for a zone by its name.
const otherZone = "other"

// zones are the names of all time zones that can be set.
func zones() []string { return strings.Fields(zoneList) }

// usualZones are those that a select offers; all others can be typed.
func usualZones() []string {
	return []string{
		"UTC", "Asia/Tehran", "Asia/Kabul", "Asia/Baghdad", "Europe/Istanbul", "Asia/Dubai", "Africa/Cairo", "Asia/Karachi",
		"Asia/Kolkata", "Asia/Shanghai", "Asia/Tokyo", "Europe/Moscow", "Europe/Minsk", "Europe/Kyiv", "Europe/Berlin", "Europe/Paris",
		"Europe/London", "Africa/Lagos", "America/Sao_Paulo", "America/Toronto", "America/New_York", "America/Chicago",
		"America/Los_Angeles", "Australia/Sydney",
	}
}

// zoneNamed is the zone of that name, however it is written, or of the only city
// of that name.
func zoneNamed(typed string) (name string, ok bool) {
	typed = zoneFolded(typed)
	var cities []string
	for _, z := range zones() {
		folded := zoneFolded(z)
		if folded == typed {
			return z, true
		}
		if folded[strings.LastIndexByte(folded, '/')+1:] == typed {
			cities = append(cities, z)
		}
	}
	if len(cities) > 1 { // Istanbul is in Asia, too
		cities = slices.DeleteFunc(cities, func(z string) bool { return !slices.Contains(usualZones(), z) })
	}
	if len(cities) != 1 {
		return "", false
	}
	return cities[0], true
}

func zoneFolded(s string) string {
	return strings.ToLower(strings.ReplaceAll(strings.TrimSpace(s), " ", "_"))
}

// suggestZone completes the name of a time zone by any part of it. With nothing
// typed it offers the usual ones.
func suggestZone(_ context.Context, r Request) ([]card.Choice, error) {
	if r.Focused != "zone" {
		return nil, nil
	}
	return zoneChoices(r.Text("zone"), r), nil
}

// zoneChoices are the zones in whose name there is what was typed.
func zoneChoices(typed string, r Request) []card.Choice {
	typed = zoneFolded(typed)
	found := usualZones()
	if typed != "" {
		found = nil
		var inside []string
		for _, z := range zones() {
			switch _, city, _ := strings.Cut(zoneFolded(z), "/"); {
			case strings.HasPrefix(city, typed) || strings.HasPrefix(zoneFolded(z), typed):
				found = append(found, z)
			case strings.Contains(zoneFolded(z), typed):
				inside = append(inside, z)
			}
		}
		found = slices.Concat(found, inside)
	}
	choices := make([]card.Choice, 0, maxSuggestions)
	for _, z := range found[:min(len(found), maxSuggestions)] {
		choices = append(choices, card.Choice{Label: z + " — " + clockIn(z, r.Now, r.Locale), Value: z})
	}
	return choices
}

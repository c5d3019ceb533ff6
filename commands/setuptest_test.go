package commands

import (
	"strings"
	"testing"

	"vigil/store"
)

// A test post says when the channel's hour comes next, in its own time zone,
// unless nothing is posted by the hour, and whose announcements come.
func TestTestMessage(t *testing.T) {
	t.Parallel()
	b := setup(t, starter())
	r := b.request("en", nil)
	daily := []store.Announced{store.AnnouncedUpdate, store.AnnouncedHearing}
	for _, x := range []struct {
		name    string
		channel store.Channel
		says    []string
		without string
	}{
		{"by the hour", store.Channel{Kinds: daily, Hour: 9, Timezone: "Asia/Tehran"},
			[]string{"Developments and Hearings", "09:00", "Asia/Tehran", "Next at that hour: <t:1795498200:f>"}, "Only of"},
		{"the hour that is now has come", store.Channel{Kinds: daily, Hour: 9, Timezone: "UTC"}, []string{"<t:1795510800:f>"}, ""},
		{"paused", store.Channel{Kinds: daily, Hour: 9, Paused: true}, nil, "Next at that hour"},
		{"at once only", store.Channel{Kinds: daily[:1], Hour: 9}, []string{"Developments"}, "Next at that hour"},
		{"of some", store.Channel{Kinds: daily, Filters: store.Filters{Countries: []string{"IR"}}}, []string{"Only of", "Iran"}, ""},
	} {
		body := b.deps.testMessage(r, x.channel).Cards[0].Body
		for _, s := range x.says {
			if !strings.Contains(body, s) {
				t.Errorf("%s: %q isn't in\n%s", x.name, s, body)
			}
		}
		if x.without != "" && strings.Contains(body, x.without) {
			t.Errorf("%s: %q is in\n%s", x.name, x.without, body)
		}
	}
}

package commands

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/store"
	"vigil/store/storetest"
)

// channels are those of the bench's server.
func (b *bench) channels(t *testing.T) []store.Channel {
	t.Helper()
	all, err := b.deps.Channels.Of(t.Context(), "1")
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// What is typed is set, what isn't stays, in words and digits of both languages;
// a test message is posted on the first set-up and not with each change.
func TestSetupChannel(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	b.around.channels = map[string]ChannelView{"51": {ID: "51", Announcement: true}}
	for _, options := range []map[string]string{
		{"kinds": "digest، خبر", "hour": "۱۸", "timezone": "asia/tehran"},
		{"language": "fa", "calendar": "both", "crosspost": "true"},
		{"filters": "کشور: ایران، AF وضعیت:in prison,زندانی profession: film maker"},
		{"hour": "19"},
	} {
		options["channel"] = "51"
		if _, err := b.administers(t, "en", "setup channel", options, false); err != nil {
			t.Fatalf("%v: %v", options, err)
		}
	}
	want := store.Channel{
		ID: "51", Server: "1", Kinds: []store.Announced{store.AnnouncedUpdate, store.AnnouncedDigest}, Hour: 19,
		Timezone: "Asia/Tehran", Language: "fa", Calendar: "both", Crosspost: true, By: "100",
		Filters: store.Filters{Countries: []string{"IR", "AF"}, Statuses: []casefile.StatusCode{"imprisoned"}, Professions: []string{"film maker"}},
	}
	got := b.channels(t)[0]
	got.Through, got.Digested = want.Through, want.Digested
	if w, g := fmt.Sprintf("%+v", want), fmt.Sprintf("%+v", got); w[:200] != g[:200] || !reflect.DeepEqual(got.Filters, want.Filters) {
		t.Errorf("the channel is\n%s\nwant\n%s", g, w)
	}
	if !slices.Equal(b.around.tested, []string{"51"}) {
		t.Errorf("tests were posted in %v", b.around.tested)
	}
	if _, err := b.administers(t, "en", "setup channel", map[string]string{
		"channel": "51", "language": "server", "calendar": "server", "timezone": "server", "filters": "none", "kinds": "all", "crosspost": "false",
	}, false); err != nil {
		t.Fatal(err)
	}
	got = b.channels(t)[0]
	if got.Language+got.Calendar+got.Timezone != "" || got.Crosspost || len(got.Kinds) != 6 || !reflect.DeepEqual(got.Filters, store.Filters{}) {
		t.Errorf("put back, the channel is %+v", got)
	}
}

// A channel in which the bot can't announce, or that is none, is refused with
// the way to mend it, and so is what can't be read; nothing is set then.
func TestSetupChannelRefuses(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	b.around.channels = map[string]ChannelView{
		"51": {ID: "51"},
		"52": {ID: "52", LacksAnnouncing: []Permission{SendMessages, ReadHistory}},
	}
	for _, c := range []struct {
		options map[string]string
		want    string
	}{
		{map[string]string{"kinds": "all"}, "with the option channel"},
		{map[string]string{"channel": "52", "kinds": "all"}, "lacks Send Messages and Read Message History, and nothing was posted or changed. Allow it"},
		{map[string]string{"channel": "53", "pause": "true"}, "is not a text or announcement channel"},
		{map[string]string{"channel": "51", "kinds": "update weddings"}, "“weddings” is no kind"},
		{map[string]string{"channel": "51", "kinds": " , "}, "No kind of announcement was named"},
		{map[string]string{"channel": "51", "hour": "24"}, "not an hour"},
		{map[string]string{"channel": "51", "filters": "IR"}, "“IR” is no filter"},
		{map[string]string{"channel": "51", "filters": "country: status:bail"}, "Nothing stands after “country:”"},
		{map[string]string{"channel": "51", "filters": "country:IR,Atlantis"}, "“Atlantis” is not a country"},
		{map[string]string{"channel": "51", "crosspost": "true"}, "is not an announcement channel of Discord"},
	} {
		var no *Refused
		if _, err := b.administers(t, "en", "setup channel", c.options, false); !errors.As(err, &no) || !strings.Contains(no.Words, c.want) {
			t.Errorf("%v: %v", c.options, err)
		}
		if _, err := b.administers(t, "fa", "setup channel", c.options, true); err != nil {
			t.Errorf("%v, pressed: %v", c.options, err) // above the step
		}
		if all := b.channels(t); len(all) > 0 {
			t.Fatalf("%v set %+v", c.options, all)
		}
	}
	if len(b.around.tested) > 0 {
		t.Errorf("tests were posted in %v", b.around.tested)
	}
}

// One that was halted says why, everywhere, and goes on once it is set up anew.
func TestHaltedChannel(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	b.around.channels = map[string]ChannelView{"51": {ID: "51"}}
	if _, err := b.administers(t, "en", "setup channel", map[string]string{"channel": "51", "kinds": "update"}, false); err != nil {
		t.Fatal(err)
	}
	if err := b.deps.Channels.Halt(t.Context(), "51", store.HaltForbidden); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"setup show", "setup channel"} {
		reply, err := b.administers(t, "en", path, nil, false)
		if err != nil {
			t.Fatal(err)
		}
		contains(t, text(reply.Message), "stopped posting in <#51>: it may not write there")
	}
	again := map[string]string{"channel": "51", "do": "again"}
	b.around.channels["51"] = ChannelView{ID: "51", LacksAnnouncing: []Permission{SendMessages}}
	reply, err := b.administers(t, "en", "setup channel", again, true)
	if err != nil || b.channels(t)[0].Halted == "" {
		t.Fatalf("it goes on without the right to: %v", err)
	}
	contains(t, text(reply.Message), "lacks Send Messages", "Post here again")
	b.around.channels["51"] = ChannelView{ID: "51"}
	reply, err = b.administers(t, "en", "setup channel", again, true)
	if err != nil || b.channels(t)[0].Halted != "" {
		t.Fatalf("it is still halted: %v", err)
	}
	contains(t, text(reply.Message), "Saved. A test message was posted in <#51>")
	if len(b.around.tested) != 2 {
		t.Errorf("tests were posted in %v", b.around.tested)
	}
}

// /setup test says of each channel what became of its test message.
func TestSetupTest(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	b.around.channels = map[string]ChannelView{"51": {ID: "51"}, "52": {ID: "52"}}
	for _, id := range []string{"51", "52"} {
		if _, err := b.administers(t, "en", "setup channel", map[string]string{"channel": id, "kinds": "all"}, false); err != nil {
			t.Fatal(err)
		}
	}
	b.around.channels["52"] = ChannelView{ID: "52", LacksAnnouncing: []Permission{EmbedLinks}}
	for _, c := range []struct {
		refuses error
		want    string
	}{
		{nil, "A test message was posted in <#51>"}, {fmt.Errorf("it is: %w", ErrNotAllowed), "Discord refused a test message in <#51>"},
		{&Wait{}, "Discord asks to wait"}, {errors.New("cut"), "it is not known whether the test message stands in <#51>"},
	} {
		b.around.refuses = c.refuses
		reply, err := b.administers(t, "en", "setup test", nil, false)
		if err != nil || !reply.Private {
			t.Fatal(err)
		}
		contains(t, text(reply.Message), c.want, "In <#52> this bot lacks Embed Links")
	}
	var no *Refused
	if _, err := b.administers(t, "en", "setup test", map[string]string{"channel": "53"}, false); !errors.As(err, &no) {
		t.Errorf("a channel without announcements is tested: %v", err)
	}
}

// Completion takes what was typed before into the value, in at most 100 characters.
func TestChannelCompletion(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	for _, c := range []struct{ option, typed, want string }{
		{"kinds", "", "all"}, {"kinds", "سال", "anniversary"}, {"kinds", "update,dig", "update digest"}, {"kinds", "update ", "update hearing"},
		{"filters", "", "country:"}, {"filters", "وض", "status:"}, {"filters", "profession:film", "profession:filmmaker"},
		{"filters", "status:bail,impr", "status:bail,imprisoned"}, {"filters", "country:XX ", "country:XX status:"},
		{"timezone", "tehr", "Asia/Tehran"},
	} {
		r := b.request("en", map[string]string{c.option: c.typed})
		r.Focused = c.option
		choices, err := b.command(t, "setup channel").Suggest(t.Context(), r)
		if err != nil || len(choices) > 25 || !slices.ContainsFunc(choices, func(x card.Choice) bool { return x.Value == c.want }) {
			t.Errorf("%s %q suggests %v: %v", c.option, c.typed, choices, err)
		}
		for _, x := range choices {
			if card.Length(x.Value) > 100 || card.Length(x.Label) > 100 {
				t.Errorf("%s %q suggests what is too long: %+v", c.option, c.typed, x)
			}
		}
	}
}

// Which anniversaries are marked is chosen by name or from a select, none too.
func TestMarkedAnniversaries(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	for _, c := range []struct{ typed, unmarked string }{
		{"arrest death", "sentence departure birth"}, {"بازداشت، تولد", "sentence departure death"}, {"none", "arrest sentence departure death birth"},
		{"all", ""}, {"", "arrest sentence departure death birth"}, {"arrest,sentence,departure,death,birth", ""},
	} {
		if _, err := b.administers(t, "en", "setup policy", map[string]string{"anniversaries": c.typed, "late": "36"}, true); err != nil {
			t.Fatal(err)
		}
		server, _, err := b.deps.Servers.Of(t.Context(), "1")
		if err != nil || server.Policy.Unmarked != c.unmarked || server.Policy.Late != 36 {
			t.Errorf("%q: the policy is %+v: %v", c.typed, server.Policy, err)
		}
	}
	var no *Refused
	if _, err := b.administers(t, "en", "setup policy", map[string]string{"anniversaries": "weddings"}, false); !errors.As(err, &no) {
		t.Errorf("weddings are marked: %v", err)
	}
}

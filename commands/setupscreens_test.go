package commands

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"vigil/internal/card"
	"vigil/store"
	"vigil/store/storetest"
)

// administers runs a command of /setup as an administrator of the bench's
// server, as it is set up by now.
func (b *bench) administers(t *testing.T, lang, path string, options map[string]string, pressed bool) (Reply, error) {
	t.Helper()
	server, access, err := b.deps.Servers.Of(t.Context(), "1")
	if err != nil {
		t.Fatal(err)
	}
	r := b.request(lang, options)
	r.Command, r.Role, r.Server, r.Access, r.Pressed = path, Administrator, server, access, pressed
	if r.Options == nil {
		r.Options = map[string]string{}
	}
	return b.command(t, path).Run(t.Context(), r)
}

// Every step shows itself in every language, within Discord's limits, by itself
// and in the walk, whose buttons lead through all of them.
func TestSetupScreens(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	b.around.guild = GuildView{
		Lacks: []Permission{EmbedLinks},
		Roles: []RoleView{{ID: "41", Name: "Curators", Curates: true}, {ID: "42", Name: "Helpers"}},
	}
	roles := []string{"41", "42"}
	for n := range 23 {
		roles = append(roles, fmt.Sprint(1000000000000000000+n))
	}
	if err := b.deps.Servers.SetCurators(t.Context(), "1", roles, "test"); err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"en", "fa"} {
		seen := map[string]bool{}
		options := map[string]string(nil)
		for range 20 {
			reply, err := b.administers(t, lang, walking, options, options != nil)
			if err != nil {
				t.Fatal(err)
			}
			c := reply.Cards[0]
			seen[c.Title] = true
			whole(t, reply)
			nav := reply.Controls[len(reply.Controls)-1]
			next := nav[len(nav)-1]
			if next.Label == b.request(lang, nil).Locale.T("setup.back") {
				break // the last one
			}
			if !next.Then.Update {
				t.Errorf("%s: the walk leaves its message", c.Title)
			}
			options = next.Then.Options
		}
		if len(seen) != len(steps()) {
			t.Errorf("%s: the walk shows %d of %d steps", lang, len(seen), len(steps()))
		}
		for path := range leaves("", All(b.deps)) {
			if sub, ok := strings.CutPrefix(path, "setup "); ok && sub != "start" {
				reply, err := b.administers(t, lang, path, nil, false)
				if err != nil {
					t.Errorf("/%s in %s: %v", path, lang, err)
					continue
				}
				if whole(t, reply); !reply.Private {
					t.Errorf("/%s answers publicly", path)
				}
			}
		}
	}
}

// whole fails the test if something of a message would be cut or left out.
func whole(t *testing.T, r Reply) {
	t.Helper()
	if len(r.Controls) > 5 {
		t.Errorf("%s: %d rows", r.Cards[0].Title, len(r.Controls))
	}
	for _, row := range r.Controls {
		if len(row) > 5 {
			t.Errorf("%s: %d buttons in a row", r.Cards[0].Title, len(row))
		}
		for _, c := range row {
			if len(c.Choices) > 25 {
				t.Errorf("%s: %d choices", r.Cards[0].Title, len(c.Choices))
			}
			for _, x := range c.Choices {
				if card.Length(x.Label) > 100 || card.Length(x.Note) > 100 {
					t.Errorf("%s: the choice %s is too long", r.Cards[0].Title, x.Label)
				}
			}
		}
	}
	for _, c := range r.Cards {
		if strings.HasSuffix(c.Body, "…") {
			t.Errorf("%s was cut", c.Title)
		}
	}
}

// What is missing is said, each with how to mend it.
func TestSetupShowsWhatIsMissing(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	b.around.guild = GuildView{Lacks: []Permission{EmbedLinks}, Roles: []RoleView{{ID: "42", Name: "Helpers"}}}
	b.around.channels = map[string]ChannelView{"43": {ID: "43", Lacks: []Permission{SendMessages}}}
	for _, err := range []error{
		b.deps.Servers.SetCurators(t.Context(), "1", []string{"41", "42"}, "test"),
		b.deps.Servers.SetReview(t.Context(), "1", "43", "test"),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	reply, err := b.administers(t, "en", "setup show", nil, false)
	if err != nil {
		t.Fatal(err)
	}
	contains(t, text(reply.Message), "lacks Embed Links. Grant it in", "<@&41> curates, but the role was deleted",
		"does not show `/curate` by itself to <@&42>. Allow it in", "in <#43> this bot lacks Send Messages. Grant it in")
	r := b.request("en", nil)
	r.Role, r.Server.Review = Administrator, "43"
	r.Access.Curates = r.Access.Reads[0]
	help, err := b.command(t, "help").Run(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	contains(t, text(help.Message), "Missing here:", "lacks Embed Links")
}

// A channel that everybody reads, that the bot doesn't see or can't write in is
// no review channel, and nothing is changed then: typed, the refusal stands
// alone; chosen, above the step.
func TestReviewChannelHasToBePrivate(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	b.around.channels = map[string]ChannelView{
		"51": {ID: "51", Everybody: true}, "52": {ID: "52", Lacks: []Permission{ViewChannel, SendMessages}}, "54": {ID: "54"},
	}
	review := func() string {
		server, _, err := b.deps.Servers.Of(t.Context(), "1")
		if err != nil {
			t.Fatal(err)
		}
		return server.Review
	}
	for id, want := range map[string]string{"51": "Everybody on this server can read <#51>", "52": "lacks View Channel and Send Messages", "53": "does not see <#53>"} {
		_, err := b.administers(t, "en", "setup curators", map[string]string{"review": id}, false)
		var no *Refused
		if !errors.As(err, &no) || !strings.Contains(no.Words, want) {
			t.Errorf("typing %s: %v", id, err)
		}
		reply, err := b.administers(t, "en", walking, map[string]string{"step": "review", "review": id}, true)
		if err != nil {
			t.Fatal(err)
		}
		contains(t, text(reply.Message), want, "Next")
		if review() != "" {
			t.Errorf("%s is the review channel now", id)
		}
	}
	if _, err := b.administers(t, "en", "setup curators", map[string]string{"review": "54"}, false); err != nil || review() != "54" {
		t.Errorf("the review channel is %q: %v", review(), err)
	}
	// Choosing nothing takes it away; a step that isn't about it doesn't.
	if _, err := b.administers(t, "en", walking, map[string]string{"step": "curators", "roles": "61,62"}, true); err != nil || review() != "54" {
		t.Errorf("the review channel is %q: %v", review(), err)
	}
	if _, err := b.administers(t, "en", walking, map[string]string{"step": "review", "review": ""}, true); err != nil || review() != "" {
		t.Errorf("the review channel is %q: %v", review(), err)
	}
}

// All can't curate, and no more roles than one select can show.
func TestWhoMayCurate(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	many := make([]string, 26)
	for i := range many {
		many[i] = fmt.Sprint(100 + i)
	}
	for _, options := range []map[string]string{{"role": "1"}, {"roles": "41,1"}, {"roles": strings.Join(many, ",")}} {
		var no *Refused
		if _, err := b.administers(t, "en", "setup curators", options, false); !errors.As(err, &no) {
			t.Errorf("%v: %v", options, err)
		}
	}
	for _, options := range []map[string]string{{"role": "41"}, {"role": "42"}, {"role": "42"}, {"remove": "41"}} {
		if _, err := b.administers(t, "en", "setup curators", options, false); err != nil {
			t.Fatal(err)
		}
	}
	server, _, err := b.deps.Servers.Of(t.Context(), "1")
	if err != nil || !slices.Equal(server.Curators, []string{"42"}) {
		t.Errorf("curators are %v: %v", server.Curators, err)
	}
}

// The policy takes what it is given and nothing else, in any digits.
func TestSetupPolicy(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	for _, options := range []map[string]string{{"milestone": "0"}, {"stale": "4000"}, {"keep_senders": "-1"}, {"milestone": "many"}} {
		var no *Refused
		if _, err := b.administers(t, "en", "setup policy", options, false); !errors.As(err, &no) {
			t.Errorf("%v: %v", options, err)
		}
	}
	for _, options := range []map[string]string{
		{"second_approval": "true"}, {"milestone": "۵۰", "stale": "٩٠", "keep_senders": "7"}, {"leap_day": "1-march"}, {"private_replies": "true"},
	} {
		if _, err := b.administers(t, "en", "setup policy", options, true); err != nil {
			t.Fatal(err)
		}
	}
	server, _, err := b.deps.Servers.Of(t.Context(), "1")
	want := store.Policy{SecondApproval: true, LeapDay: "1-march", Milestone: 50, Stale: 90, KeepSenders: 7}
	if err != nil || server.Policy != want || !server.Private {
		t.Errorf("the policy is %+v, private %v: %v", server.Policy, server.Private, err)
	}
}

// Every zone that can be chosen is one, and is found however it is written.
func TestZones(t *testing.T) {
	t.Parallel()
	all := zones()
	if len(all) < 400 {
		t.Fatalf("only %d zones", len(all))
	}
	for _, z := range all {
		if _, err := time.LoadLocation(z); err != nil {
			t.Errorf("%s: %v", z, err)
		}
	}
	for _, z := range usualZones() {
		if !slices.Contains(all, z) {
			t.Errorf("%s is not among the zones", z)
		}
	}
	for typed, want := range map[string]string{"asia/tehran": "Asia/Tehran", " America/New York ": "America/New_York", "utc": "UTC"} {
		if got, ok := zoneNamed(typed); !ok || got != want {
			t.Errorf("%q is %q", typed, got)
		}
	}
	for _, typed := range []string{"", "Local", "../etc/passwd", "Terhan", "Europe/", "nicosia"} {
		if got, ok := zoneNamed(typed); ok {
			t.Errorf("%q is %q", typed, got)
		}
	}
	b := setup(t, storetest.Fictional())
	for typed, want := range map[string]string{"": "Asia/Tehran", "kab": "Asia/Kabul", "new y": "America/New_York", "europe/p": "Europe/Paris"} {
		r := b.request("en", map[string]string{"zone": typed})
		r.Focused = "zone"
		choices, err := b.command(t, "setup timezone").Suggest(t.Context(), r)
		if err != nil || len(choices) > 25 || !slices.ContainsFunc(choices, func(c card.Choice) bool { return c.Value == want }) {
			t.Errorf("%q suggests %v: %v", typed, choices, err)
		}
	}
}

// A server reads another's casebook by its code, is asked before it leaves its
// own, comes back to it, and can fill it with the starter casebook once.
func TestSetupCasebook(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	b.deps.Starter = []byte(starterFile(t))
	code, err := b.deps.Servers.Code(t.Context(), store.Main, "test")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.deps.Servers.Own(t.Context(), "1", "test"); err != nil {
		t.Fatal(err)
	}
	do := func(options map[string]string, pressed bool) Reply {
		t.Helper()
		reply, err := b.administers(t, "en", "setup casebook", options, pressed)
		if err != nil {
			t.Fatalf("%v: %v", options, err)
		}
		return reply
	}
	refused := func(options map[string]string, want string) {
		t.Helper()
		var no *Refused
		if _, err := b.administers(t, "en", "setup casebook", options, false); !errors.As(err, &no) || !strings.Contains(no.Words, want) {
			t.Errorf("%v: %v", options, err)
		}
	}
	contains(t, text(do(nil, false).Message), "its own", "It is empty", "Put the starter casebook in")
	// Nothing is lost with an empty casebook, so nothing is asked.
	contains(t, text(do(map[string]string{"code": code}, false).Message), "reads that casebook now", "12 people are on public record")
	refused(map[string]string{"use": "starter"}, "Choose the server's own casebook first")
	sure := do(map[string]string{"use": "empty"}, false)
	contains(t, text(sure.Message), "would stop reading")
	yes := maps.Clone(sure.Controls[0][0].Then.Options)
	contains(t, text(do(yes, true).Message), "has its own casebook now")
	refused(map[string]string{"use": "empty"}, "already")
	contains(t, text(do(map[string]string{"use": "starter"}, false).Message), "and public")
	refused(map[string]string{"use": "starter"}, "already")
	server, access, err := b.deps.Servers.Of(t.Context(), "1")
	if err != nil || access.Curates == 0 {
		t.Fatalf("%+v curates %d: %v", server, access.Curates, err)
	}
	// Now there is something to lose.
	asked := do(map[string]string{"code": code}, false)
	contains(t, text(asked.Message), "It would leave it")
	if server, _, err = b.deps.Servers.Of(t.Context(), "1"); err != nil || !server.Home {
		t.Error("it was left without a yes")
	}
	var trail bytes.Buffer
	if err := b.deps.Curation.Audit(t.Context(), access.Curates, &trail); err != nil {
		t.Fatal(err)
	}
	contains(t, trail.String(), `"import"`, `"by":"100"`)
}

func starterFile(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile(starter())
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

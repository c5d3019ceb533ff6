package discordsim_test

import (
	"testing"
	"time"

	"vigil/internal/discordsim"
)

type pageNews struct {
	Kind    string
	Message pageMessage
	Channel string
	ID      string
	Now     string
}

func TestPageShowsWhatOnePersonSees(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	curators := w.server.AddRole("Curators", discordsim.ManageMessages)
	w.server.Give(w.bob, curators)
	hidden := w.server.AddChannel("casework")
	hidden.OverwriteRole(w.server.Everyone(), 0, discordsim.ViewChannel)
	hidden.OverwriteRole(curators, discordsim.ViewChannel, 0)
	p := pageOf(t, w)
	if _, err := w.As(w.bob).In(hidden).Say("between us"); err != nil {
		t.Fatal(err)
	}

	ann, bob := stateOf(t, p, w.ann.ID.String()), stateOf(t, p, w.bob.ID.String())
	if n := len(ann.Servers[0].Channels); n != 1 {
		t.Errorf("Ann sees %d channels", n)
	}
	if n := len(bob.Servers[0].Channels); n != 2 {
		t.Errorf("Bob sees %d channels", n)
	}
	if _, ok := ann.Messages[hidden.ID.String()]; ok {
		t.Error("Ann gets the messages of a channel that she can't see")
	}
	if got := bob.Messages[hidden.ID.String()]; len(got) != 1 || got[0].Content != "between us" {
		t.Errorf("Bob gets %+v", got)
	}
	roles := map[string]string{}
	for _, u := range ann.Users {
		roles[u.Name] = u.Role
	}
	if roles["Ann"] != "member" || roles["Bob"] != "curator" {
		t.Errorf("roles %v", roles)
	}
	if len(ann.Directs) != 1 || len(bob.Directs) != 1 || ann.Directs[0].ID == bob.Directs[0].ID {
		t.Errorf("direct messages %v and %v", ann.Directs, bob.Directs)
	}
	if st := stateOf(t, p, "12345"); st.As != w.ann.ID.String() {
		t.Error("somebody of an earlier run isn't the first person")
	}
}

func TestPageHearsNewsAndNothingElse(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	hidden := w.server.AddChannel("casework")
	hidden.OverwriteRole(w.server.Everyone(), 0, discordsim.ViewChannel)
	w.server.Give(w.bob, w.server.AddRole("Administrators", discordsim.Administrator))
	p := pageOf(t, w)
	in := watch(t, p, w.ann.ID.String(), "")
	var st pageState
	in.next("state", &st)

	for _, said := range []struct {
		where *discordsim.Channel
		what  string
	}{{hidden, "between us"}, {w.general, "for all"}} {
		if _, err := w.As(w.bob).In(said.where).Say(said.what); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.As(w.bob).DM(w.app).Say("for the bot"); err != nil {
		t.Fatal(err)
	}
	var n pageNews
	if in.next("news", &n); n.Kind != "message" || n.Message.Content != "for all" {
		t.Errorf("Ann hears %+v", n)
	}
	w.Clock().Advance(time.Hour)
	if in.next("news", &n); n.Kind != "clock" || n.Now == "" {
		t.Errorf("after that Ann hears %+v", n)
	}
	made := w.server.AddChannel("new")
	if in.next("state", &st); len(st.Servers[0].Channels) != 2 || st.Servers[0].Channels[1].ID != made.ID.String() {
		t.Errorf("channels %+v", st.Servers[0].Channels)
	}
}

func TestPageTellsWhatWasMissed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := pageOf(t, w)
	bob := w.As(w.bob).In(w.general)
	in := watch(t, p, w.ann.ID.String(), "")
	var st pageState
	in.next("state", &st)
	if _, err := bob.Say("one"); err != nil {
		t.Fatal(err)
	}
	var n pageNews
	last := in.next("news", &n)
	if _, err := bob.Say("two"); err != nil {
		t.Fatal(err)
	}

	again := watch(t, p, w.ann.ID.String(), last)
	if again.next("news", &n); n.Message.Content != "two" {
		t.Errorf("after coming back Ann hears %+v", n)
	}
	for range 1200 { // more than is kept
		if _, err := bob.Say("noise"); err != nil {
			t.Fatal(err)
		}
		again.next("news", &n) // the feed has taken it
	}
	for _, lost := range []string{last, "earlier-run.3", "nonsense"} {
		late := watch(t, p, w.ann.ID.String(), lost)
		if late.next("state", &st); len(st.Messages[w.general.ID.String()]) != 200 {
			t.Errorf("%s: %d messages", lost, len(st.Messages[w.general.ID.String()]))
		}
	}
}

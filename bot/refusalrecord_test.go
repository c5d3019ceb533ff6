package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"vigil/commands"
	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/discordsim"
	"vigil/store"
)

// What only curators may know of reads to a member like somebody who isn't on
// record at all, to the letter.
func TestRecordErrors(t *testing.T) {
	t.Parallel()
	var fails error
	s := play(t, does("try", func(context.Context, commands.Request) (commands.Reply, error) { return commands.Reply{}, fails }))
	several := &store.CuratedAmbiguous{Typed: "sample", Candidates: []store.Curated{
		{Summary: store.Summary{Name: "Sample One", Slug: "sample-one", Country: "IR"}, Visibility: casefile.Draft},
		{Summary: store.Summary{Name: "Sample Two", Slug: "sample-two"}, Visibility: casefile.Public}}}
	fails = &store.NotFound{Typed: "sample"}
	nobody := said(s.expect(s.member, "/try person:sample", "sample"))
	for name, tt := range map[string]struct {
		err   error
		words []string
	}{
		"withdrawn": {&store.Tombstone{Slug: "sample-person", At: time.Date(2026, 2, 1, 12, 0, 0, 0, time.UTC), By: "77", Why: "asked *for* it"},
			[]string{"sample-person", "1 February 2026", "<@77>", `asked \*for\* it`}},
		"several":   {several, []string{"several people"}},
		"embargoed": {fmt.Errorf("publish: %w", store.ErrEmbargoed), []string{"embargo"}},
		"conflict":  {&store.Conflict{Base: 1, Current: 2, Mine: &casefile.Casefile{Slug: "sample"}, By: "78"}, []string{"<@78>", "version 2"}},
		"invalid": {&casefile.Invalid{Slug: "sample", Problems: []casefile.Problem{{Path: "/sources", Reason: "is empty"}, {Reason: "two"}, {Reason: "three"}, {Reason: "four"}}},
			[]string{"/sources", "is empty", "three"}},
	} {
		fails = tt.err
		if m := s.expect(s.member, "/try person:sample", ""); said(m) != nobody || len(m.Components) > 0 || m.For == nil {
			t.Errorf("%s: a member is told %q", name, said(m))
		}
		m := s.expect(s.curator, "/try person:sample", "")
		for _, w := range tt.words {
			if !strings.Contains(said(m), w) || m.For == nil {
				t.Errorf("%s: a curator is told %q, want %q", name, said(m), w)
			}
		}
		if len(m.Pings) > 0 {
			t.Errorf("%s: pings %v", name, m.Pings)
		}
	}
	if h := s.bot.Health(); h.Failed != 0 {
		t.Errorf("%d counted as faults", h.Failed)
	}

	// A curator on a server that doesn't curate is told as little.
	s.world.change(func(w *world) { w.access = store.Access{Reads: []store.CasebookID{7}} })
	fails = several
	if got := said(s.expect(s.curator, "/try person:sample", "")); got != nobody {
		t.Errorf("where only is read: %q", got)
	}
	fails = store.ErrNotFound
	if got := said(s.expect(s.member, "/try person:sample", "")); got != nobody {
		t.Errorf("a bare one: %q", got)
	}
	s.expect(s.member, "/try", "can no longer be read")
}

// Choosing among several leads on, for the curator alone.
func TestChoosingAmongCurated(t *testing.T) {
	t.Parallel()
	s := play(t, does("case", func(_ context.Context, r commands.Request) (commands.Reply, error) {
		if r.Person() == "sample" {
			return commands.Reply{}, &store.CuratedAmbiguous{Typed: "sample", Candidates: []store.Curated{
				{Summary: store.Summary{Name: "Sample One", Slug: "sample-one", Country: "IR"}, Visibility: casefile.Draft},
				{Summary: store.Summary{Name: "Sample Two", Slug: "sample-two"}, Visibility: casefile.Public}}}
		}
		return text("the case of " + r.Person()), nil
	}))
	m := s.expect(s.curator, "/case person:sample", "several people")
	if note := m.Selects()[0].Options[0].Description; !strings.Contains(note, "draft") || !strings.Contains(note, "sample-one") {
		t.Errorf("noted as %q", note)
	}
	ex, err := m.Select(s.within(), "", "Sample Two")
	if err != nil {
		t.Fatal(err)
	}
	if got := said(s.reply(ex)); got != "the case of sample-two" {
		t.Errorf("answered %q", got)
	}
}

func TestDoingErrors(t *testing.T) {
	t.Parallel()
	var fails error
	s := play(t, does("try", func(context.Context, commands.Request) (commands.Reply, error) { return commands.Reply{}, fails }))
	for name, tt := range map[string]struct {
		err   error
		words string
	}{
		"too large":         {&commands.TooLarge{Size: 22 << 20, Limit: 20 << 20}, "22 MB. At most 20 MB"},
		"a little":          {fmt.Errorf("x: %w", &commands.TooLarge{Size: 1600, Limit: 1024}), "1.6 kB. At most 1 kB"},
		"of unknown size":   {&commands.TooLarge{Limit: 3 << 19}, "At most 1.5 MB"},
		"saved already":     {&store.Settled{Edit: store.Edit{State: store.EditSaved, Saved: 7}}, "version 7"},
		"discarded already": {&store.Settled{Edit: store.Edit{State: store.EditDiscarded}}, "discarded already"},
		"closed":            {fmt.Errorf("x: %w", commands.ErrDirectClosed), "Privacy Settings"},
		"busy":              {&commands.Wait{After: time.Second}, "slow down"},
		"not fetched":       {&notFetched{errors.New("404")}, "send it again"},
	} {
		fails = tt.err
		s.refuses(name, s.expect(s.member, "/try", tt.words), tt.words)
	}
	if h := s.bot.Health(); h.Failed != 0 {
		t.Errorf("%d counted as faults", h.Failed)
	}
	for name, err := range map[string]error{"full": store.ErrDiskFull, "failing": store.ErrDisk, "read only": store.ErrReadOnly, "damaged": store.ErrCorrupt} {
		fails = fmt.Errorf("save: %w", err)
		s.refuses(name, s.expect(s.member, "/try", "Nothing was changed"), "reference")
	}
	if h := s.bot.Health(); h.Failed != 4 || !strings.Contains(s.log.String(), "the disk is full") {
		t.Errorf("%d counted as faults; log:\n%s", h.Failed, s.log)
	}
}

// What was typed into a form, and the name of a file that came, stay out of the
// log, whatever the error repeats.
func TestLogOfForms(t *testing.T) {
	t.Parallel()
	s := play(t, does("file", func(_ context.Context, r commands.Request) (commands.Reply, error) {
		if !r.Filled {
			return commands.Reply{Form: &commands.Form{Title: "x", Then: card.Then{Command: "file"}, Fields: []commands.Field{
				{Name: "what", Label: "What"}, {Name: "file", Label: "File", Upload: true}}}}, nil
		}
		return commands.Reply{}, fmt.Errorf("%q of %s at %s: %w", r.Text("what"), r.Files["file"].Name, r.Files["file"].URL, errors.New("on fire"))
	}))
	form := s.opened(s.ask(s.member, "/file")).By(discordsim.File{Name: "invented-names.csv", Data: []byte("x")})
	form, err := form.Choose("file", "invented-names.csv")
	if err != nil {
		t.Fatal(err)
	}
	s.refuses("a fault", s.submit(form, "the invented line"), "reference")
	log := s.log.String()
	if !strings.Contains(log, "on fire") {
		t.Errorf("not in the log:\n%s", log)
	}
	for _, secret := range []string{"invented line", "invented-names", "attachments/"} {
		if strings.Contains(log, secret) {
			t.Errorf("the log has %q:\n%s", secret, log)
		}
	}
}

package commands

import (
	"errors"
	"fmt"
	"maps"
	"strings"
	"sync"
	"testing"

	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/store"
	"vigil/store/storetest"
)

// offers types /suggest with these options and sends the form with the rest.
func (b *bench) offers(t *testing.T, person string, values map[string]string) Reply {
	t.Helper()
	run := b.command(t, "suggest").Run
	options := map[string]string{}
	if person != "" {
		options["person"] = person
	}
	reply, err := run(t.Context(), b.request("en", options))
	if err != nil {
		t.Fatal(err)
	}
	if reply.Form == nil {
		t.Fatalf("no form, but\n%s", text(reply.Message))
	}
	filled := maps.Clone(reply.Form.Then.Options)
	if filled == nil {
		filled = map[string]string{}
	}
	for _, f := range reply.Form.Fields {
		if filled[f.Name] = f.Value; len(f.Choices) > 0 {
			filled[f.Name] = f.Choices[0].Value
		}
	}
	maps.Copy(filled, values)
	r := b.request("en", filled)
	r.Pressed, r.Filled = true, true
	if reply, err = run(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	if !reply.Private {
		t.Error("what is suggested is answered publicly")
	}
	return reply
}

// open are the open suggestions, as curators see them.
func (b *bench) open(t *testing.T) []store.Suggestion {
	t.Helper()
	all, _, err := b.deps.Inbox.Open(t.Context(), b.access.Reads[0], 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func moved() map[string]string {
	return map[string]string{"what": "She was moved.", "source": "Wire"}
}

// Somebody who is a draft, embargoed or withdrawn is answered for, letter by
// letter, as somebody who isn't there; and so is what becomes of it.
func TestSuggestHidesWhoIsHidden(t *testing.T) {
	t.Parallel()
	for _, v := range []casefile.Visibility{casefile.Draft, casefile.Embargoed, casefile.Withdrawn} {
		for _, name := range []string{"Setareh Khiali", khiali, "ستاره خیالی"} {
			b := setup(t, storetest.Fictional())
			b.hide(t, v)
			asked := func(name string) string {
				reply, err := b.command(t, "suggest").Run(t.Context(), b.request("en", map[string]string{"person": name}))
				if err != nil {
					t.Fatal(err)
				}
				return strings.ReplaceAll(fmt.Sprintf("%+v", *reply.Form), name, "…") + strings.ReplaceAll(text(b.offers(t, name, map[string]string{
					"what": "Something about " + name, "source": "Wire",
				}).Message), name, "…")
			}
			if hidden, absent := asked(name), asked(strings.Repeat("Q", 12)); hidden != absent {
				t.Errorf("%s %s is answered with\n%s\nand nobody with\n%s", v, name, hidden, absent)
			}
			for _, s := range b.open(t) {
				if s.Slug != "" {
					t.Errorf("a suggestion about somebody %s is tied to %s", v, s.Slug)
				}
			}
		}
	}
}

// hide makes Khiali's casefile one that the public doesn't see.
func (b *bench) hide(t *testing.T, v casefile.Visibility) {
	t.Helper()
	c := b.khiali(t)
	c.Casefile.Visibility = v
	if v == casefile.Embargoed {
		c.Casefile.Embargo = &casefile.Embargo{Reason: "the family asks"}
	}
	if _, err := b.deps.Curation.Save(t.Context(), b.access.Reads[0], c.Casefile, c.Version, "200", "asked to"); err != nil {
		t.Fatal(err)
	}
}

// A name that several have is asked about, and none of them can be meant.
func TestSuggestAboutNamesakes(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	values := moved()
	values["about"] = "Vahmi"
	reply := b.offers(t, "", values)
	contains(t, text(reply.Message), "fits several people", "fic-09-hassan-vahmi", "fic-10-hossein-vahmi", "None of them")
	press := func(then card.Then, person string) {
		t.Helper()
		options := maps.Clone(then.Options)
		if person != "" {
			options["person"] = person
		}
		r := b.request("en", options)
		r.Pressed = true
		reply, err := b.command(t, then.Command).Run(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		contains(t, text(reply.Message), "Sent to the curators")
	}
	press(reply.Controls[0][0].Then, "fic-10-hossein-vahmi")
	press(reply.Controls[1][0].Then, "")
	all := b.open(t)
	if len(all) != 2 || all[0].Slug != "fic-10-hossein-vahmi" || all[1].Slug != "" || all[1].Name != "Vahmi" {
		t.Errorf("sent were %+v", all)
	}
}

// Empty fields, dates of no kind and people who are gone come back with what
// was typed.
func TestSuggestGivesBack(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	for _, tc := range []struct{ field, typed, want string }{
		{"what", " \n\u200b", "“What happened” is empty"},
		{"source", "\u202e ", "“Source” is empty"},
		{"date", "soon", "“soon” could not be read"},
		{"person", "fic-99-nobody", "no longer be read"},
	} {
		values := moved()
		values[tc.field] = tc.typed
		reply := b.offers(t, khiali, values)
		contains(t, text(reply.Message), tc.want, "Edit again")
		if tc.field != "what" {
			contains(t, text(reply.Message), "She was moved.")
		}
	}
	if all := b.open(t); len(all) != 0 {
		t.Errorf("sent were %+v", all)
	}
}

// What is sent is what was typed, and its date as it was meant.
func TestSuggestSends(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	values := moved()
	values["what"], values["date"], values["named"] = "One.\r\nTwo\u202e.", "۱۴۰۳/۰۲/۲۳", "yes"
	b.offers(t, "خیالی", values)
	all := b.open(t)
	if len(all) != 1 {
		t.Fatalf("sent were %+v", all)
	}
	s := all[0]
	if s.Slug != khiali || s.Name != "Setareh Khiali" || s.What != "One.\nTwo." || s.Date != "2024-05-12" || s.Sender != "100" || s.Server != "1" {
		t.Errorf("sent was %+v", s)
	}
}

// Of many curators who approve at once, while others edit the casefile, one
// decides, and what was suggested is on record once.
func TestApprovedOnce(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	b.offers(t, khiali, moved())
	id := fmt.Sprint(b.open(t)[0].ID)
	var all sync.WaitGroup
	for n := range 8 {
		c := curating(t, b, fmt.Sprint(200+n))[0]
		all.Go(func() {
			r := c.request("curate review", map[string]string{"suggestion": id, "do": "approve"})
			r.Pressed = true
			reply, err := c.all["curate review"].Run(t.Context(), r)
			var no *Refused
			if errors.As(err, &no) {
				t.Errorf("%s is refused: %s", c.user, no.Words)
			} else if err != nil {
				t.Errorf("%s: %v", c.user, err)
			} else if shown := text(reply.Message); !strings.Contains(shown, "Approved by") || strings.Contains(shown, "Reject") {
				t.Errorf("%s sees\n%s", c.user, shown)
			}
		})
	}
	all.Wait()
	n := 0
	for _, e := range b.khiali(t).Casefile.Events {
		if e.Text == "She was moved." {
			n++
		}
	}
	if n != 1 {
		t.Errorf("it is on record %d times", n)
	}
}

// A casefile that was withdrawn, merged or never was can't be added to by a
// press, and curators are told what to do.
func TestApproveNeedsACasefile(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		person string
		do     func(*testing.T, *bench)
		want   string
	}{
		{"Nobody At All", func(*testing.T, *bench) {}, "Press Edit"},
		{khiali, func(t *testing.T, b *bench) {
			b.hide(t, casefile.Withdrawn)
		}, "was withdrawn on"},
	} {
		b := setup(t, storetest.Fictional())
		b.offers(t, tc.person, moved())
		tc.do(t, b)
		c := curating(t, b, "200")[0]
		r := c.request("curate review", map[string]string{"suggestion": "1", "do": "approve"})
		r.Pressed = true
		_, err := c.all["curate review"].Run(t.Context(), r)
		var no *Refused
		if !errors.As(err, &no) || !strings.Contains(no.Words, tc.want) {
			t.Errorf("%s: %v", tc.person, err)
		}
		if len(b.open(t)) != 1 {
			t.Errorf("%s: the suggestion was decided", tc.person)
		}
	}
}

// The list pages through what is open, and whoever is on the block list can be
// taken off it.
func TestReviewList(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	book := b.access.Reads[0]
	for n := range 23 {
		if _, err := b.deps.Inbox.Send(t.Context(), store.Suggestion{
			Casebook: book, Server: "1", Name: "Somebody", What: fmt.Sprintf("Number %d.", n), Source: "Wire", Sender: fmt.Sprint(300 + n),
		}); err != nil {
			t.Fatal(err)
		}
	}
	c := curating(t, b, "200")[0]
	c.types("curate review", nil).sees("23 open suggestions", "Number 0.", "Number 9.", "Page 1 of 3", "No review channel is set")
	page := func(n string) *curator {
		r := c.request("curate review", map[string]string{"page": n})
		r.Pressed = true
		reply, err := c.all["curate review"].Run(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		c.reply = reply
		return c
	}
	page("3").sees("Number 22.", "Page 3 of 3")
	page("9").sees("Number 22.", "Page 3 of 3")
	if err := b.deps.Inbox.Block(t.Context(), book, 1, "200"); err != nil {
		t.Fatal(err)
	}
	r := c.request("curate review", map[string]string{"view": "blocked"})
	r.Pressed = true
	reply, err := c.all["curate review"].Run(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	contains(t, text(reply.Message), "1 person is blocked", "After suggestion 1")
	if strings.Contains(text(reply.Message), "300") {
		t.Error("the block list names somebody")
	}
}

package commands

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"vigil/store"
	"vigil/store/storetest"
)

// Following is answered in private, is done once, is listed, and ends; nobody
// else learns of it.
func TestFollow(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	for _, want := range []string{"You follow this person from now on", "You follow this person already"} {
		reply := b.run(t, "follow", map[string]string{"person": "khiali"})
		if contains(t, text(reply.Message), "Setareh Khiali", want); !reply.Private || len(reply.Shows) > 0 {
			t.Error("following is answered for all to see")
		}
	}
	reply := b.run(t, "following", nil)
	if contains(t, text(reply.Message), "You follow one person.", "Setareh Khiali"); !reply.Private {
		t.Error("who is followed is shown to all")
	}
	contains(t, text(b.run(t, "privacy", nil).Message), "You follow one person: Setareh Khiali. Nobody else sees it.", "Erase all of it")

	other := b.request("en", nil)
	other.User = "200"
	hers, err := b.command(t, "following").Run(t.Context(), other)
	if err != nil {
		t.Fatal(err)
	}
	contains(t, text(hers.Message), "You follow nobody.")

	choices, err := b.command(t, "unfollow").Suggest(t.Context(), func() Request {
		r := b.request("en", map[string]string{"person": "set"})
		r.Focused = "person"
		return r
	}())
	if err != nil || len(choices) != 1 || choices[0].Value != "fic-02-setareh-khiali" {
		t.Errorf("to unfollow are suggested %v: %v", choices, err)
	}
	contains(t, text(b.run(t, "unfollow", map[string]string{"person": "ستاره خیالی"}).Message), "You do not follow this person any more")
	contains(t, text(b.run(t, "following", nil).Message), "You follow nobody.")
}

// Whoever isn't public is as somebody who isn't there, to follow and to
// unfollow; somebody followed who ceases to be public can still be unfollowed.
func TestFollowTellsNothing(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	b.run(t, "follow", map[string]string{"person": "fic-09-hassan-vahmi"})
	c, err := b.db.Curation().Casefile(t.Context(), b.access.Reads[0], "fic-09-hassan-vahmi")
	if err != nil {
		t.Fatal(err)
	}
	c.Casefile.Visibility = "draft"
	if _, err := b.db.Curation().Save(t.Context(), b.access.Reads[0], c.Casefile, c.Version, "test", "test"); err != nil {
		t.Fatal(err)
	}
	answers := map[string]bool{}
	for _, who := range []string{"fic-09-hassan-vahmi", "fic-09-nobody"} {
		for _, command := range []string{"follow", "unfollow"} {
			r := b.request("en", map[string]string{"person": who})
			r.User = "200"
			_, err := b.command(t, command).Run(t.Context(), r)
			var no *Refused
			var missing *store.NotFound
			switch {
			case errors.As(err, &no):
				answers[command+strings.ReplaceAll(no.Words, who, "")] = true
			case errors.As(err, &missing):
				answers[command] = true
				for _, x := range missing.Similar {
					if x.Slug == who {
						t.Errorf("/%s %s suggests them", command, who)
					}
				}
			default:
				t.Errorf("/%s %s: %v", command, who, err)
			}
		}
	}
	if len(answers) != 2 {
		t.Errorf("the answers differ: %v", answers)
	}
	contains(t, text(b.run(t, "following", nil).Message), "You follow nobody.")
	contains(t, text(b.run(t, "privacy", nil).Message), "You follow one more person, of whom nothing is on public record for you now.", "Erase all of it")
	contains(t, text(b.run(t, "unfollow", map[string]string{"person": "fic-09-hassan-vahmi"}).Message), "You do not follow this person any more")
}

// There is an end to how many can be followed, and the list has pages.
func TestFollowLimit(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	var book struct {
		Format    string           `json:"format"`
		Casefiles []map[string]any `json:"casefiles"`
	}
	book.Format = "vigil-casebook/1"
	for n := range store.FollowLimit + 1 {
		book.Casefiles = append(book.Casefiles, map[string]any{
			"slug": fmt.Sprintf("many-%03d", n), "visibility": "public", "person": map[string]any{"name": fmt.Sprintf("Namoone %03d", n)},
			"sources": []any{map[string]any{"id": "s", "publisher": "Invented Wire", "url": "https://example.invalid"}},
		})
	}
	data, err := json.Marshal(book)
	if err != nil {
		t.Fatal(err)
	}
	storetest.LoadBytes(t, b.db, "main", data)
	for n := range store.FollowLimit {
		b.run(t, "follow", map[string]string{"person": fmt.Sprintf("many-%03d", n)})
	}
	var no *Refused
	_, err = b.command(t, "follow").Run(t.Context(), b.request("en", map[string]string{"person": "many-200"}))
	if !errors.As(err, &no) || !strings.Contains(no.Words, "You follow 200 people") {
		t.Errorf("one more: %v", err)
	}
	first := b.run(t, "following", nil)
	contains(t, text(first.Message), "You follow 200 people.", "Namoone 000", "1 of 10")
	whole(t, first)
	last := b.request("en", map[string]string{"page": "99"})
	last.Pressed = true
	reply, err := b.command(t, "following").Run(t.Context(), last)
	if err != nil {
		t.Fatal(err)
	}
	contains(t, text(reply.Message), "Namoone 199")
	last.Options["unfollow"] = "many-199"
	if reply, err = b.command(t, "following").Run(t.Context(), last); err != nil {
		t.Fatal(err)
	}
	contains(t, text(reply.Message), "You follow 199 people.", "You do not follow this person any more")
}

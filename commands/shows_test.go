package commands

import (
	"slices"
	"testing"

	"vigil/store"
	"vigil/store/storetest"
)

// What a public reply shows something of, it says, so that a withdrawal finds
// the message again.
func TestRepliesSayWhatTheyShow(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	book := b.access.Reads[0]
	khiali := []store.Shown{{Casebook: book, Slug: "fic-02-setareh-khiali"}}
	for _, x := range []struct {
		command string
		options map[string]string
		want    []store.Shown
	}{
		{"case", map[string]string{"person": "khiali"}, khiali},
		{"case", map[string]string{"person": "khiali", "view": "timeline"}, khiali},
		{"timeline", map[string]string{"person": "khiali"}, khiali},
		{"case", map[string]string{"person": "khiali", "view": "sources"}, khiali},
		{"sentences", map[string]string{"person": "khiali"}, khiali},
		{"search", map[string]string{"text": "khiali"}, khiali},
		{"search", map[string]string{"text": "nobody of that name"}, nil},
		{"help", nil, nil},
	} {
		reply := b.run(t, x.command, x.options)
		if !slices.Equal(reply.Shows, x.want) {
			t.Errorf("/%s %v shows %v, and says %v", x.command, x.options, x.want, reply.Shows)
		}
	}
	if all := b.run(t, "search", map[string]string{"country": "XX"}).Shows; len(all) != peoplePerPage {
		t.Errorf("a page of people says that it shows %d casefiles", len(all))
	}
}

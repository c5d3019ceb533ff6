package commands

import (
	"errors"
	"testing"

	"vigil/internal/casefile"
	"vigil/store"
	"vigil/store/storetest"
)

// A button of a casefile that was withdrawn leads nowhere: not to somebody
// else of the same name either.
func TestButtonMeansOnePerson(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	const slug = "fic-02-setareh-khiali"
	reply := b.run(t, "case", map[string]string{"person": slug})
	record := b.db.Curation()
	was, err := record.Casefile(t.Context(), b.access.Reads[0], slug)
	if err != nil {
		t.Fatal(err)
	}
	namesake := *was.Casefile
	namesake.Slug, namesake.Person.Name = "namesake", "Fic 02 Setareh Khiali"
	if _, err := record.Save(t.Context(), b.access.Reads[0], &namesake, 0, "curator", "invented"); err != nil {
		t.Fatal(err)
	}
	was.Casefile.Visibility = casefile.Withdrawn
	if _, err := record.Save(t.Context(), b.access.Reads[0], was.Casefile, was.Version, "curator", "asked to"); err != nil {
		t.Fatal(err)
	}
	for _, button := range reply.Controls[0] {
		r := b.request("en", button.Then.Options)
		r.Pressed = true
		shown, err := b.command(t, button.Then.Command).Run(t.Context(), r)
		if !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%s leads to %+v, %v", button.Label, shown.Cards, err)
		}
	}
}

package entry_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/entry"
)

// casebooks are all casefiles at hand, by the file they are of and their slug.
func casebooks(t testing.TB) map[string]*casefile.Casefile {
	t.Helper()
	all := map[string]*casefile.Casefile{}
	for _, path := range []string{
		"../casefile/testdata/fictional-casebook.json", "../casefile/testdata/seed-casebook.json", "../../store/starter/starter-casebook.json",
	} {
		f, err := os.Open(filepath.FromSlash(path))
		if err != nil {
			t.Fatal(err)
		}
		r := casefile.NewReader(f)
		for {
			rec, err := r.Next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			all[filepath.Base(path)+":"+rec.Casefile.Slug] = rec.Casefile
		}
		f.Close()
	}
	if len(all) < 30 {
		t.Fatalf("only %d casefiles", len(all))
	}
	return all
}

func today() calendar.Day { return calendar.Day{Year: 2026, Month: 3, Day: 1} }

// Every fact of the casebooks comes back from its form as it was.
func TestFillAndApplyChangeNothing(t *testing.T) {
	t.Parallel()
	for name, c := range casebooks(t) {
		for _, k := range entry.Kinds() {
			refs := []string{}
			for _, f := range k.Facts(c) {
				refs = append(refs, f.Ref)
			}
			if k.Name == "person" {
				refs = append(refs, "")
			}
			for _, ref := range refs {
				v, err := k.Fill(c, ref)
				if err != nil {
					t.Errorf("%s: %s %s: %v", name, k.Name, ref, err)
					continue
				}
				after, newRef, err := k.Apply(c, ref, v, today())
				if err != nil {
					t.Errorf("%s: %s %s: %v", name, k.Name, ref, err)
					continue
				}
				if d := casefile.Diff(c, after); len(d) > 0 || newRef != ref {
					t.Errorf("%s: %s %s became %s: %v", name, k.Name, ref, newRef, d)
				}
			}
		}
	}
}

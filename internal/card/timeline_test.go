package card

import (
	"strings"
	"testing"

	"vigil/internal/locale"
)

// What stands below the picture of a timeline is short, and nothing of it or of any
// entry is missing on the pages that follow.
func TestTimelineBesideItsPicture(t *testing.T) {
	t.Parallel()
	all := starter(t)
	for slug, c := range fictional(t) {
		all[slug] = c
	}
	catalogue, short, long := words(t), 0, 0
	for slug, c := range all {
		for _, lang := range []string{"en", "fa"} {
			l := catalogue.For(lang, locale.Options{})
			first := Timeline(c, l, 1)
			body := first.Cards[0].Body
			if n := length(body); n > besidePicture+100 {
				t.Errorf("%s: %d characters beside the picture:\n%s", slug, n, body)
			}
			if len(first.Controls) == 0 {
				short++
				continue
			}
			long++
			var rest strings.Builder
			last := ""
			for page := 2; ; page++ {
				m := Timeline(c, l, page)
				if m.Cards[0].Body == last {
					break
				}
				last = m.Cards[0].Body
				rest.WriteString(last + "\n\n")
			}
			entries := strings.Split(body, "\n\n")
			for _, e := range entries[1 : len(entries)-1] {
				if !strings.Contains(rest.String(), e) {
					t.Errorf("%s: this isn't on the pages that follow:\n%s", slug, e)
				}
			}
			if got, want := strings.Count(rest.String(), "\n\n"), len(happened(&c.Casefile)); got != want {
				t.Errorf("%s: %d entries on the pages that follow, want %d", slug, got, want)
			}
		}
	}
	if short == 0 || long == 0 {
		t.Errorf("%d short and %d long ones", short, long)
	}
}

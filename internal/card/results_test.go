package card

import (
	"strings"
	"testing"

	"vigil/internal/casefile"
	"vigil/internal/locale"
)

func TestResultsPenalty(t *testing.T) {
	t.Parallel()
	people := starter(t)
	l := words(t).For("en", locale.Options{})
	for _, x := range []struct {
		slug string
		kind casefile.PenaltyKind
		want string
	}{
		{"mohammad-rasoulof", "", "8 years in prison — upheld (enforceable: 5 years)"},
		{"mohammad-rasoulof", casefile.Flogging, "flogging, number of lashes not published — upheld"},
		{"toomaj-salehi", "", "1 year in prison — served"},
		{"toomaj-salehi", casefile.Death, "death — overturned"},
		// Not the older sentence, which ended long before the one they were released from.
		{"alaa-abd-el-fattah", "", "5 years in prison — pardoned"},
		{"ales-bialiatski", "", "10 years in prison, maximum-security colony — pardoned"},
		{"alaa-abd-el-fattah", casefile.Fine, "fine of 100,000 Egyptian pounds — carried out"},
		{"jose-ruben-zamora", "", "6 years in prison — overturned"},
		{"dawit-isaak", "", "Eritrea"},
	} {
		m := Results(Found{People: []*casefile.Redacted{people[x.slug]}, Total: 1, Tracked: 1, Page: 1, Pages: 1, Penalty: x.kind}, l)
		body := m.Cards[0].Body
		if !strings.HasSuffix(body, " · "+x.want) {
			t.Errorf("%s, asked for %q: want … · %s in\n%s", x.slug, x.kind, x.want, body)
		}
	}
}

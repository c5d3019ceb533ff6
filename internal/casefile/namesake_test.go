package casefile_test

import (
	"testing"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

func TestSurelyOther(t *testing.T) {
	t.Parallel()
	who := func(country, born string) *casefile.Casefile {
		c := &casefile.Casefile{Country: country}
		if born != "" {
			c.Person.Born = &casefile.Life{Date: calendar.MustParse(born)}
		}
		return c
	}
	for _, tc := range []struct {
		name string
		a, b *casefile.Casefile
		want bool
	}{
		{"nothing is known", who("", ""), who("", ""), false},
		{"one says nothing", who("XX", "1979"), who("", ""), false},
		{"the same", who("XX", "1979"), who("XX", "1979"), false},
		{"one is more exact", who("XX", "1979"), who("XX", "1979-05"), false},
		{"another country", who("XX", "1979"), who("XY", "1979"), true},
		{"another year", who("XX", "1979"), who("XX", "1980-05"), true},
	} {
		if got := tc.a.SurelyOther(tc.b); got != tc.want || tc.b.SurelyOther(tc.a) != tc.want {
			t.Errorf("%s: %t", tc.name, got)
		}
	}
}

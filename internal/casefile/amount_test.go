package casefile_test

import (
	"testing"

	"vigil/internal/casefile"
)

func TestAmountsAreComparedByWhatTheyAre(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		a, b string
		want int
	}{
		{"9", "10", -1}, {"10", "10.0", 0}, {"1.45", "1.5", -1}, {"1.50", "1.5", 0}, {"0.1", "0", 1},
		{"50000000", "9999999.99", 1}, {"0", "0.00", 0},
	} {
		a, err := casefile.ParseAmount(tt.a)
		if err != nil {
			t.Fatal(err)
		}
		b, err := casefile.ParseAmount(tt.b)
		if err != nil {
			t.Fatal(err)
		}
		if got := a.Compare(b); got != tt.want {
			t.Errorf("%s, %s: %d, want %d", tt.a, tt.b, got, tt.want)
		}
		if got := b.Compare(a); got != -tt.want {
			t.Errorf("%s, %s: %d, want %d", tt.b, tt.a, got, -tt.want)
		}
	}
}

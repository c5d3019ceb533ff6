package bot

import "testing"

func TestGrowth(t *testing.T) {
	t.Parallel()
	for live, want := range map[uint64]int{0: 1000, 8 << 20: 800, 32 << 20: 200, 64 << 20: 100, 1 << 30: 100} {
		if got := growth(live); got != want {
			t.Errorf("with %d live bytes: %d %%, want %d", live, got, want)
		}
	}
}

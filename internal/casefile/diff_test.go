package casefile_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vigil/internal/casefile"
)

// TestDiff changes one thing at a time and reads the change.
func TestDiff(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, old, new, want string }{
		{"a name", `"name": "Whole Invented"`, `"name": "Hole Invented"`, "changed /person/name (person · name): Whole Invented → Hole Invented"},
		{"a code", `"code": "imprisoned"`, `"code": "released"`, "changed /status/code (status · code): imprisoned → released"},
		{"a date", `"as_of": "2026-01-10"`, `"as_of": "2026-02"`, "changed /status/as_of (status · as_of): 2026-01-10 → 2026-02"},
		{"a number", `"count": 74`, `"count": 80`, "changed /sentences/0/penalties/1/count (sentences · s1 · penalties · flogging whip · count): 74 → 80"},
		{"nought to one", `"administered": 0`, `"administered": 1`, "changed /sentences/0/penalties/1/administered (sentences · s1 · penalties · flogging whip · administered): 0 → 1"},
		{"nought to unknown", `, "administered": 0`, ``, "removed /sentences/0/penalties/1/administered (sentences · s1 · penalties · flogging whip · administered): 0 → "},
		{"a year's spelling", `"year": 2018`, `"year": "2018"`, `changed /works/0/year (works · A Work · year): 2018 → "2018"`},
		{"a source of a fact", `"outcome": "upheld",`, `"outcome": "upheld", "confidence": "low",`, "added /sentences/0/confidence (sentences · s1 · confidence):  → low"},
		{"an entry in front", `"events": [`, `"events": [{"id":"e0","kind":"x","text":"y"},`, `added /events/0 (events · e0):  → {"id":"e0","kind":"x","text":"y"}`},
		{"an entry gone", `, {"id": "s3", "supersedes": "s1"}`, ``, `removed /sentences/2 (sentences · s3): {"id":"s3","supersedes":"s1"} → `},
		{"another order", `{"id": "s2", "same_as": "s1"}, {"id": "s3", "supersedes": "s1"}`, `{"id": "s3", "supersedes": "s1"}, {"id": "s2", "same_as": "s1"}`, "reordered /sentences (sentences): s1, s2, s3 → s1, s3, s2"},
		{"the start of a custody", `"start": "2023-02-10"`, `"start": "2023-02-11"`, "changed /custody/0/start (custody · prison 2023-02-11 · start): 2023-02-10 → 2023-02-11"},
		{"what is banned", `{"kind": "ban", "for_life": true`, `{"kind": "ban", "of": "travel", "for_life": true`, "added /sentences/0/penalties/3/of (sentences · s1 · penalties · ban travel · of):  → travel"},
		{"a whole member gone", `"whereabouts": {"text": "a prison", "public_text": "in prison", "as_of": "2026"},`, ``, `removed /whereabouts (whereabouts): {"text":"a prison","public_text":"in prison","as_of":"2026"} → `},
		{"visibility", `"visibility": "public"`, `"visibility": "withdrawn"`, "changed /visibility (visibility): public → withdrawn"},
	} {
		after := strings.Replace(whole, tc.old, tc.new, 1)
		if after == whole {
			t.Fatalf("%s does not occur", tc.old)
		}
		var got []string
		for _, c := range casefile.Diff(parsed(t, whole), parsed(t, after)) {
			got = append(got, fmt.Sprintf("%s %s (%s): %s → %s", c.Kind, c.Path, strings.Join(c.Label, " · "), c.Old, c.New))
		}
		if diff := cmp.Diff([]string{tc.want}, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tc.name, diff)
		}
	}
}

// TestDiffIsEmptyWhenEqual, and only then: for pairs of casefiles changed at
// random, there are differences exactly if they are written differently.
func TestDiffIsEmptyWhenEqual(t *testing.T) {
	t.Parallel()
	equal, unequal := 0, 0
	for seed := range uint64(200) {
		rnd := rand.New(rand.NewPCG(seed, 2))
		a, b := parsed(t, whole), parsed(t, whole)
		for range rnd.IntN(3) {
			shake(reflect.ValueOf(b).Elem(), rnd)
		}
		same := written(t, a) == written(t, b)
		changes := casefile.Diff(a, b)
		if same != (len(changes) == 0) {
			t.Fatalf("seed %d: written the same: %v, but the changes are %v\n%s\n%s", seed, same, changes, written(t, a), written(t, b))
		}
		if len(casefile.Diff(b, a)) == 0 != same {
			t.Fatalf("seed %d: the other way round it is different", seed)
		}
		if same {
			equal++
		} else {
			unequal++
		}
	}
	if equal < 25 || unequal < 25 {
		t.Errorf("%d pairs equal, %d not: too few of one", equal, unequal)
	}
}

// shake empties, doubles or swaps something below v.
func shake(v reflect.Value, rnd *rand.Rand) {
	for v.Kind() == reflect.Struct {
		f := v.Field(rnd.IntN(v.NumField()))
		if !f.CanSet() {
			return
		}
		v = f
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(v.String() + strings.Repeat("x", rnd.IntN(2)))
	case reflect.Slice:
		switch n := v.Len(); {
		case n == 0 || rnd.IntN(3) == 0:
			v.SetLen(n / 2)
		case rnd.IntN(2) == 0:
			v.Set(reflect.Append(v, v.Index(rnd.IntN(n))))
		case v.Index(0).Kind() == reflect.Struct:
			shake(v.Index(rnd.IntN(n)), rnd)
		default:
			reflect.Swapper(v.Interface())(0, n-1)
		}
	default:
		v.SetZero()
	}
}

package commands

import (
	"testing"

	"vigil/internal/casefile"
	"vigil/store/storetest"
)

// A withdrawal hides at once, and pressed twice it writes once.
func TestWithdraw(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	c := curating(t, b, "1001")[0]
	c.types("curate withdraw", map[string]string{"person": khiali, "reason": "the family asked"})
	do := c.sees("Only an administrator").then("Withdraw")
	before := b.stored(t, khiali).Version
	c.follows(do).sees("is withdrawn and hidden")
	c.follows(do).sees("Nothing was written twice")
	all, err := b.deps.Curation.Suggest(t.Context(), b.access.Reads[0], khiali, 5)
	for _, x := range all {
		if x.Slug == khiali && x.Visibility != casefile.Withdrawn {
			t.Errorf("it is %s, was version %d", x.Visibility, before)
		}
	}
	if err != nil {
		t.Error(err)
	}
	c.types("curate publish", map[string]string{"person": khiali}).sees("the family asked")
}

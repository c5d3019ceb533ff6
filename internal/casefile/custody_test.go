package casefile_test

import (
	"fmt"
	"testing"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

func TestHeld(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, status, custody, want string }{
		{"held", `"imprisoned","as_of":"2026-01-10"`, `{"kind":"prison","start":"2026-01-01"}`, "counted: 14 days from 2026-01-01 to 2026-01-15, elapsed"},
		{"held since today", `"detained"`, `{"kind":"prison","start":"2026-01-15"}`, "counted: 0 days from 2026-01-15 to 2026-01-15, elapsed"},
		{"over a leap day", `"imprisoned"`, `{"kind":"prison","start":"2024-02-28"}`, "counted: 687 days from 2024-02-28 to 2026-01-15, elapsed"},
		{"from prison to prison", `"imprisoned"`, `{"kind":"pretrial","start":"2025-12-01","end":"2025-12-31"},{"kind":"prison","start":"2026-01-01"}`, "counted: 45 days from 2025-12-01 to 2026-01-15, elapsed"},
		{"free in between", `"imprisoned"`, `{"kind":"pretrial","start":"2025-12-01","end":"2025-12-30"},{"kind":"prison","start":"2026-01-01"}`, "counted: 14 days from 2026-01-01 to 2026-01-15, elapsed"},
		{"a month is no day", `"imprisoned"`, `{"kind":"prison","start":"2025-12"}`, "start_not_to_day"},
		{"about a day is no day", `"imprisoned"`, `{"kind":"prison","start":"2025-12-01~"}`, "start_not_to_day"},
		{"no start", `"imprisoned"`, `{"kind":"prison"}`, "start_not_to_day"},
		{"not yet", `"imprisoned"`, `{"kind":"prison","start":"2026-01-16"}`, "starts_later"},
		{"in exile", `"exile"`, `{"kind":"prison","start":"2025-12-01"}`, "not_held"},
		{"on bail", `"bail"`, `{"kind":"prison","start":"2025-12-01"}`, "not_held"},
		{"on furlough", `"furlough"`, `{"kind":"prison","start":"2025-12-01"}`, "not_held"},
		{"disappeared", `"disappeared"`, `{"kind":"prison","start":"2025-12-01"}`, "not_held"},
		{"nobody knows", `"unknown"`, `{"kind":"prison","start":"2025-12-01"}`, "status_not_known"},
		{"released", `"released"`, `{"kind":"prison","start":"2022-11-05","end":"2023-02-20"}`, "ended: 107 days from 2022-11-05 to 2023-02-20, elapsed"},
		{"released once, and again", `"released"`, `{"kind":"prison","start":"2023-11-30","end":"2024-12-01"},{"kind":"prison","start":"2022-10-30","end":"2023-11-18"}`, "ended: 367 days from 2023-11-30 to 2024-12-01, elapsed"},
		{"held, though no custody has no end", `"house_arrest"`, `{"kind":"prison","start":"2022-07-29","end":"2024-10-19"}`, "ended: 813 days from 2022-07-29 to 2024-10-19, elapsed"},
		{"released on a day nobody knows", `"released"`, `{"kind":"prison","start":"2015-10-17","end":"2017-10"}`, "end_not_to_day"},
		{"released, arrested on a day nobody knows", `"released"`, `{"kind":"prison","start":"2015-10","end":"2017-10-01"}`, "start_not_to_day"},
		{"two without an end", `"imprisoned"`, `{"kind":"prison","start":"2015-10-17"},{"kind":"prison","start":"2025-12-01"}`, "several_open"},
		{"none", `"imprisoned"`, ``, "no_custody"},
	} {
		c := parsed(t, `{"slug":"a","person":{"name":"A"},"status":{"code":`+tc.status+`},"custody":[`+tc.custody+`]}`)
		h, why := c.Held(day(t, "2026-01-15"), 0)
		got := why.Code()
		if h.Custody != nil {
			got += fmt.Sprintf(": %d days from %s to %s, %s", h.Days, h.Since, h.Until, h.Count)
		}
		if got != tc.want {
			t.Errorf("%s: got %s, want %s", tc.name, got, tc.want)
		}
		if why.String() == "" {
			t.Errorf("%s: %s has no words", tc.name, why.Code())
		}
	}
}

// TestHeldStale: a status that is too old does not say that somebody is held.
func TestHeldStale(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		asOf, on string
		stale    int
		want     casefile.Counting
	}{
		{"2026-01-10", "2026-01-15", 5, casefile.Counted},
		{"2026-01-10", "2026-01-16", 5, casefile.StatusStale},
		{"2026-01", "2026-02-05", 5, casefile.Counted},
		{"2026-01-10", "2036-01-16", 0, casefile.Counted},
		{"", "2026-01-16", 5, casefile.StatusStale},
	} {
		c := parsed(t, `{"slug":"a","person":{"name":"A"},"status":{"code":"imprisoned"},"custody":[{"kind":"prison","start":"2025-12-01"}]}`)
		if tc.asOf != "" {
			c.Status.AsOf = calendar.MustParse(tc.asOf)
		}
		if _, why := c.Held(day(t, tc.on), tc.stale); why != tc.want {
			t.Errorf("status of %s on %s, stale after %d days: %v", tc.asOf, tc.on, tc.stale, why)
		}
	}
}

// TestHeldOfTheStarter looks at real people.
func TestHeldOfTheStarter(t *testing.T) {
	t.Parallel()
	const file = "../../store/starter/starter-casebook.json"
	for slug, want := range map[string]string{
		"osman-kavala":      "counted 3192",
		"dawit-isaak":       "counted 9061",
		"mohammad-rasoulof": "ended 220",
		"narges-mohammadi":  "no_custody 0",
		"gui-minhai":        "counted 3098",
	} {
		h, why := person(t, file, slug).Held(day(t, "2026-07-15"), 0)
		if got := fmt.Sprint(why.Code(), " ", h.Days); got != want {
			t.Errorf("%s: got %s, want %s", slug, got, want)
		}
	}
}

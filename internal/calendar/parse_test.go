package calendar

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParse(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text             string
		earliest, latest string // "": open or unknown
		precision        Precision
	}{
		{"2024-05-12", "2024-05-12", "2024-05-12", ToDay},
		{"2024-02", "2024-02-01", "2024-02-29", ToMonth},
		{"2023-02", "2023-02-01", "2023-02-28", ToMonth},
		{"2024", "2024-01-01", "2024-12-31", ToYear},
		{"0000", "0000-01-01", "0000-12-31", ToYear},
		{"-0044-03-15", "-0044-03-15", "-0044-03-15", ToDay},
		{"-0001", "-0001-01-01", "-0001-12-31", ToYear},
		{"Y17000", "17000-01-01", "17000-12-31", ToYear},
		{"Y-170000002", "-170000002-01-01", "-170000002-12-31", ToYear},
		{"2024-21", "2024-03-01", "2024-06-21", ToSeason},
		{"2024-22", "2024-06-01", "2024-09-23", ToSeason},
		{"2024-23", "2024-09-01", "2024-12-22", ToSeason},
		{"2024-24", "2024-01-01", "2025-03-20", ToSeason},
		{"202X", "2020-01-01", "2029-12-31", ToDecade},
		{"20XX", "2000-01-01", "2099-12-31", ToCentury},
		{"2024-XX", "2024-01-01", "2024-12-31", ToYear},
		{"2024-05-XX", "2024-05-01", "2024-05-31", ToMonth},
		{"2024-XX-XX", "2024-01-01", "2024-12-31", ToYear},
		{"1979~", "1979-01-01", "1979-12-31", ToYear},
		{"2024-05-12?", "2024-05-12", "2024-05-12", ToDay},
		{"201X~", "2010-01-01", "2019-12-31", ToDecade},
		{"2022-05/2022-07", "2022-05-01", "2022-07-31", Span},
		{"2024/2024-05", "2024-01-01", "2024-05-31", Span},
		{"../2024-05-08", "", "2024-05-08", Span},
		{"/2024-05-08", "", "2024-05-08", Span},
		{"2024-05/..", "2024-05-01", "", Span},
		{"2024-05~/", "2024-05-01", "", Span},
		{"۲۰۲۴-۰۵-۱۲", "2024-05-12", "2024-05-12", ToDay},
		{"٢٠٢٤", "2024-01-01", "2024-12-31", ToYear},
	} {
		d, err := Parse(c.text)
		if err != nil {
			t.Errorf("Parse(%q): %v", c.text, err)
			continue
		}
		first, _ := d.Earliest()
		last, _ := d.Latest()
		if first.String() != c.earliest || last.String() != c.latest || d.Precision() != c.precision {
			t.Errorf("Parse(%q) = %s to %s, precision %d; want %s to %s, precision %d",
				c.text, first, last, d.Precision(), c.earliest, c.latest, c.precision)
		}
		if want := foldDigits(c.text); d.String() != want {
			t.Errorf("Parse(%q).String() = %q", c.text, d)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text  string
		fault Fault
		names string // what the message must name
	}{
		{"", NothingSaid, "no date"},
		{"~", NothingSaid, "no date"},
		{"/", NothingSaid, "neither end"},
		{"../..", NothingSaid, "neither end"},
		{"/..", NothingSaid, "neither end"},
		{"..", NotUnderstood, "four digits"},
		{"May 2024", NotUnderstood, "four digits"},
		{"24", ShortYear, "2 digits"},
		{"24-05-12", ShortYear, "2 digits"},
		{"02024", NotUnderstood, "four digits"},
		{"2024-5-12", NotUnderstood, `"5" for a month`},
		{"2024-05-1", NotUnderstood, `"1" for a day`},
		{"2024-05-12-01", NotUnderstood, `"12-01" for a day`},
		{"2024-05-", NotUnderstood, `"" for a day`},
		{"2024-", NotUnderstood, `"" for a month`},
		{"2024-13", NoSuchMonth, "13"},
		{"2024-00", NoSuchMonth, "00"},
		{"2024-25", NoSuchMonth, "25"},
		{"2024-21-05", NoSuchMonth, "21"},
		{"2023-02-29", NoSuchDay, "28 days"},
		{"2024-04-31", NoSuchDay, "30 days"},
		{"2024-04-00", NoSuchDay, "00"},
		{"-0000", NotUnderstood, "-0000"},
		{"2024-05-12T10:00:00Z", HasTimeOfDay, "time of day"},
		{"2024-05-12 10:00", HasTimeOfDay, "time of day"},
		{"~1979", NotUnderstood, "before its end"},
		{"1979?~", NotUnderstood, "%"},
		{"2024~-05", NotUnderstood, "before its end"},
		{"2XXX", NotUnderstood, "four digits"},
		{"202X-05", NotUnderstood, "unstated digits"},
		{"2024-XX-12", NotUnderstood, "unstated month"},
		{"2024-1X", NotUnderstood, `"1X"`},
		{"Y2024", NotUnderstood, "more than four"},
		{"Y02024", NotUnderstood, "more than four"},
		{"Y17000-05", NotUnderstood, "only the digits"},
		{"Y1700000020", OutOfRange, "nine digits"},
		{"2024/2023", EndsBeforeStart, "2023/2024"},
		{"2024/05/12", NotUnderstood, "hyphens"},
		{"2024-05-12/tomorrow", NotUnderstood, "tomorrow"},
		{"2024-05-12\u202e", NotUnderstood, `\u202e`},
		{strings.Repeat("9", 5000), NotUnderstood, "…"},
	} {
		d, err := Parse(c.text)
		fault, ok := errors.AsType[*ParseError](err)
		if !ok {
			t.Errorf("Parse(%q) = %s, want a refusal", c.text, d)
			continue
		}
		if fault.Fault != c.fault || !strings.Contains(err.Error(), c.names) {
			t.Errorf("Parse(%q): fault %d, %v; want %d, naming %q", c.text, fault.Fault, err, c.fault, c.names)
		}
		if len(err.Error()) > 500 {
			t.Errorf("Parse(%.20q…): an error of %d bytes", c.text, len(err.Error()))
		}
	}
}

// Every example that an error gives must be one that would be read.
func TestExamplesOfErrorsAreRead(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", "x", "24", "2024-13", "2023-02-30", "2024-05-12T10", "Y2024", "Y0", "YX", "202X-05", "2024-XX-12",
		"2024/2023", "2024/1/2", "../..", "-0000", "~1979", "2024-5", "2024-05-1", "Y12345678901",
	} {
		_, err := Parse(text)
		fault, ok := errors.AsType[*ParseError](err)
		if !ok {
			t.Errorf("Parse(%q) should fail here", text)
			continue
		}
		if _, err := Parse(strings.Trim(fault.Example, `"`)); err != nil {
			t.Errorf("Parse(%q) gives an example that is refused: %v", text, err)
		}
	}
}

func TestExact(t *testing.T) {
	t.Parallel()
	if day, ok := MustParse("2024-05-12").Exact(); !ok || day != (Day{2024, 5, 12}) {
		t.Errorf("2024-05-12 is %s, %t", day, ok)
	}
	for _, text := range []string{"2024-05-12~", "2024-05-12?", "2024-05-12%", "2024-05", "2024-05-XX", "2024-05-12/2024-05-12", "../2024-05-12"} {
		if day, ok := MustParse(text).Exact(); ok {
			t.Errorf("%s is taken for exactly %s", text, day)
		}
	}
	if _, ok := (Date{}).Exact(); ok {
		t.Error("an absent date is exact")
	}
}

func TestMarks(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text                   string
		approximate, uncertain bool
		openStart, openEnd     bool
	}{
		{text: "1979"},
		{text: "1979~", approximate: true},
		{text: "1979?", uncertain: true},
		{text: "1979%", approximate: true, uncertain: true},
		{text: "1979~/1980?", approximate: true, uncertain: true},
		{text: "../2024", openStart: true},
		{text: "/2024"},
		{text: "2024~/..", approximate: true, openEnd: true},
		{text: "2024/"},
	} {
		d := MustParse(c.text)
		if d.Approximate() != c.approximate || d.Uncertain() != c.uncertain || d.OpenStart() != c.openStart || d.OpenEnd() != c.openEnd {
			t.Errorf("%s: about %t, perhaps %t, open %t and %t", d, d.Approximate(), d.Uncertain(), d.OpenStart(), d.OpenEnd())
		}
	}
}

func TestInterval(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text, from, to string
		ok             bool
	}{
		{"2022-05~/2022-07?", "2022-05~", "2022-07?", true},
		{"../2024", "", "2024", true},
		{"2024/", "2024", "", true},
		{"2024", "", "", false},
	} {
		from, to, ok := MustParse(c.text).Interval()
		if from.String() != c.from || to.String() != c.to || ok != c.ok {
			t.Errorf("%s is from %q to %q, %t", c.text, from, to, ok)
		}
	}
}

func TestDateInJSON(t *testing.T) {
	t.Parallel()
	type fact struct {
		Start Date `json:"start,omitzero"`
		End   Date `json:"end,omitzero"`
		Term  Term `json:"term"`
		Day   Day  `json:"day"`
	}
	const doc = `{"start":"1979~","term":"P7Y6M","day":"2024-05-12"}`
	var f fact
	if err := json.Unmarshal([]byte(doc), &f); err != nil {
		t.Fatal(err)
	}
	want := fact{Start: MustParse("1979~"), Term: Term{Years: 7, Months: 6}, Day: Day{2024, 5, 12}}
	if diff := cmp.Diff(want, f); diff != "" {
		t.Error(diff)
	}
	got, err := json.Marshal(f)
	if err != nil || string(got) != doc {
		t.Errorf("%s, %v; want %s", got, err, doc)
	}
	for _, bad := range []string{`{"start":"May"}`, `{"term":"8 years"}`, `{"day":"2024"}`} {
		if err := json.Unmarshal([]byte(bad), new(fact)); err == nil {
			t.Errorf("%s was read", bad)
		}
	}
	var absent fact
	if err := json.Unmarshal([]byte(`{"start":"","day":""}`), &absent); err != nil || !absent.Start.IsZero() || !absent.Day.IsZero() {
		t.Errorf("empty texts: %+v, %v", absent, err)
	}
}

func TestDateCompareOrders(t *testing.T) {
	t.Parallel()
	// A decade is listed by its first day, a span without a start by its last.
	want := []string{"1979~", "201X", "2022", "../2022-01-05", "2022-05/2022-07", "2022-05", "2022-05-01", "2022-06", ""}
	var dates []Date
	for _, text := range want {
		var d Date
		if err := d.UnmarshalText([]byte(text)); err != nil {
			t.Fatal(err)
		}
		dates = append([]Date{d}, dates...)
	}
	slices.SortFunc(dates, Date.Compare)
	var got []string
	for _, d := range dates {
		got = append(got, d.String())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

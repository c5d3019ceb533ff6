package calendar

import (
	"math/rand/v2"
	"testing"
)

func TestBefore(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		want Answer
	}{
		{"2024-05-12", "2024-05-13", Yes},
		{"2024-05-12", "2024-05-12", No},
		{"2024-05-13", "2024-05-12", No},
		{"2024-05", "2024-06-01", Yes},
		{"2024-05", "2024-05-31", CantTell},
		{"2024-05", "2024-05-01", No},
		{"2024-05", "2024-05", CantTell},
		{"2023", "2024", Yes},
		{"2024", "2023", No},
		{"201X", "2020", Yes},
		{"201X", "2019", CantTell},
		{"../2024-05-08", "2024-05-09", Yes},
		{"../2024-05-08", "2024-05-08", CantTell},
		{"../2024-05-08", "1900", CantTell},
		{"2024-05-08/..", "2024-05-08", No},
		{"2024-05-08/..", "2100", CantTell},
		{"/2024-05-08", "2024-05-09", Yes},
		{"../2022", "2023/..", Yes},
		{"2013-07-29/2014-05-07", "2014-05-08", Yes},
		{"1979~", "1980-06", CantTell},
		{"1979~", "1980-12-31", CantTell},
		{"1979~", "1981", Yes}, // the margin is 366 days, and 1980 is a leap year
		{"1979%", "1981-06", CantTell},
		{"2024-05-12?", "2024-05-13", CantTell},
		{"2024-05-12?", "2024-05-14", Yes},
		{"2024-05-12%", "2024-05-14", CantTell},
		{"2024-21", "2024-07", Yes},
		{"2024-24", "2024-12", CantTell},
	} {
		a, b := MustParse(c.a), MustParse(c.b)
		if got := a.Before(b); got != c.want {
			t.Errorf("%s before %s: %s, want %s", a, b, got, c.want)
		}
		if got := b.After(a); got != c.want {
			t.Errorf("%s after %s: %s, want %s", b, a, got, c.want)
		}
		if got := a.OnOrAfter(b); got != c.want.Not() {
			t.Errorf("%s on or after %s: %s, want %s", a, b, got, c.want.Not())
		}
		if got := b.OnOrBefore(a); got != c.want.Not() {
			t.Errorf("%s on or before %s: %s, want %s", b, a, got, c.want.Not())
		}
	}
}

func TestSame(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		want Answer
	}{
		{"2024-05-12", "2024-05-12", Yes},
		{"2024-05-12", "2024-05-12/2024-05-12", Yes},
		{"2024-05-12", "2024-05-13", No},
		{"2024-05", "2024-05", CantTell},
		{"2024-05", "2024-06", No},
		{"2024-05-12", "2024-05", CantTell},
		{"2024-05-12", "2024-05-12?", CantTell},
		{"2024-05-12", "2024-05-13~", CantTell},
		{"../2024-05-08", "2024-05-09", No},
	} {
		a, b := MustParse(c.a), MustParse(c.b)
		if got := a.Same(b); got != c.want {
			t.Errorf("%s same as %s: %s, want %s", a, b, got, c.want)
		}
		if got := b.Same(a); got != c.want {
			t.Errorf("%s same as %s: %s, want %s", b, a, got, c.want)
		}
	}
}

func TestContains(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		date, day string
		want      Answer
	}{
		{"2024-05", "2024-05-12", Yes},
		{"2024-05", "2024-06-01", No},
		{"../2024-05-08", "1900-01-01", Yes},
		{"../2024-05-08", "2024-05-09", No},
		{"/2024-05-08", "1900-01-01", CantTell},
		{"/2024-05-08", "2024-05-08", Yes},
		{"2024-05-08/..", "2100-01-01", Yes},
		{"2024-05-08/", "2100-01-01", CantTell},
		{"2024-05-08/", "2024-05-08", Yes},
		{"2024-05~", "2024-05-12", CantTell},
		{"2024-05~", "2024-06-12", CantTell},
		{"2024-05~", "2024-08-12", No},
		{"2020~/2024~", "2022-06-01", Yes},
		{"2020~/2024~", "2020-06-01", CantTell},
		{"2024-05-12", "2024-05-12", Yes},
	} {
		day, err := ParseDay(c.day)
		if err != nil {
			t.Fatal(err)
		}
		if got := MustParse(c.date).Contains(day); got != c.want {
			t.Errorf("%s contains %s: %s, want %s", c.date, day, got, c.want)
		}
	}
}

func TestAbsentCantTell(t *testing.T) {
	t.Parallel()
	some := MustParse("2024")
	for _, got := range []Answer{
		Date{}.Before(some), some.Before(Date{}), Date{}.Same(Date{}), some.OnOrAfter(Date{}),
		Date{}.Contains(Day{2024, 1, 1}), some.Contains(Day{}),
	} {
		if got != CantTell {
			t.Errorf("about an absent date: %s", got)
		}
	}
}

func TestAnswerString(t *testing.T) {
	t.Parallel()
	if got := Yes.String() + " " + No.String() + " " + CantTell.String(); got != "yes no can't tell" {
		t.Error(got)
	}
	if CantTell.Not() != CantTell || Yes.Not() != No {
		t.Error("opposites")
	}
}

// What holds for any two dates. A definite answer must hold for whatever days
// are picked out of the two spans.
func TestComparisonsAreConsistent(t *testing.T) {
	t.Parallel()
	rnd := rand.New(rand.NewPCG(1403, 2))
	for range 200_000 {
		a, b := someDate(rnd), someDate(rnd)
		before, after, same := a.Before(b), a.After(b), a.Same(b)
		yes := 0
		for _, answer := range []Answer{before, after, same} {
			if answer == Yes {
				yes++
			}
		}
		if yes > 1 {
			t.Fatalf("%s and %s: before %s, after %s, same %s", a, b, before, after, same)
		}
		if before == Yes && b.Before(a) != No {
			t.Fatalf("%s before %s, but %s before %s: %s", a, b, b, a, b.Before(a))
		}
		if same != b.Same(a) {
			t.Fatalf("%s same as %s: %s, and the other way %s", a, b, same, b.Same(a))
		}
		if before == No && after == No && same == No {
			t.Fatalf("%s and %s: neither before, nor after, nor the same", a, b)
		}
		for range 4 {
			x, y := someDayOf(rnd, a), someDayOf(rnd, b)
			if before == Yes && !x.Before(y) || before == No && x.Before(y) {
				t.Fatalf("%s before %s: %s, but they may be %s and %s", a, b, before, x, y)
			}
			if same == Yes && x != y || same == No && x == y {
				t.Fatalf("%s same as %s: %s, but they may be %s and %s", a, b, same, x, y)
			}
			if a.Contains(x) == No {
				t.Fatalf("%s contains %s: no", a, x)
			}
		}
	}
}

// someDate is any kind of date within a few years, so that spans meet.
func someDate(rnd *rand.Rand) Date {
	for {
		text := somePoint(rnd)
		switch rnd.IntN(6) {
		case 0:
			text += "/" + somePoint(rnd)
		case 1:
			text = []string{"..", ""}[rnd.IntN(2)] + "/" + text
		case 2:
			text += "/" + []string{"..", ""}[rnd.IntN(2)]
		}
		if d, err := Parse(text); err == nil {
			return d
		}
	}
}

func somePoint(rnd *rand.Rand) string {
	day := Day{2021, 1, 1}.AddDays(rnd.IntN(1200)).String()
	text := []string{day, day[:7], day[:4], day[:3] + "X", day[:4] + "-21", day[:4] + "-24", day[:7] + "-XX"}[rnd.IntN(7)]
	return text + []string{"", "", "", "~", "?", "%"}[rnd.IntN(6)]
}

// someDayOf is a day that d may mean.
func someDayOf(rnd *rand.Rand, d Date) Day {
	first, okFirst := d.Earliest()
	last, okLast := d.Latest()
	switch {
	case !okFirst:
		first = last.AddDays(-2000)
	case !okLast:
		last = first.AddDays(2000)
	}
	return first.AddDays(rnd.IntN(last.Sub(first) + 1))
}

func TestReach(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ date, first, last string }{
		{"2024-05-12", "2024-05-12", "2024-05-12"},
		{"2024-02", "2024-02-01", "2024-02-29"},
		{"1979~", "1977-12-31", "1980-12-31"}, // the margin is 366 days
		{"../2024-05-08", "", "2024-05-08"},
		{"2024-05-08/", "2024-05-08", ""},
		{"", "", ""},
	} {
		var d Date
		if c.date != "" {
			d = MustParse(c.date)
		}
		if first, last := d.Reach(); first.String() != c.first || last.String() != c.last {
			t.Errorf("%q reaches from %q to %q, want %q and %q", c.date, first, last, c.first, c.last)
		}
	}
}

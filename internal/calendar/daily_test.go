package calendar

import (
	"testing"
	"time"
	_ "time/tzdata"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func TestDailyOn(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		why, zone, day string
		hour           int
		want           string // "": the day doesn't exist
	}{
		{"an ordinary day", "Asia/Tehran", "2024-03-20", 9, "2024-03-20T05:30:00Z"},
		{"a gap at midnight: the day begins at one", "America/Santiago", "2024-09-08", 0, "2024-09-08T04:00:00Z"},
		{"the hour after it", "America/Santiago", "2024-09-08", 1, "2024-09-08T04:00:00Z"},
		{"an hour doubled before midnight", "America/Santiago", "2024-04-06", 23, "2024-04-07T02:00:00Z"},
		{"the midnight after it", "America/Santiago", "2024-04-07", 0, "2024-04-07T04:00:00Z"},
		{"a gap at midnight", "Asia/Beirut", "2024-03-31", 0, "2024-03-30T22:00:00Z"},
		{"a gap at midnight on a Friday", "Africa/Cairo", "2024-04-26", 0, "2024-04-25T22:00:00Z"},
		{"a gap at midnight before 2022", "Asia/Tehran", "2022-03-22", 0, "2022-03-21T20:30:00Z"},
		{"no gap since", "Asia/Tehran", "2023-03-22", 0, "2023-03-21T20:30:00Z"},
		{"an hour doubled at midnight", "Asia/Tehran", "2021-09-21", 23, "2021-09-21T18:30:00Z"},
		{"a gap in the night", "Europe/Berlin", "2025-03-30", 2, "2025-03-30T01:00:00Z"},
		{"an hour doubled in the night", "Europe/Berlin", "2025-10-26", 2, "2025-10-26T00:00:00Z"},
		{"half an hour skipped", "Australia/Lord_Howe", "2024-10-06", 2, "2024-10-05T15:30:00Z"},
		{"a gap that ends the day", "America/Scoresbysund", "2025-03-29", 23, "2025-03-30T01:00:00Z"},
		{"clocks put back a minute after midnight", "America/St_Johns", "2010-11-07", 0, "2010-11-07T02:30:00Z"},
		{"a day that was skipped", "Pacific/Apia", "2011-12-30", 9, ""},
		{"the day before", "Pacific/Apia", "2011-12-29", 9, "2011-12-29T19:00:00Z"},
		{"the day after", "Pacific/Apia", "2011-12-31", 9, "2011-12-30T19:00:00Z"},
		{"no day", "UTC", "", 9, ""},
	} {
		var day Day
		if err := day.UnmarshalText([]byte(x.day)); err != nil {
			t.Fatal(err)
		}
		at, ok := Daily{x.hour, zone(t, x.zone)}.On(day)
		got := ""
		if ok {
			got = at.UTC().Format(time.RFC3339)
		}
		if got != x.want {
			t.Errorf("%s: %d:00 on %s in %s is %q, want %q", x.why, x.hour, x.day, x.zone, got, x.want)
		}
	}
}

// Every day that a zone has has one instant, each later than the one before, at
// which clocks show the hour or, where it is skipped, the end of the gap; and
// none earlier shows it. Between two instants the last day is the first's.
func TestDailyOverTwentyYears(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"UTC", "Asia/Tehran", "Asia/Beirut", "Africa/Cairo", "America/Santiago", "America/Asuncion", "America/Havana", "America/Sao_Paulo",
		"Asia/Gaza", "Asia/Amman", "Asia/Damascus", "Atlantic/Azores", "America/Scoresbysund", "America/Nuuk", "America/St_Johns", "America/Caracas",
		"Europe/Berlin", "Europe/Istanbul", "Europe/Dublin", "Europe/Volgograd", "America/New_York", "Africa/Casablanca", "Africa/Juba",
		"Asia/Kabul", "Asia/Kathmandu", "Asia/Pyongyang", "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Chatham", "Pacific/Kiritimati",
		"Pacific/Tongatapu", "Pacific/Fakaofo", "Antarctica/Troll", "Antarctica/Casey",
	} {
		loc := zone(t, name)
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, hour := range []int{0, 2, 9, 23} {
				missing := daily(t, Daily{hour, loc})
				if want := map[string]int{"Pacific/Apia": 1, "Pacific/Fakaofo": 1}[name]; missing != want {
					t.Errorf("hour %d: %d days don't exist, want %d", hour, missing, want)
				}
			}
		})
	}
}

func daily(t *testing.T, h Daily) (missing int) {
	t.Helper()
	from, to := Day{2006, 1, 1}, Day{2026, 1, 1}
	last, _ := h.On(from.AddDays(-1))
	lastDay := from.AddDays(-1)
	for d := from; !d.After(to); d = d.AddDays(1) {
		at, ok := h.On(d)
		if !ok {
			missing++
			continue
		}
		if !at.After(last) {
			t.Errorf("%s at %s is not after %s", d, at, last)
		}
		if shown := clock(at); shown < d.number()*24*3600+int64(h.Hour)*3600 {
			t.Errorf("%s: at %s clocks don't show %d:00 yet", d, at, h.Hour)
		}
		for back := time.Second; back < 30*time.Hour; back += 15 * time.Minute {
			if shown := clock(at.Add(-back)); shown >= d.number()*24*3600+int64(h.Hour)*3600 {
				t.Errorf("%s: %s is not the first to show %d:00", d, at, h.Hour)
				break
			}
		}
		if got := h.Last(at); got != d {
			t.Errorf("at %s the last day is %s, want %s", at, got, d)
		}
		if got := h.Last(at.Add(-time.Nanosecond)); got != lastDay {
			t.Errorf("just before %s the last day is %s, want %s", at, got, lastDay)
		}
		if day, next := h.Next(at.Add(-time.Nanosecond)); day != d || !next.Equal(at) {
			t.Errorf("just before %s, %s at %s is next", at, day, next)
		}
		if day, next := h.Next(last); day != d || !next.Equal(at) {
			t.Errorf("after %s comes %s at %s, want %s at %s", last, day, next, d, at)
		}
		last, lastDay = at, d
	}
	return missing
}

// clock is what clocks show at t, in seconds as if there were no zones.
func clock(t time.Time) int64 {
	_, offset := t.Zone()
	return t.Unix() + int64(offset)
}

func FuzzDaily(f *testing.F) {
	f.Add(int64(1_700_000_000), 9, "Asia/Tehran")
	f.Add(int64(-3_000_000_000), 0, "Pacific/Kwajalein")
	f.Add(int64(1_325_200_000), 23, "Pacific/Apia")
	f.Fuzz(func(t *testing.T, now int64, hour int, name string) {
		loc, err := time.LoadLocation(name)
		if err != nil || now < -1e11 || now > 1e11 {
			t.Skip()
		}
		h, at := Daily{int(uint(hour) % 24), loc}, time.Unix(now, 0)
		last, ok := h.On(h.Last(at))
		day, next := h.Next(at)
		if !ok || last.After(at) || !next.After(at) || !day.After(h.Last(at)) || next.Sub(last) > 50*time.Hour {
			t.Errorf("at %s: %s at %s, then %s at %s", at, h.Last(at), last, day, next)
		}
	})
}

func BenchmarkDailyNext(b *testing.B) {
	h, now := Daily{9, zone(b, "America/Santiago")}, time.Date(2026, 2, 1, 12, 0, 0, 0, time.UTC)
	for b.Loop() {
		h.Next(now)
	}
}

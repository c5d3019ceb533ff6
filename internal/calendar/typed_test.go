package calendar

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// now in these tests is 1 Shahrivar 1405.
func testNow() Day { return Day{2026, time.August, 23} }

func TestParseTyped(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ typed, want string }{
		// EDTF stays as it is.
		{"2024-05-12", "2024-05-12"},
		{"2024-05", "2024-05"},
		{"2024", "2024"},
		{"1979~", "1979~"},
		{"2024-05?", "2024-05?"},
		{"../2024-05-08", "../2024-05-08"},
		{"2024-05-08/..", "2024-05-08/.."},
		{"/2024-05-08", "/2024-05-08"},
		{"2024-05-08/", "2024-05-08/"},
		{"2022-05/2022-07", "2022-05/2022-07"},
		{"2022-05~/2022-07?", "2022-05~/2022-07?"},
		{"202x", "202X"},
		{"20XX", "20XX"},
		{"2024-XX", "2024-XX"},
		{"2024-05-xx", "2024-05-XX"},
		{"2024-21", "2024-21"},
		{"-0044-03-15", "-0044-03-15"},
		{"Y17000", "Y17000"},

		// Looser numbers, where only one reading is possible.
		{"2024/5/12", "2024-05-12"},
		{"2024.05.12", "2024-05-12"},
		{"2024/05", "2024-05"},
		{"5/2024", "2024-05"},
		{"2022-2023", "2022/2023"},
		{" 2024-05-12 ", "2024-05-12"},

		// English.
		{"12 May 2024", "2024-05-12"},
		{"May 12, 2024", "2024-05-12"},
		{"May 12th, 2024", "2024-05-12"},
		{"the 1st of June 2024", "2024-06-01"},
		{"2024 May 12", "2024-05-12"},
		{"Sunday, 12 May 2024", "2024-05-12"},
		{"12 Sept. 2024", "2024-09-12"},
		{"JAN 5 2024", "2024-01-05"},
		{"May 2024", "2024-05"},
		{"in May 2024", "2024-05"},
		{"May 2024?", "2024-05?"},
		{"spring 2024", "2024-21"},
		{"fall 2023", "2023-23"},
		{"1990s", "199X"},
		{"the 1990s", "199X"},

		// Spans and doubts.
		{"before 8 May 2024", "../2024-05-08"},
		{"prior to May 8, 2024", "../2024-05-08"},
		{"before May 2024", "../2024-04"},
		{"before January 2024", "../2023-12"},
		{"before 2024", "../2023"},
		{"by 2024", "../2024"},
		{"until May 2024", "../2024-05"},
		{"after 8 May 2024", "2024-05-08/.."},
		{"after 2024", "2025/.."},
		{"after December 2023", "2024-01/.."},
		{"after spring 2024", "2024-06-22/.."},
		{"since 2022", "2022/.."},
		{"from May 2022", "2022-05/.."},
		{"May 2022 to July 2022", "2022-05/2022-07"},
		{"from May 2022 until July 2022", "2022-05/2022-07"},
		{"between 2022 and 2023", "2022/2023"},
		{"May 2022 – July 2022", "2022-05/2022-07"},
		{"May 2022–July 2022", "2022-05/2022-07"},
		{"about 1979", "1979~"},
		{"c. 1979", "1979~"},
		{"about May 2024?", "2024-05%"},
		{"about 2022 to perhaps 2023", "2022~/2023?"},
		{"2024/5/12?", "2024-05-12?"},
		{"perhaps 12 May 2024", "2024-05-12?"},
		{"before about 1979", "../1978~"},

		// Solar Hijri.
		{"۱۴۰۳/۰۲/۲۳", "2024-05-12"},
		{"1403/2/23", "2024-05-12"},
		{"1403-02-23", "2024-05-12"},
		{"23 Ordibehesht 1403", "2024-05-12"},
		{"Ordibehesht 23, 1403", "2024-05-12"},
		{"۲۳ اردیبهشت ۱۴۰۳", "2024-05-12"},
		{"۲۳ اردیبهشت\u200cماه ۱۴۰۳", "2024-05-12"},
		{"۲۳ اردیبهشت ماه سال ۱۴۰۳ شمسی", "2024-05-12"},
		{"30 Esfand 1403", "2025-03-20"},
		{"Ordibehesht 1403", "2024-04-20/2024-05-20"},
		{"۱۴۰۳", "2024-03-20/2025-03-20"},
		{"1402", "2023-03-21/2024-03-19"},
		{"سال ۱۴۰۲", "2023-03-21/2024-03-19"},
		{"1402-XX", "2023-03-21/2024-03-19"},
		{"1403-02-XX", "2024-04-20/2024-05-20"},
		{"بهار ۱۴۰۳", "2024-03-20/2024-06-20"},
		{"1403-21", "2024-03-20/2024-06-20"},
		{"دهه ۱۳۶۰", "1981-03-21/1991-03-20"},
		{"دهه\u200cی ۱۳۶۰", "1981-03-21/1991-03-20"},
		{"136X", "1981-03-21/1991-03-20"},
		{"پیش از ۲۳ اردیبهشت ۱۴۰۳", "../2024-05-12"},
		{"پیش از ۱۴۰۳", "../2024-03-19"},
		{"پس از ۱۴۰۲", "2024-03-20/.."},
		{"از ۱۴۰۲", "2023-03-21/.."},
		{"تا اردیبهشت ۱۴۰۳", "../2024-05-20"},
		{"از اردیبهشت ۱۴۰۱ تا تیر ۱۴۰۱", "2022-04-21/2022-07-22"},
		{"1401/1402", "2022-03-21/2024-03-19"},
		{"../1403-02-23", "../2024-05-12"},
		{"حدود ۲۳ اردیبهشت ۱۴۰۳", "2024-05-12~"},
		{"حدود ۱۳۵۸", "1979-03-21~/1980-03-20~"},

		// Gregorian in Persian; Arabic letters and digits.
		{"۱۲ مه ۲۰۲۴", "2024-05-12"},
		{"۱۲ می ۲۰۲۴ میلادی", "2024-05-12"},
		{"١٢ ژوئن ٢٠٢٤", "2024-06-12"},
		{"۱۲ آوريل ۲۰۲۴", "2024-04-12"},
		{"سه\u200cشنبه ۱ خرداد ۱۴۰۳", "2024-05-21"},
		{"1403 AD", "1403"},

		// From now.
		{"today", "2026-08-23"},
		{"Yesterday", "2026-08-22"},
		{"tomorrow", "2026-08-24"},
		{"since last month", "2026-07/.."},
		{"this year", "2026"},
		{"since last year", "2025/.."},
		{"دیروز", "2026-08-22"},
		{"این ماه", "2026-08-23/2026-09-22"},
		{"ماه پیش", "2026-07-23/2026-08-22"},
		{"پارسال", "2025-03-21/2026-03-20"},
	} {
		got, err := ParseTyped(c.typed, testNow())
		if err != nil {
			t.Errorf("ParseTyped(%q): %v, want %s", c.typed, err, c.want)
		} else if got.String() != c.want {
			t.Errorf("ParseTyped(%q) = %s, want %s", c.typed, got, c.want)
		}
	}
}

func TestParseTypedRefuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		typed string
		fault Fault
		names string // what the message must name
	}{
		{"", NothingSaid, "no date"},
		{"  ", NothingSaid, "no date"},
		{"12 May", NoYear, "has no year"},
		{"May 12", NoYear, "12 May 2024"},
		{"May", NoYear, "has no year"},
		{"May 24", NoYear, "has no year"},
		{"spring", NoYear, "has no year"},
		{"before May", NoYear, "has no year"},
		{"May–July 2022", NoYear, "has no year"},
		{"۲۳ اردیبهشت", NoYear, "23 Ordibehesht 1403"},
		{"12/5", NoYear, "no year"},
		{"12 May 24", ShortYear, "four digits"},
		{"May '24", ShortYear, "two digits"},
		{"03/04/2024", EitherOrder, "order"},
		{"13.05.2024", EitherOrder, "name the month"},
		{"3/4/24", EitherOrder, "order"},
		{"23 Ordibehesht 2024", MixedCalendars, "Gregorian"},
		{"12 May 1403", MixedCalendars, "Solar Hijri"},
		{"2024-05 شمسی", MixedCalendars, "Gregorian"},
		{"12 رمضان 1445", NotUnderstood, "رمضان"},
		{"12 Ramadan 1445 AH", NotUnderstood, "ramadan"},
		{"1445 قمری", NotUnderstood, "lunar"},
		{"Monday 12 May 2024", WrongWeekday, "Sunday"},
		{"Monday May 2024", NotUnderstood, "day of the week"},
		{"30 February 2024", NoSuchDay, "29 days"},
		{"31 Mehr 1403", NoSuchDay, "1403/07/30"},
		{"30 Esfand 1402", NoSuchDay, "1402/12/29"},
		{"2024-13", NoSuchMonth, "13"},
		{"1403/13/01", NoSuchMonth, "13"},
		{"2024-00-10", NoSuchDay, "0"},
		{"0 May 2024", NoSuchDay, "0"},
		{"early May 2024", NotUnderstood, "early"},
		{"when the verdict came", NotUnderstood, "when"},
		{"before", NotUnderstood, "before"},
		{"between 2024", NotUnderstood, "before a date"},
		{"between May and July 2022", NoYear, "no year"},
		{"July 2022 to May 2022", EndsBeforeStart, "ends before"},
		{"2024-05-12 2024", NotUnderstood, "2024-05-12"},
		{"12 2024", NotUnderstood, "no month"},
		{"1995s", NotUnderstood, "1995s"},
		{"decade 1995", NotUnderstood, "decade"},
		{"2024-05-12T10:00:00Z", HasTimeOfDay, "time of day"},
		{"before ../2024", NotUnderstood, "span"},
		{"2022/2023/2024", NotUnderstood, "three numbers"},
		{"../..", NothingSaid, "neither end"},
		{"1205", OutOfRange, "1207"},
		{"1650", OutOfRange, "1207"},
		{"the", NothingSaid, "no date"},
		{"\u202e2024", 0, ""}, // a bidi override says nothing and is dropped
	} {
		got, err := ParseTyped(c.typed, testNow())
		if c.fault == 0 {
			if err != nil {
				t.Errorf("ParseTyped(%q): %v", c.typed, err)
			}
			continue
		}
		fault, ok := errors.AsType[*ParseError](err)
		if !ok {
			t.Errorf("ParseTyped(%q) = %s, want a refusal", c.typed, got)
			continue
		}
		if fault.Fault != c.fault {
			t.Errorf("ParseTyped(%q): fault %d, want %d (%v)", c.typed, fault.Fault, c.fault, err)
		}
		if !strings.Contains(err.Error(), c.names) {
			t.Errorf("ParseTyped(%q): %v, want it to name %q", c.typed, err, c.names)
		}
		if fault.Text != c.typed || fault.Example == "" {
			t.Errorf("ParseTyped(%q): error about %q with example %q", c.typed, fault.Text, fault.Example)
		}
	}
}

// Without now, words that count from it are not understood.
func TestParseTypedWithoutNow(t *testing.T) {
	t.Parallel()
	if d, err := ParseTyped("today", Day{}); err == nil {
		t.Errorf("today = %s without a today", d)
	}
}

// A refusal names the word that isn't part of a date, as it was typed.
func TestTypedNamesTheWord(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{
		"12 Mai 2024": "Mai", "12 May '24": "'24", "۱۲ Foo 1403": "Foo", "12 May": "", "۱۲ محرم ۱۴۴۵": "محرم", "12 آبّان‌ها ۱۴۰۰": "آبّان‌ها",
	} {
		_, err := ParseTyped(s, Day{})
		fault, ok := errors.AsType[*ParseError](err)
		if !ok || fault.Part != want {
			t.Errorf("%q: %v names %q, want %q", s, err, fault.Part, want)
		}
	}
}

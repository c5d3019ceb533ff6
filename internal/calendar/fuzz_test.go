package calendar

import (
	"errors"
	"testing"
)

// checkRefusal is what every refusal must be: one of ours, that names a fault
// and gives an example.
func checkRefusal(t *testing.T, text string, err error) {
	t.Helper()
	fault, ok := errors.AsType[*ParseError](err)
	if !ok || fault.Fault == 0 || fault.What == "" || fault.Example == "" {
		t.Fatalf("%q is refused with %#v", text, err)
	}
}

// checkDate is what must hold for every date that was read.
func checkDate(t *testing.T, d Date) {
	t.Helper()
	again, err := Parse(d.String())
	if err != nil || again != d {
		t.Fatalf("%q is read again as %q, %v", d, again, err)
	}
	first, okFirst := d.Earliest()
	last, okLast := d.Latest()
	if okFirst && okLast && first.After(last) {
		t.Fatalf("%q is from %s to %s", d, first, last)
	}
	if !okFirst && !okLast {
		t.Fatalf("%q has neither a first nor a last day", d)
	}
	if day, ok := d.Exact(); ok && (day != first || day != last || DateOf(day) != d) {
		t.Fatalf("%q is exactly %s, from %s to %s", d, day, first, last)
	}
	if d.Before(d) == Yes || d.Same(d) == No || d.Compare(d) != 0 || d.Precision() == Absent {
		t.Fatalf("%q is not itself", d)
	}
	if okFirst && d.Contains(first) == No || okLast && d.Contains(last) == No {
		t.Fatalf("%q does not contain its own ends", d)
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{
		"2024-05-12", "1979~", "../2024-05-08", "2024-05-08/", "202X", "20XX", "2024-XX-XX", "2024-24", "-0044",
		"Y-170000002", "2022-05%/2022-07?", "۲۰۲۴", "2024-05-12T10:00:00Z", "/", "",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := Parse(text)
		if err != nil {
			checkRefusal(t, text, err)
			return
		}
		if d.String() != foldDigits(text) {
			t.Fatalf("%q is kept as %q", text, d)
		}
		checkDate(t, d)
	})
}

func FuzzParseDay(f *testing.F) {
	for _, text := range []string{"2024-05-12", "0000-02-29", "-0001-12-31", "2024-05", "۲۰۲۴-۰۵-۱۲"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := ParseDay(text)
		if err != nil {
			checkRefusal(t, text, err)
			return
		}
		if d.String() != foldDigits(text) || dayNumbered(d.number()) != d || d.AddDays(1).Sub(d) != 1 {
			t.Fatalf("%q became %s", text, d)
		}
	})
}

func FuzzParseTerm(f *testing.F) {
	for _, text := range []string{"P7Y6M", "P1Y2M3W4D", "P0D", "P007Y", "PT1H", "P1.5Y", "P99999D"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		term, err := ParseTerm(text)
		if err != nil {
			checkRefusal(t, text, err)
			return
		}
		again, err := ParseTerm(term.String())
		if err != nil || again != term {
			t.Fatalf("%q became %s, then %s, %v", text, term, again, err)
		}
		if order, certain := term.Compare(term); order != 0 || !certain {
			t.Fatalf("%q is not as long as itself", text)
		}
		if start := (Day{2024, 2, 29}); start.Add(term).Before(start) {
			t.Fatalf("%q leads back to %s", text, start.Add(term))
		}
	})
}

func FuzzParseHijri(f *testing.F) {
	for _, text := range []string{"1403/02/23", "1403/12/30", "1402/12/30", "۱۴۰۳/۰۲/۲۳", "1207-1-1", "1629/12/29"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		h, err := ParseHijri(text)
		if err != nil {
			checkRefusal(t, text, err)
			return
		}
		if back, ok := ToHijri(h.Gregorian()); !ok || back != h {
			t.Fatalf("%q is %s, on %s, which is %s", text, h, h.Gregorian(), back)
		}
		if again, err := ParseHijri(h.String()); err != nil || again != h {
			t.Fatalf("%q became %s, then %s, %v", text, h, again, err)
		}
	})
}

func FuzzParseTyped(f *testing.F) {
	for _, text := range []string{
		"12 May 2024", "before 8 May 2024", "۱۴۰۳/۰۲/۲۳", "23 Ordibehesht 1403", "از ۱۴۰۱ تا ۱۴۰۲", "about spring 1403?",
		"between 2022 and 2023", "since last month", "دهه\u200cی ۱۳۶۰", "../1403-02-23", "May–July 2022", "Y17000/..", "after 0000",
		"before 1700", "after 1629", "about /1403~", "20XX - 1403",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := ParseTyped(text, testNow())
		if err != nil {
			checkRefusal(t, text, err)
			return
		}
		checkDate(t, d)
	})
}

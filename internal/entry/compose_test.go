package entry_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"vigil/internal/entry"
)

// Lines put together at random from the words of the grammar are refused, or
// come back the same when they are written and read again.
func TestComposedPenalties(t *testing.T) {
	t.Parallel()
	vocabulary := strings.Fields(`8 74 1,000 50.5 two seventy-four a half hundred million and , ; ( ) - : « » " . 5-7 0 1 2029-02-10
		years year months days hours lashes prison imprisonment jail life death flogging fine costs IRR euros rials $ confiscation of property ban from on travel
		film-making permanent lifetime suspended for internal exile to house arrest compulsory labour other upheld served overturned reduced ends carried out enforceable
		strict-regime penal colony maximum-security in about the sentenced X fines banned not under appeal later
		۸ ۷۴ هشت هفتاد و چهار میلیون هزار نیم سال ماه روز ساعت ضربه شلاق حبس زندان ابد اعدام جزای نقدی ریال تومان ضبط اموال ممنوعیت از ممنوع‌الخروجی به مدت
		مادام‌العمر تعلیقی تبعید حصر خانگی سایر تأیید شده کاهش پایان اجرا ، یکسال هزینهٔ دادرسی ی کار اجباری`)
	r := rand.New(rand.NewPCG(7, 8))
	rounds, taken := 30000, 0
	if testing.Short() {
		rounds = 3000
	}
	for range rounds {
		var words []string
		for range 1 + r.IntN(8) {
			words = append(words, vocabulary[r.IntN(len(vocabulary))])
		}
		line := strings.Join(words, " ")
		got, faults := entry.ParsePenalties(line)
		if len(faults) > 0 {
			checkFaults(t, faults)
			continue
		}
		if len(got) == 0 { // a mark before nothing
			continue
		}
		taken++
		for _, lang := range []string{"en", "fa"} {
			text := entry.WritePenalties(got, lang)
			again, faults := entry.ParsePenalties(text)
			if len(faults) > 0 || len(again) != 1 || written(t, again[0]) != written(t, got[0]) {
				t.Fatalf("%q is %s, written %q, and then %v %v", line, written(t, got[0]), text, again, faults)
			}
		}
	}
	if taken < rounds/100 {
		t.Errorf("only %d of %d lines were taken", taken, rounds)
	}
}

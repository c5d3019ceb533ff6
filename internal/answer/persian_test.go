package answer

import (
	"slices"
	"testing"
	"time"

	"vigil/internal/calendar"
	"vigil/internal/locale"
	"vigil/store"
	"vigil/store/storetest"
)

// reading is a question as it is read, over the invented casebook.
type reading struct {
	a      *Answerer
	access store.Access
	l      *locale.Locale
}

func newReading(t *testing.T) reading {
	t.Helper()
	words, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	db := storetest.Open(t)
	access := storetest.Load(t, db, "main", storetest.Fictional())
	a, err := New(db.Public(), words)
	if err != nil {
		t.Fatal(err)
	}
	return reading{a, access, words.For("fa", locale.Options{})}
}

func (r reading) of(t *testing.T, text string) *question {
	t.Helper()
	q, err := r.a.read(t.Context(), Question{Text: text, Access: r.access, Locale: r.l, Now: time.Date(2026, time.January, 15, 12, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// TestPersianForms holds forms that people write against the meaning that they
// have.
func TestPersianForms(t *testing.T) {
	t.Parallel()
	r := newReading(t)
	for text, want := range map[string]concept{
		"وکیلش":          "topic.lawyer", // possessive
		"فیلمسازها":      "prof.filmmaker",
		"فیلم‌سازان":     "prof.filmmaker",
		"کجاست":          "ask.where", // joined copula
		"زندانیه":        "status.held",
		"حقوق بشره؟":     "", // no meaning of its own
		"فعال حقوق بشره": "prof.activist",
		"وضعیتیه":        "topic.status",
		"میشه":           "aux.verb", // spoken, joined
		"می شود":         "aux.verb", // apart
		"می‌شود":         "aux.verb",
		"نمی‌شود":        "aux.not",
		"نشده‌اند":       "aux.not",
		"نیامده":         "aux.not",
		"نرفته":          "topic.departure",
		"گرفتنش":         "topic.arrest",
		"بخشیدندش":       "outcome.pardoned",
		"آزاد مي‌شود":    "topic.endterm", // Arabic letters
	} {
		found := false
		q := r.of(t, text)
		for i := range q.marks {
			found = found || q.marks[i].is(want)
		}
		if found != (want != "") {
			t.Errorf("%s: %v, want %q", text, q.marks, want)
		}
	}
}

// TestPersianNames finds names of which a part is a word, or is spaced as one,
// and leaves words that are nobody's name alone.
func TestPersianNames(t *testing.T) {
	t.Parallel()
	r := newReading(t)
	for text, want := range map[string][]string{
		"حکم آروند نمونه‌پور چیست":       {"fic-01-arvand-nemoonehpour"},
		"حکم آروند نمونه پور چیست":       {"fic-01-arvand-nemoonehpour"},
		"نسرين گمان زاده رو کی گرفتن":    {"fic-08-nasrin-gomanzadeh"},
		"مهیار بی نشان کجاست":            {"fic-12-mahyar-bineshan"},
		"چند فیلمساز به شلاق محکوم شدند": nil,
		"طولانی‌ترین حکم چند سال است":    nil,
		"نسترن گمان‌زاده کجاست":          nil, // somebody else
		"اصغر فرهادی کجاست":              nil,
	} {
		var got []string
		for _, s := range r.of(t, text).people {
			got = append(got, s.Slug)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}

// TestPersianDates reads what Persian writes of dates.
func TestPersianDates(t *testing.T) {
	t.Parallel()
	r := newReading(t)
	for text, want := range map[string]dated{
		"در ۱۴۰۳":                       {date: calendar.MustParse("2024-03-20/2025-03-20"), when: "in"},
		"مرداد ۱۴۰۱":                    {date: calendar.MustParse("2022-07-23/2022-08-22")},
		"قبل از سال ۱۴۰۲":               {date: calendar.MustParse("2023-03-21/2024-03-19"), when: "before"},
		"بعد از مرداد ۱۴۰۱":             {date: calendar.MustParse("2022-07-23/2022-08-22"), when: "after"},
		"از ۱۴۰۱ به بعد":                {date: calendar.MustParse("2022-03-21/2023-03-20"), when: "from"},
		"سال ۹۸":                        {date: calendar.MustParse("2019-03-21/2020-03-19")},
		"تیر ۹۸":                        {date: calendar.MustParse("2019-06-22/2019-07-22")},
		"بیست و پنجم آوریل ۲۰۲۲":        {date: calendar.MustParse("2022-04-25")},
		"دههٔ هفتاد":                    {date: calendar.MustParse("1991-03-21/2001-03-20")},
		"بین سال‌های ۱۳۹۸ و ۱۴۰۱ چه شد": {date: calendar.MustParse("2019-03-21/2020-03-19"), when: "between", until: calendar.MustParse("2022-03-21/2023-03-20")},
	} {
		got := r.of(t, text).dates()
		if len(got) != 1 || got[0] != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}

// TestDeniedFirst holds that what denies stands before what it denies.
func TestDeniedFirst(t *testing.T) {
	t.Parallel()
	r := newReading(t)
	for text, denied := range map[string]concept{
		"کدام فیلمسازها زندانی نیستند":             "status.held",
		"پروندهٔ کیا وکیل ثبت‌شده نداره":           "topic.lawyer",
		"چه کسانی حکم شلاق دارند ولی زندانی نیستن": "status.held",
		"kia vakil nadaran": "topic.lawyer",
	} {
		q := r.of(t, text)
		at := slices.IndexFunc(q.marks, func(m mark) bool { return m.is("aux.not") })
		if at < 0 || at+1 == len(q.marks) || !q.marks[at+1].is(denied) {
			t.Errorf("%s: %v", text, q.marks)
		}
	}
}

// TestFinglish tells Persian in Latin letters from English.
func TestFinglish(t *testing.T) {
	t.Parallel()
	r := newReading(t)
	for text, want := range map[string]bool{
		"hokme Kaveh Farziyan chand sale?":      true,
		"nasrin gomanzadeh alan kojast":         true,
		"Kaveh key azad mishe":                  true,
		"When will Kaveh Farziyan be released?": false,
		"Azad Farziyan":                         false,
		"who is the lawyer of Arvand":           false,
		"حکم کاوه فرضیان":                       false,
	} {
		if got := r.a.lex.isFinglish(tokenise(text)); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
	for _, spelt := range []string{"shod", "shood", "shodd"} {
		if sounding(spelt) != sounding("shod") {
			t.Errorf("%s sounds like %s", spelt, sounding(spelt))
		}
	}
}

// TestAbroad finds in Persian what is recorded in English.
func TestAbroad(t *testing.T) {
	t.Parallel()
	r := newReading(t)
	for text, want := range map[string]string{
		"شعبه ۹۲":          "court",
		"شعبهٔ ۹۲":         "court",
		"مینا وکیل فرضی":   "around",
		"مینا وکیل‌فرضی":   "around",
		"شعبه ۴۷۱۱":        "",
		"زندان ناکجاآبادی": "",
	} {
		got := ""
		for _, m := range r.of(t, text).marks {
			if len(m.values) > 0 {
				got = m.values[0].Field
			}
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

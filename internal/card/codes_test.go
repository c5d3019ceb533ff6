package card

import (
	"strings"
	"testing"

	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// Every code of the format, and every kind that the casebooks at hand use, has
// words in every language.
func TestCodesHaveWords(t *testing.T) {
	t.Parallel()
	keys := map[string]bool{}
	for _, s := range casefile.AllStatuses() {
		keys["status."+string(s)] = true
		keys["choice.status."+string(s)] = true
	}
	for _, o := range casefile.AllOutcomes() {
		keys["outcome."+string(o)] = true
	}
	for _, r := range casefile.AllReasons() {
		keys["reason."+r.Code()] = true
	}
	for _, k := range casefile.AllPenaltyKinds() {
		keys["choice.penalty."+string(k)] = true
	}
	for _, all := range []map[string]*casefile.Redacted{starter(t), fictional(t)} {
		for _, c := range all {
			for _, x := range c.Custody {
				keys["custody."+x.Kind] = true
			}
			for _, x := range c.Proceedings {
				keys["kind."+x.Kind] = true
			}
			for _, x := range c.Events {
				keys["kind."+x.Kind] = true
			}
			for _, x := range c.Sources {
				if x.Kind != "" {
					keys["source."+x.Kind] = true
				}
			}
			for _, s := range c.Sentences {
				if s.Instance != "" {
					keys["sentence.instance."+s.Instance] = true
				}
				for _, x := range s.Penalties {
					if x.Currency != "" {
						keys["currency."+x.Currency] = true
					}
				}
			}
		}
	}
	for _, m := range happened(&casefile.Casefile{
		Person:    casefile.Person{Born: &casefile.Life{Date: date("1970")}, Died: &casefile.Life{Date: date("2020")}},
		Custody:   []casefile.Custody{{Kind: "prison", Start: date("2010"), End: date("2011")}},
		Sentences: make([]casefile.Sentence, 1), Works: make([]casefile.Work, 1), Awards: make([]casefile.Award, 1),
	}) {
		keys["kind."+m.kind] = true
	}
	catalogue := words(t)
	for _, lang := range catalogue.Languages() {
		l := catalogue.For(lang.Code, locale.Options{})
		for key := range keys {
			if !l.Has(key) {
				t.Errorf("%s: no words for %s", lang.Code, key)
			}
		}
	}
}

// penaltyOf is the one punishment of a sentence in words.
func penaltyOf(s *casefile.Sentence, l *locale.Locale) string {
	p := newPen(l, 96)
	p.penalty(s, &s.Penalties[0])
	return strings.TrimPrefix(p.String(), p.mark)
}

// Each kind of penalty is worded with and without what may not be published,
// and never with a number that nobody gave.
func TestPenaltyNotPublished(t *testing.T) {
	t.Parallel()
	catalogue := words(t)
	for _, lang := range catalogue.Languages() {
		l := catalogue.For(lang.Code, locale.Options{})
		for _, k := range casefile.AllPenaltyKinds() {
			s := casefile.Sentence{Penalties: []casefile.Penalty{{Kind: k}}}
			got := penaltyOf(&s, l)
			if got == "" || strings.ContainsAny(got, "0123456789۰۱۲۳۴۵۶۷۸۹⟦{") {
				t.Errorf("%s in %s: %q", k, lang.Code, got)
			}
		}
	}
}

func TestPenalty(t *testing.T) {
	t.Parallel()
	c := words(t)
	en, fa := c.For("en", locale.Options{}), c.For("fa", locale.Options{})
	n := func(i int) *int { return &i }
	amount, err := casefile.ParseAmount("50000000")
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		p      casefile.Penalty
		en, fa string
	}{
		{casefile.Penalty{Kind: casefile.Imprisonment, Term: term(t, "P8Y"), Outcome: casefile.Upheld}, "8 years in prison — upheld", "۸ سال حبس — تأییدشده"},
		{casefile.Penalty{Kind: casefile.Imprisonment, Outcome: casefile.InForce}, "prison, length not published — in force", ""},
		{casefile.Penalty{Kind: casefile.Imprisonment, Term: term(t, "P1Y"), Suspended: true, Outcome: casefile.InForce}, "1 year in prison, suspended — in force", ""},
		{casefile.Penalty{Kind: casefile.Imprisonment, Term: term(t, "P6Y"), ReducedTo: term(t, "P1Y"), Outcome: casefile.Reduced}, "6 years in prison, reduced to 1 year", ""},
		{casefile.Penalty{Kind: casefile.Flogging, Outcome: casefile.Upheld}, "flogging, number of lashes not published — upheld", ""},
		{casefile.Penalty{Kind: casefile.Flogging, Count: n(74), Outcome: casefile.Served}, "74 lashes — carried out", "۷۴ ضربه شلاق — اجراشده"},
		{casefile.Penalty{Kind: casefile.Flogging, Count: n(0), Outcome: casefile.Served}, "0 lashes — carried out", ""},
		{casefile.Penalty{Kind: casefile.Flogging, Count: n(1000), Administered: n(50), Outcome: casefile.PartlyServed}, "1,000 lashes, 50 of them carried out", "۱٬۰۰۰ ضربه شلاق، ۵۰ ضربه اجرا شده"},
		{casefile.Penalty{Kind: casefile.Fine, Amount: &amount, Currency: "IRR", Outcome: casefile.InForce}, "fine of 50,000,000 rials — in force", "جزای نقدی ۵۰٬۰۰۰٬۰۰۰ ریال — به قوت خود باقی"},
		{casefile.Penalty{Kind: casefile.Fine, Amount: &amount, Currency: "ZZZ"}, "fine of 50,000,000 ZZZ — outcome not published", ""},
		{casefile.Penalty{Kind: casefile.Ban, Of: "film-making", Outcome: casefile.Unserved}, "ban: film-making, length not published — not served", ""},
		{casefile.Penalty{Kind: casefile.Ban, Of: "film-making", ForLife: true, Outcome: casefile.InForce}, "ban: film-making, for life — in force", ""},
		{casefile.Penalty{Kind: "forced_labour_camp", Term: term(t, "P2Y")}, "forced labour camp, 2 years — outcome not published", ""},
		{casefile.Penalty{Kind: casefile.Death, Outcome: "half_done"}, "death — half done", ""},
	} {
		s := casefile.Sentence{Penalties: []casefile.Penalty{x.p}}
		if got := penaltyOf(&s, en); got != x.en {
			t.Errorf("English: %q, want %q", got, x.en)
		}
		if got := penaltyOf(&s, fa); x.fa != "" && got != x.fa {
			t.Errorf("Persian: %q, want %q", got, x.fa)
		}
	}
}

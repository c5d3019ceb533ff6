package answer_test

import (
	"strings"
	"testing"
	"time"

	"vigil/internal/answer"
	"vigil/internal/locale"
	"vigil/store"
	"vigil/store/starter"
	"vigil/store/storetest"
)

// opposites are questions of which nobody can be an answer to both of a pair.
func opposites() [][2]string {
	return [][2]string{
		{"who was sentenced to flogging", "who was not sentenced to flogging"},
		{"how many were sentenced to flogging", "how many were not sentenced to flogging"},
		{"who was sentenced to prison", "who was not sentenced to prison"},
		{"who was flogged", "who wasn't flogged"}, {"who was fined", "who was not fined"}, {"who got lashes", "who got no lashes"},
		{"who was sentenced to more than 5 years", "who was not sentenced to more than 5 years"},
		{"who got 74 lashes", "who didn't get 74 lashes"},
		{"who was sentenced to a ban", "who was not sentenced to a ban"}, {"who was banned from film-making", "who was not banned from film-making"},
		{"who was sentenced in absentia", "who was not sentenced in absentia"},
		{"who was charged with propaganda", "who was never charged with propaganda"},
		{"who is accused of insulting officials", "who isn't accused of insulting officials"},
		{"who is held in Farzi Central Prison", "who is not held in Farzi Central Prison"},
		{"who won a Golden Sample", "who didn't win a Golden Sample"}, {"who won the sakharov prize", "who never won the sakharov prize"},
		{"who has an award", "who has no award"},
		{"who was convicted by Branch 91", "who was not convicted by Branch 91"}, {"who was sentenced by Branch 26", "who wasn't sentenced by Branch 26"},
		{"who was arrested in 2022", "who was not arrested in 2022"}, {"who was sentenced in 2023", "who was not sentenced in 2023"},
		{"who was released in 2024", "who was not released in 2024"}, {"who was born before 1970", "who was not born before 1970"},
		{"who is represented by Mina Vakil-Farzi", "who isn't represented by Mina Vakil-Farzi"}, {"who has a lawyer", "who doesn't have a lawyer"},
		{"whose sentence was overturned", "whose sentence was not overturned"}, {"who was pardoned", "who was not pardoned"},
		{"who has been released", "who has not been released"}, {"who was released", "who was never released"},
		{"who is in prison", "who is not in prison"}, {"who has been in prison", "who has never been in prison"},
		{"who is in prison or in exile", "who is neither in prison nor in exile"}, {"who left the country", "who never left the country"},
		{"who was on hunger strike", "who was never on hunger strike"}, {"who is from iran", "who is not from iran"},
		{"who is a film-maker", "who is not a film-maker"}, {"women", "who is not a woman"}, {"who has a sentence", "who has no sentence"},
		{"who was sentenced to flogging", "who got neither lashes nor a fine"},
		{"کیا به شلاق محکوم شدن؟", "کیا به شلاق محکوم نشدن؟"}, {"چه کسانی به تبلیغ علیه نظام متهم‌اند؟", "چه کسانی به تبلیغ علیه نظام متهم نیستند؟"},
		{"کیا در ۲۰۲۲ بازداشت شدن؟", "کیا در ۲۰۲۲ بازداشت نشدن؟"}, {"کیا به حبس محکوم شدن؟", "کیا به حبس محکوم نشدن؟"},
		{"حکم کیا نقض شده؟", "حکم کیا نقض نشده؟"}, {"کیا از شعبه ۹۱ حکم گرفتن؟", "کیا از شعبه ۹۱ حکم نگرفتن؟"},
		{"کیا آزاد شدن؟", "کیا آزاد نشدن؟"}, {"کیا بیشتر از پنج سال حکم گرفتن؟", "کیا بیشتر از پنج سال حکم نگرفتن؟"},
		{"کیا زندانی‌اند؟", "کیا زندانی نیستند؟"}, {"کیا وکیل دارن؟", "کیا وکیل ندارن؟"}, {"کیا جایزه ساخاروف گرفتن؟", "کیا جایزه ساخاروف نگرفتن؟"},
	}
}

// TestOppositeQuestionsHaveNobodyInCommon asks each condition with and without its denial.
func TestOppositeQuestionsHaveNobodyInCommon(t *testing.T) {
	words, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	en, fa := words.For("en", locale.Options{}), words.For("fa", locale.Options{})
	db := storetest.Open(t)
	storetest.Load(t, db, "fictional", storetest.Fictional())
	access := storetest.LoadBytes(t, db, "fictional", starter.Casebook())
	answerer, err := answer.New(db.Public(), words)
	if err != nil {
		t.Fatal(err)
	}
	census, err := db.Public().Census(t.Context(), access)
	if err != nil {
		t.Fatal(err)
	}
	everybody := census.Find(store.Inquiry{}).Yes
	// meant is whom an answer means for sure: not those of whom it says that it can't be told.
	meant := func(question string) map[string]bool {
		a, err := answerer.Ask(t.Context(), answer.Question{Text: question, Access: access, Locale: en, English: en, Persian: fa,
			Now: time.Date(2026, 1, 15, 12, 0, 0, 0, time.UTC)})
		if err != nil {
			t.Fatal(err)
		}
		if a.Kind != answer.Answered {
			return nil
		}
		text, _, _ := strings.Cut(a.Text, "\nOf ")
		text, _, _ = strings.Cut(text, "نمی‌توان از روی پرونده گفت")
		some := map[string]bool{}
		for _, who := range everybody {
			if strings.Contains(text, who.Name) || who.NativeName != "" && strings.Contains(text, who.NativeName) {
				some[who.Slug] = true
			}
		}
		return some
	}
	answered := 0
	for _, pair := range opposites() {
		is, isnt := meant(pair[0]), meant(pair[1])
		if len(is) > 0 && len(isnt) > 0 {
			answered++
		}
		for slug := range isnt {
			if is[slug] {
				t.Errorf("%s is an answer to %q and to %q", slug, pair[0], pair[1])
			}
		}
	}
	if n := len(opposites()); answered < n*9/10 {
		t.Errorf("of %d pairs %d have an answer to both: too few to prove anything", n, answered)
	}
}

package answer_test

import (
	"strings"
	"testing"

	"vigil/internal/answer"
)

// Questions about many of whose words one must not be passed over: the answer
// would be that to another question.
func TestManyLeavesNothingOut(t *testing.T) {
	t.Parallel()
	b := newBooks(t)
	const fictional, starter = "fictional-casebook.json", "starter-casebook.json"
	for _, x := range []struct {
		book, question string
		reason         answer.Reason
		says, not      string // names and words, with commas between them
	}{
		{fictional, "who got more than 50 lashes but less than 80", "", "Arvand,Hossein", "Bardia,Kaveh"},
		{fictional, "who has been sentenced to between 3 and 7 years", "", "Arvand,Nasrin,Roya,Setareh", "Kaveh,Hassan"},
		{fictional, "people sentenced by branch 92 to more than two years", "", "Kaveh,Parvaneh", "Hossein,Hassan"},
		{fictional, "who has been in custody for more than three years", "", "Hassan,Parvaneh,Setareh", "Arvand,Kaveh"},
		{fictional, "who will be released next", "", "Setareh", "Sohrab,Hossein"},
		{fictional, "who was in prison in 2021", "", "Parvaneh", "Arvand"},
		{fictional, "who has a lawyer", "", "Arvand,Setareh", "Parvaneh"},
		{fictional, "are there more women or men in prison?", "", "women: 3,men: 3", ""},
		{fictional, "how many years of prison in total", "", "59 years 6 months", ""},
		{fictional, "list everyone in exile and where they are", "", "Bardia,outside the country,withheld", "Lane"},
		{fictional, "کسانی که کمتر از دو سال حکم گرفتند", "", "حسین,لاله", "سهراب"},
		{fictional, "زنانی که وکیل ندارند", "", "نسرین,پروانه,لاله,رویا", "ستاره,بله"},
		{fictional, "average sentence length?", "", "5 years 3 months,10", ""},
		{fictional, "who should be released", answer.NotUnderstood, "", "Hossein"},
		{fictional, "how many people live in Iran", answer.NotUnderstood, "", ""},
		{starter, "which lawyers represented more than one person", answer.NotUnderstood, "", ""},
		{starter, "who was tried in absentia in 2025", "", "Panahi", "Sotoudeh"},
		{starter, "which countries are covered", "", "Iran: 6,China: 3", ""},
		{starter, "who was exchanged in august 2024", "", "Gershkovich,Kara-Murza", "Bialiatski"},
		{starter, "Iranian or Russian journalists in exile", answer.NotRecorded, "", ""},
		{starter, "who was pardoned in 2024", "", "Gershkovich", "Bialiatski,Alaa"},
	} {
		lang := "en"
		if x.question[0] > 0x7f {
			lang = "fa"
		}
		a := b.ask(t, asked{ID: x.question, Lang: lang, Question: x.question, Casebook: x.book, Now: "2026-01-15T12:00:00Z"})
		if a.Reason != x.reason {
			t.Errorf("%s: reason %q\n%s", x.question, a.Reason, a.Text)
		}
		for _, s := range strings.Split(x.says, ",") {
			if !strings.Contains(a.Text, s) {
				t.Errorf("%s: lacks %s\n%s", x.question, s, a.Text)
			}
		}
		for _, s := range strings.Split(x.not, ",") {
			if s != "" && strings.Contains(a.Text, s) {
				t.Errorf("%s: says %s\n%s", x.question, s, a.Text)
			}
		}
	}
}

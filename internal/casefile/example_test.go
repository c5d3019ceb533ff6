package casefile_test

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

// A casebook is read one casefile at a time. One that is broken is refused by
// itself, with the place and the reason.
func ExampleReader() {
	file := strings.NewReader(`{"format": "vigil-casebook/1", "casefiles": [
  {"slug": "anna-invented", "person": {"name": "Anna Invented"}, "country": "XX"},
  {"slug": "bert-invented", "person": {"nam": "Bert Invented"}}
]}`)
	r := casefile.NewReader(file)
	for {
		rec, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			fmt.Println("the rest can't be read:", err)
			break
		}
		if rec.Err != nil {
			fmt.Println("refused:", rec.Err)
			continue
		}
		fmt.Println("read:", rec.Casefile.Person.Name)
	}
	// Output:
	// read: Anna Invented
	// refused: casefile bert-invented: line 3, column 40: /person/nam: is not a member of person; did you mean "name"?
}

// What was imposed and what can be enforced are two things, and the second
// comes with its reason.
func ExampleSentence_Enforceable() {
	eight, three := calendar.Term{Years: 8}, calendar.Term{Years: 3}
	s := casefile.Sentence{
		Rule: casefile.SeverestOnly,
		Penalties: []casefile.Penalty{
			{Kind: casefile.Imprisonment, Term: &eight, Outcome: casefile.Overturned},
			{Kind: casefile.Imprisonment, Term: &three, Outcome: casefile.Upheld},
			{Kind: casefile.Flogging, Outcome: casefile.Upheld},
		},
	}
	e := s.Enforceable()
	fmt.Printf("%s, because %s\n", e.Term, e.Because)
	// Output: P3Y, because the severest punishment fell, so the next severest is enforced
}

// What the public may read is another type, and holds nothing confidential.
func ExampleCasefile_Public() {
	c := casefile.Casefile{
		Slug: "anna-invented", Visibility: casefile.Public, Person: casefile.Person{Name: "Anna Invented"},
		Whereabouts: &casefile.Whereabouts{Text: "12 Invented Lane", PublicText: "abroad", Fact: casefile.Fact{Visibility: casefile.Confidential}},
	}
	r, _ := c.Public(nil)
	fmt.Printf("%q, %q\n", r.Whereabouts.PublicText, r.Whereabouts.Text)
	// Output: "abroad", ""
}

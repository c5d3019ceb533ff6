package store

import (
	"cmp"
	"strings"
	"unique"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/names"
)

// Person is somebody on public record as the [Census] knows them: what
// questions about many people are answered from. It is made of the redacted
// casefile, never changes, and is shared between readers: don't change it.
type Person struct {
	ID         int64 // of the casefile in this database
	Casebook   CasebookID
	Slug       string
	Name       string
	NativeName string // "" when none is on record
	Country    string // ISO 3166-1 alpha-2
	Sex        string // female, male, other; "" when not stated
	Status     casefile.StatusCode
	AsOf       When // of the status
	Born, Died When

	Whereabouts string // what the public may read of it
	Withheld    bool   // more of the whereabouts is on record, for curators
	Professions []string
	Nations     []string // nationalities
	Charges     []string // texts, in the order of the record
	Custody     []Stay
	Around      []Around
	Works       []Titled
	Awards      []Honour
	Steps       []Step   // proceedings, then events
	Rulings     []Ruling // sentences, the newest first; what is told twice stands together

	sort string // folded name
}

// Stay is one span of being held. An absent End means: no end on record.
type Stay struct {
	Kind, Place string
	Start, End  When
}

// Around is somebody else who has a part in the case.
type Around struct {
	Name  string
	Also  []string // how they are called as well
	Role  string   // as the record has it: "lawyer (2024)"
	roles []string // keys: lawyer
}

// Titled is a work.
type Titled struct {
	Title, Original string
	Also            []string
	Year            When
}

// Honour is an award.
type Honour struct {
	Name, By, Work string
	Year           When
}

// Step is a proceeding or an event.
type Step struct {
	Kind, Court string
	Date        When
}

// When is a date as the census keeps it: people who have the same date share it.
// The zero When is an absent date.
type When struct{ h unique.Handle[calendar.Date] }

func whenOf(d calendar.Date) When {
	if d.IsZero() {
		return When{}
	}
	return When{unique.Make(d)}
}

// Date is the date; the zero Date if absent.
func (w When) Date() calendar.Date {
	if w == (When{}) {
		return calendar.Date{}
	}
	return w.h.Value()
}

// IsZero reports whether the date is absent.
func (w When) IsZero() bool { return w == (When{}) }

// personOf is who a casefile is about. It shares no memory with it.
func personOf(id int64, book CasebookID, sort string, c *casefile.Redacted) *Person {
	who := &Person{
		ID: id, Casebook: book, Slug: strings.Clone(c.Slug), Name: strings.Clone(c.Person.Name), NativeName: strings.Clone(nativeName(c)),
		Country: same(c.Country), Sex: same(c.Person.Sex), Status: casefile.StatusCode(same(string(c.Status.Code))),
		AsOf: whenOf(c.Status.AsOf), sort: strings.Clone(sort),
	}
	if who.Status == "" {
		who.Status = casefile.UnknownStatus
	}
	if b := c.Person.Born; b != nil {
		who.Born = whenOf(b.Date)
	}
	if d := c.Person.Died; d != nil {
		who.Died = whenOf(d.Date)
	}
	if w := c.Whereabouts; w != nil {
		who.Whereabouts, who.Withheld = same(w.PublicText), w.Visibility == casefile.Confidential
		if !who.Withheld && who.Whereabouts == "" {
			who.Whereabouts = same(w.Text)
		}
	}
	for i := range c.Person.Professions {
		who.Professions = append(who.Professions, same(c.Person.Professions[i].Text))
	}
	for i := range c.Person.Nationalities {
		who.Nations = append(who.Nations, same(c.Person.Nationalities[i].Text))
	}
	for i := range c.Charges {
		who.Charges = append(who.Charges, same(c.Charges[i].Text))
	}
	for _, x := range c.Custody {
		who.Custody = append(who.Custody, Stay{same(x.Kind), same(x.Place), whenOf(x.Start), whenOf(x.End)})
	}
	for _, x := range c.People {
		a := Around{Name: same(x.Name), Role: same(x.Role), roles: rolesOf(x.Role)}
		for _, n := range x.Names {
			a.Also = append(a.Also, same(n.Text))
		}
		who.Around = append(who.Around, a)
	}
	for _, x := range c.Works {
		w := Titled{Title: strings.Clone(x.Title), Original: strings.Clone(x.OriginalTitle), Year: whenOf(x.Year.Date())}
		for _, t := range x.Also {
			w.Also = append(w.Also, strings.Clone(t))
		}
		who.Works = append(who.Works, w)
	}
	for _, x := range c.Awards {
		who.Awards = append(who.Awards, Honour{same(x.Name), same(x.By), same(x.Work), whenOf(x.Year.Date())})
	}
	for _, x := range c.Proceedings {
		who.Steps = append(who.Steps, Step{same(x.Kind), same(x.Court), whenOf(x.Date)})
	}
	for _, x := range c.Events {
		who.Steps = append(who.Steps, Step{Kind: same(x.Kind), Date: whenOf(x.Date)})
	}
	who.Rulings = rulingsOf(c)
	who.clip()
	return who
}

// rolesOf are the keys of the parts that a role names: of "lawyer and
// co-defendant, four years" lawyer and codefendant. What follows a comma or
// stands in brackets says more of it.
func rolesOf(role string) []string {
	if cut := strings.IndexAny(role, ",(،;"); cut >= 0 {
		role = role[:cut]
	}
	var keys []string
	for part := range strings.SplitSeq(role, " and ") {
		key := keyOf(part)
		for _, sort := range []string{"lawyer", "judge", "prosecutor"} { // "human rights lawyer"
			if strings.HasSuffix(key, sort) {
				key = sort
			}
		}
		switch key {
		case "":
			continue
		case "وکیل", "attorney", "advocate", "defencecounsel", "defensecounsel":
			key = "lawyer"
		case "قاضی":
			key = "judge"
		}
		keys = append(keys, same(key))
	}
	return keys
}

// clip gives back what growing lists took too much.
func (who *Person) clip() {
	who.Professions, who.Nations = fitted(who.Professions), fitted(who.Nations)
	who.Charges, who.Custody = fitted(who.Charges), fitted(who.Custody)
	who.Around, who.Works, who.Awards, who.Steps = fitted(who.Around), fitted(who.Works), fitted(who.Awards), fitted(who.Steps)
}

// same is the text, in one place in memory for all that say the same. Finding that
// place costs about a hundred bytes, so that names and titles, which are nearly
// all different, are only cloned.
func same(text string) string {
	if text == "" {
		return ""
	}
	return unique.Make(text).Value()
}

// compare orders people by folded name.
func (who *Person) compare(o *Person) int {
	return cmp.Or(strings.Compare(who.sort, o.sort), cmp.Compare(who.ID, o.ID))
}

// keyOf is what a text is found by: its folded words without the spaces, so
// that "film-making", "film making" and "filmmaking" are one.
func keyOf(text string) string {
	folded := names.Fold(text)
	for i := range len(folded) {
		if folded[i] == ' ' {
			return unspaced(folded)
		}
	}
	return folded
}

func unspaced(folded string) string {
	b := make([]byte, 0, len(folded))
	for i := range len(folded) {
		if folded[i] != ' ' {
			b = append(b, folded[i])
		}
	}
	return string(b)
}

package entry

import (
	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

// NewCasefile is a draft about somebody new, of what the form of `new` asks: name, names,
// country, profession, status. Slug is left empty. The error is a [Faults].
func NewCasefile(v Values, today calendar.Day) (*casefile.Casefile, error) {
	c := &casefile.Casefile{Slug: "new", Visibility: casefile.Draft}
	s := &sheet{c: c, today: today, fields: NewFields(), typed: v, fresh: true, full: Values{}, stood: Values{}}
	takePerson(s, c)
	code(s, "status", &c.Status.Code)
	if len(s.faults) == 0 {
		s.validate(&casefile.Casefile{Slug: "new", Visibility: casefile.Draft}, place{"/person", map[string]string{"name": "name", "names": "names", "professions": "professions"}})
	}
	if len(s.faults) > 0 {
		return nil, s.ordered()
	}
	c.Slug = ""
	return c, nil
}

// NewFields are the fields of that form.
func NewFields() []Field {
	return append(whoIs(), Field{Name: "status", Type: Choice, Options: append(coded("choice.status.", casefile.AllStatuses()), unsaid("entry.status.unsaid"))})
}

package casefile

import "vigil/internal/calendar"

// SurelyOther reports whether two casefiles are surely not about the same
// person, whatever they are called: the jurisdiction or the date of birth
// differs. What one of them doesn't say tells nothing.
func (c *Casefile) SurelyOther(d *Casefile) bool {
	if c.Country != "" && d.Country != "" && c.Country != d.Country {
		return true
	}
	return c.Person.Born != nil && d.Person.Born != nil && c.Person.Born.Date.Same(d.Person.Born.Date) == calendar.No
}

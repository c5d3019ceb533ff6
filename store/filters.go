package store

import (
	"slices"
	"strings"
	"unique"

	"vigil/internal/casefile"
	"vigil/internal/names"
)

// Filters narrow down whose announcements a channel hears: of each list that
// isn't empty, one must fit.
type Filters struct {
	Countries   []string              `json:"countries,omitempty"`
	Professions []string              `json:"professions,omitempty"` // as people write them: words, or beginnings of words, of one profession
	Statuses    []casefile.StatusCode `json:"statuses,omitempty"`
}

// Match reports whether the casefile is one of those that the filters let pass.
func (f Filters) Match(c *casefile.Redacted) bool {
	s, t := f.sieve(), traitsOf(c).Value()
	return s.passes(&t)
}

// traits are what filters look at.
type traits struct {
	country     string
	status      casefile.StatusCode
	professions string // folded, each a line with a space before it
}

// traitsOf are the traits of a casefile. They share no memory with it; people
// whose traits are alike share theirs.
func traitsOf(c *casefile.Redacted) unique.Handle[traits] {
	t := traits{country: strings.ToUpper(c.Country), status: casefile.UnknownStatus}
	if code := c.Status.Code; code != "" {
		t.status = code
	}
	for i := range c.Person.Professions {
		t.professions += " " + names.Fold(c.Person.Professions[i].Text) + "\n"
	}
	return unique.Make(t)
}

// sieve is filters made ready to ask many.
type sieve struct {
	countries   []string
	statuses    []casefile.StatusCode
	professions [][]string // the beginnings of words that must all be in one profession
}

func (f Filters) sieve() sieve {
	s := sieve{statuses: f.Statuses}
	for _, c := range f.Countries {
		s.countries = append(s.countries, strings.ToUpper(c))
	}
	for _, p := range f.Professions {
		words := tokens(p)
		for i, w := range words {
			words[i] = " " + w
		}
		s.professions = append(s.professions, words)
	}
	return s
}

func (s *sieve) passes(t *traits) bool {
	return (len(s.countries) == 0 || slices.Contains(s.countries, t.country)) &&
		(len(s.statuses) == 0 || slices.Contains(s.statuses, t.status)) &&
		(len(s.professions) == 0 || slices.ContainsFunc(s.professions, t.works))
}

// works reports whether one of the professions has all the words; no words are
// in none.
func (t *traits) works(words []string) bool {
	if len(words) == 0 {
		return false
	}
	for p := range strings.Lines(t.professions) {
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(p, w) }) {
			return true
		}
	}
	return false
}

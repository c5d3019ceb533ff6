package casefile

import (
	"slices"

	"vigil/internal/calendar"
)

// Judgment is one sentence together with the entries that probably are the
// same one, told by other sources. It is shown together and counted once.
type Judgment struct {
	*Sentence             // the entry that the others are called the same as
	Same      []*Sentence // the others, in the order of the record
	// Superseded is true if another sentence of the record replaced it.
	Superseded bool
}

// Judgments are the sentences, duplicates put together, the newest first:
// after the day of the ruling or, where that has no known beginning, the day
// on which it became known. Those without a date come last. What points into
// the casefile stays valid as long as that is not changed.
func (c *Casefile) Judgments() []Judgment {
	first := c.firstOfSame()
	var all []Judgment
	at := map[*Sentence]int{}
	for i := range c.Sentences {
		if s := &c.Sentences[i]; first[i] == i {
			at[s] = len(all)
			all = append(all, Judgment{Sentence: s})
		}
	}
	superseded := map[string]bool{}
	for i := range c.Sentences {
		s := &c.Sentences[i]
		if s.Supersedes != "" {
			superseded[s.Supersedes] = true
		}
		if first[i] != i {
			j := at[&c.Sentences[first[i]]]
			all[j].Same = append(all[j].Same, s)
		}
	}
	for i := range all {
		j := &all[i]
		j.Superseded = superseded[j.ID] || slices.ContainsFunc(j.Same, func(s *Sentence) bool { return superseded[s.ID] })
	}
	slices.SortStableFunc(all, func(a, b Judgment) int { return newestFirst(a.Day(), b.Day()) })
	return all
}

// firstOfSame is, for each sentence, the index of the one at the end of its
// same_as chain; its own where there is none, or where the chain is a circle.
func (c *Casefile) firstOfSame() []int {
	byID := make(map[string]int, len(c.Sentences))
	for i := range c.Sentences {
		byID[c.Sentences[i].ID] = i
	}
	first := make([]int, len(c.Sentences))
	for i := range c.Sentences {
		first[i] = i
		at := i
		for range c.Sentences {
			next, ok := byID[c.Sentences[at].SameAs]
			if c.Sentences[at].SameAs == "" || !ok {
				first[i] = at
				break
			}
			at = next
		}
	}
	return first
}

// Day is when the sentence is placed in time: the day of the ruling, or the
// day it became known where the ruling's own has no known beginning. It is
// zero if neither is on record.
func (s *Sentence) Day() calendar.Date {
	if _, known := s.Date.Earliest(); !known && !s.Announced.IsZero() {
		return s.Announced
	}
	return s.Date
}

// Fallen reports whether nothing of the judgment stands: its sentence, or each
// of its penalties, was overturned.
func (j Judgment) Fallen() bool {
	if len(j.Penalties) == 0 {
		return j.Outcome == Overturned
	}
	for i := range j.Penalties {
		if j.OutcomeOf(&j.Penalties[i]) != Overturned {
			return false
		}
	}
	return true
}

// Current reports whether the judgment may be called somebody's sentence: it
// was neither overturned nor replaced by another.
func (j Judgment) Current() bool { return !j.Fallen() && !j.Superseded }

// LatestSentences are the current judgments after which no other current one
// surely came: usually one; several if their order can't be told; none if
// there is none, or all were overturned. An undated one is never surely
// earlier, and so among them.
func (c *Casefile) LatestSentences() []Judgment {
	var current []Judgment
	for _, j := range c.Judgments() {
		if j.Current() {
			current = append(current, j)
		}
	}
	var latest []Judgment
	for _, j := range current {
		if !slices.ContainsFunc(current, func(o Judgment) bool { return o.Day().After(j.Day()) == calendar.Yes }) {
			latest = append(latest, j)
		}
	}
	return latest
}

// newestFirst orders dates for a list; no date comes last.
func newestFirst(a, b calendar.Date) int {
	if a.IsZero() || b.IsZero() {
		return a.Compare(b)
	}
	return b.Compare(a)
}

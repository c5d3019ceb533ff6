package card

import (
	"vigil/internal/casefile"
	"vigil/internal/locale"
)

// latestOnCard is how many sentences the card shows where it can't be told
// which of them came last.
const latestOnCard = 2

// latestSentences are those that the card shows: the latest that still stand,
// or if none does, the newest of all. It is empty where there is none.
func latestSentences(c *casefile.Casefile, all []casefile.Judgment) []casefile.Judgment {
	latest := c.LatestSentences()
	if len(latest) == 0 {
		latest = all[:min(1, len(all))]
	}
	return latest[:min(latestOnCard, len(latest))]
}

// over reports whether a judgment no longer stands, as a whole or in each of
// its penalties.
func over(j casefile.Judgment) bool {
	if j.Outcome.Fallen() || !j.Current() {
		return true
	}
	for i := range j.Penalties {
		if !j.OutcomeOf(&j.Penalties[i]).Fallen() {
			return false
		}
	}
	return len(j.Penalties) > 0
}

// judgment writes a sentence as the card shows it, imposed against
// enforceable, and how many more sentences there are. If that is more than a
// field can hold, it goes into less detail, never into a cut.
func (p *pen) judgment(c *casefile.Casefile, j casefile.Judgment, more int) {
	for _, d := range [...]detail{{6, 3, true, true}, {6, 3, true, false}, {6, 1, true, false}, {6, 1, false, false}, {3, 0, false, false}, {1, 0, false, false}} {
		p.Reset()
		p.detailed(c, j, d)
		if more > 0 {
			p.line("")
			p.words("sentence.more", locale.N(more))
		}
		if length(p.String()) <= maxValue {
			return
		}
	}
}

// detail is how much of a sentence the card shows.
type detail struct {
	penalties, charges int
	onDate             bool // what must be known about the date
	notes              bool // what must be known about each penalty
}

func (p *pen) detailed(c *casefile.Casefile, j casefile.Judgment, d detail) {
	s := j.Sentence
	p.heading(s)
	p.circumstances(s)
	p.charges(c, s, d.charges)
	p.penalties(s, d.penalties, d.notes)
	p.enforceable(s)
	about := casefile.Fact{Confidence: s.Confidence}
	if d.onDate {
		about.DateNote = s.DateNote
	}
	p.remarks(&about)
	p.reported(c, s.Sources, s.Attribution)
	p.same(j)
}

// same writes which other reports are probably of the same sentence.
func (p *pen) same(j casefile.Judgment) {
	if len(j.Same) == 0 {
		return
	}
	dates := make([]string, 0, len(j.Same))
	for _, o := range j.Same {
		dates = append(dates, Date(dated(o), p.l))
	}
	p.line("")
	p.words("sentence.same", locale.Text("dates", p.l.List(dates)))
}

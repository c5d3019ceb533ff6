package store

import (
	"math"
	"slices"

	"vigil/internal/calendar"
)

// Mean is the mean and the median of what people are ranked by, at least and at most:
// dates that aren't exact leave a span. Of terms and lashes it is that of penalties
// that stand, not of people.
type Mean struct {
	Of        int // how many it is over: people, or penalties
	Low, High float64
	// MedianLow and MedianHigh are the middle one; of an even number between the two.
	MedianLow, MedianHigh float64
	Lives                 int // terms for life, which are no number
	Unknown               int // that may be, or have, something of which the number isn't known
}

// termOf is a mean of what [meanDays] makes of terms as a term, to the nearest month.
func termOf(mean float64) calendar.Term {
	months := int(math.Round(mean * 48 / 146097))
	return calendar.Term{Years: months / 12, Months: months % 12}
}

// Terms are the mean and the median as terms, to the nearest month.
func (m Mean) Terms() (mean, median calendar.Term) {
	return termOf(m.Low), termOf(m.MedianLow)
}

// Mean is the mean over those whom the inquiry surely means: of terms and lashes,
// of the sentences that are all that s asks and stand; of the days that people have been
// held; of ages in days for [Oldest].
func (c *Census) Mean(q Inquiry, o Order, s Sentenced, on calendar.Day) (mean Mean) {
	m := measureBy(o, s, on)
	if o == LongestTerm || o == MostLashes {
		return c.meanPenalty(q, m)
	}
	var low, high []int64
	gauge, today := m.gauge(c.hash), int64(dayNumber(on))
	c.ask(q, func(f *leaf, _ CasebookID, sure, _ set) {
		g := gauge(f, sure)
		unknown := g.open.but(g.known)
		mean.Unknown += unknown.count()
		g.known.each(func(slot uint8) {
			b := g.at[slot]
			switch {
			case b.low == math.MinInt32 || b.high == math.MaxInt32:
				mean.Unknown++
			case o == Oldest:
				low, high = append(low, today-b.high), append(high, today-b.low)
			default:
				low, high = append(low, b.low), append(high, b.high)
			}
		})
	})
	if mean.Of = len(low); mean.Of > 0 {
		mean.Low, mean.MedianLow = meanOf(low)
		mean.High, mean.MedianHigh = meanOf(high)
	}
	return mean
}

// meanPenalty is the mean of the penalties that stand.
func (c *Census) meanPenalty(q Inquiry, m *measuring) (mean Mean) {
	var all []int64
	put := func(_ uint8, size int64, known bool) {
		switch {
		case !known:
			mean.Unknown++
		case m.order == LongestTerm && size == lifelong:
			mean.Lives++
		default:
			all = append(all, size)
		}
	}
	penalties := m.penalties(c.hash)
	c.ask(q, func(f *leaf, _ CasebookID, sure, _ set) { penalties(f, sure, put) })
	if mean.Of = len(all); mean.Of > 0 {
		mean.Low, mean.MedianLow = meanOf(all)
		mean.High, mean.MedianHigh = mean.Low, mean.MedianLow
	}
	return mean
}

// meanOf sorts the numbers.
func meanOf(all []int64) (mean, median float64) {
	slices.Sort(all)
	sum := 0.0
	for _, n := range all {
		sum += float64(n)
	}
	half := len(all) / 2
	median = float64(all[half])
	if len(all)%2 == 0 {
		median = (median + float64(all[half-1])) / 2
	}
	return sum / float64(len(all)), median
}

package store

import (
	"reflect"

	"vigil/internal/calendar"
)

// standingRow is the term or the number of lashes of a penalty that stands. Nearly every question
// about the longest, the most and the average is about all of them, so leaves have them at hand.
type standingRow struct {
	size  int64 // of a term its mean length, see [mean]
	slot  uint8
	known bool // the size was published
}

// standing gathers the terms of prison, or the lashes, that stand in a leaf.
func (f *leaf) standing(by Order) (all []standingRow) {
	m := measureBy(by, Sentenced{}, calendar.Day{})
	m.stand.each(f, firstSlots(len(f.people)), m.sizes(f, func(slot uint8, size int64, known bool) {
		all = append(all, standingRow{size, slot, known})
	}))
	return fitted(all)
}

// penalties tells, of some people of a leaf, of each penalty that is asked for and stands: whose it
// is, and how long or how many lashes.
func (m *measuring) penalties(h hasher) func(f *leaf, among set, do func(slot uint8, size int64, known bool)) {
	narrow := m.stand.narrowed(h)
	if !m.asked.anything() {
		return func(f *leaf, among set, do func(slot uint8, size int64, known bool)) {
			m.stand.each(f, narrow(f, among), m.sizes(f, do))
		}
	}
	return func(f *leaf, among set, do func(slot uint8, size int64, known bool)) {
		rows := f.terms
		if m.ofLashes() {
			rows = f.lashes
		}
		for i := range rows {
			if r := &rows[i]; among.has(r.slot) {
				do(r.slot, r.size, r.known)
			}
		}
	}
}

// sizes tells of each penalty of a ruling, if that surely is what is asked.
func (m *measuring) sizes(f *leaf, do func(slot uint8, size int64, known bool)) func(r *rulingRow, is calendar.Answer) {
	size := m.termOf
	if m.ofLashes() {
		size = m.lashesOf
	}
	return func(r *rulingRow, is calendar.Answer) {
		for n := r.from; n < r.to && is == calendar.Yes; n++ {
			if k, is := size(f, r, n); is != calendar.No {
				do(r.slot, k, is == calendar.Yes)
			}
		}
	}
}

func (m *measuring) ofLashes() bool { return m.order == MostLashes || m.order == FewestLashes }

// anything reports whether every sentence is what is asked, if it stands.
func (x Sentenced) anything() bool {
	x.Standing = false
	return reflect.ValueOf(x).IsZero()
}

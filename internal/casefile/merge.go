package casefile

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Merge is the casefile into with all that from says of the same person, in
// memory of its own. Its facts get ids that are free, and what refers to them
// follows; one that stands there already, apart from its sources, isn't
// entered twice. Of what there can be only one of, such as the status, into's
// stays and the other becomes a note with its sources; the other name becomes
// one more name.
//
// What neither of the two shows to the public, the merged one doesn't show
// either: what is hidden only by what else stands in its casefile is marked
// confidential. A draft that takes in an embargoed casefile is embargoed.
//
// The result is not checked: two long lists can be too long together.
func Merge(into, from *Casefile) *Casefile {
	m := merging{into: into.Clone(), from: from.Clone(), ids: map[string]map[string]string{}}
	m.into.spellOut()
	m.from.spellOut()
	m.embargo()
	m.sources()
	m.from.eachFact(m.refer)
	m.person()
	m.status()
	m.whereabouts()

	m.into.Custody = joined(&m, "", m.into.Custody, m.from.Custody, nil)
	m.into.Charges = joined(&m, "charge", m.into.Charges, m.from.Charges, func(x *Charge) *string { return &x.ID })
	m.into.Proceedings = joined(&m, "proceeding", m.into.Proceedings, m.from.Proceedings, func(x *Proceeding) *string { return &x.ID })
	m.sentences()
	m.into.Events = joined(&m, "event", m.into.Events, m.from.Events, func(x *Event) *string { return &x.ID })
	m.into.Works = joined(&m, "", m.into.Works, m.from.Works, nil)
	m.into.Awards = joined(&m, "", m.into.Awards, m.from.Awards, nil)
	m.people()
	for i := range m.from.Notes {
		m.from.Notes[i].About = m.subject(m.from.Notes[i].About)
	}
	m.into.Notes = joined(&m, "", m.into.Notes, m.from.Notes, nil)
	m.into.Withheld = joined(&m, "", m.into.Withheld, m.from.Withheld, nil)
	m.into.spellOut() // what is noted about something that is confidential now
	notes := m.into.Notes
	m.into.Notes = joined(&m, "", nil, notes, nil)
	m.conceal(into, from)
	return m.into
}

// merging is one merge under way. Both casefiles are copies.
type merging struct {
	into, from *Casefile
	ids        map[string]map[string]string // kind → id in from → id in into
}

// embargo keeps the stricter of the two: who asked for quiet asked for it under
// either slug. Of two embargoes the one that ends later holds, for both
// reasons.
func (m *merging) embargo() {
	e := m.from.Embargo
	switch {
	case e == nil || m.from.Visibility != Embargoed || m.into.Visibility == Public || m.into.Visibility == Withdrawn:
	case m.into.Embargo == nil:
		m.into.Visibility, m.into.Embargo = Embargoed, e
	default:
		own := m.into.Embargo
		if !strings.Contains(own.Reason, e.Reason) {
			own.Reason += "; " + e.Reason
		}
		if e.Until.IsZero() || !own.Until.IsZero() && own.Until.Compare(e.Until) < 0 {
			own.Until = e.Until
		}
	}
}

// joined is the list into with the facts of the list from that it hasn't got. A
// fact that differs in its sources alone brings those along.
func joined[T any, P factual[T]](m *merging, kind string, into, from []T, id func(*T) *string) []T {
	for i := range from {
		into = takeIn[T, P](m, kind, into, from, &from[i], id)
	}
	return into
}

// takeIn is the list into with the fact x of the list from.
func takeIn[T any, P factual[T]](m *merging, kind string, into, from []T, x *T, id func(*T) *string) []T {
	bare := unsourced[T, P](x, id)
	for i := range into {
		y := &into[i]
		if unsourced[T, P](y, id) != bare {
			continue
		}
		P(y).fact().Sources = union(P(y).fact().Sources, P(x).fact().Sources)
		if id != nil {
			m.maps(kind, *id(x), *id(y))
		}
		return into
	}
	if id != nil {
		was := *id(x)
		if slices.ContainsFunc(into, func(y T) bool { return *id(&y) == was }) {
			*id(x) = free(was, func(s string) bool {
				taken := func(y T) bool { return *id(&y) == s }
				return !slices.ContainsFunc(into, taken) && !slices.ContainsFunc(from, taken)
			})
		}
		m.maps(kind, was, *id(x))
	}
	return append(into, *x)
}

// unsourced is a fact as it is written without its id and its sources: what it
// says.
func unsourced[T any, P factual[T]](x *T, id func(*T) *string) string {
	bare := *x
	P(&bare).fact().Sources = nil
	if id != nil {
		*id(&bare) = ""
	}
	return written(reflect.ValueOf(bare))
}

func (m *merging) maps(kind, from, to string) {
	if m.ids[kind] == nil {
		m.ids[kind] = map[string]string{}
	}
	m.ids[kind][from] = to
}

// moved is the id in the merged casefile of what has this id in from.
func (m *merging) moved(kind, id string) string {
	if to, ok := m.ids[kind][id]; ok {
		return to
	}
	return id
}

// free is an id like the one given that isn't taken: the next number.
func free(id string, isFree func(string) bool) string {
	prefix, n, ok := numbered(id)
	if !ok || len(prefix) > maxSlug-10 {
		prefix, n = id[:min(len(id), maxSlug-10)]+"-", 1
	}
	width := len(id) - len(prefix) // src-01 is followed by src-02
	for {
		n++
		text := strconv.Itoa(n)
		if pad := width - len(text); ok && pad > 0 && id[len(prefix)] == '0' {
			text = strings.Repeat("0", pad) + text
		}
		if isFree(prefix + text) {
			return prefix + text
		}
	}
}

// union is a with what b has beside it.
func union(a, b []string) []string {
	for _, s := range b {
		if !slices.Contains(a, s) {
			a = append(a, s)
		}
	}
	return a
}

// sources takes over the sources, which rest on one another in no order.
func (m *merging) sources() {
	id := func(x *Source) *string { return &x.ID }
	for n := -1; n != len(m.ids["source"]); { // first those whose own sources are known by now
		n = len(m.ids["source"])
		for i := range m.from.Sources {
			x := &m.from.Sources[i]
			if _, done := m.ids["source"][x.ID]; done || !m.known("source", x.Sources) {
				continue
			}
			was := x.ID
			m.refer(&x.Fact)
			m.into.Sources = takeIn(m, "source", m.into.Sources, m.from.Sources, x, id)
			x.ID = was // those after it look for it under this name
		}
	}
	for i := range m.from.Sources { // what is left cites itself in a circle
		x := &m.from.Sources[i]
		if _, done := m.ids["source"][x.ID]; !done {
			x.Sources = nil
			m.into.Sources = takeIn(m, "source", m.into.Sources, m.from.Sources, x, id)
		}
	}
}

func (m *merging) known(kind string, ids []string) bool {
	for _, id := range ids {
		if _, ok := m.ids[kind][id]; !ok {
			return false
		}
	}
	return true
}

// refer has a fact of from name its sources as they are called now, each once.
func (m *merging) refer(f *Fact) {
	var now []string
	for _, id := range f.Sources {
		now = union(now, []string{m.moved("source", id)})
	}
	f.Sources = now
}

// sentences takes over the sentences, those first that others refer to.
func (m *merging) sentences() {
	at := make(map[string]*Sentence, len(m.from.Sentences))
	for i := range m.from.Sentences {
		at[m.from.Sentences[i].ID] = &m.from.Sentences[i]
	}
	done := map[*Sentence]bool{}
	var take func(x *Sentence)
	take = func(x *Sentence) {
		if x == nil || done[x] {
			return
		}
		done[x] = true
		take(at[x.SameAs])
		take(at[x.Supersedes])
		x.SameAs, x.Supersedes = m.moved("sentence", x.SameAs), m.moved("sentence", x.Supersedes)
		var charges []string
		for _, id := range x.Charges {
			charges = union(charges, []string{m.moved("charge", id)})
		}
		x.Charges = charges
		for i := range x.Parts {
			x.Parts[i].Charge = m.moved("charge", x.Parts[i].Charge)
		}
		m.into.Sentences = takeIn(m, "sentence", m.into.Sentences, m.from.Sentences, x, func(x *Sentence) *string { return &x.ID })
	}
	for i := range m.from.Sentences {
		take(&m.from.Sentences[i])
	}
}

// people takes over the others who have a part in the case. Where one of the
// two casefiles is linked from the other, it would link to itself.
func (m *merging) people() {
	for _, list := range [][]Related{m.into.People, m.from.People} {
		for i := range list {
			if s := list[i].Casefile; s == m.into.Slug || s == m.from.Slug {
				list[i].Casefile = ""
			}
		}
	}
	m.into.People = joined(m, "", m.into.People, m.from.People, nil)
}

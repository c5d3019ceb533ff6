package answer

import (
	"slices"
	"strconv"
	"strings"

	"vigil/internal/calendar"
	"vigil/store"
)

// addApart adds words of apart.txt: such as may have either of two meanings.
func (x *lexicon) addApart(two concept, phrase string) {
	a, b, _ := strings.Cut(string(two), "|")
	x.apart[key(phrase)] = [2]concept{concept(a), concept(b)}
}

// settleMeanings takes words with two meanings that are apart for what was chosen, and notes
// those of which nothing else in the question says which it is. Of people who are
// named their record says it.
func (q *question) settleMeanings(x *lexicon) {
	if q.ofSomebody() {
		return
	}
	for i := range q.marks {
		m := &q.marks[i]
		k := joined(q.toks[m.from:m.to])
		two, ok := x.apart[k]
		if !ok && m.to < len(q.toks) { // تبعید شدند
			two, ok = x.apart[joined(q.toks[m.from:m.to+1])]
		}
		if !ok || !m.is(two[0]) && !m.is(two[1]) {
			continue
		}
		as := func(c, not concept) sense {
			return sense{pin: string(c) + ":" + k, kind: string(c), take: func() []mark {
				other := *m
				other.meant = true
				other.concepts = slices.DeleteFunc(slices.Clone(m.concepts), func(had concept) bool { return had == not || had == c })
				other.concepts = append([]concept{c}, other.concepts...)
				return []mark{other}
			}}
		}
		all := []sense{as(two[0], two[1]), as(two[1], two[0])}
		if two[1] == "prof.lawyer" {
			all = q.lawyers(x, i, all)
		}
		q.settle(i, all, nil)
	}
}

// ofSomebody reports whether a question names somebody, or has a pronoun in the place of a name.
func (q *question) ofSomebody() bool {
	return slices.ContainsFunc(q.marks, func(m mark) bool {
		return len(m.people) > 0 || m.of("pron") && !slices.Contains([]string{"them", "they", "their"}, q.toks[m.from].text)
	})
}

// lawyers keeps of the senses of lawyers those that the words around leave: they act for people, people
// have them, or they are what whoever is asked for is.
func (q *question) lawyers(x *lexicon, i int, all []sense) []sense {
	m := &q.marks[i]
	before := m.from > 0 && slices.Contains(x.cue("has"), q.toks[m.from-1].text)
	after := m.to < len(q.toks) && slices.Contains([]string{"of", "for"}, q.toks[m.to].text)
	if before || after || q.says(x.cue("acts")...) || q.has("unknown", "value.around", "aux.without") {
		return all[:1]
	}
	for j := range q.marks {
		if o := &q.marks[j]; j != i && content(o) && !o.isAny("topic.count", "topic.name", "topic.status") {
			return all[1:]
		}
	}
	return all
}

// settle puts what a mark was chosen to be in its place. Where it wasn't chosen and may be
// several things that is noted.
func (q *question) settle(i int, senses []sense, favours func(sense) bool) {
	m := &q.marks[i]
	for _, s := range senses {
		if len(senses) == 1 || slices.Contains(q.Meant, s.pin) {
			q.marks[i] = s.take()[0]
			return
		}
	}
	if len(senses) > 1 {
		q.open = append(q.open, open{m.from, m.to, senses, favours})
	}
}

// settlePlaces does the same with what courts and prisons are called, of which several that are
// not the same have the words: the branch 92 of either of two cities. Where somebody is named it is
// theirs.
func (q *question) settlePlaces() {
	if q.ofSomebody() {
		return
	}
	for i := range q.marks {
		m := &q.marks[i]
		if m.number != nil && len(m.values) == 0 && (i > 0 && q.marks[i-1].is("topic.court") || i+1 < len(q.marks) && q.marks[i+1].is("topic.court")) {
			m.values = (recorded{q.census}).Terms("branch" + strconv.Itoa(*m.number))
		}
		kind := "court"
		values := m.among(store.FieldCourt)
		if len(values) == 0 {
			kind, values = "place", m.among(store.FieldPlace, store.FieldNow)
		}
		if len(values) < 2 || len(values) > mostAlike || len(m.ofKind(kind)) != len(m.values) {
			continue
		}
		groups := q.apart(values)
		if kind == "court" {
			groups = q.narrowed(i, groups)
		}
		var all []sense
		for _, some := range groups {
			longest := some[0]
			for _, v := range some {
				if len(v.Text) > len(longest.Text) {
					longest = v
				}
			}
			all = append(all, sense{pin: kind + ":" + longest.Key, kind: kind, name: longest.Text, take: func() []mark {
				one := *m
				one.values, one.called = some, longest.Text
				return []mark{one}
			}})
		}
		if len(all) > 1 && len(all) <= mostMeant {
			q.settle(i, all, nil)
		}
	}
}

// mostAlike is of how many courts that are called the same it is looked which are one. Of more
// nobody could choose.
const mostAlike = 40

// narrowed are the groups of courts that another name of a court beside the mark leaves.
func (q *question) narrowed(i int, groups [][]value) [][]value {
	for j := range q.marks {
		other := q.marks[j].among(store.FieldCourt)
		if j == i || len(other) == 0 {
			continue
		}
		both := func(some []value) bool {
			return slices.ContainsFunc(some, func(v value) bool {
				return slices.ContainsFunc(other, func(o value) bool { return o.Key == v.Key })
			})
		}
		if left := slices.DeleteFunc(slices.Clone(groups), func(some []value) bool { return !both(some) }); len(left) > 0 {
			groups = left
		}
	}
	return groups
}

// apart are values in groups of what may be the same: what is on record with all words of the
// other, as the Revolutionary Court, Tehran, with the Islamic Revolutionary Court, Tehran, in the same
// country. What has a word that the other lacks, and the other way round, is another.
func (q *question) apart(values []value) [][]value {
	var groups [][]value
	says := make(map[string][]string, len(values)) // each is compared with all others
	for _, v := range values {
		says[v.Text] = telling(v.Text)
	}
	for _, v := range values {
		n := slices.IndexFunc(groups, func(some []value) bool {
			return slices.ContainsFunc(some, func(o value) bool {
				return contains(says[v.Text], says[o.Text]) || contains(says[o.Text], says[v.Text])
			})
		})
		if n < 0 {
			groups = append(groups, []value{v})
			continue
		}
		groups[n] = append(groups[n], v)
	}
	return groups
}

// telling are the words of what a court or a place is called that say anything.
func telling(called string) []string {
	called, _, _ = strings.Cut(called, "(") // the judge
	var all []string
	for _, t := range tokenise(called) {
		if t.text != "of" && t.text != "the" && t.text != "in" && t.text != "at" {
			all = append(all, t.text)
		}
	}
	return all
}

// contains reports whether all of b stand in a.
func contains(a, b []string) bool {
	return !slices.ContainsFunc(b, func(w string) bool { return !slices.Contains(a, w) })
}

// eitherDay are the senses of a day in numbers that may be the day before the month or after it:
// 03/04/2025.
func (x *lexer) eitherDay(m *mark) []sense {
	parts := strings.FieldsFunc(x.toks[m.from].text, func(r rune) bool { return r == '/' || r == '-' })
	if m.to-m.from != 1 || len(parts) != 3 || len(parts[2]) != 4 {
		return nil
	}
	var all []sense
	for _, text := range []string{parts[2] + "-" + parts[1] + "-" + parts[0], parts[2] + "-" + parts[0] + "-" + parts[1]} {
		d, err := calendar.ParseTyped(text, x.today)
		if err != nil || d.IsZero() || len(all) > 0 && all[0].date.Compare(d) == 0 {
			continue
		}
		if all = append(all, sense{pin: "date:" + d.String(), kind: "date", date: d, take: func() []mark {
			return []mark{{from: m.from, to: m.to, date: d, cost: m.cost}}
		}}); parts[2] < "1700" { // nobody puts a Solar Hijri month before the day
			break
		}
	}
	return all
}

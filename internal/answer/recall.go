package answer

import (
	"slices"
	"strings"

	"vigil/internal/casefile"
	"vigil/store"
)

// recall answers from the facts that say all that was asked: each word that
// counts has to be in the fact, as it is or in another word for it. It reports
// whether there are any.
func (t *teller) recall() bool {
	needed := t.needed()
	if len(needed) == 0 {
		return false
	}
	found := t.recalled(needed)
	if len(found) == 0 { // who said it needn't stand in the fact as said
		some := slices.DeleteFunc(slices.Clone(needed), func(m *mark) bool {
			return m.is("topic.statement") || m.is("topic.verdict") || m.is("topic.coaccused") || m.is("topic.confiscated") || m.is("topic.trial") && t.q.has("topic.prosecutor")
		})
		if len(some) == len(needed) || !slices.ContainsFunc(some, func(m *mark) bool {
			return !m.fitsAny([]string{"topic.court", "topic.trial", "status.held", "topic.detained"})
		}) {
			return false // of what was said in court, that there was one says nothing
		}
		if found = t.recalled(some); len(found) == 0 {
			return false
		}
	}
	t.f = &frame{name: "recall", about: "person"}
	return t.tell("recall", found[:min(len(found), 4)])
}

// needed are the marks that a fact has to say to be recalled.
func (t *teller) needed() []*mark {
	var needed []*mark
	for i := range t.q.marks {
		if m := &t.q.marks[i]; !m.subject && (!m.small() || m.is("ask.howold")) && !t.soft(m) && !(m.is("order.first") && t.q.has("topic.festival")) {
			needed = append(needed, m)
		}
	}
	return needed
}

// recalled are the facts that say all of the marks, in the order of time.
func (t *teller) recalled(needed []*mark) []item {
	var found []item
	measured := false
	for _, d := range t.docs.of(t.ctx, t.lex, t.p.file) {
		if d.kind == "work" && t.q.has("ask.where") { // that doesn't say where
			continue
		}
		if slices.ContainsFunc(needed, func(m *mark) bool { return !d.has(t.q, m) }) {
			continue
		}
		found = append(found, t.recalledItem(&d))
		measured = measured || t.q.measures(&d)
	}
	if !measured {
		return nil
	}
	found = t.surely(found)
	slices.SortStableFunc(found, func(a, b item) int { return a.date.Compare(b.date) })
	return found
}

// measures reports whether a fact can answer how many, how long or when, where the question asks
// that: it has a number, a term, a date.
func (q *question) measures(d *document) bool {
	switch {
	case q.farsi:
		return true
	case q.has("ask.howlong"):
		return len(d.terms) > 0 || d.kind == "sentence" || d.spans
	case q.countsThings():
		return true
	case q.has("ask.howmany", "ask.howmuch"):
		return len(d.terms) > 0 || len(d.numbers) > 0 || d.concepts["ask.howmany"] || d.kind == "sentence"
	}
	return true
}

// countsThings reports whether how many asks for a number of what facts are each one of: how
// many hunger strikes.
func (q *question) countsThings() bool {
	for i := 0; i+1 < len(q.marks); i++ {
		if m := &q.marks[i+1]; q.marks[i].is("ask.howmany") && (m.is("topic.hungerstrike") || m.is("topic.passport") || m.is("topic.statement") || m.is("topic.furlough") || m.of("act")) {
			return true
		}
	}
	return false
}

// recalledItem is a fact as it is told by itself.
func (t *teller) recalledItem(d *document) item {
	x := d.item
	switch f := d.record.(type) {
	case *casefile.Sentence:
		for _, j := range t.c.Judgments() {
			if j.ID == f.ID || slices.ContainsFunc(j.Same, func(s *casefile.Sentence) bool { return s.ID == f.ID }) {
				return t.judged(j)
			}
		}
	case *casefile.Work:
		return t.workItem(f)
	case *casefile.Award:
		return t.awardItem(f)
	case *casefile.Related:
		return t.aroundItem(f)
	case *casefile.Proceeding:
		return t.step(f)
	}
	if d.plain != "" {
		x.text = d.plain
	}
	x.text = t.quoted(x)
	return x
}

// beginning is what words of the record begin with that a word may stand for: its root, unless
// that is so short that much else begins so.
func beginning(w string) string {
	if r := root(w); len(r) >= 3 {
		return r
	}
	return w
}

// anyone answers a question that names nobody on record from facts that say all
// that was asked, whosever they are: a name that is nobody's casefile may stand
// in one. It reports whether there are any.
func (t *teller) anyone() (bool, error) {
	var words []string
	for i := range t.q.marks {
		m := &t.q.marks[i]
		if (m.unknown() || len(m.values) > 0 || m.of("award") || len(m.people) > 0) && !m.small() {
			if len(m.gloss) > 0 {
				words = append(words, m.gloss[0].name())
				continue
			}
			for j := m.from; j < m.to; j++ { // as the words of the record begin
				if w := t.q.toks[j].text; irregular[w] == "" {
					words = append(words, beginning(w))
				}
			}
		}
	}
	if len(words) == 0 { // only what happened
		for i := range t.q.marks {
			if m := &t.q.marks[i]; m.of("act") && !m.small() {
				words = append(words, beginning(t.q.toks[m.from].text))
			}
		}
	}
	needed := t.needed()
	if len(words) == 0 || len(needed) == 0 || t.q.has("opinion", "predict", "off") {
		return false, nil
	}
	if t.q.refersBack() && !slices.ContainsFunc(needed, func(m *mark) bool { return m.unknown() || len(m.values) > 0 && len(m.concepts) == 0 || m.of("award") }) {
		return false, nil // "and his lawyer?", of nobody: anybody's is another
	}
	found, err := t.public.Mentioning(t.ctx, t.q.Access, strings.Join(words, " "), mostPeople)
	if err != nil {
		return false, err
	}
	told, err := t.among(found, needed)
	if told && t.q.has("ask.howmany") && !t.q.has("topic.count", "act.casualties") { // they are not counted
		t.out.Kind, t.out.Reason = Refused, NotRecorded
		t.lines = append([]string{t.words("answer.mentioned")}, t.lines...)
	}
	if told || err != nil {
		return told, err
	}
	hard := slices.DeleteFunc(needed, func(m *mark) bool { return !m.unknown() && len(m.values) == 0 && !m.of("award") })
	if told, err = t.among(found, hard); told {
		t.out.Kind, t.out.Reason = Refused, NotRecorded
		t.lines = append([]string{t.words("answer.mentioned")}, t.lines...)
	}
	return told, err
}

// among tells the facts of those casefiles that say all of the marks.
func (t *teller) among(items []store.Summary, needed []*mark) (told bool, err error) {
	if len(needed) == 0 {
		return false, nil
	}
	for _, s := range items {
		if there, err := t.open(s.Slug); err != nil {
			return false, err
		} else if !there {
			continue
		}
		items := t.recalled(needed)
		if len(items) == 0 {
			continue
		}
		t.shows(t.p.Summary)
		t.f = &frame{name: "recall", about: "person"}
		told = t.tell("recall", items[:min(len(items), 3)]) || told
		t.out.About = s.Slug
	}
	if len(t.out.Shows) > 1 {
		t.out.About = ""
	}
	return told, nil
}

// soft reports whether a mark says something that goes without saying of the
// person, or of any fact.
func (t *teller) soft(m *mark) bool {
	if t.c != nil && m.is(concept("country."+t.c.Country)) {
		return true
	}
	return m.is("topic.status") || m.is("future") || m.of("pron") || m.of("scope") || m.is("topic.country") || m.is("cmp.exactly")
}

package answer

import (
	"slices"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/store"
)

// many is a question about many, as it was read: who is meant, and what of
// them is asked.
type many struct {
	who store.Inquiry
	// sentenced is what one sentence has to be; asks says that anything is.
	sentenced store.Sentenced
	asks      bool
	counts    subject // what is counted; nothing: people are listed
	order     *store.Order
	tally     *tally  // by what people are counted
	counted   *thing  // of which what happened is counted
	top       int     // how many of those who are ranked are asked for; 0: who comes first
	fines     fines   // what is asked of fines
	mean      *mean   // of what the average is asked for
	share     *share  // how many of whom are asked for: all of them, most, what share
	groups    []group // that are compared by number
	said      []string
	told      map[string]bool // what is told of each
	prizes    []store.Value   // awards and givers that are asked for
	titles    []string        // keys of works whose awards are asked for
	shown     []person        // who is told of
	noted     []any           // numbers that are said, and dates and countries as they were read
}

// subject is what is counted or added up.
type subject int

const (
	ofNothing subject = iota
	ofPeople
	ofSentences
	ofLashes
	ofYears
	ofAwards
	ofWorks
	ofSteps // what happened
)

// group is some of the people, with what they are called.
type group struct {
	said string
	cond []store.Cond
}

// manyReader reads a question about many: each mark is used up by something
// that it asks, or the question isn't understood.
type manyReader struct {
	*teller
	ms     []mark
	used   []bool
	denied []bool
	// compares, ordered and joins are the marks by which something was compared,
	// ranked, or named beside another of its kind.
	compares, ordered, joins []bool
	last                     latest
	beside                   *beside // whom the people who are asked for are compared with; nil: nobody
	lacking                  string  // what that would need, and isn't recorded
	none                     bool    // the question asks whether nobody is so
	tangled                  bool    // a denial is of several things at once: it can't be told which isn't so
	whom                     []value // the people around cases whom the question names
	many
}

// many answers a question about many people. It reports whether it was
// understood as one.
func (t *teller) many() bool {
	r := t.manyReader()
	if !r.read() {
		return false
	}
	t.c = nil
	r.tellRead()
	return true
}

// manyReader reads the question as one about many.
func (t *teller) manyReader() *manyReader { return t.readerOf(slices.Clone(t.q.marks)) }

func (t *teller) readerOf(marks []mark) *manyReader {
	n := len(marks)
	for i := 0; i+1 < n; i++ { // the fifteen of "15 years in prison" are years
		a, b := &marks[i], &marks[i+1]
		if a.number != nil && a.term == nil && b.is("penalty.imprisonment") && slices.Contains([]string{"year", "years", "yrs"}, t.q.toks[b.from].text) {
			a.term, a.number = &calendar.Term{Years: *a.number}, nil
			if b.concepts = []concept{"penalty.imprisonment"}; t.q.has("topic.spent") || t.q.says("spent", "been", "served") {
				b.concepts = []concept{"topic.custodylength"} // not what somebody was given
			}
		}
	}
	return &manyReader{teller: t, ms: marks, used: make([]bool, n), denied: make([]bool, n), compares: make([]bool, n), ordered: make([]bool, n),
		joins: make([]bool, n), last: latest{mark: -1}, many: many{told: map[string]bool{}}}
}

// tellRead answers what was read.
func (r *manyReader) tellRead() {
	t := r.teller
	if t.err = r.tellMany(); t.err != nil {
		return
	}
	for _, x := range t.census.Counted() {
		t.note(x)
	}
	r.out.Facts = append([]Fact{{Kind: "count", Record: record(map[string]any{"of": t.census.Len(), "said": r.noted})}}, r.out.Facts...)
}

// n is a number that is said, and noted as a fact of the answer.
func (r *manyReader) n(n int) locale.Arg {
	r.noted = append(r.noted, n)
	return locale.N(n)
}

func (r *manyReader) count(name string, n int) locale.Arg {
	r.noted = append(r.noted, n)
	return locale.Count(name, n)
}

// asked is a date of the question as it is shown, and noted as it was read.
func (r *manyReader) asked(d calendar.Date) string {
	r.noted = append(r.noted, d.String())
	return r.date(d)
}

// read reads all marks; false where one of them, or the question as a whole,
// isn't about many.
func (r *manyReader) read() bool {
	if slices.ContainsFunc(r.ms, func(m mark) bool { return m.is("ask.whosays") && len(m.concepts) == 1 }) { // who says what of whom is told of each alone
		return false
	}
	if r.has("opinion", "predict", "off") && !r.has("topic.endterm") || r.pronoun() || slices.ContainsFunc(r.q.toks, func(t token) bool { return t.text == "should" }) {
		return false
	}
	if r.bornThere() {
		return false
	}
	r.deny()
	if r.beside != nil && !r.besides() {
		return false
	}
	if !r.shares() {
		return false
	}
	r.tallied()
	r.target()
	r.counting()
	r.several()
	r.ages()
	if !r.money() {
		return false
	}
	if !r.averages() {
		return false
	}
	r.rank()
	if !r.times() {
		return false
	}
	for i := range r.ms {
		if !r.used[i] && !r.use(i) {
			return false
		}
	}
	if r.tangled || r.unspent() {
		return false
	}
	r.close()
	return r.meant()
}

// pronoun reports whether the question is about somebody whom a pronoun stands for.
func (r *manyReader) pronoun() bool {
	if (r.q.theirs || r.q.definite()) && len(r.q.people) == 0 {
		return true
	}
	for i := range r.ms {
		if m := &r.ms[i]; m.of("pron") && !slices.Contains([]string{"them", "they", "their"}, r.q.toks[m.from].text) {
			return true
		}
	}
	return false
}

// meant reports whether the question asks for people or for something of many.
func (r *manyReader) meant() bool {
	return r.beside != nil || r.fines != noFines || r.tally != nil || r.mean != nil || r.share != nil || r.counts != ofNothing || r.order != nil || len(r.who.All) > 0 || r.asks || r.has("scope.people", "scope.tracked")
}

func (r *manyReader) has(words ...string) bool {
	for i := range r.ms {
		if r.ms[i].fitsAny(words) {
			return true
		}
	}
	return false
}

// isAny reports whether a mark has one of the meanings.
func (m *mark) isAny(cs ...concept) bool {
	for _, c := range cs {
		if m.is(c) {
			return true
		}
	}
	return false
}

// must adds what has to hold of whom is meant; of two things side by side with an or
// between them, one of the two.
func (r *manyReader) must(i int, said string, conds ...store.Cond) {
	x := r.last
	if i >= 0 && x.mark >= 0 && !r.denied[i] && !r.denied[x.mark] && r.alternative(x.mark, i) {
		all := &r.who.All[x.clause]
		all.Any = append(slices.Clip(all.Any), conds...)
		r.said[x.said] += r.words("answer.many.or") + said
		r.last.mark = i
		return
	}
	n := len(r.who.All)
	r.clause(store.Clause{Any: conds, Not: i >= 0 && r.denied[i]}, said)
	if r.last = (latest{mark: -1}); n < len(r.who.All) {
		r.last = latest{i, n, len(r.said) - 1}
	}
}

// latest is the mark that the last clause is of, -1 of none, and where the clause
// and its words stand.
type latest struct{ mark, clause, said int }

// alternative reports whether an or stands between two marks, and nothing else that says
// something, and notes it as used.
func (r *manyReader) alternative(a, b int) bool {
	at := -1
	for k := a + 1; k < b; k++ {
		switch m := &r.ms[k]; {
		case m.is("logic.or"):
			at = k
		case content(m) || m.is("logic.and"):
			return false
		}
	}
	if at >= 0 {
		r.joins[at] = true
	}
	return at >= 0
}

func (r *manyReader) clause(c store.Clause, said string) {
	if c.Not {
		said = r.words("answer.many.not", locale.Text("what", said))
	}
	if slices.Contains(r.said, said) {
		return // said twice
	}
	r.who.All = append(r.who.All, c)
	r.said = append(r.said, said)
}

// onRecord adds that nothing of the kind is on record, where the mark is denied,
// or that something is.
func (r *manyReader) onRecord(i int, key string, what store.What) {
	said := r.words("answer.many." + key)
	if i >= 0 && r.denied[i] {
		said = r.words("answer.many.without", locale.Text("what", said))
		r.who.All = append(r.who.All, store.Clause{Any: []store.Cond{store.Recorded{What: what}}, Not: true})
		r.said = append(r.said, said)
		return
	}
	r.must(-1, r.words("answer.many.with", locale.Text("what", said)), store.Recorded{What: what})
}

// close adds what is asked of one sentence, when all of it is known.
func (r *manyReader) close() {
	if r.asks {
		r.told["sentence"] = true
		r.noneAtAll()
		if r.counts != ofSentences && r.counts != ofLashes && r.counts != ofYears && r.order == nil && r.fines <= someFines {
			r.who.All = append(r.who.All, store.Clause{Any: []store.Cond{r.sentenced}})
		}
	}
}

// outcomes are what a meaning of the word lists stands for.
func outcomes(c concept) []casefile.Outcome {
	switch c {
	case "outcome.in_force":
		return []casefile.Outcome{casefile.InForce, casefile.Upheld, casefile.BeingServed, casefile.PartlyServed}
	case "outcome.served":
		return []casefile.Outcome{casefile.Served}
	}
	for _, o := range casefile.AllOutcomes() {
		if c.name() == string(o) {
			return []casefile.Outcome{o}
		}
	}
	return nil
}

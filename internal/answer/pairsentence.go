package answer

import (
	"slices"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

// Sentences compared: whose is longer, as it stands or as it was imposed, and who was given more lashes.

// givenMore compares the longest prison terms that were imposed, whatever became
// of them.
func (t *teller) givenMore() {
	var (
		all   []contender
		terms []*calendar.Term
	)
	t.each(func(int) {
		var longest *calendar.Term
		x := contender{p: t.p, none: true}
		for _, j := range t.c.Judgments() {
			for i := range j.Penalties {
				p := &j.Penalties[i]
				if p.Kind != casefile.Imprisonment || p.Term == nil {
					continue
				}
				if longest != nil {
					if order, _ := p.Term.Compare(*longest); order <= 0 {
						continue
					}
				}
				longest, x.items, x.none = p.Term, []item{t.judged(j)}, false
			}
		}
		all, terms = append(all, x), append(terms, longest)
	})
	less := t.q.has("cmp.less", "order.shortest")
	t.compare("imposed", pick(less, "shorter", "longer"), less, all, func(a, b int) (int, bool) { return terms[a].Compare(*terms[b]) })
}

// longestTerm is the longest prison term that neither fell nor was pardoned.
func (t *teller) longestTerm() (term *calendar.Term, life bool, items []item) {
	for _, j := range t.c.Judgments() {
		if j.Fallen() || j.Superseded {
			continue
		}
		for i := range j.Penalties {
			x := &j.Penalties[i]
			if j.OutcomeOf(x).Fallen() {
				continue
			}
			if x.Kind == casefile.LifeImprisonment && !life {
				life, items = true, []item{t.judged(j)}
			}
			v, ok := j.TermOf(x)
			if x.Kind != casefile.Imprisonment || !ok || life {
				continue
			}
			if term != nil {
				if n, _ := v.Compare(*term); n <= 0 {
					continue
				}
			}
			term, items = &v, []item{t.judged(j)}
		}
	}
	return term, life, items
}

func (t *teller) longerSentence() {
	var (
		all   []contender
		terms []*calendar.Term
		life  []bool
	)
	t.each(func(int) {
		term, forLife, items := t.longestTerm()
		all = append(all, contender{p: t.p, items: items, none: len(items) == 0})
		terms, life = append(terms, term), append(life, forLife)
	})
	if slices.ContainsFunc(all, func(c contender) bool { return c.none }) && !t.q.has("outcome.*") && t.err == nil {
		t.givenMore() // none stands of somebody: by what was imposed
		return
	}
	reverse := t.q.has("order.shortest", "cmp.less")
	t.compare("sentence", pick(reverse, "shorter", "longer"), reverse, all, func(a, b int) (int, bool) {
		switch {
		case life[a] || life[b]:
			return boolInt(life[a]) - boolInt(life[b]), true
		case terms[a] == nil || terms[b] == nil:
			return 0, false
		}
		return terms[a].Compare(*terms[b])
	})
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (t *teller) moreLashes() {
	var (
		all    []contender
		counts []int
	)
	t.each(func(int) {
		x := contender{p: t.p, none: true}
		n := 0
		for _, j := range t.c.Judgments() {
			for i := range j.Penalties {
				p := &j.Penalties[i]
				if p.Kind != casefile.Flogging || j.Fallen() || j.OutcomeOf(p).Fallen() {
					continue
				}
				x.items = append(x.items, t.judged(j))
				if p.Count == nil {
					n = -1
				} else if n >= 0 {
					n += *p.Count
				}
			}
		}
		x.none = len(x.items) == 0
		all, counts = append(all, x), append(counts, n)
	})
	reverse := t.q.has("order.fewest", "cmp.less", "order.shortest")
	t.compare("lashes", pick(reverse, "fewer", "more"), reverse, all, func(a, b int) (int, bool) {
		return counts[a] - counts[b], counts[a] >= 0 && counts[b] >= 0
	})
}

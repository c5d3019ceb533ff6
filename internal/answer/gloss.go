package answer

// A gloss is a word of the record in the other language. The list of them,
// words/record.txt, lets a question in Persian find a fact that is recorded in English;
// frames don't know glosses.

// addGloss adds a phrase of that list.
func (x *lexicon) addGloss(c concept, phrase string) {
	k := key(phrase)
	if k == "" {
		return
	}
	x.glosses[k] = append(x.glosses[k], c)
	if r := root(k); r != k && !persian(k) {
		x.glosses[r] = append(x.glosses[r], c)
	}
}

// gloss is what a word of a question stands for in the record.
func (x *lexicon) gloss(word string) []concept {
	if c := x.glosses[word]; len(c) > 0 {
		return c
	}
	if !persian(word) {
		return nil
	}
	for _, s := range stems(word) {
		if c := x.glosses[s]; len(c) > 0 {
			return c
		}
	}
	return nil
}

// glossed are the glosses of a text: of its words, and of two and three in a row.
func (x *lexicon) glossed(toks []token) map[concept]bool {
	all := map[concept]bool{}
	for i := range toks {
		for to := i + 1; to <= min(len(toks), i+3); to++ {
			k := joined(toks[i:to])
			found := x.glosses[k]
			if to == i+1 && len(found) == 0 {
				found = x.glosses[root(k)]
			}
			for _, c := range found {
				all[c] = true
			}
		}
	}
	return all
}

// readGlosses notes of each mark of a Persian question what its words stand for in the
// record.
func (q *question) readGlosses(x *lexicon) {
	if !persian(q.Text) {
		return
	}
	for i := range q.marks {
		m := &q.marks[i]
		if m.subject || len(m.people) > 0 {
			continue
		}
		if m.gloss = x.gloss(joined(q.toks[m.from:m.to])); len(m.gloss) == 0 && m.unknown() {
			for _, t := range q.toks[m.from:m.to] {
				m.gloss = append(m.gloss, x.gloss(t.text)...)
			}
		}
	}
}

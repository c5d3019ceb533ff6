package names

import "strings"

// hearing compares what somebody typed with the names of several people. These
// are made of the same few words, which it reads and compares once.
type hearing struct {
	typed []word
	one   word // all of it as one word
	heard map[string]heard
	likes map[string]*[maxWords + 1]float64 // by plain spelling and sound: how like it is to each typed word, and to one; less than 0: not known
}

// heard is what stands between spaces: its words, and the one that they make
// joined, where it has parts.
type heard struct{ apart, joined []word }

func newHearing(typed []word) *hearing {
	return &hearing{typed: typed, one: joined(typed), heard: map[string]heard{}, likes: map[string]*[maxWords + 1]float64{}}
}

// read returns the words of a name, and, where some have parts, those with
// the parts joined.
func (h *hearing) read(name string) (spaced, joined []word) {
	parts := false
	for token := range strings.FieldsSeq(name) {
		t, ok := h.heard[token]
		if !ok {
			t.apart = words(token)
			t.joined = t.apart
			if strings.ContainsFunc(token, joint) && len(t.apart) > 0 {
				p := joinParts(token)[0]
				t.joined = []word{newWord(p[0], p[1])}
			}
			h.heard[token] = t
		}
		spaced, joined = append(spaced, t.apart...), append(joined, t.joined...)
		parts = parts || strings.ContainsFunc(token, joint)
	}
	if !parts {
		joined = nil
	}
	return spaced, joined
}

// like returns how alike a word is to typed word i, or to all of them as one.
func (h *hearing) like(i int, w word) float64 {
	id := w.plain + "\x00" + string(w.sound)
	likes, ok := h.likes[id]
	if !ok {
		likes = new([maxWords + 1]float64)
		for j := range likes {
			likes[j] = -1
		}
		h.likes[id] = likes
	}
	if likes[i] < 0 {
		typed := h.one
		if i < len(h.typed) {
			typed = h.typed[i]
		}
		likes[i] = likeness(typed, w)
	}
	return likes[i]
}

// identity returns how surely typed words are one of a person's names.
func (h *hearing) identity(names []string) float64 {
	best, native := 0.0, 0.0
	for _, name := range names {
		spaced, joined := h.read(name)
		id := h.identityIn(spaced)
		if joined != nil {
			id = max(id, h.identityIn(joined))
		}
		best = max(best, id)
		if len(spaced) > 0 && spaced[0].script == arabic {
			native = max(native, id)
		}
	}
	if best < partly && h.typed[0].script == latin && native >= disagreeing {
		return min(best, native+loose)
	}
	return best
}

// identityIn returns how surely typed words are this name.
func (h *hearing) identityIn(name []word) float64 {
	if len(name) == 0 || len(name) > maxWords {
		return 0
	}
	whole, typed := 0.0, h.typed
	if len(typed) != len(name) {
		whole = fused(h.one, joined(name))
	}
	if len(typed) > 1 && len(typed) <= 3 && len(name) > 1 { // رسول اف
		for _, w := range name {
			whole = max(whole, partly*max(0, 2*h.like(maxWords, w)-1))
		}
	}
	return max(whole, h.wordForWord(name))
}

// fused returns how surely words written as one are the same. Vowels that
// fall between two words could be read as unwritten ones inside one, so
// differences weigh double.
func fused(a, b word) float64 { return max(0, 2*likeness(a, b)-1) }

// wordForWord pairs the words, and judges by those that have no partner.
func (h *hearing) wordForWord(name []word) float64 {
	typed := h.typed
	with := pairedBy(len(typed), len(name), func(i, j int) float64 { return h.like(i, name[j]) })
	alike, all, worst := 0.0, 0.0, 1.0
	first, last := len(name), -1
	taken := make([]bool, len(name))
	count := 0
	for i, w := range typed {
		all += w.weight()
		alike += with[i].like * w.weight()
		if at := with[i].word; at >= 0 && with[i].like >= disagreeing {
			taken[at] = true
			first, last = min(first, at), max(last, at)
		}
		if !w.title() {
			worst = min(worst, with[i].like)
			count++
		}
	}
	id := alike / all
	inOrder, turned := order(with)
	switch {
	case worst < disagreeing || !inOrder && !turned:
		return min(id, doubtful)
	case worst < unlike:
		id = min(id, enough-loose-0.01)
	}
	rest := 0
	for j, w := range name {
		if taken[j] || w.title() {
			continue
		}
		rest++
		if count > 1 && j < last {
			return min(id, doubtful) // another given name
		}
	}
	if rest > 0 && !inOrder {
		return min(id, doubtful)
	}
	if rest > 0 {
		id *= partly
	}
	return id
}

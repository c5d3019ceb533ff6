package answer

import (
	"slices"
	"strings"
)

// A remark is what people say around a question: "asking for a friend", "I read somewhere
// that", "right?". words/en-remarks.txt has their patterns; (a|b|) in one stands for either word
// or nothing. What a remark wraps is read as if it stood alone.

// remark is one pattern: of each slot one run of words.
type remark struct {
	means concept
	slots [][][]string
}

// addRemark adds a pattern under each word that it can begin with.
func (x *lexicon) addRemark(c concept, phrase string) {
	r := remark{means: c}
	for phrase = strings.TrimSpace(phrase); phrase != ""; phrase = strings.TrimSpace(phrase) {
		group, rest := phrase, ""
		if at := strings.Index(phrase, "("); at > 0 {
			group, rest = phrase[:at], phrase[at:]
		} else if at == 0 {
			group, rest, _ = strings.Cut(phrase[1:], ")")
		}
		var slot [][]string
		for words := range strings.SplitSeq(group, "|") {
			slot = append(slot, strings.Fields(words))
		}
		r.slots, phrase = append(r.slots, slot), rest
	}
	firsts := r.firsts()
	slices.Sort(firsts)
	for _, first := range slices.Compact(firsts) {
		x.remarks[first] = append(x.remarks[first], r)
	}
}

// firsts are the words that a remark can begin with.
func (r *remark) firsts() []string {
	var all []string
	for _, slot := range r.slots {
		optional := false
		for _, words := range slot {
			if len(words) == 0 {
				optional = true
			} else {
				all = append(all, words[0])
			}
		}
		if !optional {
			break
		}
	}
	return all
}

// end is where the longest reading of slots from token i ends; -1 where there is none.
func (x *lexer) end(slots [][][]string, i int) int {
	if len(slots) == 0 {
		return i
	}
	best := -1
	for _, words := range slots[0] {
		fits := i+len(words) <= len(x.toks)
		for n := 0; fits && n < len(words); n++ {
			fits = x.toks[i+n].text == words[n]
		}
		if fits {
			best = max(best, x.end(slots[1:], i+len(words)))
		}
	}
	return best
}

// remarked reads the longest remark that begins at token i. A claim stands before what is
// claimed, or apart from it; a tag stands at the end.
func (x *lexer) remarked(i int) (mark, bool) {
	if x.exact || x.latin {
		return mark{}, false
	}
	var m mark
	for _, r := range x.remarks[x.toks[i].text] {
		to := x.end(r.slots, i)
		if to <= max(i, m.to) || r.means == "remark.claim" && !x.leads(i) || r.means == "remark.tag" && !x.tags(i, to) {
			continue
		}
		m = mark{from: i, to: to, concepts: []concept{r.means}, cost: costKnown}
	}
	return m, m.to > i
}

// leads reports whether only greetings and the like stand before token i in its sentence.
func (x *lexer) leads(i int) bool {
	if i == 0 || x.toks[i].cut || x.toks[i-1].ends {
		return true
	}
	for j := i - 1; j >= 0 && !x.toks[j].ends; j-- {
		if !slices.ContainsFunc(x.phrases[x.toks[j].text], func(c concept) bool { return c.class() == "fill" || c == "logic.and" }) {
			return false
		}
		if asks(x.toks[j].text) {
			return false
		}
	}
	return true
}

// tags reports whether tokens i to to can be asked at the end of a statement. "isn't he" is
// only where nothing else asks.
func (x *lexer) tags(i, to int) bool {
	if i == 0 || to < len(x.toks) && !x.toks[to-1].ends {
		return false
	}
	switch last := x.toks[to-1].text; last {
	case "he", "she", "they", "it", "not":
		return x.toks[i].cut || !slices.ContainsFunc(x.toks[:i], func(t token) bool { return asks(t.text) })
	}
	return true
}

// asks reports whether a word asks for something other than yes or no.
func asks(word string) bool {
	switch word {
	case "who", "whom", "whose", "what", "when", "where", "why", "how", "which":
		return true
	}
	return false
}

// stated reports whether a question is put as a statement, of which it asks whether it is so.
func (q *question) stated() bool {
	return q.has("remark.claim", "remark.tag") && !slices.ContainsFunc(q.toks, func(t token) bool { return asks(t.text) })
}

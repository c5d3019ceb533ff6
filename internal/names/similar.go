package names

// A tokens' worth of similarity is counted in 255ths, so that one byte holds
// it for each token of the vocabulary.
const same = 255

// Similarity returns how alike two names are, from 0 to 1, whatever their
// scripts, the order of their words, and where words are joined: 1 for the
// same plain spelling, and above 0.9 for what is usually another spelling of
// the same name. Names that differ in one short vowel, such as Hamed and
// Hamid, are alike but not the same: between 0.7 and 0.9.
func Similarity(a, b string) float64 {
	wa, wb := words(a), words(b)
	if len(wa) == 0 || len(wb) == 0 {
		return 0
	}
	return max(paired(wa, wb), likeness(joined(wa), joined(wb)))
}

// paired matches each word of one name with the likest of the other, and
// counts what is left over on either side as different.
func paired(a, b []word) float64 {
	type pair struct {
		i, j int
		like float64
	}
	var used [2]uint64
	var alike, all float64
	for _, w := range a {
		all += w.weight()
	}
	for _, w := range b {
		all += w.weight()
	}
	for range min(len(a), len(b), 64) {
		best := pair{like: -1}
		for i := range min(len(a), 64) {
			for j := range min(len(b), 64) {
				if used[0]&(1<<i) != 0 || used[1]&(1<<j) != 0 {
					continue
				}
				if l := likeness(a[i], b[j]); l > best.like {
					best = pair{i, j, l}
				}
			}
		}
		used[0] |= 1 << best.i
		used[1] |= 1 << best.j
		alike += best.like * (a[best.i].weight() + b[best.j].weight())
	}
	return alike / all
}

// weight is how much a word counts in a name: its length, and a little for
// being there.
func (w word) weight() float64 {
	if w.script == other {
		return float64(len(w.plain)/3 + 1)
	}
	return float64(len(w.sound) + 1)
}

// joined returns the words of a name as one.
func joined(ws []word) word {
	if len(ws) == 1 {
		return ws[0]
	}
	all := word{script: ws[0].script}
	for _, w := range ws {
		all.plain += w.plain
		all.sound = append(all.sound, w.sound...)
		if w.script != all.script {
			all.script = other
		}
	}
	return all
}

// likeness returns how alike two words are, from 0 to 1.
func likeness(a, b word) float64 {
	switch {
	case a.plain == b.plain:
		return 1
	case a.script == other || b.script == other:
		return 0
	}
	return like(align(a.sound, a.script, b.sound, b.script, tooMuch).whole, max(len(a.sound), len(b.sound))) * 0.99
}

// like turns the cost of aligning n sounds into a likeness from 0 to 1.
func like(cost uint16, n int) float64 {
	return max(0, 1-1.6*float64(cost)/wrong/float64(min(n, maxSounds)))
}

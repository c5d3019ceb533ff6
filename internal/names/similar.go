package names

// same is the fit of a word that is what was typed. Fits are counted in 255ths,
// so that one byte holds it for each word of a vocabulary.
const same = 255

// Similarity returns how alike two names are, from 0 to 1, whatever their
// scripts, the order of their words, and where words are joined: 1 for the
// same plain spelling, and above 0.9 for what is usually another spelling of
// the same name. Names that differ in one short vowel, such as Hamed and
// Hamid, are alike but not the same: between 0.7 and 0.9. Titles such as
// Seyyed count little.
func Similarity(a, b string) float64 {
	wa, wb := words(a), words(b)
	if len(wa) == 0 || len(wb) == 0 {
		return 0
	}
	alike, all := 0.0, 0.0
	with := paired(wa, wb)
	for i, w := range wa {
		all += w.weight()
		if with[i].word >= 0 {
			alike += with[i].like * (w.weight() + wb[with[i].word].weight())
		}
	}
	for _, w := range wb {
		all += w.weight()
	}
	return min(1, max(alike/all, likeness(joined(wa), joined(wb))))
}

// partner is the word of another name that one word was matched with.
type partner struct {
	word int // -1: none
	like float64
}

// paired matches each word of a with the likest word of b that is free, the
// likest first.
func paired(a, b []word) []partner {
	return pairedBy(len(a), len(b), func(i, j int) float64 { return likeness(a[i], b[j]) })
}

// pairedBy is paired for n words and m others of which it is known how alike
// they are.
func pairedBy(n, m int, like func(i, j int) float64) []partner {
	with := make([]partner, n)
	for i := range with {
		with[i].word = -1
	}
	likes := make([]float64, n*m)
	for i := range n {
		for j := range m {
			likes[i*m+j] = like(i, j)
		}
	}
	taken := make([]bool, m)
	for range min(n, m) {
		best, from, to := -1.0, 0, 0
		for i := range n {
			for j := range m {
				if l := likes[i*m+j]; with[i].word < 0 && !taken[j] && l > best {
					best, from, to = l, i, j
				}
			}
		}
		with[from], taken[to] = partner{to, best}, true
	}
	return with
}

// weight is how much a word counts in a name: its length, and a little for
// being there; a title hardly.
func (w word) weight() float64 {
	if w.title() {
		return 0.5
	}
	if w.script == other {
		return float64(len(w.plain)/3 + 1)
	}
	return float64(len(w.sound) + 1)
}

// title reports a word that people put before a name or leave out, and the
// particles between names.
func (w word) title() bool {
	switch w.plain {
	case "سید", "seyyed", "seyed", "sayyed", "sayyid", "sayed", "syed",
		"دکتر", "dr", "مهندس", "شیخ", "sheikh", "shaikh", "sheykh", "حاج", "haj", "hajj",
		"ایت", "ayatollah", "hojatoleslam", "mullah", "خان", "khan", "xan", "پیر", "pir",
		"ال", "al", "el", "ol", "ul", "e", "mr", "mrs", "ms":
		return true
	}
	return false
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

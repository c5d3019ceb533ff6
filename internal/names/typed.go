package names

// typed is what somebody has typed, ready to be looked for.
type typed struct {
	words []typedWord
	plain string // all of it, folded
}

// typedWord is one word of it. Only the last may still be growing, but any
// word is taken as a beginning too: people type "moh ras".
type typedWord struct {
	word
	letters []byte // plain, compact
	fold    []byte // coarse sound, of Latin words
	key     []byte
	others  [][]byte // coarse sounds by other conventions of spelling
	last    bool
	closed  bool     // it is a whole word: no letters are missing at its end
	aligner *aligner // nil: not needed yet
}

// What is looked at of what was typed: the first words, and of each the first
// letters. A person's name is shorter; a pasted page is not looked for.
const (
	maxTyped       = 8
	maxTypedLength = 32
	maxTypedText   = 400
)

func newTyped(text string) typed {
	var t typed
	t.plain = clip(Fold(clip(text, maxTypedText)), maxName)
	ws := words(clip(text, maxTypedText))
	for _, w := range ws[:min(len(ws), maxTyped)] {
		t.words = append(t.words, newTypedWord(w))
	}
	if n := len(t.words); n > 0 {
		t.words[n-1].last = true
	}
	return t
}

func newTypedWord(w word) typedWord {
	w.sound = w.sound[:min(len(w.sound), maxSounds)]
	t := typedWord{word: w, letters: compact(w.plain), key: key(w.sound)}
	t.letters = t.letters[:min(len(t.letters), maxTypedLength)]
	if w.script == latin {
		t.fold = coarse(w.sound)
		t.others = conventions(w)
	}
	return t
}

// conventions returns the coarse sounds that a Latin word has where its
// letters are read as in other languages than English: the Turkish c of Necip,
// the French and the German ch of Dachti and Chatami, the Spanish and the
// German j, the Turkish h of Hatemi.
func conventions(w word) [][]byte {
	var others [][]byte
	add := func(from, to byte) {
		var changed []byte
		for i, c := range w.sound {
			if c == from {
				if changed == nil {
					changed = append(changed, w.sound...)
				}
				changed[i] = to
			}
		}
		if changed != nil {
			others = append(others, coarse(changed))
		}
	}
	for i := range len(w.plain) {
		if w.plain[i] == 'c' && (i+1 == len(w.plain) || w.plain[i+1] != 'h') {
			add('s', 'j')
			add('k', 'j')
			break
		}
	}
	add('C', 'X')
	add('C', 'S')
	add('j', 'X')
	add('j', 'i')
	add('h', 'X')
	add('X', 'h')
	return others
}

// weight is how much a word counts among those typed.
func (t *typedWord) weight() int { return len(t.letters) + 1 }

// split returns the word as two, at letter i, as if a space had been typed.
func (t *typedWord) split(i int) (a, b typedWord) {
	runes := []rune(t.plain)
	a = newTypedWord(newWord(string(runes[:i]), string(runes[:i])))
	b = newTypedWord(newWord(string(runes[i:]), string(runes[i:])))
	b.last = t.last
	a.closed, b.closed = true, !t.last
	return a, b
}

// joinTyped returns two typed words as one.
func joinTyped(a, b *typedWord) typedWord {
	plain := a.plain + b.plain
	w := newTypedWord(newWord(plain, plain))
	w.last = b.last
	return w
}

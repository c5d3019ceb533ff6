package answer

import (
	"bufio"
	"embed"
	"fmt"
	"strings"
)

//go:embed words/*.txt
var wordFiles embed.FS

// concept is one meaning of the word lists, as "topic.lawyer": what comes
// before the point is its class.
type concept string

func (c concept) class() string {
	class, _, _ := strings.Cut(string(c), ".")
	return class
}

func (c concept) name() string {
	_, name, _ := strings.Cut(string(c), ".")
	return name
}

// lexicon is the words of all languages: what people write, joined and folded,
// to its meanings.
type lexicon struct {
	phrases map[string][]concept
	known   map[concept]bool
	of      map[concept][]string // the keys of a meaning's phrases
	longest int                  // of a phrase, in bytes of its key
	byLen   map[int][]string
	// finglish are the Persian words in Latin letters, by their [sounding].
	finglish map[string][]concept
	given    map[string]bool // given names
	plain    map[string]bool // words that are no slip of a word of the lists
	glosses  map[string][]concept
	remarks  map[string][]remark   // by the words that they can begin with
	titles   map[string]string     // Persian words that titles are made of, and the English ones
	apart    map[string][2]concept // words with two meanings between which a question can leave open
	cues     map[string][]string
}

// loadLexicon reads the word lists that are embedded in the program.
func loadLexicon() (*lexicon, error) {
	x := &lexicon{phrases: map[string][]concept{}, of: map[concept][]string{}, known: map[concept]bool{}, byLen: map[int][]string{}, finglish: map[string][]concept{}, given: map[string]bool{}, plain: map[string]bool{}, glosses: map[string][]concept{}, remarks: map[string][]remark{}, titles: map[string]string{}, apart: map[string][2]concept{}, cues: map[string][]string{}}
	files, err := wordFiles.ReadDir("words")
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		data, err := wordFiles.ReadFile("words/" + f.Name())
		if err != nil {
			return nil, err
		}
		add := x.addPhrase
		switch f.Name() {
		case "en-forms.txt": // no meanings: see root
			continue
		case "cues.txt":
			add = x.addCue
		case "finglish.txt":
			add = x.addFinglish
		case "apart.txt":
			add = x.addApart
		case "record.txt":
			add = x.addGloss
		case "en-remarks.txt":
			add = x.addRemark
		case "titles.txt":
			add = func(c concept, word string) { x.titles[key(word)] = c.name() }
		case "plain.txt":
			add = func(_ concept, word string) { x.plain[key(word)] = true }
		case "given.txt":
			add = func(_ concept, name string) { x.given[key(name)] = true }
		}
		if err := x.read(string(data), add); err != nil {
			return nil, fmt.Errorf("words/%s: %w", f.Name(), err)
		}
	}
	for k, meanings := range x.phrases {
		for _, c := range meanings {
			x.of[c] = append(x.of[c], k)
		}
		x.longest = max(x.longest, len(k))
		n := len([]rune(k))
		x.byLen[n] = append(x.byLen[n], k)
	}
	return x, nil
}

// read reads one list: "meaning: phrase, phrase", continued on indented lines.
func (x *lexicon) read(list string, add func(concept, string)) error {
	var now concept
	scanner := bufio.NewScanner(strings.NewReader(list))
	for n := 1; scanner.Scan(); n++ {
		line := scanner.Text()
		text := strings.TrimSpace(line)
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		if !strings.HasPrefix(line, "\t") && !strings.HasPrefix(line, " ") {
			meaning, rest, ok := strings.Cut(text, ":")
			if !ok || strings.ContainsAny(meaning, " ,") {
				return fmt.Errorf("line %d: no “meaning: phrases”", n)
			}
			now, text = concept(meaning), rest
			x.known[now] = true
		}
		if now == "" {
			return fmt.Errorf("line %d: phrases before any meaning", n)
		}
		for phrase := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ',' || r == '،' }) {
			add(now, strings.TrimSpace(phrase))
		}
	}
	return scanner.Err()
}

// addPhrase adds a phrase, or all forms of a verb that is written "~past/present".
// A verb that says nothing by itself says, when it is denied, only that.
func (x *lexicon) addPhrase(c concept, phrase string) {
	stems, verb := strings.CutPrefix(phrase, "~")
	if !verb {
		x.add(c, phrase)
		return
	}
	said, denied := conjugate(stems)
	for _, form := range said {
		x.add(c, form)
	}
	for _, form := range denied {
		if c.class() != "aux" {
			x.add(c, form)
		}
		x.add("aux.not", form)
	}
}

func (x *lexicon) add(c concept, phrase string) {
	k := key(phrase)
	if k == "" {
		return
	}
	for _, had := range x.phrases[k] {
		if had == c {
			return
		}
	}
	x.phrases[k] = append(x.phrases[k], c)
}

// addCountries adds the countries of the world by their names. They are no
// words that others are taken for when misspelt: people's names are too near.
func (x *lexicon) addCountries(names map[string]string) {
	for name, code := range names {
		c := concept("country." + code)
		x.known[c] = true
		x.add(c, name)
		x.longest = max(x.longest, len(key(name)))
	}
}

// addCue adds a word of cues.txt.
func (x *lexicon) addCue(c concept, word string) {
	if toks := tokenise(word); len(toks) == 1 {
		word = toks[0].text
	}
	x.cues[c.name()] = append(x.cues[c.name()], word)
}

// cue are the words of a cue, each as a token has it.
func (x *lexicon) cue(name string) []string { return x.cues[name] }

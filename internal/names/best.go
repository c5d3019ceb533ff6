package names

// Verdict says what typed text stands for.
type Verdict int

// What a resolved text can be.
const (
	None    Verdict = iota // nobody of that name; the matches are only similar
	One                    // one person, the first match
	Several                // more than one person may be meant
)

// Best resolves typed text to people.
func (ix *Index) Best(text string, groups func(uint32) bool) ([]Match, Verdict) {
	found := ix.Search(text, groups, 10)
	switch len(found) {
	case 0:
		return nil, None
	case 1:
		return found, One
	}
	return found, Several
}

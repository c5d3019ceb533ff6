package picture

// The groups of entries beside custody and sentences.
const (
	other = iota
	step  // what became of a judgment
	ban
)

// group says in which section an entry of that kind stands.
func group(kind string) int {
	switch kind {
	case "appeal", "retrial", "acquittal", "pardon":
		return step
	case "travel_ban", "passport":
		return ban
	}
	return other
}

// The ranks of entries: where there is no room for all, those of the first are
// drawn first.
const (
	turning   = iota // somebody's life turned on it
	procedure        // a step of the case, or harm done
	passing          // what was said, shown or reported
)

// rank says how important an entry of that kind is. What isn't known counts as a
// step.
func rank(kind string) int {
	switch kind {
	case "arrest", "abduction", "detention", "release", "departure", "return", "arrival", "exchange",
		"death", "execution", "acquittal", "pardon", "bail", "furlough", "retrial", "appeal", "travel_ban", "disappearance":
		return turning
	case "context", "statement", "press", "solidarity", "festival", "award", "work", "speech", "meeting", "contact",
		"law", "pattern", "status", "other":
		return passing
	}
	return procedure
}

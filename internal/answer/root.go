package answer

import (
	_ "embed"
	"strings"
)

//go:embed words/en-forms.txt
var formsOfEnglish string

// irregular are English words whose forms don't begin alike, each by all of them.
//
//nolint:gochecknoglobals // a table that is only read
var irregular = forms(formsOfEnglish)

// forms maps each form to the first of its line.
func forms(list string) map[string]string {
	all := map[string]string{}
	for line := range strings.Lines(list) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		words := strings.Fields(line)
		for _, w := range words {
			if _, had := all[w]; !had {
				all[w] = words[0]
			}
		}
	}
	return all
}

// root is an English word without its ending, so that its forms meet.
func root(w string) string {
	w = strings.Replace(w, "iz", "is", 1) // as the record spells it, or otherwise
	if base, ok := irregular[w]; ok {
		w = base
	}
	for _, e := range [...]string{"ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ies", "ied", "ers", "ors", "er", "or", "ed", "es", "ly", "al", "s", "e", "y"} {
		if rest, ok := strings.CutSuffix(w, e); ok && len(rest) >= 3 {
			if n := len(rest); n > 4 && rest[n-1] == rest[n-2] && rest[n-1] != 's' && rest[n-1] != 'l' { // stopped, stop
				rest = rest[:n-1]
			}
			return strings.TrimSuffix(rest, "i")
		}
	}
	return w
}

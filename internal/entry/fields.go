package entry

import (
	"slices"
	"strings"

	"vigil/internal/casefile"
)

// mostOptions is how many options a select of Discord's takes.
const mostOptions = 25

func sourcesField() Field { return Field{Name: "sources", Type: Sources} }

func whoField() Field { return Field{Name: "who", Max: mostLine} }

func visibleField() Field {
	return Field{Name: "visible", Type: Choice, Required: true, Options: coded("entry.visible.", []string{Everybody, Curators})}
}

func confidenceField() Field {
	return Field{Name: "confidence", Type: Choice, Options: []Option{
		{Value: Unsaid, Key: "entry.confidence.usual"}, {Value: "low", Key: "entry.confidence.low"},
	}}
}

// coded are codes of the record as options, whose labels are keys of a prefix
// and the code.
func coded[T ~string](prefix string, codes []T) []Option {
	all := make([]Option, len(codes))
	for i, c := range codes {
		all[i] = Option{Value: string(c), Key: prefix + string(c), Label: spaced(string(c))}
	}
	return all
}

// unsaid is the option for what isn't known.
func unsaid(key string) Option { return Option{Value: Unsaid, Key: key} }

// spaced is a code as a reader gets it for whose language there are no words.
func spaced(code string) string { return strings.NewReplacer("_", " ", "-", " ").Replace(code) }

// kindField is a choice among the usual codes of an open list and those that
// stand in the casefile already; "other" comes last.
func kindField(prefix string, usual, there []string) Field {
	var codes []string
	for _, code := range append(slices.Clone(there), usual...) {
		if code != "" && code != "other" && !slices.Contains(codes, code) && len(codes) < mostOptions-1 {
			codes = append(codes, code)
		}
	}
	slices.SortStableFunc(codes, func(a, b string) int { return rank(usual, a) - rank(usual, b) })
	return Field{Name: "kind", Type: Choice, Required: true, Options: coded(prefix, append(codes, "other"))}
}

func rank(usual []string, code string) int {
	if i := slices.Index(usual, code); i >= 0 {
		return i
	}
	return len(usual)
}

func codesOf[T any](list []T, code func(*T) string) []string {
	all := make([]string, len(list))
	for i := range list {
		all[i] = code(&list[i])
	}
	return all
}

// seen are further fields that nearly all kinds have: who may see the fact,
// and how sure it is.
func seen(*casefile.Casefile) []Field { return []Field{confidenceField(), visibleField()} }

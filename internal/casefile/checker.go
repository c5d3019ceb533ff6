package casefile

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"vigil/internal/calendar"
)

// How much a casefile may say, in characters. What is shown is cut to Discord's
// limits where it is shown; these only keep out what is no record.
const (
	maxLine = 500
	maxText = 5000
	maxURL  = 2000
	maxList = 1000 // entries of a list
	maxRefs = 100  // sources of a fact, charges of a sentence, titles of a work
)

// checker validates one casefile. It knows where it is, so that a path is only
// put together when there is something to complain about.
type checker struct {
	way      []step
	sources  map[string]bool
	problems []Problem
}

type step struct {
	name  string
	index int // -1: none
}

// presence is whether a member must be there.
type presence bool

const (
	required presence = true
	optional presence = false
)

// in checks a member that is an object.
func (k *checker) in(member string, check func()) {
	k.way = append(k.way, step{member, -1})
	check()
	k.way = k.way[:len(k.way)-1]
}

// at checks an entry of a list.
func (k *checker) at(member string, index int, check func()) {
	k.way = append(k.way, step{member, index})
	check()
	k.way = k.way[:len(k.way)-1]
}

func list[T any](k *checker, member string, of []T, check func(*T)) {
	if len(of) > maxList {
		k.blame(member, fmt.Sprintf("has %d entries; at most %d are kept", len(of), maxList))
		of = of[:maxList]
	}
	for i := range of {
		k.way = append(k.way, step{member, i})
		check(&of[i])
		k.way = k.way[:len(k.way)-1]
	}
}

// blame notes a problem of a member ("" is the object itself).
func (k *checker) blame(member, reason string) { k.suggest(member, reason, "") }

func (k *checker) suggest(member, reason, suggestion string) {
	if k.full() {
		return
	}
	var path strings.Builder
	for _, s := range k.way {
		path.WriteString("/" + s.name)
		if s.index >= 0 {
			path.WriteString("/" + strconv.Itoa(s.index))
		}
	}
	if member != "" {
		path.WriteString("/" + member)
	}
	k.problems = append(k.problems, Problem{Path: path.String(), Reason: reason, Suggestion: suggestion})
}

// full reports whether there are problems enough.
func (k *checker) full() bool { return len(k.problems) >= maxProblems }

// fact checks what every fact carries.
func (k *checker) fact(f *Fact) {
	for i, id := range k.refs("sources", f.Sources) {
		switch {
		case !k.sources[id]:
			k.at("sources", i, func() { k.dangling("", "source", id, keys(k.sources)) })
		case slices.Contains(f.Sources[:i], id):
			k.at("sources", i, func() { k.blame("", fmt.Sprintf("source %q is named twice", id)) })
		}
	}
	k.line("attribution", f.Attribution, optional)
	k.text("note", f.Note, optional)
	k.text("date_note", f.DateNote, optional)
	if f.Confidence != "" && f.Confidence != "low" {
		k.code("confidence", f.Confidence, []string{"low"})
	}
	if f.Visibility != "" && f.Visibility != Confidential {
		k.code("visibility", string(f.Visibility), []string{string(Confidential)})
	}
}

// refs is a list of ids or titles, cut to what is kept.
func (k *checker) refs(member string, all []string) []string {
	if len(all) > maxRefs {
		k.blame(member, fmt.Sprintf("has %d entries; at most %d are kept", len(all), maxRefs))
		return all[:maxRefs]
	}
	return all
}

// empty reports whether nothing is carried.
func (f *Fact) empty() bool {
	return len(f.Sources) == 0 && f.Attribution == "" && f.Note == "" && f.DateNote == "" && f.Confidence == "" && f.Visibility == ""
}

// line checks a short text, which has no line breaks.
func (k *checker) line(member, s string, p presence) { k.words(member, s, p, maxLine, false) }

// text checks a text that may have several lines.
func (k *checker) text(member, s string, p presence) { k.words(member, s, p, maxText, true) }

func (k *checker) words(member, s string, p presence, limit int, lines bool) {
	if p == required && strings.TrimSpace(s) == "" {
		k.blame(member, "is missing or empty, and is needed")
		return
	}
	if len(s) > limit && utf8.RuneCountInString(s) > limit {
		k.blame(member, fmt.Sprintf("has %d characters; at most %d are kept", utf8.RuneCountInString(s), limit))
	}
	if reason := concealed(s, lines); reason != "" {
		k.blame(member, reason)
	}
}

// kind checks a word of an open list: a kind of event, of custody.
func (k *checker) kind(member, s string, p presence) {
	switch {
	case s == "" && p == required:
		k.blame(member, "is missing, and is needed")
	case s != "" && !isWord(s):
		k.blame(member, fmt.Sprintf("%q is no code: small letters, digits, _ and -, such as %q", shorten(s), "house_arrest"))
	}
}

func (k *checker) oneOf(member, s string, all func() []string) {
	if known := all(); !slices.Contains(known, s) {
		k.code(member, s, known)
	}
}

// code blames a code that the format doesn't have.
func (k *checker) code(member, s string, known []string) {
	if s == "" {
		k.blame(member, "is missing; it is one of "+strings.Join(known, ", "))
		return
	}
	k.suggest(member, fmt.Sprintf("%q is none of %s", shorten(s), strings.Join(known, ", ")), nearest(s, known))
}

func (k *checker) dangling(member, what, id string, known []string) {
	if k.full() {
		return
	}
	if id == "" {
		k.blame(member, "is empty; it is the id of a "+what)
		return
	}
	k.suggest(member, fmt.Sprintf("there is no %s %q in this casefile", what, shorten(id)), nearest(id, known))
}

// order refuses a date that surely lies before another.
func (k *checker) order(member string, later, earlier calendar.Date, what string) {
	if later.Before(earlier) == calendar.Yes {
		k.blame(member, fmt.Sprintf("%s lies before %s, %s", later, what, earlier))
	}
}

func (k *checker) url(member, s string) {
	u, err := url.Parse(s)
	switch {
	case err != nil:
		k.blame(member, fmt.Sprintf("%q is no web address", shorten(s)))
	case u.Scheme != "http" && u.Scheme != "https":
		k.blame(member, fmt.Sprintf("%q is not a web address: it must begin with https:// or http://", shorten(s)))
	case u.Host == "":
		k.blame(member, fmt.Sprintf("%q names no site", shorten(s)))
	case u.User != nil:
		k.blame(member, "carries a user name or password, which must not be kept")
	case len(s) > maxURL:
		k.blame(member, fmt.Sprintf("has %d characters; at most %d are kept", len(s), maxURL))
	case strings.ContainsAny(s, " <>\"`") || concealed(s, false) != "":
		k.blame(member, "has characters that don't belong in a web address")
	}
}

func unique[T any](k *checker, member string, of []T, id func(*T) string) {
	for i := range of[:min(len(of), maxList)] {
		this := id(&of[i])
		switch {
		case this == "":
			k.at(member, i, func() { k.blame("id", "is missing, and is needed") })
		case !isID(this):
			k.at(member, i, func() {
				k.blame("id", fmt.Sprintf("%q is no id: letters a–z, digits, and . _ - between them", shorten(this)))
			})
		default:
			for j := range i {
				if id(&of[j]) == this {
					k.at(member, i, func() { k.blame("id", fmt.Sprintf("%q is already the id of /%s/%d", this, member, j)) })
					break
				}
			}
		}
	}
}

// texts are codes as plain strings.
func texts[S ~string](codes []S) []string {
	all := make([]string, len(codes))
	for i, c := range codes {
		all[i] = string(c)
	}
	return all
}

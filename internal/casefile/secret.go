package casefile

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// This file answers, for redaction, what refers to something confidential.

func (c *Casefile) secretCharge(id string) bool {
	return slices.ContainsFunc(c.Charges, func(x Charge) bool { return x.ID == id && x.confidential() })
}

func (c *Casefile) secretSentence(id string) bool {
	return id != "" && slices.ContainsFunc(c.Sentences, func(x Sentence) bool { return x.ID == id && x.confidential() })
}

// secretWork reports whether title is what a confidential work is called.
func (c *Casefile) secretWork(title string) bool {
	return title != "" && slices.ContainsFunc(c.Works, func(w Work) bool {
		return w.confidential() && (strings.EqualFold(title, w.Title) || strings.EqualFold(title, w.OriginalTitle) ||
			slices.ContainsFunc(w.Also, func(t string) bool { return strings.EqualFold(title, t) }))
	})
}

// secretIDs are the ids of confidential charges, proceedings, sentences,
// events and sources.
func (c *Casefile) secretIDs() []string {
	var ids []string
	ids = secretsOf(ids, c.Charges, func(x *Charge) string { return x.ID })
	ids = secretsOf(ids, c.Proceedings, func(x *Proceeding) string { return x.ID })
	ids = secretsOf(ids, c.Sentences, func(x *Sentence) string { return x.ID })
	ids = secretsOf(ids, c.Events, func(x *Event) string { return x.ID })
	return secretsOf(ids, c.Sources, func(x *Source) string { return x.ID })
}

func secretsOf[T any, P factual[T]](ids []string, of []T, id func(P) string) []string {
	for i := range of {
		if p := P(&of[i]); p.fact().confidential() {
			ids = append(ids, id(p))
		}
	}
	return ids
}

// mentions reports whether about, the subject of a note such as "sentence s2"
// or "sentences s2-s5", names one of ids, or a span that holds one.
func mentions(about string, ids []string) bool {
	if len(ids) == 0 {
		return false
	}
	words := strings.FieldsFunc(about, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-–_.", r)
	})
	for _, w := range words {
		w = strings.Trim(w, ".")
		from, to, span := strings.Cut(strings.ReplaceAll(w, "–", "-"), "-")
		for _, id := range ids {
			if strings.EqualFold(w, id) || strings.EqualFold(from, id) || strings.EqualFold(to, id) || span && between(id, from, to) {
				return true
			}
		}
	}
	return false
}

// between reports whether id is one of from … to, as s3 is of s2-s5.
func between(id, from, to string) bool {
	p1, n1, ok1 := numbered(from)
	p2, n2, ok2 := numbered(to)
	p, n, ok := numbered(id)
	return ok && ok1 && ok2 && p == p1 && (p == p2 || p2 == "") && n1 <= n && n <= n2
}

func numbered(id string) (prefix string, n int, ok bool) {
	prefix = strings.TrimRight(id, "0123456789")
	n, err := strconv.Atoi(id[len(prefix):])
	return prefix, n, err == nil
}

// secretSubjects are the beginnings of the words for what the casefile has and
// the public sees nothing of, or of a whereabouts nothing but its public text.
func (c *Casefile) secretSubjects() []string {
	var words []string
	add := func(hidden bool, w ...string) {
		if hidden {
			words = append(words, w...)
		}
	}
	p := &c.Person
	add(p.Born != nil && p.Born.confidential(), "birth", "born")
	add(p.Died != nil && p.Died.confidential(), "death", "died")
	add(c.Status.confidential(), "status")
	add(c.Whereabouts != nil && c.Whereabouts.confidential(), "whereabouts", "location", "residence")
	add(allSecret(p.Nationalities), "national", "citizen")
	add(allSecret(p.Professions), "profession", "occupation")
	add(allSecret(c.Custody), "custody", "detention", "prison")
	add(allSecret(c.Charges), "charge")
	add(allSecret(c.Proceedings), "proceeding")
	add(allSecret(c.Sentences), "sentence")
	add(allSecret(c.Events), "event")
	add(allSecret(c.Works), "work")
	add(allSecret(c.Awards), "award")
	add(allSecret(c.People), "people")
	return words
}

// allSecret reports whether there are facts of that kind, and all confidential.
func allSecret[T any, P factual[T]](of []T) bool {
	return len(of) > 0 && !slices.ContainsFunc(of, func(x T) bool { return !P(&x).fact().confidential() })
}

// speaksOf reports whether a word of about begins as one of subjects.
func speaksOf(about string, subjects []string) bool {
	for _, w := range strings.FieldsFunc(strings.ToLower(about), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if slices.ContainsFunc(subjects, func(s string) bool { return strings.HasPrefix(w, s) }) {
			return true
		}
	}
	return false
}

package store

import (
	"strings"

	"vigil/internal/casefile"
)

// keys are what people are resolved and filtered by, each once.
func (b *builder) keys(r *casefile.Redacted) {
	seen := make(map[[2]string]bool)
	put := func(field Field, key, written string) {
		if k := [2]string{string(field), key}; key != "" && !seen[k] {
			seen[k] = true
			b.add("public_keys", `INSERT INTO public_keys VALUES (?, ?, ?, ?, ?)`, int64(b.book), string(field), key, theID, written)
		}
	}
	put(FieldName, b.key(r.Person.Name), r.Person.Name)
	for _, n := range r.Person.Names {
		put(FieldName, b.key(n.Text), n.Text)
	}
	put(FieldCountry, codeKey(r.Country), r.Country)
	put(FieldStatus, codeKey(string(r.Status.Code)), string(r.Status.Code))
	for _, c := range r.Charges {
		put(FieldCharge, b.key(c.Text), c.Text)
	}
	for _, s := range r.Sentences {
		for _, p := range s.Penalties {
			put(FieldPenalty, codeKey(string(p.Kind)), string(p.Kind))
		}
	}
	for _, p := range r.Person.Professions {
		put(FieldProfession, b.key(p.Text), p.Text)
	}
}

// text is everything that people may remember a case by, folded.
func (b *builder) text(r *casefile.Redacted) {
	called := []string{r.Person.Name}
	for _, n := range r.Person.Names {
		called = append(called, n.Text)
	}
	b.read(r)
	words, body := b.fold(called), b.fold(b.words)
	b.add("public_text", `INSERT INTO public_text VALUES (?, ?, ?)`, theID, words, body)
	b.add("public_fts", `INSERT INTO public_fts (docid, names, body) VALUES (?, ?, ?)`, theID, words, body)
}

// fold is the folded words of the texts, one space between them.
func (b *builder) fold(texts []string) string {
	var all strings.Builder
	for _, t := range texts {
		k := b.key(t)
		if k != "" && all.Len() > 0 {
			all.WriteByte(' ')
		}
		all.WriteString(k)
	}
	return all.String()
}

// read takes the words of the facts.
func (b *builder) read(r *casefile.Redacted) {
	say := func(words ...string) { b.words = append(b.words, words...) }
	for _, p := range r.Person.Professions {
		say(p.Text)
	}
	for _, n := range r.Person.Nationalities {
		say(n.Text)
	}
	say(r.Status.Text)
	if r.Whereabouts != nil {
		say(r.Whereabouts.Text, r.Whereabouts.PublicText)
	}
	for _, c := range r.Custody {
		say(c.Place)
	}
	for _, c := range r.Charges {
		say(c.Text, c.Law, c.Outcome)
	}
	for _, p := range r.Proceedings {
		say(p.Court, p.Text)
	}
	for _, s := range r.Sentences {
		say(s.Court)
		for _, p := range s.Penalties {
			say(p.Of)
		}
	}
	for _, e := range r.Events {
		say(e.Text)
	}
	for _, w := range r.Works {
		say(w.Title, w.OriginalTitle)
		say(w.Also...)
	}
	for _, a := range r.Awards {
		say(a.Name, a.By)
	}
	for _, p := range r.People {
		say(p.Name)
		for _, n := range p.Names {
			say(n.Text)
		}
	}
	for _, n := range r.Notes {
		say(n.Text)
	}
}

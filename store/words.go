package store

import (
	"strings"

	"vigil/internal/casefile"
	"vigil/internal/names"
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
	put(FieldName, wordsKey(r.Person.Name), r.Person.Name)
	for _, n := range r.Person.Names {
		put(FieldName, wordsKey(n.Text), n.Text)
	}
	put(FieldCountry, codeKey(r.Country), r.Country)
	put(FieldStatus, codeKey(string(r.Status.Code)), string(r.Status.Code))
	for _, c := range r.Charges {
		put(FieldCharge, wordsKey(c.Text), c.Text)
	}
	for _, s := range r.Sentences {
		for _, p := range s.Penalties {
			put(FieldPenalty, codeKey(string(p.Kind)), string(p.Kind))
		}
	}
	for _, p := range r.Person.Professions {
		put(FieldProfession, wordsKey(p.Text), p.Text)
	}
}

// text is everything that people may remember a case by, folded.
func (b *builder) text(r *casefile.Redacted) {
	called := []string{r.Person.Name}
	for _, n := range r.Person.Names {
		called = append(called, n.Text)
	}
	b.read(r)
	words, body := folded(called), folded(b.words)
	b.add("public_text", `INSERT INTO public_text VALUES (?, ?, ?)`, theID, words, body)
	b.add("public_fts", `INSERT INTO public_fts (docid, names, body) VALUES (?, ?, ?)`, theID, words, body)
}

// folded is the folded words of texts, one space between them.
func folded(texts []string) string {
	var words []string
	for _, t := range texts {
		words = append(words, names.Tokens(t)...)
	}
	return strings.Join(words, " ")
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

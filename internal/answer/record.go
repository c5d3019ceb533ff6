package answer

import "vigil/store"

// recorded are the names of what is on record here, as the lexer asks for them.
type recorded struct{ *store.Census }

func (r recorded) Terms(key string) []value     { return valued(r.Census.Terms(key)) }
func (r recorded) Near(key string) []value      { return valued(r.Census.Near(key)) }
func (r recorded) Sounding(name string) []value { return valued(r.Census.Sounding(name)) }

// valued are those that no meaning of the word lists stands for: countries and
// kinds of events have their own.
func valued(all []store.Value) []value {
	var some []value
	for _, v := range all {
		if v.Field != store.FieldCountry && v.Field != store.FieldEvent {
			some = append(some, value{string(v.Field), v.Key, v.Text})
		}
	}
	return some
}

// keysFor are the keys of those values of a field that a meaning of the word
// lists stands for: what the record calls by one of its phrases.
func (t *teller) keysFor(c concept, field store.Field) []string {
	var all []string
	seen := map[string]bool{}
	for _, phrase := range t.lex.of[c] {
		for _, v := range t.census.Terms(phrase) {
			if v.Field == field && !seen[v.Key] {
				seen[v.Key] = true
				all = append(all, v.Key)
			}
		}
	}
	return all
}

// among are the values of a mark in those fields.
func (m *mark) among(fields ...store.Field) []value {
	var all []value
	for _, v := range m.values {
		for _, f := range fields {
			if v.Field == string(f) {
				all = append(all, v)
			}
		}
	}
	return all
}

func keysOf(values []value) []string {
	var all []string
	for _, v := range values {
		all = append(all, v.Key)
	}
	return all
}

// nothing is a record on which nothing is: with it words are read as words of the language alone.
type nothing struct{}

func (nothing) Terms(string) []value    { return nil }
func (nothing) Near(string) []value     { return nil }
func (nothing) Sounding(string) []value { return nil }

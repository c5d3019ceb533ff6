package store

import "vigil/internal/casefile"

// CensusForTest is a census of those people, in the order of the list, without
// a database, and a function that puts one of them in another's place.
func CensusForTest(people []*casefile.Redacted) (*Census, func(n int, is *casefile.Redacted) *Census) {
	c := newEverybody()
	changes := make(map[int64]*Person, len(people))
	one := func(n int, r *casefile.Redacted) *Person { return personOf(int64(n+1), 1, wordsKey(r.Person.Name), r) }
	for i, r := range people {
		changes[int64(i+1)] = one(i, r)
	}
	c.apply(1, changes)
	access := Access{Reads: []CasebookID{1}}
	seq := int64(1)
	return &Census{c.state.Load(), access}, func(n int, is *casefile.Redacted) *Census {
		seq++
		c.apply(seq, map[int64]*Person{int64(n + 1): one(n, is)})
		return &Census{c.state.Load(), access}
	}
}

// HoldCensusForTest has nobody bring the census up to date until what it returns is called.
func (p *Public) HoldCensusForTest() (goOn func()) {
	p.everybody.mu.Lock()
	return p.everybody.mu.Unlock
}

package entry

import "vigil/internal/casefile"

// single is a kind of which a casefile has one at most.
type single[T any] struct {
	form[T]
	get func(c *casefile.Casefile) *T    // nil if there is none
	put func(c *casefile.Casefile, x *T) // nil takes it away
}

func (k single[T]) kind() Kind { return Kind{Name: k.name} }

func (k single[T]) facts(c *casefile.Casefile, lang string) []Fact {
	x := k.get(c)
	if x == nil || k.tell == nil {
		return nil
	}
	return []Fact{k.told(x, "", lang)}
}

func (k single[T]) find(c *casefile.Casefile, ref string) (int, bool) {
	switch {
	case ref != "":
		return 0, false
	case k.get(c) == nil:
		return -1, true
	}
	return 0, true
}

func (k single[T]) ref(*casefile.Casefile, int) string { return "" }

func (k single[T]) follow(_, after *casefile.Casefile, _ int) int {
	if k.get(after) == nil {
		return -1
	}
	return 0
}

func (k single[T]) fill(c *casefile.Casefile, at int, lang string) Values {
	if x := k.get(c); x != nil {
		return k.values(c, x, lang)
	}
	var x T
	v := k.values(c, &x, lang)
	if k.start != nil {
		k.start(c, &x, v)
	}
	return v
}

func (k single[T]) read(s *sheet, at int) int {
	var x T
	if old := k.get(s.c); old != nil {
		x = *old
	}
	k.take(s, &x)
	s.said(k.fact(&x))
	k.put(s.c, &x)
	return 0
}

func (k single[T]) drop(c *casefile.Casefile, _ int) { k.put(c, nil) }

func (k single[T]) place(int) place { return place{"/" + k.member, k.members} }

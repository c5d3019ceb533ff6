package entry

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"strconv"
	"strings"

	"vigil/internal/casefile"
)

// several is a kind of which a casefile has a list.
type several[T any] struct {
	form[T]
	of     func(c *casefile.Casefile) *[]T
	id     func(x *T) *string // nil: they have none
	prefix string             // of new ids
}

func (k several[T]) kind() Kind { return Kind{Name: k.name, Many: true} }

func (k several[T]) facts(c *casefile.Casefile, lang string) []Fact {
	var all []Fact
	for i := range *k.of(c) {
		all = append(all, k.told(&(*k.of(c))[i], k.ref(c, i), lang))
	}
	return all
}

// ref is the fact's id. One without is known by its place and what stands
// there; see find.
func (k several[T]) ref(c *casefile.Casefile, at int) string {
	x := &(*k.of(c))[at]
	if k.id != nil {
		return *k.id(x)
	}
	return strconv.Itoa(at) + "." + digest(x)
}

// find is where the fact stands that ref named, in this revision or an earlier
// one. One without an id may have moved, but must not have changed.
func (k several[T]) find(c *casefile.Casefile, ref string) (int, bool) {
	if ref == "" {
		return -1, true
	}
	list := *k.of(c)
	if k.id != nil {
		for i := range list {
			if *k.id(&list[i]) == ref {
				return i, true
			}
		}
		return 0, false
	}
	at, sum, ok := strings.Cut(ref, ".")
	n, err := strconv.Atoi(at)
	if !ok || err != nil {
		return 0, false
	}
	best := -1
	for i := range list {
		if digest(&list[i]) == sum && (best < 0 || abs(i-n) < abs(best-n)) {
			best = i
		}
	}
	return best, best >= 0
}

func abs(n int) int { return max(n, -n) }

// digest is a short text that is the same for the same fact.
func digest(x any) string {
	data, err := json.Marshal(x)
	if err != nil {
		data = []byte(err.Error())
	}
	h := fnv.New32a()
	h.Write(data)
	return fmt.Sprintf("%08x", h.Sum32())
}

func (k several[T]) follow(before, after *casefile.Casefile, at int) int {
	return casefile.Pair(*k.of(before), *k.of(after))[at]
}

func (k several[T]) fill(c *casefile.Casefile, at int, lang string) Values {
	if at >= 0 {
		return k.values(c, &(*k.of(c))[at], lang)
	}
	var x T
	v := k.values(c, &x, lang)
	if k.start != nil {
		k.start(c, &x, v)
	}
	return v
}

func (k several[T]) read(s *sheet, at int) int {
	list := k.of(s.c)
	if at < 0 {
		var x T
		if k.id != nil {
			*k.id(&x) = k.newID(*list)
		}
		at = len(*list)
		*list = append(*list, x)
	}
	x := (*list)[at]
	k.take(s, &x)
	s.said(k.fact(&x))
	(*list)[at] = x // taking it may have added to this very list
	return at
}

// newID is the prefix with the number after the highest, so that no id comes
// to mean something else.
func (k several[T]) newID(list []T) string {
	highest := 0
	for i := range list {
		if digits, ok := strings.CutPrefix(*k.id(&list[i]), k.prefix); ok {
			if n, err := strconv.Atoi(digits); err == nil && len(digits) < 9 {
				highest = max(highest, n)
			}
		}
	}
	return k.prefix + strconv.Itoa(highest+1)
}

func (k several[T]) drop(c *casefile.Casefile, at int) {
	list := k.of(c)
	*list = append((*list)[:at:at], (*list)[at+1:]...)
	if len(*list) == 0 {
		*list = nil
	}
}

func (k several[T]) place(at int) place {
	return place{"/" + k.member + "/" + strconv.Itoa(at), k.members}
}

package entry

import (
	"slices"
	"strconv"
	"strings"

	"vigil/internal/casefile"
)

// sweep drops the sources that were cited before and are no more. A source
// that nothing cites is public; one that stood behind a confidential fact
// alone would become so.
func (s *sheet) sweep(before *casefile.Casefile) {
	s.c.Sources = dropUncited(before, s.c, nil)
}

// dropUncited are the sources of after without those that only what is gone
// cited. gone is told where each stood in before.
func dropUncited(before, after *casefile.Casefile, gone func(at int)) []casefile.Source {
	cited := cites(before)
	for { // a source may cite another
		now := cites(after)
		n := len(after.Sources)
		after.Sources = slices.DeleteFunc(after.Sources, func(x casefile.Source) bool { return cited[x.ID] && !now[x.ID] })
		if len(after.Sources) == n {
			break
		}
	}
	for i := range before.Sources {
		if gone != nil && sourceOf(after, before.Sources[i].ID) == nil {
			gone(i)
		}
	}
	if len(after.Sources) == 0 {
		return nil
	}
	return after.Sources
}

func cites(c *casefile.Casefile) map[string]bool {
	cited := map[string]bool{}
	c.EachFact(func(f *casefile.Fact) {
		for _, id := range f.Sources {
			cited[id] = true
		}
	})
	return cited
}

func pointer(parts ...any) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteByte('/')
		switch p := p.(type) {
		case string:
			b.WriteString(p)
		case int:
			b.WriteString(strconv.Itoa(p))
		}
	}
	return b.String()
}

package casefile

import "strings"

// Confirmations is how many independent voices stand behind a fact that names
// these sources: those that copy one agency are one, and so are two reports of
// one publisher. A source that copies several agencies counts once, and not at
// all if one of them is counted already: rather too few than too many. Ids
// that lead nowhere count nothing.
func (c *Casefile) Confirmations(sources []string) int {
	voices := map[string]bool{}
	var several [][]string
	for _, id := range sources {
		s := c.Source(id)
		if s == nil {
			continue
		}
		if v := s.voices(); len(v) == 1 {
			voices[v[0]] = true
		} else {
			several = append(several, v)
		}
	}
	for _, v := range several {
		heard := false
		for _, name := range v {
			heard = heard || voices[name]
		}
		if !heard {
			voices[v[0]] = true
		}
	}
	return len(voices)
}

// Source is the source of this id, or nil. It points into the casefile.
func (c *Casefile) Source(id string) *Source {
	for i := range c.Sources {
		if c.Sources[i].ID == id {
			return &c.Sources[i]
		}
	}
	return nil
}

// voices are who is speaking in a source: the agencies that it copies, else its
// publisher, else itself.
func (s *Source) voices() []string {
	var v []string
	for name := range strings.SplitSeq(s.Origin, ";") {
		if name = voice(name); name != "" {
			v = append(v, name)
		}
	}
	switch {
	case len(v) > 0:
		return v
	case voice(s.Publisher) != "":
		return []string{voice(s.Publisher)}
	}
	return []string{"source " + s.ID}
}

// voice folds the ways in which one agency is named.
func voice(name string) string {
	name, _, _ = strings.Cut(name, "(")
	name = strings.Join(strings.Fields(strings.ToLower(name)), " ")
	name = strings.TrimPrefix(name, "the ")
	switch name {
	case "associated press":
		return "ap"
	case "agence france-presse":
		return "afp"
	case "deutsche presse-agentur":
		return "dpa"
	}
	return name
}

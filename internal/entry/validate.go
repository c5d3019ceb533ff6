package entry

import (
	"slices"
	"strings"

	"vigil/internal/casefile"
)

// validate blames what the record refuses of the new casefile and didn't of
// the old one. The forms refuse all of it themselves, in words of their own;
// this is for what they may have missed.
func (s *sheet) validate(before *casefile.Casefile, at place) {
	problems := s.c.Validate()
	if len(problems) == 0 {
		return
	}
	old := before.Validate()
	for _, p := range problems {
		if slices.Contains(old, p) {
			continue
		}
		field := s.fields[0].Name
		if rest, ok := strings.CutPrefix(p.Path, at.path+"/"); ok {
			member, _, _ := strings.Cut(rest, "/")
			if name := at.fields[member]; name != "" {
				field = name
			}
			switch member {
			case "sources":
				field = "sources"
			case "attribution":
				field = "who"
			}
		} else if strings.HasPrefix(p.Path, "/sources/") {
			field = "sources"
		} else if p.Path == "/country" {
			field = "country"
		}
		if !s.has(field) {
			field = s.fields[0].Name
		}
		s.blame(field, "invalid", "")
	}
}

// faulty reports whether a fault was found in any of the fields.
func (s *sheet) faulty(names ...string) bool {
	return slices.ContainsFunc(s.faults, func(f Fault) bool { return slices.Contains(names, f.Field) })
}

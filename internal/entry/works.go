package entry

import (
	"strings"

	"vigil/internal/casefile"
)

// workKind is what the person made or took part in.
func workKind() keeper {
	return several[casefile.Work]{
		form: form[casefile.Work]{
			name: "work",
			ask: func(*casefile.Casefile) []Field {
				return []Field{{Name: "title", Required: true, Max: mostLine}, {Name: "titles", Type: Text}, {Name: "year", Max: 100}, {Name: "role", Max: mostLine}, sourcesField()}
			},
			then: seen,
			tell: func(f *Fact, x *casefile.Work, _ string) {
				f.Date, f.Texts = x.Year.Date(), words(x.Title, x.OriginalTitle)
			},
			show: func(v Values, _ *casefile.Casefile, x *casefile.Work) {
				v["title"], v["titles"], v["year"], v["role"] = x.Title, writeTitles(x), x.Year.String(), x.Role
			},
			take: func(s *sheet, x *casefile.Work) {
				s.line("title", &x.Title)
				s.titles(x)
				s.year("year", &x.Year)
				s.line("role", &x.Role)
			},
			fact:    func(x *casefile.Work) *casefile.Fact { return &x.Fact },
			member:  "works",
			members: map[string]string{"title": "title", "original_title": "titles", "also": "titles", "year": "year", "role": "role"},
		},
		of: func(c *casefile.Casefile) *[]casefile.Work { return &c.Works },
	}
}

// titles reads the original title and, on further lines, what else the work is
// called. A line with nothing but a hyphen is no original title.
func (s *sheet) titles(x *casefile.Work) {
	typed, ok := s.changed("titles")
	if !ok {
		return
	}
	var original string
	var also []string
	for i, line := range strings.Split(typed, "\n") {
		l := typedLine{i + 1, line}
		switch {
		case !s.lineFits("titles", l):
			return
		case i == 0 && (line == "-" || line == "–"):
		case i == 0:
			original = line
		case line != "":
			also = append(also, line)
		}
	}
	if len(also) > mostRefs {
		s.blame("titles", "too_many", "")
		return
	}
	x.OriginalTitle, x.Also = original, also
}

func writeTitles(x *casefile.Work) string {
	first := x.OriginalTitle
	if first == "" && len(x.Also) > 0 {
		first = "-"
	}
	return strings.Join(append([]string{first}, x.Also...), "\n")
}

// awardKind is an honour given to the person or a work.
func awardKind() keeper {
	return several[casefile.Award]{
		form: form[casefile.Award]{
			name: "award",
			ask: func(*casefile.Casefile) []Field {
				return []Field{{Name: "award", Required: true, Max: mostLine}, {Name: "by", Max: mostLine}, {Name: "year", Max: 100}, {Name: "work", Max: mostLine}, sourcesField()}
			},
			then: seen,
			tell: func(f *Fact, x *casefile.Award, _ string) {
				f.Date, f.Texts = x.Year.Date(), words(x.Name, x.By, x.Work)
			},
			show: func(v Values, _ *casefile.Casefile, x *casefile.Award) {
				v["award"], v["by"], v["year"], v["work"] = x.Name, x.By, x.Year.String(), x.Work
			},
			take: func(s *sheet, x *casefile.Award) {
				s.line("award", &x.Name)
				s.line("by", &x.By)
				s.year("year", &x.Year)
				s.line("work", &x.Work)
			},
			fact:    func(x *casefile.Award) *casefile.Fact { return &x.Fact },
			member:  "awards",
			members: map[string]string{"name": "award", "by": "by", "year": "year", "work": "work"},
		},
		of: func(c *casefile.Casefile) *[]casefile.Award { return &c.Awards },
	}
}

// contactKind is somebody else who has a part in the case. Who they are is for
// curators, until one of them says otherwise.
func contactKind() keeper {
	return several[casefile.Related]{
		form: form[casefile.Related]{
			name: "contact",
			ask: func(*casefile.Casefile) []Field {
				return []Field{{Name: "name", Required: true, Max: mostLine}, {Name: "role", Max: mostLine}, {Name: "casefile", Max: 100}, whoField(), sourcesField()}
			},
			then: seen,
			tell: func(f *Fact, x *casefile.Related, _ string) { f.Texts = words(x.Name, x.Role) },
			show: func(v Values, _ *casefile.Casefile, x *casefile.Related) {
				v["name"], v["role"], v["casefile"] = x.Name, x.Role, x.Casefile
			},
			start: guarded[casefile.Related],
			take: func(s *sheet, x *casefile.Related) {
				s.line("name", &x.Name)
				s.line("role", &x.Role)
				s.slug("casefile", &x.Casefile)
			},
			fact:    func(x *casefile.Related) *casefile.Fact { return &x.Fact },
			member:  "people",
			members: map[string]string{"name": "name", "role": "role", "casefile": "casefile"},
		},
		of: func(c *casefile.Casefile) *[]casefile.Related { return &c.People },
	}
}

// slug reads the slug of another casefile.
func (s *sheet) slug(name string, to *string) {
	text, ok := s.changed(name)
	if !ok {
		return
	}
	text = strings.ToLower(text)
	switch {
	case text == "":
	case text == s.c.Slug:
		s.blame(name, "own_casefile", "")
		return
	case !casefile.IsSlug(text):
		s.blamePart(name, "casefile", text, "casefile")
		return
	}
	*to = text
}

// sourceKind is where facts come from.
func sourceKind() keeper {
	return several[casefile.Source]{
		form: form[casefile.Source]{
			name: "source",
			ask: func(*casefile.Casefile) []Field {
				return []Field{{Name: "link", Max: mostURL}, {Name: "publisher", Max: mostLine}, {Name: "title", Max: mostLine}, {Name: "published", Type: Date}, {Name: "origin", Max: mostLine}}
			},
			then: func(c *casefile.Casefile) []Field {
				kind := kindField("source.", []string{"news", "ngo", "official", "court", "lawyer", "family", "social", "agency-copy", "aggregator", "reference", "encyclopedia"},
					codesOf(c.Sources, func(x *casefile.Source) string { return x.Kind }))
				kind.Required = false
				kind.Options = append(kind.Options, unsaid("entry.kind.unsaid"))
				return append([]Field{kind}, seen(c)...)
			},
			tell: func(f *Fact, x *casefile.Source, _ string) {
				f.Date, f.Texts = x.Published, words(x.Publisher, x.Title, x.URL)
			},
			show: func(v Values, _ *casefile.Casefile, x *casefile.Source) {
				v["link"], v["publisher"], v["title"], v["published"], v["origin"], v["kind"] =
					x.URL, x.Publisher, x.Title, x.Published.String(), x.Origin, orUnsaid(x.Kind)
			},
			take:    takeSource,
			fact:    func(x *casefile.Source) *casefile.Fact { return &x.Fact },
			member:  "sources",
			members: map[string]string{"url": "link", "publisher": "publisher", "title": "title", "published": "published", "origin": "origin", "kind": "kind"},
		},
		of:     func(c *casefile.Casefile) *[]casefile.Source { return &c.Sources },
		id:     func(x *casefile.Source) *string { return &x.ID },
		prefix: "s",
	}
}

func takeSource(s *sheet, x *casefile.Source) {
	linked := false
	if text, ok := s.changed("link"); ok {
		link, ok := linkOf(text)
		if text != "" && !ok {
			s.blamePart("link", "source.link", text, "link")
		}
		x.URL = link
		linked = ok
	}
	s.line("publisher", &x.Publisher)
	s.line("title", &x.Title)
	s.date("published", &x.Published)
	s.line("origin", &x.Origin)
	code(s, "kind", &x.Kind)
	if s.faulty("link", "publisher", "title") {
		return
	}
	if x.Publisher == "" && linked {
		x.Publisher = host(x.URL)
	}
	if x.URL == "" && x.Publisher == "" && x.Title == "" && x.Note == "" {
		s.blame("link", "required", "link")
	}
}

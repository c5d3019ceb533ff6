package entry

import "vigil/internal/casefile"

// statusKind is how the person is now.
func statusKind() keeper {
	return single[casefile.Status]{
		form: form[casefile.Status]{
			name: "status",
			ask: func(*casefile.Casefile) []Field {
				return []Field{
					{Name: "code", Type: Choice, Required: true, Options: coded("choice.status.", casefile.AllStatuses())},
					{Name: "as_of", Type: Date},
					{Name: "text", Type: Text},
					whoField(), sourcesField(),
				}
			},
			then: seen,
			tell: func(f *Fact, x *casefile.Status, _ string) {
				f.Date, f.Key, f.Texts = x.AsOf, "status."+string(x.Code), words(x.Text)
			},
			show: func(v Values, _ *casefile.Casefile, x *casefile.Status) {
				v["code"], v["as_of"], v["text"] = string(x.Code), x.AsOf.String(), x.Text
			},
			take: func(s *sheet, x *casefile.Status) {
				code(s, "code", &x.Code)
				s.date("as_of", &x.AsOf)
				s.line("text", &x.Text)
			},
			fact:    func(x *casefile.Status) *casefile.Fact { return &x.Fact },
			member:  "status",
			members: map[string]string{"code": "code", "as_of": "as_of", "text": "text"},
		},
		get: func(c *casefile.Casefile) *casefile.Status {
			if c.Status.Code == "" {
				return nil
			}
			return &c.Status
		},
		put: func(c *casefile.Casefile, x *casefile.Status) {
			if x == nil {
				x = &casefile.Status{}
			}
			c.Status = *x
		},
	}
}

// whereaboutsKind is where the person is, which nobody but curators is told
// unless they say so.
func whereaboutsKind() keeper {
	return single[casefile.Whereabouts]{
		form: form[casefile.Whereabouts]{
			name: "whereabouts",
			ask: func(*casefile.Casefile) []Field {
				return []Field{
					{Name: "where", Type: Text}, {Name: "public_text", Type: Text}, {Name: "as_of", Type: Date}, whoField(), sourcesField(),
				}
			},
			then: seen,
			tell: func(f *Fact, x *casefile.Whereabouts, _ string) {
				f.Date, f.Texts = x.AsOf, words(x.Text, x.PublicText)
			},
			show: func(v Values, _ *casefile.Casefile, x *casefile.Whereabouts) {
				v["where"], v["public_text"], v["as_of"] = x.Text, x.PublicText, x.AsOf.String()
			},
			take: func(s *sheet, x *casefile.Whereabouts) {
				s.line("where", &x.Text)
				s.line("public_text", &x.PublicText)
				s.date("as_of", &x.AsOf)
				if x.Text == "" && x.PublicText == "" && !s.faulty("where", "public_text") {
					s.blame("where", "required", "")
				}
			},
			start:   guarded[casefile.Whereabouts],
			fact:    func(x *casefile.Whereabouts) *casefile.Fact { return &x.Fact },
			member:  "whereabouts",
			members: map[string]string{"text": "where", "public_text": "public_text", "as_of": "as_of"},
		},
		get: func(c *casefile.Casefile) *casefile.Whereabouts { return c.Whereabouts },
		put: func(c *casefile.Casefile, x *casefile.Whereabouts) { c.Whereabouts = x },
	}
}

// guarded makes a new fact one for curators, until they say otherwise.
func guarded[T any](_ *casefile.Casefile, _ *T, v Values) { v["visible"] = Curators }

package entry

import "vigil/internal/casefile"

// custodyKind is a span of being held. What kind of custody it is gets asked
// beside the preview; until then a new one is detention, which says no more
// than that somebody is held.
func custodyKind() keeper {
	return several[casefile.Custody]{
		form: form[casefile.Custody]{
			name: "custody",
			ask: func(*casefile.Casefile) []Field {
				return []Field{{Name: "start", Type: Date}, {Name: "end", Type: Date}, {Name: "place", Max: mostLine}, whoField(), sourcesField()}
			},
			then: func(c *casefile.Casefile) []Field {
				kind := kindField("custody.", []string{"detention", "pretrial", "prison", "solitary", "incommunicado", "house_arrest", "hospital", "labour_camp"},
					codesOf(c.Custody, func(x *casefile.Custody) string { return x.Kind }))
				return append([]Field{kind}, seen(c)...)
			},
			tell: func(f *Fact, x *casefile.Custody, _ string) {
				f.Date, f.Key, f.Texts = x.Start, "custody."+x.Kind, words(x.Place)
			},
			show: func(v Values, _ *casefile.Casefile, x *casefile.Custody) {
				v["start"], v["end"], v["place"], v["kind"] = x.Start.String(), x.End.String(), x.Place, x.Kind
			},
			start: func(_ *casefile.Casefile, _ *casefile.Custody, v Values) { v["kind"] = "detention" },
			take: func(s *sheet, x *casefile.Custody) {
				s.date("start", &x.Start)
				s.date("end", &x.End)
				s.order("end", x.End, x.Start)
				s.line("place", &x.Place)
				code(s, "kind", &x.Kind)
				if s.fresh && x.Start.IsZero() && x.End.IsZero() && x.Place == "" && !s.faulty("start", "end", "place") {
					s.blame("start", "required", "date")
				}
			},
			fact:    func(x *casefile.Custody) *casefile.Fact { return &x.Fact },
			member:  "custody",
			members: map[string]string{"kind": "kind", "start": "start", "end": "end", "place": "place"},
		},
		of: func(c *casefile.Casefile) *[]casefile.Custody { return &c.Custody },
	}
}

// chargeKind is what somebody is accused or was convicted of.
func chargeKind() keeper {
	return several[casefile.Charge]{
		form: form[casefile.Charge]{
			name: "charge",
			ask: func(*casefile.Casefile) []Field {
				return []Field{{Name: "charge", Type: Text, Required: true}, {Name: "law", Max: mostLine}, {Name: "became", Max: mostLine}, whoField(), sourcesField()}
			},
			then: seen,
			tell: func(f *Fact, x *casefile.Charge, _ string) { f.Texts = words(x.Text, x.Law) },
			show: func(v Values, _ *casefile.Casefile, x *casefile.Charge) {
				v["charge"], v["law"], v["became"] = x.Text, x.Law, x.Outcome
			},
			take: func(s *sheet, x *casefile.Charge) {
				s.line("charge", &x.Text)
				s.line("law", &x.Law)
				s.line("became", &x.Outcome)
			},
			fact:    func(x *casefile.Charge) *casefile.Fact { return &x.Fact },
			member:  "charges",
			members: map[string]string{"text": "charge", "law": "law", "outcome": "became"},
		},
		of:     func(c *casefile.Casefile) *[]casefile.Charge { return &c.Charges },
		id:     func(x *casefile.Charge) *string { return &x.ID },
		prefix: "c",
	}
}

// proceedingKind is one step of a case. There is no room in its form for who
// says so: a line "according to …" among the sources does it.
func proceedingKind() keeper {
	return several[casefile.Proceeding]{
		form: form[casefile.Proceeding]{
			name: "proceeding",
			ask: func(c *casefile.Casefile) []Field {
				kind := kindField("kind.", []string{"summons", "arrest", "interrogation", "detention", "detention_review", "bail", "charge", "indictment",
					"hearing", "trial", "verdict", "acquittal", "appeal", "retrial", "enforcement", "pardon", "disciplinary", "international_ruling"},
					codesOf(c.Proceedings, func(x *casefile.Proceeding) string { return x.Kind }))
				return []Field{kind, {Name: "date", Type: Date}, {Name: "court", Max: mostLine}, {Name: "happened", Type: Text}, sourcesField()}
			},
			then: seen,
			tell: func(f *Fact, x *casefile.Proceeding, _ string) {
				f.Date, f.Key, f.Texts = x.Date, "kind."+x.Kind, words(x.Text, x.Court)
			},
			show: func(v Values, _ *casefile.Casefile, x *casefile.Proceeding) {
				v["kind"], v["date"], v["court"], v["happened"] = x.Kind, x.Date.String(), x.Court, x.Text
			},
			take: func(s *sheet, x *casefile.Proceeding) {
				code(s, "kind", &x.Kind)
				s.date("date", &x.Date)
				s.order("date", x.Announced, x.Date)
				s.line("court", &x.Court)
				s.line("happened", &x.Text)
			},
			fact:    func(x *casefile.Proceeding) *casefile.Fact { return &x.Fact },
			member:  "proceedings",
			members: map[string]string{"kind": "kind", "date": "date", "announced": "date", "court": "court", "text": "happened"},
		},
		of:     func(c *casefile.Casefile) *[]casefile.Proceeding { return &c.Proceedings },
		id:     func(x *casefile.Proceeding) *string { return &x.ID },
		prefix: "p",
	}
}

// eventKind is something that happened and is no step of the proceedings.
func eventKind() keeper {
	return several[casefile.Event]{
		form: form[casefile.Event]{
			name: "event",
			ask: func(c *casefile.Casefile) []Field {
				kind := kindField("kind.", []string{"release", "departure", "arrival", "return", "furlough", "transfer", "exchange", "statement", "hunger_strike",
					"health", "pressure", "travel_ban", "passport", "protest", "solidarity", "press", "festival", "work", "award", "death", "context"},
					codesOf(c.Events, func(x *casefile.Event) string { return x.Kind }))
				return []Field{kind, {Name: "date", Type: Date}, {Name: "happened", Type: Text, Required: true}, whoField(), sourcesField()}
			},
			then: seen,
			tell: func(f *Fact, x *casefile.Event, _ string) {
				f.Date, f.Key, f.Texts = x.Date, "kind."+x.Kind, words(x.Text)
			},
			show: func(v Values, _ *casefile.Casefile, x *casefile.Event) {
				v["kind"], v["date"], v["happened"] = x.Kind, x.Date.String(), x.Text
			},
			take: func(s *sheet, x *casefile.Event) {
				code(s, "kind", &x.Kind)
				s.date("date", &x.Date)
				s.line("happened", &x.Text)
			},
			fact:    func(x *casefile.Event) *casefile.Fact { return &x.Fact },
			member:  "events",
			members: map[string]string{"kind": "kind", "date": "date", "text": "happened"},
		},
		of:     func(c *casefile.Casefile) *[]casefile.Event { return &c.Events },
		id:     func(x *casefile.Event) *string { return &x.ID },
		prefix: "e",
	}
}

package answer

import (
	"slices"
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/internal/names"
)

// What the record has of several people, held against each other: the same court, all that is the
// same, and whether they were somewhere together.

// sameThing tells whether what the record has of each is the same: a court, a
// lawyer, a charge.
func (t *teller) sameThing() {
	what := "court"
	if t.q.has("status.held", "topic.detained") {
		what = "prison"
	}
	for _, w := range [...]string{"lawyer", "charge", "judge", "prosecutor", "profession", "country", "nationality", "award"} {
		if t.q.has("topic." + w) {
			what = w
			break
		}
	}
	if t.q.has("prof.*") && !t.q.has("topic.court", "want.court", "status.held") {
		what = "profession"
	}
	all, sets := t.alike(what)
	shared := t.shared(sets)
	none := slices.ContainsFunc(all, func(c contender) bool { return c.none })
	switch {
	case len(shared) > 0:
		t.answersYes(calendar.Yes)
		t.say("answer.pair.shared", locale.Text("what", t.words("answer.pair."+what)), locale.Text("shared", t.l.List(shared)))
	case none:
		t.out.Kind, t.out.Reason = Refused, NotRecorded
		t.say("answer.pair.unknown", locale.Text("what", t.words("answer.pair."+what)))
	default:
		t.say("answer.pair.not_shared", locale.Text("what", t.words("answer.pair."+what)))
	}
	t.compare(what, "", false, all, nil)
}

// alike are what the record has of each in one respect, as items and as a set by
// the folded text.
func (t *teller) alike(what string) (all []contender, sets []map[string]string) {
	t.each(func(int) {
		x := contender{p: t.p}
		set := map[string]string{}
		put := func(y item, said string) {
			set[names.Fold(said)] = said
			x.items = append(x.items, y)
		}
		switch what {
		case "court":
			for _, j := range t.c.Judgments() {
				if j.Court != "" && specific(j.Court) {
					put(fact("sentence", j.ID, t.stored(j.Court), &j.Fact, j.Sentence), j.Court)
				}
			}
		case "prison":
			for i := range t.c.Custody {
				if y := &t.c.Custody[i]; y.Place != "" {
					put(item{text: t.stored(y.Place), kind: "custody", fact: &y.Fact, record: y}, y.Place)
				}
			}
		case "lawyer", "judge", "prosecutor":
			for _, y := range t.peopleAs(what) {
				if r, ok := y.record.(*casefile.Related); ok {
					put(y, r.Name)
				}
			}
		case "charge":
			for i := range t.c.Charges {
				y := &t.c.Charges[i]
				put(fact("charge", y.ID, card.Phrase(y.Text, t.l), &y.Fact, y), y.Text)
			}
		case "profession", "nationality":
			of := t.c.Person.Professions
			if what == "nationality" {
				of = t.c.Person.Nationalities
			}
			for i := range of {
				put(fact(what, "", card.Phrase(of[i].Text, t.l), &of[i].Fact, of[i]), of[i].Text)
			}
		case "country":
			if t.c.Country != "" {
				put(item{text: t.stored(t.l.Country(t.c.Country)), kind: "country", record: t.c.Country}, t.c.Country)
			}
		case "award":
			for i := range t.c.Awards {
				name, _, _ := strings.Cut(t.c.Awards[i].Name, " (") // shared with somebody
				put(t.awardItem(&t.c.Awards[i]), name)
			}
		}
		x.none = len(x.items) == 0
		all, sets = append(all, x), append(sets, set)
	})
	return all, sets
}

// shared is what all sets have, as it is recorded of the first.
func (t *teller) shared(sets []map[string]string) []string {
	var all []string
	if len(sets) < 2 {
		return nil
	}
	for k, said := range sets[0] {
		if !slices.ContainsFunc(sets[1:], func(s map[string]string) bool { return s[k] == "" }) {
			all = append(all, t.stored(said))
		}
	}
	slices.Sort(all)
	return all
}

// common tells all that the record has the same of everybody who is named.
func (t *teller) common() {
	found := false
	for _, what := range [...]string{"profession", "nationality", "country", "charge", "court", "lawyer", "judge", "prison", "award"} {
		all, sets := t.alike(what)
		if shared := t.shared(sets); len(shared) > 0 {
			found = true
			t.say("answer.pair.shared", locale.Text("what", t.words("answer.pair."+what)), locale.Text("shared", t.l.List(shared)))
			for _, x := range all {
				t.p, t.c = x.p, &x.p.file.Casefile
				for _, y := range x.items {
					t.cite(y)
				}
			}
		}
	}
	if !found {
		t.out.Kind, t.out.Reason = Refused, NotRecorded
		t.say("answer.pair.nothing_shared")
	}
	t.c, t.out.About = nil, ""
}

// together tells of one what says that the other was there too.
func (t *teller) together() {
	others := t.q.people
	found := false
	t.each(func(int) {
		for _, d := range t.docs.of(t.ctx, t.lex, t.p.file) {
			if found && d.kind == "person" {
				continue
			}
			for _, s := range others {
				if s.Slug == t.c.Slug || !mentions(&d, s.Name) {
					continue
				}
				x := t.recalledItem(&d)
				if !found {
					t.answersYes(calendar.Yes)
				}
				found = true
				t.tell("recall", []item{x})
			}
		}
	})
	if !found {
		t.out.Kind, t.out.Reason = Refused, NotRecorded
		t.say("answer.pair.apart")
	}
	t.c, t.out.About = nil, ""
}

// mentions reports whether a fact names somebody: by the last word of the name.
func mentions(d *document, name string) bool {
	words := tokenise(name)
	return len(words) > 0 && d.stems[root(words[len(words)-1].text)]
}

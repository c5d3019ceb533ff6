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

// aboutPair are the runners of frames that compare people.
func aboutPair() map[string]func(*teller) {
	return map[string]func(*teller){
		"longersentence": (*teller).longerSentence, "older": (*teller).older, "earlier": (*teller).earlier, "morelashes": (*teller).moreLashes,
		"heldlonger": (*teller).heldLonger, "samething": (*teller).sameThing, "moreawards": (*teller).moreAwards, "together": (*teller).together, "common": (*teller).common,
		"sidebyside": (*teller).sideBySide, "givenmore": (*teller).givenMore,
	}
}

// contender is one of the people who are compared: what the record has of them
// to compare, and how that compares.
type contender struct {
	p     person
	items []item
	text  string
	none  bool // nothing on record to compare
}

// order is how a comes out against b: positive where a has more, is longer, is
// earlier. sure is false where the record is too imprecise to tell.
type order func(a, b int) (by int, sure bool)

// each runs over the people who are named, in the order of the question. Where
// one can't be read, or is no longer public, there is nothing to compare: t.err
// and t.gone say so.
func (t *teller) each(run func(i int)) {
	n := 0
	for _, s := range t.q.people[:min(len(t.q.people), mostPeople)] {
		there, err := t.open(s.Slug)
		if err != nil {
			t.err = err
			return
		}
		if !there {
			t.gone = true
			continue
		}
		t.shows(t.p.Summary)
		run(n)
		n++
	}
}

// compare tells what the record has of each, and who comes first. more says in
// words what that means; reverse is asked for the other end. Without an order
// nobody comes first.
func (t *teller) compare(what, more string, reverse bool, all []contender, by order) {
	var lines []string
	for _, c := range all {
		t.p, t.c = c.p, &c.p.file.Casefile
		text := c.text
		for _, x := range c.items {
			if text != "" {
				text += t.words("list.semicolon")
			}
			text += t.cited(x)
		}
		if text == "" {
			text = t.words("answer.pair.none")
		}
		lines = append(lines, "- "+t.words("answer.single", locale.Name("head", card.Escape(card.Called(c.p.file, t.l))), locale.Text("text", strings.TrimRight(text, ".؛ "))))
	}
	if by != nil {
		t.verdict(what, more, reverse, all, by)
	}
	t.lines = append(t.lines, lines...)
	t.c = nil
	t.out.Reading = t.words("answer.read.pair", locale.Text("what", t.words("answer.pair."+what)))
	t.out.About = ""
}

// verdict says who comes first: with yes or no where it was asked of the one who
// is named first.
func (t *teller) verdict(what, more string, reverse bool, all []contender, by order) {
	if slices.ContainsFunc(all, func(c contender) bool { return c.none }) || len(all) < 2 {
		t.out.Kind, t.out.Reason = Refused, NotRecorded
		t.say("answer.pair.unknown", locale.Text("what", t.words("answer.pair."+what)))
		return
	}
	first, tied, sure := 0, false, true
	for i := 1; i < len(all); i++ {
		n, ok := by(i, first)
		if reverse {
			n = -n
		}
		sure = sure && ok
		switch {
		case n > 0:
			first, tied = i, false
		case n == 0:
			tied = true
		}
	}
	switch {
	case !sure:
		t.out.Kind, t.out.Reason = Refused, NotRecorded
		t.say("answer.pair.cant_tell", locale.Text("what", t.words("answer.pair."+what)))
	case tied:
		if t.q.yesno {
			t.say("answer.no")
		}
		t.say("answer.pair.tie", locale.Text("what", t.words("answer.pair."+what)))
	default:
		if t.q.yesno {
			t.answersYes(yes(first == 0))
		}
		t.say("answer.pair."+more, locale.Name("name", card.Escape(card.Called(all[first].p.file, t.l))))
	}
}

func yes(is bool) calendar.Answer {
	if is {
		return calendar.Yes
	}
	return calendar.No
}

// givenMore compares the longest prison terms that were imposed, whatever became
// of them.
func (t *teller) givenMore() {
	var (
		all   []contender
		terms []*calendar.Term
	)
	t.each(func(int) {
		var longest *calendar.Term
		x := contender{p: t.p, none: true}
		for _, j := range t.c.Judgments() {
			for i := range j.Penalties {
				p := &j.Penalties[i]
				if p.Kind != casefile.Imprisonment || p.Term == nil {
					continue
				}
				if longest != nil {
					if order, _ := p.Term.Compare(*longest); order <= 0 {
						continue
					}
				}
				longest, x.items, x.none = p.Term, []item{t.judged(j)}, false
			}
		}
		all, terms = append(all, x), append(terms, longest)
	})
	less := t.q.has("cmp.less", "order.shortest")
	t.compare("imposed", pick(less, "shorter", "longer"), less, all, func(a, b int) (int, bool) { return terms[a].Compare(*terms[b]) })
}

// sideBySide tells of each the sentences that stand and the status, where a
// question compares people and doesn't say in what.
func (t *teller) sideBySide() {
	t.each(func(int) {
		var items []item
		for _, j := range t.c.Judgments() {
			if j.Current() {
				items = append(items, t.judged(j))
			}
		}
		t.tell("summary", append(items, t.statusItem()))
	})
	t.c, t.out.About = nil, ""
}

// longestTerm is the longest prison term that neither fell nor was pardoned.
func (t *teller) longestTerm() (term *calendar.Term, life bool, items []item) {
	for _, j := range t.c.Judgments() {
		if j.Fallen() || j.Superseded {
			continue
		}
		for i := range j.Penalties {
			x := &j.Penalties[i]
			if j.OutcomeOf(x).Fallen() {
				continue
			}
			if x.Kind == casefile.LifeImprisonment && !life {
				life, items = true, []item{t.judged(j)}
			}
			v, ok := j.TermOf(x)
			if x.Kind != casefile.Imprisonment || !ok || life {
				continue
			}
			if term != nil {
				if n, _ := v.Compare(*term); n <= 0 {
					continue
				}
			}
			term, items = &v, []item{t.judged(j)}
		}
	}
	return term, life, items
}

func (t *teller) longerSentence() {
	var (
		all   []contender
		terms []*calendar.Term
		life  []bool
	)
	t.each(func(int) {
		term, forLife, items := t.longestTerm()
		all = append(all, contender{p: t.p, items: items, none: len(items) == 0})
		terms, life = append(terms, term), append(life, forLife)
	})
	if slices.ContainsFunc(all, func(c contender) bool { return c.none }) && !t.q.has("outcome.*") && t.err == nil {
		t.givenMore() // none stands of somebody: by what was imposed
		return
	}
	reverse := t.q.has("order.shortest", "cmp.less")
	t.compare("sentence", pick(reverse, "shorter", "longer"), reverse, all, func(a, b int) (int, bool) {
		switch {
		case life[a] || life[b]:
			return boolInt(life[a]) - boolInt(life[b]), true
		case terms[a] == nil || terms[b] == nil:
			return 0, false
		}
		return terms[a].Compare(*terms[b])
	})
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

func pick(first bool, a, b string) string {
	if first {
		return a
	}
	return b
}

// byDate orders by dates: positive where a is earlier.
func byDate(dates []calendar.Date) order {
	return func(a, b int) (int, bool) {
		switch {
		case dates[a].Before(dates[b]) == calendar.Yes:
			return 1, true
		case dates[b].Before(dates[a]) == calendar.Yes:
			return -1, true
		}
		_, day := dates[a].Exact()
		return 0, day && dates[a] == dates[b]
	}
}

func (t *teller) older() {
	var (
		all   []contender
		dates []calendar.Date
	)
	t.each(func(int) {
		x := contender{p: t.p, none: true}
		var d calendar.Date
		if b := t.c.Person.Born; b != nil && !b.Date.IsZero() {
			d, x.none = b.Date, false
			x.items = []item{fact("born", "", t.words("answer.born", locale.Text("date", t.date(d))), &b.Fact, b)}
		}
		all, dates = append(all, x), append(dates, d)
	})
	reverse := t.q.has("order.youngest") || t.q.has("order.last") && t.q.has("topic.born")
	t.compare("age", pick(reverse, "younger", "older"), reverse, all, byDate(dates))
}

// earlier compares when something happened to each: the first time that the
// record has it.
func (t *teller) earlier() {
	what, kinds := "arrest", []string{"arrest", "abduction", "detention"}
	switch {
	case t.q.has("topic.release"):
		what, kinds = "release", []string{"release", "exchange"}
	case t.q.has("topic.departure"):
		what, kinds = "departure", []string{"departure"}
	case t.q.has("topic.died"):
		what, kinds = "died", []string{"death", "execution"}
	case t.q.has("topic.trial"):
		what, kinds = "trial", []string{"trial", "hearing"}
	case t.q.has("topic.sentence", "topic.convicted"):
		what, kinds = "sentence", nil
	}
	var (
		all   []contender
		dates []calendar.Date
	)
	t.each(func(int) {
		items := t.steps(kinds...)
		if what == "sentence" {
			for _, j := range t.c.Judgments() {
				x := t.judged(j)
				x.date = j.Day()
				items = append(items, x)
			}
		}
		if what == "arrest" {
			items = append(items, t.spans()...)
		}
		if what == "release" {
			items = append(items, t.ended(items)...)
			if len(items) == 0 || t.c.Status.Code.Held() {
				items = t.stated()
			}
		}
		items = slices.DeleteFunc(items, func(x item) bool { return x.date.IsZero() })
		slices.SortStableFunc(items, func(a, b item) int { return a.date.Compare(b.date) })
		x := contender{p: t.p, none: len(items) == 0}
		var d calendar.Date
		if !x.none {
			d, x.items = items[0].date, items[:1]
		}
		all, dates = append(all, x), append(dates, d)
	})
	reverse := t.q.has("order.last", "time.after")
	t.compare(what, pick(reverse, "later", "earlier"), reverse, all, byDate(dates))
}

// stated are the ends of term that sources state, as items.
func (t *teller) stated() []item {
	var items []item
	for _, j := range t.c.Judgments() {
		for i := range j.Penalties {
			x := &j.Penalties[i]
			if x.Ends.IsZero() || x.Kind != casefile.Imprisonment || j.Fallen() || j.OutcomeOf(x).Fallen() {
				continue
			}
			y := fact("sentence", j.ID, t.words("answer.ends", locale.Text("date", t.date(x.Ends)), locale.Text("term", card.Punished(j.Sentence, x, t.l))), &j.Fact, j.Sentence)
			y.date = x.Ends
			items = append(items, y)
		}
	}
	return items
}

func (t *teller) moreLashes() {
	var (
		all    []contender
		counts []int
	)
	t.each(func(int) {
		x := contender{p: t.p, none: true}
		n := 0
		for _, j := range t.c.Judgments() {
			for i := range j.Penalties {
				p := &j.Penalties[i]
				if p.Kind != casefile.Flogging || j.Fallen() || j.OutcomeOf(p).Fallen() {
					continue
				}
				x.items = append(x.items, t.judged(j))
				if p.Count == nil {
					n = -1
				} else if n >= 0 {
					n += *p.Count
				}
			}
		}
		x.none = len(x.items) == 0
		all, counts = append(all, x), append(counts, n)
	})
	reverse := t.q.has("order.fewest", "cmp.less", "order.shortest")
	t.compare("lashes", pick(reverse, "fewer", "more"), reverse, all, func(a, b int) (int, bool) {
		return counts[a] - counts[b], counts[a] >= 0 && counts[b] >= 0
	})
}

func (t *teller) heldLonger() {
	var (
		all  []contender
		days []int
	)
	t.each(func(int) {
		x := contender{p: t.p, text: card.InCustody(t.c, t.q.today, t.l), items: t.spans()}
		held := card.DaysInCustody(t.c, t.q.today)
		t.citeDays(held)
		if x.none = x.text == "" || held.Days == 0; !x.none {
			t.cite(item{kind: "days", record: held.Days})
		}
		all, days = append(all, x), append(days, held.Days)
	})
	reverse := t.q.has("order.shortest", "cmp.less")
	t.compare("held", pick(reverse, "shorter", "longer"), reverse, all, func(a, b int) (int, bool) {
		return days[a] - days[b], true
	})
}

func (t *teller) moreAwards() {
	var (
		all    []contender
		counts []int
	)
	t.each(func(int) {
		x := contender{p: t.p, none: len(t.c.Awards) == 0}
		for i := range t.c.Awards {
			x.items = append(x.items, t.awardItem(&t.c.Awards[i]))
		}
		all, counts = append(all, x), append(counts, len(t.c.Awards))
	})
	reverse := t.q.has("order.fewest", "cmp.less")
	t.compare("awards", pick(reverse, "fewer", "more"), reverse, all, func(a, b int) (int, bool) { return counts[a] - counts[b], true })
}

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

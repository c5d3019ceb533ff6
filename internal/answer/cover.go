package answer

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"vigil/internal/card"
	"vigil/internal/locale"
)

// A frame may have more meanings than it needs. What it only may have is a way of
// putting the question in most of them; in some it is the very thing that is asked: the
// publishing house that somebody started, not where they live. So a frame's answer is held
// against the question once more: each meaning stands in the facts that it cites, or is
// what the frame is about, or the answer is another.

// alike are the meanings that say one thing of a case in different words: an answer about
// one of them is an answer about all.
//
//nolint:gochecknoglobals // a table that is only read
var alike = [][]string{
	{"status.held", "topic.detained", "topic.custodylength", "topic.arrest", "topic.endterm", "topic.spent", "penalty.imprisonment", "penalty.life_imprisonment", "status.incommunicado", "status.house_arrest"},
	{"topic.release", "status.released", "topic.bail", "status.bail", "topic.endterm", "topic.furlough", "status.furlough"},
	{"topic.sentence", "topic.convicted", "topic.verdict", "topic.trial", "topic.court", "want.court", "topic.charge", "topic.law", "penalty.*", "outcome.*", "topic.enforced", "topic.enforceable", "topic.appeal", "topic.coaccused", "topic.arrest", "status.held", "topic.detained"},
	{"topic.died", "status.dead", "status.executed", "status.alive", "penalty.death"},
	{"topic.departure", "topic.travelban", "status.exile", "topic.whereabouts", "penalty.ban"},
	{"topic.judge", "topic.trial", "topic.court", "want.court", "topic.sentence", "topic.convicted", "topic.verdict", "topic.appeal"},
	{"topic.prosecutor", "topic.trial", "topic.court"},
	{"topic.name", "topic.spelling"},
	{"topic.work", "topic.filming"},
	{"topic.award", "award.*", "fest.*", "topic.festival", "topic.work", "value.award"},
	{"topic.profession", "prof.*"},
	{"topic.whereabouts", "ask.where", "topic.country", "country.*", "place.*", "value.place", "value.now"},
	{"topic.country", "topic.nationality", "country.*"},
	{"topic.family", "kin.*", "topic.married"},
}

// concerns reports whether the frame is about what a mark means: it needs it, or something
// that is said of a case in the same breath.
func (f *frame) concerns(m *mark) bool {
	switch f.name {
	case "whosays", "chronicle": // who says it, when it was, whatever it is
		return true
	case "names": // how it is written
		if m.is("topic.work") {
			return true
		}
	}
	var needs []string
	for _, group := range f.needs {
		needs = append(needs, group...)
	}
	if m.fitsAny(needs) {
		return true
	}
	for _, group := range alike {
		if m.fitsAny(group) && slices.ContainsFunc(needs, func(w string) bool { return among(group, w) }) {
			return true
		}
	}
	return false
}

// among reports whether a word of frames.txt is one of a group of them.
func among(group []string, word string) bool {
	class, _, _ := strings.Cut(word, ".")
	return slices.ContainsFunc(group, func(w string) bool {
		c, name, _ := strings.Cut(w, ".")
		return w == word || c == class && name == "*"
	})
}

// unsaid are the marks of a question that its answer says nothing of.
func (t *teller) unsaid() []*mark {
	if t.f.name == "age" && len(t.agedAt()) > 0 { // when that was is what it is the age of
		return nil
	}
	var said *document
	var all []*mark
	for i := range t.q.marks {
		m := &t.q.marks[i]
		strange := m.unknown() && !m.small() && !m.subject && t.decided() // a yes is of every word
		if !strange && (!m.content() || t.soft(m) || t.f.concerns(m)) {
			continue
		}
		if said == nil {
			said = t.text(t.factTexts())
		}
		if !said.has(t.q, m) {
			all = append(all, m)
		}
	}
	return all
}

// decided reports whether the answer begins with yes or no.
func (t *teller) decided() bool {
	return len(t.lines) > 0 && (t.lines[0] == t.words("answer.yes") || t.lines[0] == t.words("answer.no"))
}

// content reports whether a mark is a word for something: not who, when, how much, or how one
// compares with another, all of which the runners themselves see to.
func (m *mark) content() bool {
	switch {
	case m.subject, m.small(), m.unknown(), len(m.people) > 0, !m.date.IsZero(), m.month > 0, m.term != nil, m.number != nil:
		return false
	case m.is("aux.not"), m.is("aux.without"), m.is("topic.count"), m.is("topic.statement") && !m.of("act"), m.is("topic.name"), m.is("topic.news"):
		return false
	}
	for _, class := range [...]string{"time", "unit", "order", "cmp", "logic", "number", "mode"} {
		if m.of(class) {
			return false
		}
	}
	return true
}

// factTexts is all that the facts of the answer say, and the answer with them.
func (t *teller) factTexts() string {
	var b strings.Builder
	for _, f := range t.out.Facts {
		b.WriteString(f.Kind + " . ")
		var record any
		if json.Unmarshal(f.Record, &record) == nil {
			write(&b, record)
		}
	}
	return b.String() + strings.Join(t.lines, " . ")
}

// write writes the texts of a record, without what they are called there.
func write(b *strings.Builder, record any) {
	switch x := record.(type) {
	case string:
		b.WriteString(x + " . ")
	case []any:
		for _, y := range x {
			write(b, y)
		}
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(x)) { // in one order, since words in a row are read as phrases
			if k != "sources" && k != "id" && k != "visibility" && k != "confidence" {
				write(b, x[k])
			}
		}
	}
}

// elsewhere looks for what the frame's own facts don't say in all the others: of the newspaper that closed
// nothing stands among the works.
func (t *teller) elsewhere() {
	if !slices.ContainsFunc(t.q.marks, func(m mark) bool {
		return !m.subject && !m.small() && (m.unknown() || m.content() && !t.soft(&m) && !t.f.concerns(&m))
	}) {
		return
	}
	had := *t
	t.lines, t.missing, t.out = nil, nil, Answer{Language: t.out.Language, About: t.out.About, Shows: t.out.Shows}
	if !t.recall() {
		*t = had
	}
}

// cover sees to it that what was asked is what is answered. Where the frame's
// answer says nothing of a word, the facts that say all words do, and where there are none,
// the answer says so.
func (t *teller) cover() {
	if t.f == nil || t.f.about != "person" {
		return
	}
	if t.out.Kind == Refused && t.out.Reason == NotRecorded && !t.q.yesno {
		t.elsewhere()
	}
	if t.out.Kind != "" {
		return
	}
	unsaid := t.unsaid()
	if len(unsaid) == 0 {
		return
	}
	had := *t
	t.lines, t.missing, t.out = nil, nil, Answer{Language: t.out.Language, About: t.out.About, Shows: t.out.Shows}
	if t.recall() {
		return
	}
	*t = had
	var words []string
	for _, m := range unsaid {
		words = append(words, t.words("answer.quoted", locale.Name("word", card.Escape(t.q.words(m)))))
	}
	if t.decided() {
		t.lines = t.lines[1:] // to a question without those words
	}
	t.out.Kind, t.out.Reason = Refused, NotRecorded
	t.lines = append([]string{t.words("answer.unsaid", locale.Text("what", t.l.List(words)), t.name())}, t.lines...)
}

package answer

import (
	"context"
	"slices"
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/locale"
	"vigil/internal/names"
	"vigil/store"
)

// question is a question that has been read.
type question struct {
	Question
	toks   []token
	marks  []mark
	l      *locale.Locale // of the answer
	today  calendar.Day
	people []store.Summary // who is named, each once
	census *store.Census   // who may be read here
	yesno  bool            // asks whether, not what
	farsi  bool            // in Persian, in whichever letters
	long   bool            // too long to be read: there are no marks
	theirs bool            // a Persian word ends in "his" or "her": وکیلش
	open   []open          // what in it may mean several things
}

// read cuts the question into marks and finds out whom it is about.
func (a *Answerer) read(ctx context.Context, asked Question) (*question, error) {
	q := &question{Question: asked, toks: spoken(tokenise(asked.Text)), l: asked.Locale}
	latin := a.lex.isFinglish(q.toks)
	q.farsi = latin || persian(asked.Text)
	if q.English != nil && q.Persian != nil {
		if q.l = q.English; q.farsi {
			q.l = q.Persian
		}
	}
	q.today = calendar.DayOf(q.l.Today(asked.Now))
	if q.long = tooLong(asked.Text, q.toks); q.long {
		return q, nil
	}
	var err error
	if q.census, err = a.public.Census(ctx, asked.Access); err != nil {
		return nil, err
	}
	x := &lexer{lexicon: a.lex, toks: q.toks, terms: recorded{q.census}, today: q.today, latin: latin,
		names: a.called(asked.Access), also: a.also(asked.Access), text: asked.Text, meant: asked.Meant}
	if q.marks, err = x.marks(ctx); err != nil {
		return nil, err
	}
	q.open = x.open
	q.lately()
	q.choose()
	q.settleMeanings(a.lex)
	q.settlePlaces()
	q.prizes()
	q.subjects()
	q.theirs = q.possessed(a.lex)
	q.readGlosses(a.lex)
	q.introduced()
	q.stranded()
	q.yesno = q.whether()
	q.got()
	q.deniedFirst()
	q.order()
	q.senses()
	return q, nil
}

// choose takes a name that is several people's for that of the one whom the asker chose.
func (q *question) choose() {
	for i := range q.marks {
		m := &q.marks[i]
		if n := slices.IndexFunc(m.people, func(s store.Summary) bool { return slices.Contains(q.Meant, s.Slug) }); len(m.people) > 1 && n >= 0 {
			m.people = m.people[n : n+1]
		}
	}
}

// called is who is called so on public record, each name looked up once.
func (a *Answerer) called(access store.Access) func(context.Context, string) (people, similar []store.Summary, err error) {
	type found struct{ people, similar []store.Summary }
	known := map[string]found{}
	return func(ctx context.Context, name string) ([]store.Summary, []store.Summary, error) {
		if f, ok := known[name]; ok {
			return f.people, f.similar, nil
		}
		people, similar, err := a.public.Called(ctx, access, name)
		if bare, cut := strings.CutSuffix(name, "s"); err == nil && len(people) == 0 && cut && len(bare) > 4 { // rasoulofs sentence
			var whose []store.Summary
			whose, _, err = a.public.Called(ctx, access, bare)
			for _, s := range whose {
				words, typed := strings.Fields(names.Fold(s.Name)), strings.Fields(names.Fold(bare))
				if slices.Contains(words, typed[len(typed)-1]) {
					people = append(people, s)
				}
			}
		}
		if err == nil {
			known[name] = found{people, similar}
		}
		return people, similar, err
	}
}

// subjects notes who is named, once each, and which marks name them.
func (q *question) subjects() {
	for i := range q.marks {
		m := &q.marks[i]
		if len(m.people) != 1 {
			continue
		}
		m.subject = true
		q.add(m.people[0])
	}
}

func (q *question) add(s store.Summary) {
	for _, had := range q.people {
		if had.ID == s.ID {
			return
		}
	}
	q.people = append(q.people, s)
}

// has reports whether the question has something that fits a word of frames.txt.
func (q *question) has(words ...string) bool {
	for i := range q.marks {
		if q.marks[i].fitsAny(words) {
			return true
		}
	}
	return false
}

// within reports whether d lies in the span that o can mean.
func within(d, o calendar.Date) calendar.Answer {
	first, ok1 := d.Earliest()
	last, ok2 := d.Latest()
	from, ok3 := o.Earliest()
	to, ok4 := o.Latest()
	if d.IsZero() || !ok3 || !ok4 {
		return calendar.CantTell
	}
	switch {
	case ok1 && first.After(to), ok2 && last.Before(from):
		return calendar.No
	case ok1 && ok2 && !first.Before(from) && !last.After(to):
		return calendar.Yes
	}
	return calendar.CantTell
}

// whether reports whether the question asks for yes or no.
func (q *question) whether() bool {
	if q.has("ask.yesno") || q.stated() {
		return true
	}
	if q.farsi {
		return q.persianWhether()
	}
	for i := range q.marks {
		m := &q.marks[i]
		if m.is("aux.whether") {
			return !q.has("ask.*") || i == 0
		}
		if !m.of("fill") && !m.of("logic") {
			break
		}
	}
	return false
}

// persianWhether reports whether a Persian question without آیا asks for yes or
// no: nothing in it asks for anything else, and it has a verb, or ends in what somebody
// is, to which the verb is joined.
func (q *question) persianWhether() bool {
	if q.has("ask.*", "logic.or", "topic.summary") || len(q.marks) == 0 || q.says(questionWords...) {
		return false
	}
	last := &q.marks[len(q.marks)-1]
	return q.has("aux.verb", "aux.not", "topic.spent") || len(q.people) > 0 && len(last.people) == 0 && (last.of("status") || last.of("prof") || last.of("country"))
}

// questionWords ask for something wherever they stand, in a phrase of another meaning too: با کی گرفتنش؟
//
//nolint:gochecknoglobals // a table that is only read
var questionWords = []string{"کی", "کیه", "کیا", "کیو", "چی", "چیه", "چیا", "چه", "کدام", "کدوم", "کجا", "چند", "چرا", "چقدر", "چقد"}

// foretells reports whether the question asks whether something will happen.
func (q *question) foretells() bool {
	for i := range q.marks {
		switch m := &q.marks[i]; {
		case m.is("aux.will"), m.is("future") && !m.is("aux.whether"):
			return true
		case !m.of("fill") && !m.of("logic"):
			return false
		}
	}
	return false
}

// unread are the words of marks that nothing was made of.
func (q *question) unread() []string {
	var all []string
	for i := range q.marks {
		if m := &q.marks[i]; m.unknown() && len(m.gloss) == 0 && !m.subject && !m.small() {
			all = append(all, q.words(m))
		}
	}
	return all
}

// words is what was typed for a mark.
func (q *question) words(m *mark) string {
	var b strings.Builder
	for i := m.from; i < m.to; i++ {
		if i > m.from && q.toks[i].word == q.toks[i-1].word {
			continue
		}
		if i > m.from {
			b.WriteByte(' ')
		}
		b.WriteString(q.toks[i].raw)
	}
	return b.String()
}

// stranded reads what stands far from the words it belongs to: "what … for" is why, as in what
// is he serving twenty years for, and who "made … public" is who says so.
func (q *question) stranded() {
	n := len(q.marks) - 1
	if n < 1 || q.farsi {
		return
	}
	for i := range q.marks { // which country took him in
		if m := &q.marks[i]; m.is("topic.country") && q.says("took", "takes", "take", "received", "hosts", "hosted", "accepted", "sheltered", "welcomed", "gave", "granted") {
			m.concepts = []concept{"topic.whereabouts"}
		}
	}
	for i := range q.marks { // where does the report come from
		if m := &q.marks[i]; m.is("topic.nationality") && q.toks[m.from].text != "nationality" && q.says("info", "information", "report", "reports", "claim", "news", "story", "figure", "number", "facts", "data") {
			m.concepts = []concept{"ask.whosays"}
		}
	}
	switch last := q.toks[len(q.toks)-1].text; {
	case last == "left" && q.has("ask.howlong", "ask.howmany") && q.marks[n].is("topic.departure"): // how long has he got left
		q.marks[n].concepts = []concept{"topic.endterm"}
	case last == "out" && q.marks[n].of("fill") && len(q.people)+len(q.pronouns()) > 0:
		q.marks[n].concepts = []concept{"topic.release"}
	case last == "in" && q.has("ask.howlong"): // how long was he in
		q.marks[n].concepts = []concept{"status.held"}
	case last == "do" && q.opening() == "what" && q.says("does") && len(q.people)+len(q.pronouns()) > 0: // what does he do
		q.marks[n].concepts = []concept{"topic.profession"}
	}
	if q.has("ask.howlong") && !q.has("topic.*", "status.*", "penalty.*", "act.*", "value.*") {
		for i := range q.marks { // how many years did he get in 2016
			if m := &q.marks[i]; m.of("fill") && slices.Contains([]string{"get", "got", "given", "receive", "received"}, q.words(m)) {
				m.concepts = []concept{"topic.sentence"}
			}
		}
	}
	if last := q.words(&q.marks[n]); slices.Contains([]string{"ok", "okay", "fine", "well", "good"}, last) && slices.Contains([]string{"is", "are", "hope"}, q.opening()) && len(q.people) > 0 {
		q.marks[n].concepts = []concept{"topic.safe"} // is he ok
	}
	if q.words(&q.marks[n]) == "public" {
		for i := range q.toks {
			if w := q.toks[i].text; w == "made" || w == "make" || w == "makes" {
				q.marks[n].concepts = []concept{"ask.whosays"}
			}
		}
	}
	q.strandedIn()
	if m := &q.marks[n]; m.of("cmp") && q.words(m) == "under" { // what pressure is he under
		m.concepts = []concept{"fill"}
	}
	if !q.endsFor() {
		return
	}
	for i := range q.marks[:n+1] {
		m := &q.marks[i]
		if m.is("topic.custodylength") && q.toks[m.to-1].text == "for" { // what is he in prison for
			m.concepts = []concept{"status.held"}
		}
		if m.is("ask.what") && q.has("topic.died") {
			continue
		}
		if m.is("ask.what") && !m.is("ask.why") {
			m.concepts = append([]concept{"ask.why"}, m.concepts...)
		}
	}
}

// strandedIn reads "what country is she in" as a question about where somebody is, not about the
// country of their case.
func (q *question) strandedIn() {
	if !q.has("topic.country") {
		return
	}
	end := len(q.toks)
	for end > 0 && slices.Contains([]string{"now", "right", "currently", "at", "the", "moment", "present", "today", "these", "days", "atm", "rn", "living", "hiding", "staying", "residing"}, q.toks[end-1].text) {
		end--
	}
	if end < 3 || q.toks[end-1].text != "in" {
		return
	}
	for i := range q.marks {
		if m := &q.marks[i]; m.is("topic.country") {
			m.concepts = []concept{"topic.whereabouts"}
		}
	}
}

// endsFor reports whether the question asks what something is for: it ends so, or says so of
// an arrest or a sentence.
func (q *question) endsFor() bool {
	for i := range q.marks {
		m := &q.marks[i]
		if m.to == len(q.toks) && q.toks[m.to-1].text == "for" && (m.to-m.from == 1 || m.is("topic.custodylength") || m.of("status")) {
			return true
		}
		if (m.of("status") || m.is("topic.arrest") || m.is("topic.detained") || m.is("topic.sentence") || m.is("topic.convicted")) && m.to < len(q.toks) && q.toks[m.to].text == "for" && !q.has("ask.howlong", "topic.award", "term") {
			return true
		}
	}
	return false
}

// says reports whether one of the words stands in the question as it is.
func (q *question) says(words ...string) bool {
	return slices.ContainsFunc(q.toks, func(t token) bool { return slices.Contains(words, t.text) })
}

// pronouns are the marks that stand for whoever was spoken of.
func (q *question) pronouns() []mark {
	return slices.DeleteFunc(slices.Clone(q.marks), func(m mark) bool { return !m.of("pron") })
}

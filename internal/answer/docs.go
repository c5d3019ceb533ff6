package answer

import (
	"context"
	"slices"
	"strconv"
	"strings"

	lru "github.com/hashicorp/golang-lru/v2"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/names"
	"vigil/store"
)

// document is one fact of a casefile as it can be asked about in other words
// than those of the frames.
type document struct {
	item
	plain    string // what it says in short, where the text is more than that
	concepts map[concept]bool
	stems    map[string]bool
	numbers  map[int]bool
	spans    bool // says since or until when
	terms    []calendar.Term
	folded   string
}

// documents are those of the casefiles that were asked about last.
type documents struct {
	kept  *lru.Cache[*casefile.Redacted, []document]
	texts *lru.Cache[string, *document]
}

// documentsKept is of how many casefiles documents are kept, and textsKept how
// many texts: reading one takes longer than all else that an answer does.
const (
	documentsKept = 256
	textsKept     = 2048
)

func newDocuments() *documents {
	kept, err := lru.New[*casefile.Redacted, []document](documentsKept)
	if err != nil {
		panic(err) // the size is a constant above zero
	}
	texts, err := lru.New[string, *document](textsKept)
	if err != nil {
		panic(err)
	}
	return &documents{kept: kept, texts: texts}
}

// text is a text read into meanings and words. What they are is shared: don't
// change it.
func (d *documents) text(ctx context.Context, x *lexicon, s string) *document {
	read, ok := d.texts.Get(s)
	if !ok {
		read = &document{concepts: map[concept]bool{}, stems: map[string]bool{}}
		read.index(ctx, x, s)
		if ctx.Err() == nil {
			d.texts.Add(s, read)
		}
	}
	own := *read
	return &own
}

// of are the documents of a casefile.
func (d *documents) of(ctx context.Context, x *lexicon, r *casefile.Redacted) []document {
	if all, ok := d.kept.Get(r); ok {
		return all
	}
	c := &r.Casefile
	var all []document
	add := func(kind, id, text string, date calendar.Date, f *casefile.Fact, record any) {
		if text == "" {
			return
		}
		doc := document{item: item{text: text, kind: kind, id: id, fact: f, record: record, date: date}, concepts: map[concept]bool{}, stems: map[string]bool{}}
		doc.index(ctx, x, kind+" . "+kindly[kind]+" . "+text+" . "+f.Note+" . "+f.DateNote)
		doc.saidBy(c, f)
		all = append(all, doc)
	}
	for i := range c.Events {
		e := &c.Events[i]
		add(e.Kind, e.ID, e.Text, e.Date, &e.Fact, e)
	}
	for i := range c.Proceedings {
		e := &c.Proceedings[i]
		add(e.Kind, e.ID, commas(e.Text, e.Court), e.Date, &e.Fact, e)
	}
	if c.Status.Text != "" {
		add("status", "", c.Status.Text, c.Status.AsOf, &c.Status.Fact, &c.Status)
	}
	for i := range c.People {
		e := &c.People[i]
		add("person", "", e.Name+", "+e.Role, calendar.Date{}, &e.Fact, e)
	}
	for i := range c.Charges {
		e := &c.Charges[i]
		add("charge", e.ID, strings.Join([]string{e.Text, e.Law, e.Outcome}, " . "), calendar.Date{}, &e.Fact, e)
		all[len(all)-1].plain = commas(e.Text, e.Law, e.Outcome, e.Note)
	}
	for i := range c.Notes {
		e := &c.Notes[i]
		add("note", "", e.About+": "+e.Text, calendar.Date{}, &e.Fact, e)
	}
	for i := range c.Works {
		e := &c.Works[i]
		add("work", "", strings.Join(append([]string{e.Title, e.OriginalTitle, e.Role, "released, made, shown first, filmmaker"}, e.Also...), " . "), e.Year.Date(), &e.Fact, e)
		all[len(all)-1].plain = e.Title
	}
	for i := range c.Awards {
		e := &c.Awards[i]
		add("award", "", e.Name+" . "+e.By+" . "+e.Work+" . won", e.Year.Date(), &e.Fact, e)
		all[len(all)-1].plain = commas(e.Name, e.By, e.Work)
	}
	for i := range c.Custody {
		if e := &c.Custody[i]; e.Place != "" {
			add("custody", "", "held, in prison . "+e.Place, e.Start, &e.Fact, e)
			all[len(all)-1].plain = e.Place
		}
	}
	for i := range c.Sentences {
		s := &c.Sentences[i]
		add("sentence", s.ID, "sentenced, verdict, court . "+s.Court+" . "+s.Note+" . "+s.StatedNote+" . "+penaltyNotes(s), s.Day(), &s.Fact, s)
	}
	d.kept.Add(r, all)
	return all
}

// kindly are other words for the kinds of facts, whose texts often leave them out.
//
//nolint:gochecknoglobals // a table that is only read
var kindly = map[string]string{"closure": "closed, newspaper", "verdict": "sentence", "charge": "charged with", "pardon": "pardoned", "travel_ban": "travel ban", "detention_review": "detention"}

// commas are the texts that aren't empty, with commas between them.
func commas(texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(s string) bool { return s == "" }), ", ")
}

func penaltyNotes(s *casefile.Sentence) string {
	var b strings.Builder
	for i := range s.Penalties {
		p := &s.Penalties[i]
		b.WriteString(string(p.Kind) + " " + p.Of + " " + p.Note + " " + string(s.OutcomeOf(p)) + " . ")
	}
	return b.String()
}

// saidBy notes who says so, by words alone: that Human Rights Watch reports a fact
// doesn't make it one about rights.
func (d *document) saidBy(c *casefile.Casefile, f *casefile.Fact) {
	by := f.Attribution
	for _, id := range f.Sources {
		if s := c.Source(id); s != nil {
			by += " . " + s.Publisher
		}
	}
	for _, tok := range tokenise(by) {
		d.stems[root(tok.text)] = true
	}
}

// noTerms is what the words of a fact are read with: no names of the record.
type noTerms struct{}

func (noTerms) Terms(string) []value    { return nil }
func (noTerms) Near(string) []value     { return nil }
func (noTerms) Sounding(string) []value { return nil }

func (d *document) index(ctx context.Context, x *lexicon, text string) {
	toks := tokenise(text)
	d.folded = names.Fold(text)
	read := lexer{lexicon: x, toks: toks, terms: noTerms{}, exact: true,
		names: func(context.Context, string) (p, s []store.Summary, err error) { return nil, nil, nil }}
	marks, err := read.marks(ctx)
	if err != nil {
		return
	}
	d.numbers = map[int]bool{}
	for i := range marks {
		m := &marks[i]
		for _, c := range m.concepts {
			d.concepts[c] = true
		}
		if m.term != nil {
			d.terms = append(d.terms, *m.term)
		}
		if m.number != nil {
			d.numbers[*m.number] = true
		}
	}
	for _, tok := range toks {
		d.stems[root(tok.text)] = true
		d.spans = d.spans || tok.text == "since" || tok.text == "until"
	}
	for c := range x.glossed(toks) {
		d.concepts[c] = true
	}
}

// irregular are English words whose forms don't begin alike.
//
//nolint:gochecknoglobals // a table that is only read
var irregular = forms(`
	tear tore torn; take took taken; give gave given; get got gotten; go went gone; see saw seen; say said; tell told; write wrote written;
	speak spoke spoken; break broke broken; steal stole stolen; choose chose chosen; drive drove driven; rise rose risen; eat ate eaten;
	begin began begun; run ran; sing sang sung; swim swam swum; come came; become became; find found; hold held; hang hung hanged; leave left;
	lose lost; send sent; spend spent; build built; burn burnt; buy bought; bring brought; think thought; catch caught; teach taught; fight fought;
	seek sought; sell sold; sit sat; stand stood; understand understood; strike struck; shoot shot; shut; win won; meet met; lead led; feed fed; flee fled;
	keep kept; sleep slept; feel felt; hear heard; make made; pay paid; lay laid; wear wore worn; swear swore sworn; throw threw thrown; know knew known;
	grow grew grown; draw drew drawn; fly flew flown; fall fell fallen; forbid forbade forbidden; forget forgot forgotten; hide hid hidden; bear bore born;
	beat beaten; bite bit bitten; cut; put; set; let; hit; hurt; cost; read; die died dying death; free freed freedom; deny denied denial; refuse refused refusal;
	arrive arrived arrival; accuse accused accusation; condemn condemned condemnation; collapse collapsed; explode exploded explosion; decide decided decision;
	publish published publication; choose choice; lift lifted; woman women; man men; child children; friend friends; dissolve dissolved dissolution;
	apologise apologised apology; criticise criticised criticism; organise organised organisation;
	recognise recognised recognition; defence defensive; licence licensed`)

// forms maps each form to the first of its line.
func forms(list string) map[string]string {
	all := map[string]string{}
	for line := range strings.SplitSeq(list, ";") {
		words := strings.Fields(line)
		for _, w := range words {
			if _, had := all[w]; !had {
				all[w] = words[0]
			}
		}
	}
	return all
}

// root is an English word without its ending, so that its forms meet.
func root(w string) string {
	w = strings.Replace(w, "iz", "is", 1) // as the record spells it, or otherwise
	if base, ok := irregular[w]; ok {
		w = base
	}
	for _, e := range [...]string{"ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ies", "ied", "ers", "ors", "er", "or", "ed", "es", "ly", "al", "s", "e", "y"} {
		if rest, ok := strings.CutSuffix(w, e); ok && len(rest) >= 3 {
			if n := len(rest); n > 4 && rest[n-1] == rest[n-2] && rest[n-1] != 's' && rest[n-1] != 'l' { // stopped, stop
				rest = rest[:n-1]
			}
			return strings.TrimSuffix(rest, "i")
		}
	}
	return w
}

// recall answers from the facts that say all that was asked: each word that
// counts has to be in the fact, as it is or in another word for it. It reports
// whether there are any.
func (t *teller) recall() bool {
	needed := t.needed()
	if len(needed) == 0 {
		return false
	}
	found := t.recalled(needed)
	if len(found) == 0 { // who said it needn't stand in the fact as said
		some := slices.DeleteFunc(slices.Clone(needed), func(m *mark) bool {
			return m.is("topic.statement") || m.is("topic.verdict") || m.is("topic.coaccused") || m.is("topic.confiscated") || m.is("topic.trial") && t.q.has("topic.prosecutor")
		})
		if len(some) == 0 || len(some) == len(needed) {
			return false
		}
		if found = t.recalled(some); len(found) == 0 {
			return false
		}
	}
	t.f = &frame{name: "recall", about: "person"}
	return t.tell("recall", found[:min(len(found), 4)])
}

// needed are the marks that a fact has to say to be recalled.
func (t *teller) needed() []*mark {
	var needed []*mark
	for i := range t.q.marks {
		if m := &t.q.marks[i]; !m.subject && (!m.small() || m.is("ask.howold")) && !t.soft(m) && !(m.is("order.first") && t.q.has("topic.festival")) {
			needed = append(needed, m)
		}
	}
	return needed
}

// recalled are the facts that say all of the marks, in the order of time.
func (t *teller) recalled(needed []*mark) []item {
	var found []item
	measured := false
	for _, d := range t.docs.of(t.ctx, t.lex, t.p.file) {
		if d.kind == "work" && t.q.has("ask.where") { // that doesn't say where
			continue
		}
		if slices.ContainsFunc(needed, func(m *mark) bool { return !d.has(t.q, m) }) {
			continue
		}
		found = append(found, t.recalledItem(&d))
		measured = measured || t.q.measures(&d)
	}
	if !measured {
		return nil
	}
	found = t.surely(found)
	slices.SortStableFunc(found, func(a, b item) int { return a.date.Compare(b.date) })
	return found
}

// measures reports whether a fact can answer how many, how long or when, where the question asks
// that: it has a number, a term, a date.
func (q *question) measures(d *document) bool {
	switch {
	case q.farsi:
		return true
	case q.has("ask.howlong"):
		return len(d.terms) > 0 || d.kind == "sentence" || d.spans
	case q.countsThings():
		return true
	case q.has("ask.howmany", "ask.howmuch"):
		return len(d.terms) > 0 || len(d.numbers) > 0 || d.concepts["ask.howmany"] || d.kind == "sentence"
	}
	return true
}

// countsThings reports whether how many asks for a number of what facts are each one of: how
// many hunger strikes.
func (q *question) countsThings() bool {
	for i := 0; i+1 < len(q.marks); i++ {
		if m := &q.marks[i+1]; q.marks[i].is("ask.howmany") && (m.is("topic.hungerstrike") || m.is("topic.passport") || m.is("topic.statement") || m.is("topic.furlough") || m.of("act")) {
			return true
		}
	}
	return false
}

// recalledItem is a fact as it is told by itself.
func (t *teller) recalledItem(d *document) item {
	x := d.item
	switch f := d.record.(type) {
	case *casefile.Sentence:
		for _, j := range t.c.Judgments() {
			if j.ID == f.ID || slices.ContainsFunc(j.Same, func(s *casefile.Sentence) bool { return s.ID == f.ID }) {
				return t.judged(j)
			}
		}
	case *casefile.Work:
		return t.workItem(f)
	case *casefile.Award:
		return t.awardItem(f)
	case *casefile.Related:
		return t.aroundItem(f)
	case *casefile.Proceeding:
		return t.step(f)
	}
	if d.plain != "" {
		x.text = d.plain
	}
	x.text = t.quoted(x)
	return x
}

// beginning is what words of the record begin with that a word may stand for: its root, unless
// that is so short that much else begins so.
func beginning(w string) string {
	if r := root(w); len(r) >= 3 {
		return r
	}
	return w
}

// anyone answers a question that names nobody on record from facts that say all
// that was asked, whosever they are: a name that is nobody's casefile may stand
// in one. It reports whether there are any.
func (t *teller) anyone() (bool, error) {
	var words []string
	for i := range t.q.marks {
		m := &t.q.marks[i]
		if (m.unknown() || len(m.values) > 0 || m.of("award") || len(m.people) > 0) && !m.small() {
			if len(m.gloss) > 0 {
				words = append(words, m.gloss[0].name())
				continue
			}
			for j := m.from; j < m.to; j++ { // as the words of the record begin
				if w := t.q.toks[j].text; irregular[w] == "" {
					words = append(words, beginning(w))
				}
			}
		}
	}
	if len(words) == 0 { // only what happened
		for i := range t.q.marks {
			if m := &t.q.marks[i]; m.of("act") && !m.small() {
				words = append(words, beginning(t.q.toks[m.from].text))
			}
		}
	}
	needed := t.needed()
	if len(words) == 0 || len(needed) == 0 || t.q.has("opinion", "predict", "off") {
		return false, nil
	}
	if t.q.refersBack() && !slices.ContainsFunc(needed, func(m *mark) bool { return m.unknown() || len(m.values) > 0 && len(m.concepts) == 0 || m.of("award") }) {
		return false, nil // "and his lawyer?", of nobody: anybody's is another
	}
	found, err := t.public.Mentioning(t.ctx, t.q.Access, strings.Join(words, " "), mostPeople)
	if err != nil {
		return false, err
	}
	told, err := t.among(found, needed)
	if told && t.q.has("ask.howmany") && !t.q.has("topic.count", "act.casualties") { // they are not counted
		t.out.Kind, t.out.Reason = Refused, NotRecorded
		t.lines = append([]string{t.words("answer.mentioned")}, t.lines...)
	}
	if told || err != nil {
		return told, err
	}
	hard := slices.DeleteFunc(needed, func(m *mark) bool { return !m.unknown() && len(m.values) == 0 && !m.of("award") })
	if told, err = t.among(found, hard); told {
		t.out.Kind, t.out.Reason = Refused, NotRecorded
		t.lines = append([]string{t.words("answer.mentioned")}, t.lines...)
	}
	return told, err
}

// among tells the facts of those casefiles that say all of the marks.
func (t *teller) among(items []store.Summary, needed []*mark) (told bool, err error) {
	if len(needed) == 0 {
		return false, nil
	}
	for _, s := range items {
		if there, err := t.open(s.Slug); err != nil {
			return false, err
		} else if !there {
			continue
		}
		items := t.recalled(needed)
		if len(items) == 0 {
			continue
		}
		t.shows(t.p.Summary)
		t.f = &frame{name: "recall", about: "person"}
		told = t.tell("recall", items[:min(len(items), 3)]) || told
		t.out.About = s.Slug
	}
	if len(t.out.Shows) > 1 {
		t.out.About = ""
	}
	return told, nil
}

// soft reports whether a mark says something that goes without saying of the
// person, or of any fact.
func (t *teller) soft(m *mark) bool {
	if t.c != nil && m.is(concept("country."+t.c.Country)) {
		return true
	}
	return m.is("topic.status") || m.is("future") || m.of("pron") || m.of("scope") || m.is("topic.country") || m.is("cmp.exactly")
}

// has reports whether the fact says what the mark means.
func (d *document) has(q *question, m *mark) bool {
	if !m.date.IsZero() {
		return within(d.date, m.date) != calendar.No && !d.date.IsZero()
	}
	if m.month > 0 {
		return m.inMonth(d.date)
	}
	if m.term != nil {
		return slices.ContainsFunc(d.terms, func(t calendar.Term) bool { order, certain := t.Compare(*m.term); return certain && order == 0 })
	}
	if m.number != nil && !m.small() {
		return d.numbers[*m.number] || d.stems[strconv.Itoa(*m.number)]
	}
	if m.of("time") {
		return true
	}
	for _, v := range m.values {
		if text := names.Fold(v.Text); text != "" && strings.Contains(d.folded, text) {
			return true
		}
	}
	acts := m.of("act")
	for _, c := range m.concepts {
		if acts && vague(c) || c == "topic.trait" || hasty([]concept{c}) { // of traits only the word itself; "best" of a prize is no opinion that is asked for
			continue
		}
		if d.concepts[c] || c == "topic.statement" && d.kind == "statement" {
			return true
		}
	}
	if slices.ContainsFunc(m.gloss, func(c concept) bool { return d.concepts[c] }) {
		return true
	}
	long := false
	for i := m.from; i < m.to; i++ {
		if w := names.Fold(q.toks[i].text); len(w) <= 2 && strings.Trim(w, "0123456789") != "" {
			continue
		}
		if long = true; !d.stems[root(q.toks[i].text)] {
			return false
		}
	}
	return long
}

// vague reports whether a meaning is so wide that, of a word that has a closer
// one, a fact isn't found by it.
func vague(c concept) bool {
	switch c {
	case "topic.work", "topic.award", "topic.statement", "topic.status", "topic.confiscated", "topic.departure", "topic.release", "topic.arrest":
		return true
	}
	return c.class() == "outcome"
}

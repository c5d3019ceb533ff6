package answer

import (
	"slices"
	"strings"

	"vigil/internal/locale"
	"vigil/store"
)

// A share is how many of some people are something: are all film-makers in prison, are
// most of them men, what share of the prisoners has a lawyer. The some are read first, by
// themselves; the whole question then says how many of them it is.

// share is what is asked of how many.
type share struct {
	kind shareKind
	of   store.Inquiry // of whom
	said []string
}

type shareKind int

const (
	shareOf   shareKind = iota // which share
	shareAll                   // whether all
	shareMost                  // whether more than half
)

// shares finds of whom the question asks for a share. False: it asks for one in a way that
// isn't understood.
func (r *manyReader) shares() bool {
	at, kind, ok := r.shareWord()
	if !ok {
		return true
	}
	if r.plainSentences() { // people are counted, not sentences
		return false
	}
	r.used[at] = true
	for i := range r.ms {
		if r.ms[i].of("quant") || kind == shareMost && r.ms[i].isAny("order.most", "number.half", "cmp.more") {
			r.used[i], r.ordered[i], r.compares[i] = true, true, true
		}
	}
	base := r.shareBase(at, kind)
	var marks []mark
	for _, i := range base {
		marks = append(marks, r.ms[i])
	}
	of := r.readerOf(marks)
	noted := r.noted
	if len(base) > 0 && !of.read() || of.order != nil || of.tally != nil {
		return false
	}
	if of.asks {
		return false
	}
	r.noted = noted
	r.share = &share{kind: kind, of: of.who, said: of.said}
	return true
}

// shareWord is the mark that asks for a share, or whether all or most are something.
func (r *manyReader) shareWord() (at int, kind shareKind, ok bool) {
	for i := range r.ms {
		m := &r.ms[i]
		switch {
		case m.is("quant.share"):
			return i, shareOf, true
		case !r.q.yesno || r.has("ask.list", "ask.who", "ask.howmany", "ask.when", "ask.where", "ask.which"):
		case m.is("quant.most"), m.is("order.most") && i <= 2 && !r.q.farsi, m.is("number.half") && r.has("cmp.more"):
			return i, shareMost, true
		case r.typedAs(m, r.lex.cue("all")...) && !m.of("order") && i <= 3:
			return i, shareAll, true
		}
	}
	return 0, 0, false
}

// shareBase are the marks that say of whom a share is asked: those after the word for it, up to
// the verb where a share is asked for, otherwise what people are called.
func (r *manyReader) shareBase(at int, kind shareKind) []int {
	var base []int
	rest := 0
	noun := func(m *mark) bool {
		return m.of("sex") || m.of("prof") || m.of("country") || m.is("topic.nationality") || m.of("status") && r.typedAs(m, r.lex.cue("prisoners")...)
	}
	open := true
	for i := at + 1; i < len(r.ms); i++ {
		m := &r.ms[i]
		verb := m.of("aux") && !m.is("aux.not") && r.typedAs(m, "are", "is", "was", "were", "have", "has", "had", "do", "did", "who")
		switch {
		case verb || r.typedAs(m, "who", "got", "that") || m.is("aux.not"):
			open = false
		case !content(m):
			if r.q.farsi && m.of("scope") && len(base) == 0 {
				open = false // of all who are tracked
			}
		case open && r.q.farsi:
			if noun(m) && len(base) == 0 {
				base = append(base, i)
			} else {
				rest++
			}
			open = false
		case open && (noun(m) || kind == shareOf):
			base = append(base, i)
		default:
			open = false
			rest++
		}
	}
	if rest == 0 { // the share of women: of all who are tracked
		return nil
	}
	return base
}

// tellShare tells how many it is of those of whom it was asked.
func (r *manyReader) tellShare() error {
	x := r.share
	base, perhaps := r.census.Meant(x.of)
	yes, open := r.census.Meant(r.who)
	total := base.Len() + perhaps.Len()
	of := strings.Join(x.said, r.words("list.semicolon"))
	if total == 0 {
		r.out.Kind, r.out.Reason = Refused, NotRecorded
		r.say("answer.many.none", r.count("tracked", r.census.Len()), locale.Text("what", of))
		return nil
	}
	if key := r.shareVerdict(yes.Len(), open.Len(), total); key != "" {
		r.say(key)
	}
	percent := (yes.Len()*200 + total) / (2 * total)
	r.said = slices.DeleteFunc(r.said, func(s string) bool { return slices.Contains(x.said, s) })
	if of == "" {
		r.say("answer.share.tracked", r.n(yes.Len()), r.count("tracked", total), r.count("percent", percent), locale.Text("what", r.wording()))
	} else {
		r.say("answer.share.of", r.n(yes.Len()), r.count("total", total), r.count("percent", percent), locale.Text("of", of), locale.Text("what", r.wording()))
	}
	if rest := base.But(yes).But(open); x.kind == shareAll && rest.Len() > 0 && rest.Len() <= yes.Len() {
		r.say("answer.share.rest", r.n(rest.Len()))
		if err := r.list(rest); err != nil {
			return err
		}
	} else if err := r.list(yes); err != nil {
		return err
	}
	return r.unsure(open)
}

// shareVerdict is the key of yes or no, where that was asked. That something isn't on
// record of somebody is no proof that it isn't so.
func (r *manyReader) shareVerdict(yes, open, total int) string {
	is, isnt := false, false
	switch r.share.kind {
	case shareAll:
		is, isnt = yes == total, yes+open < total
	case shareMost:
		is, isnt = 2*yes > total, 2*(yes+open) <= total
	default:
		return ""
	}
	switch {
	case is:
		return "answer.yes"
	case isnt:
		return "answer.share.not"
	}
	return "answer.share.cant_tell"
}

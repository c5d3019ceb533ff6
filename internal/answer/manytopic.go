package answer

import (
	"slices"
	"strings"

	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/store"
)

// What people are to have on record: a lawyer, a trial, a prize.

// lawyers reports whether the question asks about people's lawyers.
func (r *manyReader) lawyers() bool {
	return r.has("value.around", "aux.without", "aux.not") || r.unread() >= 0 || r.lawyersOfCases() || r.haveLawyers()
}

// haveLawyers reports whether a Persian question asks who has a lawyer: وکیل دارند.
func (r *manyReader) haveLawyers() bool {
	return r.q.farsi && r.q.says(r.lex.cue("havelawyer")...)
}

// lawyersOfCases reports whether a Persian question asks for lawyers of the cases or
// of these people, وکیل‌های همهٔ پرونده‌ها, not for lawyers among them.
func (r *manyReader) lawyersOfCases() bool {
	for i := range r.ms {
		if !r.q.farsi || !r.ms[i].is("topic.lawyer") {
			continue
		}
		for _, t := range r.q.toks[r.ms[i].to:] {
			if slices.Contains([]string{"همه", "هر", "پرونده", "پرونده ها", "پرونده های", "افراد", "اینها", "اونا", "ها", "های", "این", "تمام", "تمامی", "parvande", "parvandeha", "hame"}, t.text) {
				if strings.HasPrefix(t.text, "پرونده") || t.text == "افراد" || t.text == "اینها" || t.text == "اونا" || strings.HasPrefix(t.text, "parvande") {
					return true
				}
				continue
			}
			break
		}
	}
	return false
}

// topics are the things that people can have on record, with the keys of their words.
//
//nolint:gochecknoglobals // a table that is only read
var topics = []struct {
	means concept
	what  store.What
	key   string
}{
	{"topic.lawyer", store.ALawyer, "a_lawyer"},
	{"topic.sentence", store.ASentence, "a_sentence"},
	{"topic.convicted", store.ASentence, "a_sentence"},
	{"topic.verdict", store.ASentence, "a_sentence"},
	{"topic.charge", store.ACharge, "a_charge"},
	{"topic.trial", store.ATrial, "a_trial"},
	{"topic.award", store.AnAward, "an_award"},
	{"topic.court", store.ACourt, "a_court"},
	{"topic.born", store.ABirth, "a_birth"},
	{"topic.age", store.ABirth, "a_birth"},
	{"topic.work", store.AWork, "a_work"},
	{"topic.arrest", store.AnArrest, "an_arrest"},
	{"topic.whereabouts", store.AWhereabouts, "a_whereabouts"},
	{"topic.coaccused", store.SomebodyAround, "somebody_around"},
}

// topic makes of a thing that records have what is asked of it.
func (r *manyReader) topic(i int) bool {
	for _, x := range topics {
		switch {
		case !r.ms[i].is(x.means):
		case x.means == "topic.arrest" && r.denied[i] && r.never(): // who is held has been
			r.neverHeld()
			return true
		case r.denied[i]:
			r.onRecord(i, x.key, x.what)
			return true
		case r.deniedElsewhere(x.means):
			return true // the won of "won no prize"
		default:
			return r.had(i, x.means, func() { r.onRecord(i, x.key, x.what) })
		}
	}
	return r.happened(i)
}

// had adds that somebody has a thing of that kind on record, by onRecord, unless the rest of the question
// says which, and notes what of it is told.
func (r *manyReader) had(i int, means concept, onRecord func()) bool {
	switch means {
	case "topic.sentence", "topic.convicted", "topic.verdict":
		if r.order == nil && r.counts != ofSentences && !r.sentenceSaid() {
			onRecord()
			r.told["sentence"] = true
		}
	case "topic.charge":
		r.told["charge"] = true
		if !r.has("charge.*", "value.charge") && !r.has("topic.sentence", "topic.convicted") {
			onRecord()
		}
	case "topic.lawyer":
		r.told["lawyer"] = true
		if !r.has("value.around") && !r.has("ask.what") && r.unread() < 0 {
			onRecord()
		}
	case "topic.award":
		r.told["award"] = true
		if !r.has("award.*", "fest.*", "value.award", "value.giver", "value.work") {
			onRecord()
		}
	case "topic.trial":
		if !r.has("value.court", "mode.in_absentia") {
			onRecord()
		}
	case "topic.work":
		r.told["work"] = true
	case "topic.arrest":
		if r.has("topic.award", "award.*", "topic.sentence", "penalty.*") && strings.Contains(r.q.toks[r.ms[i].from].text, "گرفت") {
			return true // who took a prize, or was given a sentence
		}
		onRecord()
		r.told["arrest"] = true
	case "topic.whereabouts":
		if r.has("country.*") { // where people are isn't where their cases are
			return false
		}
		r.told["whereabouts"] = true
	case "topic.born", "topic.age":
		r.told["born"] = true
	}
	return true
}

// happened adds that something happened to somebody: a release, a departure, a death.
func (r *manyReader) happened(i int) bool {
	m := &r.ms[i]
	switch {
	case m.is("topic.hungerstrike"):
		r.told["hunger_strike"] = true
		r.must(i, r.stepKind("hunger_strike"), store.Has{Field: store.FieldEvent, Key: "hunger_strike"})
	case m.is("topic.exchange"):
		r.told["exchange"] = true
		r.must(i, r.stepKind("exchange"), store.Has{Field: store.FieldEvent, Key: "exchange"})
	case m.isAny("topic.detained", "topic.custodylength") && r.denied[i] && r.never():
		r.neverHeld()
	case m.is("topic.detained"), m.is("topic.custodylength"), m.is("topic.spent"):
		if r.order == nil && !r.has("value.place", "status.incommunicado", "status.house_arrest", "status.held") || r.denied[i] {
			r.held(i)
		}
	case m.is("topic.release") && r.denied[i]:
		r.unreleased()
	case m.is("topic.release"):
		if r.has("topic.exchange") {
			return true
		}
		if r.has("future", "aux.will") {
			r.held(-1)
			r.onRecord(-1, "an_end", store.ATermEnd)
			r.told["endterm"] = true
			return true
		}
		r.must(i, card.Status(casefile.Released, r.l), store.Has{Field: store.FieldStatus, Key: "released"})
		r.told["release"] = true
	case m.is("topic.endterm"):
		r.held(-1)
		r.onRecord(i, "an_end", store.ATermEnd)
		r.told["endterm"] = true
	case m.is("topic.departure"):
		r.told["departure"] = true
		r.must(i, r.words("answer.many.departed"), store.Recorded{What: store.ADeparture}, store.Has{Field: store.FieldStatus, Key: "exile"})
	case m.is("topic.died"):
		r.must(i, r.words("answer.many.dead"), store.Recorded{What: store.ADeath})
		r.told["died"] = true
	case m.is("topic.bail"):
		r.must(i, card.Status(casefile.Bail, r.l), store.Has{Field: store.FieldStatus, Key: "bail"})
	case m.is("topic.enforced"):
		if strings.HasPrefix(r.q.toks[m.from].text, "serving") && !m.of("outcome") {
			r.held(i)
		}
	case m.isAny("topic.status", "topic.nationality", "topic.filming", "topic.festival", "topic.count", "topic.appeal", "topic.name", "topic.travelban", "topic.judge"):
	default:
		return false
	}
	return true
}

package answer

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"vigil/internal/card"
	"vigil/internal/locale"
)

// A question can ask two things of one person: "who is he and why was he jailed?". It is read as a
// whole first; what its parts, read by themselves, are answered with and the whole is not, goes
// with the answer.

// mostParts is how many questions are read in one.
const mostParts = 3

// joint is where one question ends and the next begins: an "and", a comma or the end of a
// sentence before a word that asks.
var joint = regexp.MustCompile(`(?i)(?:(?:[,;:?!.]+|\s[-–—])\s+(?:and|&|n|but|also|then)?\s*|\s+(?:and|&|n|but)\s+)(?:also\s+|then\s+)?((?:who|whom|whose|what|whats|when|where|why|how|which|is|are|was|were|did|does|do|has|have|had|can|could|will|until|since|under|by|for|in|on|at|to|from|with)\b)`)

// inParts answers the parts of a question about one person that its answer as a whole leaves out.
func (a *Answerer) inParts(ctx context.Context, asked Question, whole *question, out Answer) (Answer, error) {
	if whole.farsi || whole.long || len(whole.people) != 1 || out.Kind == Asked || out.Reason == Opinion {
		return out, nil
	}
	asked.Person = whole.people[0].Slug
	read, talk, err := a.cutIntoParts(ctx, asked, whole)
	if err != nil || len(read) < 2 && !talk || len(read) == 0 || len(read) > mostParts {
		return out, err
	}
	var parts []Answer
	leaves := out.Kind != Answered
	for i, q := range read {
		if !q.has("ask.*", "aux.whether", "topic.*", "penalty.*", "status.*") { // in Turkey
			return out, nil
		}
		if len(q.people) != 1 || q.people[0].ID != whole.people[0].ID || q.has("pron") && slices.ContainsFunc(read[:i], (*question).speaksOfOthers) {
			return out, nil
		}
		part, err := a.answer(ctx, q)
		if err != nil {
			return out, err
		}
		switch part.Reason {
		case NotUnderstood, NotAboutCases, Nobody, Ambiguous, Opinion:
			return out, nil
		}
		if part.Reading == out.Reading && out.Kind == Answered {
			part = out
		} else {
			leaves = leaves || part.adds(&out)
		}
		parts = append(parts, part)
	}
	if talk && out.Kind == Answered || !leaves {
		return out, nil
	}
	out = together(parts)
	var named []string
	for _, p := range parts {
		if p.read != "" && !slices.Contains(named, p.read) {
			named = append(named, p.read)
		}
	}
	out.Reading = whole.l.T("answer.reading", locale.Text("what", whole.l.List(named)), locale.Name("name", card.Escape(whole.people[0].Name)))
	return out, nil
}

// cutIntoParts are the questions in a text, in order. What asks for nothing by itself, "and by
// whom", goes with what stands before it or, at the beginning, after it.
// What askers say of themselves is left out: talk reports whether there is any.
func (a *Answerer) cutIntoParts(ctx context.Context, asked Question, whole *question) (all []*question, talk bool, err error) {
	text := asked.Text
	ends := joint.FindAllStringSubmatchIndex(text, mostParts+1)
	if len(ends) == 0 || len(ends) > mostParts {
		return nil, false, nil
	}
	ends = append(ends, []int{len(text), 0, len(text), 0})
	from := 0
	for i, at := range ends {
		one := asked
		one.Text = strings.TrimSpace(text[from:at[0]])
		q, err := a.read(ctx, one)
		if err != nil {
			return nil, false, err
		}
		if len(all) == 0 && !talk && i < len(ends)-1 && q.ofAsker() {
			from, talk = at[2], true
			continue
		}
		if !q.substantial() && len(all) == 0 && i < len(ends)-1 {
			continue
		}
		from = at[2]
		if !q.substantial() {
			continue
		}
		if len(q.people) == 0 {
			q.add(whole.people[0])
		}
		all = append(all, q)
	}
	return all, talk, nil
}

// ofAsker reports whether somebody says something of themselves and asks for nothing: my
// brother sat next to him. A date or a term in it is part of what is asked.
func (q *question) ofAsker() bool {
	for i := range q.marks {
		m := &q.marks[i]
		if !m.date.IsZero() || m.term != nil || m.number != nil {
			return false
		}
	}
	toks := q.toks
	for len(toks) > 0 && slices.Contains([]string{"hi", "hey", "hello", "so", "well", "and", "ok"}, toks[0].text) {
		toks = toks[1:]
	}
	return len(toks) > 2 && slices.Contains([]string{"my", "i", "im", "we", "our", "ive", "id"}, toks[0].text) && !q.has("remark.*", "ask.*")
}

// substantial reports whether a question asks for something by itself: "and by whom" doesn't.
func (q *question) substantial() bool {
	who := len(q.people) > 0 || q.has("pron")
	return q.has("ask.howold", "ask.who", "ask.where", "ask.howlong") && who || slices.ContainsFunc(q.marks, func(m mark) bool { return !m.subject && !m.small() && !m.of("time") })
}

// speaksOfOthers reports whether "he" after a question may be somebody else whom it speaks of: the
// lawyer, a brother.
func (q *question) speaksOfOthers() bool {
	return q.has("topic.lawyer", "topic.judge", "topic.family", "kin.*", "topic.coaccused", "topic.distributor", "topic.spokesperson", "topic.prosecutor", "value.around")
}

// adds reports whether an answer says something that another doesn't: it rests on other facts, or
// says something else of a sentence.
func (a *Answer) adds(to *Answer) bool {
	more := slices.ContainsFunc(strings.Split(a.Text, "\n"), func(line string) bool { return !strings.Contains(to.Text, line) })
	return more && slices.ContainsFunc(a.Facts, func(f Fact) bool {
		return f.Kind == "sentence" || !slices.ContainsFunc(to.Facts, f.same)
	})
}

func (f Fact) same(o Fact) bool {
	return f.Kind == o.Kind && f.ID == o.ID && f.Person == o.Person && string(f.Record) == string(o.Record)
}

// together is the answer that has all that several answers about one person have. One that
// refuses makes it a refusal, with what the others say.
func together(parts []Answer) Answer {
	out := parts[0]
	var lines []string
	for i, p := range parts {
		for line := range strings.SplitSeq(strings.TrimSuffix(p.Text, "\n"+p.help), "\n") {
			if !slices.Contains(lines, line) || strings.HasPrefix(line, "- ") {
				lines = append(lines, line)
			}
		}
		if i == 0 {
			continue
		}
		for _, f := range p.Facts {
			if !slices.ContainsFunc(out.Facts, f.same) {
				out.Facts = append(out.Facts, f)
			}
		}
		for _, s := range p.Sources {
			if !slices.Contains(out.Sources, s) {
				out.Sources = append(out.Sources, s)
			}
		}
		if p.Kind == Refused && out.Kind != Refused {
			out.Kind, out.Reason = p.Kind, p.Reason
		}
	}
	out.Text = strings.Join(lines, "\n")
	return out
}

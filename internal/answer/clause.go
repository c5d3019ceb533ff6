package answer

import (
	"context"
	"strings"

	"vigil/internal/card"
	"vigil/internal/locale"
)

// lastClause cuts a question at the last sign that ends what was said before it:
// "doing an essay on this: who is his lawyer?". ok is false where there is none.
func lastClause(text string) (before, rest string, ok bool) {
	text = strings.TrimSpace(text)
	at, length := -1, 0
	for _, sign := range [...]string{": ", "; ", ". ", "! ", "? ", "؟ ", "؛ ", " - ", " – ", " — ", "... ", "… ", "\n"} {
		if i := strings.LastIndex(text, sign); i > at {
			at, length = i, len(sign)
		}
	}
	if at <= 0 {
		return "", "", false
	}
	before, rest = strings.TrimSpace(text[:at]), strings.TrimSpace(text[at+length:])
	return before, rest, before != "" && len(strings.Fields(rest)) >= 3
}

// askRest answers what a question asks at its end, where what stands before is
// talk: it names no date, no place, no thing on record, and asks for nothing.
// The answer says that it wasn't read. Whoever is named in it is whom a
// pronoun stands for.
func (a *Answerer) askRest(ctx context.Context, asked Question) (out Answer, ok bool, err error) {
	before, rest, ok := lastClause(asked.Text)
	if !ok {
		return out, false, nil
	}
	q, err := a.read(ctx, Question{Text: before, Access: asked.Access, Locale: asked.Locale, Persian: asked.Persian, English: asked.English, Now: asked.Now})
	if err != nil || q.tells() || len(q.people) > 1 {
		return out, false, err
	}
	if len(q.people) == 1 {
		asked.Person = q.people[0].Slug
	}
	asked.Text = rest
	read, out, err := a.either(ctx, asked)
	if err != nil || out.Kind != Answered {
		return out, false, err
	}
	out.Reading += read.l.T("list.semicolon") + read.l.T("answer.not_read", locale.Name("text", card.Escape(before)))
	return out, true, nil
}

// tells reports whether a question says or asks anything that an answer would
// have to heed.
func (q *question) tells() bool {
	for i := range q.marks {
		m := &q.marks[i]
		if !m.date.IsZero() || m.term != nil || m.number != nil || len(m.values) > 0 || len(m.people) > 1 || len(m.similar) > 0 {
			return true
		}
		for _, c := range m.concepts {
			switch c.class() {
			case "fill", "pron", "scope", "logic", "remark":
			default:
				return true
			}
		}
	}
	return false
}

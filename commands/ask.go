package commands

import (
	"context"
	"slices"
	"strings"
	"time"

	"vigil/internal/answer"
	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/store"
)

// ask is /ask: a question in somebody's own words, answered from the record in
// a sentence or two with sources, or refused with the reason. Its buttons come back
// with another question, and with the options "meant", "last", "all" and "examples", which
// can't be typed.
func ask(d Deps) Command {
	return Command{
		Spec: Spec{
			Name:    "ask",
			Options: []Option{{Name: "question", Kind: Words, Required: true, Max: answer.MaxQuestion}, privateOption()},
		},
		Run: func(ctx context.Context, r Request) (Reply, error) {
			if len(r.Access.Reads) == 0 {
				return Reply{}, &store.NotFound{} // no casebook at all: bot words that
			}
			if r.Text("examples") != "" {
				return d.exampleQuestions(ctx, r)
			}
			if err := d.Public.AwaitCensus(ctx, askPatience); err != nil {
				return Reply{}, err
			}
			last := r.Text("last")
			if last == "" {
				last = d.asked.of(r)
			}
			q := d.question(r, r.Text("question"), last)
			q.Meant = strings.Fields(r.Text("meant"))
			a, err := d.Answers.Ask(ctx, q)
			if err != nil {
				return Reply{}, err
			}
			if a.About != "" {
				d.asked.note(r, a.About)
			}
			return d.told(r, a, last), nil
		},
	}
}

// askPatience is how long a question waits for the record to be read, as just after a
// start; then the asker is told to come back.
const askPatience = 5 * time.Second

// Discord takes five rows of five buttons; the last row is for other things.
const (
	buttonsInRow = 5
	mostChoices  = 4 * buttonsInRow
)

// question is what somebody asks, with the locales for an answer in the
// question's language. person is whom a pronoun stands for.
func (d Deps) question(r Request, text, person string) answer.Question {
	return answer.Question{
		Text: text, Access: r.Access, Locale: r.Locale, Now: r.Now, Person: person,
		English: d.spoken(r.Locale, "en"), Persian: d.spoken(r.Locale, "fa"),
	}
}

// spoken is the reader's locale where it is of that language, and otherwise that
// language with its own calendar.
func (d Deps) spoken(l *locale.Locale, code string) *locale.Locale {
	if l.Language().Code == code {
		return l
	}
	return d.Words.For(code, locale.Options{Zone: l.Zone()})
}

// told is the reply with an answer. What the record says, or that it doesn't, is for all;
// an error is for the asker alone, as those of other commands are.
// last is whom a pronoun in the question stood for.
func (d Deps) told(r Request, a answer.Answer, last string) Reply {
	l := d.spoken(r.Locale, a.Language)
	refused := a.Kind == answer.Refused
	private := refused && mistaken(a.Reason)
	told := card.Told{Text: a.Text, Reading: a.Reading, Sources: cited(a.Sources), Refused: private, Whole: r.Text("all") != ""}
	if !private {
		told.AsOf = a.AsOf
	}
	answered, more := card.Answer(told, l)
	reply := Reply{Message: card.Message{Cards: []card.Card{answered}}, Private: private, Shows: a.Shows}
	for row := range slices.Chunk(a.Choices[:min(len(a.Choices), mostChoices)], buttonsInRow) {
		var controls []card.Control
		for _, x := range row {
			controls = append(controls, card.Control{
				Label: card.Cut(card.Plain(x.Label), maxButton),
				Then:  card.Then{Command: "ask", Options: asking(x, last), Update: true},
			})
		}
		reply.Controls = append(reply.Controls, controls)
	}
	var below []card.Control
	if more {
		below = append(below, card.Control{Label: l.T("ask.button.all"), Then: card.Then{Command: "ask", Options: wholly(r, last)}})
	}
	if a.About != "" {
		below = append(below, card.Control{Label: l.T("ask.button.case"), Then: card.Then{Command: "case", Options: map[string]string{"person": a.About}}})
	}
	if refused {
		below = append(below, card.Control{Label: l.T("ask.button.examples"), Then: card.Then{Command: "ask", Options: map[string]string{"examples": "yes"}}})
	}
	if len(below) > 0 {
		reply.Controls = append(reply.Controls, below)
	}
	reply.Message = reply.Fit()
	return reply
}

// wholly are the options with which the same is asked again, to see all of it.
func wholly(r Request, last string) map[string]string {
	options := map[string]string{"question": r.Text("question"), "all": "yes"}
	return furthered(options, r.Text("meant"), last)
}

// asking are the options with which a choice is asked.
func asking(x answer.Choice, last string) map[string]string {
	return furthered(map[string]string{"question": x.Question}, strings.Join(x.Meant, " "), last)
}

// furthered adds to the options of a question what words of it mean, and whom a pronoun stands for.
func furthered(options map[string]string, meant, last string) map[string]string {
	for name, value := range map[string]string{"meant": meant, "last": last} {
		if value != "" {
			options[name] = value
		}
	}
	return options
}

// mistaken reports whether a refusal says that the question can't be answered here at
// all, rather than what the record says or doesn't say.
func mistaken(why answer.Reason) bool {
	switch why {
	case answer.NotUnderstood, answer.NotAboutCases, answer.Nobody, answer.Opinion:
		return true
	}
	return false
}

// cited are the sources of an answer as cards take them.
func cited(all []answer.Source) []*casefile.Source {
	var sources []*casefile.Source
	for _, s := range all {
		published, _ := calendar.Parse(s.Published) // written by a date of the record
		sources = append(sources, &casefile.Source{Publisher: s.Publisher, Title: s.Title, URL: s.URL, Published: published})
	}
	return sources
}

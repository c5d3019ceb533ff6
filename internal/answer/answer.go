// Package answer answers questions about the public record in one or two
// sentences with their sources, or says honestly why it doesn't. It knows no
// language model and no network: a question is read into one typed reading, and
// the answer is put together from facts.
//
//	question ── tokenise ── tokens ── lexer ── marks ── frames.txt ── a frame ── its runner ── Answer
//	                                    ▲                                            ▲
//	                words/*.txt, names and values of the record          casefiles, the census
//
// A token is a folded word. A mark is a run of tokens and what it may mean: a
// meaning of the word lists, somebody's name, a value of the record, a date, a term, a
// number, or nothing. A frame says which meanings a kind of question needs and
// which it may have besides; every mark has to be used up by it, otherwise the
// answer says what wasn't understood. A question that names nobody has no frame: each of its
// marks adds a condition, an order or something to count, and the census answers whom they
// mean (many*.go). Where no frame fits but a person is named,
// the facts of the record are searched for those that say all that was asked.
//
// A word may have several senses: a name and a word, two courts. The question is then
// answered in each of them, and asked back where several lead somewhere (either.go). A
// question that asks two things of one person is answered in its parts too (parts.go).
//
// To teach it a word, add it to words/en.txt or words/fa.txt; to teach it a kind of
// question, add a line to frames.txt. Only a kind of answer that there isn't yet
// takes a runner in Go.
//
// Everything is read through [store.Public], so nothing confidential can be in an
// answer. What is not recorded and what is confidential are refused in the same
// words, so that a refusal tells nothing either.
package answer

import (
	"context"
	"encoding/json"
	"time"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/store"
)

// Kind is what came of a question.
type Kind string

// The kinds.
const (
	Answered Kind = "answer"
	Refused  Kind = "refusal"
	Asked    Kind = "choice" // a question back: which of several was meant
)

// Reason is why a question is refused.
type Reason string

// The reasons.
const (
	NotUnderstood Reason = "not_understood"
	NotAboutCases Reason = "not_about_cases"
	Nobody        Reason = "nobody"       // of that name
	NotRecorded   Reason = "not_recorded" // or confidential: that isn't told apart
	Contradicted  Reason = "contradicted" // the question assumes what the record contradicts
	Withheld      Reason = "withheld"     // the record says that it holds this back
	Ambiguous     Reason = "ambiguous"
	Opinion       Reason = "opinion" // or a prediction
)

// Answer is what to say.
type Answer struct {
	Kind    Kind     `json:"kind"`
	Reason  Reason   `json:"reason,omitempty"`
	Reading string   `json:"reading,omitempty"` // how the question was read, in words
	Text    string   `json:"text"`              // ready to show: escaped, isolated; lines apart by newlines
	Facts   []Fact   `json:"facts"`             // what the text rests on
	Sources []Source `json:"sources"`
	Choices []Choice `json:"choices,omitempty"` // of a question back

	// Language is that of the answer; About whom it speaks, at most one;
	// Shows all casefiles that it shows something of, and the casebooks whose people it counts.
	Language string        `json:"-"`
	About    string        `json:"-"`
	Shows    []store.Shown `json:"-"`
	// AsOf is up to when the status of whom it is about is known; zero where it is about
	// nobody or several, or that isn't on record.
	AsOf calendar.Date `json:"-"`

	help  string // the last line of a refusal: what else is on record
	aside bool   // it is about whoever made what was asked about
	read  string // what it was read as, without whom
}

// Fact is one entry of the record that an answer rests on.
type Fact struct {
	Person string          `json:"person"`       // the casefile's slug; "" of a count over the casebook
	Kind   string          `json:"kind"`         // status, sentence, event …; "count" or "days" of what was counted
	ID     string          `json:"id,omitempty"` // within the casefile, where it has one
	Record json.RawMessage `json:"record"`       // the fact as it is on record
}

// Source is where facts of an answer come from.
type Source struct {
	Publisher string `json:"publisher,omitempty"`
	Title     string `json:"title,omitempty"`
	URL       string `json:"url,omitempty"`
	Published string `json:"published,omitempty"` // EDTF
}

// Choice is one of several meanings, as a question of its own.
type Choice struct {
	Label    string `json:"label"`
	Question string `json:"question"`
	// Meant says which meaning that is: see [Question].
	Meant []string `json:"meant,omitempty"`
}

// Question is what somebody asks.
type Question struct {
	Text   string
	Access store.Access // what they may read
	Locale *locale.Locale
	Now    time.Time
	// Person is the slug of whom a pronoun stands for: the one last asked about; ""
	// when nobody was.
	Person string
	// Meant says of words of the question that may mean several things which is meant, as a
	// [Choice] has it: a slug, or a kind and the words, work:azadi. None has a space.
	Meant []string
	// Persian is the locale for answers to questions in Persian, English for those in English;
	// nil: Locale for both.
	Persian, English *locale.Locale
}

// Answerer answers questions. Any number of goroutines may use one.
type Answerer struct {
	public *store.Public
	lex    *lexicon
	frames []frame
	docs   *documents
	// What puts answers together, by what a frame is about and its name.
	runners map[string]func(*teller)
}

// New reads the word lists and frames. An error means that one of them is
// malformed.
func New(public *store.Public, words *locale.Catalogue) (*Answerer, error) {
	x, err := loadLexicon()
	if err != nil {
		return nil, err
	}
	x.addCountries(words.CountryNames())
	frames, err := loadFrames(x)
	if err != nil {
		return nil, err
	}
	a := &Answerer{public: public, lex: x, frames: frames, docs: newDocuments(), runners: runners()}
	for _, f := range frames {
		if a.runners[f.about+" "+f.name] == nil {
			return nil, &missingRunner{f.about, f.name}
		}
	}
	return a, nil
}

type missingRunner struct{ about, name string }

func (e *missingRunner) Error() string {
	return "frames.txt: no runner for " + e.name + " about a " + e.about
}

// Ask answers a question. An error means that the record could not be read.
func (a *Answerer) Ask(ctx context.Context, asked Question) (Answer, error) {
	q, out, err := a.either(ctx, asked)
	if err != nil || out.Kind != Refused || q.long || out.Reason != NotUnderstood && out.Reason != NotAboutCases {
		return out, err
	}
	if rest, ok, err := a.askRest(ctx, asked); err != nil || ok {
		return rest, err
	}
	return out, nil
}

// record is a fact as JSON.
func record(f any) json.RawMessage {
	data, err := json.Marshal(f)
	if err != nil {
		return json.RawMessage(`null`)
	}
	return data
}

// person is a casefile that a question is about.
type person struct {
	store.Summary
	file *casefile.Redacted
}

package bot

import (
	"errors"
	"strconv"
	"strings"

	"vigil/commands"
	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/store"
)

// curates reports whether the asker may see what only curators see.
func (q *question) curates() bool {
	return q.request.Role >= commands.Curator && q.request.Access.Curates != 0
}

// recordWords are those for an error about the record that only curators may
// be told of. To anybody else it reads like somebody who isn't on record.
func (b *Bot) recordWords(q *question, l *locale.Locale, err error) (m card.Message, known bool) {
	var (
		grave    *store.Tombstone
		several  *store.CuratedAmbiguous
		conflict *store.Conflict
		invalid  *casefile.Invalid
	)
	switch {
	case errors.As(err, &grave), errors.As(err, &several), errors.As(err, &conflict), errors.As(err, &invalid),
		errors.Is(err, store.ErrEmbargoed):
		if !q.curates() {
			return b.words(q, &store.NotFound{Typed: q.request.Person()})
		}
	case errors.Is(err, store.ErrNotFound) && q.request.Person() == "":
		return fault(l, l.T("error.gone")), true
	case errors.Is(err, store.ErrNotFound):
		return b.words(q, &store.NotFound{Typed: q.request.Person()})
	default:
		return m, false
	}
	switch {
	case grave != nil:
		return fault(l, commands.Withdrawn(grave, l)), true
	case several != nil:
		m = fault(l, l.T("error.ambiguous_person", locale.Name("typed", shown(several.Typed))))
		m.Controls = whichCurated(q, l, several.Candidates)
		return m, true
	case conflict != nil:
		return fault(l, l.T("error.conflict", locale.Text("who", commands.AuthorName(conflict.By, l)),
			locale.Plain("version", int(conflict.Current)))), true
	case invalid != nil:
		return fault(l, l.T("error.invalid", locale.Name("problems", problems(invalid)))), true
	}
	return fault(l, l.T("error.embargoed")), true
}

// problemsShown is how many of the problems of a casefile are said.
const problemsShown = 3

func problems(e *casefile.Invalid) string {
	said := make([]string, 0, problemsShown)
	for _, p := range e.Problems[:min(len(e.Problems), problemsShown)] {
		said = append(said, shown(p.String()))
	}
	return strings.Join(said, "; ")
}

// whichCurated is a select of casefiles, drafts included, that runs the same
// command again with the one that is chosen, for the asker alone.
func whichCurated(q *question, l *locale.Locale, all []store.Curated) [][]card.Control {
	people := make([]store.Summary, 0, len(all))
	for i := range all {
		people = append(people, all[i].Summary)
	}
	rows := which(q, l, people)
	for _, row := range rows {
		for i := range row {
			row[i].Then.Mine = true
			for j := range row[i].Choices {
				row[i].Choices[j].Note += " · " + l.T("visibility."+string(all[j].Visibility)) + " · " + all[j].Slug
			}
		}
	}
	return rows
}

// doingWords are those for an error about what was being done, whoever does it.
func doingWords(l *locale.Locale, err error) (text string, known bool) {
	var (
		large   *commands.TooLarge
		settled *store.Settled
		wait    *commands.Wait
		file    *notFetched
	)
	switch {
	case errors.As(err, &large):
		if large.Size > large.Limit {
			return l.T("error.too_large", locale.Text("size", sizeWords(l, large.Size)), locale.Text("limit", sizeWords(l, large.Limit))), true
		}
		return l.T("error.too_large_unknown", locale.Text("limit", sizeWords(l, large.Limit))), true
	case errors.As(err, &settled) && settled.Edit.State == store.EditSaved:
		return l.T("error.saved_already", locale.Plain("version", int(settled.Edit.Saved))), true
	case errors.As(err, &settled):
		return l.T("error.discarded_already"), true
	case errors.Is(err, commands.ErrDirectClosed):
		return l.T("error.direct_closed"), true
	case errors.As(err, &wait):
		return l.T("error.discord_busy"), true
	case errors.As(err, &file):
		return l.T("error.not_fetched"), true
	}
	return "", false
}

// sizeWords is a number of bytes in words, rounded.
func sizeWords(l *locale.Locale, n int64) string {
	const kilo, mega = 1 << 10, 1 << 20
	unit, of := "size.kilobytes", float64(kilo)
	if n >= mega {
		unit, of = "size.megabytes", mega
	}
	s := strconv.FormatFloat(float64(n)/of, 'f', 1, 64)
	return l.T(unit, locale.Text("size", l.Decimal(strings.TrimSuffix(s, ".0"))))
}

// operatorsKey is the key of the words for a fault of the machine, of which
// the operator has to learn too; "" for what is none.
func operatorsKey(err error) string {
	switch {
	case errors.Is(err, store.ErrDiskFull):
		return "error.disk_full"
	case errors.Is(err, store.ErrReadOnly), errors.Is(err, store.ErrDisk), errors.Is(err, store.ErrCorrupt):
		return "error.disk"
	}
	return ""
}

package store

import (
	"context"
	"database/sql"
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/names"
)

// Query is what /search asks for. Empty fields don't filter; all others must
// hold at once.
type Query struct {
	// Text is words from anywhere in the record, each as typed or as the
	// beginning of a word; or a name, also misspelt.
	Text       string
	Country    string // ISO 3166-1 alpha-2
	Status     string // a status code
	Charge     string // words of one charge
	Penalty    string // a kind of penalty, whatever became of it
	Profession string // words of one profession
	// Since keeps people to whom something on record happened surely on or
	// after it: custody, a proceeding, a sentence, an event, a death.
	Since calendar.Date

	Offset, Limit int // Limit 0: 10
}

// Results is one page of what was found.
type Results struct {
	Items   []Summary // names that match first, then by name
	Total   int       // found, on all pages
	Tracked int       // people on public record here
}

// Field is what people can be filtered by.
type Field string

// The fields.
const (
	FieldName       Field = "name"
	FieldCountry    Field = "country"
	FieldStatus     Field = "status"
	FieldCharge     Field = "charge"
	FieldPenalty    Field = "penalty"
	FieldProfession Field = "profession"
)

// typedLimit is how many characters of what somebody typed are looked at.
const typedLimit = 200

// Search finds people on public record. The order is the same on every page of
// one state of the record.
func (p *Public) Search(ctx context.Context, a Access, q Query) (r Results, err error) {
	defer wrap(&err, "search")

	if len(a.Reads) == 0 {
		return Results{}, nil
	}
	if q.Limit == 0 {
		q.Limit = 10
	}
	var named []int64
	if q.Text != "" {
		if named, err = p.named(ctx, a, q.Text); err != nil {
			return Results{}, err
		}
	}
	where, args := q.where(a, named)
	books := within(a)
	order := `p.sort, p.casefile` // as an index has it
	if len(named) > 0 {
		order = `p.casefile IN (` + list(named) + `) DESC, ` + order
	}
	count := `SELECT count(*) FROM public_casefiles p WHERE ` + books + where
	page := `
		SELECT ` + summaryColumns + ` FROM public_casefiles p WHERE ` + books + where + `
		ORDER BY ` + order + `
		LIMIT ` + list([]int64{int64(q.Limit)}) + ` OFFSET ` + list([]int64{int64(q.Offset)})
	err = readOnly(ctx, p.pool, func(tx *sql.Tx) error {
		if err := tx.QueryRowContext(ctx, count, args...).Scan(&r.Total); err != nil {
			return err
		}
		if r.Tracked, err = tracked(ctx, tx, a); err != nil {
			return err
		}
		if r.Total <= fewFound {
			page = strings.Replace(page, books, `+`+books, 1)
		}
		r.Items, err = summaries(ctx, tx, page, args...)
		return err
	})
	return r, err
}

// fewFound is how many are looked up one by one and sorted; of more, SQLite
// walks all people in order and stops when the page is full. The unary plus
// keeps it from the latter.
const fewFound = 1000

// where writes the conditions, each after an AND. What was typed goes into
// arguments only.
func (q Query) where(a Access, named []int64) (string, []any) {
	books := list(a.Reads)
	var (
		conditions strings.Builder
		args       []any
	)
	must := func(condition string, values ...any) {
		conditions.WriteString(` AND ` + condition)
		args = append(args, values...)
	}
	if q.Text != "" {
		const text = `p.casefile IN (SELECT docid FROM public_fts WHERE public_fts MATCH ?)`
		if match := matchAll(q.Text); match != "" {
			must(`(`+text+` OR p.casefile IN (`+list(named)+`))`, match)
		} else {
			must(`p.casefile IN (` + list(named) + `)`)
		}
	}
	keys := `p.casefile IN (SELECT casefile FROM public_keys WHERE casebook IN (` + books + `) AND field = ?`
	for _, f := range []struct {
		field Field
		code  string
	}{{FieldCountry, q.Country}, {FieldStatus, q.Status}, {FieldPenalty, q.Penalty}} {
		if f.code != "" {
			must(keys+` AND key = ?)`, f.field, codeKey(f.code))
		}
	}
	for _, f := range []struct {
		field Field
		words string
	}{{FieldCharge, q.Charge}, {FieldProfession, q.Profession}} {
		if f.words == "" {
			continue
		}
		condition, values := keys, []any{f.field}
		for _, w := range tokens(f.words) {
			condition += ` AND instr(' ' || key, ?) > 0`
			values = append(values, " "+w)
		}
		must(condition+`)`, values...)
	}
	if !q.Since.IsZero() {
		day, known := q.Since.Earliest()
		if !known { // "before 2024": no day to begin with
			must(`0`)
		} else {
			must(`p.casefile IN (SELECT casefile FROM public_dates WHERE first >= ? AND kind <> 'born')`, day.String())
		}
	}
	return conditions.String(), args
}

// matchAll asks full-text search for casefiles that have every word, each as
// the beginning of a word; "" when nothing typed is a word.
func matchAll(typed string) string {
	words := tokens(typed)
	for i, w := range words {
		words[i] = `"` + w + `*"`
	}
	return strings.Join(words, " ")
}

// tokens are the folded words of what was typed, without what means something
// to full-text search, and not more of them than a person types.
func tokens(typed string) []string {
	words := names.Tokens(clip(typed))
	kept := words[:0]
	for _, w := range words {
		if w = strings.Map(dropSyntax, w); w != "" && len(kept) < 12 {
			kept = append(kept, w)
		}
	}
	return kept
}

func dropSyntax(r rune) rune {
	if r < 0x80 && (r < '0' || r > '9') && (r < 'a' || r > 'z') {
		return -1
	}
	return r
}

// clip keeps the first typedLimit characters.
func clip(typed string) string {
	n := 0
	for i := range typed {
		if n == typedLimit {
			return typed[:i]
		}
		n++
	}
	return typed
}

// codeKey is the key of a code: country, status or penalty.
func codeKey(code string) string { return strings.ToLower(code) }

// wordsKey is the key of a text, as one string of its folded words.
func wordsKey(text string) string { return strings.Join(names.Tokens(text), " ") }

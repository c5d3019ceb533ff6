package store

import (
	"context"
	"database/sql"
	"strconv"
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

// Summary is one line about a public casefile: what a list or a choice shows.
type Summary struct {
	ID         int64 // of the casefile in this database
	Casebook   CasebookID
	Slug       string
	Name       string
	NativeName string // "" when none is on record
	Country    string // ISO 3166-1 alpha-2
	Status     casefile.StatusCode
	StatusAsOf calendar.Date // zero: not on record
}

// summaryColumns are what scanSummary reads, of public_casefiles p.
const summaryColumns = `p.casefile, p.casebook, p.slug, p.name, p.native_name, p.country, p.status, p.status_as_of`

func scanSummary(row interface{ Scan(...any) error }, more ...any) (s Summary, err error) {
	var asOf string
	into := append([]any{&s.ID, &s.Casebook, &s.Slug, &s.Name, &s.NativeName, &s.Country, &s.Status, &asOf}, more...)
	if err = row.Scan(into...); err == nil {
		s.StatusAsOf, err = storedDate(asOf)
	}
	return s, err
}

// summaries are the lines that the query finds.
func summaries(ctx context.Context, q querier, query string, args ...any) ([]Summary, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []Summary
	for rows.Next() {
		s, err := scanSummary(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, rows.Err()
}

// querier is a pool, a connection or a transaction.
type querier interface {
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
	QueryRowContext(context.Context, string, ...any) *sql.Row
}

// list writes numbers for an IN (…): they are ours, never typed by people.
func list[T ~int64](ids []T) string {
	var b strings.Builder
	for i, id := range ids {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(strconv.FormatInt(int64(id), 10))
	}
	return b.String()
}

// within is the condition that public_casefiles p may be seen with a. Where
// several casebooks may be read, one slug means one person: the casefile in the
// first of them, as [Public.Casefile] finds it.
func within(a Access) string {
	books := list(a.Reads)
	if len(a.Reads) < 2 {
		return `p.casebook IN (` + books + `)`
	}
	return `p.casebook IN (` + books + `) AND NOT EXISTS (
		SELECT 1 FROM public_casefiles q
		WHERE q.casebook IN (` + books + `) AND q.casebook < p.casebook AND q.slug = p.slug)`
}

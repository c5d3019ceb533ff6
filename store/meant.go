package store

import (
	"context"
	"errors"
	"strings"
)

// Called are the people on public record here whom a name out of running text
// stands for, however spelt: one, or several where the name is enough for none.
// Where nobody is called so, similar are those who are called nearly so.
// Other than [Public.Resolve] it doesn't take slugs.
func (p *Public) Called(ctx context.Context, a Access, name string) (people, similar []Summary, err error) {
	defer wrap(&err, "look for a name")

	name = strings.TrimSpace(clip(name))
	if name == "" || len(a.Reads) == 0 {
		return nil, nil, nil
	}
	if people, err = p.exactly(ctx, a, name); err != nil || len(people) > 0 {
		return people, nil, err
	}
	people, err = p.meant(ctx, a, name)
	var none *NotFound
	if errors.As(err, &none) {
		return nil, none.Similar, nil
	}
	return people, nil, err
}

// mentionsSought is of how many casefiles that have the words those first by name
// are taken.
const mentionsSought = 200

// Mentioning are at most n people on public record here whose casefile has words
// that begin with all of these, by name; of words that very many have, any of them.
func (p *Public) Mentioning(ctx context.Context, a Access, words string, n int) (_ []Summary, err error) {
	defer wrap(&err, "look for words")

	match := matchAll(clip(words))
	if match == "" || len(a.Reads) == 0 {
		return nil, nil
	}
	// The words are looked up first, and nobody else is gone through.
	query := `
		SELECT ` + summaryColumns + ` FROM public_casefiles p NOT INDEXED
		WHERE p.casefile IN (
			SELECT p.casefile FROM public_fts f CROSS JOIN public_casefiles p ON p.casefile = f.docid
			WHERE public_fts MATCH ? AND ` + within(a) + ` LIMIT ` + list([]int64{mentionsSought}) + `)
		ORDER BY p.sort, p.casefile LIMIT ` + list([]int64{int64(n)})
	return summaries(ctx, p.pool, query, match)
}

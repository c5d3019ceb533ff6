package store

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"vigil/internal/casefile"
	"vigil/internal/names"
)

// Suggest completes the name of a person: at most n people on public record
// here, best first. With nothing typed, those whose casefile changed last.
func (p *Public) Suggest(ctx context.Context, a Access, typed string, n int) (_ []Summary, err error) {
	defer wrap(&err, "suggest people")

	if len(a.Reads) == 0 || n <= 0 {
		return nil, nil
	}
	typed = strings.TrimSpace(clip(typed))
	if typed == "" {
		return p.recent(ctx, a, n)
	}
	matches, err := p.search(ctx, a, typed, n)
	if err != nil {
		return nil, err
	}
	return p.summariesOf(ctx, a, ids(matches))
}

// recent are the people whose casefiles changed last; those that changed
// together, as in an import, by name.
func (p *Public) recent(ctx context.Context, a Access, n int) ([]Summary, error) {
	var all []Summary
	for _, book := range a.Reads {
		query := `
			SELECT ` + summaryColumns + ` FROM public_casefiles p
			WHERE p.casebook = ? AND ` + within(a) + ` ORDER BY p.changed DESC, p.sort, p.casefile LIMIT ?`
		some, err := summaries(ctx, p.pool, query, book, n-len(all))
		if err != nil {
			return nil, err
		}
		if all = append(all, some...); len(all) == n {
			break
		}
	}
	return all, nil
}

// Resolve finds the person that somebody meant: a slug, a name, or enough of
// one, however spelt. [Ambiguous] when it may be several, [NotFound] with
// similar names when it is nobody on public record here.
func (p *Public) Resolve(ctx context.Context, a Access, typed string) (_ *casefile.Redacted, _ Summary, err error) {
	defer wrap(&err, "resolve a name")

	typed = strings.TrimSpace(clip(typed))
	seq, err := p.state(ctx)
	if err != nil {
		return nil, Summary{}, err
	}
	if c, s, err := p.casefile(ctx, seq, a, typed); err == nil || !isNotFound(err) {
		return c, s, err
	}
	found, err := p.exactly(ctx, a, typed)
	if err != nil {
		return nil, Summary{}, err
	}
	if len(found) == 0 {
		if found, err = p.meant(ctx, a, typed); err != nil {
			return nil, Summary{}, err
		}
	}
	if len(found) > 1 {
		return nil, Summary{}, &Ambiguous{Typed: typed, Candidates: found}
	}
	return p.casefile(ctx, seq, Access{Reads: []CasebookID{found[0].Casebook}}, found[0].Slug)
}

// candidatesLimit is how many candidates an answer can offer: a select of
// Discord holds 25.
const candidatesLimit = 25

// exactly are the people with just that name, apart from how it is written.
func (p *Public) exactly(ctx context.Context, a Access, typed string) ([]Summary, error) {
	key := wordsKey(typed)
	if key == "" || len(a.Reads) == 0 {
		return nil, nil
	}
	// Without NOT INDEXED the whole casebook would be gone through in order.
	query := `
		SELECT ` + summaryColumns + ` FROM public_casefiles p NOT INDEXED
		WHERE p.casefile IN (
			SELECT casefile FROM public_keys
			WHERE casebook IN (` + list(a.Reads) + `) AND field = 'name' AND key = ?) AND ` + within(a) + `
		ORDER BY p.sort, p.casefile LIMIT ` + list([]int64{candidatesLimit})
	return summaries(ctx, p.pool, query, key)
}

// meant are the people that the index finds: one when it is sure.
func (p *Public) meant(ctx context.Context, a Access, typed string) ([]Summary, error) {
	matches, verdict, err := p.best(ctx, a, typed)
	if err != nil {
		return nil, err
	}
	if verdict == names.One {
		matches = matches[:1] // what follows is only similar
	}
	found, err := p.summariesOf(ctx, a, ids(matches))
	if err != nil {
		return nil, err
	}
	if verdict == names.None || len(found) == 0 {
		return nil, &NotFound{Typed: typed, Similar: found}
	}
	return found, nil
}

// named are the people whose name is meant by a text that is searched for.
func (p *Public) named(ctx context.Context, a Access, text string) ([]int64, error) {
	const sure = 0.78 // as for resolving a name
	matches, err := p.search(ctx, a, clip(text), 50)
	if err != nil {
		return nil, err
	}
	return ids(slices.DeleteFunc(matches, func(m names.Match) bool { return m.Score < sure })), nil
}

func ids(matches []names.Match) []int64 {
	all := make([]int64, len(matches))
	for i, m := range matches {
		all[i] = int64(m.ID)
	}
	return all
}

// summariesOf reads the lines of those casefiles, in the order of ids, leaving
// out any that is no longer public.
func (p *Public) summariesOf(ctx context.Context, a Access, ids []int64) ([]Summary, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	query := `
		SELECT ` + summaryColumns + ` FROM public_casefiles p NOT INDEXED
		WHERE p.casefile IN (` + list(ids) + `) AND ` + within(a)
	found, err := summaries(ctx, p.pool, query)
	slices.SortFunc(found, func(x, y Summary) int {
		return cmp.Compare(slices.Index(ids, x.ID), slices.Index(ids, y.ID))
	})
	return found, err
}

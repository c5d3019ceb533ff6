package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
)

// grouping is all groups of a field, however small, with who is in them.
type grouping []members

// members is a group with the casefiles of its people, each once. Those who have
// nothing on record are only counted: they are in no other group.
type members struct {
	Group
	casefiles []int64
}

// people is how many are in any of the groups.
func (g grouping) people() int {
	seen := map[int64]bool{}
	for _, m := range g {
		for _, id := range m.casefiles {
			seen[id] = true
		}
	}
	return len(seen)
}

// called is g with values that are called the same put together, whatever of capitals,
// spaces and hyphens is in the name. The text is that of the largest.
func (g grouping) called(in Words) grouping {
	fold := strings.NewReplacer(" ", "", "-", "", "\u2010", "", "\u200c", "")
	at := map[string]int{}
	var all grouping
	slices.SortStableFunc(g, func(x, y members) int {
		return cmp.Or(cmp.Compare(y.People, x.People), cmp.Compare(x.Text, y.Text))
	})
	for _, m := range g {
		name := m.Text
		if in.Of != nil {
			name = in.Of(name)
		}
		name = fold.Replace(strings.ToLower(name))
		i, ok := at[name]
		if !ok {
			at[name] = len(all)
			all = append(all, m)
			continue
		}
		one := &all[i]
		one.casefiles = append(slices.Clip(one.casefiles), m.casefiles...)
		one.People = grouping{*one}.people()
	}
	return all
}

// tally lists the groups with most people, so many at most. Of groups of one size it
// lists all or none, unless that were none at all.
func (g grouping) tally(most int) (t Tally) {
	slices.SortStableFunc(g, func(x, y members) int {
		return cmp.Or(cmp.Compare(x.Kind, y.Kind), cmp.Compare(y.People, x.People), cmp.Compare(x.Text, y.Text))
	})
	values := 0
	for values < len(g) && g[values].Kind == Valued {
		values++
	}
	listed := values
	if values > most {
		listed = most
		for listed > 0 && g[listed-1].People == g[most].People {
			listed--
		}
		if listed == 0 {
			listed = most
		}
	}
	for i, m := range g {
		if i < listed || i >= values {
			t.Groups = append(t.Groups, m.Group)
		}
	}
	t.Others = g[listed:values].people()
	return t
}

// groupsByKey counts by what /search filters by. A status that isn't known is
// left out, as one that isn't on record is, and so is a country that isn't stated.
func groupsByKey(ctx context.Context, tx *sql.Tx, a Access, by Field) (g grouping, err error) {
	query := `
		SELECT min(text), group_concat(casefile) FROM public_keys
		WHERE casebook IN (` + list(a.Reads) + `) AND field = ? AND (field, key) NOT IN (VALUES ('status', '` + string(casefile.UnknownStatus) + `'), ('country', 'xx'))`
	if len(a.Reads) > 1 {
		query += ` AND casefile IN (SELECT p.casefile FROM public_casefiles p WHERE ` + within(a) + `)`
	}
	rows, err := tx.QueryContext(ctx, query+` GROUP BY key`, by)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var (
			m   members
			ids string
		)
		if err := rows.Scan(&m.Text, &ids); err != nil {
			return nil, err
		}
		for id := range strings.SplitSeq(ids, ",") {
			n, err := strconv.ParseInt(id, 10, 64)
			if err != nil {
				return nil, err
			}
			m.casefiles = append(m.casefiles, n)
		}
		m.People = len(m.casefiles)
		g = append(g, m)
	}
	return g, rows.Err()
}

// groupsByYear counts by the years in which people were sentenced.
func groupsByYear(ctx context.Context, tx *sql.Tx, a Access, by Field) (g grouping, err error) {
	in := calendar.Date.Year
	if by == FieldHijriYear {
		in = calendar.Date.HijriYear
	}
	query := `
		SELECT s.casefile, s.id, s.date, s.announced, s.same_as
		FROM public_casefiles p JOIN public_sentences s ON s.casefile = p.casefile
		WHERE ` + within(a) + `
		ORDER BY s.casefile, s.n`
	rows, err := tx.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var (
		years  = map[int][]int64{}
		untold []int64
		one    casefile.Casefile // the sentences of somebody, as far as they tell when
		last   int64
	)
	end := func() {
		of, unclear := one.YearsSentenced(in)
		for _, y := range of {
			years[y] = append(years[y], last)
		}
		if unclear {
			untold = append(untold, last)
		}
		one.Sentences = one.Sentences[:0]
	}
	dates := dateReader{}
	for rows.Next() {
		var (
			id              int64
			s               casefile.Sentence
			date, announced string
		)
		if err := rows.Scan(&id, &s.ID, &date, &announced, &s.SameAs); err != nil {
			return nil, err
		}
		if id != last {
			end()
			last = id
		}
		if s.Date, err = dates.read(date); err == nil {
			s.Announced, err = dates.read(announced)
		}
		if err != nil {
			return nil, fmt.Errorf("%w: a projection: %w", ErrCorrupt, err)
		}
		one.Sentences = append(one.Sentences, s)
	}
	end()
	for y, ids := range years {
		g = append(g, members{Group{Text: strconv.Itoa(y), People: len(ids)}, ids})
	}
	if len(untold) > 0 {
		g = append(g, members{Group{Kind: Untold, People: len(untold)}, untold})
	}
	return g, rows.Err()
}

// dateReader reads each stored date once: many people share a few thousand days.
type dateReader map[string]calendar.Date

func (r dateReader) read(s string) (d calendar.Date, err error) {
	d, ok := r[s]
	if !ok {
		if d, err = storedDate(s); err == nil {
			r[s] = d
		}
	}
	return d, err
}

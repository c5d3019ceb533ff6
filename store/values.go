package store

import (
	"context"
	"strings"
)

// Value is one value that people on public record have in a field.
type Value struct {
	Text   string // as written in the record; a code for country, status, penalty
	People int    // who have it

	Field Field  // of [Census.Terms] and [Census.Near] only, as is the key
	Key   string // what [Has] finds it by
}

// valuesLimit bounds how many distinct values of a field are looked at.
const valuesLimit = 2000

// Values are the values of a field on public record here, those that most
// people have first, at most n. With typed words only values that have all of
// them, each as the beginning of a word.
func (p *Public) Values(ctx context.Context, a Access, field Field, typed string, n int) (found []Value, err error) {
	defer wrap(&err, "values of %s", field)

	if len(a.Reads) == 0 {
		return nil, nil
	}
	condition, args := "", []any{field}
	for _, w := range tokens(typed) {
		condition += ` AND instr(' ' || v.key, ?) > 0`
		args = append(args, " "+w)
	}
	// The distinct keys are found by leaping from each to the next one in the
	// index, which doesn't read the people in between.
	query := `
		WITH RECURSIVE distinct_keys (casebook, key) AS (
			SELECT b.id, (SELECT min(key) FROM public_keys WHERE casebook = b.id AND field = ?1)
			FROM (SELECT ` + strings.ReplaceAll(list(a.Reads), ",", ` AS id UNION ALL SELECT `) + ` AS id) b
			UNION ALL
			SELECT v.casebook, (SELECT min(key) FROM public_keys WHERE casebook = v.casebook AND field = ?1 AND key > v.key)
			FROM distinct_keys v WHERE v.key IS NOT NULL
			LIMIT ` + list([]int64{valuesLimit}) + `
		)
		SELECT min(k.text), count(*) AS people
		FROM distinct_keys v JOIN public_keys k ON k.casebook = v.casebook AND k.field = ?1 AND k.key = v.key
		WHERE v.key IS NOT NULL` + condition + `
		GROUP BY v.key ORDER BY people DESC, v.key
		LIMIT ` + list([]int64{int64(n)})
	rows, err := p.pool.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var v Value
		if err := rows.Scan(&v.Text, &v.People); err != nil {
			return nil, err
		}
		found = append(found, v)
	}
	return found, rows.Err()
}

package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
)

// allRows are all rows that a query finds, whatever their columns.
func allRows(ctx context.Context, q querier, query string, args ...any) (all [][]any, err error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		all = append(all, values)
	}
	return all, rows.Err()
}

// sameRows compares without regard to order, which tables don't have.
func sameRows(a, b [][]any) bool {
	if len(a) != len(b) {
		return false
	}
	return slices.Equal(writtenRows(a), writtenRows(b))
}

// writtenRows are the rows as texts, of which no two different rows have the
// same, in order.
func writtenRows(rows [][]any) []string {
	all := make([]string, len(rows))
	var b []byte
	for i, row := range rows {
		b = b[:0]
		for _, v := range row {
			switch v := v.(type) {
			case nil:
				b = append(b, 'n')
			case int64:
				b = strconv.AppendInt(append(b, 'i'), v, 10)
			case string:
				b = strconv.AppendInt(append(b, 't'), int64(len(v)), 10)
				b = append(append(b, ' '), v...)
			default:
				b = fmt.Appendf(b, "%#v", v)
			}
		}
		all[i] = string(b)
	}
	slices.Sort(all)
	return all
}

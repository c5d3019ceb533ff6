package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"sync"

	lru "github.com/hashicorp/golang-lru/v2"
)

// FieldYear is a field that people are counted by and not filtered: the years in
// which they were sentenced, as [casefile.Casefile.YearsSentenced] has them.
const FieldYear Field = "year"

// Fewest is how many people a group of a count has at least: fewer are counted
// among the others, without a word of what they have in common. A count stands for
// years in channels and is passed on as a picture, where no correction reaches it.
const Fewest = 3

// MostValues is how many values a count lists: what a telephone shows at once.
const MostValues = 12

// Tally is how many people on public record have what in one field. Somebody who
// has several values is in each of those groups, so that they may come to more than
// Tracked; each group and Others count everybody once.
type Tally struct {
	Groups []Group // those with most people first; years newest first; then Untold, then None
	// Others are the people who have a value that isn't listed, because fewer than
	// [Fewest] share it or it is not among the most frequent, and, where Groups
	// doesn't say how many have none on record or an untold one, those too. They are 0
	// where FewOthers says that there are some and fewer than Fewest, and where Groups
	// is empty, since nothing may be listed.
	Others    int
	FewOthers bool
	Tracked   int // people on public record here
	// Shows says for [Outbox.NoteShown] whose count it is: the casebooks'.
	Shows []Shown
}

// Group is the people who have one value in a field.
type Group struct {
	Kind   GroupKind
	Text   string // of a Valued: as written in the record, a code or a year
	People int    // at least [Fewest]
}

// GroupKind says what the people of a group have in common.
type GroupKind int

// The kinds of group.
const (
	Valued GroupKind = iota
	Untold           // a sentence of which the year can't be told
	None             // nothing on public record in that field
)

// Count counts people on public record by a field: status, country, year, charge,
// penalty or profession. Nothing confidential is counted, nor whether there is any:
// who has nothing else in a field is the same as who has nothing. A status that
// isn't known is none, and so is the country XX, which is said to be not stated.
func (p *Public) Count(ctx context.Context, a Access, by Field) (t Tally, err error) {
	defer wrap(&err, "count people by %s", by)

	if len(a.Reads) == 0 {
		return Tally{}, nil
	}
	seq, err := p.state(ctx)
	if err != nil {
		return Tally{}, err
	}
	return p.counts.at(seq, counted{by, list(a.Reads)}, func() (t Tally, seq int64, err error) {
		err = readOnly(ctx, p.pool, func(tx *sql.Tx) error {
			if err := tx.QueryRowContext(ctx, `SELECT seq FROM public_state`).Scan(&seq); err != nil {
				return err
			}
			t, err = count(ctx, tx, a, by)
			return err
		})
		t.Shows = countShown(a, seq)
		return t, seq, err
	})
}

// counts holds counts for one value of public_state.seq.
type counts struct {
	mu      sync.Mutex // held while counting, so that many who ask count once
	seq     int64
	tallies *lru.Cache[counted, Tally]
}

// counted is what was counted: by which field, in which casebooks.
type counted struct {
	by    Field
	books string
}

// countsKept is how many counts are kept, some hundred bytes each.
const countsKept = 600

func newCounts() *counts {
	tallies, err := lru.New[counted, Tally](countsKept)
	if err != nil {
		panic(err) // only for a size below one
	}
	return &counts{tallies: tallies}
}

// at is the count in the state seq or a later one, taken anew unless it is kept.
func (c *counts) at(seq int64, of counted, take func() (Tally, int64, error)) (Tally, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if seq == c.seq {
		if t, ok := c.tallies.Get(of); ok {
			return t, nil
		}
	}
	t, seq, err := take()
	if err != nil {
		return Tally{}, err
	}
	if seq != c.seq { // also to an older one, where the file was put back
		c.seq = seq
		c.tallies.Purge()
	}
	c.tallies.Add(of, t)
	return t, nil
}

func count(ctx context.Context, tx *sql.Tx, a Access, by Field) (Tally, error) {
	n, err := tracked(ctx, tx, a)
	if err != nil {
		return Tally{}, err
	}
	take := groupsByKey
	if by == FieldYear {
		take = groupsByYear
	}
	c, err := take(ctx, tx, a, by)
	if err != nil {
		return Tally{}, err
	}
	if none := n - c.people(nil); none > 0 {
		c = append(c, members{Group: Group{Kind: None, People: none}})
	}
	t := c.tally(by != FieldStatus && by != FieldCountry)
	t.Tracked = n
	slices.SortStableFunc(t.Groups, func(x, y Group) int {
		years := 0
		if by == FieldYear {
			years = cmp.Compare(y.Text, x.Text)
		}
		return cmp.Or(cmp.Compare(x.Kind, y.Kind), years)
	})
	return t, nil
}

package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"sync"

	lru "github.com/hashicorp/golang-lru/v2"
)

// The fields that people are counted by and not filtered: the years in which they
// were sentenced, as [casefile.Casefile.YearsSentenced] has them, in either calendar.
const (
	FieldYear      Field = "year" // Gregorian
	FieldHijriYear Field = "hijri_year"
)

// MostValues is how many values a count by that field lists: what a telephone shows at
// once. Years are short, and tell something by their order.
func MostValues(by Field) int {
	if by == FieldYear || by == FieldHijriYear {
		return 20
	}
	return 12
}

// Tally is how many people on public record have what in one field. Somebody who
// has several values is in each of those groups, so that they may come to more than
// Tracked; each group and Others count everybody once.
type Tally struct {
	Groups []Group // those with most people first; years newest first; then Untold, then None
	// Others are the people who have a value that isn't listed, because it is not
	// among the [MostValues] most frequent or has as few people as one of those that
	// aren't.
	Others  int
	Tracked int // people on public record here
	// Shows says for [Outbox.NoteShown] whose count it is: the casebooks'.
	Shows []Shown
}

// Group is the people who have one value in a field.
type Group struct {
	Kind   GroupKind
	Text   string // of a Valued: as written in the record, a code or a year
	People int    // at least one
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
// penalty or profession. It is made of what each person's card says, so that no group
// is too small to be told: who may count may read the cards. Nothing confidential is counted, nor whether there is any:
// who has nothing else in a field is the same as who has nothing. A status that
// isn't known is none, and so is the country XX, which is said to be not stated.
// Charges and professions that are called the same in those words are one value.
func (p *Public) Count(ctx context.Context, a Access, by Field, in Words) (t Tally, err error) {
	defer wrap(&err, "count people by %s", by)

	if len(a.Reads) == 0 {
		return Tally{}, nil
	}
	seq, err := p.state(ctx)
	if err != nil {
		return Tally{}, err
	}
	return p.counts.at(seq, counted{by, list(a.Reads), in.Name}, func() (t Tally, seq int64, err error) {
		err = readOnly(ctx, p.pool, func(tx *sql.Tx) error {
			if err := tx.QueryRowContext(ctx, `SELECT seq FROM public_state`).Scan(&seq); err != nil {
				return err
			}
			t, err = count(ctx, tx, a, by, in)
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

// Words are what charges and professions are called in a language: two that would be
// two lines of one name are one.
type Words struct {
	Name string                   // of the language
	Of   func(text string) string // nil: as on record
}

// counted is what was counted: by which field, in which casebooks, in whose words.
type counted struct {
	by    Field
	books string
	words string
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

func count(ctx context.Context, tx *sql.Tx, a Access, by Field, in Words) (Tally, error) {
	n, err := tracked(ctx, tx, a)
	if err != nil {
		return Tally{}, err
	}
	take := groupsByKey
	if by == FieldYear || by == FieldHijriYear {
		take = groupsByYear
	}
	c, err := take(ctx, tx, a, by)
	if err != nil {
		return Tally{}, err
	}
	if by == FieldCharge || by == FieldProfession {
		c = c.called(in)
	}
	if none := n - c.people(); none > 0 {
		c = append(c, members{Group: Group{Kind: None, People: none}})
	}
	t := c.tally(MostValues(by))
	t.Tracked = n
	slices.SortStableFunc(t.Groups, func(x, y Group) int {
		years := 0
		if by == FieldYear || by == FieldHijriYear {
			years = cmp.Compare(y.Text, x.Text)
		}
		return cmp.Or(cmp.Compare(x.Kind, y.Kind), years)
	})
	return t, nil
}

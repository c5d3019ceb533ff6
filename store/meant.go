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

package jobs

import (
	"context"
	"sync"

	"vigil/store"
)

// Round does once what is due, and says how many messages that were.
func (d *Deliverer) Round(ctx context.Context) (int, error) {
	if _, err := d.Ledger.Corrections(ctx); err != nil {
		return 0, err
	}
	posts, err := d.Ledger.Claim(ctx, d.Holder, inHand)
	if err != nil {
		return 0, err
	}
	said := make([]store.Said, len(posts))
	var all sync.WaitGroup
	for i := range posts {
		all.Go(func() { said[i] = d.deliver(ctx, posts[i]) })
	}
	all.Wait()
	return len(posts), d.Ledger.Settle(ctx, d.Holder, said)
}

// Send brings one message to Discord and notes nothing.
func (d *Deliverer) Send(ctx context.Context, p store.Post) (store.Said, error) {
	return d.post(ctx, p)
}

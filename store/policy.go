package store

import (
	"context"
)

// Policy is what a server's administrators decided about how its casebook is
// kept and shown.
type Policy struct {
	SecondApproval bool   // publishing needs a second curator
	LeapDay        string // when 29 February is marked in common years: "28-february" (default) or "1-march"
	Milestone      int    // days in custody between milestones; default 100
	Stale          int    // days after which a status is not taken for today's; default 365
	KeepSenders    int    // days for which the sender of a decided suggestion is kept; default 0: not at all
}

// DefaultPolicy is that of a server which has set none.
func DefaultPolicy() Policy { return Policy{LeapDay: "28-february", Milestone: 100, Stale: 365} }

// SetCurators sets the roles that curate, beside whoever may manage messages.
func (s *Servers) SetCurators(ctx context.Context, id string, roles []string, by Author) (err error) {
	return errUnbuilt
}

// SetReview sets the channel in which suggestions and approvals are shown to
// curators; "" is none. What is open is shown in the new one.
func (s *Servers) SetReview(ctx context.Context, id, channel string, by Author) (err error) {
	return errUnbuilt
}

// SetPolicy sets the server's policy.
func (s *Servers) SetPolicy(ctx context.Context, id string, p Policy, by Author) (err error) {
	return errUnbuilt
}

// Own makes the server the home of its own empty casebook again, which is made
// when there is none.
func (s *Servers) Own(ctx context.Context, id string, by Author) (_ Server, err error) {
	return Server{}, errUnbuilt
}

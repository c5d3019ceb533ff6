package store

import "context"

// Follows are who wants to hear of whom by direct message. Nobody but the
// person can learn of it: there is no list, no count and no log.
type Follows struct{ db *DB }

// Follows are who wants to hear of whom.
func (db *DB) Follows() *Follows { return &Follows{db} }

// Followed is somebody whom a person follows.
type Followed struct {
	Casebook CasebookID
	Slug     string
	Name     string
}

// FollowLimit is how many casefiles one person may follow.
const FollowLimit = 200

// Follow has the person told of developments. What was followed already is no
// error; added is false then. An [ErrNotFound] of a casefile that may not be read with a,
// an [ErrFull] at the limit.
func (f *Follows) Follow(ctx context.Context, person, server string, a Access, slug string) (added bool, err error) {
	return false, ErrUnbuilt
}

// Unfollow ends it; removed is false if there was nothing to end. It works for
// casefiles that can't be read any more too.
func (f *Follows) Unfollow(ctx context.Context, person, slug string) (removed bool, err error) {
	return false, ErrUnbuilt
}

// Of is whom the person follows, by name. Of those who are not public any
// more it gives nothing.
func (f *Follows) Of(ctx context.Context, person string) ([]Followed, error) { return nil, ErrUnbuilt }

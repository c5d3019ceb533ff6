package store

import "context"

// Personal is all that is stored about one person who uses the bot.
type Personal struct {
	Settings    PersonSettings
	Suggestions []Suggestion // theirs, as far as it is still known that they are
	Edits       []Edit       // under way
	Uploads     int
	Blocked     int // casebooks that take no suggestions from them
	Acts        int // lines of audit trails and histories that name them, which can't be erased
}

// Everything is all that is stored about the person with that Discord id.
func (s *Settings) Everything(ctx context.Context, id string) (p Personal, err error) {
	return p, errUnbuilt
}

// Erase erases all that is stored about the person, but for what the audit
// trail and the history name them for, and that a casebook blocked them: their
// settings and edits go, their suggestions become nobody's.
func (s *Settings) Erase(ctx context.Context, id string) (err error) { return errUnbuilt }

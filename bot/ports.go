package bot

import (
	"context"
	"time"

	"vigil/store"
)

// Places says what may be read where. *store.Servers is one.
type Places interface {
	// Of is what is known of a server, by Discord's id. A server that was
	// unknown gets an empty casebook of its own.
	Of(ctx context.Context, serverID string) (store.Server, store.Access, error)
	// Direct is what may be read where no server stands behind the asker.
	Direct(ctx context.Context) (store.Access, error)
}

// People says what somebody asked to be kept. *store.Settings is one.
type People interface {
	// Person is somebody's settings, zero where they asked for nothing.
	Person(ctx context.Context, userID string) (store.PersonSettings, error)
}

// Keeper keeps the bot's own small things between runs. *store.Settings is one.
type Keeper interface {
	// Kept is the value kept under name, nil when there is none.
	Kept(ctx context.Context, name string) ([]byte, error)
	Keep(ctx context.Context, name string, value []byte) error
	// KeepOnce keeps value unless something is there, and returns what is.
	KeepOnce(ctx context.Context, name string, value []byte) ([]byte, error)
	// KeepView keeps the state of a control that is too long for it.
	KeepView(ctx context.Context, data []byte, until time.Time) (id string, err error)
	// View is store.ErrNotFound when there is none, or it is past its time.
	View(ctx context.Context, id string) ([]byte, error)
}

// Notebook remembers where something of casefiles is shown, so that a
// withdrawal finds it. *store.Outbox is one.
type Notebook interface {
	NoteShown(ctx context.Context, all []store.Showing) error
}

package commands

import (
	"context"
	"crypto/rand"
	"errors"
	"strings"
	"sync"

	lru "github.com/hashicorp/golang-lru/v2"

	"vigil/internal/card"
	"vigil/internal/entry"
	"vigil/store"
)

// heldEdits is how many edits are held; each is at most some 20,000 characters.
const heldEdits = 200

// held keeps in memory what was typed while the database could not be
// written, so that it can be tried again without typing it again. It is lost
// with the process; the answer that names the trouble has the text too.
type held struct {
	mu    sync.Mutex
	edits *lru.Cache[string, store.Edit]
}

func newHeld() *held {
	edits, err := lru.New[string, store.Edit](heldEdits)
	if err != nil { // only for a size below one
		panic(err)
	}
	return &held{edits: edits}
}

// heldPrefix tells the ids of held edits from those of kept ones.
const heldPrefix = "~"

func isHeld(x store.Edit) bool { return strings.HasPrefix(x.ID, heldPrefix) }

// put holds an edit and gives it an id that can't be guessed.
func (h *held) put(x store.Edit) store.Edit {
	if !isHeld(x) {
		x.ID = heldPrefix + rand.Text()[:25] // as long as the ids of kept ones
	}
	x.State = store.EditOpen
	h.mu.Lock()
	defer h.mu.Unlock()
	h.edits.Add(x.ID, x)
	return x
}

// edit is the held edit with that id; an [store.ErrNotFound] when there is none
// of that curator's.
func (h *held) edit(id string, by store.Author, book store.CasebookID) (store.Edit, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	x, ok := h.edits.Get(id)
	if !ok || x.By != by || x.Casebook != book {
		return x, store.ErrNotFound
	}
	return x, nil
}

// drop forgets an edit; false when it isn't a held one.
func (h *held) drop(x store.Edit) bool {
	if !isHeld(x) {
		return false
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.edits.Remove(x.ID)
	return true
}

// recall is the edit that a control or a form is about. It is its curator's
// alone, and of the casebook that is curated here.
func (e editor) recall(ctx context.Context, r Request) (store.Edit, error) {
	id := handleOf(r).id
	if strings.HasPrefix(id, heldPrefix) {
		return e.held.edit(id, r.By(), r.Access.Curates)
	}
	x, err := e.Desk.Edit(ctx, id, r.By())
	if err != nil {
		return x, err
	}
	if x.Casebook != r.Access.Curates || x.Kind != e.kind {
		return store.Edit{}, store.ErrNotFound
	}
	return x, nil
}

// keep keeps an edit as it is now: a new or a held one as a new edit. When the
// database can't take it, it is held, and the error says why.
func (e editor) keep(ctx context.Context, x store.Edit) (store.Edit, error) {
	if x.ID != "" && !isHeld(x) {
		err := e.Desk.Retype(ctx, x)
		if trouble(err) != "" {
			x = e.held.put(x)
		}
		return x, err
	}
	kept := x
	kept.ID = ""
	kept, err := e.Desk.Open(ctx, kept)
	if err != nil {
		return e.held.put(x), err
	}
	e.held.drop(x)
	return kept, nil
}

// keepHeld keeps an edit that was held.
func (e editor) keepHeld(ctx context.Context, x store.Edit) (store.Edit, error) {
	if !isHeld(x) {
		return x, nil
	}
	return e.keep(ctx, x)
}

// trouble is the key of the words for what keeps the database from being
// written or read for now, "" of any other error.
func trouble(err error) string {
	switch {
	case errors.Is(err, store.ErrLocked), errors.Is(err, context.DeadlineExceeded):
		return "edit.trouble.locked"
	case errors.Is(err, store.ErrDiskFull):
		return "edit.trouble.full"
	case errors.Is(err, store.ErrReadOnly), errors.Is(err, store.ErrDisk):
		return "edit.trouble.disk"
	}
	return ""
}

// giveBack says that the database is in trouble and gives back what was typed,
// with buttons that try again. Other errors than trouble it hands on.
func (e editor) giveBack(r Request, x store.Edit, err error) (Reply, error) {
	var settled *store.Settled
	switch key := trouble(err); {
	case errors.As(err, &settled):
		return e.settled(r, settled.Edit), nil
	case errors.Is(err, store.ErrNotFound):
		return e.withText(r, x, refusal(r, r.Locale.T("edit.forgotten"))), nil
	case key == "":
		return Reply{}, err
	default:
		reply := e.withText(r, x, refusal(r, r.Locale.T(key)))
		if x.ID != "" {
			reply.Controls = [][]card.Control{{
				e.button(r, x, "edit.button.retry", actRetry, card.Primary),
				e.button(r, x, "edit.button.again", actAgain, card.Secondary),
			}}
		}
		return reply, nil
	}
}

// withText adds to a reply what was typed.
func (e editor) withText(r Request, x store.Edit, reply Reply) Reply {
	reply.Message = reply.GiveBack(typedOf(e.Fields(emptyCasefile()), x.Typed, r), r.Locale)
	return reply
}

// typedOf are the fields of a form with what was typed.
func typedOf(fields []entry.Field, v map[string]string, r Request) []card.Typed {
	all := make([]card.Typed, 0, len(fields))
	for _, f := range fields {
		all = append(all, card.Typed{Label: fieldLabel(f.Name, r.Locale), Text: valueShown(f, v[f.Name], r.Locale)})
	}
	return all
}

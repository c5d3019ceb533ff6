package commands

import (
	"context"
	"errors"
	"strconv"

	"vigil/internal/card"
	"vigil/internal/entry"
	"vigil/store"
)

// editSuggestion opens the form of an event, prefilled with what a member
// suggested. Saving it approves the suggestion. One about nobody on record
// opens the form of a new casefile first; the event is offered once that is
// saved.
func (d Deps) editSuggestion(ctx context.Context, r Request, s store.Suggestion) (Reply, error) {
	r.Options = map[string]string{suggested: strconv.FormatInt(s.ID, 10)}
	r.Pressed, r.Filled = true, false
	if s.Slug == "" {
		return editor{Deps: d, matter: somebody{}, path: "curate new", kind: "new"}.newFromSuggestion(ctx, r)
	}
	r.Options["person"] = s.Slug
	k, _ := entry.KindOf("event")
	return d.onCasefile(editor{Deps: d, matter: k.In(r.Locale.Language().Code), path: "curate event", kind: "event"}.fromSuggestion)(ctx, r)
}

// fromSuggestion opens the form of a new event of c with what was suggested in
// it.
func (e editor) fromSuggestion(ctx context.Context, r Request, c store.Stored) (Reply, error) {
	s, reply, err := e.suggestion(ctx, r)
	if reply != nil || err != nil {
		return *reply, err
	}
	return e.open(r, c, "", entry.Values{"happened": s.What, "date": s.Date, "sources": s.Source})
}

// newFromSuggestion opens the form of a new casefile about whom a suggestion
// names.
func (e editor) newFromSuggestion(ctx context.Context, r Request) (Reply, error) {
	s, reply, err := e.suggestion(ctx, r)
	if reply != nil || err != nil {
		return *reply, err
	}
	return e.open(r, store.Stored{}, "", entry.Values{"name": s.Name})
}

// suggestion is the one that the request names, while it is undecided;
// otherwise what is to be said instead.
func (d Deps) suggestion(ctx context.Context, r Request) (s store.Suggestion, instead *Reply, err error) {
	id, err := strconv.ParseInt(r.Text(suggested), 10, 64)
	if err != nil {
		return s, &Reply{}, store.ErrNotFound
	}
	s, err = d.Inbox.Suggestion(ctx, r.Access.Curates, id)
	switch {
	case errors.Is(err, store.ErrNotFound):
		reply := refusal(r, r.Locale.T("edit.decided.gone"))
		return s, &reply, nil
	case err != nil:
		return s, &Reply{}, err
	case s.State != store.SuggestionOpen:
		reply := Reply{Private: true, Message: card.Refusal(r.Locale, alreadyDecided(&store.Decided{Suggestion: s}, r.Locale))}
		return s, &reply, nil
	}
	return s, nil, nil
}

package commands

import (
	"context"
	"errors"
	"strconv"

	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/store"
)

// ApprovalMessage is a request for a second curator with what can be done about
// it, as it stands in the review channel or, with list, as one curator opened
// it.
func ApprovalMessage(a store.Approval, l *locale.Locale, list bool) card.Message {
	m := card.Message{Cards: []card.Card{card.Approval(awaitedCard(a), l)}}
	if a.State == store.ApprovalOpen {
		m.Controls = [][]card.Control{{
			{Label: l.T("review.button.publish"), Style: card.Primary, Then: reviewThen("approval", a.ID, "approve", list)},
			{Label: l.T("review.button.refuse"), Then: reviewThen("approval", a.ID, "refuse", list)},
			{Label: l.T("review.button.show"), Then: card.Then{Command: "curate show", Options: map[string]string{"person": a.Slug}}},
		}}
	}
	if list {
		m.Controls = append(m.Controls, backToList(l))
	}
	return m
}

// awaitedCard is a request for a second curator as cards show it.
func awaitedCard(a store.Approval) card.Awaited {
	c := card.Awaited{N: a.ID, Name: a.Name, Slug: a.Slug, Version: int(a.Version), By: string(a.By), At: a.At}
	if a.State != store.ApprovalOpen {
		c.Decision = &card.Decision{Outcome: string(a.State), By: string(a.DecidedBy), At: a.DecidedAt, Why: a.Why}
	}
	return c
}

// reviewApproval shows a request for a second curator, or decides it.
func (d Deps) reviewApproval(ctx context.Context, r Request) (Reply, error) {
	id, err := strconv.ParseInt(r.Text("approval"), 10, 64)
	if err != nil {
		return Reply{}, store.ErrNotFound
	}
	a, err := d.Curation.Approval(ctx, r.Access.Curates, id)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return Reply{}, &Refused{r.Locale.T("review.gone")}
	case err != nil:
		return Reply{}, err
	case a.State != store.ApprovalOpen:
		return d.showApproval(r, a), nil
	case r.Text("do") == "approve":
		a, _, err = d.Curation.Approve(ctx, r.Access.Curates, id, r.By(), d.shared(r).T("approval.why", locale.Plain("n", int(id))))
	case r.Text("do") == "refuse" && !r.Filled:
		return reasonForm(r, "approval", "refuse", "review.refuse", "review.refuse.note"), nil
	case r.Text("do") == "refuse":
		a, err = d.Curation.Refuse(ctx, r.Access.Curates, id, r.By(), tidied(r.Text("reason")))
	}
	return d.approvalDecided(r, a, err)
}

// approvalDecided shows what became of a request, or why nothing did.
func (d Deps) approvalDecided(r Request, a store.Approval, err error) (Reply, error) {
	l := r.Locale
	var (
		own     *store.OwnApproval
		decided *store.ApprovalDecided
		grave   *store.Tombstone
		moved   *store.Conflict
		invalid *casefile.Invalid
	)
	switch {
	case err == nil:
		return d.showApproval(r, a), nil
	case errors.As(err, &own):
		return Reply{}, &Refused{l.T("review.own")}
	case errors.As(err, &decided):
		return d.showApproval(r, decided.Approval), nil
	case errors.Is(err, store.ErrEmbargoed):
		return Reply{}, &Refused{l.T("review.embargoed")}
	case errors.As(err, &grave):
		return Reply{}, &Refused{tombstone(grave, l)}
	case errors.As(err, &moved):
		return Reply{}, &Refused{l.T("approval.decided.stale")}
	case errors.As(err, &invalid):
		return Reply{}, &Refused{card.Lines(l, l.T("review.not_fit"), problems(invalid, l))}
	case errors.Is(err, store.ErrNotFound):
		return Reply{}, &Refused{l.T("review.gone")}
	}
	return undone(r, err)
}

// showApproval puts the card as it is now in the place of the message.
func (d Deps) showApproval(r Request, a store.Approval) Reply {
	return Reply{Message: ApprovalMessage(a, d.shared(r), r.Text("list") != "")}
}

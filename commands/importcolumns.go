package commands

import (
	"context"
	"errors"
	"strings"

	"vigil/internal/card"
	"vigil/internal/entry"
	"vigil/internal/locale"
	"vigil/internal/sheet"
	"vigil/store"
)

// columnsForm opens the form in which each column of a table is said to be
// something, a line each.
func (i importing) columnsForm(r Request, f file, text string, then card.Then) (Reply, error) {
	if card.Length(text) > maxTyped {
		return refusal(r, r.Locale.T("import.columns_too_long")), nil
	}
	form, _ := i.form(nil, entry.Values{"columns": text}, r.Locale.T("import.columns.title", locale.Text("file", f.Name)), then, r.Locale)
	return Reply{Form: form, Private: true}, nil
}

// columnsGiven keeps what was typed about the columns, reads it, and shows the
// file anew.
func (i importing) columnsGiven(ctx context.Context, r Request, f file) (Reply, error) {
	x, err := i.keep(ctx, store.Edit{Casebook: f.Casebook, Kind: i.kind, Fact: f.ID, By: r.By(), Typed: map[string]string{"columns": r.Text("columns")}})
	if err != nil {
		return i.giveBack(r, x, err)
	}
	return i.columnsRead(ctx, r, x, f)
}

// columnsTyped goes on with what was typed about the columns of a table.
func (i importing) columnsTyped(ctx context.Context, r Request) (Reply, error) {
	x, err := i.recall(ctx, r)
	switch {
	case errors.Is(err, store.ErrNotFound) || err == nil && x.State != store.EditOpen:
		return refusal(r, r.Locale.T("edit.forgotten")), nil
	case err != nil:
		return i.giveBack(r, read(r, store.Edit{}), err)
	case handleOf(r).act == actDiscard:
		return i.discard(ctx, r, x)
	}
	u, err := i.Desk.Upload(ctx, x.Fact, r.By())
	if errors.Is(err, store.ErrNotFound) || err == nil && u.Casebook != r.Access.Curates {
		return i.withText(r, x, refusal(r, r.Locale.T("import.forgotten"))), nil
	}
	if err != nil {
		return i.giveBack(r, x, err)
	}
	f, err := i.understand(ctx, r, u)
	if err != nil || f.table == nil {
		return i.giveBack(r, x, err)
	}
	if handleOf(r).act == actAgain {
		return i.columnsForm(r, f, x.Typed["columns"], i.then(x, actFilled))
	}
	if r.Filled {
		x = read(r, x)
	}
	if x, err = i.keep(ctx, x); err != nil {
		return i.giveBack(r, x, err)
	}
	return i.columnsRead(ctx, r, x, f)
}

// columnsRead remembers the map for tables with that heading, or says what of
// it was not understood.
func (i importing) columnsRead(ctx context.Context, r Request, x store.Edit, f file) (Reply, error) {
	l := r.Locale
	columns, faults := i.words().Columns(x.Typed["columns"], f.table.Heading)
	if len(faults) > 0 {
		c := card.Card{Title: l.T("edit.faults.title"), Tone: card.Fault}
		lines := []string{}
		for n, fault := range faults {
			if n == 10 {
				break
			}
			what := l.T(fault.Key(), locale.Name("part", card.Escape(card.Cut(fault.Part, maxLabel))))
			if fault.Line > 0 {
				what = l.T("import.columns.line", locale.Count("line", fault.Line), locale.Text("what", what))
			}
			lines = append(lines, what)
		}
		c.Body = card.Lines(l, append(lines, l.T("import.columns.fields", locale.Text("fields", strings.Join(fieldLabels(l), l.T("list.comma")))))...)
		reply := Reply{Private: true, Message: card.Message{Cards: []card.Card{c.Fit()}}}
		reply.Controls = [][]card.Control{{i.button(r, x, "edit.button.again", actAgain, card.Primary), i.button(r, x, "edit.button.discard", actDiscard, card.Secondary)}}
		return reply, nil
	}
	if err := i.Desk.KeepColumns(ctx, f.Casebook, f.table.Heading, columns); err != nil {
		return i.giveBack(r, x, err)
	}
	if err := i.Desk.Discard(ctx, x.ID, r.By()); err != nil && !errors.As(err, new(*store.Settled)) {
		return i.giveBack(r, x, err)
	}
	f.columns = columns
	return i.recognised(ctx, r, f)
}

// fieldLabels are what a column can be.
func fieldLabels(l *locale.Locale) []string {
	var all []string
	for _, f := range sheet.Fields() {
		all = append(all, sheet.Label(f, l))
	}
	return all
}

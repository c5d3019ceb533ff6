package commands

import (
	"bytes"
	"context"
	"errors"
	"strings"

	"vigil/internal/card"
	"vigil/internal/locale"
	"vigil/store"
)

// casebookStep settles which casebook the server reads, and fills an empty one.
func casebookStep() step {
	return step{name: "casebook", settle: Deps.settleCasebook, show: Deps.showCasebook}
}

// settleCasebook does what the option "use" says: empty (of its own), starter
// (put into it), code (read another's by its code), and, by a button, share
// (give out the code of this one). What would take the server's curators from
// their casebook is asked about first.
func (d Deps) settleCasebook(ctx context.Context, r Request) (done string, instead *Reply, err error) {
	s := newScreen(r, casebookStep())
	use, code := r.Text("use"), strings.TrimSpace(r.Text("code"))
	if use == "" && code != "" {
		use = "code"
	}
	if use == "" {
		return "", nil, nil
	}
	book, err := d.Servers.CasebookOf(ctx, r.Server.Casebook)
	if err != nil {
		return "", nil, err
	}
	switch use {
	case "empty":
		return d.useOwn(ctx, r, s, book)
	case "starter":
		done, err = d.loadStarter(ctx, r)
		return done, nil, err
	case "share":
		return d.giveCode(ctx, r, book)
	case "code":
		return d.useCode(ctx, r, s, book, code)
	}
	return "", nil, nil
}

// useOwn gives the server its own casebook back.
func (d Deps) useOwn(ctx context.Context, r Request, s *screen, book store.Casebook) (string, *Reply, error) {
	if r.Server.Home && book.OwnedBy(r.Server.ID) {
		return "", nil, &Refused{r.Locale.T("setup.casebook.own_already")}
	}
	if r.Text("sure") == "" {
		key := "setup.casebook.sure_own"
		if r.Server.Home {
			key = "setup.casebook.sure_leave"
		}
		return "", s.sure(r, key, "setup.casebook.button.own"), nil
	}
	_, err := d.Servers.Own(ctx, r.Server.ID, r.By())
	return "setup.casebook.done_own", nil, err
}

// useCode has the server read the casebook whose code it is.
func (d Deps) useCode(ctx context.Context, r Request, s *screen, book store.Casebook, code string) (string, *Reply, error) {
	switch {
	case code == "" && r.Pressed && !r.Filled:
		return "", s.ask("setup.casebook.form", s.then("use", "code"), Field{
			Name: "code", Label: r.Locale.T("setup.casebook.code"), Note: r.Locale.T("setup.casebook.code.note"), Required: true, Max: 100,
		}), nil
	case code == "":
		return "", nil, &Refused{r.Locale.T("setup.casebook.needs_code")}
	case r.Server.Home && book.Size > 0 && r.Text("sure") == "":
		return "", s.sure(r, "setup.casebook.sure_leave", "setup.casebook.button.read"), nil
	}
	_, err := d.Servers.Read(ctx, r.Server.ID, code, r.By())
	if errors.Is(err, store.ErrNotFound) {
		return "", nil, &Refused{r.Locale.T("setup.casebook.unknown_code")}
	}
	return "setup.casebook.done_code", nil, err
}

// loadStarter publishes the starter casebook in the server's own, unless
// something of it is there already.
func (d Deps) loadStarter(ctx context.Context, r Request) (done string, err error) {
	l, book := r.Locale, r.Access.Curates
	if book == 0 {
		return "", &Refused{l.T("setup.casebook.starter_needs_home")}
	}
	load := store.ImportOptions{Publish: true, DryRun: true, Author: r.By(), Why: l.T("setup.casebook.why_starter")}
	report, err := d.Curation.Import(ctx, book, bytes.NewReader(d.Starter), load)
	if err != nil {
		return "", err
	}
	if report.New == 0 || report.New < report.Records() {
		return "", &Refused{l.T("setup.casebook.starter_there")}
	}
	load.DryRun = false
	if _, err = d.Curation.Import(ctx, book, bytes.NewReader(d.Starter), load); err != nil {
		return "", err
	}
	return "setup.casebook.done_starter", nil
}

// giveCode shows the read code of the casebook that is curated here.
func (d Deps) giveCode(ctx context.Context, r Request, book store.Casebook) (string, *Reply, error) {
	l := r.Locale
	if r.Access.Curates == 0 {
		return "", nil, store.ErrForbidden
	}
	code, err := d.Servers.Code(ctx, book.Name, r.By())
	if err != nil {
		return "", nil, err
	}
	return "", &Reply{Private: true, Message: card.Message{Cards: []card.Card{{
		Title: l.T("setup.casebook.code"),
		Body:  card.Lines(l, "`"+code+"`", l.T("setup.casebook.code.shared")),
	}}}}, nil
}

// showCasebook says which casebook it is, how much is in it and whether it is
// curated here.
func (d Deps) showCasebook(ctx context.Context, r Request, s *screen) error {
	book, err := d.Servers.CasebookOf(ctx, r.Server.Casebook)
	if err != nil {
		return err
	}
	s.lines = append(s.lines, d.casebookLines(r, book)...)
	var row []card.Control
	if r.Access.Curates != 0 {
		if book.Size == 0 {
			s.say("setup.casebook.empty")
			row = append(row, s.button("setup.casebook.button.starter", card.Primary, "use", "starter"))
		}
		share := s.button("setup.casebook.button.share", card.Secondary, "use", "share")
		share.Then.Update, share.Then.Mine = false, true
		row = append(row, share)
	}
	row = append(row, s.button("setup.casebook.button.code", card.Secondary, "use", "code"))
	if !r.Server.Home || !book.OwnedBy(r.Server.ID) {
		row = append(row, s.button("setup.casebook.button.own", card.Secondary, "use", "empty"))
	}
	s.buttons(row...)
	return nil
}

// casebookLines say which casebook the server has.
func (d Deps) casebookLines(r Request, book store.Casebook) []string {
	l := r.Locale
	name := l.T("setup.casebook.name_own")
	switch {
	case book.Title != "":
		name = l.Isolate(card.Escape(book.Title))
	case !book.OwnedBy(r.Server.ID) && !r.Server.Home:
		name = l.T("setup.casebook.name_other")
	case !book.OwnedBy(r.Server.ID):
		name = l.Isolate(card.Escape(book.Name))
	}
	lines := []string{l.T("setup.casebook.is", locale.Text("name", name))}
	if r.Server.Home {
		return append(lines,
			l.T("setup.casebook.home"),
			l.T("setup.casebook.size", locale.N(book.Size), locale.Count("public", book.Public)))
	}
	return append(lines, l.T("setup.casebook.reads"), l.T("setup.casebook.public", locale.N(book.Public)))
}

package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"vigil/internal/answer"
	"vigil/store"
)

// askedBook is a casebook that questions are asked about.
type askedBook struct {
	db       *store.DB
	scrap    string // the folder of a database for this run only; "" of the configured one
	answerer *answer.Answerer
	access   store.Access
}

// book opens a casebook, or returns the one that is open.
func (d *desk) book(ctx context.Context, named string) (*askedBook, error) {
	if b := d.open[named]; b != nil {
		return b, nil
	}
	b := &askedBook{}
	var err error
	if file, is := d.file(named); is {
		err = b.read(ctx, d, file)
	} else {
		err = b.find(ctx, d, named)
	}
	if err == nil {
		b.answerer, err = answer.New(b.db.Public(), d.words)
	}
	if err != nil {
		return nil, errors.Join(err, b.close())
	}
	d.open[named] = b
	return b, nil
}

// file is the casebook file that is meant: what is called so, or has a path, or is
// there; that of a batch may stand beside it. False of a casebook's name.
func (d *desk) file(named string) (string, bool) {
	is := named != store.Main && (strings.HasSuffix(named, ".json") || strings.ContainsRune(named, filepath.Separator))
	for _, file := range []string{named, filepath.Join(d.from, named)} {
		if info, err := os.Stat(file); err == nil && info.Mode().IsRegular() && named != store.Main {
			return file, true
		}
	}
	return named, is
}

// find opens a casebook of the configured database.
func (b *askedBook) find(ctx context.Context, d *desk, name string) (err error) {
	if b.db, err = store.Open(ctx, d.conf.Database, store.Options{Now: d.conf.Clock, LookOnly: true}); err != nil {
		return err
	}
	book, err := b.db.Servers().Casebook(ctx, name)
	b.access = book.Access()
	return noCasebook(name, err)
}

// read opens a casebook file, by way of a database that lasts as long as this run.
func (b *askedBook) read(ctx context.Context, d *desk, file string) (err error) {
	from, err := os.Open(file)
	if err != nil {
		return err
	}
	defer from.Close()
	if b.scrap, err = os.MkdirTemp("", "vigil-ask-"); err != nil {
		return err
	}
	if b.db, err = store.Open(ctx, filepath.Join(b.scrap, "vigil.db"), store.Options{Now: d.conf.Clock}); err != nil {
		return err
	}
	book, err := b.db.Servers().Casebook(ctx, store.Main)
	if err != nil {
		return err
	}
	b.access = book.Access()
	report, err := b.db.Curation().Import(ctx, book.ID, bufio.NewReader(from), store.ImportOptions{Publish: true, Author: terminal})
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	for _, x := range report.Refused {
		fmt.Fprintf(d.warn, "%s: %s\n", file, refusal("record", x))
	}
	return nil
}

func (b *askedBook) close() error {
	var err error
	if b.db != nil {
		err = b.db.Close()
	}
	if b.scrap != "" {
		err = errors.Join(err, os.RemoveAll(b.scrap))
	}
	return err
}

func (d *desk) close() (err error) {
	for _, b := range d.open {
		err = errors.Join(err, b.close())
	}
	return err
}

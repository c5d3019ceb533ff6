package main

import (
	"context"
	_ "embed" // the invented casefiles are a file
	"regexp"
	"strconv"
	"strings"
	"time"

	"vigil/store"
)

// demoInvented is a casebook of two people who don't exist, and say so. What the
// starter casebook tells of real people has no hearing or end of term to come;
// with them the demo shows each kind of announcement within its first weeks.
// "@+20" stands for the day 20 days after the demo begins.
//
//go:embed demoinvented.json
var demoInvented string

var dayFromNow = regexp.MustCompile(`@[+-]\d+`)

// loadInvented publishes the invented casefiles, with dates around now, unless
// they are there already.
func loadInvented(ctx context.Context, db *store.DB, now time.Time) error {
	book, err := db.Servers().Casebook(ctx, store.Main)
	if err != nil {
		return err
	}
	dated := dayFromNow.ReplaceAllStringFunc(demoInvented, func(s string) string {
		days, err := strconv.Atoi(s[1:])
		if err != nil {
			return s
		}
		return now.AddDate(0, 0, days).Format(time.DateOnly)
	})
	load := store.ImportOptions{Publish: true, DryRun: true, Author: terminal}
	report, err := db.Curation().Import(ctx, book.ID, strings.NewReader(dated), load)
	if err != nil || report.New == 0 {
		return err
	}
	load.DryRun = false
	_, err = db.Curation().Import(ctx, book.ID, strings.NewReader(dated), load)
	return err
}

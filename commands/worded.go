package commands

import (
	"vigil/internal/locale"
	"vigil/store"
)

// What package bot needs to word the errors that any command may return, in
// the same words as the commands themselves.

// Withdrawn says to a curator who withdrew a casefile, when and why.
func Withdrawn(t *store.Tombstone, l *locale.Locale) string { return tombstone(t, l) }

// AuthorName is who wrote something, as curators see it.
func AuthorName(a store.Author, l *locale.Locale) string { return authorName(a, l) }

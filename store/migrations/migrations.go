// Package migrations holds the database's shape, step by step. A step that was
// released is never edited: the next one corrects it.
package migrations

import "embed"

// Files are the steps, named NNNN_subject.sql, forward only: the way back is a
// backup.
//
//go:embed *.sql
var Files embed.FS

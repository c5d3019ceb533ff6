package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"io"
	"time"
)

// Action is a word of the audit trail.
type Action string

// The actions.
const (
	ActionNew      Action = "new"
	ActionEdit     Action = "edit"
	ActionRemove   Action = "remove"
	ActionPublish  Action = "publish"
	ActionAsk      Action = "ask-approval"
	ActionRefuse   Action = "refuse-approval"
	ActionEmbargo  Action = "embargo"
	ActionLift     Action = "lift-embargo"
	ActionWithdraw Action = "withdraw"
	ActionRestore  Action = "restore"
	ActionUndo     Action = "undo"
	ActionMerge    Action = "merge"
	ActionUnmerge  Action = "unmerge"
	ActionVerify   Action = "verify"
	ActionImport   Action = "import"
	ActionExport   Action = "export-all"
	ActionApprove  Action = "approve-suggestion"
	ActionReject   Action = "reject-suggestion"
	ActionBlock    Action = "block"
	ActionUnblock  Action = "unblock"
	ActionSetup    Action = "setup"
)

// Act is one line of the audit trail, which is only ever added to.
type Act struct {
	N        int64     `json:"n"` // 1, 2, 3 … within the casebook
	At       time.Time `json:"at"`
	Casebook string    `json:"casebook"` // name
	By       Author    `json:"by"`
	Action   Action    `json:"action"`
	Slug     string    `json:"slug,omitzero"`
	Version  Version   `json:"version,omitzero"`
	Detail   string    `json:"detail,omitzero"` // why, or what was set
}

// Note adds a line of a casebook to the audit trail, for what isn't noted by
// what does it. Number, time and casebook are filled in.
func (s *Curation) Note(ctx context.Context, book CasebookID, a Act) (err error) {
	defer wrap(&err, "note in the audit trail")

	return s.db.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		return note(ctx, tx, book, s.db.now().UnixMilli(), a)
	})
}

// note adds a line in the transaction of what it is about. That lines stay is
// for the engine to see to: there are triggers on the table.
func note(ctx context.Context, tx *sql.Tx, book CasebookID, now int64, a Act) error {
	const insert = `
		INSERT INTO audit (casebook, n, at, by, action, slug, version, detail)
		SELECT ?1, coalesce(max(n), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7 FROM audit WHERE casebook = ?1`
	_, err := tx.ExecContext(ctx, insert, book, now, string(a.By), string(a.Action), a.Slug, a.Version, a.Detail)
	return err
}

// Audit writes the casebook's audit trail as JSON Lines, the oldest first.
func (s *Curation) Audit(ctx context.Context, book CasebookID, w io.Writer) (err error) {
	defer wrap(&err, "write the audit trail")

	const query = `
		SELECT a.n, a.at, b.name, a.by, a.action, a.slug, a.version, a.detail
		FROM audit a JOIN casebooks b ON b.id = a.casebook
		WHERE a.casebook = ? ORDER BY a.n`
	rows, err := s.db.readers.QueryContext(ctx, query, book)
	if err != nil {
		return err
	}
	defer rows.Close()
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	for rows.Next() {
		var (
			a  Act
			at int64
		)
		if err := rows.Scan(&a.N, &at, &a.Casebook, &a.By, &a.Action, &a.Slug, &a.Version, &a.Detail); err != nil {
			return err
		}
		a.At = time.UnixMilli(at).UTC()
		if err := out.Encode(a); err != nil {
			return err
		}
	}
	return rows.Err()
}

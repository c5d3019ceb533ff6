package commands

import (
	"bytes"
	"context"
	"errors"

	"vigil/internal/card"
	"vigil/store"
)

// longestExport is how large a file Discord takes from a bot anywhere.
const longestExport = 10 << 20

// errFull stops an export that gets too large to send.
var errFull = errors.New("the export is too large to send")

// exportCasebook is /curate casebook export: what is public as a file. With
// "all" it is everything, drafts and confidential facts too, by direct message
// alone, and the audit trail says who took it.
func exportCasebook(d Deps) Command {
	return Command{
		Spec: Spec{Name: "export", Options: []Option{{Name: "all", Kind: Yes}}},
		Run: func(ctx context.Context, r Request) (Reply, error) {
			book := r.Access.Curates
			if book == 0 {
				return Reply{}, store.ErrForbidden
			}
			all := r.Text("all") == "true"
			var to bounded
			var err error
			if all {
				err = d.Curation.Export(ctx, book, &to)
			} else {
				err = d.Public.Export(ctx, r.Access, book, &to)
			}
			switch {
			case errors.Is(err, errFull):
				return refusal(r, r.Locale.T("export.large")), nil
			case err != nil:
				return Reply{}, err
			}
			key := "export.public"
			if all {
				key = "export.all"
			}
			file := titled(r, key)
			file.Files = []card.File{{Name: "casebook.json", Type: "application/json", Data: to.kept.Bytes()}}
			if !all {
				return Reply{Private: true, Message: file}, nil
			}
			// Noted first: what can't be noted isn't given out.
			if err := d.Curation.Note(ctx, book, store.Act{By: r.By(), Action: store.ActionExport}); err != nil {
				return Reply{}, err
			}
			return Reply{Private: true, Message: titled(r, "export.sent"), Direct: &file}, nil
		},
	}
}

// titled is a message of one text about an export.
func titled(r Request, key string) card.Message {
	l := r.Locale
	return card.Message{Cards: []card.Card{{Title: l.T("export.title"), Body: card.Lines(l, l.T(key))}}}
}

// bounded keeps what is written, up to what Discord takes.
type bounded struct{ kept bytes.Buffer }

func (b *bounded) Write(p []byte) (int, error) {
	if b.kept.Len()+len(p) > longestExport {
		return 0, errFull
	}
	return b.kept.Write(p)
}

package commands

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"sync"

	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/entry"
	"vigil/internal/locale"
	"vigil/internal/sheet"
	"vigil/store"
)

// How large a file may be that is sent to be imported, in bytes and records.
const (
	largestImport = 8 << 20
	mostRecords   = sheet.MaxRows
)

// importing is /curate casebook import: takes a file, shows what it is taken
// for, and imports it when that is right. Everything lands as a draft. The
// upload is carried by its id in the option "u", which can't be typed; "do"
// says what a button does with it. What was typed about its columns is an edit,
// carried as those of facts are.
type importing struct {
	editor
	words func() *sheet.Words
}

func importCasebook(d Deps, h *held) Command {
	i := importing{
		editor: editor{Deps: d, matter: asked{{Name: "columns", Type: entry.Text, Required: true, Max: maxTyped}}, path: "curate casebook import", kind: "columns", held: h},
		words:  sheetWords(d),
	}
	return Command{
		Spec: Spec{Name: "import", Options: []Option{{Name: "file", Kind: File, Required: true}}},
		Run: func(ctx context.Context, r Request) (Reply, error) {
			switch {
			case r.Access.Curates == 0:
				return Reply{}, store.ErrForbidden
			case r.Text(underWay) != "":
				return i.columnsTyped(ctx, r)
			case r.Text("u") != "":
				return i.upload(ctx, r)
			}
			return i.take(ctx, r)
		},
	}
}

// sheetWords are the words that a table can be written in, put together when
// they are first needed.
func sheetWords(d Deps) func() *sheet.Words {
	return sync.OnceValue(func() *sheet.Words { return sheet.NewWords(d.Words) })
}

// file is an upload as far as it is understood: a casebook, or a table.
type file struct {
	store.Upload
	names   []string     // of a casebook's people, one for each record
	table   *sheet.Table // nil of a casebook
	columns sheet.Columns
}

// take fetches the file that was sent and shows what it is.
func (i importing) take(ctx context.Context, r Request) (Reply, error) {
	l := r.Locale
	a, ok := r.Files["file"]
	if !ok {
		return refusal(r, l.T("import.no_file")), nil
	}
	if a.Size > largestImport {
		return refusal(r, l.T("import.too_large")), nil
	}
	data, err := r.Around.Fetch(ctx, a, largestImport)
	if errors.As(err, new(*TooLarge)) {
		return refusal(r, l.T("import.too_large")), nil
	}
	if err != nil {
		return Reply{}, err
	}
	text, err := sheet.Decode(data)
	if reply, refused := fileRefused(r, err); refused {
		return reply, nil
	}
	f, err := i.understand(ctx, r, store.Upload{Casebook: r.Access.Curates, By: r.By(), Name: fileName(a.Name), Data: []byte(text)})
	if reply, refused := fileRefused(r, err); refused {
		return reply, nil
	}
	if err != nil {
		return Reply{}, err
	}
	if f.Upload, err = i.Desk.KeepUpload(ctx, f.Upload); err != nil {
		return Reply{}, err
	}
	return i.recognised(ctx, r, f)
}

// fileName is what a file is called, short enough to repeat.
func fileName(name string) string { return card.Cut(card.Plain(name), 80) }

// errNotCasebook is JSON that is no casebook.
type errNotCasebook struct{ why error }

func (e *errNotCasebook) Error() string { return "not a casebook: " + e.why.Error() }
func (e *errNotCasebook) Unwrap() error { return e.why }

// errTooMany is a casebook of too many records.
var errTooMany = errors.New("too many records")

// fileRefused says in words why a file can't be taken.
func fileRefused(r Request, err error) (Reply, bool) {
	l := r.Locale
	var (
		refused *sheet.Refused
		other   *errNotCasebook
	)
	switch {
	case errors.As(err, &refused):
		return refusal(r, l.T(refused.Key(), locale.Name("part", card.Escape(card.Cut(refused.Part, maxLabel))))), true
	case errors.As(err, &other):
		return refusal(r, l.T("import.not_casebook", locale.Name("why", card.Escape(card.Cut(other.why.Error(), 500))))), true
	case errors.Is(err, errTooMany):
		return refusal(r, l.T("import.too_many")), true
	}
	return Reply{}, false
}

// understand finds out what an upload is; the map of a table's columns is the
// one that was used last for such a heading, or else what the heading suggests.
func (i importing) understand(ctx context.Context, r Request, u store.Upload) (f file, err error) {
	f.Upload = u
	text := string(u.Data)
	if sheet.Casebook(text) {
		f.names, err = peopleIn(text)
		return f, err
	}
	if f.table, err = sheet.Read(text); err != nil {
		return f, err
	}
	kept, err := i.Desk.Columns(ctx, r.Access.Curates, f.table.Heading)
	if err != nil {
		return f, err
	}
	if f.columns = kept; kept == nil {
		f.columns = i.words().Guess(f.table.Heading)
	}
	return f, nil
}

// peopleIn reads a casebook through and says who each record is about, ""
// where that can't be told. Records that are not in order are there too: they
// are refused one by one.
func peopleIn(text string) (names []string, err error) {
	in := casefile.NewReader(strings.NewReader(text))
	for {
		rec, err := in.NextRaw()
		switch {
		case errors.Is(err, io.EOF):
			return names, nil
		case err != nil:
			return nil, &errNotCasebook{err}
		case len(names) == mostRecords:
			return nil, errTooMany
		}
		var about struct{ Person struct{ Name string } }
		if json.Unmarshal(rec.Raw, &about) != nil {
			about.Person.Name = ""
		}
		names = append(names, card.Cut(card.Plain(about.Person.Name), maxLabel))
	}
}

// upload goes on with a file that was sent before.
func (i importing) upload(ctx context.Context, r Request) (Reply, error) {
	id := r.Text("u")
	u, err := i.Desk.Upload(ctx, id, r.By())
	if errors.Is(err, store.ErrNotFound) || err == nil && u.Casebook != r.Access.Curates {
		return refusal(r, r.Locale.T("import.forgotten")), nil
	}
	if err != nil {
		return Reply{}, err
	}
	if r.Text("do") == "discard" {
		if err := i.Desk.DropUpload(ctx, id, r.By()); err != nil {
			return Reply{}, err
		}
		return said(r, "edit.discarded"), nil
	}
	f, err := i.understand(ctx, r, u)
	if reply, refused := fileRefused(r, err); refused {
		return reply, nil
	}
	if err != nil {
		return Reply{}, err
	}
	switch {
	case r.Filled && f.table != nil:
		return i.columnsGiven(ctx, r, f)
	case r.Text("do") == "columns" && f.table != nil:
		return i.columnsForm(r, f, f.columns.Write(f.table.Heading, r.Locale), card.Then{Command: i.path, Options: map[string]string{"u": id}, Update: true})
	case r.Text("do") == "import":
		return i.load(ctx, r, f)
	}
	return i.recognised(ctx, r, f)
}

// recognised shows what a file is taken for, and what would become of it.
func (i importing) recognised(ctx context.Context, r Request, f file) (Reply, error) {
	l := r.Locale
	c := card.Card{Title: l.T("import.title", locale.Name("file", card.Escape(f.Name)))}
	lines := []string{l.T("import.casebook", locale.N(len(f.names)))}
	do := func(key, what string, style card.Style, update bool) card.Control {
		return card.Control{Label: l.T(key), Style: style, Then: card.Then{Command: i.path, Options: map[string]string{"u": f.ID, "do": what}, Update: update, Mine: true}}
	}
	row := []card.Control{do("import.button", "import", card.Primary, true)}
	if f.table != nil {
		lines = []string{l.T("import.table", locale.N(len(f.table.Rows)), locale.Text("separator", l.T(separatorKey(f.table.Comma))))}
		c.Fields = append(c.Fields, card.Field{Name: l.T("import.columns"), Value: card.Listed(i.mapped(f, l), "- ", maxFieldValue, l)})
		row[0].Disabled = len(f.columns.Missing()) > 0
		row = append(row, do("import.button.columns", "columns", card.Secondary, false))
	}
	if f.table != nil && len(f.columns.Missing()) > 0 {
		lines = append(lines, l.T("sheet.columns.no_name"), l.T("import.drafts"))
		c.Tone = card.Fault
	} else {
		would, err := i.rehearse(ctx, r, f)
		if err != nil {
			return Reply{}, err
		}
		lines = append(lines, would...)
	}
	c.Body = card.Lines(l, lines...)
	row = append(row, do("edit.button.discard", "discard", card.Secondary, true))
	return Reply{Private: true, Message: card.Message{Cards: []card.Card{c.Fit()}, Controls: [][]card.Control{row}}}, nil
}

func separatorKey(comma rune) string {
	switch comma {
	case ';':
		return "import.semicolons"
	case '\t':
		return "import.tabs"
	}
	return "import.commas"
}

// mapped says of each column what it is taken for.
func (i importing) mapped(f file, l *locale.Locale) []string {
	var lines []string
	for _, h := range f.table.Heading {
		switch field := f.columns[h]; {
		case h == "":
		case field == "":
			lines = append(lines, l.T("import.column_left", locale.Name("heading", card.Escape(card.Cut(h, 60)))))
		default:
			lines = append(lines, l.T("import.column", locale.Name("heading", card.Escape(card.Cut(h, 60))), locale.Text("field", sheet.Label(field, l))))
		}
	}
	return lines
}

// rehearse says what would become of a file.
func (i importing) rehearse(ctx context.Context, r Request, f file) ([]string, error) {
	l := r.Locale
	o, err := i.bring(ctx, r, f, true)
	if err != nil {
		return nil, err
	}
	lines := []string{o.summary(l, "import.would")}
	for n, x := range o.lines {
		if x.result != resultRefused {
			continue
		}
		if n := o.refused; n > shownRefusals {
			lines = append(lines, l.T("import.first_refusals", locale.N(n)))
		}
		for _, x := range firstRefused(o.lines[n:]) {
			lines = append(lines, l.T("import.refusal", locale.Text("where", x.where(l)), locale.Text("why", card.Escape(card.Cut(strings.Join(x.reasons, " "), 250)))))
		}
		break
	}
	return slices.Concat(lines, o.alike(l), o.hides(l)), nil
}

// shownRefusals is how many refused records are shown ahead; the report has
// them all.
const shownRefusals = 5

func firstRefused(all []landing) []landing {
	var found []landing
	for _, x := range all {
		if x.result == resultRefused && len(found) < shownRefusals {
			found = append(found, x)
		}
	}
	return found
}

package sheet

import (
	"errors"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"vigil/internal/calendar"
	"vigil/internal/casefile"
	"vigil/internal/entry"
	"vigil/internal/names"
)

// Casefile is the draft that a row comes to, read as the forms of curators are.
// Of what it says all is sourced as the row says. Notes are for curators only:
// whoever kept the table did not write them for everybody.
func (w *Words) Casefile(t *Table, row Row, columns Columns, today calendar.Day) (*casefile.Casefile, []Fault) {
	r := reading{words: w, table: t, row: row, columns: columns, today: today}
	if row.Torn != "" {
		r.blame("", row.Torn, "", "")
		return nil, r.faults
	}
	r.person()
	if r.c == nil {
		return nil, r.faults
	}
	r.sources()
	r.status()
	r.facts()
	r.notes()
	r.slug()
	if len(r.faults) > 0 {
		return nil, r.faults
	}
	return r.c, nil
}

// reading is a row while it is read.
type reading struct {
	words   *Words
	table   *Table
	row     Row
	columns Columns
	today   calendar.Day

	c      *casefile.Casefile
	cited  string // the row's sources, as a form names them
	faults []Fault
}

// cell is what stands in the columns of a field, one below the other.
func (r *reading) cell(field string) string {
	var parts []string
	for i, h := range r.table.Heading {
		if h == "" || r.columns[h] != field {
			continue
		}
		if s := strings.TrimSpace(r.row.Cells[i]); s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, "\n")
}

// lines is a cell that holds several things, one a line. Commas part only what
// has none inside.
func (r *reading) lines(field string, commas bool) string {
	marks := ";؛|"
	if commas {
		marks += ",،"
	}
	return strings.Map(func(c rune) rune {
		if strings.ContainsRune(marks, c) {
			return '\n'
		}
		return c
	}, r.cell(field))
}

// heading is the heading of the column that fills a field, as far as there is
// one.
func (r *reading) heading(field string) string {
	for _, h := range r.table.Heading {
		if h != "" && field != "" && r.columns[h] == field {
			return h
		}
	}
	return ""
}

// blame notes a fault that only tables have.
func (r *reading) blame(field, code, text, part string) {
	r.faults = append(r.faults, Fault{Row: r.row.N, Line: r.row.Line, Column: r.heading(field),
		Fault: entry.Fault{Field: field, Text: text, Part: part, Code: tableFault + code}})
}

// took notes the faults of a form: fields maps its fields to those of the table.
func (r *reading) took(err error, fields map[string]string) bool {
	if err == nil {
		return true
	}
	faults, ok := errors.AsType[entry.Faults](err)
	if !ok {
		r.blame("", "unread", "", "")
		return false
	}
	for _, f := range faults {
		if to, ok := fields[f.Field]; ok {
			f.Field = to
		}
		if f.Text == "" {
			f.Text, _, _ = strings.Cut(r.cell(f.Field), "\n")
		}
		r.faults = append(r.faults, Fault{Row: r.row.N, Line: r.row.Line, Column: r.heading(f.Field), Fault: f})
	}
	return false
}

// person begins the casefile.
func (r *reading) person() {
	v := entry.Values{
		"name":        r.cell("name"),
		"names":       r.lines("names", false),
		"country":     r.cell("country"),
		"professions": r.lines("profession", true),
	}
	c, err := entry.NewCasefile(v.WithCountry(r.words.catalogue.CountryCode), r.today)
	if !r.took(err, map[string]string{"professions": "profession"}) {
		return
	}
	r.c = c
	r.c.Slug = "new" // until it has one of its own: a form checks the whole casefile
	if born := r.cell("born"); born != "" {
		r.apply("person", entry.Values{"life": "born " + born}, map[string]string{"life": "born"})
		for i := range r.faults {
			if f := &r.faults[i]; f.Field == "born" {
				f.Text, f.Example = born, "date"
			}
		}
	}
}

// apply enters a fact as its form does.
func (r *reading) apply(kind string, v entry.Values, fields map[string]string) {
	k, ok := entry.KindOf(kind)
	if !ok {
		return
	}
	if after, _, err := k.Apply(r.c, "", v, r.today); r.took(err, fields) {
		r.c = after
	}
}

// sources enters the row's sources: links, publishers, or one beside the other.
func (r *reading) sources() {
	links := strings.Split(spaced(r.cell("source")), "\n")
	publishers := strings.Split(r.lines("publisher", false), "\n")
	for i := range max(len(links), len(publishers)) {
		v := entry.Values{}
		if i < len(links) {
			v["link"] = strings.TrimSpace(links[i])
		}
		if i < len(publishers) {
			v["publisher"] = strings.TrimSpace(publishers[i])
		}
		if v["link"] == "" && v["publisher"] == "" {
			continue
		}
		if link := v["link"]; link != "" && v["publisher"] == "" && !strings.ContainsAny(link, "./") { // a name in the column for links
			v["publisher"], v["link"] = link, ""
		}
		r.apply("source", v, map[string]string{"link": "source"})
	}
	var ids []string
	for i := range r.c.Sources {
		ids = append(ids, r.c.Sources[i].ID)
	}
	r.cited = strings.Join(ids, "\n")
	r.c.Person.Sources = slices.Clone(ids)
	if r.c.Person.Born != nil {
		r.c.Person.Born.Sources = slices.Clone(ids)
	}
	for i := range r.c.Person.Professions {
		r.c.Person.Professions[i].Sources = slices.Clone(ids)
	}
}

// spaced parts links that stand in one cell: by line breaks, spaces, and by
// semicolons before which or after which there is a space.
func spaced(cell string) string {
	return strings.NewReplacer("; ", "\n", " ;", "\n", ";http", "\nhttp", " http", "\nhttp", ", http", "\nhttp", " | ", "\n", " www.", "\nwww.").Replace(cell)
}

// status enters how the person is.
func (r *reading) status() {
	typed, asOf := r.cell("status"), r.cell("status_as_of")
	switch code, known := r.words.statuses[fold(typed)]; {
	case typed == "" && asOf != "":
		r.blame("status_as_of", "no_status", asOf, "")
	case typed == "":
	case !known:
		r.blame("status", "status", typed, typed)
	default:
		r.apply("status", entry.Values{"code": string(code), "as_of": asOf, "sources": r.cited}, map[string]string{"as_of": "status_as_of"})
	}
}

// facts enters the rest, as far as the row says any of it.
func (r *reading) facts() {
	if start := r.cell("arrested"); start != "" {
		r.apply("custody", entry.Values{"start": start, "kind": "detention", "sources": r.cited}, map[string]string{"start": "arrested"})
	}
	for line := range strings.SplitSeq(r.lines("charges", false), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			r.apply("charge", entry.Values{"charge": line, "sources": r.cited}, map[string]string{"charge": "charges"})
		}
	}
	if date, court, penalties := r.cell("sentenced"), r.cell("court"), r.lines("penalties", false); date+court+penalties != "" {
		if penalties == "" {
			field := "sentenced"
			if date == "" {
				field = "court"
			}
			r.blame(field, "no_penalties", r.cell(field), "")
		} else {
			r.apply("sentence", entry.Values{"date": date, "court": court, "penalties": penalties, "sources": r.cited}, map[string]string{"date": "sentenced"})
		}
	}
	switch text, date := r.cell("event"), r.cell("event_date"); {
	case text != "":
		r.apply("event", entry.Values{"kind": "other", "date": date, "happened": text, "sources": r.cited}, map[string]string{"date": "event_date", "happened": "event"})
	case date != "":
		r.blame("event_date", "no_event", date, "")
	}
}

// longestNote is how much of a note is kept.
const longestNote = 5000

func (r *reading) notes() {
	text := strings.TrimSpace(norm.NFC.String(names.Clean(r.cell("notes"))))
	switch {
	case text == "":
	case len([]rune(text)) > longestNote:
		r.took(entry.Faults{{Field: "notes", Code: "too_long"}}, nil)
	default:
		r.c.Notes = append(r.c.Notes, casefile.Remark{About: "notes", Text: text, Fact: casefile.Fact{Visibility: casefile.Confidential}})
	}
}

// slug gives the casefile its slug: the row's own or, without one, a slug that
// is the same each time the table is read.
func (r *reading) slug() {
	typed := r.cell("slug")
	if typed == "" {
		r.c.Slug = slugOf(r.c)
		return
	}
	if !casefile.IsSlug(typed) {
		r.blame("slug", "slug", typed, typed)
		return
	}
	r.c.Slug = typed
}

// slugOf makes a slug of the first of somebody's names that is in Latin
// letters. Of a name in another script, which a machine can't romanise, it is a
// number that says nothing.
func slugOf(c *casefile.Casefile) string {
	all := []string{c.Person.Name}
	for _, n := range c.Person.Names {
		all = append(all, n.Text)
	}
	for _, name := range all {
		if s := latinSlug(name); s != "" {
			return s
		}
	}
	h := fnv.New64a()
	h.Write([]byte(names.Fold(c.Person.Name) + "\x00" + c.Country))
	return "case-" + strconv.FormatUint(h.Sum64()&(1<<40-1), 36)
}

// longestSlug leaves room for a number that may be added.
const longestSlug = 56

func latinSlug(name string) string {
	var words []string
	length := 0
	for word := range strings.FieldsSeq(names.Fold(name)) {
		for _, c := range word {
			if (c < 'a' || c > 'z') && (c < '0' || c > '9') {
				return ""
			}
		}
		if length += len(word) + 1; length > longestSlug {
			break
		}
		words = append(words, word)
	}
	if s := strings.Join(words, "-"); len(s) > 1 {
		return s
	}
	return ""
}

package commands

import (
	"context"
	"hash/fnv"
	"strconv"

	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/entry"
	"vigil/internal/locale"
	"vigil/store"
)

// somebody is the matter of /curate new: a casefile about somebody new.
type somebody struct{}

func (somebody) Fields(*casefile.Casefile) []entry.Field  { return entry.NewFields() }
func (somebody) Further(*casefile.Casefile) []entry.Field { return nil }

func (somebody) Fill(*casefile.Casefile, string) (entry.Values, error) { return entry.Values{}, nil }

func (somebody) Apply(_ *casefile.Casefile, _ string, v entry.Values, today calendar.Day) (*casefile.Casefile, string, error) {
	c, err := entry.NewCasefile(v, today)
	return c, "", err
}

func (somebody) Follow(_, _ *casefile.Casefile, ref string) (string, bool) { return ref, true }

// newCasefile is /curate new: a form about somebody new. Whoever is on record
// with a name like it is shown first; what is saved is a draft.
func newCasefile(d Deps, h *held) Command {
	e := editor{Deps: d, matter: somebody{}, path: "curate new", kind: "new", held: h}
	return Command{
		Spec: Spec{Name: "new"},
		Run: func(ctx context.Context, r Request) (Reply, error) {
			switch {
			case r.Access.Curates == 0:
				return Reply{}, store.ErrForbidden
			case r.Text(underWay) != "":
				return e.carryOn(ctx, r)
			case r.Filled:
				return e.submitted(ctx, r)
			case r.Text(suggested) != "":
				return e.newFromSuggestion(ctx, r)
			}
			return e.open(r, store.Stored{}, "", nil)
		},
	}
}

// alikeShown is how many people with a name like it are shown.
const alikeShown = 4

// alike asks about everybody on record whose name is like that of a new
// casefile, and goes on where there is nobody, or where its curator was asked
// about these very people. people is a mark of them.
func (e editor) alike(ctx context.Context, r Request, w weighed, goOn func(people string) (Reply, error)) (Reply, error) {
	names := []string{w.after.Person.Name}
	for _, n := range w.after.Person.Names {
		names = append(names, n.Text)
	}
	similar, err := e.Curation.Similar(ctx, w.edit.Casebook, names, alikeShown)
	if err != nil {
		return e.standing(ctx, r, w, err)
	}
	people := markOf(similar)
	if len(similar) == 0 {
		return goOn(people)
	}
	switch h := handleOf(r); h.act {
	case actOther, actSave, actAnnounce:
		if h.seen == seen(w.edit, people) {
			return goOn(people)
		}
	}
	l := r.Locale
	c := card.Card{Title: l.T("new.alike.title"), Body: card.Lines(l, l.T("new.alike", locale.Name("name", card.Escape(w.after.Person.Name))))}
	var rows [][]card.Control
	for i := range similar {
		s := &similar[i]
		if s.Tombstone != nil {
			c.Fields = append(c.Fields, card.Field{Name: l.T("new.alike.withdrawn"), Value: tombstone(s.Tombstone, l)})
			continue
		}
		about := []string{card.Status(s.Status, l), l.T("visibility." + string(s.Visibility))}
		if s.Country != "" {
			about = append(about, l.Isolate(card.Escape(l.Country(s.Country))))
		}
		if s.Same {
			about = append(about, l.T("new.alike.same"))
		}
		c.Fields = append(c.Fields, card.Field{Name: personNames(&s.Summary, l), Value: joined(about, l)})
		rows = append(rows, []card.Control{{
			Label: card.Cut(l.T("new.alike.open", locale.Name("name", card.Plain(s.Name))), maxButton),
			Then:  card.Then{Command: "curate show", Options: map[string]string{"person": s.Slug}, Mine: true},
		}})
	}
	other := e.button(r, w.edit, "new.alike.other", actOther, card.Primary, people)
	rows = append(rows, []card.Control{other,
		e.button(r, w.edit, "edit.button.again", actAgain, card.Secondary),
		e.button(r, w.edit, "edit.button.discard", actDiscard, card.Secondary)})
	return Reply{Private: true, Message: card.Message{Cards: []card.Card{c.Fit()}, Controls: rows}}, nil
}

// maxButton is how long the label of a button can be.
const maxButton = 80

// markOf tells one set of people from another.
func markOf(people []store.Similar) string {
	h := fnv.New32a()
	for i := range people {
		h.Write([]byte(people[i].Slug))
		h.Write([]byte{0})
	}
	return strconv.FormatUint(uint64(h.Sum32()), 36)
}

// personNames are both names of somebody, as a card shows them.
func personNames(s *store.Summary, l *locale.Locale) string {
	name := l.Isolate(card.Escape(s.Name))
	if s.NativeName != "" && s.NativeName != s.Name {
		name += " · " + l.Isolate(card.Escape(s.NativeName))
	}
	return name
}

func joined(parts []string, l *locale.Locale) string {
	text := ""
	for i, s := range parts {
		if i > 0 {
			text += " · "
		}
		text += s
	}
	return card.Lines(l, text)
}

package commands

import (
	"context"
	"slices"
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/entry"
	"vigil/internal/locale"
	"vigil/store"
)

// removal is the matter of /curate remove. Its ref is the kind of the fact and
// its ref of that kind, as "sentence/s1".
type removal struct{}

// longestReason is how long a reason may be.
const longestReason = 500

func (removal) Fields(*casefile.Casefile) []entry.Field {
	return []entry.Field{{Name: "reason", Type: entry.Text, Required: true, Max: longestReason}}
}

func (removal) Further(*casefile.Casefile) []entry.Field { return nil }

func (removal) Fill(*casefile.Casefile, string) (entry.Values, error) { return entry.Values{}, nil }

func (removal) Apply(c *casefile.Casefile, ref string, _ entry.Values, _ calendar.Day) (*casefile.Casefile, string, error) {
	kind, of, _ := strings.Cut(ref, "/")
	after, _, err := entry.Remove(c, kind, of)
	return after, ref, err
}

func (removal) Follow(before, after *casefile.Casefile, ref string) (string, bool) {
	kind, of, _ := strings.Cut(ref, "/")
	k, ok := entry.KindOf(kind)
	if !ok {
		return "", false
	}
	of, ok = k.Follow(before, after, of)
	return kind + "/" + of, ok
}

// remove is /curate remove: takes one fact out of a casefile, with what points
// to it. What goes is shown first; the history keeps it.
func remove(d Deps, h *held) Command {
	e := editor{Deps: d, matter: removal{}, path: "curate remove", kind: "remove", held: h}
	reason := Option{Name: "reason", Kind: Words, Required: true, Max: longestReason}
	return Command{
		Spec:    Spec{Name: "remove", Options: []Option{curatedOption(), factOption(true), reason}},
		Suggest: d.suggestAnyFact,
		Run: func(ctx context.Context, r Request) (Reply, error) {
			switch {
			case r.Access.Curates == 0:
				return Reply{}, store.ErrForbidden
			case r.Text(underWay) != "":
				return e.carryOn(ctx, r)
			}
			return d.onCasefile(func(ctx context.Context, r Request, c store.Stored) (Reply, error) {
				if !slices.ContainsFunc(allFacts(c.Casefile, r.Locale), func(f entry.Fact) bool { return f.Kind+"/"+f.Ref == r.Text("fact") }) {
					return refusal(r, r.Locale.T("fact.unknown_any", locale.Name("typed", typedShown(r.Text("fact"))))), nil
				}
				return e.enter(ctx, r, store.Edit{Slug: c.Casefile.Slug, Base: c.Version, Fact: r.Text("fact"),
					Typed: map[string]string{"reason": r.Text("reason")}})
			})(ctx, r)
		},
	}
}

// allFacts are the facts of all kinds that can be removed.
func allFacts(c *casefile.Casefile, l *locale.Locale) []entry.Fact {
	var all []entry.Fact
	for _, k := range entry.Kinds() {
		all = append(all, k.In(l.Language().Code).Facts(c)...)
	}
	return all
}

// suggestAnyFact completes the options of a command about a fact of any kind.
func (d Deps) suggestAnyFact(ctx context.Context, r Request) ([]card.Choice, error) {
	if r.Focused != "fact" {
		return d.suggestCurated(ctx, r)
	}
	c, ok, err := d.aboutWhom(ctx, r)
	if !ok || err != nil {
		return nil, err
	}
	return factChoices(allFacts(c.Casefile, r.Locale), r, true), nil
}

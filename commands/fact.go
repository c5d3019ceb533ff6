package commands

import (
	"context"
	"slices"
	"strings"

	"vigil/internal/card"
	"vigil/internal/entry"
	"vigil/internal/locale"
	"vigil/store"
)

// fact is the subcommand that enters and corrects facts of one kind: a form,
// prefilled with what is there, and a preview before it is saved. Of kinds of
// which a casefile has several, the option "fact" says which one is corrected;
// without it a new one is entered. plain are fields that can be given as
// options; then there is no form.
func fact(d Deps, h *held, kind string, plain ...Option) Command {
	k, _ := entry.KindOf(kind)
	e := editor{Deps: d, matter: k, path: "curate " + kind, kind: kind, held: h}
	options := []Option{curatedOption()}
	if listed(kind) {
		options = append(options, factOption(false))
	}
	options = append(options, plain...)
	return Command{
		Spec:    Spec{Name: kind, Options: options},
		Suggest: d.suggestFact(k),
		Run: func(ctx context.Context, r Request) (Reply, error) {
			switch {
			case r.Access.Curates == 0:
				return Reply{}, store.ErrForbidden
			}
			e := e
			e.matter = k.In(r.Locale.Language().Code)
			switch {
			case r.Text(underWay) != "":
				return e.carryOn(ctx, r)
			case r.Filled:
				return e.submitted(ctx, r)
			}
			return d.onCasefile(e.begin(plain))(ctx, r)
		},
	}
}

// kinds are the kinds of fact that have a subcommand, in the order in which
// Discord lists them.
func kinds() []string {
	return []string{"person", "status", "whereabouts", "custody", "charge", "proceeding", "sentence", "event", "work", "award", "contact", "source"}
}

// listed reports whether a casefile has several facts of a kind.
func listed(kind string) bool {
	switch kind {
	case "new", "person", "status", "whereabouts":
		return false
	}
	return true
}

// factOption is which fact of a casefile a command is about.
func factOption(required bool) Option {
	return Option{Name: "fact", Kind: Words, Required: required, Complete: true, Max: 100}
}

// begin opens the form, or goes on to the preview where the fields were given
// as options.
func (e editor) begin(plain []Option) func(context.Context, Request, store.Stored) (Reply, error) {
	return func(ctx context.Context, r Request, c store.Stored) (Reply, error) {
		ref := r.Text("fact")
		if ref != "" && !slices.ContainsFunc(e.facts(c), func(f entry.Fact) bool { return f.Ref == ref }) {
			return e.noFact(r), nil
		}
		if r.Text(suggested) != "" {
			return e.fromSuggestion(ctx, r, c)
		}
		for _, o := range plain {
			if r.Text(o.Name) != "" {
				return e.given(ctx, r, c, plain)
			}
		}
		return e.open(r, c, ref, nil)
	}
}

func (e editor) facts(c store.Stored) []entry.Fact {
	k, _ := e.matter.(entry.Kind)
	return k.Facts(c.Casefile)
}

// given enters what was given as options. What belonged to another code, its
// date, text and sources, doesn't stay beside a new one.
func (e editor) given(ctx context.Context, r Request, c store.Stored, plain []Option) (Reply, error) {
	filled, err := e.Fill(c.Casefile, "")
	if err != nil {
		return Reply{}, err
	}
	typed := map[string]string{}
	anew := r.Text("code") != "" && r.Text("code") != filled["code"]
	for _, f := range e.Fields(c.Casefile) {
		if !anew {
			typed[f.Name] = filled[f.Name]
		}
		if anew {
			typed[f.Name] = ""
		}
		for _, o := range plain {
			if v := r.Text(o.Name); v != "" && (o.Name == f.Name || o.Name+"s" == f.Name) {
				typed[f.Name] = v
			}
		}
	}
	return e.enter(ctx, r, store.Edit{Slug: c.Casefile.Slug, Base: c.Version, Typed: typed})
}

// noFact says that the option "fact" names none.
func (e editor) noFact(r Request) Reply {
	return refusal(r, r.Locale.T("fact.unknown", locale.Name("typed", typedShown(r.Text("fact"))), locale.Text("kind", r.Locale.T("curate.kind."+e.kind))))
}

// suggestFact completes the options of a command about facts of the kind.
func (d Deps) suggestFact(k entry.Kind) func(context.Context, Request) ([]card.Choice, error) {
	return func(ctx context.Context, r Request) ([]card.Choice, error) {
		if r.Focused != "fact" {
			return d.suggestCurated(ctx, r)
		}
		c, ok, err := d.aboutWhom(ctx, r)
		if !ok || err != nil {
			return nil, err
		}
		return factChoices(k.In(r.Locale.Language().Code).Facts(c.Casefile), r, false), nil
	}
}

// aboutWhom is the casefile that the option "person" names while another one
// is completed; not ok where it names none, or several.
func (d Deps) aboutWhom(ctx context.Context, r Request) (c store.Stored, ok bool, err error) {
	if r.Access.Curates == 0 || r.Person() == "" {
		return c, false, nil
	}
	c, err = d.Curation.Resolve(ctx, r.Access.Curates, r.Person())
	if trouble(err) != "" {
		return c, false, err
	}
	return c, err == nil, nil
}

// factLabel is a fact as it is told apart from others: when it was, what it
// was, and words of the record.
func factLabel(f entry.Fact, l *locale.Locale) string {
	var parts []string
	if !f.Date.IsZero() {
		parts = append(parts, card.Date(f.Date, l))
	}
	if l.Has(f.Key) {
		parts = append(parts, l.T(f.Key))
	}
	for _, s := range f.Texts {
		parts = append(parts, l.Isolate(card.Plain(s)))
	}
	return strings.Join(parts, " · ")
}

// factChoices are facts as choices of the option "fact", those that have the
// words typed. With all, facts of all kinds are among them, and their values
// name the kind too.
func factChoices(facts []entry.Fact, r Request, all bool) []card.Choice {
	l := r.Locale
	words := strings.Fields(strings.ToLower(r.Text("fact")))
	var choices []card.Choice
	for _, f := range facts {
		if len(choices) == maxSuggestions {
			break
		}
		label, value := factLabel(f, l), f.Ref
		if all {
			value = f.Kind + "/" + f.Ref
			label = l.T("curate.kind."+f.Kind) + ": " + label
		}
		if f.Confidential {
			label = l.T("difference.curators") + " " + label
		}
		label = card.Cut(label, maxLabel)
		low := strings.ToLower(label + " " + value)
		if len(value) > maxLabel || slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(low, w) }) {
			continue
		}
		choices = append(choices, card.Choice{Label: label, Value: value})
	}
	return choices
}

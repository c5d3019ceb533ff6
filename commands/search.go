package commands

import (
	"context"
	"errors"
	"slices"

	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/store"
)

// peoplePerPage is how many people a page of results shows: three lines each,
// which a telephone can show without much scrolling.
const peoplePerPage = 5

// conditions are the options of /search that filter.
func conditions() []string {
	return []string{"text", "country", "status", "charge", "penalty", "profession", "since"}
}

// search is /search: the people on record who fit all conditions given, of
// which there must be one. The option "page", which can't be typed, turns the
// pages.
func search(d Deps) Command {
	return Command{
		Spec: Spec{
			Name: "search",
			Options: []Option{
				{Name: "text", Kind: Words, Max: 200},
				{Name: "country", Kind: Words, Complete: true, Max: 100},
				{Name: "status", Kind: Words, Choices: statuses()},
				{Name: "charge", Kind: Words, Complete: true, Max: 100},
				{Name: "penalty", Kind: Words, Choices: penalties()},
				{Name: "profession", Kind: Words, Complete: true, Max: 100},
				{Name: "since", Kind: Words, Max: 100},
				privateOption(),
			},
		},
		Suggest: d.suggestCondition,
		Run: func(ctx context.Context, r Request) (Reply, error) {
			if len(r.Access.Reads) == 0 {
				return Reply{}, &store.NotFound{} // no casebook at all: bot words that
			}
			q, asked, err := d.query(r)
			if refusal := (*Refused)(nil); errors.As(err, &refusal) {
				return Reply{Message: card.Refusal(r.Locale, refusal.Words), Private: true}, nil
			}
			if err != nil {
				return Reply{}, err
			}
			found, shows, err := d.find(ctx, r, q)
			if err != nil {
				return Reply{}, err
			}
			found.Asked = asked
			return Reply{Message: card.Results(found, r.Locale), Shows: shows}, nil
		},
	}
}

func statuses() []string {
	var codes []string
	for _, s := range casefile.AllStatuses() {
		codes = append(codes, string(s))
	}
	return codes
}

func penalties() []string {
	var codes []string
	for _, k := range casefile.AllPenaltyKinds() {
		codes = append(codes, string(k))
	}
	return codes
}

// query reads the options, and says them back in the reader's words. The error
// is a [*Refused].
func (d Deps) query(r Request) (q store.Query, asked []card.Asked, err error) {
	l := r.Locale
	say := func(option, value string) {
		asked = append(asked, card.Asked{Option: l.T("option." + option), Value: value})
	}
	refuse := func(key, typed string) error {
		return &Refused{l.T(key, locale.Name("typed", card.Escape(card.Cut(typed, maxLabel))))}
	}
	q = store.Query{
		Text:       r.Text("text"),
		Status:     r.Text("status"),
		Charge:     r.Text("charge"),
		Penalty:    r.Text("penalty"),
		Profession: r.Text("profession"),
	}
	if q.Text != "" {
		say("text", q.Text)
	}
	if typed := r.Text("country"); typed != "" {
		code, ok := d.Words.CountryCode(typed)
		if !ok {
			return q, nil, refuse("search.unknown_country", typed)
		}
		q.Country = code
		say("country", l.Country(code))
	}
	if q.Status != "" {
		say("status", l.T("choice.status."+q.Status))
	}
	if q.Charge != "" {
		say("charge", q.Charge)
	}
	if q.Penalty != "" {
		say("penalty", l.T("choice.penalty."+q.Penalty))
	}
	if q.Profession != "" {
		say("profession", q.Profession)
	}
	if typed := r.Text("since"); typed != "" {
		q.Since, err = calendar.ParseTyped(typed, calendar.DayOf(l.Today(r.Now)))
		if err != nil {
			return q, nil, refuse("search.unknown_date", typed)
		}
		if _, ok := q.Since.Earliest(); !ok {
			return q, nil, refuse("search.open_date", typed)
		}
		say("since", card.Date(q.Since, l))
	}
	if len(asked) == 0 {
		return q, nil, &Refused{l.T("search.needs_option")}
	}
	return q, asked, nil
}

// find is the page that was asked for, or the last one there is, and which
// casefiles it shows.
func (d Deps) find(ctx context.Context, r Request, q store.Query) (f card.Found, shows []store.Shown, err error) {
	f = card.Found{Page: r.page(), Penalty: casefile.PenaltyKind(q.Penalty), Then: card.Then{Command: "search", Options: map[string]string{}}}
	for _, option := range conditions() {
		if v := r.Text(option); v != "" {
			f.Then.Options[option] = v
		}
	}
	q.Limit, q.Offset = peoplePerPage, (f.Page-1)*peoplePerPage
	found, err := d.Public.Search(ctx, r.Access, q)
	if err != nil {
		return f, nil, err
	}
	f.Total, f.Tracked = found.Total, found.Tracked
	f.Pages = max(1, (found.Total+peoplePerPage-1)/peoplePerPage)
	if f.Page > f.Pages { // what was found has become less since
		f.Page = f.Pages
		q.Offset = (f.Page - 1) * peoplePerPage
		if found, err = d.Public.Search(ctx, r.Access, q); err != nil {
			return f, nil, err
		}
	}
	for _, s := range found.Items {
		c, _, err := d.Public.Casefile(ctx, store.Access{Reads: []store.CasebookID{s.Casebook}}, s.Slug)
		if errors.Is(err, store.ErrNotFound) {
			continue // withdrawn between the two reads
		}
		if err != nil {
			return f, nil, err
		}
		f.People = append(f.People, c)
		shows = append(shows, store.Shown{Casebook: s.Casebook, Slug: s.Slug})
	}
	return f, shows, nil
}

// suggestCondition completes the options country, charge and profession by
// what is on record, the most frequent first.
func (d Deps) suggestCondition(ctx context.Context, r Request) ([]card.Choice, error) {
	switch r.Focused {
	case "country":
		return d.suggestCountry(ctx, r)
	case "charge":
		return d.suggestValue(ctx, r, store.FieldCharge)
	case "profession":
		return d.suggestValue(ctx, r, store.FieldProfession)
	}
	return nil, nil
}

func (d Deps) suggestValue(ctx context.Context, r Request, field store.Field) ([]card.Choice, error) {
	values, err := d.Public.Values(ctx, r.Access, field, r.Text(r.Focused), maxSuggestions)
	if err != nil {
		return nil, err
	}
	choices := make([]card.Choice, 0, len(values))
	for _, v := range values {
		value := beginning(card.Plain(v.Text))
		if value == "" || slices.ContainsFunc(choices, func(c card.Choice) bool { return c.Value == value }) {
			continue
		}
		choices = append(choices, card.Choice{Label: card.Cut(card.Plain(v.Text), maxLabel), Value: value})
	}
	return choices, nil
}

// beginning is as much of s as the value of a choice can hold, cut at a space:
// words are searched by their beginnings, but a torn one may be none.
func beginning(s string) string {
	if card.Length(s) <= maxLabel {
		return s
	}
	end, units := 0, 0
	for i, r := range s {
		if r == ' ' {
			end = i
		}
		if units++; r > 0xffff {
			units++
		}
		if units > maxLabel {
			break
		}
	}
	return s[:end]
}

// allCountries is more than there are.
const allCountries = 300

func (d Deps) suggestCountry(ctx context.Context, r Request) ([]card.Choice, error) {
	values, err := d.Public.Values(ctx, r.Access, store.FieldCountry, "", allCountries)
	if err != nil {
		return nil, err
	}
	choices := make([]card.Choice, 0, maxSuggestions)
	for _, v := range values {
		if len(choices) == maxSuggestions {
			break
		}
		if d.Words.Matches(v.Text, r.Text("country")) {
			choices = append(choices, card.Choice{Label: card.Cut(r.Locale.Country(v.Text), maxLabel), Value: v.Text})
		}
	}
	return choices, nil
}

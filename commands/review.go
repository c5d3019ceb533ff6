package commands

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"vigil/internal/card"
	"vigil/internal/locale"
	"vigil/store"
)

// review is /curate review: what waits for curators, in private, whatever
// channel there is for it, and what the asker began and didn't save. Its options, which can't be typed, name one thing:
// "suggestion" or "approval" by its number, or "view" a list; "do" says what
// is to be done with it, and "list" that it was opened from the list. The cards
// in the review channel lead here too, without "list".
func review(d Deps) Command {
	return Command{
		Spec: Spec{Name: "review"},
		Run: func(ctx context.Context, r Request) (Reply, error) {
			if r.Access.Curates == 0 {
				return Reply{}, store.ErrForbidden
			}
			if kind, n, ok := strings.Cut(r.Text("open"), " "); ok { // chosen in the list
				r.Options[kind] = n
			}
			switch {
			case r.Text("suggestion") != "":
				return d.reviewSuggestion(ctx, r)
			case r.Text("approval") != "":
				return d.reviewApproval(ctx, r)
			case r.Text("view") == "blocked":
				return d.reviewBlocked(ctx, r)
			}
			return d.reviewList(ctx, r)
		},
	}
}

// perReviewPage is how many suggestions a page of the list has: one line each,
// and a line of the select.
const perReviewPage = 10

// approvalsListed is how many approvals the list has; with the suggestions they
// fit into one select.
const approvalsListed = 15

// reviewList is a page of what is open.
func (d Deps) reviewList(ctx context.Context, r Request) (Reply, error) {
	l, book := r.Locale, r.Access.Curates
	q := card.Queue{Page: r.page(), Then: card.Then{Command: "curate review"}}
	open, total, err := d.Inbox.Open(ctx, book, (q.Page-1)*perReviewPage, perReviewPage)
	if err != nil {
		return Reply{}, err
	}
	q.Total, q.Pages = total, max(1, (total+perReviewPage-1)/perReviewPage)
	if q.Page > q.Pages { // what was open has become less since
		r.Options["page"] = strconv.Itoa(q.Pages)
		return d.reviewList(ctx, r)
	}
	approvals, err := d.Curation.Approvals(ctx, book)
	if err != nil {
		return Reply{}, err
	}
	blocked, err := d.Inbox.Blocked(ctx, book)
	if err != nil {
		return Reply{}, err
	}
	if q.Edits, q.Unfinished, err = d.unfinished(ctx, r); err != nil {
		return Reply{}, err
	}
	for _, s := range open {
		q.Suggestions = append(q.Suggestions, suggestedCard(s))
	}
	for _, a := range approvals[:min(len(approvals), approvalsListed)] {
		q.Approvals = append(q.Approvals, awaitedCard(a))
	}
	q.Waiting, q.Trouble = len(approvals), d.reviewTrouble(ctx, r)
	m := q.Message(l)
	if len(blocked) > 0 {
		m.Controls = append(m.Controls, []card.Control{{
			Label: l.T("review.button.blocked", locale.N(len(blocked))),
			Then:  card.Then{Command: "curate review", Options: map[string]string{"view": "blocked"}, Update: true},
		}})
	}
	return Reply{Message: m, Private: !r.Pressed}, nil
}

// unfinishedListed is how many edits of their own the list offers a curator: as
// many buttons as a row takes.
const unfinishedListed = 5

// unfinished are the curator's own edits that were neither saved nor discarded.
// The buttons of a preview work for a day, what was typed is kept for longer;
// this leads back to it.
func (d Deps) unfinished(ctx context.Context, r Request) (all []card.Unfinished, total int, err error) {
	edits, total, err := d.Desk.Unfinished(ctx, r.Access.Curates, r.By(), unfinishedListed)
	if err != nil {
		return nil, 0, err
	}
	for _, x := range edits {
		name := x.Typed["name"] // of somebody new
		if x.Slug != "" {
			name = x.Slug
			if c, err := d.Curation.Casefile(ctx, x.Casebook, x.Slug); err == nil {
				name = c.Casefile.Person.Name
			}
		}
		path := "curate " + x.Kind
		if x.Kind == "lift" {
			path = "curate embargo"
		}
		all = append(all, card.Unfinished{
			Kind: r.Locale.T("curate.kind." + x.Kind), Name: name, At: x.Begun,
			Then: editor{Deps: d, path: path, kind: x.Kind}.then(x, actRetry),
		})
	}
	return all, total, nil
}

// reviewTrouble says why the review channel can't be used, "" when it can.
func (d Deps) reviewTrouble(ctx context.Context, r Request) string {
	l := r.Locale
	if r.Server.Review == "" {
		return l.T("review.no_channel")
	}
	v, err := r.Around.Channel(ctx, r.Server.Review)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return l.T("review.channel_gone")
	case err != nil:
		return "" // Discord doesn't say; what is to be posted is tried again anyway
	case len(v.Lacks) > 0:
		return l.T("review.channel_lacks", locale.Text("channel", channelName(v.ID)), locale.Text("lacks", permissions(v.Lacks, l)))
	case v.Everybody:
		return l.T("review.channel_open", locale.Text("channel", channelName(v.ID)))
	}
	return ""
}

// channelName is a channel as Discord shows it by name.
func channelName(id string) string { return "<#" + id + ">" }

// roleName is a role as Discord shows it by name; it pings nobody.
func roleName(id string) string { return "<@&" + id + ">" }

// permissions are Discord's names of permissions, in a row.
func permissions(all []Permission, l *locale.Locale) string {
	names := make([]string, len(all))
	for i, p := range all {
		names[i] = l.Isolate(string(p))
	}
	return l.List(names)
}

// ServerLocale is the locale of what everybody on a server reads, as a card in
// its review channel is; fallback is the program's language.
func ServerLocale(words *locale.Catalogue, s store.Server, fallback string, o locale.Options) *locale.Locale {
	language := s.Language
	if language == "" {
		language = fallback
	}
	o.Calendar, _ = locale.ParseCalendar(s.Calendar) // what isn't known: the language's custom
	return words.For(language, o)
}

// shared is the locale of a reply to what stands in the server's channel, or
// the asker's own where they opened it from their list.
func (d Deps) shared(r Request) *locale.Locale {
	if r.Text("list") != "" {
		return r.Locale
	}
	return ServerLocale(d.Words, r.Server, d.Language, locale.Options{Zone: r.Locale.Zone()})
}

// reviewThen is what a button of a card does: in the review channel it is for
// all who curate, from the list it is the asker's.
func reviewThen(kind string, id int64, do string, list bool) card.Then {
	then := card.Then{Command: "curate review", Options: map[string]string{kind: strconv.FormatInt(id, 10)}, Update: true, Shared: !list}
	if do != "" {
		then.Options["do"] = do
	}
	if list {
		then.Options["list"] = "yes"
	}
	return then
}

// backToList is the row below a card that was opened from the list.
func backToList(l *locale.Locale) []card.Control {
	return []card.Control{{Label: l.T("review.button.list"), Then: card.Then{Command: "curate review", Update: true}}}
}

// reasonForm asks for a reason, which may be left out.
func reasonForm(r Request, kind, do, title, note string) Reply {
	l := r.Locale
	then := card.Then{Command: "curate review", Options: map[string]string{kind: r.Text(kind), "do": do}, Update: true}
	if r.Text("list") != "" {
		then.Options["list"] = "yes"
	}
	return Reply{Private: true, Form: &Form{
		Title: l.T(title), Then: then,
		Fields: []Field{{Name: "reason", Label: l.T("review.reason"), Note: l.T(note), Long: true, Max: reasonMax}},
	}}
}

// reasonMax is how long a reason may be, in characters.
const reasonMax = 500

// undone says that a decision could not be written, and gives its reason back;
// other errors it hands on.
func undone(r Request, err error) (Reply, error) {
	switch {
	case trouble(err) == "":
		return Reply{}, err
	case r.Text("reason") == "":
		return Reply{}, &Refused{r.Locale.T("error.trouble")}
	}
	reply := refusal(r, r.Locale.T(trouble(err)))
	reply.Message = reply.GiveBack([]card.Typed{{Label: r.Locale.T("review.reason"), Text: r.Text("reason")}}, r.Locale)
	return reply, nil
}

package commands

import (
	"strconv"

	"vigil/internal/card"
	"vigil/internal/casefile"
	"vigil/internal/locale"
	"vigil/store"
)

// saved says what was saved, and offers what comes next.
func (e editor) saved(r Request, x store.Edit, c *casefile.Casefile, s store.Saved, what store.Saving) Reply {
	l := r.Locale
	name := card.Name(c, l)
	lines := []string{l.T("edit.saved", locale.Text("kind", l.T("curate.kind."+e.kind)), locale.Text("name", name), locale.Count("version", int(s.Version)))}
	if what.Action == store.ActionNew {
		lines = []string{l.T("new.saved", locale.Text("name", name)), l.T("new.next")}
	}
	if what.Announce {
		lines = append(lines, l.T("edit.saved.announce"))
	}
	if what.Suggestion != 0 {
		lines = append(lines, l.T("edit.saved.suggestion"))
	}
	if s.Removed > 0 {
		lines = append(lines, l.T("hide.removed", locale.N(s.Removed)))
	}
	if s.Reviewed > 0 {
		lines = append(lines, l.T("hide.reviewed", locale.N(s.Reviewed)))
	}
	return Reply{Private: true, Message: card.Message{
		Cards:    []card.Card{{Title: l.T("edit.saved.title"), Body: card.Lines(l, lines...), Tone: card.Neutral}},
		Controls: e.next(r, x, s, c.Visibility),
	}}
}

// next are the buttons below what was saved: what a curator mostly does then.
func (e editor) next(r Request, x store.Edit, s store.Saved, v casefile.Visibility) [][]card.Control {
	var adds []card.Control
	for _, kind := range []string{"sentence", "event", "source"} {
		if kind != e.kind {
			adds = append(adds, leadsTo(r, "edit.button.add."+kind, kind, s.Slug, card.Secondary))
		}
	}
	show := leadsTo(r, "edit.button.show", "show", s.Slug, card.Secondary)
	publish := leadsTo(r, "edit.button.publish", "publish", s.Slug, card.Primary)
	if x.Slug == "" {
		if id := x.Typed[suggested]; id != "" {
			adds = append([]card.Control{leadsTo(r, "edit.button.suggested", "event", s.Slug, card.Primary, suggested, id)}, adds...)
		}
		return [][]card.Control{adds, {show, publish}}
	}
	before := strconv.FormatInt(int64(s.Version)-1, 10)
	row := []card.Control{show, leadsTo(r, "edit.button.undo", "undo", s.Slug, card.Secondary, "revision", before)}
	if listed(e.kind) && e.kind != "remove" {
		row = append([]card.Control{leadsTo(r, "edit.button.another", e.kind, s.Slug, card.Secondary)}, row...)
	}
	if v != casefile.Draft {
		return [][]card.Control{row}
	}
	return [][]card.Control{row, append(adds, publish)}
}

// settled says of an edit that it was saved or discarded already.
func (e editor) settled(r Request, x store.Edit) Reply {
	if x.State != store.EditSaved {
		return said(r, "edit.discarded_already")
	}
	l := r.Locale
	return Reply{Private: true, Message: card.Message{
		Cards:    []card.Card{{Title: l.T("edit.saved.title"), Body: card.Lines(l, l.T("edit.saved_already", locale.Count("version", int(x.Saved))))}},
		Controls: e.next(r, x, store.Saved{Version: x.Saved, Slug: x.Slugged}, casefile.Public),
	}}
}

// said is a private message of one text.
func said(r Request, key string) Reply {
	return Reply{Private: true, Message: card.Message{
		Cards: []card.Card{{Title: r.Locale.T("edit.title"), Body: card.Lines(r.Locale, r.Locale.T(key))}}}}
}

// refusal is a private refusal of that text.
func refusal(r Request, text string) Reply {
	return Reply{Private: true, Message: card.Refusal(r.Locale, text)}
}

func emptyCasefile() *casefile.Casefile { return &casefile.Casefile{} }

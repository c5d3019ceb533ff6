package commands

import (
	"hash/fnv"
	"maps"
	"slices"
	"strconv"

	"vigil/internal/card"
	"vigil/store"
)

// underWay is the option by which a control carries an edit; it can't be typed.
const underWay = "e"

// act is what a control does with an edit, in one letter: what a control
// carries fits into its custom_id then. Otherwise bot would have to keep it, a
// write to the database for each button, and none could be shown while that
// can't be written.
type act byte

// The acts.
const (
	actAgain    act = 'a' // reopens the form with what was typed
	actOver     act = 'v' // likewise, on top of what somebody else saved meanwhile
	actFilled   act = 'f' // takes the form that was reopened
	actSet      act = 's' // takes over what a select of the preview chose
	actRetry    act = 'r' // goes on after the database could not be written or read
	actSave     act = 'S'
	actAnnounce act = 'A' // saves, as news
	actDiscard  act = 'd'
	actTheirs   act = 't' // discards, after a conflict
	actMine     act = 'm' // puts the edit on top of what somebody else saved meanwhile
	actAnew     act = 'n' // enters as a new fact what somebody else removed meanwhile
	actOther    act = 'o' // goes on although somebody with a name like it is on record
)

// handle is what a control carries: the act, a mark of what its curator was
// shown where that matters, and the edit's id.
type handle struct {
	act  act
	seen string
	id   string
}

// How long a mark of what was shown is, and an edit's id.
const (
	markSize = 6
	idSize   = 26
)

// handleOf is what the request's control carries.
func handleOf(r Request) (h handle) {
	s := r.Text(underWay)
	if len(s) < 1+idSize {
		return h
	}
	return handle{act: act(s[0]), seen: s[1 : len(s)-idSize], id: s[len(s)-idSize:]}
}

func (h handle) String() string { return string(h.act) + h.seen + h.id }

// seen is a mark of an edit as it is now and of what else was shown with it,
// by which a button tells whether that is still so.
func seen(x store.Edit, with ...string) string {
	h := fnv.New64a()
	put := func(s string) { h.Write([]byte(s)); h.Write([]byte{0}) }
	put(strconv.FormatInt(int64(x.Base), 10))
	put(x.Fact)
	for _, k := range slices.Sorted(maps.Keys(x.Typed)) {
		if v := x.Typed[k]; v != "" {
			put(k)
			put(v)
		}
	}
	for _, s := range with {
		put(s)
	}
	mark := "00000" + strconv.FormatUint(h.Sum64(), 36)
	return mark[len(mark)-markSize:]
}

// button is one that does something with an edit. All but those that open the
// form again replace the message. with is what else the curator is shown.
func (e editor) button(r Request, x store.Edit, key string, do act, style card.Style, with ...string) card.Control {
	return card.Control{Label: r.Locale.T(key), Style: style, Then: e.then(x, do, with...)}
}

func (e editor) then(x store.Edit, do act, with ...string) card.Then {
	h := handle{act: do, id: x.ID}
	switch do {
	case actSave, actAnnounce, actMine, actAnew, actOther:
		h.seen = seen(x, with...)
	}
	return card.Then{
		Command: e.path, Options: map[string]string{underWay: h.String()},
		Update: do != actAgain && do != actOver, Mine: true,
	}
}

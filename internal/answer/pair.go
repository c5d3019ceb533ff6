package answer

import (
	"slices"
	"strings"

	"vigil/internal/calendar"
	"vigil/internal/card"
	"vigil/internal/locale"
)

// aboutPair are the runners of frames that compare people.
func aboutPair() map[string]func(*teller) {
	return map[string]func(*teller){
		"longersentence": (*teller).longerSentence, "older": (*teller).older, "earlier": (*teller).earlier, "morelashes": (*teller).moreLashes,
		"heldlonger": (*teller).heldLonger, "samething": (*teller).sameThing, "moreawards": (*teller).moreAwards, "together": (*teller).together, "common": (*teller).common,
		"sidebyside": (*teller).sideBySide, "givenmore": (*teller).givenMore,
	}
}

// contender is one of the people who are compared: what the record has of them
// to compare, and how that compares.
type contender struct {
	p     person
	items []item
	text  string
	none  bool // nothing on record to compare
}

// order is how a comes out against b: positive where a has more, is longer, is
// earlier. sure is false where the record is too imprecise to tell.
type order func(a, b int) (by int, sure bool)

// each runs over the people who are named, in the order of the question. Where
// one can't be read, or is no longer public, there is nothing to compare: t.err
// and t.gone say so.
func (t *teller) each(run func(i int)) {
	n := 0
	for _, s := range t.q.people[:min(len(t.q.people), mostPeople)] {
		there, err := t.open(s.Slug)
		if err != nil {
			t.err = err
			return
		}
		if !there {
			t.gone = true
			continue
		}
		t.shows(t.p.Summary)
		run(n)
		n++
	}
}

// compare tells what the record has of each, and who comes first. more says in
// words what that means; reverse is asked for the other end. Without an order
// nobody comes first.
func (t *teller) compare(what, more string, reverse bool, all []contender, by order) {
	var lines []string
	for _, c := range all {
		t.p, t.c = c.p, &c.p.file.Casefile
		text := c.text
		for _, x := range c.items {
			if text != "" {
				text += t.words("list.semicolon")
			}
			text += t.cited(x)
		}
		if text == "" {
			text = t.words("answer.pair.none")
		}
		lines = append(lines, "- "+t.words("answer.single", locale.Name("head", card.Escape(card.Called(c.p.file, t.l))), locale.Text("text", strings.TrimRight(text, ".؛ "))))
	}
	if by != nil {
		t.verdict(what, more, reverse, all, by)
	}
	t.lines = append(t.lines, lines...)
	t.c = nil
	t.out.Reading = t.words("answer.read.pair", locale.Text("what", t.words("answer.pair."+what)))
	t.out.About = ""
}

// verdict says who comes first: with yes or no where it was asked of the one who
// is named first.
func (t *teller) verdict(what, more string, reverse bool, all []contender, by order) {
	if slices.ContainsFunc(all, func(c contender) bool { return c.none }) || len(all) < 2 {
		t.out.Kind, t.out.Reason = Refused, NotRecorded
		t.say("answer.pair.unknown", locale.Text("what", t.words("answer.pair."+what)))
		return
	}
	first, tied, sure := 0, false, true
	for i := 1; i < len(all); i++ {
		n, ok := by(i, first)
		if reverse {
			n = -n
		}
		sure = sure && ok
		switch {
		case n > 0:
			first, tied = i, false
		case n == 0:
			tied = true
		}
	}
	switch {
	case !sure:
		t.out.Kind, t.out.Reason = Refused, NotRecorded
		t.say("answer.pair.cant_tell", locale.Text("what", t.words("answer.pair."+what)))
	case tied:
		if t.q.yesno {
			t.say("answer.no")
		}
		t.say("answer.pair.tie", locale.Text("what", t.words("answer.pair."+what)))
	default:
		if t.q.yesno {
			t.answersYes(yes(first == 0))
		}
		t.say("answer.pair."+more, locale.Name("name", card.Escape(card.Called(all[first].p.file, t.l))))
	}
}

func yes(is bool) calendar.Answer {
	if is {
		return calendar.Yes
	}
	return calendar.No
}

// sideBySide tells of each the sentences that stand and the status, where a
// question compares people and doesn't say in what.
func (t *teller) sideBySide() {
	t.each(func(int) {
		var items []item
		for _, j := range t.c.Judgments() {
			if j.Current() {
				items = append(items, t.judged(j))
			}
		}
		t.tell("summary", append(items, t.statusItem()))
	})
	t.c, t.out.About = nil, ""
}

// pick is a or, unless first, b.
func pick[T any](first bool, a, b T) T {
	if first {
		return a
	}
	return b
}

func (t *teller) moreAwards() {
	var (
		all    []contender
		counts []int
	)
	t.each(func(int) {
		x := contender{p: t.p, none: len(t.c.Awards) == 0}
		for i := range t.c.Awards {
			x.items = append(x.items, t.awardItem(&t.c.Awards[i]))
		}
		all, counts = append(all, x), append(counts, len(t.c.Awards))
	})
	reverse := t.q.has("order.fewest", "cmp.less")
	t.compare("awards", pick(reverse, "fewer", "more"), reverse, all, func(a, b int) (int, bool) { return counts[a] - counts[b], true })
}

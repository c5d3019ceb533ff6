package commands

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"vigil/internal/card"
	"vigil/internal/locale"
	"vigil/store"
	"vigil/store/storetest"
)

// text is all that a message shows, one thing a line.
func text(m card.Message) string {
	var b strings.Builder
	fmt.Fprintln(&b, m.Text)
	for _, c := range m.Cards {
		fmt.Fprintln(&b, c.Title)
		fmt.Fprintln(&b, c.Body)
		for _, f := range c.Fields {
			fmt.Fprintf(&b, "%s\n%s\n", f.Name, f.Value)
		}
		fmt.Fprintln(&b, c.Footer)
	}
	for _, row := range m.Controls {
		for _, c := range row {
			fmt.Fprintln(&b, c.Label, c.Placeholder, c.URL)
			for _, x := range c.Choices {
				fmt.Fprintln(&b, x.Label, x.Value, x.Note)
			}
		}
	}
	return b.String()
}

func contains(t *testing.T, got string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(got, w) {
			t.Errorf("%q is missing in:\n%s", w, got)
		}
	}
}

// Every command and option has a description, and every choice a label, in
// each language and of a length that Discord takes.
func TestWords(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	for _, lang := range b.words.Languages() {
		l := b.request(lang.Code, nil).Locale
		check := func(key string) {
			if !l.Has(key) {
				t.Errorf("%s: no words for %s", lang.Code, key)
			} else if n := card.Length(l.T(key)); n > 100 {
				t.Errorf("%s: %s has %d characters of 100", lang.Code, key, n)
			}
		}
		for _, c := range All(b.deps) {
			checkWords(c, "cmd."+c.Spec.Name, l, check)
		}
	}
}

// checkWords checks the words of a command and of all below it. An option's
// description may be one that it shares with others.
func checkWords(c Command, key string, l *locale.Locale, check func(key string)) {
	if c.Spec.Menu {
		return // its label is its name
	}
	check(key)
	for _, o := range c.Spec.Options {
		shared := key + "." + o.Name
		for k := key; !l.Has(shared) && strings.Contains(k, "."); k = k[:strings.LastIndexByte(k, '.')] {
			if above := k + "." + o.Name; l.Has(above) {
				shared = above
			}
		}
		if general := "cmd.any." + o.Name; !l.Has(shared) && l.Has(general) {
			shared = general
		}
		check(shared)
		check("option." + o.Name)
		for _, v := range o.Choices {
			check("choice." + o.Name + "." + v)
		}
	}
	for _, sub := range c.Subs {
		checkWords(sub, key+"."+sub.Spec.Name, l, check)
	}
}

func TestCase(t *testing.T) {
	t.Parallel()
	b := setup(t, starter())
	for _, typed := range []string{"mohammad-rasoulof", "rasulof", "رسول‌اف", "Mohammad Rasoulof"} {
		reply := b.run(t, "case", map[string]string{"person": typed})
		contains(t, text(reply.Message), "Mohammad Rasoulof", "In exile", "10 January 2025", "1 year 10 months ago", "number of lashes not published", "5 years")
	}
	r := b.request("fa", map[string]string{"person": "rasulof"})
	reply, err := b.command(t, "case").Run(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	contains(t, text(reply.Message), "محمد رسول‌اف", "۲۱ دی ۱۴۰۳", "شمار ضربه‌ها منتشر نشده")
}

// A button leads to the view it names, and its pages stay within what there
// is, whatever number they are given.
func TestViews(t *testing.T) {
	t.Parallel()
	b := setup(t, starter())
	reply := b.run(t, "case", map[string]string{"person": "mohammad-rasoulof"})
	if len(reply.Controls) == 0 {
		t.Fatal("no buttons")
	}
	for _, button := range reply.Controls[0][:3] { // the fourth is Follow
		shown := b.run(t, button.Then.Command, button.Then.Options)
		if title := shown.Cards[0].Title; !strings.HasPrefix(title, button.Label) {
			t.Errorf("%s leads to %q", button.Label, title)
		}
	}
	seen := map[string]bool{}
	options := map[string]string{"person": "mohammad-rasoulof"}
	for range 20 {
		page := b.run(t, "sentences", options)
		if seen[page.Cards[0].Body] {
			t.Fatalf("a page came twice: %s", page.Cards[0].Footer)
		}
		seen[page.Cards[0].Body] = true
		next := page.Controls[0][1]
		if !next.Then.Update {
			t.Error("turning a page doesn't stay in the message")
		}
		if next.Disabled {
			break
		}
		options = next.Then.Options
	}
	if len(seen) < 2 {
		t.Errorf("%d pages", len(seen))
	}
	for _, page := range []string{"0", "-1", "99", "x"} {
		b.run(t, "case", map[string]string{"person": "mohammad-rasoulof", "view": "timeline", "page": page})
	}
}

// Unknown and ambiguous people are errors of the store, which bot words.
func TestNobody(t *testing.T) {
	t.Parallel()
	b := setup(t, storetest.Fictional())
	var missing *store.NotFound
	var several *store.Ambiguous
	for _, name := range []string{"case", "sentences"} {
		run := b.command(t, name).Run
		if _, err := run(t.Context(), b.request("en", map[string]string{"person": "Qqqqq Xxxxx"})); !errors.As(err, &missing) {
			t.Errorf("/%s of nobody: %v", name, err)
		}
		if _, err := run(t.Context(), b.request("en", map[string]string{"person": "Vahmi"})); !errors.As(err, &several) {
			t.Errorf("/%s of two: %v", name, err)
		}
		r := b.request("en", map[string]string{"person": "fic-09-hassan-vahmi"})
		r.Access = store.Access{}
		if _, err := run(t.Context(), r); !errors.As(err, &missing) {
			t.Errorf("/%s without the right to read: %v", name, err)
		}
	}
}

func TestSuggestPerson(t *testing.T) {
	t.Parallel()
	b := setup(t, starter())
	suggest := func(lang, typed string) []card.Choice {
		r := b.request(lang, map[string]string{"person": typed})
		r.Focused = "person"
		found, err := b.command(t, "case").Suggest(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	if n := len(suggest("en", "")); n != 19 {
		t.Errorf("%d people when nothing is typed", n)
	}
	found := suggest("en", "rasul")
	if len(found) == 0 || found[0].Value != "mohammad-rasoulof" || found[0].Label != "Mohammad Rasoulof · \u2068محمد رسول‌اف\u2069 — In exile, Iran" {
		t.Errorf("rasul: %+v", found)
	}
	found = suggest("fa", "رسول")
	if len(found) == 0 || found[0].Value != "mohammad-rasoulof" {
		t.Errorf("رسول: %+v", found)
	}
	for _, c := range suggest("fa", "") {
		if card.Length(c.Label) > 100 || card.Length(c.Value) > 100 {
			t.Errorf("too long: %q", c.Label)
		}
	}
}

package entry_test

import (
	"strings"
	"testing"

	"vigil/internal/casefile"
	"vigil/internal/entry"
)

func cited() *casefile.Casefile {
	c := bare()
	c.Sources = []casefile.Source{
		{ID: "s1", Publisher: "Invented Wire"},
		{ID: "wire", URL: "https://www.example.org/News/1/", Publisher: "Invented Wire", Title: "A report"},
		{ID: "s9", URL: "http://example.net/a"},
		{ID: "s3", Title: "A leaflet"},
		{ID: "old", Publisher: "Nobody cites this"},
	}
	c.Events = []casefile.Event{
		{ID: "e1", Kind: "release", Text: "x", Fact: casefile.Fact{Sources: []string{"wire", "s9"}}},
		{ID: "e2", Kind: "release", Text: "x", Fact: casefile.Fact{Sources: []string{"s1", "s3"}, Visibility: casefile.Confidential}},
	}
	return c
}

// A line of sources is one on record, a link, a publisher, or both.
func TestSourceLines(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		// On record already.
		"s1":                              "s1",
		"wire · Invented Wire":            "wire",
		"• wire · Invented Wire":          "wire",
		"s9 · example.net":                "s9",
		"S9":                              "s9",
		"s۹":                              "s9",
		"s3 · A leaflet":                  "s3",
		"https://www.example.org/News/1/": "wire",
		"http://example.org/News/1":       "wire",
		"https://example.org/News/1#part": "wire",
		"EXAMPLE.ORG/News/1":              "wire",
		"Another name https://example.org/News/1": "wire",
		"invented wire":       "s1",
		"Invented\u200b Wire": "s1",
		// New.
		"https://example.org/news/2":               "s10=https://example.org/news/2 example.org",
		"www.Example.org/x?y=z":                    "s10=https://www.Example.org/x?y=z example.org",
		"HTTPS://example.org/2":                    "s10=https://example.org/2 example.org",
		"BBC Persian https://bbc.com/persian/1":    "s10=https://bbc.com/persian/1 BBC Persian",
		"https://bbc.com/persian/1 – BBC Persian":  "s10=https://bbc.com/persian/1 BBC Persian",
		"BBC Persian: https://bbc.com/persian/1.":  "s10=https://bbc.com/persian/1 BBC Persian",
		"BBC Persian (https://bbc.com/persian/1)":  "s10=https://bbc.com/persian/1 BBC Persian",
		"[BBC Persian](https://bbc.com/persian/1)": "s10=https://bbc.com/persian/1 BBC Persian",
		"<https://bbc.com/a_(b)>":                  "s10=https://bbc.com/a_(b) bbc.com",
		"بی‌بی‌سی فارسی https://bbc.com/persian/1": "s10=https://bbc.com/persian/1 بی‌بی‌سی فارسی",
		"BBC Persian":     "s10= BBC Persian",
		"filmportal.de":   "s10= filmportal.de",
		"s1 of something": "s10= s1 of something",
		"s2 Television":   "s10= s2 Television",
	} {
		after, _ := apply(t, "event", cited(), "e1", entry.Values{"sources": line})
		got := strings.Join(after.Events[0].Sources, " ")
		if n := len(after.Sources); got == "s10" {
			x := after.Sources[n-1]
			got += "=" + x.URL + " " + x.Publisher
		}
		if got != want {
			t.Errorf("%q is %q, want %q", line, got, want)
		}
	}
	for line, want := range map[string]string{
		"https://":                    "source.link",
		"ftp://example.org/x":         "source.link",
		"https://user:pw@example.org": "source.link",
		"https://localhost/x":         "source.link",
		"https://a.b/%zz":             "source.link",
		"https://a.b/1 https://a.b/2": "source.two_links",
		"wire · Another Wire":         "source.changed",
		"s2":                          "source.unknown",
		"S77":                         "source.unknown",
		"s۲":                          "source.unknown",
		"s2 · Invented Wire":          "source.unknown",
		"…":                           "",
		"· ·":                         "source.link",
		strings.Repeat("x", 501):      "too_long",
	} {
		if want == "" {
			continue
		}
		f := refused(t, "event", cited(), "e1", entry.Values{"sources": "s1\n" + line})
		if len(f) != 1 || f[0].Code != want || f[0].Line != 2 || f[0].Field != "sources" {
			t.Errorf("%q: %v, want %s", line, f, want)
		}
	}
}

// Who says so may stand among the sources; where the form has a field for it,
// not otherwise than there.
func TestAccordingTo(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{"according to his lawyer": "his lawyer", "According to  BBC": "BBC", "به گفتهٔ وکیلش": "وکیلش", "به گفته‌ی وکیلش": "وکیلش", "به گفته وکیلش": "وکیلش"} {
		after, _ := apply(t, "event", cited(), "e1", entry.Values{"sources": "wire\n" + line})
		if e := after.Events[0]; e.Attribution != want || len(e.Sources) != 1 {
			t.Errorf("%q: %+v", line, e.Fact)
		}
	}
	f := refused(t, "event", cited(), "e1", entry.Values{"who": "his sister", "sources": "wire\naccording to his lawyer"})
	if len(f) != 1 || f[0].Code != "source.who" {
		t.Error(f)
	}
}

// A source that nothing cites any more goes with the last fact that did, so
// that one behind a confidential fact doesn't come out. One that nothing ever
// cited stays.
func TestSourcesThatNothingCites(t *testing.T) {
	t.Parallel()
	c := cited()
	after, _ := apply(t, "event", c, "e2", entry.Values{"sources": "wire"})
	var ids []string
	for _, s := range after.Sources {
		ids = append(ids, s.ID)
	}
	if strings.Join(ids, " ") != "wire s9 old" {
		t.Error(ids)
	}
}

// A source that two new lines of one form mean is one source.
func TestOneSourceTwice(t *testing.T) {
	t.Parallel()
	after, _ := apply(t, "event", bare(), "", entry.Values{"kind": "release", "happened": "x", "sources": "https://example.org/1\nExample https://example.org/1/\nWire\nwire"})
	if len(after.Sources) != 2 || strings.Join(after.Events[0].Sources, " ") != "s1 s2" {
		t.Errorf("%+v %v", after.Sources, after.Events[0].Sources)
	}
}

// A source's own form takes a link, a publisher or a title.
func TestSourceForm(t *testing.T) {
	t.Parallel()
	after, ref := apply(t, "source", cited(), "", entry.Values{"title": "A letter"})
	if ref != "s10" || after.Sources[5].Title != "A letter" || after.Sources[5].Publisher != "" {
		t.Errorf("%s %+v", ref, after.Sources)
	}
	// A publisher is not made up for one that has none.
	after, _ = apply(t, "source", cited(), "s9", entry.Values{"title": "x"})
	if after.Sources[2].Publisher != "" {
		t.Errorf("%+v", after.Sources[2])
	}
	if f := refused(t, "source", bare(), "", entry.Values{"kind": "news"}); len(f) != 1 || f[0].Code != "required" || f[0].Field != "link" {
		t.Error(f)
	}
	if f := refused(t, "source", bare(), "", entry.Values{"link": "no link"}); len(f) != 1 || f[0].Code != "source.link" || f[0].Part != "no link" {
		t.Error(f)
	}
}

package card

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestEscape(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, in, want string }{
		{"plain text stays", "left Iran; at 10:30 he said: no", "left Iran; at 10:30 he said: no"},
		{"Persian with its joiner stays", "محمد رسول‌اف", "محمد رسول‌اف"},
		{"emphasis", "*a* _b_ ~~c~~ ||d|| `e`", `\*a\* \_b\_ \~\~c\~\~ \|\|d\|\| \` + "`e" + `\` + "`"},
		{"a link in disguise", "[click](https://evil.example)", `\[click\](https:\//evil.example)`},
		{"a bare link", "see http://a.example/b_c", `see http:\//a.example/b\_c`},
		{"everyone", "@everyone and @here, not a@b", "@\u200beveryone and @\u200bhere, not a@b"},
		{"everyone behind an invisible letter", "@\u2060everyone", "@\u200beveryone"},
		{"a mention, a channel, a stamp", "<@1> <#2> <t:0:D>", `\<@1\> \<#2\> \<t:0:D\>`},
		{"a heading", "# big", `\# big`},
		{"a list", "- item", `\- item`},
		{"a year that is no list item", "2010. Then more.", `2010\. Then more.`},
		{"line breaks", "a\r\nb\u2028c", "a  b c"},
		{"overrides and isolates", "a\u202eb\u2066c\u2069d\u200be\x00f", "abcdef"},
		{"broken bytes", "a\xffb", "a\ufffdb"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := Escape(c.in); got != c.want {
				t.Errorf("Escape(%q) = %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func TestLink(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ label, address, want string }{
		{"A [b]", "https://a.example/x_(y)?q=1", `[A \[b\]](<https://a.example/x_%28y%29?q=1>)`},
		{"نام", "https://a.example/محمد", "[نام](<https://a.example/%D9%85%D8%AD%D9%85%D8%AF>)"},
		{"x", "javascript:alert(1)", "x"},
		{"x", "ftp://a.example/", "x"},
		{"x", "https://user:pw@a.example/", "x"},
		{"x", "//a.example", "x"},
		{"x", "https://a.example/\n)", "x"},
	} {
		if got := Link(c.label, c.address); got != c.want {
			t.Errorf("Link(%q, %q) = %s, want %s", c.label, c.address, got, c.want)
		}
	}
}

func TestCut(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		in    string
		limit int
		want  string
	}{
		{"short enough", "abc", 3, "abc"},
		{"too long", "abcdef", 4, "abc…"},
		{"nothing", "abc", 0, ""},
		{"a letter with its marks", "ab\u0301c", 3, "a…"},
		{"a joiner", "رسول‌اف", 6, "رسول…"},
		{"an isolate is closed", "a \u2068bcdef\u2069", 6, "a \u2068b…\u2069"},
		{"bold is closed", "**abcdefgh**", 8, "**abc…**"},
		{"an escape is not torn", `abc\*def`, 5, "abc…"},
		{"a link is not torn", "a [b (c) d](<https://e.example>) f", 12, "a…"},
		{"pairs count twice", "😶😶😶😶", 5, "😶😶…"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := Cut(c.in, c.limit)
			if got != c.want {
				t.Errorf("Cut(%q, %d) = %q, want %q", c.in, c.limit, got, c.want)
			}
			if n := length(got); n > c.limit {
				t.Errorf("%d units, limit %d", n, c.limit)
			}
		})
	}
}

func TestFit(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("word ", 2000)
	m := Message{Text: long}
	for range 12 {
		c := Card{Title: long, Body: long, Footer: "kept"}
		for range 30 {
			c.Fields = append(c.Fields, Field{Name: long})
		}
		m.Cards = append(m.Cards, c)
	}
	m = m.Fit()
	sum := 0
	for _, c := range m.Cards {
		sum += c.length()
		if length(c.Title) > maxTitle || length(c.Body) > maxBody || len(c.Fields) > maxFields || length(c.Footer) > maxFooter {
			t.Errorf("a card exceeds a limit")
		}
		for _, f := range c.Fields {
			if f.Name == "" || f.Value == "" || length(f.Name) > maxName || length(f.Value) > maxValue {
				t.Errorf("a field breaks a limit: %d, %d", length(f.Name), length(f.Value))
			}
		}
	}
	if sum > maxSum || length(m.Text) > maxText || len(m.Cards) > maxCards {
		t.Errorf("sum %d, text %d, cards %d", sum, length(m.Text), len(m.Cards))
	}
	if m.Cards[0].Footer != "kept" {
		t.Errorf("footer %q", m.Cards[0].Footer)
	}
}

func FuzzEscape(f *testing.F) {
	for _, s := range []string{"[a](http://b)", "@everyone", "\u202e", "- x", "1. x", "\\", "a\xff", "@\u200bhere"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Escape(s)
		if !utf8.ValidString(got) || strings.ContainsAny(got, "\n\r\x00\u202e\u2066\u2068\u2069") {
			t.Errorf("Escape(%q) = %q", s, got)
		}
		if low := strings.ToLower(got); strings.Contains(low, "@everyone") || strings.Contains(low, "@here") || strings.Contains(got, "://") {
			t.Errorf("Escape(%q) = %q", s, got)
		}
		if cut := Cut(got, 20); length(cut) > 20 || !utf8.ValidString(cut) {
			t.Errorf("Cut(%q, 20) = %q", got, cut)
		}
	})
}

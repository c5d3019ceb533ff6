package card

import (
	"strconv"
	"strings"

	"vigil/internal/locale"
)

// pageSize is how long the body of a paged card may get, in UTF-16 units: well
// below Discord's limit, so that a page can be read without much scrolling.
const pageSize = 2400

// paginate puts blocks together into pages of at most size units, each at
// least one block. A block that is too long by itself is split between lines;
// nothing is lost. There is always at least one page.
func paginate(blocks []string, size int) []string {
	var (
		pages []string
		page  strings.Builder
		used  int
	)
	flush := func() {
		if page.Len() > 0 {
			pages = append(pages, page.String())
			page.Reset()
			used = 0
		}
	}
	add := func(s, separator string) {
		n := length(s)
		if used > 0 && used+len(separator)+n > size {
			flush()
		}
		if used > 0 {
			page.WriteString(separator)
			used += len(separator)
		}
		page.WriteString(s)
		used += n
	}
	for _, b := range blocks {
		if length(b) <= size {
			add(b, "\n\n")
			continue
		}
		flush()
		for line := range strings.SplitSeq(b, "\n") {
			add(Cut(line, maxBody), "\n")
		}
		flush()
	}
	flush()
	if len(pages) == 0 {
		pages = []string{""}
	}
	return pages
}

// leaf is the page that was asked for, within what there is; pages count
// from 1.
func leaf(pages []string, page int) (body string, number int) {
	number = min(max(page, 1), len(pages))
	return pages[number-1], number
}

// turn is the row of buttons that leads to the pages before and after; nil
// when there is one page only. The page is put into the option "page".
func turn(l *locale.Locale, page, pages int, then Then) [][]Control {
	if pages < 2 {
		return nil
	}
	to := func(key string, n int) Control {
		options := make(map[string]string, len(then.Options)+1)
		for k, v := range then.Options {
			options[k] = v
		}
		options["page"] = strconv.Itoa(n)
		return Control{
			Label:    l.T(key),
			Disabled: n < 1 || n > pages,
			Then:     Then{Command: then.Command, Options: options, Update: true},
		}
	}
	return [][]Control{{to("view.previous", page-1), to("view.next", page+1)}}
}

// Turn is the row of buttons that leads to the pages before and after, for
// pages that are put together elsewhere.
func Turn(l *locale.Locale, page, pages int, then Then) [][]Control {
	return turn(l, page, pages, then)
}

// Leaf says which page this is, "" where there is one only.
func Leaf(page, pages int, l *locale.Locale) string { return footer(l, page, pages, false) }

// footer says which page this is, and in which language quoted texts are.
func footer(l *locale.Locale, page, pages int, quoted bool) string {
	var parts []string
	if pages > 1 {
		parts = append(parts, l.T("view.page", locale.Count("page", page), locale.Count("pages", pages)))
	}
	if quoted && l.Language().Code != locale.Fallback {
		parts = append(parts, l.T("fact.footer.quoted"))
	}
	return strings.Join(parts, " · ")
}

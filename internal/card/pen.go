package card

import (
	"strings"

	"vigil/internal/locale"
)

// pen writes the texts of a card in one reader's language. Every line of a
// right-to-left language begins with a right-to-left mark, since Discord takes
// the direction of a line from its first letter, which is often a Latin name.
type pen struct {
	strings.Builder
	l    *locale.Locale
	mark string
}

// rightToLeftMark is invisible and has the direction of a Hebrew letter.
const rightToLeftMark = "\u200f"

func newPen(l *locale.Locale, size int) *pen {
	p := &pen{l: l}
	if l.Direction == locale.RightToLeft {
		p.mark = rightToLeftMark
	}
	p.Grow(size)
	return p
}

// line begins a new line in the reader's language, after prefix, which is
// markdown such as "- ".
func (p *pen) line(prefix string) {
	if p.Len() > 0 {
		p.WriteByte('\n')
	}
	p.WriteString(prefix)
	p.WriteString(p.mark)
}

// words writes a text of the catalogue.
func (p *pen) words(key string, args ...locale.Arg) { p.l.Write(&p.Builder, key, args...) }

// bold writes a text of the catalogue in bold type.
func (p *pen) bold(key string, args ...locale.Arg) {
	p.WriteString("**")
	p.words(key, args...)
	p.WriteString("**")
}

// label writes the words of key in bold, and a colon.
func (p *pen) label(key string) {
	p.bold(key)
	p.WriteByte(':')
}

// stored writes text of the record, escaped and isolated.
func (p *pen) stored(s string) {
	if clean(s, true) {
		p.l.WriteIsolated(&p.Builder, s)
		return
	}
	p.l.WriteIsolated(&p.Builder, Escape(s))
}

// phraseLimit is how long a text can be that the catalogue knows, in bytes.
const phraseLimit = 60

// inWords is a text of the record in the reader's words, where the catalogue
// knows just that text: a profession, a common charge, what bans are of.
func (p *pen) inWords(s string) (words string, ok bool) {
	if s == "" || len(s) > phraseLimit {
		return "", false
	}
	key := "word." + strings.ReplaceAll(strings.ToLower(s), " ", "_")
	if !p.l.Has(key) {
		return "", false
	}
	return p.l.T(key), true
}

// phrase writes a text of the record, in the reader's words where those are
// known and otherwise as it was recorded.
func (p *pen) phrase(s string) {
	if words, ok := p.inWords(s); ok {
		p.WriteString(words)
		return
	}
	p.stored(s)
}

// country writes the name of a country, or what stands in its place.
func (p *pen) country(code string) { p.stored(p.l.Country(code)) }

// quote writes text of the record as a paragraph of its own. It is in the
// record's language, so that it is isolated but not marked as the reader's.
func (p *pen) quote(s string) {
	if p.Len() > 0 {
		p.WriteByte('\n')
	}
	p.WriteString("> ")
	p.stored(s)
}

// take is what was written; the pen is then empty.
func (p *pen) take() string {
	s := p.String()
	p.Reset()
	return s
}

// smallPrint begins a line that Discord shows small and grey.
const smallPrint = "-# "

// Lines are texts of the catalogue as the lines of a card's body. A text may
// begin as a quotation, an entry of a list or small print.
func Lines(l *locale.Locale, texts ...string) string {
	p := newPen(l, 256)
	for _, s := range texts {
		prefix := "" // markdown that has to come first in its line
		for _, mark := range [...]string{"> ", "- ", smallPrint} {
			if strings.HasPrefix(s, mark) {
				prefix = mark
			}
		}
		p.line(prefix)
		p.WriteString(s[len(prefix):])
	}
	return p.String()
}

package entry

import (
	"slices"
	"strings"
	"unicode"

	"vigil/internal/casefile"
)

// names reads other names, one a line: the name, and after it in brackets
// whether it is the one in the person's own script. One that stood there
// keeps what else is known of it; of a new one the script is known, where it
// has only one, and not the language, of which letters say too little.
func (s *sheet) names(name string, p *casefile.Person) {
	typed, ok := s.changed(name)
	if !ok {
		return
	}
	var now []casefile.Name
	for _, l := range listed(typed) {
		if !s.lineFits(name, l) {
			return
		}
		n := nameOf(l.text)
		if n.Text == "" {
			s.blameLine(name, l, "name", l.text, "name")
			return
		}
		if !slices.ContainsFunc(now, func(o casefile.Name) bool { return o.Text == n.Text }) {
			now = append(now, n)
		}
	}
	if len(now) > mostList {
		s.blame(name, "too_many", "")
		return
	}
	p.Names = keep(p.Names, now, listing[casefile.Name]{
		text: func(n *casefile.Name) string { return n.Text },
		fact: func(n *casefile.Name) *casefile.Fact { return &n.Fact },
		like: func(old, typed *casefile.Name) bool { return old.Kind == native && typed.Kind == native },
		with: renamed,
	})
	for i := range p.Names {
		if n := &p.Names[i]; n.Kind == "" {
			n.Kind = "alias"
		}
	}
}

// renamed is a name as it was typed, with what else is known of the one that
// it was.
func renamed(old, typed casefile.Name) casefile.Name {
	if typed.Text != old.Text {
		old.Text = typed.Text
		if typed.Script != old.Script {
			old.Script, old.Lang = typed.Script, ""
		}
	}
	if typed.Kind != "" || old.Kind == native {
		old.Kind = typed.Kind
	}
	return old
}

const native = "native"

// nameOf reads a name with what stands in brackets after it.
func nameOf(line string) casefile.Name {
	text := line
	kind := ""
	if body, ok := strings.CutSuffix(line, ")"); ok {
		if i := strings.LastIndexByte(body, '('); i >= 0 {
			switch strings.ToLower(strings.TrimSpace(body[i+1:])) {
			case native, "own script", "original", "بومی", "اصلی", "خط اصلی":
				text, kind = strings.TrimSpace(body[:i]), native
			case "alias", "other", "دیگر", "نام دیگر":
				text, kind = strings.TrimSpace(body[:i]), "alias"
			}
		}
	}
	return casefile.Name{Text: text, Kind: kind, Script: scriptOf(text)}
}

// scriptOf is the script that all letters of s are of, as ISO 15924 has it;
// "" for Latin, which goes without saying, and where it can't be told: of Han
// there are two.
func scriptOf(s string) string {
	found := ""
	for _, r := range s {
		if !unicode.IsLetter(r) {
			continue
		}
		script := ""
		for _, x := range []struct {
			code  string
			table *unicode.RangeTable
		}{
			{"Arab", unicode.Arabic}, {"Cyrl", unicode.Cyrillic}, {"Grek", unicode.Greek}, {"Hebr", unicode.Hebrew},
			{"Armn", unicode.Armenian}, {"Geor", unicode.Georgian}, {"Deva", unicode.Devanagari}, {"Beng", unicode.Bengali},
			{"Mymr", unicode.Myanmar}, {"Thai", unicode.Thai}, {"Ethi", unicode.Ethiopic}, {"Khmr", unicode.Khmer},
		} {
			if unicode.Is(x.table, r) {
				script = x.code
			}
		}
		if script == "" || found != "" && found != script {
			return ""
		}
		found = script
	}
	return found
}

func writeNames(list []casefile.Name, lang string) string {
	var lines []string
	for _, n := range list {
		line := n.Text
		if n.Kind == native {
			line += " (" + map[bool]string{true: "بومی", false: native}[lang == persian] + ")"
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

const persian = "fa"

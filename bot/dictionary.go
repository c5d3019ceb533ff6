package bot

import (
	"strings"

	"github.com/bwmarrin/discordgo"

	"vigil/commands"
	"vigil/internal/locale"
)

// dictionary words declarations in the languages that Discord knows.
type dictionary struct {
	base    *locale.Locale
	others  []translation
	grouped map[string]bool // keys that describe subcommands
}

func newDictionary(all []commands.Command, words *locale.Catalogue) *dictionary {
	d := &dictionary{base: words.For(locale.Fallback, locale.Options{}), grouped: map[string]bool{}}
	for _, l := range words.Languages() {
		if l.Code == locale.Fallback {
			continue
		}
		for _, known := range discordLocales(l.Code) {
			d.others = append(d.others, translation{known, words.For(l.Code, locale.Options{})})
		}
	}
	d.noteSubs(all, nil)
	return d
}

type translation struct {
	code string // Discord's
	in   *locale.Locale
}

func (d *dictionary) word(key string) (base string, others map[string]string) {
	base = d.base.T(key)
	for _, t := range d.others {
		if others == nil {
			others = make(map[string]string, len(d.others))
		}
		others[t.code] = t.in.T(key)
	}
	return base, others
}

// key is that of the description of what has this path.
func key(path []string) string { return "cmd." + strings.Join(path, ".") }

// optionKey is the key of an option's description: its own, else the one that
// it shares with options of that name of the commands around it, else of all
// commands. What describes a subcommand of that name doesn't describe an option.
func (d *dictionary) optionKey(path []string, option string) string {
	own := key(path) + "." + option
	if d.base.Has(own) {
		return own
	}
	for n := len(path) - 1; n > 0; n-- {
		shared := append(append([]string(nil), path[:n]...), option)
		if k := key(shared); d.base.Has(k) && !d.grouped[k] {
			return k
		}
	}
	if k := "cmd.any." + option; d.base.Has(k) {
		return k
	}
	return own
}

// noteSubs notes which keys describe subcommands.
func (d *dictionary) noteSubs(all []commands.Command, path []string) {
	for i := range all {
		below := append(append([]string(nil), path...), all[i].Spec.Name)
		if len(path) > 0 {
			d.grouped[key(below)] = true
		}
		d.noteSubs(all[i].Subs, below)
	}
}

// discordLocales are Discord's codes for a language of the catalogue; none
// for one that Discord doesn't know, such as Persian.
func discordLocales(code string) []string {
	switch code {
	case "en":
		return []string{"en-GB", "en-US"}
	case "es":
		return []string{"es-ES", "es-419"}
	case "pt":
		return []string{"pt-BR"}
	case "sv":
		return []string{"sv-SE"}
	case "zh":
		return []string{"zh-CN"}
	case "nb":
		return []string{"no"}
	}
	if _, ok := discordgo.Locales[discordgo.Locale(code)]; ok {
		return []string{code}
	}
	return nil
}

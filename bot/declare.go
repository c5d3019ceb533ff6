package bot

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/bwmarrin/discordgo"

	"vigil/commands"
	"vigil/internal/locale"
)

// Discord's limits of a command.
const (
	commandsLimit     = 100
	commandOptions    = 25
	descriptionLimit  = 100
	commandTotalLimit = 8000
	choiceValueLimit  = 100
)

// declaration is a command as Discord is told of it.
type declaration struct {
	Name          string            `json:"name"`
	Description   string            `json:"description"`
	Localised     map[string]string `json:"description_localizations,omitempty"`
	Options       []declaredOption  `json:"options,omitempty"`
	Permissions   *string           `json:"default_member_permissions,omitempty"`
	Contexts      []int             `json:"contexts"`
	Installations []int             `json:"integration_types"`
}

// declaredOption is an option as Discord is told of it.
type declaredOption struct {
	Type        int               `json:"type"`
	Name        string            `json:"name"`
	Description string            `json:"description"`
	Localised   map[string]string `json:"description_localizations,omitempty"`
	Required    bool              `json:"required,omitempty"`
	Complete    bool              `json:"autocomplete,omitempty"`
	Choices     []declaredChoice  `json:"choices,omitempty"`
	MinLength   *int              `json:"min_length,omitempty"`
	MaxLength   *int              `json:"max_length,omitempty"`
	MinValue    *int              `json:"min_value,omitempty"`
	MaxValue    *int              `json:"max_value,omitempty"`
}

type declaredChoice struct {
	Name      string            `json:"name"`
	Localised map[string]string `json:"name_localizations,omitempty"`
	Value     string            `json:"value"`
}

// declarations words the commands for Discord, and finds what Discord would
// not take.
func declarations(all []commands.Command, words *locale.Catalogue) ([]declaration, error) {
	if len(all) > commandsLimit {
		return nil, fmt.Errorf("%d commands; Discord takes %d", len(all), commandsLimit)
	}
	d := dictionary{base: words.For(locale.Fallback, locale.Options{})}
	for _, l := range words.Languages() {
		if l.Code == locale.Fallback {
			continue
		}
		for _, known := range discordLocales(l.Code) {
			d.others = append(d.others, translation{known, words.For(l.Code, locale.Options{})})
		}
	}
	out := make([]declaration, 0, len(all))
	for i := range all {
		c, err := d.declare(&all[i])
		if err != nil {
			return nil, fmt.Errorf("/%s: %w", all[i].Spec.Name, err)
		}
		out = append(out, c)
	}
	return out, nil
}

// dictionary words declarations in the languages that Discord knows.
type dictionary struct {
	base   *locale.Locale
	others []translation
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

// namePattern is Discord's for commands and options, for the letters that
// this program uses.
var namePattern = regexp.MustCompile(`^[a-z0-9_-]{1,32}$`)

func (d *dictionary) declare(c *commands.Command) (declaration, error) {
	s := &c.Spec
	out := declaration{
		Name: s.Name,
		Contexts: []int{
			int(discordgo.InteractionContextGuild),
			int(discordgo.InteractionContextBotDM),
			int(discordgo.InteractionContextPrivateChannel),
		},
		// Left out, it would be servers only, whatever Discord's documentation says.
		Installations: []int{
			int(discordgo.ApplicationIntegrationGuildInstall),
			int(discordgo.ApplicationIntegrationUserInstall),
		},
	}
	if !namePattern.MatchString(s.Name) {
		return out, errors.New("not a name that Discord takes")
	}
	out.Description, out.Localised = d.word("cmd." + s.Name)
	if s.Needs > commands.Member {
		needs := int64(discordgo.PermissionManageMessages)
		if s.Needs == commands.Administrator {
			needs = discordgo.PermissionManageGuild
		}
		bits := strconv.FormatInt(needs, 10)
		out.Permissions = &bits
		out.Contexts = out.Contexts[:1]
		out.Installations = out.Installations[:1]
	}
	if len(s.Options) > commandOptions {
		return out, fmt.Errorf("%d options; Discord takes %d", len(s.Options), commandOptions)
	}
	optional := false
	for i := range s.Options {
		o, err := d.option(s.Name, &s.Options[i])
		switch {
		case err != nil:
			return out, fmt.Errorf("option %s: %w", s.Options[i].Name, err)
		case o.Required && optional:
			return out, fmt.Errorf("option %s: required options come first", o.Name)
		case o.Complete && c.Suggest == nil:
			return out, fmt.Errorf("option %s: nothing completes it", o.Name)
		case slices.ContainsFunc(out.Options, func(p declaredOption) bool { return p.Name == o.Name }):
			return out, fmt.Errorf("option %s: declared twice", o.Name)
		}
		optional = optional || !o.Required
		out.Options = append(out.Options, o)
	}
	return out, out.withinLimits()
}

func (d *dictionary) option(command string, o *commands.Option) (declaredOption, error) {
	out := declaredOption{
		Name:     o.Name,
		Type:     int(discordgo.ApplicationCommandOptionString),
		Required: o.Required,
		Complete: o.Complete,
	}
	switch {
	case !namePattern.MatchString(o.Name):
		return out, errors.New("not a name that Discord takes")
	case o.Complete && len(o.Choices) > 0:
		return out, errors.New("has both choices and completion")
	case len(o.Choices) > choiceLimit:
		return out, fmt.Errorf("%d choices; Discord takes %d", len(o.Choices), choiceLimit)
	}
	out.Description, out.Localised = d.word("cmd." + command + "." + o.Name)
	bound := func(n int) *int {
		if n == 0 {
			return nil
		}
		return &n
	}
	switch o.Kind {
	case commands.Words:
		out.MinLength, out.MaxLength = bound(o.Min), bound(o.Max)
	case commands.Yes:
		out.Type = int(discordgo.ApplicationCommandOptionBoolean)
	case commands.Number:
		out.Type = int(discordgo.ApplicationCommandOptionInteger)
		if o.Min != 0 || o.Max != 0 {
			least := o.Min
			out.MinValue, out.MaxValue = &least, bound(o.Max)
		}
	}
	for _, v := range o.Choices {
		c := declaredChoice{Value: v}
		c.Name, c.Localised = d.word("choice." + o.Name + "." + v)
		if len(v) > choiceValueLimit {
			return out, fmt.Errorf("choice %s is too long", v)
		}
		out.Choices = append(out.Choices, c)
	}
	return out, nil
}

// withinLimits checks the lengths of texts, one by one and in all, by the
// longest language of each.
func (d *declaration) withinLimits() error {
	total := utf8.RuneCountInString(d.Name)
	add := func(what, s string, others map[string]string) error {
		longest := utf8.RuneCountInString(s)
		for _, o := range others {
			longest = max(longest, utf8.RuneCountInString(o))
		}
		total += longest
		if longest == 0 || longest > descriptionLimit {
			return fmt.Errorf("%s is of %d characters; Discord takes 1 to %d", what, longest, descriptionLimit)
		}
		return nil
	}
	if err := add("the description", d.Description, d.Localised); err != nil {
		return err
	}
	for _, o := range d.Options {
		total += len(o.Name)
		if err := add("the description of "+o.Name, o.Description, o.Localised); err != nil {
			return err
		}
		for _, c := range o.Choices {
			total += len(c.Value)
			if err := add("the choice "+c.Value, c.Name, c.Localised); err != nil {
				return err
			}
		}
	}
	if total > commandTotalLimit {
		return fmt.Errorf("%d characters in all; Discord takes %d", total, commandTotalLimit)
	}
	return nil
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

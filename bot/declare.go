package bot

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"unicode/utf8"

	"github.com/bwmarrin/discordgo"

	"vigil/commands"
	"vigil/internal/locale"
)

// Discord's limits of a command.
const (
	commandsLimit     = 100
	commandOptions    = 25 // or subcommands, of each level
	menuNameLimit     = 32
	menuEntriesLimit  = 15
	descriptionLimit  = 100
	commandTotalLimit = 8000
	choiceValueLimit  = 100
)

// declaration is a command as Discord is told of it.
type declaration struct {
	Type          int               `json:"type,omitempty"` // 0: a command that is typed
	Name          string            `json:"name"`
	Description   string            `json:"description,omitempty"`
	Localised     map[string]string `json:"description_localizations,omitempty"`
	Options       []declaredOption  `json:"options,omitempty"`
	Permissions   *string           `json:"default_member_permissions,omitempty"`
	Contexts      []int             `json:"contexts"`
	Installations []int             `json:"integration_types"`
}

// declarations words the commands for Discord, and finds what Discord would
// not take.
func declarations(all []commands.Command, words *locale.Catalogue) ([]declaration, error) {
	entries := 0
	for i := range all {
		if all[i].Spec.Menu {
			entries++
		}
	}
	if n := len(all) - entries; n > commandsLimit || entries > menuEntriesLimit {
		return nil, fmt.Errorf("%d commands and %d entries of the menu; Discord takes %d and %d", n, entries, commandsLimit, menuEntriesLimit)
	}
	d := newDictionary(all, words)
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
	if s.Needs > commands.Member {
		needs := int64(discordgo.PermissionManageMessages)
		if s.Needs == commands.Administrator {
			needs = discordgo.PermissionManageGuild
		}
		bits := strconv.FormatInt(needs, 10)
		out.Permissions = &bits
	}
	if s.Server || s.Needs > commands.Member {
		out.Contexts = out.Contexts[:1]
		out.Installations = out.Installations[:1]
	}
	if s.Menu {
		out.Type = int(discordgo.MessageApplicationCommand)
		return out, menuFault(c)
	}
	if !namePattern.MatchString(s.Name) {
		return out, errors.New("not a name that Discord takes")
	}
	out.Description, out.Localised = d.word("cmd." + s.Name)
	var err error
	if out.Options, err = d.inside(c, []string{s.Name}); err != nil {
		return out, err
	}
	return out, out.withinLimits()
}

// menuFault is what Discord would not take of an entry of a menu.
func menuFault(c *commands.Command) error {
	switch n := utf8.RuneCountInString(c.Spec.Name); {
	case n < 1 || n > menuNameLimit:
		return fmt.Errorf("a label of %d characters; Discord takes 1 to %d", n, menuNameLimit)
	case len(c.Spec.Options) > 0 || len(c.Subs) > 0:
		return errors.New("an entry of a menu has neither options nor subcommands")
	}
	return nil
}

// Package commands holds what people can type: one file for each command with
// its declaration and its handler. Handlers take a [Request], read the store
// and return a [Reply]; they never touch the network, and know nothing of
// discordgo. Package bot authorises, defers, sends and words the errors.
package commands

import (
	"context"
	"time"

	"vigil/internal/card"
	"vigil/internal/locale"
	"vigil/store"
)

// Deps is what handlers need of the world.
type Deps struct {
	Public   *store.Public // sees nothing that isn't public
	Servers  *store.Servers
	Settings *store.Settings // what people asked to be kept: language, calendar
	Words    *locale.Catalogue
	Language string // of servers and people who chose none; "" is English
}

// All is the table of commands, in the order in which Discord and /help list
// them. A new command is one file and one line here.
func All(d Deps) []Command {
	return []Command{
		caseCard(d),
		sentences(d),
		search(d),
		help(d),
	}
}

// Command is a declaration tied to its handler.
type Command struct {
	Spec Spec
	// Run answers the command, and the buttons and selects that lead to it.
	Run func(context.Context, Request) (Reply, error)
	// Suggest completes the option that Request.Focused names; nil without
	// options to complete.
	Suggest func(context.Context, Request) ([]card.Choice, error)
}

// Spec is what Discord is told of a command. Descriptions are catalogue keys:
// "cmd.<name>" and "cmd.<name>.<option>".
type Spec struct {
	Name    string
	Needs   Role // who may run it; Discord hides it from others, bot checks again
	Options []Option
}

// OptionKind is the type of an option's value.
type OptionKind int

// The kinds of option.
const (
	Words  OptionKind = iota // free text
	Yes                      // true or false
	Number                   // an integer
)

// Option is one option of a command.
type Option struct {
	Name     string
	Kind     OptionKind
	Required bool
	Complete bool     // has autocomplete, by Command.Suggest
	Choices  []string // fixed values; labels are keys "choice.<option>.<value>"
	Min, Max int      // of a Number, or of the length of Words; 0: no bound
}

// Role is what somebody may do on the server in which they act.
type Role int

// The roles, each including those before it.
const (
	Member Role = iota
	Curator
	Administrator
)

// Request is one interaction, authorised and free of Discord's types.
type Request struct {
	User    string       // Discord's id
	Server  store.Server // the zero Server in a DM
	Role    Role
	Access  store.Access // the casebooks that may be read here
	Locale  *locale.Locale
	Now     time.Time
	Options map[string]string // by name; a bool is "true" or "false"
	Focused string            // the option being completed; "" unless completing
	Pressed bool              // came by a button or select, not by typing
}

// Text is the option's value, or "" when it was not given.
func (r Request) Text(option string) string { return r.Options[option] }

// Person is what was given for the option "person".
func (r Request) Person() string { return r.Options["person"] }

// Reply is what to show. Errors are returned as errors: bot words them.
type Reply struct {
	card.Message
	Private bool // to the asker only; bot adds the asker's and the server's wish

	// Form asks back, in place of a message. Discord takes it as the first
	// answer only, within three seconds, and not in answer to another form.
	Form *Form
}

// Form is a dialog of typed fields. Submitting it runs Then with what was
// typed added to its options, each field under its name.
type Form struct {
	Title  string  // 45 characters
	Fields []Field // at most five
	Then   card.Then
}

// Field is one field of a form.
type Field struct {
	Name     string // of the option that it fills
	Label    string // 45 characters
	Note     string // 100 characters, below the label; may be empty
	Value    string // what stands in it already
	Long     bool   // several lines
	Required bool
	Max      int // characters; 0: Discord's limit, 4000
}

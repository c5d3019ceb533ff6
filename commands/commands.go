// Package commands holds what people can type: one file for each command with
// its declaration and its handler. Handlers take a [Request], read the store
// and return a [Reply]; they never touch the network, and know nothing of
// discordgo. Package bot authorises, defers, sends and words the errors.
package commands

import (
	"context"
	"errors"
	"fmt"
	"time"

	"vigil/internal/answer"
	"vigil/internal/card"
	"vigil/internal/locale"
	"vigil/store"
)

// Deps is what handlers need of the world.
type Deps struct {
	Public   *store.Public   // sees nothing that isn't public
	Curation *store.Curation // sees everything; for curators' commands alone
	Desk     *store.Desk     // what curators have under way
	Inbox    *store.Inbox    // what members suggest
	Servers  *store.Servers
	Channels *store.Channels // that announcements go to
	Follows  *store.Follows
	Settings *store.Settings // what people asked to be kept: language, calendar
	Answers  *answer.Answerer
	Words    *locale.Catalogue
	Language string // of servers and people who chose none; "" is English
	Starter  []byte // the starter casebook, for servers that want it

	asked *lastAsked // whom /ask was about, in memory only
}

// All is the table of commands, in the order in which Discord and /help list
// them. A new command is one file and one line here.
func All(d Deps) []Command {
	if d.asked == nil {
		d.asked = newLastAsked()
	}
	pictures := newDrawn()
	return []Command{
		caseCard(d, pictures),
		sentences(d),
		timeline(d, pictures),
		search(d),
		ask(d),
		upcoming(d),
		stats(d, pictures),
		follow(d),
		unfollow(d),
		following(d),
		suggest(d),
		suggestUpdate(d),
		curate(d),
		setUp(d),
		privacy(d),
		help(d),
	}
}

// Command is a declaration tied to its handler.
type Command struct {
	Spec Spec
	// Run answers the command, and the buttons, selects and forms that lead to it.
	Run func(context.Context, Request) (Reply, error)
	// Suggest completes the option that Request.Focused names; nil without
	// options to complete.
	Suggest func(context.Context, Request) ([]card.Choice, error)
	// Subs are its subcommands, or groups of such; then it has neither options
	// nor handlers of its own. Who may run it is said once, by the command.
	// A subcommand's path, as "curate sentence", is what [card.Then] names.
	Subs []Command
}

// Spec is what Discord is told of a command. Descriptions are catalogue keys:
// "cmd.<name>" and "cmd.<name>.<option>", of a subcommand
// "cmd.<name>.<sub>" and "cmd.<name>.<sub>.<option>" or, where that isn't in the
// catalogue, "cmd.<name>.<option>" unless that describes a subcommand, or
// "cmd.any.<option>".
type Spec struct {
	Name    string
	Needs   Role // who may run it; Discord hides it from others, bot checks again
	Options []Option
	// Menu makes it an entry of a message's menu, without description or
	// options: Name is then its label, and Request.Message the message.
	Menu bool
	// Server says that it makes no sense in direct messages, whoever may run it.
	Server bool
}

// OptionKind is the type of an option's value.
type OptionKind int

// The kinds of option.
const (
	Words      OptionKind = iota // free text
	Yes                          // true or false
	Number                       // an integer
	ServerRole                   // a role of the server; the value is its id
	Channel                      // a text or announcement channel; the value is its id
	File                         // an upload; it is in Request.Files
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
	Command string       // its path, as "case" or "curate sentence"
	User    string       // Discord's id
	Server  store.Server // the zero Server in a DM
	Channel string       // Discord's id of where it was asked
	Role    Role
	Access  store.Access // the casebooks that may be read here
	Locale  *locale.Locale
	Now     time.Time
	Options map[string]string // by name; a bool is "true" or "false"
	Files   map[string]Attachment
	Message *Posted // on whose menu the command was used
	Focused string  // the option being completed; "" unless completing
	Pressed bool    // came by a button, a select or a form, not by typing
	Filled  bool    // came by a form
	Around  Around  // what there is to find out of Discord; never nil
}

// Attachment is a file that came with a request and wasn't fetched yet.
type Attachment struct {
	Name string
	Type string // media type, as the sender's program said
	Size int64  // bytes, as Discord says
	URL  string
}

// Posted is a message on whose menu a command was used.
type Posted struct {
	ID, Channel string
	Text        string
	Links       []string // web addresses in its text and its embeds
}

// Around is what a handler may find out of Discord, beside its request. But for
// a test message it changes nothing there.
type Around interface {
	// Fetch downloads an attachment, of at most limit bytes: a [*TooLarge]
	// beyond. Only Discord's own hosts are asked.
	Fetch(ctx context.Context, a Attachment, limit int64) ([]byte, error)
	// Channel is what the bot may do in a channel of this server, and who sees it;
	// a [store.ErrNotFound] where the bot doesn't see it or it is elsewhere.
	Channel(ctx context.Context, id string) (ChannelView, error)
	// Guild is what the bot may do on this server, and its roles.
	Guild(ctx context.Context) (GuildView, error)
	// Test posts a message in a channel of this server, to see whether it
	// can be posted: whoever asked is told at once, so it isn't for jobs. It is
	// one try; errors are as those of [Poster].
	Test(ctx context.Context, channel string, m card.Message) error
}

// TooLarge is a file that is larger than what is taken.
type TooLarge struct{ Size, Limit int64 }

// Error says both sizes in bytes.
func (e *TooLarge) Error() string {
	return fmt.Sprintf("a file of %d bytes; at most %d are taken", e.Size, e.Limit)
}

// Refused is a request that can't be met, in the asker's words. Bot shows them
// to the asker alone, in a message of its own: what was pressed stays.
type Refused struct{ Words string }

// Error is the words.
func (e *Refused) Error() string { return e.Words }

// ErrDirectClosed says that somebody takes no direct messages from the bot.
var ErrDirectClosed = errors.New("direct messages are closed")

// Permission is something that Discord lets the bot do, in Discord's words.
type Permission string

// The permissions that the bot can have use for.
const (
	ViewChannel    Permission = "View Channel"
	SendMessages   Permission = "Send Messages"
	EmbedLinks     Permission = "Embed Links"
	AttachFiles    Permission = "Attach Files"
	ReadHistory    Permission = "Read Message History"
	ManageMessages Permission = "Manage Messages"
)

// ChannelView is a channel as the bot sees it.
type ChannelView struct {
	ID, Name     string
	Announcement bool         // other servers can follow it
	Lacks        []Permission // that posting there needs
	// LacksAnnouncing are those that announcing there needs: the bot also looks
	// for what it may have posted already. Publishing messages of its own to those who
	// follow needs nothing further.
	LacksAnnouncing []Permission
	Everybody       bool // any member of the server can read it
}

// GuildView is a server as the bot sees it.
type GuildView struct {
	Name  string
	Roles []RoleView // without @everyone and the bot's own
	Lacks []Permission
}

// RoleView is a role of a server.
type RoleView struct {
	ID, Name string
	Curates  bool // has Manage Messages by itself, so that Discord shows it /curate
}

// Text is the option's value, or "" when it was not given.
func (r Request) Text(option string) string { return r.Options[option] }

// Person is what was given for the option "person".
func (r Request) Person() string { return r.Options["person"] }

// By is the asker as the author of what they write.
func (r Request) By() store.Author { return store.Author(r.User) }

// Reply is what to show. Errors are returned as errors: bot words them.
type Reply struct {
	card.Message
	Private bool // to the asker only; bot adds the asker's and the server's wish

	// Form asks back, in place of a message. Discord takes it as the first
	// answer only, within three seconds, and not in answer to another form.
	Form *Form

	// Direct is sent to the asker by direct message before the reply is shown.
	// Where that can't be, [ErrDirectClosed] is shown in the reply's place.
	Direct *card.Message

	// Shows are the casefiles that the message shows something of. Where it is
	// public the store notes it, so that a withdrawal finds it.
	Shows []store.Shown
}

// Form is a dialog of fields. Submitting it runs Then with what was filled in
// added to its options, each field under its name; Request.Filled is set. Only
// the person who got it may submit it.
type Form struct {
	Title  string  // 45 characters
	Fields []Field // at most five
	Then   card.Then
}

// Field is one field of a form: a text, a select where it has Choices, or an
// upload.
type Field struct {
	Name     string // of the option that it fills
	Label    string // 45 characters
	Note     string // 100 characters, below the label; may be empty
	Value    string // what stands in it already
	Long     bool   // several lines
	Required bool
	Max      int           // characters; 0: Discord's limit, 4000
	Choices  []card.Choice // at most 25; those Chosen are chosen already
	Many     int           // how many may be chosen, joined by commas; 0: one
	Upload   bool          // a file, in Request.Files
}

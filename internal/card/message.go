// Package card is what people see: a casefile as a card, its sentences, its
// timeline in words and its sources, a list of people, a refusal. It makes a
// neutral [Message] of them, in the words of a locale and within Discord's
// limits, and knows nothing of how it is sent.
package card

// Message is what people see, without a word of how it travels: bot turns it
// into Discord's JSON. Texts are ready to show: escaped, isolated, localised.
type Message struct {
	Text     string // plain line above the cards; may be empty
	Cards    []Card
	Controls [][]Control // at most five rows; five buttons or one select a row
	Files    []File
}

// Card is one embed. Limits are Discord's; [Card.Fit] keeps within them.
type Card struct {
	Title  string // 256
	URL    string
	Body   string  // 4096
	Fields []Field // 25
	Footer string  // 2048
	Tone   Tone
	Image  string // name of a File of the same message
}

// Field is a titled part of a card.
type Field struct {
	Name   string // 256
	Value  string // 1024
	Inline bool
}

// Tone is the colour at a card's edge. It repeats what the text says and never
// stands alone.
type Tone int

// The tones.
const (
	Neutral Tone = iota
	Held         // in custody, or out of sight
	Free         // released, acquitted
	Apart        // exile, bail, furlough: neither
	Mourned      // deceased, executed
	Fault        // an error or a refusal
)

// File is an attachment.
type File struct {
	Name string
	Type string // media type
	Data []byte
	Alt  string // what the picture shows, for those who can't see it
}

// Control is a button, a link or a select below a message.
type Control struct {
	Label    string
	Style    Style
	Disabled bool
	URL      string // a link button; Then is ignored
	Then     Then   // what pressing it does

	// A select has Choices, or picks among what the server has; the chosen
	// values are put into option Into of Then, joined by commas.
	Placeholder string
	Into        string
	Choices     []Choice
	Pick        Pick     // among the server's roles or channels, in place of Choices
	Picked      []string // their ids that are chosen already
	Many        int      // how many may be chosen; 0: just one
	None        bool     // choosing nothing is possible too
}

// Pick is what a select of the server's own things lists.
type Pick int

// What can be picked.
const (
	PickNothing Pick = iota // the select has Choices
	PickRole
	PickChannel // a text or announcement channel
)

// Style is how a button looks.
type Style int

// The styles.
const (
	Secondary Style = iota
	Primary
	Danger
)

// Choice is one line of a select.
type Choice struct {
	Label, Value, Note string
	Chosen             bool
}

// Then is what a control does: it runs a command again with these options.
// bot carries it, signed, in the custom_id.
type Then struct {
	Command string            // a command's path, as "case" or "curate sentence"
	Options map[string]string // its options, by name
	// Update replaces the message in place. Only the person who asked may press
	// then, and only for a day, unless it is Shared. Without Update anybody may
	// press, and the answer is theirs alone.
	Update bool
	// Shared lets everybody press who may run the command: the message is for
	// several, as a card in the review channel is. It doesn't go stale.
	Shared bool
	// Mine lets only the person who asked press, and only for a day, although
	// nothing is replaced: what it leads to is theirs, as an edit in progress is.
	Mine bool
}

package discordsim

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// Line is a command in the composer, with what was put into its options so far.
type Line struct {
	Command *Command
	Path    []string // subcommand group and subcommand, without: none
	Options []Given
}

// Given is what was put into one option, as text.
type Given struct{ Name, Value string }

// ComposerError says why Discord's composer would not send a line.
type ComposerError struct {
	Text   string // what was typed
	Option string // which option it is about; "" when none
	Reason string
}

func (e *ComposerError) Error() string {
	if e.Option != "" {
		return fmt.Sprintf("composer: %s: %s", e.Option, e.Reason)
	}
	return fmt.Sprintf("composer: %q: %s", e.Text, e.Reason)
}

// Parse reads a typed command, as "/curate add name:Jafar Panahi". Only
// commands that the actor may use here are known. Text before the first
// "option:" goes to the first option.
func (a Actor) Parse(text string) (Line, error) {
	rest, ok := strings.CutPrefix(strings.TrimSpace(text), "/")
	if !ok {
		return Line{}, &ComposerError{Text: text, Reason: "is no command"}
	}
	name, rest := word(rest)
	for _, cmd := range a.Commands() {
		if cmd.Type == SlashCommand && (cmd.Name == name || cmd.Named(a.user.locale) == name) {
			line := Line{Command: cmd}
			options := cmd.Options
			for len(options) > 0 && (options[0].Type == SubCommand || options[0].Type == SubCommandGroup) {
				var sub string
				sub, rest = word(rest)
				i := slices.IndexFunc(options, func(o Option) bool { return o.Name == sub })
				if i < 0 {
					return Line{}, &ComposerError{Text: text, Reason: "needs a subcommand"}
				}
				line.Path = append(line.Path, sub)
				options = options[i].Options
			}
			given, err := parseOptions(rest, options)
			line.Options = given
			return line, err
		}
	}
	return Line{}, fmt.Errorf("/%s: %w", name, ErrNoCommand)
}

func word(s string) (first, rest string) {
	s = strings.TrimLeft(s, " ")
	if i := strings.IndexByte(s, ' '); i >= 0 {
		return s[:i], s[i+1:]
	}
	return s, ""
}

// parseOptions cuts "a:one two b:three" where the name of an option stands at
// the beginning of a word and is followed by a colon.
func parseOptions(s string, options []Option) ([]Given, error) {
	type mark struct {
		name       string
		start, end int // of "name:"
	}
	var marks []mark
	for i := 0; i < len(s); i++ {
		if i > 0 && s[i-1] != ' ' && s[i-1] != '\n' {
			continue
		}
		for _, o := range options {
			if after, ok := strings.CutPrefix(s[i:], o.Name); ok && strings.HasPrefix(after, ":") &&
				!slices.ContainsFunc(marks, func(m mark) bool { return m.name == o.Name }) {
				marks = append(marks, mark{o.Name, i, i + len(o.Name) + 1})
			}
		}
	}
	var given []Given
	first := len(s)
	if len(marks) > 0 {
		first = marks[0].start
	}
	if text := strings.TrimSpace(s[:first]); text != "" {
		if len(options) == 0 {
			return nil, &ComposerError{Text: text, Reason: "the command takes no options"}
		}
		if slices.ContainsFunc(marks, func(m mark) bool { return m.name == options[0].Name }) {
			return nil, &ComposerError{Text: text, Reason: "belongs to no option"}
		}
		given = append(given, Given{options[0].Name, text})
	}
	for i, m := range marks {
		end := len(s)
		if i+1 < len(marks) {
			end = marks[i+1].start
		}
		given = append(given, Given{m.name, strings.TrimSpace(s[m.end:end])})
	}
	return given, nil
}

// Fields lists the options that can be filled in at the line's subcommand.
func (l Line) Fields() []Option {
	options := l.Command.Options
	for _, name := range l.Path {
		i := slices.IndexFunc(options, func(o Option) bool { return o.Name == name })
		if i < 0 {
			return nil
		}
		options = options[i].Options
	}
	return options
}

func (l Line) app(s *Sim) *Application { return s.appOf(l.Command) }

// optionData is an option in an interaction's JSON.
type optionData struct {
	Name    string         `json:"name"`
	Type    OptionType     `json:"type"`
	Value   jsontext.Value `json:"value,omitzero"`
	Focused bool           `json:"focused,omitzero"`
	Options []optionData   `json:"options,omitzero"`
}

// encode checks the options and makes the interaction's data. While focused is
// being completed, missing and half typed options are let pass.
func (a Actor) encode(l Line, focused string) (data []byte, at *Option, err error) {
	fields := l.Fields()
	for _, g := range l.Options {
		if !slices.ContainsFunc(fields, func(o Option) bool { return o.Name == g.Name }) {
			return nil, nil, &ComposerError{Option: g.Name, Reason: "there is no such option"}
		}
	}
	r := newResolved()
	list := []optionData{}
	a.sim.mu.Lock()
	defer a.sim.mu.Unlock()
	for i := range fields {
		o := &fields[i]
		n := slices.IndexFunc(l.Options, func(g Given) bool { return g.Name == o.Name })
		if n < 0 || l.Options[n].Value == "" && o.Name != focused {
			if o.Required && focused == "" {
				return nil, nil, &ComposerError{Option: o.Name, Reason: "this option is required"}
			}
			continue
		}
		text := l.Options[n].Value
		d := optionData{Name: o.Name, Type: o.Type, Focused: o.Name == focused}
		if d.Focused {
			d.Value, at = quote(text), o
		} else if d.Value, err = a.value(o, text, r); err != nil {
			if focused == "" {
				return nil, nil, err
			}
			continue
		}
		list = append(list, d)
	}
	if focused != "" && at == nil {
		return nil, nil, &ComposerError{Option: focused, Reason: "there is no such option"}
	}
	list = nest(l, list)
	out := struct {
		ID       ID                               `json:"id"`
		Name     string                           `json:"name"`
		Type     int                              `json:"type"`
		GuildID  ID                               `json:"guild_id,omitzero"`
		Options  []optionData                     `json:"options,omitempty"`
		Resolved map[string]map[ID]jsontext.Value `json:"resolved,omitempty"`
	}{l.Command.ID, l.Command.Name, l.Command.Type, l.Command.GuildID, list, r.kinds}
	return encode(out), at, nil
}

// nest puts options inside their subcommand.
func nest(l Line, list []optionData) []optionData {
	for i, name := range slices.Backward(l.Path) {
		t := SubCommand
		if i == 0 && len(l.Path) == 2 {
			t = SubCommandGroup
		}
		list = []optionData{{Name: name, Type: t, Options: list}}
	}
	return list
}

func quote(s string) jsontext.Value {
	b, _ := jsontext.AppendQuote(nil, s)
	return b
}

// value reads what was put into an option by the option's type.
func (a Actor) value(o *Option, text string, r *resolved) (jsontext.Value, error) {
	wrong := func(format string, args ...any) (jsontext.Value, error) {
		return nil, &ComposerError{Text: text, Option: o.Name, Reason: fmt.Sprintf(format, args...)}
	}
	if len(o.Choices) > 0 {
		i := slices.IndexFunc(o.Choices, func(c Choice) bool {
			return strings.EqualFold(c.Name, text) || c.Text() == text || c.NameLocalizations[a.user.locale] == text
		})
		if i < 0 {
			return wrong("%q is none of the choices", text)
		}
		return o.Choices[i].Value, nil
	}
	switch o.Type {
	case StringOption:
		n := runes(text)
		if o.MinLength != nil && n < *o.MinLength || n > maxStringOption || o.MaxLength != nil && *o.MaxLength > 0 && n > *o.MaxLength {
			return wrong("%d characters are too few or too many", n)
		}
		return quote(text), nil
	case BooleanOption:
		switch strings.ToLower(text) {
		case "true":
			return jsontext.Value("true"), nil
		case "false":
			return jsontext.Value("false"), nil
		}
		return wrong("%q is neither True nor False", text)
	case IntegerOption, NumberOption:
		n, err := strconv.ParseFloat(text, 64)
		if err != nil || o.Type == IntegerOption && n != float64(int64(n)) {
			return wrong("%q is no number of that kind", text)
		}
		if o.MinValue != nil && n < *o.MinValue || o.MaxValue != nil && *o.MaxValue != 0 && n > *o.MaxValue {
			return wrong("%s is out of bounds", text)
		}
		return jsontext.Value(strconv.FormatFloat(n, 'f', -1, 64)), nil
	case AttachmentOption:
		id, err := r.file(a, text)
		return quote(id.String()), err
	default:
		id, err := r.entity(a, o.Type, text)
		return quote(id.String()), err
	}
}

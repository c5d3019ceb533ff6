package bot

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"vigil/commands"
)

// badOption is an option that Discord should not have let through: it was
// sent by something else, or by an older form of the command.
type badOption struct {
	key    string // of the words for it
	option string
	value  string
	limit  int
}

func (e *badOption) Error() string { return "option " + e.option + ": " + e.key }

// check holds the options against their declaration. What Discord checks too
// is checked again, since not everything that speaks to a bot is Discord's own
// program.
func check(spec *commands.Spec, r *commands.Request, completing bool) error {
	for name, value := range r.Options {
		i := slices.IndexFunc(spec.Options, func(o commands.Option) bool { return o.Name == name })
		if i < 0 {
			delete(r.Options, name)
			continue
		}
		o := &spec.Options[i]
		limit := o.Max
		if o.Kind != commands.Words || limit == 0 {
			limit = optionLimit
		}
		if utf8.RuneCountInString(value) > limit {
			return &badOption{"error.too_long", name, "", limit}
		}
		if completing {
			continue
		}
		if err := checkValue(o, value); err != nil {
			return err
		}
	}
	if completing {
		return nil
	}
	for i := range spec.Options {
		if o := &spec.Options[i]; o.Required && strings.TrimSpace(r.Options[o.Name]) == "" {
			return &badOption{"error.missing_option", o.Name, "", 0}
		}
	}
	return nil
}

// optionLimit is how long a typed option may be, in characters: Discord's own.
const optionLimit = 6000

func checkValue(o *commands.Option, value string) error {
	ok := true
	switch o.Kind {
	case commands.Number:
		n, err := strconv.Atoi(value)
		ok = err == nil && (o.Min == 0 && o.Max == 0 || n >= o.Min && (o.Max == 0 || n <= o.Max))
	case commands.Yes:
		ok = value == "true" || value == "false"
	case commands.Words:
		ok = len(o.Choices) == 0 || slices.Contains(o.Choices, value)
	}
	if !ok {
		return &badOption{"error.bad_value", o.Name, value, 0}
	}
	return nil
}

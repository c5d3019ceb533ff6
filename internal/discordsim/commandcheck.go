package discordsim

import (
	"strings"
	"unicode"
)

// Discord's limits of commands, in entries or characters.
const (
	maxCommands       = 100 // slash commands of one scope
	maxMenuCommands   = 15  // of each menu
	maxCommandName    = 32
	maxDescriptionLen = 100
	maxCommandSize    = 8000 // all names, descriptions and values together
	maxChoices        = 25
	maxChoiceText     = 100
	maxStringOption   = 6000
)

// checkCommands notes what is wrong with all commands of one scope.
func checkCommands(f form, list []*Command) {
	counts := map[int]int{}
	names := map[string]bool{}
	for i, cmd := range list {
		at := f.at(i)
		if cmd == nil {
			at.required()
			continue
		}
		checkCommand(at, cmd)
		counts[cmd.Type]++
		key := string(rune('0'+cmd.Type)) + cmd.Name
		if names[key] {
			at.at("name").add("APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")
		}
		names[key] = true
	}
	if counts[SlashCommand] > maxCommands || counts[UserCommand] > maxMenuCommands || counts[MessageCommand] > maxMenuCommands {
		f.add("BASE_TYPE_MAX_LENGTH", "Too many application commands")
	}
}

// checkCommand notes what is wrong with one command.
func checkCommand(f form, cmd *Command) {
	if cmd.Type == 0 {
		cmd.Type = SlashCommand
	}
	f.oneOf("type", cmd.Type, SlashCommand, UserCommand, MessageCommand, 4)
	if cmd.Type != SlashCommand {
		f.length("name", cmd.Name, 1, maxCommandName)
		if cmd.Description != "" {
			f.at("description").add("APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION", "Context menu commands cannot have a description")
		}
		if len(cmd.Options) > 0 {
			f.at("options").add("APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS", "Context menu commands cannot have options")
		}
		return
	}
	checkNames(f, cmd.Name, cmd.NameLocalizations)
	checkDescriptions(f, cmd.Description, cmd.DescriptionLocalizations)
	checkOptions(f, cmd.Options, 0)
	size := longest(cmd.Name, cmd.NameLocalizations) + longest(cmd.Description, cmd.DescriptionLocalizations) + optionsSize(cmd.Options)
	if size > maxCommandSize {
		f.add("APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (%d)", maxCommandSize)
	}
	for _, ctx := range cmd.Contexts {
		f.oneOf("contexts", ctx, 0, 1, 2)
	}
	for _, kind := range cmd.IntegrationTypes {
		f.oneOf("integration_types", kind, 0, 1)
	}
}

// checkOptions notes what is wrong with options. Depth is how many subcommands
// they are inside of.
func checkOptions(f form, list []Option, depth int) {
	f.count("options", len(list), 0, maxOptions)
	names := map[string]bool{}
	optional, subs := false, 0
	for i := range list {
		o := &list[i]
		at := f.at("options", i)
		at.oneOf("type", int(o.Type), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
		checkNames(at, o.Name, o.NameLocalizations)
		checkDescriptions(at, o.Description, o.DescriptionLocalizations)
		if names[o.Name] {
			at.at("name").add("APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Option name already exists")
		}
		names[o.Name] = true
		if o.Type == SubCommand || o.Type == SubCommandGroup {
			subs++
			if depth > 1 || depth == 1 && o.Type == SubCommandGroup {
				at.at("type").add("APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-command groups cannot be nested")
			}
			if o.Required {
				at.at("required").add("APPLICATION_COMMAND_SUBCOMMAND_REQUIRED", "A sub-command cannot be required")
			}
			next := depth + 1
			if o.Type == SubCommand {
				next = 2
			} else if len(o.Options) == 0 {
				at.at("options").required()
			}
			checkOptions(at, o.Options, next)
			continue
		}
		if o.Required && optional {
			at.add("APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "Required options must be placed before non-required options")
		}
		optional = optional || !o.Required
		checkOption(at, o)
	}
	if subs > 0 && subs < len(list) {
		f.at("options").add("APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-command and sub-command group option types are mutually exclusive to all other types")
	}
}

func checkOption(f form, o *Option) {
	text, number := o.Type == StringOption, o.Type == IntegerOption || o.Type == NumberOption
	f.count("choices", len(o.Choices), 0, maxChoices)
	if len(o.Choices) > 0 && !text && !number {
		f.at("choices").add("APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID", "This option type cannot have choices")
	}
	if o.Autocomplete && !text && !number {
		f.at("autocomplete").add("APPLICATION_COMMAND_AUTOCOMPLETE_INVALID", "This option type cannot have autocomplete")
	}
	if o.Autocomplete && len(o.Choices) > 0 {
		f.at("choices").add("APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES", "Autocomplete options cannot have choices")
	}
	checkChoices(f.at("choices"), o.Choices, o.Type)
	if (o.MinValue != nil || o.MaxValue != nil && *o.MaxValue != 0) && !number {
		f.add("APPLICATION_COMMAND_OPTION_MIN_MAX_INVALID", "min_value and max_value are for numbers only")
	}
	if (o.MinLength != nil || o.MaxLength != nil && *o.MaxLength != 0) && !text {
		f.add("APPLICATION_COMMAND_OPTION_LENGTH_INVALID", "min_length and max_length are for strings only")
	}
	if o.MinLength != nil && (*o.MinLength < 0 || *o.MinLength > maxStringOption) {
		f.at("min_length").add("NUMBER_TYPE_MAX", "int value should be between 0 and %d.", maxStringOption)
	}
	if o.MaxLength != nil && (*o.MaxLength < 1 || *o.MaxLength > maxStringOption) {
		f.at("max_length").add("NUMBER_TYPE_MAX", "int value should be between 1 and %d.", maxStringOption)
	}
}

// checkChoices notes what is wrong with choices, fixed or offered.
func checkChoices(f form, list []Choice, t OptionType) {
	for i, ch := range list {
		at := f.at(i)
		at.length("name", ch.Name, 1, maxChoiceText)
		for _, name := range ch.NameLocalizations {
			at.length("name_localizations", name, 1, maxChoiceText)
		}
		switch {
		case t == StringOption && ch.Value.Kind() != '"':
			at.at("value").add("STRING_TYPE_CONVERT", "Could not convert %q to string", string(ch.Value))
		case t == StringOption:
			at.length("value", ch.Text(), 1, maxChoiceText)
		case ch.Value.Kind() != '0':
			at.at("value").add("NUMBER_TYPE_COERCE", "Value %q is not a number", string(ch.Value))
		}
	}
}

func checkNames(f form, name string, others map[string]string) {
	f.length("name", name, 1, maxCommandName)
	if name != "" && !validName(name) {
		f.at("name").add("APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
	}
	for locale, name := range others {
		at := f.at("name_localizations")
		at.locale(locale)
		if !validName(name) || runes(name) > maxCommandName {
			at.at(locale).add("APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
		}
	}
}

func checkDescriptions(f form, text string, others map[string]string) {
	f.length("description", text, 1, maxDescriptionLen)
	for locale, text := range others {
		at := f.at("description_localizations")
		at.locale(locale)
		at.length(locale, text, 1, maxDescriptionLen)
	}
}

// locale checks that Discord has a client in the language.
func (f form) locale(code string) {
	switch code {
	case "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl",
		"pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja", "zh-TW", "ko", "ar", "he":
	default:
		f.at(code).add("BASE_TYPE_CHOICES", "Unknown locale %q", code)
	}
}

// validName is Discord's pattern ^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$,
// in lower case where there is one.
func validName(name string) bool {
	for _, r := range name {
		if r != '-' && r != '_' && r != '\'' && !unicode.In(r, unicode.L, unicode.N, unicode.Devanagari, unicode.Thai) {
			return false
		}
	}
	return name != "" && strings.ToLower(name) == name
}

// longest is the length of the longest of a text's localisations.
func longest(s string, others map[string]string) int {
	n := runes(s)
	for _, o := range others {
		n = max(n, runes(o))
	}
	return n
}

func optionsSize(list []Option) int {
	n := 0
	for _, o := range list {
		n += longest(o.Name, o.NameLocalizations) + longest(o.Description, o.DescriptionLocalizations) + optionsSize(o.Options)
		for _, ch := range o.Choices {
			n += longest(ch.Name, ch.NameLocalizations) + runes(ch.Text())
		}
	}
	return n
}

package discordsim

import (
	"github.com/go-json-experiment/json/jsontext"
)

// ComponentType is a kind of component, as Discord numbers them.
type ComponentType int

// The kinds of component.
const (
	ActionRow         ComponentType = 1
	Button            ComponentType = 2
	StringSelect      ComponentType = 3
	TextInput         ComponentType = 4
	UserSelect        ComponentType = 5
	RoleSelect        ComponentType = 6
	MentionableSelect ComponentType = 7
	ChannelSelect     ComponentType = 8
	Section           ComponentType = 9
	TextDisplay       ComponentType = 10
	Thumbnail         ComponentType = 11
	MediaGallery      ComponentType = 12
	FileComponent     ComponentType = 13
	Separator         ComponentType = 14
	Container         ComponentType = 17
	Label             ComponentType = 18
	FileUpload        ComponentType = 19
)

// LinkButton is the style of a button that opens an address.
const LinkButton = 5

// Component is any component of a message or a modal: which fields mean
// something depends on its type.
type Component struct {
	Type         ComponentType  `json:"type"`
	ID           int            `json:"id,omitzero"`
	CustomID     string         `json:"custom_id,omitzero"`
	Style        int            `json:"style,omitzero"`
	Label        string         `json:"label,omitzero"`
	Description  *string        `json:"description,omitzero"`
	Emoji        *Emoji         `json:"emoji,omitzero"`
	URL          string         `json:"url,omitzero"`
	SKU          ID             `json:"sku_id,omitzero"`
	Disabled     bool           `json:"disabled,omitzero"`
	Components   []Component    `json:"components,omitempty"`
	Component    *Component     `json:"component,omitzero"` // within a label
	Accessory    *Component     `json:"accessory,omitzero"` // beside a section
	Options      []SelectOption `json:"options,omitempty"`
	Placeholder  string         `json:"placeholder,omitzero"`
	MinValues    *int           `json:"min_values,omitzero"`
	MaxValues    *int           `json:"max_values,omitzero"`
	MinLength    *int           `json:"min_length,omitzero"`
	MaxLength    *int           `json:"max_length,omitzero"`
	Required     *bool          `json:"required,omitzero"`
	Value        string         `json:"value,omitzero"`
	Content      string         `json:"content,omitzero"`
	Media        *Media         `json:"media,omitzero"`
	File         *Media         `json:"file,omitzero"`
	Items        []GalleryItem  `json:"items,omitempty"`
	Spoiler      bool           `json:"spoiler,omitzero"`
	Divider      *bool          `json:"divider,omitzero"`
	Spacing      int            `json:"spacing,omitzero"`
	AccentColor  *int           `json:"accent_color,omitzero"` //nolint:misspell // Discord's word
	ChannelTypes []ChannelType  `json:"channel_types,omitempty"`
	Defaults     jsontext.Value `json:"default_values,omitzero"`
}

// Emoji is a picture on a button or an option.
type Emoji struct {
	ID       ID     `json:"id,omitzero"`
	Name     string `json:"name,omitzero"`
	Animated bool   `json:"animated,omitzero"`
}

// SelectOption is one line of a select.
type SelectOption struct {
	Label       string `json:"label"`
	Value       string `json:"value"`
	Description string `json:"description,omitzero"`
	Emoji       *Emoji `json:"emoji,omitzero"`
	Default     bool   `json:"default,omitzero"`
}

// Media is a picture or a file by its address.
type Media struct {
	URL string `json:"url"`
}

// GalleryItem is one picture of a gallery.
type GalleryItem struct {
	Media       Media  `json:"media"`
	Description string `json:"description,omitzero"`
	Spoiler     bool   `json:"spoiler,omitzero"`
}

// Discord's limits of components, in characters or entries.
const (
	maxComponents  = 40 // of a message, nested ones included
	maxRows        = 5  // of a message without the flag of the newer components
	maxButtons     = 5
	maxCustomID    = 100
	maxButtonLabel = 80
	maxOptions     = 25
	maxOptionText  = 100
	maxPlaceholder = 150
	maxURL         = 512
	maxText        = 4000 // of all text displays together
	maxModalTitle  = 45
	maxModalRows   = 5
	maxInput       = 4000
	maxInputLabel  = 45
	maxUploads     = 10
)

// layout walks components and notes what is wrong with them.
type layout struct {
	newer bool // the message has the flag of the newer components
	modal bool
	seen  map[string]bool // custom IDs
	count int
	text  int
}

// checkComponents notes what is wrong with a message's components and numbers
// them as Discord does.
func checkComponents(f form, list []Component, newer bool) {
	if len(list) == 0 {
		return
	}
	l := layout{newer: newer, seen: make(map[string]bool, 8)}
	if !newer {
		f.count("components", len(list), 0, maxRows)
	}
	for i := range list {
		c := &list[i]
		at := f.at("components", i)
		if newer {
			at.oneOf("type", int(c.Type), 1, 9, 10, 12, 13, 14, 17)
		} else {
			at.oneOf("type", int(c.Type), 1)
		}
		l.check(at, c)
	}
	if l.count > maxComponents {
		f.at("components").add("COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
			"The total number of components cannot exceed %d", maxComponents)
	}
	if l.text > maxText {
		f.at("components").add("COMPONENT_TEXT_MAX_LENGTH", "The total text cannot exceed %d characters", maxText)
	}
}

// check looks at one component and those inside it.
func (l *layout) check(f form, c *Component) {
	l.count++
	if c.ID == 0 {
		c.ID = l.count
	}
	switch c.Type {
	case ActionRow:
		l.row(f, c)
	case Button:
		l.button(f, c)
	case StringSelect, UserSelect, RoleSelect, MentionableSelect, ChannelSelect:
		l.selectMenu(f, c)
	case TextInput:
		l.input(f, c)
	case TextDisplay:
		f.length("content", c.Content, 1, maxText)
		l.text += runes(c.Content)
	case Section:
		f.count("components", len(c.Components), 1, 3)
		l.within(f, c, TextDisplay)
		if c.Accessory == nil {
			f.at("accessory").required()
		} else {
			f.at("accessory").oneOf("type", int(c.Accessory.Type), 2, 11)
			l.check(f.at("accessory"), c.Accessory)
		}
	case Container:
		l.within(f, c, ActionRow, Section, TextDisplay, MediaGallery, FileComponent, Separator)
	case MediaGallery:
		f.count("items", len(c.Items), 1, 10)
		for i, it := range c.Items {
			f.at("items", i).length("description", it.Description, 0, 1024)
			f.at("items", i, "media").checkURL("url", it.Media.URL, []string{})
		}
	case Thumbnail:
		if c.Media == nil {
			f.at("media").required()
		}
	case FileComponent:
		if c.File == nil {
			f.at("file").required()
		}
	case Label:
		f.length("label", c.Label, 1, maxInputLabel)
		if c.Description != nil {
			f.length("description", *c.Description, 0, 100)
		}
		if c.Component == nil {
			f.at("component").required()
			return
		}
		f.at("component").oneOf("type", int(c.Component.Type), 3, 4, 5, 6, 7, 8, 19, 21, 22, 23)
		l.check(f.at("component"), c.Component)
	case FileUpload:
		l.customID(f, c)
		l.bounds(f, c, maxUploads)
	}
}

func (l *layout) within(f form, c *Component, kinds ...ComponentType) {
	known := make([]int, len(kinds))
	for i, k := range kinds {
		known[i] = int(k)
	}
	for i := range c.Components {
		at := f.at("components", i)
		at.oneOf("type", int(c.Components[i].Type), known...)
		l.check(at, &c.Components[i])
	}
}

// row holds either up to five buttons or one select; in a modal, one input.
func (l *layout) row(f form, c *Component) {
	switch {
	case len(c.Components) == 0:
		f.count("components", 0, 1, maxButtons)
	case l.modal:
		f.count("components", len(c.Components), 1, 1)
		l.within(f, c, TextInput)
	case c.Components[0].Type == Button:
		f.count("components", len(c.Components), 1, maxButtons)
		l.within(f, c, Button)
	default:
		f.count("components", len(c.Components), 1, 1)
		l.within(f, c, Button, StringSelect, UserSelect, RoleSelect, MentionableSelect, ChannelSelect)
	}
}

func (l *layout) customID(f form, c *Component) {
	f.length("custom_id", c.CustomID, 1, maxCustomID)
	if c.CustomID == "" {
		return
	}
	if l.seen[c.CustomID] {
		f.at("custom_id").add("COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
	}
	l.seen[c.CustomID] = true
}

func (l *layout) button(f form, c *Component) {
	f.oneOf("style", c.Style, 1, 2, 3, 4, 5, 6)
	f.length("label", c.Label, 0, maxButtonLabel)
	switch c.Style {
	case LinkButton:
		if c.CustomID != "" {
			f.at("custom_id").add("BASE_TYPE_INVALID", "A link button cannot have a custom id")
		}
		if c.URL == "" {
			f.at("url").required()
		}
		f.checkURL("url", c.URL, nil)
		f.length("url", c.URL, 0, maxURL)
	case 6:
	default:
		l.customID(f, c)
	}
	if c.Label == "" && c.Emoji == nil && c.Style != 6 {
		f.add("BUTTON_COMPONENT_INVALID", "A button needs a label or an emoji")
	}
}

func (l *layout) selectMenu(f form, c *Component) {
	l.customID(f, c)
	f.length("placeholder", c.Placeholder, 0, maxPlaceholder)
	most := l.bounds(f, c, maxOptions)
	if c.Type != StringSelect {
		checkDefaults(f, c, most)
		return
	}
	f.count("options", len(c.Options), 1, maxOptions)
	values := make(map[string]bool, len(c.Options))
	chosen := 0
	for i, o := range c.Options {
		at := f.at("options", i)
		at.length("label", o.Label, 1, maxOptionText)
		at.length("value", o.Value, 1, maxOptionText)
		at.length("description", o.Description, 0, maxOptionText)
		if values[o.Value] {
			at.at("value").add("SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is already used")
		}
		values[o.Value] = true
		if o.Default {
			chosen++
		}
	}
	if most > len(c.Options) && len(c.Options) > 0 {
		f.at("max_values").add("SELECT_COMPONENT_MAX_VALUES", "max_values cannot exceed the number of options")
	}
	if chosen > most {
		f.at("options").add("SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES", "Too many default options")
	}
}

// bounds notes what is wrong with how much may be chosen of at most limit, and
// says how much that is.
func (l *layout) bounds(f form, c *Component, limit int) (most int) {
	least, most := 1, 1
	if c.MinValues != nil {
		least = *c.MinValues
	}
	if c.MaxValues != nil {
		most = *c.MaxValues
	}
	c.MinValues, c.MaxValues = &least, &most
	if least < 0 || least > limit {
		f.at("min_values").add("NUMBER_TYPE_MAX", "int value should be between 0 and %d.", limit)
	}
	if most < 1 || most > limit {
		f.at("max_values").add("NUMBER_TYPE_MAX", "int value should be between 1 and %d.", limit)
	}
	if least > most {
		f.at("max_values").add("SELECT_COMPONENT_MAX_VALUES", "max_values cannot be less than min_values")
	}
	if l.modal && least == 0 && (c.Required == nil || *c.Required) {
		f.at("min_values").add("SELECT_COMPONENT_MIN_VALUES", "min_values cannot be 0 where an answer is required")
	}
	return most
}

// checkDefaults notes what is wrong with the things that a select has chosen
// already.
func checkDefaults(f form, c *Component, most int) {
	if len(c.Defaults) == 0 {
		return
	}
	var chosen []struct {
		ID   ID     `json:"id"`
		Type string `json:"type"`
	}
	if err := decode(c.Defaults, &chosen); err != nil {
		f.at("default_values").add("BASE_TYPE_BAD_TYPE", "default_values are of the wrong shape")
		return
	}
	if len(chosen) > most {
		f.at("default_values").add("SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES", "Too many default values")
	}
	for i, d := range chosen {
		ok := d.ID != 0
		switch c.Type {
		case UserSelect:
			ok = ok && d.Type == "user"
		case RoleSelect:
			ok = ok && d.Type == "role"
		case ChannelSelect:
			ok = ok && d.Type == "channel"
		case MentionableSelect:
			ok = ok && (d.Type == "user" || d.Type == "role")
		}
		if !ok {
			f.at("default_values", i).add("SELECT_COMPONENT_INVALID_DEFAULT_VALUE_TYPE", "A default value does not fit the select")
		}
	}
}

func (l *layout) input(f form, c *Component) {
	l.customID(f, c)
	f.oneOf("style", c.Style, 1, 2)
	f.length("placeholder", c.Placeholder, 0, 100)
	f.length("value", c.Value, 0, maxInput)
	f.length("label", c.Label, 0, maxInputLabel)
	most := maxInput
	if c.MaxLength != nil {
		most = *c.MaxLength
		if most < 1 || most > maxInput {
			f.at("max_length").add("NUMBER_TYPE_MAX", "int value should be between 1 and %d.", maxInput)
		}
	}
	if c.MinLength != nil && (*c.MinLength < 0 || *c.MinLength > most) {
		f.at("min_length").add("NUMBER_TYPE_MAX", "int value should be between 0 and %d.", most)
	}
	if runes(c.Value) > most {
		f.at("value").add("BASE_TYPE_MAX_LENGTH", "Must be %d or fewer in length.", most)
	}
}

// each calls f for a component and all those inside it.
func each(list []Component, f func(*Component)) {
	for i := range list {
		c := &list[i]
		f(c)
		each(c.Components, f)
		if c.Component != nil {
			each([]Component{*c.Component}, f)
		}
		if c.Accessory != nil {
			each([]Component{*c.Accessory}, f)
		}
	}
}

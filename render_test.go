package main

import (
	"fmt"
	"strings"

	"vigil/internal/discordsim"
)

// renderForm is a form as text: its fields with what stands in them.
func renderForm(m *discordsim.Modal) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("[form] %s", m.Title)
	for _, f := range m.Fields() {
		mark := ""
		if f.Required == nil || *f.Required {
			mark = " *"
		}
		line("~ %s%s", f.Label, mark)
		if f.Description != "" {
			line("(%s)", f.Description)
		}
		if v := m.Value(f.CustomID); v != "" {
			line("%s", v)
		}
		for _, o := range f.Options {
			mark := " "
			if o.Default {
				mark = "*"
			}
			line(" %s %s [%s]", mark, o.Label, o.Value)
		}
	}
	return b.String()
}

// render is a message as text: who sees it, its words, and its controls.
func render(m *discordsim.Message) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	if m.For != nil {
		line("to %s alone", m.For.Name)
	} else {
		line("to all")
	}
	if m.Content != "" {
		line("%s", m.Content)
	}
	for _, e := range m.Embeds {
		line("[card %06x] %s", e.Colour, e.Title)
		if e.URL != "" {
			line("%s", e.URL)
		}
		if e.Description != "" {
			line("%s", e.Description)
		}
		for _, f := range e.Fields {
			line("~ %s\n%s", f.Name, f.Value)
		}
		if e.Footer != nil {
			line("-- %s", e.Footer.Text)
		}
	}
	for _, a := range m.Attachments {
		line("[file %s] %s", a.Filename, a.Description)
	}
	var buttons []string
	for _, c := range m.Buttons() {
		label := "(" + c.Label + ")"
		if c.Disabled {
			label += " off"
		}
		if c.URL != "" {
			label += " " + c.URL
		}
		buttons = append(buttons, label)
	}
	if len(buttons) > 0 {
		line("%s", strings.Join(buttons, " "))
	}
	for _, c := range m.Selects() {
		line("<%s>", c.Placeholder)
		for _, o := range c.Options {
			mark, note := " ", ""
			if o.Default {
				mark = "*"
			}
			if o.Description != "" {
				note = " — " + o.Description
			}
			line(" %s %s [%s]%s", mark, o.Label, o.Value, note)
		}
	}
	return b.String()
}

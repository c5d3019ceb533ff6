package discordsim

import (
	"errors"
	"testing"
)

func TestFormsAreCheckedAsDiscordDoes(t *testing.T) {
	t.Parallel()
	yes, no, none, two, eleven := true, false, 0, 2, 11
	label := func(c Component) Component { return Component{Type: Label, Label: "a", Component: &c} }
	options := []SelectOption{{Label: "One", Value: "1"}, {Label: "Two", Value: "2"}}
	for name, tt := range map[string]struct {
		part  Component
		fault string
	}{
		"text":                       {label(Component{Type: TextInput, CustomID: "a", Style: 1}), ""},
		"a select without an answer": {label(Component{Type: StringSelect, CustomID: "a", Options: options, MinValues: &none, MaxValues: &two, Required: &no}), ""},
		"one that needs an answer": {label(Component{Type: StringSelect, CustomID: "a", Options: options, MinValues: &none, Required: &yes}),
			"SELECT_COMPONENT_MIN_VALUES"},
		"one that needs it unsaid": {label(Component{Type: StringSelect, CustomID: "a", Options: options, MinValues: &none}), "SELECT_COMPONENT_MIN_VALUES"},
		"a file":                   {label(Component{Type: FileUpload, CustomID: "a", Required: &yes}), ""},
		"too many files":           {label(Component{Type: FileUpload, CustomID: "a", MaxValues: &eleven}), "NUMBER_TYPE_MAX"},
		"nothing in a label":       {Component{Type: Label, Label: "a"}, "BASE_TYPE_REQUIRED"},
		"a button in a label":      {label(Component{Type: Button, CustomID: "a", Label: "x", Style: 1}), "BASE_TYPE_CHOICES"},
	} {
		f := newForm()
		m := modalData{CustomID: "x", Title: "x", Components: []Component{tt.part}}
		m.check(f)
		var refused *apiError
		got := ""
		if errors.As(f.err(), &refused) && len(refused.Fields) > 0 {
			got = refused.Fields[0].Code
		}
		if got != tt.fault {
			t.Errorf("%s: %q, want %q (%v)", name, got, tt.fault, f.err())
		}
	}
}

// What the bot chose in a form can be taken back.
func TestChoosingNothingInAForm(t *testing.T) {
	t.Parallel()
	c := Component{Type: StringSelect, CustomID: "a", Options: []SelectOption{{Label: "One", Value: "1", Default: true}}, Required: new(bool)}
	m := &Modal{Components: []Component{{Type: Label, Label: "A", Component: &c}}, asked: &Exchange{}}
	submitted := func(m *Modal) any {
		t.Helper()
		v, err := m.submitted(Actor{}, &c, newResolved())
		if err != nil {
			t.Fatal(err)
		}
		return v["values"]
	}
	if got := submitted(m).([]string); len(got) != 1 {
		t.Errorf("left alone: %v", got)
	}
	none, err := m.Choose("A")
	if err != nil {
		t.Fatal(err)
	}
	if got := submitted(none).([]string); len(got) != 0 {
		t.Errorf("taken back: %v", got)
	}
}

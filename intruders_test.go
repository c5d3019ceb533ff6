package main

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"vigil/internal/discordsim"
	"vigil/store"
)

// TestIntruders tries every way into what curators and administrators can do,
// as each kind of person who may not go it: the commands themselves, and every
// button, select and form that a curator and an administrator are shown. All
// are refused in private, and nothing in the database is another thing
// afterwards. A command that is new is covered without being named here.
func TestIntruders(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.load(fictional())
	home, elsewhere := s.sim.Servers()[0], s.sim.Servers()[2]
	xenia := s.sim.AddUser("Xenia")
	elsewhere.Join(xenia)
	elsewhere.Give(xenia, elsewhere.AddRole("Curators there", discordsim.ManageMessages|discordsim.ManageServer))
	s.start()

	cyrus, ada := s.in("cyrus", "#ask"), s.in("ada", "#ask")
	curating := collect(s, cyrus, "curate")
	setting := collect(s, ada, "setup")
	if len(curating.lines) < 26 || len(curating.forms) < 12 || len(curating.controls) < 40 || len(setting.lines) < 8 || len(setting.controls) < 8 {
		t.Fatalf("too little was found to try: %s; %s", curating, setting)
	}
	before := everything(s)

	both := func(who discordsim.Actor, how string) func() {
		return func() {
			curating.refused(s, who, how)
			setting.refused(s, who, how)
		}
	}
	tries := []struct {
		who string
		try func()
	}{
		{"a member", both(s.in("mina", "#ask"), "")},
		{"a member in direct messages", both(s.in("mina", "dm"), "")},
		{"a curator of another server", both(s.sim.As(xenia).In(elsewhere.Channels()[0]), "foreign")},
		{"an administrator of a server that only reads", func() { curating.refused(s, s.in("ada", "#پرسش"), "") }},
		{"the curator in direct messages", func() { curating.refused(s, s.in("cyrus", "dm"), "") }},
		{"the curator, setting up", func() { setting.refused(s, cyrus, "") }},
		{"the curator, with something else in what they send", func() { curating.refused(s, cyrus, "tampered") }},
		{"the curator whose role was taken away", func() {
			role := home.RolesOf(cyrus.User())
			home.Take(cyrus.User(), role...)
			curating.refused(s, cyrus, "")
			home.Give(cyrus.User(), role...)
		}},
		{"the curator, two days later", func() {
			s.sim.Clock().Advance(48 * time.Hour)
			curating.refused(s, cyrus, "stale")
		}},
	}
	for _, x := range tries {
		x.try()
		if after := everything(s); after != before {
			t.Errorf("%s changed something:\n%s", x.who, difference(before, after))
		}
		if t.Failed() {
			t.Fatalf("tried as %s", x.who)
		}
	}
}

// ways are the ways into what a command can do.
type ways struct {
	lines    []discordsim.Line
	controls []control
	forms    []*discordsim.Modal
}

func (all ways) String() string {
	return fmt.Sprintf("%d commands, %d controls, %d forms", len(all.lines), len(all.controls), len(all.forms))
}

// control is a button, or a select with a value to choose.
type control struct {
	label, id string
	values    []string
}

// collect runs each subcommand of a command once, fills in what it asks, and
// gathers what it shows, without pressing any of it.
func collect(s *stage, who discordsim.Actor, command string) (all ways) {
	s.t.Helper()
	w := walk{stage: s, who: who, typed: map[string]bool{}, few: true, private: true}
	for _, cmd := range who.Commands() {
		if cmd.Name != command || cmd.Type != discordsim.SlashCommand {
			continue
		}
		for _, path := range paths(cmd.Options) {
			line := discordsim.Line{Command: cmd, Path: path}
			for _, o := range line.Fields() {
				switch {
				case o.Name == "person":
					line.Options = append(line.Options, discordsim.Given{Name: o.Name, Value: "fic-01-arvand-nemoonehpour"})
				case o.Name == "into":
					line.Options = append(line.Options, discordsim.Given{Name: o.Name, Value: "fic-02-setareh-khiali"})
				case o.Required:
					values := w.values(line, o)
					line.Options = append(line.Options, discordsim.Given{Name: o.Name, Value: values[len(values)-1]})
				}
			}
			all.lines = append(all.lines, line)
			if slices.ContainsFunc(line.Fields(), func(o discordsim.Option) bool { return o.Name == "channel" }) { // the screen of one has more to press
				line.Options = append(line.Options, discordsim.Given{Name: "channel", Value: who.Channel().Name()})
			}
			ex, err := who.With(walkFiles()).Send(s.within(), line)
			if err != nil {
				s.t.Fatalf("%s: %v", lineName(line), err)
			}
			m, err := ex.Reply(s.within())
			if errors.Is(err, discordsim.ErrForm) {
				form := filled(s, ex.Form())
				all.forms = append(all.forms, form)
				if ex, err = form.Submit(s.within()); err != nil {
					s.t.Fatalf("%s: %v", lineName(line), err)
				}
				m, err = ex.Reply(s.within())
			}
			if err != nil {
				s.t.Fatalf("%s: %v; log:\n%s", lineName(line), err, s.log)
			}
			for _, b := range m.Buttons() {
				if b.URL == "" {
					all.controls = append(all.controls, control{b.Label, b.CustomID, nil})
				}
			}
			for _, c := range m.Selects() {
				if len(c.Options) > 0 {
					all.controls = append(all.controls, control{c.Placeholder, c.CustomID, []string{c.Options[0].Value}})
				}
			}
		}
	}
	return all
}

// filled is a form with something in each field that needs it.
func filled(s *stage, form *discordsim.Modal) *discordsim.Modal {
	s.t.Helper()
	form = form.By(walkFiles())
	for _, f := range form.Fields() {
		value := ""
		switch f.Type {
		case discordsim.TextInput:
			if f.Value != "" {
				continue
			}
			value = "2022"
		case discordsim.FileUpload:
			value = walkFile
		case discordsim.StringSelect:
			value = f.Options[0].Value
		default:
			continue
		}
		var err error
		if form, err = form.Choose(f.CustomID, value); err != nil {
			s.t.Fatal(err)
		}
	}
	return form
}

// refused goes each way as who, and wants it refused in private. How is
// "tampered", where the ids are changed by a letter; "stale", where what never
// expires is left out; or "foreign". With any of them the commands are left
// out, since they are typed anew.
func (all ways) refused(s *stage, who discordsim.Actor, how string) {
	s.t.Helper()
	want := func(what string, ex *discordsim.Exchange, err error) {
		s.t.Helper()
		if err != nil {
			s.t.Errorf("%s: could not be tried: %v", what, err)
			return
		}
		m, err := ex.Reply(s.within())
		if err != nil {
			s.t.Errorf("%s: %v", what, err)
			return
		}
		private := m.For == who.User() || who.Channel().Server == nil
		if !private || len(m.Embeds) != 1 || len(m.Components) > 0 || !strings.Contains(m.Embeds[0].Title, refusalTitle) && !strings.Contains(m.Embeds[0].Title, refusalTitleFa) {
			s.t.Errorf("%s is not refused:\n%s", what, render(m))
		}
	}
	if how == "" {
		for _, line := range all.lines {
			ex, err := who.With(walkFiles()).Send(s.within(), line)
			want(lineName(line), ex, err)
			for _, o := range line.Fields() {
				if !o.Autocomplete {
					continue
				}
				typing := line
				if !slices.ContainsFunc(line.Options, func(g discordsim.Given) bool { return g.Name == o.Name }) {
					typing.Options = slices.Concat(line.Options, given(o.Name, ""))
				}
				choices, err := who.Suggest(s.within(), typing, o.Name)
				if err != nil || len(choices) > 0 {
					s.t.Errorf("%s %s is completed: %v, %v", lineName(line), o.Name, choices, err)
				}
			}
		}
	}
	seen := s.ask(who, "/help") // a message to press something on
	for _, c := range all.controls {
		id := c.id
		if how == "tampered" {
			id = tampered(id)
		}
		if how == "stale" && !expires(id) {
			continue // it leads to the present record, whenever it is pressed
		}
		ex, err := who.Forge(s.within(), seen, id, c.values...)
		want("pressing "+c.label, ex, err)
	}
	for _, form := range all.forms {
		f := *form
		if how == "tampered" {
			f.CustomID = tampered(f.CustomID)
		}
		ex, err := f.Of(who).By(walkFiles()).Submit(s.within())
		want("sending the form "+form.Title, ex, err)
	}
}

// The title of a refusal, as the catalogue has it.
const (
	refusalTitle   = "Not possible"
	refusalTitleFa = "انجام نشد"
)

// expires reports whether a custom_id does, by its flags.
func expires(id string) bool {
	raw, err := base64.RawURLEncoding.DecodeString(id[1:])
	return err == nil && raw[0]&2 != 0
}

// tampered is a custom_id with another letter in its middle.
func tampered(id string) string {
	b := []byte(id)
	i := len(b) / 2
	if b[i] == 'A' {
		b[i] = 'B'
	} else {
		b[i] = 'A'
	}
	return string(b)
}

// everything is the whole record and its audit trail.
func everything(s *stage) string {
	s.t.Helper()
	db := s.open()
	book, err := db.Servers().Casebook(s.t.Context(), store.Main)
	if err != nil {
		s.t.Fatal(err)
	}
	var all bytes.Buffer
	if err := db.Curation().Export(s.t.Context(), book.ID, &all); err != nil {
		s.t.Fatal(err)
	}
	if err := db.Curation().Audit(s.t.Context(), book.ID, &all); err != nil {
		s.t.Fatal(err)
	}
	for _, g := range s.sim.Servers() {
		server, access, err := db.Servers().Of(s.t.Context(), g.ID.String())
		if err != nil {
			s.t.Fatal(err)
		}
		channels, err := db.Channels().Of(s.t.Context(), g.ID.String())
		if err != nil {
			s.t.Fatal(err)
		}
		fmt.Fprintf(&all, "%+v %+v %+v\n", server, access, channels)
	}
	return all.String()
}

// difference is the first line in which two texts differ.
func difference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return "-" + x[i] + "\n+" + y[i]
		}
	}
	return fmt.Sprintf("%d lines and %d", len(x), len(y))
}

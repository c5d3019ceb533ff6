package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"vigil/internal/discordsim"
)

// walk goes through what somebody can reach: each command and subcommand that
// they are offered, each entry of a message's menu, each option with each kind
// of value, all that is suggested, each button, select and page of each answer,
// and each form, filled in and sent. What is new is covered without being named.
type walk struct {
	*stage
	who     discordsim.Actor
	seen    map[string]bool // answers that were followed
	typed   map[string]bool
	answers int
	forms   int
	leaks   []string
	few     bool // only some of the probes, where much is reached
	private bool // what curators' commands tell the curator alone is theirs to see
	each    int  // interactions with one command and all it leads to; 0: no bound
	left    int  // of those, how many may yet be made
}

// all tries every command.
func (w *walk) all() {
	for _, cmd := range w.who.Commands() {
		switch cmd.Type {
		case discordsim.SlashCommand:
			for _, path := range paths(cmd.Options) {
				w.command(discordsim.Line{Command: cmd, Path: path})
			}
		case discordsim.MessageCommand:
			w.menu(cmd)
		}
	}
}

// paths are those of the subcommands among the options, or the empty one.
func paths(options []discordsim.Option) [][]string {
	var all [][]string
	for _, o := range options {
		if o.Type != discordsim.SubCommand && o.Type != discordsim.SubCommandGroup {
			break
		}
		for _, rest := range paths(o.Options) {
			all = append(all, append([]string{o.Name}, rest...))
		}
	}
	if all == nil {
		return [][]string{nil}
	}
	return all
}

// command tries one command or subcommand.
func (w *walk) command(line discordsim.Line) {
	w.left = w.each
	var required []discordsim.Given
	for _, o := range line.Fields() {
		if o.Required {
			required = append(required, discordsim.Given{Name: o.Name, Value: w.values(line, o)[0]})
		}
	}
	w.send(line, required)
	for _, o := range line.Fields() {
		for _, v := range w.values(line, o) {
			all := given(o.Name, v)
			for _, r := range required {
				if r.Name != o.Name {
					all = append(all, r)
				}
			}
			w.send(line, all)
		}
	}
}

// given is one option filled in.
func given(option, value string) []discordsim.Given {
	return []discordsim.Given{{Name: option, Value: value}}
}

// probes are what is typed.
func (w *walk) probes() []string {
	if w.few {
		return []string{"arvand", "Draftelgromp", "2022"}
	}
	return []string{"arvand", "gromp", "Draftelgromp", "Aliasgromp", "Chargegromp", "Farzburg", "Penhan", "ZW", "XX", "2031", "2022", "film", "س"}
}

// questions are what is asked in words: about all that is confidential of
// somebody, by what it is and by what it says.
func (w *walk) questions() []string {
	if w.few {
		return []string{"Who is Arvand Nemoonehpour's lawyer?", "Tell me everything about Arvand Nemoonehpour"}
	}
	all := []string{
		"Who is Draftelgromp Draft?", "What is Embargoedgromp's sentence?", "Who is tracked in Zimbabwe?", "How many people are tracked here?",
		"Who made Workgromp?", "Who won the Awardgromp?", "How many people were charged with Chargegromp?", "Who was sentenced in 2031?",
		"Who is the longest held?", "List all lawyers", "Which people are represented by Penhan?", "چه کسانی در زندان‌اند؟",
	}
	for _, name := range []string{"Arvand Nemoonehpour", "Setareh Khiali", "آروند نمونه‌پور"} {
		for _, question := range []string{
			"Tell me everything about %s", "Who is %s's lawyer?", "Is %s represented by Peoplegromp?", "Is Penhan the lawyer of %s?",
			"Where is %s now?", "Does %s live in Farzburg?", "What is %s also called?", "Is %s called Aliasgromp?",
			"What was %s charged with?", "Was %s charged with Chargegromp?", "What happened to %s in July 2031?", "What did %s do on 2031-07-05?",
			"Which works did %s make?", "Which prizes did %s win?", "What is %s's profession?", "Which court sentenced %s in 2031?",
			"What are the sources on %s?", "Is there a note on the status of %s?", "وکیل %s کیست؟", "%s کجاست؟", "حکم %s چیست؟", "اتهام‌های %s چیست؟",
		} {
			all = append(all, fmt.Sprintf(question, name))
		}
	}
	return all
}

// values are what an option is tried with.
func (w *walk) values(line discordsim.Line, o discordsim.Option) []string {
	var values []string
	for _, c := range o.Choices {
		values = append(values, c.Text())
	}
	switch {
	case len(values) > 0:
		return values
	case o.Type == discordsim.BooleanOption:
		return []string{"true"}
	case o.Type == discordsim.AttachmentOption:
		return []string{walkFile}
	case o.Type == discordsim.RoleOption:
		return []string{"Curators"}
	case o.Type == discordsim.ChannelOption:
		return []string{w.who.Channel().Name()}
	case o.Type != discordsim.StringOption:
		return []string{"1"}
	}
	values = append(values, w.probes()...)
	if o.Name == "question" {
		return append(values, w.questions()...)
	}
	if !o.Autocomplete {
		return values
	}
	for _, typed := range append(w.probes(), "") {
		line.Options = given(o.Name, typed)
		if o.Name != "person" {
			line.Options = append(line.Options, discordsim.Given{Name: "person", Value: "fic-01-arvand-nemoonehpour"})
			if !slices.ContainsFunc(line.Fields(), func(f discordsim.Option) bool { return f.Name == "person" }) {
				line.Options = line.Options[:1]
			}
		}
		choices, err := w.who.Suggest(w.within(), line, o.Name)
		if err != nil {
			w.t.Errorf("completing %s %s:%s: %v", lineName(line), o.Name, typed, err)
		}
		for _, c := range choices {
			if !w.theirs(line.Command.Name) {
				w.look(fmt.Sprintf("completing %s %s:%s", lineName(line), o.Name, typed), c.Name+" "+c.Text())
			}
			values = append(values, c.Text())
		}
		if w.few && len(values) > 8 {
			return values[:8]
		}
	}
	return values
}

// walkFile is a file that the walker has at hand.
const walkFile = "gromp.json"

func walkFiles() discordsim.File {
	return discordsim.File{Name: walkFile, Type: "application/json", Data: []byte(`{"format": "vigil-casebook/1", "casefiles": [` +
		`{"slug": "walked-in", "person": {"name": "Walked In"}}]}`)}
}

// lineName is a command with its subcommands.
func lineName(l discordsim.Line) string {
	return "/" + strings.Join(append([]string{l.Command.Name}, l.Path...), " ")
}

// theirs reports whether what that command shows in private may hold anything.
func (w *walk) theirs(command string) bool { return w.private && command == "curate" }

// send sends a command and follows the answer.
func (w *walk) send(line discordsim.Line, given []discordsim.Given) {
	if !w.more() {
		return
	}
	what := lineName(line)
	for _, g := range given {
		what += " " + g.Name + ":" + g.Value
		if len(g.Value) > 8 && strings.Contains(g.Value, " ") || strings.HasPrefix(g.Value, "fic-") {
			w.typed[g.Value] = true
		}
	}
	line.Options = given
	ex, err := w.who.With(walkFiles()).Send(w.within(), line)
	var composer *discordsim.ComposerError
	if errors.As(err, &composer) {
		return // Discord doesn't let it be sent
	}
	if err != nil {
		w.t.Fatalf("%s: %v", what, err)
	}
	w.follow(line.Command.Name, what, ex, 0)
}

// more counts an interaction against those that a command may have.
func (w *walk) more() bool {
	if w.each == 0 {
		return true
	}
	w.left--
	return w.left >= 0
}

// menu uses an entry of a message's menu on a message with a link.
func (w *walk) menu(cmd *discordsim.Command) {
	w.left = w.each
	m, err := w.who.Say("news about Aliasgromp: https://example.invalid/" + cmd.Name)
	if err != nil {
		w.t.Fatal(err)
	}
	ex, err := w.who.Menu(w.within(), cmd.Name, m)
	if err != nil {
		w.t.Fatalf("menu %s: %v", cmd.Name, err)
	}
	w.follow(cmd.Name, "menu "+cmd.Name, ex, 0)
}

// follow looks at an answer and tries all that it offers. top is the command
// that it all began with.
func (w *walk) follow(top, what string, ex *discordsim.Exchange, depth int) {
	m, err := ex.Reply(w.within())
	if errors.Is(err, discordsim.ErrForm) {
		w.fill(top, what, ex.Form(), depth)
		return
	}
	if errors.Is(err, discordsim.ErrDeleted) {
		return // withdrawn on the way
	}
	if err != nil {
		w.t.Fatalf("%s: %v; log:\n%s", what, err, w.log)
	}
	w.answers++
	text := render(m)
	if m.For == nil || !w.theirs(top) {
		w.look(what, text)
	}
	if w.seen[text] || depth > 12 || w.few && depth > 5 {
		return
	}
	w.seen[text] = true
	try := func(how string, do func(context.Context) (*discordsim.Exchange, error)) {
		if !w.more() {
			return
		}
		ex, err := do(w.within())
		if err != nil {
			w.t.Fatalf("%s, %s: %v", what, how, err)
		}
		if ex != nil {
			w.follow(top, what+", "+how, ex, depth+1)
		}
	}
	for _, b := range m.Buttons() {
		if !b.Disabled && b.URL == "" {
			try(b.Label, func(ctx context.Context) (*discordsim.Exchange, error) {
				now := w.again(m)
				if now == nil || !slices.ContainsFunc(now.Buttons(), func(c discordsim.Component) bool { return c.Label == b.Label && !c.Disabled }) {
					return nil, nil // what was pressed before took it away
				}
				return now.Press(ctx, b.Label)
			})
		}
	}
	for _, c := range m.Selects() {
		for _, value := range w.choices(c) {
			try(value, func(ctx context.Context) (*discordsim.Exchange, error) {
				now := w.again(m)
				if now == nil {
					return nil, nil
				}
				for _, menu := range now.Selects() { // its name may have changed with the language
					if menu.Type == c.Type && len(menu.Options) == len(c.Options) && slices.Contains(w.choices(menu), value) {
						return now.Select(ctx, menu.CustomID, value)
					}
				}
				return nil, nil // the page was turned meanwhile
			})
		}
	}
}

// choices are what can be chosen in a select.
func (w *walk) choices(c discordsim.Component) []string {
	var values []string
	switch c.Type {
	case discordsim.RoleSelect:
		return []string{"Curators"}
	case discordsim.ChannelSelect:
		return []string{w.who.Channel().Name()}
	}
	for _, o := range c.Options {
		values = append(values, o.Value)
	}
	if w.few && len(values) > 2 {
		values = values[:2]
	}
	return values
}

// fill looks at a form, fills it in and sends it: as it stands with what is
// missing, and with a date in each text.
func (w *walk) fill(top, what string, form *discordsim.Modal, depth int) {
	w.forms++
	if !w.theirs(top) {
		w.look(what, fmt.Sprintf("%+v", form))
	}
	if depth > 6 {
		return
	}
	for _, text := range []string{"Aliasgromp", "2022"} {
		if !w.more() {
			return
		}
		filled := form.By(walkFiles())
		for _, f := range form.Fields() {
			value := text
			switch f.Type {
			case discordsim.TextInput:
				if f.Value != "" && text == "Aliasgromp" {
					continue
				}
			case discordsim.FileUpload:
				value = walkFile
			case discordsim.StringSelect:
				value = f.Options[0].Value
			default:
				continue
			}
			next, err := filled.Choose(f.CustomID, value)
			if err != nil {
				w.t.Fatalf("%s: %v", what, err)
			}
			filled = next
		}
		ex, err := filled.Submit(w.within())
		var composer *discordsim.ComposerError
		if errors.As(err, &composer) {
			continue
		}
		if err != nil {
			w.t.Fatalf("%s, submitted: %v", what, err)
		}
		w.follow(top, what+", submitted with "+text, ex, depth+1)
	}
}

// again is the message as it is now; nil when it is gone.
func (w *walk) again(m *discordsim.Message) *discordsim.Message {
	for _, now := range w.who.Messages() {
		if now.ID == m.ID {
			return now
		}
	}
	return nil
}

// look notes what is confidential in a text.
func (w *walk) look(what, text string) {
	for _, secret := range []string{mark, "canary", "7431 lane", "vakil-penhan"} {
		for _, line := range strings.Split(text, "\n") {
			if i := strings.Index(strings.ToLower(line), secret); i >= 0 {
				w.leaks = append(w.leaks, fmt.Sprintf("%s shows a confidential text: %s", what, line[max(0, i-200):min(len(line), i+60)]))
			}
		}
	}
}

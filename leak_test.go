package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"vigil/internal/discordsim"
)

// mark is in every text that may not leave the program, and is never typed.
const mark = "qzx7431"

// TestNothingConfidentialLeaves walks everything that people can reach through
// Discord, in both languages and in every role: each command that is offered,
// each of its options with each kind of value, all that is suggested, each
// button, select and page of each answer. A command, an option or a button that
// is new is covered without being named here. Then it looks for what is
// confidential in every request that the bot made, in its log, on its health
// page and among the names of its files.
func TestNothingConfidentialLeaves(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.load(planted(t, "confidential"))
	s.health = "127.0.0.1:0"
	s.start()
	w := walk{stage: s, typed: map[string]bool{}}
	for _, who := range [][2]string{{"mina", "#ask"}, {"ada", "#پرسش"}, {"cyrus", "#lobby"}, {"mina", "dm"}} {
		if who == [2]string{"cyrus", "#lobby"} {
			s.sim.Servers()[2].Join(s.user("cyrus"))
		}
		w.who, w.seen = s.in(who[0], who[1]), map[string]bool{}
		w.all()
	}
	if w.answers < 300 {
		t.Errorf("only %d answers were seen", w.answers)
	}
	for _, r := range s.sim.Requests() {
		w.look(r.Method+" "+r.Path, string(r.Body))
	}
	w.look("the log", s.log.String())
	w.look("the health page", healthPage(t, s))
	files, err := filepath.Glob(filepath.Join(filepath.Dir(s.database), "*"))
	if err != nil {
		t.Fatal(err)
	}
	w.look("the names of files", strings.Join(files, "\n"))
	for _, leak := range w.leaks {
		t.Error(leak)
	}
	var typed []string
	for text := range w.typed {
		typed = append(typed, text)
	}
	s.quiet(typed...)
}

// The walk sees what there is to see: with the same texts public, it finds them.
func TestLeaksAreFound(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.load(planted(t, "public"))
	s.start()
	w := walk{stage: s, typed: map[string]bool{}, who: s.in("mina", "#ask"), seen: map[string]bool{}}
	w.all()
	found := strings.Join(w.leaks, "\n")
	says(t, found, "charge "+mark, "event "+mark, "note "+mark, "source "+mark, "work "+mark, "award "+mark,
		"court "+mark, "penalty "+mark, "alias "+mark, "profession "+mark, "Draft "+mark)
}

// A question about somebody or something hidden is answered as one about what
// isn't there at all.
func TestHiddenIsAsAbsent(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.load(planted(t, "confidential"))
	s.start()
	who := s.in("mina", "#ask")
	for _, cmd := range who.Commands() {
		for _, o := range cmd.Options {
			if o.Type != discordsim.StringOption || len(o.Choices) > 0 {
				continue
			}
			absent := answerTo(s, who, cmd, o, "Wubbelgromp")
			for _, hidden := range []string{"Draftelgromp", "Embargoedgromp", "Withdrawngromp", "Farzburg", "Vakil-Penhan", "Aliasgromp", "Chargegromp", "Workgromp", "2031-07-05"} {
				if o.Name == "since" && hidden == "2031-07-05" {
					continue // a date may be asked for
				}
				if got := answerTo(s, who, cmd, o, hidden); got != absent {
					t.Errorf("/%s %s:%s is answered with\n%s\nand nonsense with\n%s", cmd.Name, o.Name, hidden, got, absent)
				}
			}
		}
	}
}

// answerTo is the answer to one option's value, and what it is completed to,
// without the value.
func answerTo(s *stage, who discordsim.Actor, cmd *discordsim.Command, o discordsim.Option, value string) string {
	s.t.Helper()
	line := discordsim.Line{Command: cmd, Options: given(o.Name, value)}
	ex, err := who.Send(s.within(), line)
	if err != nil {
		s.t.Fatal(err)
	}
	text := render(s.answer(ex))
	if o.Autocomplete {
		choices, err := who.Suggest(s.within(), line, o.Name)
		if err != nil {
			s.t.Fatal(err)
		}
		text += fmt.Sprint(choices)
	}
	return regexp.MustCompile(`(?i)`+regexp.QuoteMeta(value)+`|5 July 2031`).ReplaceAllString(strings.ReplaceAll(text, `\`, ""), "…")
}

// planted is a casebook file: the invented one with a marked fact of each kind
// in each casefile, of that visibility, and with marked casefiles that aren't
// public (or are, where visibility is "public").
func planted(t *testing.T, visibility string) string {
	t.Helper()
	data, err := os.ReadFile(fictional())
	if err != nil {
		t.Fatal(err)
	}
	var book map[string]any
	if err := json.Unmarshal(data, &book); err != nil {
		t.Fatal(err)
	}
	casefiles := book["casefiles"].([]any)
	for _, c := range casefiles {
		hide(t, c.(map[string]any), visibility)
	}
	for _, v := range []string{"draft", "embargoed", "withdrawn"} {
		title := strings.ToUpper(v[:1]) + v[1:]
		c := map[string]any{}
		if err := json.Unmarshal([]byte(record(t, `{"slug": "`+v+`-`+mark+`", "visibility": "`+v+`", "country": "ZW",
			"person": {"name": "`+title+`elgromp `+title+` `+mark+`", "professions": [{"text": "`+v+`er `+mark+`", "sources": ["s"]}]},
			"charges": [{"id": "c", "text": "`+v+` charge `+mark+`", "sources": ["s"]}]}`)), &c); err != nil {
			t.Fatal(err)
		}
		if visibility == "public" {
			c["visibility"] = "public"
		}
		casefiles = append(casefiles, c)
	}
	book["casefiles"] = casefiles
	if data, err = json.Marshal(book); err != nil {
		t.Fatal(err)
	}
	return write(t, "planted.json", string(data))
}

// hide adds marked facts to a casefile.
func hide(t *testing.T, c map[string]any, visibility string) {
	t.Helper()
	put := func(in map[string]any, member, fact string) {
		var f map[string]any
		if err := json.Unmarshal([]byte(strings.ReplaceAll(fact, "MARK", mark)), &f); err != nil {
			t.Fatal(err)
		}
		if visibility != "public" {
			f["visibility"] = visibility
		}
		list, _ := in[member].([]any)
		in[member] = append(list, f)
	}
	person := c["person"].(map[string]any)
	put(person, "names", `{"text": "Aliasgromp alias MARK", "kind": "alias"}`)
	put(person, "professions", `{"text": "Professiongromp profession MARK"}`)
	put(c, "sources", `{"id": "marked", "publisher": "Sourcegromp source MARK", "url": "https://example.invalid/MARK", "title": "title MARK"}`)
	put(c, "charges", `{"id": "cx", "text": "Chargegromp charge MARK", "law": "law MARK", "sources": ["marked"]}`)
	put(c, "events", `{"id": "ex", "kind": "transfer", "date": "2031-07-05", "text": "Eventgromp event MARK", "sources": ["marked"]}`)
	put(c, "works", `{"title": "Workgromp work MARK", "sources": ["marked"]}`)
	put(c, "awards", `{"name": "Awardgromp award MARK", "sources": ["marked"]}`)
	put(c, "people", `{"name": "Peoplegromp people MARK", "role": "lawyer", "sources": ["marked"]}`)
	put(c, "notes", `{"about": "status", "text": "Notegromp note MARK", "sources": ["marked"]}`)
	put(c, "sentences", `{"id": "sx", "date": "2031-07-05", "court": "Courtgromp court MARK", "charges": ["cx"],
		"penalties": [{"kind": "other", "of": "penalty MARK"}], "sources": ["marked"]}`)
	// A source that only a confidential fact names goes with it, though it isn't
	// itself marked so.
	list := c["sources"].([]any)
	delete(list[len(list)-1].(map[string]any), "visibility")
}

// given is one option filled in.
func given(option, value string) []discordsim.Given {
	return []discordsim.Given{{Name: option, Value: value}}
}

// walk goes through what somebody can reach.
type walk struct {
	*stage
	who     discordsim.Actor
	seen    map[string]bool // answers that were followed
	typed   map[string]bool
	answers int
	leaks   []string
}

// all tries every command.
func (w *walk) all() {
	for _, cmd := range w.who.Commands() {
		var required []discordsim.Given
		for _, o := range cmd.Options {
			if o.Required {
				required = append(required, discordsim.Given{Name: o.Name, Value: w.values(cmd, o)[0]})
			}
		}
		w.send(cmd, required)
		for _, o := range cmd.Options {
			for _, v := range w.values(cmd, o) {
				all := given(o.Name, v)
				for _, r := range required {
					if r.Name != o.Name {
						all = append(all, r)
					}
				}
				w.send(cmd, all)
			}
		}
	}
}

// values are what an option is tried with.
func (w *walk) values(cmd *discordsim.Command, o discordsim.Option) []string {
	var values []string
	for _, c := range o.Choices {
		values = append(values, c.Text())
	}
	switch {
	case len(values) > 0:
		return values
	case o.Type == discordsim.BooleanOption:
		return []string{"true"}
	case o.Type != discordsim.StringOption:
		return []string{"1"}
	}
	probes := []string{"arvand", "gromp", "Draftelgromp", "Aliasgromp", "Chargegromp", "Farzburg", "Penhan", "ZW", "XX", "2031", "2022", "film", "س"}
	values = append(values, probes...)
	if !o.Autocomplete {
		return values
	}
	for _, typed := range append(probes, "") {
		choices, err := w.who.Suggest(w.within(), discordsim.Line{Command: cmd, Options: given(o.Name, typed)}, o.Name)
		if err != nil {
			w.t.Errorf("completing /%s %s:%s: %v", cmd.Name, o.Name, typed, err)
		}
		for _, c := range choices {
			w.look(fmt.Sprintf("completing /%s %s:%s", cmd.Name, o.Name, typed), c.Name+" "+c.Text())
			values = append(values, c.Text())
		}
	}
	return values
}

// send sends a command and follows the answer.
func (w *walk) send(cmd *discordsim.Command, given []discordsim.Given) {
	what := "/" + cmd.Name
	for _, g := range given {
		what += " " + g.Name + ":" + g.Value
		if len(g.Value) > 8 && strings.Contains(g.Value, " ") || strings.HasPrefix(g.Value, "fic-") {
			w.typed[g.Value] = true
		}
	}
	ex, err := w.who.Send(w.within(), discordsim.Line{Command: cmd, Options: given})
	var composer *discordsim.ComposerError
	if errors.As(err, &composer) {
		return // Discord doesn't let it be sent
	}
	if err != nil {
		w.t.Fatalf("%s: %v", what, err)
	}
	w.follow(what, ex, 0)
}

// follow looks at an answer and tries all that it offers.
func (w *walk) follow(what string, ex *discordsim.Exchange, depth int) {
	m, err := ex.Reply(w.within())
	if errors.Is(err, discordsim.ErrForm) {
		w.look(what, fmt.Sprintf("%+v", ex.Form()))
		return
	}
	if err != nil {
		w.t.Fatalf("%s: %v; log:\n%s", what, err, w.log)
	}
	w.answers++
	text := render(m)
	w.look(what, text)
	if w.seen[text] || depth > 12 {
		return
	}
	w.seen[text] = true
	try := func(how string, do func(context.Context) (*discordsim.Exchange, error)) {
		ex, err := do(w.within())
		if err != nil {
			w.t.Fatalf("%s, %s: %v", what, how, err)
		}
		w.follow(what+", "+how, ex, depth+1)
	}
	for _, b := range m.Buttons() {
		if !b.Disabled && b.URL == "" {
			try(b.Label, func(ctx context.Context) (*discordsim.Exchange, error) { return w.again(m).Press(ctx, b.Label) })
		}
	}
	for _, c := range m.Selects() {
		for _, o := range c.Options {
			try(o.Label, func(ctx context.Context) (*discordsim.Exchange, error) {
				now := w.again(m)
				for _, menu := range now.Selects() { // its name may have changed with the language
					for _, there := range menu.Options {
						if there.Value == o.Value && len(menu.Options) == len(c.Options) {
							return now.Select(ctx, menu.CustomID, o.Value)
						}
					}
				}
				return w.who.Type(ctx, "/help") // the page was turned meanwhile
			})
		}
	}
}

// again is the message as it is now.
func (w *walk) again(m *discordsim.Message) *discordsim.Message {
	for _, now := range w.who.Messages() {
		if now.ID == m.ID {
			return now
		}
	}
	w.t.Fatalf("a message is gone:\n%s", render(m))
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

// healthPage is the health page as it stands.
func healthPage(t *testing.T, s *stage) string {
	t.Helper()
	m := regexp.MustCompile(`addr=(http\S+)`).FindStringSubmatch(s.log.String())
	if m == nil {
		t.Fatalf("no health page in the log:\n%s", s.log)
	}
	_, page := fetch(t, m[1])
	if len(page) == 0 {
		t.Fatal("the health page is empty")
	}
	return string(page)
}

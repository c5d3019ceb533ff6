package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"vigil/internal/casefile"
	"vigil/internal/discordsim"
	"vigil/store"
	"vigil/store/storetest"
)

var update = flag.Bool("update", false, "write the answers that stories get as the ones they want")

// TestStories plays the scripts of testdata/stories against the embedded
// Discord. testdata/README.md says how to write one.
func TestStories(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/stories/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no stories: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			play(t, file)
		})
	}
}

// play plays one story.
func play(t *testing.T, file string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	s := &story{stage: newStage(t), archive: archive, dir: t.TempDir(), kept: map[string]*discordsim.Message{}, forms: map[string]*discordsim.Modal{}}
	for _, f := range archive.Files {
		if err := os.WriteFile(filepath.Join(s.dir, filepath.Base(f.Name)), f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for n, line := range strings.Split(string(archive.Comment), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		s.at = fmt.Sprintf("%s:%d: %s", file, n+1, line)
		verb, rest, _ := strings.Cut(line, " ")
		step, ok := steps()[verb]
		if !ok {
			step, ok = serverSteps()[verb]
		}
		if !ok {
			step, ok = fileSteps()[verb]
		}
		if !ok {
			t.Fatalf("%s: no such step", s.at)
		}
		step(s, strings.TrimSpace(rest))
		if t.Failed() {
			t.Fatalf("%s; the answer is\n%s\nthe log is\n%s", s.at, s.seen(), s.log)
		}
	}
	s.quiet(s.typed...)
	if s.changed {
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// story is a script being played.
type story struct {
	*stage
	at      string // which line, for messages
	archive *txtar.Archive
	dir     string // with the archive's files
	changed bool   // the archive has other answers than the file

	who     discordsim.Actor
	now     *discordsim.Message // the answer that is looked at
	before  *discordsim.Message // the message that was pressed
	form    *discordsim.Modal   // the form that was opened, with what was filled in
	forms   map[string]*discordsim.Modal
	release func() // of the database, while somebody else holds it
	kept    map[string]*discordsim.Message
	choices []discordsim.Choice
	out     string   // of the last command line
	typed   []string // what people typed, which no log may have
}

// steps are the words that a line can begin with.
func steps() map[string]func(*story, string) {
	return map[string]func(*story, string){
		"load":     (*story).stepLoad,
		"speak":    func(s *story, language string) { s.language = language },
		"start":    func(s *story, _ string) { s.start() },
		"patience": (*story).stepPatience,
		"as":       (*story).stepAs,
		"type":     (*story).stepType,
		"refuse":   (*story).stepRefuse,
		"complete": (*story).stepComplete,
		"press":    (*story).stepPress,
		"choose":   (*story).stepChoose,
		"fill":     (*story).stepFill,
		"submit":   (*story).stepSubmit,
		"replay":   (*story).stepReplay,
		"lock":     func(s *story, _ string) { s.release = lock(s.t, s.database) },
		"unlock":   func(s *story, _ string) { s.release() },
		"forge":    (*story).stepForge,
		"keep":     func(s *story, name string) { s.kept[name], s.forms[name] = s.now, s.form },
		"look":     (*story).stepLook,
		"expect":   (*story).stepExpect,
		"golden":   (*story).stepGolden,
		"clock":    (*story).stepClock,
		"vigil":    (*story).stepVigil,
		"make":     (*story).stepMake,
		"restart":  (*story).stepRestart,
		"discord":  (*story).stepDiscord,
	}
}

// seen is what is looked at, as text.
func (s *story) seen() string {
	var b strings.Builder
	if s.now != nil {
		b.WriteString(render(s.now))
	}
	if s.form != nil {
		b.WriteString(renderForm(s.form))
	}
	for _, c := range s.choices {
		fmt.Fprintf(&b, "choice %s [%s]\n", c.Name, c.Text())
	}
	return b.String()
}

// load NAME: a casebook is imported and published; "fictional" is the one of
// invented people, "ambiguous" that in which one name is several people's and things', any
// other is a file of the story.
func (s *story) stepLoad(name string) {
	file := filepath.Join(s.dir, name)
	switch name {
	case "fictional":
		file = fictional()
	case "ambiguous":
		file = storetest.Ambiguous()
	}
	s.load(file)
}

// patience DURATION: how long the program waits for others who write, before it
// starts.
func (s *story) stepPatience(rest string) {
	d, err := time.ParseDuration(rest)
	if err != nil {
		s.t.Fatalf("%s: %v", s.at, err)
	}
	s.wait = d
}

// as WHO in #CHANNEL, or in dm.
func (s *story) stepAs(rest string) {
	name, channel, ok := strings.Cut(rest, " in ")
	if !ok {
		s.t.Fatalf("%s: as WHO in #CHANNEL", s.at)
	}
	s.who = s.in(name, channel)
}

// type COMMAND: the answer is looked at from then on.
func (s *story) stepType(typed string) {
	typed = expand(typed)
	s.say(typed)
	ex, err := s.who.Type(s.within(), typed)
	if err != nil {
		s.t.Fatalf("%s: %v", s.at, err)
	}
	s.before = nil
	s.see(ex)
}

// see waits for an answer, a message or a form, and looks at it.
func (s *story) see(ex *discordsim.Exchange) {
	s.now, s.form, s.choices = nil, nil, nil
	if err := ex.Done(s.within()); err != nil {
		s.t.Fatalf("%s: no answer: %v; log:\n%s", s.at, err, s.log)
	}
	if s.form = ex.Form(); s.form == nil {
		s.now = s.answer(ex)
	}
}

// refuse COMMAND: Discord's own program doesn't let it be sent.
func (s *story) stepRefuse(typed string) {
	if _, err := s.who.Type(s.within(), expand(typed)); err == nil {
		s.t.Errorf("%s: Discord lets it be sent", s.at)
	}
}

// complete COMMAND: what is suggested for the last option is looked at.
func (s *story) stepComplete(typed string) {
	typed = expand(typed)
	s.say(typed)
	choices, err := s.who.Complete(s.within(), typed)
	if err != nil {
		s.t.Fatalf("%s: %v", s.at, err)
	}
	s.now, s.form, s.choices = nil, nil, choices
}

// say notes what somebody typed, which no log may have. Words that the program
// itself uses, as the names of countries' codes, are too short to tell.
func (s *story) say(typed string) {
	for _, part := range regexp.MustCompile(`\w+:`).Split(typed, -1)[1:] {
		if part = strings.TrimSpace(part); len(part) > 5 && part != "commands" && part != "language" {
			s.typed = append(s.typed, part)
		}
	}
}

// press LABEL: a button of the answer that is looked at.
func (s *story) stepPress(label string) {
	ex, err := s.who.Press(s.within(), s.now, label)
	if err != nil {
		s.t.Fatalf("%s: %v", s.at, err)
	}
	s.before = s.now
	s.see(ex)
}

// fill FIELD=TEXT: a field of the form that is looked at, by its label or its
// name; \n is a line break. Of a select, TEXT is the values, one a line.
func (s *story) stepFill(rest string) {
	field, text, ok := strings.Cut(rest, "=")
	if !ok || s.form == nil {
		s.t.Fatalf("%s: fill FIELD=TEXT, of a form", s.at)
	}
	text = expand(strings.ReplaceAll(text, `\n`, "\n"))
	for _, line := range strings.Split(text, "\n") {
		s.typed = append(s.typed, secrets(line)...)
	}
	form, err := s.form.Choose(field, strings.Split(text, "\n")...)
	if err != nil {
		s.t.Fatalf("%s: %v", s.at, err)
	}
	s.form = form
}

// secrets are what of a typed text no log may have: texts so short that the
// program may use them itself are not among them.
func secrets(text string) []string {
	if text = strings.TrimSpace(text); len(text) < 6 || regexp.MustCompile(`^[a-z_]+$`).MatchString(text) {
		return nil
	}
	return []string{text}
}

// submit: the form that is looked at is sent.
func (s *story) stepSubmit(string) {
	if s.form == nil {
		s.t.Fatalf("%s: there is no form", s.at)
	}
	ex, err := s.form.Of(s.who).Submit(s.within())
	if err != nil {
		s.t.Fatalf("%s: %v", s.at, err)
	}
	s.see(ex)
}

// replay NAME LABEL: a button of an answer as it was when it was kept, whether
// it is still there or not: what Discord delivers late or twice.
func (s *story) stepReplay(rest string) {
	name, label, _ := strings.Cut(rest, " ")
	for _, b := range s.kept[name].Buttons() {
		if b.Label != label {
			continue
		}
		ex, err := s.who.Forge(s.within(), s.kept[name], b.CustomID)
		if err != nil {
			s.t.Fatalf("%s: %v", s.at, err)
		}
		s.before = s.now
		s.see(ex)
		return
	}
	s.t.Fatalf("%s: no such button was kept", s.at)
}

// choose VALUE [from MENU]: a line of a select of the answer that is looked at.
func (s *story) stepChoose(rest string) {
	value, menu, _ := strings.Cut(rest, " from ")
	ex, err := s.who.Select(s.within(), s.now, menu, value)
	if err != nil {
		s.t.Fatalf("%s: %v", s.at, err)
	}
	s.before = s.now
	s.see(ex)
}

// forge [tampered]: the bot's token, stolen, posts the controls of the answer
// that is looked at in the channel of whoever acts. Tampered ones have one
// letter of each custom_id changed.
func (s *story) stepForge(how string) {
	components, err := json.Marshal(s.now.Components)
	if err != nil {
		s.t.Fatal(err)
	}
	if how == "tampered" {
		components = regexp.MustCompile(`("custom_id":"1.{9})(.)`).ReplaceAllFunc(components, func(b []byte) []byte {
			last := &b[len(b)-1]
			if *last == 'A' {
				*last = 'B'
			} else {
				*last = 'A'
			}
			return b
		})
	}
	body := fmt.Sprintf(`{"content":"forged","components":%s,"allowed_mentions":{"parse":[]}}`, components)
	r, err := http.NewRequestWithContext(s.within(), http.MethodPost,
		s.sim.URL()+"/channels/"+s.who.Channel().ID.String()+"/messages", bytes.NewReader([]byte(body)))
	if err != nil {
		s.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bot "+demoToken)
	r.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		s.t.Fatalf("%s: Discord answers %s", s.at, resp.Status)
	}
	all := s.who.Messages()
	s.now = all[len(all)-1]
}

// look NAME: at an answer that was kept, as it is now.
func (s *story) stepLook(name string) {
	m, ok := s.kept[name]
	if !ok {
		s.t.Fatalf("%s: nothing was kept as %q", s.at, name)
	}
	s.now, s.form, s.choices = m, s.forms[name], nil
	if m == nil {
		return // a form
	}
	for _, current := range s.who.Messages() {
		if current.ID == m.ID {
			s.now = current
		}
	}
}

// expect …: see testdata/README.md.
func (s *story) stepExpect(rest string) {
	want, _ := strconv.Unquote(rest[max(0, strings.IndexByte(rest, '"')):])
	want = expand(want)
	kind, _, _ := strings.Cut(rest, `"`)
	ok := false
	kind = strings.TrimSpace(kind)
	if s.now == nil && kind != "" && kind != "no" && kind != "output" && kind != "no choice" && kind != "form" {
		s.t.Fatalf("%s: there is no message", s.at)
	}
	switch kind {
	case "form":
		ok = s.form != nil && strings.Contains(s.form.Title, want)
	case "private":
		ok = s.now.For != nil && s.now.For == s.who.User()
	case "public":
		ok = s.now.For == nil
	case "update":
		ok = s.now.ID == s.before.ID
	case "new":
		ok = s.now.ID != s.before.ID
	case "card":
		for _, e := range s.now.Embeds {
			ok = ok || strings.Contains(e.Title, want)
		}
	case "":
		ok = strings.Contains(s.seen(), want)
	case "no":
		ok = !strings.Contains(s.seen(), want)
	case "output":
		ok = strings.Contains(s.out, want)
	case "no output":
		ok = !strings.Contains(s.out, want)
	case "no choice":
		ok = s.now == nil && s.form == nil && len(s.choices) == 0
	case "refusal":
		ok = s.now.For == s.who.User() && len(s.now.Embeds) == 1 &&
			strings.Contains(render(s.now), want) && (s.before == nil || s.now.ID != s.before.ID)
	default:
		s.t.Fatalf("%s: expect what?", s.at)
	}
	if !ok {
		s.t.Errorf("%s: that is not so; the output is\n%s", s.at, s.out)
	}
}

// golden NAME: what is looked at is what the file of that name in the story
// has, to the letter.
func (s *story) stepGolden(name string) {
	got := s.seen()
	if !strings.HasSuffix(got, "\n") {
		got += "\n"
	}
	for i := range s.archive.Files {
		f := &s.archive.Files[i]
		if f.Name != name {
			continue
		}
		if want := string(f.Data); want != got && !*update {
			t := s.t
			t.Errorf("%s: (-want +got)\n%s", s.at, cmp.Diff(want, got))
		} else if want != got {
			f.Data, s.changed = []byte(got), true
		}
		return
	}
	if !*update {
		s.t.Fatalf("%s: the story has no file %s; make it with -update", s.at, name)
	}
	s.archive.Files, s.changed = append(s.archive.Files, txtar.File{Name: name, Data: []byte(got)}), true
}

// clock +DURATION: Discord's clock and the bot's are moved.
func (s *story) stepClock(by string) {
	d, err := time.ParseDuration(strings.TrimPrefix(by, "+"))
	if err != nil {
		s.t.Fatalf("%s: %v", s.at, err)
	}
	s.sim.Clock().Advance(d)
}

// vigil ARGUMENTS: a command line of the program, in another process as it
// were; a word that names a file of the story is its path, and one that names
// a server in <> is its id.
func (s *story) stepVigil(rest string) {
	var args []string
	for _, word := range strings.Fields(rest) {
		for _, f := range s.archive.Files {
			if f.Name == word && filepath.Ext(word) == ".json" {
				word = filepath.Join(s.dir, word)
			}
		}
		for _, g := range s.sim.Servers() {
			if word == "<"+strings.ReplaceAll(g.Name(), " ", "")+">" {
				word = g.ID.String()
			}
		}
		args = append(args, word)
	}
	status, out := s.vigil(args...)
	if s.out = out; status != 0 {
		s.out += fmt.Sprintf("exit status %d\n", status)
	}
}

// make SLUG VISIBILITY: another process changes who sees a casefile of main.
func (s *story) stepMake(rest string) {
	slug, visibility, _ := strings.Cut(rest, " ")
	db := s.open()
	book, err := db.Servers().Casebook(s.t.Context(), store.Main)
	if err != nil {
		s.t.Fatal(err)
	}
	c, err := db.Curation().Casefile(s.t.Context(), book.ID, slug)
	if err != nil {
		s.t.Fatalf("%s: %v", s.at, err)
	}
	c.Casefile.Visibility = casefile.Visibility(visibility)
	if _, err := db.Curation().Save(s.t.Context(), book.ID, c.Casefile, c.Version, terminal, "a test"); err != nil {
		s.t.Fatalf("%s: %v", s.at, err)
	}
}

// restart: the bot ends, and another process becomes the bot.
func (s *story) stepRestart(string) {
	if err := s.stop(); err != nil {
		s.t.Fatalf("%s: the bot ended with: %v", s.at, err)
	}
	s.waitFor("Discord to see it go", func() bool { return s.app.Sessions() == 0 })
	s.start()
}

// discord FAULT: Discord asks to reconnect (op7), or the line is cut (cut); the
// bot comes back by itself.
func (s *story) stepDiscord(fault string) {
	identified := s.app.Identifies()
	do := map[string]func() error{
		"op7": s.sim.Faults().Op7,
		"cut": s.sim.Faults().CutSockets,
	}[fault]
	if do == nil {
		s.t.Fatalf("%s: no such fault", s.at)
	}
	if err := do(); err != nil {
		s.t.Fatalf("%s: %v", s.at, err)
	}
	s.waitFor("the bot to come back", func() bool { return s.app.Identifies() > identified && s.ready() })
}

// expand replaces ${4000 x} by as many x, and ${U+202E} by that character.
func expand(text string) string {
	innermost := regexp.MustCompile(`\$\{[^${}]+\}`)
	if once := expandOnce(innermost, text); once != text {
		return expand(once)
	}
	return text
}

func expandOnce(innermost *regexp.Regexp, text string) string {
	return innermost.ReplaceAllStringFunc(text, func(m string) string {
		inside := m[2 : len(m)-1]
		if code, ok := strings.CutPrefix(inside, "U+"); ok {
			if n, err := strconv.ParseInt(code, 16, 32); err == nil {
				return string(rune(n))
			}
		}
		if count, what, ok := strings.Cut(inside, " "); ok {
			if n, err := strconv.Atoi(count); err == nil {
				return strings.Repeat(what, n)
			}
		}
		return m
	})
}

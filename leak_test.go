package main

import (
	"database/sql"
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

// TestNothingConfidentialLeaves walks everything that people who don't curate
// this casebook can reach through Discord, in both languages and in every role:
// members, administrators of a server that only reads it, curators of another
// casebook, and people in direct messages. Then it looks for what is
// confidential in every request that the bot made, the files it sent among them,
// in its log, on its health page and among the names of its files.
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
	if w.answers < 300 || w.forms < 5 {
		t.Errorf("only %d answers and %d forms were seen", w.answers, w.forms)
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

// TestCuratorsSeeItInPrivate walks everything that the casebook's own curators
// and administrators can reach. What their commands show them may hold
// anything, and nobody else may see it; public commands show them no more than
// they show others.
func TestCuratorsSeeItInPrivate(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.load(planted(t, "confidential"))
	s.health = "127.0.0.1:0"
	s.start()
	w := walk{stage: s, typed: map[string]bool{}, few: true, private: true, each: 40}
	for _, who := range []string{"cyrus", "ada"} {
		w.who, w.seen = s.in(who, "#ask"), map[string]bool{}
		w.all()
	}
	if w.answers < 500 || w.forms < 40 {
		t.Errorf("only %d answers and %d forms were seen", w.answers, w.forms)
	}
	for _, g := range s.sim.Servers() {
		for _, ch := range g.Channels() {
			for _, m := range ch.Messages() {
				if m.For == nil {
					w.look("a message for everybody in #"+ch.Name(), render(m))
				}
			}
		}
	}
	w.look("the log", s.log.String())
	w.look("the health page", healthPage(t, s))
	for _, leak := range w.leaks {
		t.Error(leak)
	}
	s.quiet()
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
		if cmd.Type != discordsim.SlashCommand {
			continue
		}
		for _, path := range paths(cmd.Options) {
			line := discordsim.Line{Command: cmd, Path: path}
			for _, o := range line.Fields() {
				if o.Type != discordsim.StringOption || len(o.Choices) > 0 {
					continue
				}
				absent := answerTo(s, who, line, o, "Wubbelgromp")
				for _, hidden := range []string{"Draftelgromp", "Embargoedgromp", "Withdrawngromp", "Farzburg", "Vakil-Penhan", "Aliasgromp", "Chargegromp", "Workgromp", "2031-07-05"} {
					if o.Name == "question" && hidden == "Vakil-Penhan" {
						continue // its first word is one of the language; it is asked about below
					}
					if (o.Name == "since" || o.Name == "question") && hidden == "2031-07-05" {
						continue // a date may be asked for
					}
					if got := answerTo(s, who, line, o, hidden); got != absent {
						t.Errorf("%s %s:%s is answered with\n%s\nand nonsense with\n%s", lineName(line), o.Name, hidden, got, absent)
					}
				}
			}
		}
	}
}

// So is a question in words about something hidden.
func TestHiddenIsAskedAboutInVain(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.load(planted(t, "confidential"))
	s.start()
	who := s.in("mina", "#ask")
	var line discordsim.Line
	for _, cmd := range who.Commands() {
		if cmd.Name == "ask" {
			line.Command = cmd
		}
	}
	question := line.Fields()[0]
	for _, x := range []struct {
		asked  string
		absent string
		hidden []string
	}{
		{"Who is %s?", "Wubbelgromp", []string{"Draftelgromp", "Embargoedgromp", "Withdrawngromp", "Aliasgromp", "Peoplegromp"}},
		{"What is %s's sentence?", "Wubbelgromp", []string{"Draftelgromp", "Aliasgromp"}},
		{"%s کیست؟", "Wubbelgromp", []string{"Draftelgromp", "Aliasgromp"}},
		{"Was Arvand Nemoonehpour charged with %s?", "Wubbelgromp", []string{"Chargegromp"}},
		{"Did Arvand Nemoonehpour make %s?", "Wubbelgromp", []string{"Workgromp"}},
		{"Did Arvand Nemoonehpour win the %s?", "Wubbelgromp", []string{"Awardgromp"}},
		{"Who made %s?", "Wubbelgromp", []string{"Workgromp"}},
		{"Is %s the lawyer of Arvand Nemoonehpour?", "Wubbelgromp", []string{"Peoplegromp"}},
		{"Is %s the lawyer of Arvand Nemoonehpour?", "Vakil-Wubbel", []string{"Vakil-Penhan"}},
		{"Does Setareh Khiali live in %s?", "Wubbelburg", []string{"Farzburg"}},
		{"How many people were charged with %s?", "Wubbelgromp", []string{"Chargegromp"}},
		{"Which people were sentenced by the %s?", "Wubbelgromp", []string{"Courtgromp"}},
		{"What happened to Arvand Nemoonehpour on %s?", "6 July 2031", []string{"5 July 2031"}},
		{"Which people are tracked in %s?", "Lesotho", []string{"Zimbabwe"}},
	} {
		absent := answerTo(s, who, line, question, fmt.Sprintf(x.asked, x.absent))
		for _, hidden := range x.hidden {
			got := answerTo(s, who, line, question, fmt.Sprintf(x.asked, hidden))
			if blank(got, hidden) != blank(absent, x.absent) {
				t.Errorf(x.asked+" is answered with\n%s\nand for %s with\n%s", hidden, got, x.absent, absent)
			}
		}
	}
}

// blank is a text without a word.
func blank(text, word string) string {
	return regexp.MustCompile(`(?i)`+regexp.QuoteMeta(word)).ReplaceAllString(text, "…")
}

// answerTo is the answer to one option's value, or the form that it opens, and
// what it is completed to, without the value.
func answerTo(s *stage, who discordsim.Actor, line discordsim.Line, o discordsim.Option, value string) string {
	s.t.Helper()
	line.Options = given(o.Name, value)
	ex, err := who.Send(s.within(), line)
	if err != nil {
		s.t.Fatal(err)
	}
	text := ""
	switch m, err := ex.Reply(s.within()); {
	case errors.Is(err, discordsim.ErrForm):
		for _, f := range ex.Form().Fields() {
			text += fmt.Sprintln(f.Label, f.Description, f.Component.Value)
		}
	case err != nil:
		s.t.Fatalf("%s %s:%s: %v; log:\n%s", lineName(line), o.Name, value, err, s.log)
	default:
		text = render(m)
	}
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

// A fault is logged without the name of whoever it is about: neither whom
// somebody asked about is to be read there, nor who is being prepared.
func TestFaultsAreLoggedWithoutNames(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.load(planted(t, "confidential"))
	s.start()
	cyrus := s.in("cyrus", "#ask")
	db, err := sql.Open("sqlite3", "file:"+s.database+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, harm := range []string{
		`UPDATE casefiles SET doc = '{' WHERE slug LIKE 'draft-%' OR slug LIKE 'fic-02%'`,
		`UPDATE public_casefiles SET doc = '{' WHERE slug LIKE 'fic-02%'`,
		`UPDATE public_state SET seq = seq + 1`,
	} {
		if _, err := db.ExecContext(t.Context(), harm); err != nil {
			t.Fatal(err)
		}
	}
	for _, typed := range []string{
		"/curate show person:draft-" + mark, "/curate history person:Draftelgromp", "/curate verify person:draft-" + mark, "/curate stale",
		"/curate event person:Draftelgromp", "/curate publish person:Setareh Khiali", "/case person:Setareh Khiali", "/sentences person:khiali",
	} {
		says(t, render(s.ask(cyrus, typed)), refusalTitle)
	}
	log := strings.ToLower(s.log.String())
	if n := strings.Count(log, "a command failed"); n < 4 {
		t.Errorf("only %d faults are logged", n)
	}
	for _, name := range []string{mark, "draftel", "khiali", "setareh", "fic-02"} {
		if strings.Contains(log, name) {
			t.Errorf("the log has %q:\n%s", name, s.log)
		}
	}
}

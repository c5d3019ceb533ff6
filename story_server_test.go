package main

import (
	"strconv"
	"strings"

	"vigil/internal/discordsim"
	"vigil/store"
)

// serverSteps are the steps about what happens on a server beside commands.
func serverSteps() map[string]func(*story, string) {
	return map[string]func(*story, string){
		"say":    (*story).stepSay,
		"menu":   (*story).stepMenu,
		"await":  (*story).stepAwait,
		"absent": (*story).stepAbsent,
		"noted":  (*story).stepNoted,
		"take":   func(s *story, rest string) { s.roles(rest, " from ", (*discordsim.Server).Take) },
		"give":   func(s *story, rest string) { s.roles(rest, " to ", (*discordsim.Server).Give) },
		"direct": (*story).stepDirect,
		"remove": (*story).stepRemove,
		"forbid": func(s *story, channel string) { s.writing(channel, 0, discordsim.SendMessages) },
		"allow":  func(s *story, channel string) { s.writing(channel, discordsim.SendMessages, 0) },
	}
}

// say TEXT: the actor writes a message, which is then looked at.
func (s *story) stepSay(text string) {
	m, err := s.who.Say(expand(text))
	if err != nil {
		s.t.Fatalf("%s: %v", s.at, err)
	}
	s.now, s.form, s.choices = m, nil, nil
}

// menu ENTRY: an entry of the menu of the message that is looked at.
func (s *story) stepMenu(entry string) {
	ex, err := s.who.Menu(s.within(), entry, s.now)
	if err != nil {
		s.t.Fatalf("%s: %v", s.at, err)
	}
	s.before = s.now
	s.see(ex)
}

// await "TEXT": until a message with that text stands where the actor is; the
// newest is then looked at.
func (s *story) stepAwait(rest string) {
	want, err := strconv.Unquote(rest)
	if err != nil {
		s.t.Fatalf(`%s: await "TEXT"`, s.at)
	}
	s.waitFor(rest, func() bool {
		all := s.who.Messages()
		for i := len(all) - 1; i >= 0; i-- {
			if strings.Contains(render(all[i]), want) {
				s.now, s.form, s.choices = all[i], nil, nil
				return true
			}
		}
		return false
	})
}

// absent "TEXT": no message with that text stands where the actor is, once all
// that the bot does by itself is done.
func (s *story) stepAbsent(rest string) {
	unwanted, err := strconv.Unquote(rest)
	if err != nil {
		s.t.Fatalf(`%s: absent "TEXT"`, s.at)
	}
	s.waitFor("the bot's errands", s.idle)
	for _, m := range s.who.Messages() {
		if text := render(m); strings.Contains(text, unwanted) {
			s.t.Errorf("%s: there is\n%s", s.at, text)
		}
	}
}

// noted SLUG N: until the bot has noted N messages that show a casefile of main.
func (s *story) stepNoted(rest string) {
	slug, n, _ := strings.Cut(rest, " ")
	want, err := strconv.Atoi(n)
	if err != nil {
		s.t.Fatalf("%s: noted SLUG N", s.at)
	}
	db := s.another()
	book, err := db.Servers().Casebook(s.t.Context(), store.Main)
	if err != nil {
		s.t.Fatal(err)
	}
	s.waitFor("what messages show to be noted", func() bool {
		got, err := db.Curation().ShownIn(s.t.Context(), book.ID, slug)
		return err == nil && got == want
	})
}

// another is the stage's database as another process has it, opened once.
func (s *stage) another() *store.DB {
	if s.side == nil {
		s.side = s.open()
	}
	return s.side
}

// idle reports whether the bot has nothing to do by itself.
func (s *stage) idle() bool {
	next, err := s.another().Outbox().Next(s.t.Context())
	if err != nil || !next.IsZero() {
		return false
	}
	rests, _, err := s.another().Rest(s.t.Context(), s.sim.Clock().Now())
	return err == nil && rests
}

// roles gives or takes a role of Press Watch.
func (s *story) roles(rest, between string, do func(*discordsim.Server, *discordsim.User, ...*discordsim.Role)) {
	name, who, ok := strings.Cut(rest, between)
	server := s.sim.Servers()[0]
	for _, role := range server.Roles() {
		if ok && role.Name() == name {
			do(server, s.user(who), role)
			return
		}
	}
	s.t.Fatalf("%s: ROLE%sWHO", s.at, between)
}

// direct closed|open WHO: somebody takes no direct messages, or does again.
func (s *story) stepDirect(rest string) {
	how, who, _ := strings.Cut(rest, " ")
	s.user(who).CloseDMs(how == "closed")
}

// remove #CHANNEL: the channel is deleted.
func (s *story) stepRemove(channel string) { s.in("ada", channel).Channel().Delete() }

// writing lets the bot write in a channel of its server, or doesn't.
func (s *story) writing(channel string, allow, deny discordsim.Permissions) {
	ch := s.in("ada", channel).Channel()
	for _, role := range ch.Server.Roles() {
		if role.Name() == "Vigil" {
			ch.OverwriteRole(role, allow, deny)
			return
		}
	}
	s.t.Fatalf("%s: the bot has no role there", s.at)
}

package main

import (
	"strconv"
	"strings"

	"vigil/internal/discordsim"
)

// serverSteps are the steps about what happens on a server beside commands.
func serverSteps() map[string]func(*story, string) {
	return map[string]func(*story, string){
		"say":    (*story).stepSay,
		"menu":   (*story).stepMenu,
		"await":  (*story).stepAwait,
		"absent": (*story).stepAbsent,
		"take":   func(s *story, rest string) { s.roles(rest, " from ", (*discordsim.Server).Take) },
		"give":   func(s *story, rest string) { s.roles(rest, " to ", (*discordsim.Server).Give) },
		"direct": (*story).stepDirect,
		"remove": (*story).stepRemove,
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

// idle reports whether the bot has nothing to do by itself.
func (s *stage) idle() bool {
	if s.side == nil {
		s.side = s.open()
	}
	next, err := s.side.Outbox().Next(s.t.Context())
	return err == nil && next.IsZero()
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

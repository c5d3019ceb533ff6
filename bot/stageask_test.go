package bot

import (
	"context"
	"strings"

	"vigil/commands"
	"vigil/internal/card"
	"vigil/internal/discordsim"
)

// echo says what it is told.
func echo() commands.Command {
	return commands.Command{
		Spec: commands.Spec{Name: "echo", Options: []commands.Option{
			{Name: "text"}, {Name: "private", Kind: commands.Yes},
		}},
		Run: func(_ context.Context, r commands.Request) (commands.Reply, error) {
			return commands.Reply{Message: card.Message{Text: r.Text("text")}}, nil
		},
	}
}

// ask types a command as somebody, in the stage's room.
func (s *stage) ask(who *discordsim.User, typed string) *discordsim.Exchange {
	s.t.Helper()
	ex, err := s.sim.As(who).In(s.room).Type(s.within(), typed)
	if err != nil {
		s.t.Fatalf("%s: %v", typed, err)
	}
	return ex
}

// reply waits for the answer.
func (s *stage) reply(ex *discordsim.Exchange) *discordsim.Message {
	s.t.Helper()
	m, err := ex.Reply(s.within())
	if err != nil {
		s.t.Fatalf("no answer: %v; log:\n%s", err, s.log)
	}
	return m
}

// expect types a command and looks for words in the answer.
func (s *stage) expect(who *discordsim.User, typed, words string) *discordsim.Message {
	s.t.Helper()
	m := s.reply(s.ask(who, typed))
	if !strings.Contains(said(m), words) {
		s.t.Errorf("%s: answered %q, want %q; log:\n%s", typed, said(m), words, s.log)
	}
	return m
}

// said is all the words of a message.
func said(m *discordsim.Message) string {
	words := m.Content
	for _, e := range m.Embeds {
		words += "\n" + e.Title + "\n" + e.Description
		for _, f := range e.Fields {
			words += "\n" + f.Name + "\n" + f.Value
		}
	}
	return words
}

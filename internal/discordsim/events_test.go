package discordsim_test

import (
	"testing"

	"vigil/internal/discordsim"
)

func TestBotsHearOfMessagesThatEverybodySees(t *testing.T) {
	t.Parallel()
	w := frozen(t)
	s := w.dial(t)
	s.send(`{"op":2,"d":{"token":"token","intents":4609,"properties":{}}}`)
	for s.read().Type != "GUILD_CREATE" {
	}
	ann := w.As(w.ann).In(w.general)
	ex := typed(t, ann, "/ask")
	s.read()
	w.do(t, "POST", callback(ex), `{"type":4,"data":{"content":"for Ann alone","flags":64}}`)
	if _, err := ann.Say("for all"); err != nil {
		t.Fatal(err)
	}
	f := s.read()
	if d := f.Data.(map[string]any); f.Type != "MESSAGE_CREATE" || d["content"] != "for all" || d["guild_id"] != w.server.ID.String() {
		t.Errorf("the bot heard %+v", f)
	}
	if _, err := w.As(w.ann).DM(w.app).Say("in private"); err != nil {
		t.Fatal(err)
	}
	if f := s.read(); f.Type != "MESSAGE_CREATE" || f.Data.(map[string]any)["guild_id"] != nil {
		t.Errorf("the bot heard %+v", f)
	}
}

func TestSubscribersSeeEverythingInOrder(t *testing.T) {
	t.Parallel()
	w := frozen(t)
	events := make(chan discordsim.Event, 10)
	cancel := w.Subscribe(func(e discordsim.Event) { events <- e })
	ex := typed(t, w.As(w.ann).In(w.general), "/ask")
	w.do(t, "POST", callback(ex), `{"type":5}`)
	w.do(t, "POST", hook(ex, ""), `{"content":"a"}`)
	w.do(t, "DELETE", hook(ex, "/messages/@original"), "")
	for i, want := range []discordsim.EventKind{
		discordsim.Asked, discordsim.MessageCreated, discordsim.Answered, discordsim.MessageUpdated, discordsim.Answered, discordsim.MessageDeleted,
	} {
		select {
		case e := <-events:
			if e.Kind != want || e.Channel != w.general {
				t.Errorf("event %d is of kind %d, want %d", i, e.Kind, want)
			}
		case <-soon(t).Done():
			t.Fatalf("event %d never came", i)
		}
	}
	cancel()
}

package discordsim_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"vigil/internal/discordsim"
)

// frozen starts a world whose clock moves only when told, with one command.
func frozen(t *testing.T) *world {
	t.Helper()
	clock := discordsim.NewClock(time.Date(2026, 5, 12, 9, 0, 0, 0, time.UTC))
	clock.Freeze()
	w := lawless(t, discordsim.Options{Clock: clock, Limits: discordsim.NoLimits()})
	r := w.do(t, "PUT", w.commandsPath(), `[{"name":"ask","description":"d","options":[{"type":3,"name":"about","description":"d","autocomplete":true}]}]`)
	if r.status != 200 {
		t.Fatal(r.body)
	}
	return w
}

func callback(ex *discordsim.Exchange) string {
	return fmt.Sprintf("/interactions/%d/%s/callback", ex.ID, ex.Token)
}

func hook(ex *discordsim.Exchange, more string) string {
	return fmt.Sprintf("/webhooks/%d/%s%s", ex.App.ID, ex.Token, more)
}

func TestInteractionsAreAcknowledgedOnceAndInTime(t *testing.T) {
	t.Parallel()
	w := frozen(t)
	ann := w.As(w.ann).In(w.general)

	ex := typed(t, ann, "/ask")
	if r := w.do(t, "POST", hook(ex, ""), `{"content":"a"}`); r.code() != 10015 {
		t.Errorf("a followup before the answer: %v", r.body)
	}
	if r := w.do(t, "POST", callback(ex), `{"type":4,"data":{}}`); r.code() != 50006 {
		t.Errorf("an empty answer: %v", r.body)
	}
	if r := w.do(t, "POST", callback(ex), `{"type":8,"data":{"choices":[]}}`); r.fault("type") == "" {
		t.Errorf("choices for a command: %v", r.body)
	}
	w.Clock().Advance(2 * time.Second)
	if r := w.do(t, "POST", callback(ex)+"?with_response=true", `{"type":4,"data":{"content":"a"}}`); r.status != 200 ||
		r.body["resource"].(map[string]any)["message"].(map[string]any)["content"] != "a" {
		t.Errorf("the answer: %d %v", r.status, r.body)
	}
	if ex.AckedAfter() != 2*time.Second {
		t.Errorf("acknowledged after %s", ex.AckedAfter())
	}
	if r := w.do(t, "POST", callback(ex), `{"type":4,"data":{"content":"b"}}`); r.status != 400 || r.code() != 40060 {
		t.Errorf("a second answer: %v", r.body)
	}

	late := typed(t, ann, "/ask")
	w.Clock().Advance(3 * time.Second)
	if _, err := late.Reply(soon(t)); !errors.Is(err, discordsim.ErrNoAnswer) {
		t.Errorf("nobody answered, and yet: %v", err)
	}
	if r := w.do(t, "POST", callback(late), `{"type":4,"data":{"content":"a"}}`); r.status != 404 || r.code() != 10062 {
		t.Errorf("a late answer: %v", r.body)
	}
	if r := w.do(t, "POST", fmt.Sprintf("/interactions/%d/x/callback", ex.ID), `{"type":5}`); r.code() != 10062 {
		t.Errorf("a wrong token: %v", r.body)
	}
}

func TestTokensRunOut(t *testing.T) {
	t.Parallel()
	w := frozen(t)
	ex := typed(t, w.As(w.ann).In(w.general), "/ask")
	w.do(t, "POST", callback(ex), `{"type":4,"data":{"content":"a"}}`)
	w.Clock().Advance(14 * time.Minute)
	if r := w.do(t, "PATCH", hook(ex, "/messages/@original"), `{"content":"b"}`); r.status != 200 || reply(t, ex).Content != "b" {
		t.Errorf("in time: %v", r.body)
	}
	w.Clock().Advance(2 * time.Minute)
	if r := w.do(t, "PATCH", hook(ex, "/messages/@original"), `{"content":"c"}`); r.status != 401 || r.code() != 50027 {
		t.Errorf("after 16 minutes: %v", r.body)
	}
}

func TestTheFirstFollowupTakesTheDeferralsPlace(t *testing.T) {
	t.Parallel()
	w := frozen(t)
	ex := typed(t, w.As(w.ann).In(w.general), "/ask")
	w.do(t, "POST", callback(ex), `{"type":5,"data":{"flags":64}}`)
	if private, err := ex.Deferred(soon(t)); !private || err != nil {
		t.Errorf("deferred in private: %v, %v", private, err)
	}
	thinking := w.do(t, "GET", hook(ex, "/messages/@original"), "")
	if thinking.body["flags"] != 192.0 {
		t.Errorf("while thinking: %v", thinking.body)
	}
	first := w.do(t, "POST", hook(ex, ""), `{"content":"first"}`)
	if first.body["id"] != thinking.body["id"] || first.body["flags"] != 64.0 {
		t.Errorf("the first followup is %v", first.body)
	}
	second := w.do(t, "POST", hook(ex, ""), `{"content":"second"}`)
	if second.body["flags"] != 0.0 || second.body["id"] == first.body["id"] {
		t.Errorf("the second followup is %v", second.body)
	}
	if m := reply(t, ex); m.Content != "first" || !m.Ephemeral() {
		t.Errorf("the reply is %q", m.Content)
	}
	if all := w.general.Messages(); len(all) != 1 || all[0].Content != "second" {
		t.Errorf("everybody sees %d messages", len(all))
	}
	if r := w.do(t, "GET", w.messages(), ""); len(r.list) != 1 {
		t.Errorf("the channel's history has %v", r.list)
	}
	id := second.body["id"].(string)
	if r := w.do(t, "DELETE", hook(ex, "/messages/"+id), ""); r.status != 204 || len(w.general.Messages()) != 0 {
		t.Errorf("deleting the followup: %v", r.body)
	}
	if r := w.do(t, "GET", hook(ex, "/messages/"+id), ""); r.code() != 10008 {
		t.Errorf("reading the deleted followup: %v", r.body)
	}
}

func TestChoicesAreChecked(t *testing.T) {
	t.Parallel()
	w := frozen(t)
	answered := make(chan struct{})
	cancel := w.Subscribe(func(e discordsim.Event) {
		if e.Kind != discordsim.Asked {
			return
		}
		if r := w.do(t, "POST", callback(e.Exchange), `{"type":8,"data":{"choices":[{"name":"a","value":1}]}}`); r.fault("data.choices.0.value") == "" {
			t.Errorf("a number for a text: %v", r.body)
		}
		if r := w.do(t, "POST", callback(e.Exchange), `{"type":5}`); r.fault("type") == "" {
			t.Errorf("a completion was deferred: %v", r.body)
		}
		w.do(t, "POST", callback(e.Exchange), `{"type":8,"data":{"choices":[{"name":"Ann","value":"ann"}]}}`)
		close(answered)
	})
	defer cancel()
	choices, err := w.As(w.ann).In(w.general).Complete(soon(t), "/ask an")
	if err != nil {
		t.Fatal(err)
	}
	<-answered
	if len(choices) != 1 || choices[0].Text() != "ann" {
		t.Errorf("choices: %v", choices)
	}
}

func TestAFormDoesNotOpenAForm(t *testing.T) {
	t.Parallel()
	w := frozen(t)
	ex := typed(t, w.As(w.ann).In(w.general), "/ask")
	form := func(title, inputs string) string {
		return fmt.Sprintf(`{"type":9,"data":{"custom_id":"f","title":%q,"components":[%s]}}`, title, inputs)
	}
	input := row(`{"type":4,"custom_id":"a","style":1,"label":"A","required":false}`)
	if r := w.do(t, "POST", callback(ex), form("46 characters are one too many for such titles", input)); r.fault("data.title") != "BASE_TYPE_BAD_LENGTH" {
		t.Errorf("a long title: %v", r.body)
	}
	if r := w.do(t, "POST", callback(ex), form("t", input+","+input+","+input+","+input+","+input+","+input)); r.fault("data.components") != "BASE_TYPE_BAD_LENGTH" {
		t.Errorf("six inputs: %v", r.body)
	}
	w.do(t, "POST", callback(ex), form("t", input))
	modal, err := ex.Modal(soon(t))
	if err != nil {
		t.Fatal(err)
	}
	sent, err := modal.Submit(soon(t))
	if err != nil {
		t.Fatal(err)
	}
	if r := w.do(t, "POST", callback(sent), form("t", input)); r.fault("type") == "" {
		t.Errorf("a form opened a form: %v", r.body)
	}
}

package discordsim

import (
	"github.com/go-json-experiment/json/jsontext"
)

// The types of callback.
const (
	callbackPong           = 1
	callbackMessage        = 4
	callbackDefer          = 5
	callbackDeferredUpdate = 6
	callbackUpdate         = 7
	callbackChoices        = 8
	callbackModal          = 9
)

// callback answers an interaction for the first time.
func (c *call) callback() (reply, error) {
	var b struct {
		Type int            `json:"type"`
		Data jsontext.Value `json:"data"`
	}
	if err := decode(c.body, &b); err != nil {
		return reply{}, err
	}
	id, err := c.id(1)
	if err != nil {
		return reply{}, err
	}
	if string(b.Data) == "null" {
		b.Data = nil
	}
	a, err := c.readAnswer(b.Type, b.Data)
	if err != nil {
		return reply{}, err
	}
	s := c.sim
	s.mu.Lock()
	defer s.mu.Unlock()
	ex := s.open.byToken[c.parts[2]]
	switch {
	case ex == nil || ex.ID != id || ex.state == Failed, ex.state == Waiting && s.overdue(ex):
		return reply{}, refuse(10062)
	case ex.state != Waiting:
		return reply{}, refuse(40060)
	}
	c.app = ex.App
	if err := ex.takes(b.Type); err != nil {
		return reply{}, err
	}
	m, err := s.answer(ex, b.Type, a, c.upload)
	if err != nil {
		return reply{}, err
	}
	if c.query.Get("with_response") == "true" {
		return raw(ex.response(b.Type, m))
	}
	return noContent()
}

func (s *Sim) overdue(ex *Exchange) bool {
	return s.clock.Now().Sub(ex.Sent) >= s.options.AckTimeout
}

// callbackData is what the data of a callback says, by the callback's type.
type callbackData struct {
	message *body
	choices []Choice
	modal   *modalData
}

func (c *call) readAnswer(kind int, data []byte) (a callbackData, err error) {
	f := newForm().at("data")
	switch kind {
	case callbackMessage, callbackUpdate, callbackDefer:
		a.message = new(body)
		if err := decode(data, a.message); err != nil {
			return a, underData(err)
		}
		if kind != callbackUpdate {
			a.message.check(f, c.upload, a.message.flags()&ComponentsV2 != 0)
		}
	case callbackChoices:
		var b struct {
			Choices []Choice `json:"choices"`
		}
		if err := decode(data, &b); err != nil {
			return a, underData(err)
		}
		a.choices = b.Choices
		f.count("choices", len(b.Choices), 0, maxChoices)
	case callbackModal:
		a.modal = new(modalData)
		if err := decode(data, a.modal); err != nil {
			return a, underData(err)
		}
		a.modal.check(f)
	}
	if tooLarge(c.upload) {
		return a, refuse(40005)
	}
	return a, f.err()
}

// underData puts the faults of a callback's data below that name.
func underData(err error) error {
	var e *apiError
	if asError(err, &e) {
		for i := range e.Fields {
			e.Fields[i].Path = "data." + e.Fields[i].Path
		}
	}
	return err
}

// takes says whether the interaction can be answered by that type of callback.
func (ex *Exchange) takes(kind int) error {
	ok := false
	switch kind {
	case callbackMessage, callbackDefer:
		ok = ex.Kind != CompleteInteraction
	case callbackUpdate, callbackDeferredUpdate:
		ok = ex.Kind == ComponentInteraction || ex.Kind == ModalInteraction && ex.source != nil
	case callbackChoices:
		ok = ex.Kind == CompleteInteraction
	case callbackModal:
		ok = ex.Kind == CommandInteraction || ex.Kind == ComponentInteraction
	}
	if ok {
		return nil
	}
	f := newForm().at("type")
	f.add("INTERACTION_CALLBACK_TYPE_INVALID", "Interaction callback type %d cannot answer an interaction of type %d.", kind, ex.Kind)
	return f.err()
}

// answer gives the callback its effect and returns the message that came of it,
// if one did.
func (s *Sim) answer(ex *Exchange, kind int, a callbackData, uploads []upload) (*Message, error) {
	switch kind {
	case callbackMessage:
		if a.message.empty(uploads) {
			return nil, refuse(50006)
		}
		m := s.reply(ex, a.message.flags())
		s.fill(m, a.message, uploads, ex.App.Bot)
		s.publish(m)
		ex.original, ex.answered = m.ID, m
		s.settle(ex, Replied)
		return m, nil
	case callbackDefer:
		m := s.reply(ex, a.message.flags()&Ephemeral|Loading)
		ex.private = m.Ephemeral()
		s.publish(m)
		ex.original = m.ID
		s.settle(ex, Thinking)
		return m, nil
	case callbackDeferredUpdate:
		ex.original, ex.updates = ex.source.ID, true
		s.settle(ex, Thinking)
	case callbackUpdate:
		m := ex.find(ex.source.ID)
		if m == nil {
			return nil, refuse(10008)
		}
		n, err := s.edited(m, a.message, uploads, ex.App.Bot)
		if err != nil {
			return nil, underData(err)
		}
		s.put(n)
		ex.original, ex.answered = n.ID, n
		s.settle(ex, Replied)
		return n, nil
	case callbackChoices:
		ex.choices = a.choices
		if o := focused(ex); o != nil {
			f := newForm().at("data", "choices")
			checkChoices(f, a.choices, o.Type)
			if err := f.err(); err != nil {
				return nil, err
			}
		}
		s.settle(ex, Suggested)
	case callbackModal:
		ex.modal = &Modal{Title: a.modal.Title, CustomID: a.modal.CustomID, Components: a.modal.Components, asked: ex}
		s.settle(ex, Form)
	}
	return nil, nil
}

// focused is the option that is being completed.
func focused(ex *Exchange) *Option { return ex.By.focused }

// response is what a callback with_response is answered with.
func (ex *Exchange) response(kind int, m *Message) []byte {
	type resource struct {
		Type    int            `json:"type"`
		Message jsontext.Value `json:"message,omitzero"`
	}
	var out struct {
		Interaction struct {
			ID        ID              `json:"id"`
			Type      InteractionType `json:"type"`
			MessageID ID              `json:"response_message_id,omitzero"`
			Loading   bool            `json:"response_message_loading,omitzero"`
			Ephemeral bool            `json:"response_message_ephemeral,omitzero"`
		} `json:"interaction"`
		Resource *resource `json:"resource,omitzero"`
	}
	out.Interaction.ID, out.Interaction.Type = ex.ID, ex.Kind
	if m != nil {
		out.Interaction.MessageID = m.ID
		out.Interaction.Loading, out.Interaction.Ephemeral = m.Flags&Loading != 0, m.Ephemeral()
		out.Resource = &resource{kind, m.encoded()}
	}
	return encode(out)
}

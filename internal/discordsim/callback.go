package discordsim

import (
	"strconv"

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
	ex, m, err := c.answered(id, b.Type, a)
	if err != nil {
		return reply{}, err
	}
	if c.query.Get("with_response") == "true" {
		return raw(ex.response(b.Type, m))
	}
	return noContent()
}

// answered finds the interaction that the path names and gives the callback its
// effect.
func (c *call) answered(id ID, kind int, a callbackData) (*Exchange, *Message, error) {
	s := c.sim
	s.mu.Lock()
	defer s.mu.Unlock()
	ex := s.open.byToken[c.parts[2]]
	switch {
	case ex == nil || ex.ID != id || ex.state == Failed, ex.state == Waiting && s.overdue(ex):
		return nil, nil, refuse(10062)
	case ex.state != Waiting:
		return nil, nil, refuse(40060)
	}
	c.app = ex.App
	if err := ex.takes(kind); err != nil {
		return nil, nil, err
	}
	m, err := s.answer(ex, kind, a, c.upload)
	return ex, m, err
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

// response is what a callback with_response is answered with. The message goes
// in as it was written for everybody else.
func (ex *Exchange) response(kind int, m *Message) []byte {
	var out struct {
		Interaction struct {
			ID        ID              `json:"id"`
			Type      InteractionType `json:"type"`
			MessageID ID              `json:"response_message_id,omitzero"`
			Loading   bool            `json:"response_message_loading,omitzero"`
			Ephemeral bool            `json:"response_message_ephemeral,omitzero"`
		} `json:"interaction"`
	}
	out.Interaction.ID, out.Interaction.Type = ex.ID, ex.Kind
	if m == nil {
		return encode(out)
	}
	out.Interaction.MessageID = m.ID
	out.Interaction.Loading, out.Interaction.Ephemeral = m.Flags&Loading != 0, m.Ephemeral()
	message := m.encoded()
	b := make([]byte, 0, 256+len(message))
	b = append(b, `{"resource":{"type":`...)
	b = strconv.AppendInt(b, int64(kind), 10)
	b = append(b, `,"message":`...)
	b = append(append(b, message...), `}}`...)
	return join(encode(out), b)
}

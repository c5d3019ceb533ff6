package discordsim

import (
	"crypto/rand"
	"encoding/base64"
	"strconv"
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

// invocation is the part of an interaction's JSON that is the same for all in
// one channel.
type invocation struct {
	version int
	app     ID
	json    []byte
}

// interact sends an interaction to the bot. Callers don't hold s.mu.
func (s *Sim) interact(by Actor, app *Application, kind InteractionType, cmd *Command, data []byte, source *Message, parent *Exchange) *Exchange {
	secret := [24]byte{}
	_, _ = rand.Read(secret[:])
	s.mu.Lock()
	defer s.mu.Unlock()
	id := s.newID()
	ex := &Exchange{
		ID: id, Kind: kind, Command: cmd, App: app, By: by, Sent: s.clock.Now(), sim: s, source: source, parent: parent,
		Token: token(id, secret[:]),
	}
	s.add(ex)
	body := s.interactionJSON(ex, data)
	if g := by.channel.Server; g != nil {
		app.dispatch(g.ID, 0, "INTERACTION_CREATE", func() []byte { return body })
	} else {
		app.dispatch(0, 0, "INTERACTION_CREATE", func() []byte { return body })
	}
	s.emit(Event{Kind: Asked, Channel: by.channel, Exchange: ex, App: app})
	return ex
}

// token looks as Discord's: the word "interaction", the ID and a secret.
func token(id ID, secret []byte) string {
	b := make([]byte, 0, 64)
	b = append(b, "interaction:"...)
	b = strconv.AppendUint(b, uint64(id), 10)
	b = append(b, ':')
	b = append(b, secret...)
	return base64.RawURLEncoding.EncodeToString(b)
}

// interactionJSON writes INTERACTION_CREATE by hand: it is what this Discord
// does most.
func (s *Sim) interactionJSON(ex *Exchange, data []byte) []byte {
	ch := ex.By.channel
	place := ch.place(ex)
	who := ch.invoker(ex.By.user)
	b := make([]byte, 0, 256+len(place)+len(who)+len(data))
	b = append(b, `{"id":"`...)
	b = strconv.AppendUint(b, uint64(ex.ID), 10)
	b = append(b, `","type":`...)
	b = strconv.AppendInt(b, int64(ex.Kind), 10)
	b = append(b, `,"token":"`...)
	b = append(b, ex.Token...)
	b = append(b, `","version":1,"locale":"`...)
	b = append(b, ex.By.user.locale...)
	b = append(b, `",`...)
	b = append(b, place...)
	b = append(b, ',')
	b = append(b, who...)
	if ex.source != nil {
		b = append(b, `,"message":`...)
		b = append(b, ex.source.encoded()...)
	}
	b = append(b, `,"data":`...)
	b = append(b, data...)
	return append(b, '}')
}

// place is what an interaction tells of where it happened.
func (ch *Channel) place(ex *Exchange) []byte {
	version := 1
	if ch.Server != nil {
		version += ch.Server.version
	}
	if ch.Server == nil || ch.Server.installed[ex.App.ID] {
		if ch.prefix.version == version && ch.prefix.app == ex.App.ID {
			return ch.prefix.json
		}
	}
	o := ch.object()
	o.Permissions = ch.may(ex.App.Bot)
	out := struct {
		ApplicationID  ID            `json:"application_id"`
		ChannelID      ID            `json:"channel_id"`
		Channel        channelObject `json:"channel"`
		GuildID        ID            `json:"guild_id,omitzero"`
		GuildLocale    string        `json:"guild_locale,omitzero"`
		Guild          any           `json:"guild,omitzero"`
		AppPermissions Permissions   `json:"app_permissions"`
		Context        int           `json:"context"`
		Owners         map[string]ID `json:"authorizing_integration_owners"`
		Entitlements   []struct{}    `json:"entitlements"`
		SKUs           []struct{}    `json:"entitlement_sku_ids"`
		SizeLimit      int           `json:"attachment_size_limit"`
	}{
		ApplicationID: ex.App.ID, ChannelID: ch.ID, Channel: o, AppPermissions: o.Permissions,
		Owners: ex.owners(), SizeLimit: maxFile, Context: 1,
	}
	if g := ch.Server; g != nil {
		out.GuildID, out.GuildLocale, out.Context = g.ID, g.locale, 0
		out.Guild = map[string]any{"id": g.ID, "locale": g.locale, "features": []string{}}
	}
	b := encode(out)
	b = b[1 : len(b)-1]
	if ch.Server == nil || ch.Server.installed[ex.App.ID] {
		ch.prefix = invocation{version, ex.App.ID, b}
	}
	return b
}

// owners says by whose installation the application is here.
func (ex *Exchange) owners() map[string]ID {
	g := ex.By.channel.Server
	switch {
	case g != nil && g.installed[ex.App.ID]:
		return map[string]ID{"0": g.ID}
	case ex.By.user.installs[ex.App.ID]:
		return map[string]ID{"1": ex.By.user.ID}
	}
	return map[string]ID{"0": 0}
}

// invoker is what an interaction tells of who caused it: a member with
// permissions, or in direct messages a user.
func (ch *Channel) invoker(u *User) []byte {
	version := 1
	if ch.Server != nil {
		version += ch.Server.version
	}
	if ch.invokersVersion != version || len(ch.invokers) > 10_000 {
		ch.invokersVersion, ch.invokers = version, map[ID][]byte{}
	}
	b := ch.invokers[u.ID]
	if b != nil {
		return b
	}
	if ch.Server == nil {
		b = append([]byte(`"user":`), encode(u.object())...)
	} else {
		m := ch.Server.members[u.ID]
		o := m.object(true)
		o.Permissions = ch.permissions(m)
		b = append([]byte(`"member":`), encode(o)...)
	}
	ch.invokers[u.ID] = b
	return b
}

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

// reply makes a message that answers the interaction; not yet published.
func (s *Sim) reply(ex *Exchange, flags MessageFlags) *Message {
	m := s.post(ex.By.channel, ex.App.Bot)
	m.Flags = flags & (Ephemeral | Loading | SuppressEmbeds | SuppressNotifications | ComponentsV2)
	if m.Ephemeral() {
		m.For = ex.By.user
	}
	m.ApplicationID, m.WebhookID = ex.App.ID, ex.App.ID
	m.InteractionMeta = ex.metadata()
	if ex.Command != nil {
		m.Type = 20
		if ex.Command.Type != SlashCommand {
			m.Type = 23
		}
		m.Interaction = &legacyInteraction{ex.ID, int(ex.Kind), ex.Command.Name, m.InteractionMeta.User}
	} else if ex.source != nil {
		m.Type = 19
		m.Reference = &reference{MessageID: ex.source.ID, ChannelID: ex.By.channel.ID}
	}
	m.asked = ex
	return m
}

// metadata is what a message tells of the interaction that it replies to.
func (ex *Exchange) metadata() *interactionMetadata {
	d := &interactionMetadata{ID: ex.ID, Type: int(ex.Kind), User: ex.By.user.object(), Owners: ex.owners()}
	switch {
	case ex.Command != nil:
		d.Name = ex.Command.Name
	case ex.parent != nil:
		d.Triggering = ex.parent.metadata()
	case ex.source != nil:
		d.MessageID = ex.source.ID
	}
	return d
}

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

// hook finds the interaction whose token the path of a webhook names. It must
// have been acknowledged and its token not have run out.
func (c *call) hook() (*Exchange, error) {
	app, err := c.id(1)
	if err != nil {
		return nil, err
	}
	s := c.sim
	ex := s.open.byToken[c.parts[2]]
	switch {
	case s.appByID(app) == nil:
		return nil, refuse(10015)
	case ex == nil || ex.App.ID != app || s.clock.Now().Sub(ex.Sent) > s.options.TokenLife:
		return nil, refuse(50027)
	case ex.state == Waiting || ex.state == Failed:
		return nil, refuse(10015)
	}
	c.app = ex.App
	return ex, nil
}

// followup sends another message. The first one after a deferral takes the
// deferral's place, and is seen by whom the deferral was.
func (c *call) followup() (reply, error) {
	b, err := c.readBody(func(b *body) bool { return b.flags()&ComponentsV2 != 0 })
	if err != nil {
		return reply{}, err
	}
	s := c.sim
	s.mu.Lock()
	defer s.mu.Unlock()
	ex, err := c.hook()
	if err != nil {
		return reply{}, err
	}
	if b.empty(c.upload) {
		return reply{}, refuse(50006)
	}
	if m := ex.find(ex.original); ex.state == Thinking && m != nil && m.Flags&Loading != 0 {
		n := m.next()
		n.Flags = n.Flags&^Loading | b.flags()&(SuppressEmbeds|ComponentsV2)
		s.fill(n, b, c.upload, ex.App.Bot)
		s.pinged(n)
		s.put(n)
		ex.answered = n
		s.settle(ex, Replied)
		return raw(n.encoded())
	}
	m := s.reply(ex, b.flags()&^Loading)
	m.Type = 0
	m.InteractionMeta.OriginalID = ex.original
	s.fill(m, b, c.upload, ex.App.Bot)
	s.publish(m)
	ex.followups = append(ex.followups, m.ID)
	ex.changes.fire()
	return raw(m.encoded())
}

// hooked finds the message of an interaction that the path names.
func (c *call) hooked() (*Exchange, *Message, error) {
	ex, err := c.hook()
	if err != nil {
		return nil, nil, err
	}
	id := ex.original
	if c.parts[4] != "@original" {
		if id, err = c.id(4); err != nil {
			return nil, nil, err
		}
	}
	m := ex.find(id)
	if m == nil || id != ex.original && (m.asked == nil || m.asked.App != ex.App) {
		return nil, nil, refuse(10008)
	}
	return ex, m, nil
}

func (c *call) webhookMessage() (reply, error) {
	c.sim.mu.Lock()
	defer c.sim.mu.Unlock()
	_, m, err := c.hooked()
	if err != nil {
		return reply{}, err
	}
	return raw(m.encoded())
}

func (c *call) editWebhookMessage() (reply, error) {
	b := new(body)
	if err := decode(c.body, b); err != nil {
		return reply{}, err
	}
	s := c.sim
	s.mu.Lock()
	defer s.mu.Unlock()
	ex, m, err := c.hooked()
	if err != nil {
		return reply{}, err
	}
	n, err := s.edited(m, b, c.upload, ex.App.Bot)
	if err != nil {
		return reply{}, err
	}
	if n.Flags&Loading != 0 { // the answer to a deferral is a new message, not an edit
		n.Flags &^= Loading
		n.EditedTimestamp = nil
		s.mention(n, ex.App.Bot, b.AllowedMentions)
		s.pinged(n)
	}
	s.put(n)
	if m.ID == ex.original {
		ex.answered = n
	}
	if m.ID == ex.original && ex.state == Thinking {
		s.settle(ex, Replied)
	} else {
		ex.changes.fire()
	}
	return raw(n.encoded())
}

func (c *call) deleteWebhookMessage() (reply, error) {
	s := c.sim
	s.mu.Lock()
	defer s.mu.Unlock()
	ex, m, err := c.hooked()
	if err != nil {
		return reply{}, err
	}
	s.remove(m)
	if m.ID == ex.original && ex.state == Thinking {
		s.settle(ex, Replied)
	} else {
		ex.changes.fire()
	}
	return noContent()
}

// TokenLeft is how long the interaction's token still works, by the sim's
// clock.
func (ex *Exchange) TokenLeft() time.Duration {
	return ex.Sent.Add(ex.sim.options.TokenLife).Sub(ex.sim.clock.Now())
}

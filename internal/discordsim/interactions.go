package discordsim

import (
	"crypto/rand"
	"encoding/base64"
	"strconv"
	"time"
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

// TokenLeft is how long the interaction's token still works, by the sim's
// clock.
func (ex *Exchange) TokenLeft() time.Duration {
	return ex.Sent.Add(ex.sim.options.TokenLife).Sub(ex.sim.clock.Now())
}

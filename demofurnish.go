package main

import (
	"context"

	"vigil/internal/discordsim"
	"vigil/store"
)

// demoPlace is a server of the demo and its channels: where everybody asks, where
// announcements are posted, and where curators talk.
type demoPlace struct {
	name, language          string
	ask, announce, casework demoChannel
	hour                    int // of announcements
	timezone, calendar      string
}

type demoChannel struct{ name, topic string }

func demoPlaces() []demoPlace {
	return []demoPlace{
		{
			name: "Press Watch", language: "en",
			ask:      demoChannel{"ask", "Ask about a case: type / and choose a command"},
			announce: demoChannel{"announcements", "What is new, and what is remembered today"},
			casework: demoChannel{"casework", "Where curators talk"},
			hour:     9, timezone: "Europe/Berlin", calendar: "gregorian",
		},
		{
			name: "نگاه", language: "fa",
			ask:      demoChannel{"پرسش", "دربارهٔ یک پرونده بپرسید: / را بزنید و فرمانی برگزینید"},
			announce: demoChannel{"اعلان‌ها", "آنچه تازه است و آنچه امروز به یاد آورده می‌شود"},
			casework: demoChannel{"پرونده‌ها", "گفت‌وگوی ویراستاران"},
			hour:     18, timezone: "Asia/Tehran", calendar: "solar_hijri",
		},
	}
}

// furnish fills the embedded Discord: two servers, one in English and one in
// Persian, and three people on both, a member, a curator and an administrator.
// It returns the channels for announcements, in which nothing is announced yet.
func furnish(ctx context.Context, sim *discordsim.Sim, db *store.DB) (announce []*discordsim.Channel, err error) {
	app := sim.AddApplication(demoToken)
	member, curator, admin := sim.AddUser("Mina"), sim.AddUser("Cyrus"), sim.AddUser("Ada")
	for i, place := range demoPlaces() {
		server := sim.AddServer(place.name)
		server.SetOwner(admin)
		server.Install(app)
		curators := server.AddRole("Curators", discordsim.ManageMessages)
		administrators := server.AddRole("Administrators", discordsim.ManageServer|discordsim.ManageMessages)
		server.Join(member, curator, admin)
		server.Give(curator, curators)
		server.Give(admin, administrators)
		add := func(c demoChannel) *discordsim.Channel {
			channel := server.AddChannel(c.name)
			channel.SetTopic(c.topic)
			return channel
		}
		add(place.ask)
		announce = append(announce, add(place.announce))
		// The curators' room: nobody else sees it.
		room := add(place.casework)
		room.OverwriteRole(server.Everyone(), 0, discordsim.ViewChannel)
		for _, role := range []*discordsim.Role{curators, administrators, server.BotRole(app)} {
			room.OverwriteRole(role, discordsim.ViewChannel, 0)
		}
		id := server.ID.String()
		if _, err := db.Servers().Attach(ctx, id, store.Main, i == 0, terminal); err != nil {
			return nil, err
		}
		if err := db.Servers().SetLanguage(ctx, id, place.language, terminal); err != nil {
			return nil, err
		}
		if i > 0 {
			continue // it only reads
		}
		if err := db.Servers().SetReview(ctx, id, room.ID.String(), terminal); err != nil {
			return nil, err
		}
	}
	return announce, nil
}

// announceAll has everything announced in the channels of the demo's servers.
func announceAll(ctx context.Context, db *store.DB, channels []*discordsim.Channel) error {
	for i, place := range demoPlaces() {
		err := db.Channels().Set(ctx, store.Channel{
			ID: channels[i].ID.String(), Server: channels[i].Server.ID.String(), Kinds: store.AllAnnounced(),
			Hour: place.hour, Timezone: place.timezone, Calendar: place.calendar,
		}, terminal)
		if err != nil {
			return err
		}
	}
	return nil
}

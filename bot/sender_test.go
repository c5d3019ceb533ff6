package bot

import (
	"errors"
	"strconv"
	"sync"
	"testing"
	"time"

	"vigil/commands"
	"vigil/internal/discordsim"
)

// However many messages there are for however many channels, Discord never has
// to say that they are too many.
func TestSenderKeepsToDiscordsLimits(t *testing.T) {
	t.Parallel()
	for name, sliding := range map[string]bool{"fixed": false, "sliding": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			limits := discordsim.DiscordLimits()
			limits.Sliding = sliding
			s := limitedStage(t, &limits, echo())
			s.run()
			s.waitFor("the bot to be ready", s.ready)
			var wait sync.WaitGroup
			for i := range 110 {
				room := s.room
				if i >= 5 {
					room = s.server.AddChannel("room-" + strconv.Itoa(i))
				}
				wait.Go(func() {
					_, err := s.bot.Courier().Post(t.Context(), s.server.ID.String(), room.ID.String(), senderCard(i), "n"+strconv.Itoa(i))
					if err != nil {
						t.Error(err)
					}
				})
			}
			wait.Wait()
			if n := s.sim.InvalidRequests(); n != 0 {
				t.Errorf("%d were refused", n)
			}
		})
	}
}

// What Discord asks to wait for is waited for, and nothing else is held up; what
// it asks to wait for long is said to whoever posts.
func TestSenderWaits(t *testing.T) {
	t.Parallel()
	for _, scope := range []discordsim.Scope{discordsim.GlobalLimit, discordsim.RouteLimit, discordsim.SharedLimit} {
		s := play(t, echo())
		other := s.server.AddChannel("other")
		post := func(room *discordsim.Channel, nonce string) error {
			_, err := s.bot.Courier().Post(t.Context(), s.server.ID.String(), room.ID.String(), senderCard(1), nonce)
			return err
		}
		var wait *commands.Wait
		s.sim.Faults().Next429(1, scope, 10*time.Minute, "POST /channels/*/messages")
		if err := post(s.room, "n1"); !errors.As(err, &wait) || wait.After != 10*time.Minute {
			t.Errorf("%s: %v", scope, err)
		}
		n := s.sim.RequestCount()
		if err := post(s.room, "n1"); !errors.As(err, &wait) || wait.After < 9*time.Minute || s.sim.RequestCount() != n {
			t.Errorf("%s, asked again: %v", scope, err)
		}
		if err := post(other, "n2"); (err == nil) == (scope == discordsim.GlobalLimit) {
			t.Errorf("%s, another channel: %v", scope, err)
		}
		want := 1
		if scope == discordsim.SharedLimit {
			want = 0
		}
		if h := s.bot.Health(); h.Invalid != want || h.Invalid != s.sim.InvalidRequests() {
			t.Errorf("%s: %d invalid requests", scope, h.Invalid)
		}
		s.expect(s.member, "/echo text:here", "here") // replies go another way
	}
}

// Whoever may no longer write somewhere is found out by health before Discord
// bans the address; a reply that is refused counts too.
func TestSenderCountsRefusals(t *testing.T) {
	t.Parallel()
	s := play(t, echo())
	s.room.OverwriteRole(s.server.BotRole(s.app), 0, discordsim.SendMessages)
	for range 3 {
		if _, err := s.bot.Courier().Post(t.Context(), s.server.ID.String(), s.room.ID.String(), senderCard(1), ""); !errors.Is(err, commands.ErrNotAllowed) {
			t.Error(err)
		}
	}
	s.sim.Faults().Next429(1, discordsim.RouteLimit, time.Millisecond, aCallback)
	s.expect(s.member, "/echo text:here", "here")
	if h := s.bot.Health(); h.Invalid != 4 || h.Invalid != s.sim.InvalidRequests() || h.Sent < 3 {
		t.Errorf("health %+v, counted %d", h, s.sim.InvalidRequests())
	}
}

// Command rehearsal is an embedded Discord on its own, against which `vigil
// run` can be tried as it is typed, with DISCORD_API_URL and DISCORD_TOKEN set
// to what this prints. When the bot has connected, somebody asks it about a
// case, and the answer's title is printed. It stops when told to.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"vigil/internal/discordsim"
)

// server is the id of the only server, the one in the README.
const server = 123456789012345678

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := rehearse(ctx)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "rehearsal:", err)
		os.Exit(1)
	}
}

func rehearse(ctx context.Context) error {
	sim := discordsim.New(discordsim.Options{})
	if err := sim.Start("127.0.0.1:0"); err != nil {
		return err
	}
	defer sim.Close()
	app := sim.AddApplication("rehearsal")
	watch := sim.AddServerAs(server, "Rehearsal")
	watch.Install(app)
	channel := watch.AddChannel("ask")
	member := sim.AddUser("Mina")
	watch.Join(member)
	fmt.Printf("DISCORD_API_URL=%s\nDISCORD_TOKEN=%s\n", sim.URL(), "rehearsal")

	connected := func() bool { return app.Sessions() > 0 && len(app.Commands()) > 0 }
	if err := sim.Wait(ctx, connected); err != nil {
		return nil // told to stop
	}
	exchange, err := sim.As(member).In(channel).Type(ctx, "/case person:rasoulof")
	if err != nil {
		return err
	}
	answer, err := exchange.Reply(ctx)
	if err != nil {
		return err
	}
	for _, card := range answer.Embeds {
		fmt.Printf("answered /case: %s\n", card.Title)
	}
	<-ctx.Done()
	return nil
}

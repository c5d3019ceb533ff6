// Package discordsim is an embedded Discord: REST and gateway over real
// sockets on this machine, for rehearsals, demonstrations and end-to-end
// tests. An unchanged bot connects to it with its usual library; a driver plays
// the people ("as this user, in this channel, type this"), and faults can be
// asked for. It checks what Discord checks and answers with Discord's own error
// codes.
//
// It imports nothing else of this program: it is the other side.
//
//	sim := discordsim.New(discordsim.Options{})
//	err := sim.Start("127.0.0.1:0")
//	app := sim.AddApplication("token")
//	server := sim.AddServer("Watch")
//	general := server.AddChannel("general")
//	ann := sim.AddUser("ann")
//	server.Join(ann)
//	// … a bot connects to sim.URL() with app.Token …
//	ex, err := sim.As(ann).In(general).Type(ctx, "/ping")
//	msg, err := ex.Reply(ctx)
//
// Everything that methods hand out ([Message], [Request], [Command] …) is a
// snapshot that never changes afterwards. All methods may be called from
// several goroutines.
package discordsim

package discordsim

import "time"

func (app *Application) self() selfObject {
	return selfObject{userObject: app.Bot.object(), Verified: true, MFAEnabled: true, Locale: "en-US"}
}

// Application is a bot as the developer portal knows it.
type Application struct {
	ID    ID
	Token string // without the word "Bot"
	Name  string
	Bot   *User

	sim        *Sim
	commands   []*Command // global and of servers
	sessions   map[string]*session
	counts     struct{ identifies, resumes int }
	global     window
	identified time.Time
	reset      bool // its token was reset: it opens nothing any more
}

// AddApplication makes an application whose bot signs in with token, and
// installs it in every server.
func (s *Sim) AddApplication(token string) *Application {
	s.mu.Lock()
	defer s.mu.Unlock()
	bot := s.addUser("Vigil", true)
	app := &Application{ID: bot.ID, Token: token, Name: "Vigil", Bot: bot, sim: s, sessions: map[string]*session{}}
	s.apps = append(s.apps, app)
	for _, g := range s.serverOrder {
		g.install(app)
	}
	return app
}

// Applications lists the applications in the order in which they were added.
func (s *Sim) Applications() []*Application {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]*Application(nil), s.apps...)
}

// ResetToken makes the application's token worthless, as Discord does when it
// is leaked or after too many identifies.
func (app *Application) ResetToken() {
	app.sim.mu.Lock()
	defer app.sim.mu.Unlock()
	app.reset = true
	app.closeAll(closeAuthentication)
}

// appByToken finds who signs with an Authorization value; nil when nobody does.
func (s *Sim) appByToken(token string) *Application {
	for _, app := range s.apps {
		if app.Token == token && !app.reset {
			return app
		}
	}
	return nil
}

func (s *Sim) appByID(id ID) *Application {
	for _, app := range s.apps {
		if app.ID == id {
			return app
		}
	}
	return nil
}

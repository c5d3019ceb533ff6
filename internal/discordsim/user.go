package discordsim

import "time"

// User is a person, or the account of an application's bot.
type User struct {
	ID   ID
	Name string
	Bot  bool

	sim      *Sim
	locale   string // language of their Discord client
	closed   bool   // takes no direct messages
	installs map[ID]bool
}

// AddUser makes a person, who joins servers by [Server.Join]. Their client is
// in English (en-US) until SetLocale.
func (s *Sim) AddUser(name string) *User {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.addUser(name, false)
}

func (s *Sim) addUser(name string, bot bool) *User {
	u := &User{ID: s.newID(), Name: name, Bot: bot, sim: s, locale: "en-US", installs: map[ID]bool{}}
	s.users[u.ID] = u
	s.userOrder = append(s.userOrder, u)
	return u
}

// User finds a user by ID; nil when there is none.
func (s *Sim) User(id ID) *User {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.users[id]
}

// Users lists all people and bots in the order in which they were added.
func (s *Sim) Users() []*User {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]*User(nil), s.userOrder...)
}

// SetLocale changes the language of the user's Discord client, as "fr" or
// "en-GB"; it travels with their interactions.
func (u *User) SetLocale(locale string) {
	u.sim.mu.Lock()
	defer u.sim.mu.Unlock()
	u.locale = locale
}

// CloseDMs has messages to this user refused with code 50007, or taken again.
func (u *User) CloseDMs(closed bool) {
	u.sim.mu.Lock()
	defer u.sim.mu.Unlock()
	u.closed = closed
}

// Install adds an application to the user, so that they can use it where the
// server doesn't have it.
func (u *User) Install(app *Application) {
	u.sim.mu.Lock()
	defer u.sim.mu.Unlock()
	u.installs[app.ID] = true
}

// Mention is how a message mentions the user.
func (u *User) Mention() string { return "<@" + u.ID.String() + ">" }

func (u *User) object() userObject {
	o := userObject{ID: u.ID, Username: username(u.Name), Discriminator: "0", Bot: u.Bot}
	if u.Bot {
		o.Username, o.Discriminator = u.Name, "0000"
	} else {
		o.GlobalName = &u.Name
	}
	return o
}

func (app *Application) self() selfObject {
	return selfObject{userObject: app.Bot.object(), Verified: true, MFAEnabled: true, Locale: "en-US"}
}

// username is the account's name: lower case, without spaces.
func username(name string) string {
	out := make([]rune, 0, len(name))
	for _, r := range name {
		switch {
		case r >= 'A' && r <= 'Z':
			out = append(out, r+'a'-'A')
		case r == ' ':
			out = append(out, '_')
		default:
			out = append(out, r)
		}
	}
	return string(out)
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

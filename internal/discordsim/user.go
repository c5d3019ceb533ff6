package discordsim

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

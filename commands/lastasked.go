package commands

import (
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
)

// lastAsked remembers whom a member asked about last in a channel, so that
// "and where is he now?" is understood. It is kept in memory only, for a few
// minutes, of the last so many who asked; neither the question nor the answer
// is.
type lastAsked struct{ kept *lru.Cache[asker, about] }

// asker is a member in a channel.
type asker struct{ user, channel string }

// about is whom somebody asked about.
type about struct {
	slug string
	at   time.Time
}

const (
	askedLife = 5 * time.Minute
	askedKept = 1000
)

func newLastAsked() *lastAsked {
	kept, err := lru.New[asker, about](askedKept)
	if err != nil {
		panic(err) // the size is a constant above zero
	}
	return &lastAsked{kept}
}

// of is the slug of whom the asker asked about last there; "" when that was
// nobody, or too long ago.
func (l *lastAsked) of(r Request) string {
	who := asker{r.User, r.Channel}
	x, ok := l.kept.Peek(who)
	if !ok {
		return ""
	}
	if x.over(r.Now) {
		l.kept.Remove(who)
		return ""
	}
	return x.slug
}

// note remembers whom the asker asked about, and forgets all that is older
// than it may be.
func (l *lastAsked) note(r Request, slug string) {
	l.kept.Add(asker{r.User, r.Channel}, about{slug, r.Now})
	for {
		who, x, ok := l.kept.GetOldest()
		if !ok || !x.over(r.Now) {
			return
		}
		l.kept.Remove(who)
	}
}

// forget forgets whom somebody asked about, in every channel.
func (l *lastAsked) forget(user string) {
	for _, who := range l.kept.Keys() {
		if who.user == user {
			l.kept.Remove(who)
		}
	}
}

// over reports whether it is too long ago; what is to come, after a clock was
// put back, is too.
func (x about) over(now time.Time) bool {
	age := now.Sub(x.at)
	return age < 0 || age >= askedLife
}

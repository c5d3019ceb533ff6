package bot

import (
	"container/list"
	"slices"
	"strconv"
	"strings"
	"time"
)

// bucket is what Discord counts requests by: what they do, and the channel,
// server or webhook they are about.
type bucket struct {
	kind  string // as "POST /channels/{id}/messages"
	major string
}

// bucketOf is the bucket of a request. The path may begin with anything before
// the version of the API.
func bucketOf(method, path string) bucket {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	if at := slices.IndexFunc(parts, isVersion); at >= 0 {
		parts = parts[at+1:]
	}
	b := bucket{kind: method}
	for i, part := range parts {
		if i == 2 && (parts[0] == "webhooks" || parts[0] == "interactions") {
			part = "{token}"
		}
		if _, err := strconv.ParseUint(part, 10, 64); err == nil {
			if i == 1 && (parts[0] == "channels" || parts[0] == "guilds" || parts[0] == "webhooks") {
				b.major = part
			}
			part = "{id}"
		}
		if i == 0 {
			b.kind += " "
		}
		b.kind += "/" + part
	}
	return b
}

func isVersion(part string) bool {
	if len(part) < 2 || part[0] != 'v' {
		return false
	}
	_, err := strconv.Atoi(part[1:])
	return err == nil
}

// quota is how many requests a bucket takes in which time; none: no limit is
// known.
type quota struct {
	limit int
	per   time.Duration
}

// quotaOf is what is known of Discord's quotas beforehand. They aren't
// documented, but have been the same for years; answers say when they become
// tighter.
func quotaOf(kind string) quota {
	switch kind {
	case "POST /channels/{id}/messages", "PATCH /channels/{id}/messages/{id}", "DELETE /channels/{id}/messages/{id}":
		return quota{5, 5 * time.Second}
	case "POST /channels/{id}/messages/{id}/crosspost":
		return quota{10, time.Hour}
	case "POST /users/@me/channels":
		return quota{10, 10 * time.Second}
	}
	return quota{}
}

// lane is one bucket: the requests that wait for it, and the room it has.
type lane struct {
	bucket
	quota
	waiting [classes]list.List
	place   [classes]*list.Element // in the order of its class; nil: nothing waits

	underway int
	// back is when requests came back. Discord counted each of them somewhere
	// between its departure and that, so that counting from there on keeps
	// to the quota however long the ways are.
	back []time.Time

	left      int       // requests that Discord still takes, by its own word
	leftUntil time.Time // for how long that holds
	until     time.Time // nothing before, as Discord asked
	later     time.Time // when the next that is sent away should come back
}

// depart counts a request that goes now.
func (l *lane) depart(now time.Time) {
	l.underway++
	if now.Before(l.leftUntil) {
		l.left--
	}
}

// arrive counts a request that came back now.
func (l *lane) arrive(now time.Time) {
	l.underway--
	if l.limit > 0 {
		l.back = append(l.back, now)
	}
}

// free is from when on the bucket has room for one more; known is false if
// something has to come back first.
func (l *lane) free(now time.Time) (at time.Time, known bool) {
	at = l.until
	if l.left <= 0 && l.leftUntil.After(at) {
		at = l.leftUntil
	}
	if l.limit == 0 {
		return at, true
	}
	l.back = slices.DeleteFunc(l.back, func(t time.Time) bool { return now.Sub(t) >= l.per })
	over := l.underway + len(l.back) - l.limit // of those, all but so many have to be over
	if over >= len(l.back) && over >= 0 {
		return at, false
	}
	if over >= 0 && l.back[over].Add(l.per).After(at) {
		at = l.back[over].Add(l.per)
	}
	return at, true
}

// awayLimit is the latest that a request is asked to come back, since how many
// will come until then is only guessed.
const awayLimit = 10 * time.Minute

// crowded says after how long a request should come back, where so many wait
// for the bucket that it would be kept waiting for too long; 0 elsewhere. Those
// who are sent away come back one after another, as fast as the bucket takes them.
func (l *lane) crowded(c class, now time.Time) time.Duration {
	ahead := l.waiting[prompt].Len()
	if c == background {
		ahead += l.waiting[background].Len()
	}
	switch {
	case l.limit == 0, ahead < l.limit*max(1, int(holdLimit/l.per)):
		return 0
	case c == prompt:
		return holdLimit
	}
	if first := now.Add(holdLimit); l.later.Before(first) {
		l.later = first
	}
	after := l.later.Sub(now)
	if after < awayLimit {
		l.later = l.later.Add(l.per / time.Duration(l.limit))
	}
	return after
}

// idle says that the lane may be forgotten: it limits nothing.
func (l *lane) idle(now time.Time) bool {
	return l.underway == 0 && l.waiting[prompt].Len()+l.waiting[background].Len() == 0 &&
		!now.Before(l.until) && !now.Before(l.leftUntil) && !now.Before(l.later) &&
		(len(l.back) == 0 || now.Sub(l.back[len(l.back)-1]) >= l.per)
}

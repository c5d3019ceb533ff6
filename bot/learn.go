package bot

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// learn takes from an answer what Discord says of its limits.
func (p *paced) learn(l *lane, r *http.Request, resp *http.Response, now time.Time) {
	h := resp.Header
	limit, _ := strconv.Atoi(h.Get("X-RateLimit-Limit"))
	left, err := strconv.Atoi(h.Get("X-RateLimit-Remaining"))
	reset := seconds(h.Get("X-RateLimit-Reset-After"))
	if err == nil && limit > 0 && reset > 0 {
		l.told(left, now, reset)
		p.tighten(l, limit, left, reset)
	}
	switch {
	case resp.StatusCode == http.StatusTooManyRequests:
		p.wait(l, resp, now)
	case resp.StatusCode == http.StatusUnauthorized:
		p.token.refused(now)
		p.log.Error("Discord refused the token: nothing is sent but what finds out whether it is right again",
			"until", p.token.until, "fix", wrongToken)
	case resp.StatusCode < 300 && !p.token.until.IsZero():
		p.token = tokenTrouble{}
		p.log.Info("Discord takes the token again", "by", bucketOf(r.Method, r.URL.Path).kind)
	}
}

// told takes over how many requests Discord still takes. Answers can overtake
// one another: the smallest number holds for as long as it may.
func (l *lane) told(left int, now time.Time, reset time.Duration) {
	left -= l.underway
	if now.Before(l.leftUntil) {
		left = min(left, l.left)
	}
	l.left = left
	if until := now.Add(reset); until.After(l.leftUntil) {
		l.leftUntil = until
	}
}

// tighten takes over a quota that is tighter than the known one.
func (p *paced) tighten(l *lane, limit, left int, reset time.Duration) {
	if l.limit == 0 {
		return // what Discord says with each answer is enough
	}
	q := l.quota
	q.limit = min(q.limit, limit)
	if left == limit-1 { // the first of its time, so that all of it is left
		q.per = max(q.per, reset)
	}
	if q != l.quota {
		l.quota, p.quotas[l.kind] = q, q
		p.log.Info("Discord takes fewer requests than known", "of", l.kind, "requests", q.limit, "in", q.per)
	}
}

// wait holds back what a 429 concerns. One that isn't about a bucket, or that
// isn't Discord's own but of the network before it, concerns everything.
func (p *paced) wait(l *lane, resp *http.Response, now time.Time) {
	h := resp.Header
	after := max(seconds(h.Get("Retry-After")), seconds(h.Get("X-RateLimit-Reset-After")), firstPause)
	scope := h.Get("X-RateLimit-Scope")
	all := scope == "global" || h.Get("X-RateLimit-Global") != "" ||
		scope == "" && !strings.HasPrefix(h.Get("Content-Type"), "application/json")
	if all {
		scope = "global"
	}
	p.log.Warn("Discord refused a request: too many", "of", l.kind, "scope", scope, "wait", after)
	held := &l.until
	if all {
		held = &p.until
	}
	if until := now.Add(after); until.After(*held) {
		*held = until
	}
}

// seconds reads a header of seconds; 0 if it is none.
func seconds(s string) time.Duration {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || f < 0 || f > 1e9 {
		return 0
	}
	return time.Duration(f * float64(time.Second))
}

// tokenTrouble is since when Discord has refused the token.
type tokenTrouble struct {
	until time.Time // nothing but what is vital is sent before
	times int
}

// How long nothing is sent after a refused token: it is as good as for good, but
// for a Discord that refuses a right one.
const (
	firstTokenPause = time.Minute
	lastTokenPause  = 30 * time.Minute
)

func (t *tokenTrouble) refused(now time.Time) {
	pause := lastTokenPause
	if t.times < 5 {
		pause = firstTokenPause << t.times
	}
	t.times++
	t.until = now.Add(pause)
}

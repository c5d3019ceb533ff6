package bot

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// answers brings answers to interactions to Discord. It posts them itself
// rather than through discordgo, which keeps a rate-limit bucket for each
// interaction for ever, repeats what must not be repeated, and costs more
// (see docs/decisions/0007-answers-by-hand.md). The interaction's own token is
// in the address, so the bot's is not sent.
type answers struct {
	root  url.URL
	path  string // of root, without a slash at its end
	over  http.RoundTripper
	agent []string
	json  []string
}

func newAnswers(root *url.URL, over http.RoundTripper) *answers {
	return &answers{
		root:  url.URL{Scheme: root.Scheme, Host: root.Host},
		path:  strings.TrimSuffix(root.Path, "/"),
		over:  over,
		agent: []string{userAgent},
		json:  []string{"application/json"},
	}
}

// trimRoot is the API's root as text, without a slash at its end.
func trimRoot(root *url.URL) string { return strings.TrimSuffix(root.String(), "/") }

// delivery is one request about an interaction.
type delivery struct {
	method, path string
	query        string
	kind         string // content type; "": JSON
	body         []byte
	until        time.Time // by the timers' clock; no new try begins after that
	// repeat says that making the request twice is the same as once, so that
	// it may be tried again when nobody knows whether it took effect.
	repeat bool
	// posted, unless nil, gets the id of the message that came of it, as far as
	// Discord says one.
	posted *string
	// done is Discord's error code that, on a repetition, says that an earlier
	// try took effect after all.
	done int
}

// The pauses between tries.
const (
	firstPause = 100 * time.Millisecond
	pauseGrows = 3
)

// deliver makes the request, and makes it again as far as d allows. A 429 had
// no effect and may always be tried again.
func (a *answers) deliver(ctx context.Context, t timers, d delivery) error {
	wait := firstPause
	for try := 0; ; try++ {
		err := a.once(ctx, d)
		if err == nil {
			return nil
		}
		var r *refused
		known := errors.As(err, &r)
		next := wait
		switch {
		case known && try > 0 && d.done != 0 && r.Code == d.done:
			return nil
		case known && r.Status == http.StatusTooManyRequests:
			next = max(r.After, firstPause)
		case known && r.Status < 500, !d.repeat:
			return err
		}
		if t.Now().Add(next).After(d.until) {
			return err
		}
		if pause(ctx, t, next) != nil {
			return err
		}
		wait *= pauseGrows
	}
}

// unreachable is a request of which nobody knows whether Discord got it, unless
// it surely wasn't sent.
type unreachable struct {
	cause  error
	unsent bool
}

func (u *unreachable) Error() string { return u.cause.Error() }
func (u *unreachable) Unwrap() error { return u.cause }

// once makes the request one time.
func (a *answers) once(ctx context.Context, d delivery) error {
	address := a.root
	address.Path, address.RawQuery = a.path+d.path, d.query
	kind := a.json
	if d.kind != "" {
		kind = []string{d.kind}
	}
	r := (&http.Request{
		Method:        d.method,
		URL:           &address,
		Proto:         "HTTP/1.1",
		ProtoMajor:    1,
		ProtoMinor:    1,
		Host:          address.Host,
		Header:        http.Header{"User-Agent": a.agent},
		ContentLength: int64(len(d.body)),
	}).WithContext(ctx)
	if d.body != nil {
		r.Header["Content-Type"] = kind
		r.Body = io.NopCloser(bytes.NewReader(d.body))
		r.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(d.body)), nil }
	}
	resp, err := a.over.RoundTrip(r)
	if err != nil {
		return &unreachable{cause: err}
	}
	defer resp.Body.Close()
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return readRefusal(resp)
	}
	if d.posted != nil {
		*d.posted = messageID(io.LimitReader(resp.Body, answerLimit))
	}
	if resp.ContentLength != 0 {
		_, err = io.Copy(io.Discard, io.LimitReader(resp.Body, answerLimit))
	}
	return err
}

// callback is the first answer to an interaction: Discord takes one, and says
// so when there was one already, so that it may be repeated.
func callback(id, token string, until time.Time) delivery {
	return delivery{
		method: http.MethodPost,
		path:   "/interactions/" + id + "/" + token + "/callback",
		until:  until,
		repeat: true,
		done:   alreadyAnswered,
	}
}

// followUp is a further message. Made twice it would be posted twice.
func followUp(app, token string, until time.Time) delivery {
	return delivery{
		method: http.MethodPost,
		path:   "/webhooks/" + app + "/" + token,
		until:  until,
	}
}

// edit puts a message in place of the first answer, a deferral among them.
func edit(app, token string, until time.Time) delivery {
	return delivery{
		method: http.MethodPatch,
		path:   "/webhooks/" + app + "/" + token + "/messages/@original",
		until:  until,
		repeat: true,
	}
}

// look asks for the first answer as it stands.
func look(app, token string, until time.Time) delivery {
	return delivery{
		method: http.MethodGet,
		path:   "/webhooks/" + app + "/" + token + "/messages/@original",
		until:  until,
		repeat: true,
	}
}

// remove takes the first answer away.
func remove(app, token string, until time.Time) delivery {
	return delivery{
		method: http.MethodDelete,
		path:   "/webhooks/" + app + "/" + token + "/messages/@original",
		until:  until,
		repeat: true,
		done:   unknownMessage,
	}
}

package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync/atomic"
	"time"
)

// api is the little that the bot asks of Discord's REST API beside answering
// interactions. Each request is made once: who calls decides what to repeat.
type api struct {
	root   string // without a slash at its end
	token  string
	client *http.Client
}

// answerLimit is how much of an answer is read, in bytes.
const answerLimit = 8 << 20

// newAPI makes a client of the API at root, over that transport. Redirects are
// not followed: the token would go along.
func newAPI(root *url.URL, token string, over http.RoundTripper) *api {
	return &api{
		root:  trimRoot(root),
		token: token,
		client: &http.Client{
			Transport:     over,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
}

// refused is an answer other than a success.
type refused struct {
	Status int
	Code   int    // Discord's own error code; 0 when there is none
	Reason string // Discord's words
	After  time.Duration
}

// Error is Discord's answer in one line.
func (r *refused) Error() string {
	if r.Code == 0 {
		return fmt.Sprintf("Discord answered %d %s", r.Status, http.StatusText(r.Status))
	}
	return fmt.Sprintf("Discord answered %d: %s (%d)", r.Status, r.Reason, r.Code)
}

// Discord's error codes that mean something to the bot.
const (
	unknownChannel     = 10003
	unknownMessage     = 10008
	unknownUser        = 10013
	unknownInteraction = 10062
	alreadyCrossposted = 40033
	alreadyAnswered    = 40060
	blockedUnderway    = 40333 // by the network before Discord, with 403
	missingAccess      = 50001 // to a channel, or by an invitation without the scope
	closedToDirect     = 50007 // the person takes no direct messages from the bot
	missingPermissions = 50013
	noSharedServer     = 50278 // so that the person can't be written to
)

// readRefusal reads the answer to a request that was not a success.
func readRefusal(resp *http.Response) *refused {
	r := &refused{Status: resp.StatusCode}
	body, err := io.ReadAll(io.LimitReader(resp.Body, 64<<10))
	if err != nil {
		return r
	}
	var said struct {
		Code       int             `json:"code"`
		Message    string          `json:"message"`
		RetryAfter float64         `json:"retry_after"` // seconds
		Errors     json.RawMessage `json:"errors"`
	}
	if json.Unmarshal(body, &said) == nil {
		r.Code, r.Reason = said.Code, said.Message
		r.After = time.Duration(said.RetryAfter * float64(time.Second))
		if len(said.Errors) > 0 {
			r.Reason += " " + string(said.Errors)
		}
	}
	return r
}

// do makes one request with the token, of in as JSON, and decodes the answer
// into out, unless that is nil. A wrong token is a [*Fatal], any other refusal a
// *refused.
func (a *api) do(ctx context.Context, method, path string, in, out any) error {
	if in == nil {
		return a.send(ctx, method, path, "", nil, out)
	}
	data, err := json.Marshal(in)
	if err != nil {
		return err
	}
	return a.send(ctx, method, path, "application/json", data, out)
}

// send is do with a body of any type.
func (a *api) send(ctx context.Context, method, path, kind string, body []byte, out any) error {
	_, err := a.exchange(ctx, method, path, kind, body, out)
	return err
}

// exchange is send with the headers of the answer.
func (a *api) exchange(ctx context.Context, method, path, kind string, body []byte, out any) (http.Header, error) {
	var sent atomic.Bool // or may have been
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { sent.Store(true) }})
	req, err := http.NewRequestWithContext(ctx, method, a.root+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bot "+a.token)
	req.Header.Set("User-Agent", userAgent)
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	resp, err := a.client.Do(req)
	if err != nil {
		var u *url.Error
		if errors.As(err, &u) { // its text has the whole address; the reason is enough
			err = u.Err
		}
		return nil, &unreachable{cause: err, unsent: !sent.Load()}
	}
	defer resp.Body.Close()
	switch {
	case resp.StatusCode == http.StatusUnauthorized:
		return resp.Header, unauthorised()
	case resp.StatusCode < 200 || resp.StatusCode > 299:
		return resp.Header, readRefusal(resp)
	case out == nil: // it was done, whatever becomes of the rest of the answer
		_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, answerLimit))
		return resp.Header, nil
	}
	if err := json.NewDecoder(io.LimitReader(resp.Body, answerLimit)).Decode(out); err != nil {
		return resp.Header, &unreachable{cause: err}
	}
	return resp.Header, nil
}

// gatewayInfo is what Discord says before a connection: whether the token is
// right, and how many times it may identify yet.
type gatewayInfo struct {
	URL   string `json:"url"`
	Limit struct {
		Total      int   `json:"total"`
		Remaining  int   `json:"remaining"`
		ResetAfter int64 `json:"reset_after"` // milliseconds
	} `json:"session_start_limit"`
}

func (a *api) gateway(ctx context.Context) (gatewayInfo, error) {
	var g gatewayInfo
	err := a.do(ctx, http.MethodGet, "/gateway/bot", nil, &g)
	return g, err
}

package bot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"vigil/commands"
)

// fetchLimit is how long fetching one file may take.
const fetchLimit = 25 * time.Second

// notFetched is a file that Discord didn't hand out, and why.
type notFetched struct{ cause error }

func (e *notFetched) Error() string { return "the file could not be fetched: " + e.cause.Error() }
func (e *notFetched) Unwrap() error { return e.cause }

// files fetches what people sent. The token isn't sent along: the addresses are
// for everybody who knows them.
type files struct {
	root   url.URL
	client *http.Client
}

func newFiles(root *url.URL, over http.RoundTripper) *files {
	return &files{
		root: *root,
		client: &http.Client{
			Transport: over,
			Timeout:   fetchLimit,
			// Wherever it led, it would not be where Discord keeps files.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
}

// allowed says whether files are fetched from that address: from Discord's own
// hosts, encrypted; where the operator has put another API in Discord's place,
// from the host of that alone.
func (f *files) allowed(address *url.URL) error {
	ours := address.Scheme == "https" && (address.Host == "cdn.discordapp.com" || address.Host == "media.discordapp.net")
	if f.root.Host != "discord.com" {
		ours = address.Scheme == f.root.Scheme && address.Host == f.root.Host
	}
	if !ours {
		return fmt.Errorf("%s://%s is not where Discord keeps files", address.Scheme, address.Host)
	}
	return nil
}

// fetch downloads a file of at most limit bytes. What counts is what comes, not
// what was said of it before.
func (f *files) fetch(ctx context.Context, a commands.Attachment, limit int64) ([]byte, error) {
	if a.Size > limit {
		return nil, &commands.TooLarge{Size: a.Size, Limit: limit}
	}
	address, err := url.Parse(a.URL)
	if err != nil {
		return nil, &notFetched{errors.New("its address can't be read")}
	}
	if err := f.allowed(address); err != nil {
		return nil, &notFetched{err}
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address.String(), http.NoBody)
	if err != nil {
		return nil, &notFetched{errors.New("its address can't be asked for")}
	}
	r.Header.Set("User-Agent", userAgent)
	resp, err := f.client.Do(r)
	if err != nil {
		var u *url.Error
		if errors.As(err, &u) { // its text has the address, and that the file's name
			err = u.Err
		}
		return nil, &notFetched{err}
	}
	defer resp.Body.Close()
	switch packed := resp.Header.Get("Content-Encoding"); {
	case resp.StatusCode != http.StatusOK:
		return nil, &notFetched{fmt.Errorf("the answer was %d", resp.StatusCode)}
	case packed != "" && packed != "identity":
		return nil, &notFetched{errors.New("it came packed, which was not asked for")}
	case resp.ContentLength > limit:
		return nil, &commands.TooLarge{Size: resp.ContentLength, Limit: limit}
	}
	data, err := io.ReadAll(io.LimitReader(resp.Body, limit+1))
	switch {
	case err != nil:
		return nil, &notFetched{err}
	case int64(len(data)) > limit:
		return nil, &commands.TooLarge{Size: max(a.Size, resp.ContentLength, int64(len(data))), Limit: limit}
	}
	return data, nil
}

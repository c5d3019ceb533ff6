package bot

import (
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// discordAPI is Discord's own root. The path names the version that discordgo
// speaks on the gateway too.
const discordAPI = "https://discord.com/api/v9"

// tuned is a transport that keeps its connections to Discord. The default one
// keeps two idle connections a host, so that nearly each callback opens a new
// one. It stays with HTTP/1.1: there one stalled connection delays one answer,
// not all of them.
func tuned() *http.Transport {
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	return &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 5 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		Protocols:             protocols,
		MaxIdleConns:          512,
		MaxIdleConnsPerHost:   512,
		IdleConnTimeout:       5 * time.Minute,
		TLSHandshakeTimeout:   5 * time.Second,
		ResponseHeaderTimeout: 10 * time.Second,
		ExpectContinueTimeout: time.Second,
		WriteBufferSize:       16 << 10, // a card and its headers go out in one write
		DisableCompression:    true,     // answers are a few bytes
	}
}

// elsewhere sends what is addressed to Discord's API to another root: the
// scheme, host and path root of a request are rewritten, the rest stays.
// Requests to any other host are refused, since they would carry the token.
type elsewhere struct {
	next http.RoundTripper
	root *url.URL
}

// RoundTrip sends a rewritten copy of the request.
func (e *elsewhere) RoundTrip(r *http.Request) (*http.Response, error) {
	rest, ok := strings.CutPrefix(r.URL.Path, "/api/v9/")
	if r.URL.Host != "discord.com" || !ok {
		return nil, fmt.Errorf("refused to send a request to %s: not Discord's API", r.URL.Host)
	}
	out := r.Clone(r.Context())
	out.URL.Scheme, out.URL.Host = e.root.Scheme, e.root.Host
	out.URL.Path = strings.TrimSuffix(e.root.Path, "/") + "/" + rest
	out.URL.RawPath = ""
	out.Host = ""
	return e.next.RoundTrip(out)
}

// gatewayAllowed says whether the token may be sent to that gateway, whose
// address the API at root gave: Discord's own gateways, or a host that the
// operator's own root is on. Clear text only where the root is so too.
func gatewayAllowed(root, gateway *url.URL) error {
	switch {
	case gateway.Scheme != "wss" && gateway.Scheme != "https" && root.Scheme != "http":
		return fmt.Errorf("the gateway %s is not encrypted", gateway.Host)
	case gateway.Hostname() == "discord.gg" || strings.HasSuffix(gateway.Hostname(), ".discord.gg"):
		return nil
	case root.Host != "discord.com" && gateway.Hostname() == root.Hostname():
		return nil
	case loopback(root.Hostname()) && loopback(gateway.Hostname()):
		return nil
	}
	return fmt.Errorf("the gateway %s is neither Discord's nor on the host of DISCORD_API_URL: the token is not sent there", gateway.Host)
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

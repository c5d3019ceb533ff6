package discordsim

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"
)

//go:embed web
var webFiles embed.FS

// PageOptions tell how the page for people is to be.
type PageOptions struct {
	Title string   // of the browser's tab; "": "Vigil demo"
	Tries []string // lines offered at a channel's start, as "/case person:rasulof"
	// Rest returns once the application has done all that is due by now, with the
	// next instant at which it has something to do; zero if it knows none. With it
	// the page's clock walks from one such instant to the next, so that
	// each thing happens at its hour; without it the clock jumps.
	Rest func(context.Context) (next time.Time, err error)
}

// Page is a web page on which people use an embedded Discord by hand, as any of
// its users. Whoever can open it can act as everybody, so it listens on this
// machine only and turns away what other sites' pages send.
type Page struct {
	sim      *Sim
	options  PageOptions
	feed     *feed
	forms    forms
	walks    walks
	http     *http.Server
	listener net.Listener
	cancel   func()
}

// ErrNotLoopback is the refusal to show the page to other machines.
var ErrNotLoopback = errors.New("the page is for this machine only: use a loopback address such as 127.0.0.1:0")

// ServePage shows the page at addr, a loopback address as "127.0.0.1:0", until
// the page or this Discord is closed.
func (s *Sim) ServePage(addr string, o PageOptions) (*Page, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, err
	}
	if !loopback(host) {
		return nil, fmt.Errorf("%s: %w", addr, ErrNotLoopback)
	}
	l, err := new(net.ListenConfig).Listen(s.life, "tcp", addr)
	if err != nil {
		return nil, err
	}
	if o.Title == "" {
		o.Title = "Vigil demo"
	}
	p := &Page{sim: s, options: o, feed: newFeed(), listener: l}
	p.cancel = p.follow()
	p.http = &http.Server{Handler: p.handler(), ReadHeaderTimeout: 10 * time.Second}
	s.work.Go(func() {
		if err := p.http.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			s.log.Error("page stopped", "err", err)
		}
	})
	s.work.Go(func() {
		<-s.life.Done()
		p.Close()
	})
	return p, nil
}

// URL is the page's address, as "http://127.0.0.1:1234/".
func (p *Page) URL() string { return "http://" + p.listener.Addr().String() + "/" }

// Close takes the page down and cuts the browsers that watch.
func (p *Page) Close() {
	if w, _ := p.walks.state(); w != nil {
		w.stop()
	}
	p.cancel()
	p.feed.close()
	p.http.Close()
}

func (p *Page) handler() http.Handler {
	files, err := fs.Sub(webFiles, "web")
	if err != nil {
		panic("discordsim: " + err.Error()) // the folder is embedded above
	}
	mux := http.NewServeMux()
	mux.Handle("GET /", noCache(http.FileServerFS(files)))
	mux.HandleFunc("GET /attachments/", p.sim.serveFile)
	mux.HandleFunc("GET /ephemeral-attachments/", p.sim.serveFile)
	mux.HandleFunc("GET /api/state", p.serveState)
	mux.HandleFunc("GET /api/events", p.serveEvents)
	p.actions(mux)
	return guard(mux)
}

// policy keeps the page to its own address: nothing inline, nothing foreign.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// guard turns away requests that another site makes through a visitor's
// browser: by a name that resolves to this machine (the Host header tells), or
// by a form or script elsewhere (Origin and Sec-Fetch-Site tell).
func guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		if !ownHost(r.Host) {
			http.Error(w, "open this page by its address on this machine, such as http://127.0.0.1", http.StatusMisdirectedRequest)
			return
		}
		if strings.HasPrefix(r.URL.Path, "/api/") && !sameSite(r) {
			http.Error(w, "only this page may ask that", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// sameSite says whether the page itself makes the request. A write needs an
// Origin, which browsers send with each of them and scripts can't forge.
func sameSite(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
	default:
		return false
	}
	origin := r.Header.Get("Origin")
	if origin == "" {
		return r.Method == http.MethodGet || r.Method == http.MethodHead
	}
	u, err := url.Parse(origin)
	return err == nil && u.Scheme == "http" && u.Host == r.Host
}

// ownHost says whether a Host header names this machine by itself, with any
// port (it may have been forwarded).
func ownHost(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	return loopback(strings.Trim(name, "[]"))
}

func loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}

// noCache has browsers ask again, since the files change with the program.
func noCache(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-cache")
		next.ServeHTTP(w, r)
	})
}

package discordsim_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"vigil/internal/discordsim"
)

// pageOf shows the page of a world.
func pageOf(t *testing.T, w *world) *discordsim.Page {
	t.Helper()
	p, err := w.ServePage("127.0.0.1:0", discordsim.PageOptions{Tries: []string{"/ping text:hello"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	return p
}

// ask sends a request as the page's own scripts do, and reads JSON.
func ask(t *testing.T, p *discordsim.Page, method, path string, body, into any) int {
	t.Helper()
	var r io.Reader
	if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		r = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(soon(t), method, p.URL()+path, r)
	if err != nil {
		t.Fatal(err)
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Origin", strings.TrimSuffix(p.URL(), "/"))
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if into != nil {
		if err := json.Unmarshal(b, into); err != nil {
			t.Fatalf("%s %s: %v in %s", method, path, err, b)
		}
	}
	return res.StatusCode
}

// pageState is what these tests read of the page's state.
type pageState struct {
	As    string `json:"as"`
	Title string `json:"title"`
	Tries []string
	Users []struct{ ID, Name, Role string }

	Servers []struct {
		Name     string
		Channels []struct{ ID, Name, Topic string }
	}
	Directs  []struct{ ID, Person, Name string }
	Commands map[string][]struct{ ID, Name string }
	Messages map[string][]pageMessage
}

type pageMessage struct {
	ID          string
	Channel     string `json:"channel_id"`
	Content     string
	Flags       int
	Attachments []struct{ URL, Description string }
	Components  []struct{ Components []struct{ Label string } }
}

func stateOf(t *testing.T, p *discordsim.Page, as string) (st pageState) {
	t.Helper()
	if code := ask(t, p, "GET", "api/state?as="+as, nil, &st); code != http.StatusOK {
		t.Fatalf("state: %d", code)
	}
	return st
}

func TestPageIsForThisMachineOnly(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, addr := range []string{"0.0.0.0:0", ":0", "192.0.2.1:80", "example.org:80"} {
		if _, err := w.ServePage(addr, discordsim.PageOptions{}); !errors.Is(err, discordsim.ErrNotLoopback) {
			t.Errorf("%s: %v", addr, err)
		}
	}
}

func TestPageTurnsAwayOtherSites(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := pageOf(t, w)
	u, err := url.Parse(p.URL())
	if err != nil {
		t.Fatal(err)
	}
	own := "http://" + u.Host
	for name, c := range map[string]struct {
		method, path, host, origin, site, kind string
		want                                   int
	}{
		"a visit":                        {"GET", "", u.Host, "", "none", "", 200},
		"by another name of this host":   {"GET", "", "localhost:" + u.Port(), "", "none", "", 200},
		"a name that resolves to here":   {"GET", "", "evil.example:" + u.Port(), "", "none", "", 421},
		"the same for the state":         {"GET", "api/state", "evil.example", "", "same-origin", "", 421},
		"reading the state":              {"GET", "api/state", u.Host, "", "same-origin", "", 200},
		"reading from another site":      {"GET", "api/state", u.Host, "", "cross-site", "", 403},
		"watching from another site":     {"GET", "api/events", u.Host, "http://evil.example", "", "", 403},
		"acting":                         {"POST", "api/clock", u.Host, own, "same-origin", "application/json", 200},
		"acting from another site":       {"POST", "api/clock", u.Host, "http://evil.example", "", "application/json", 403},
		"acting from another port":       {"POST", "api/clock", u.Host, "http://127.0.0.1:1", "same-site", "application/json", 403},
		"acting without an origin":       {"POST", "api/clock", u.Host, "", "", "application/json", 403},
		"acting from a sandboxed frame":  {"POST", "api/clock", u.Host, "null", "", "application/json", 403},
		"acting by a form":               {"POST", "api/clock", u.Host, own, "", "text/plain", 415},
		"a path that isn't there":        {"GET", "../web.go", u.Host, "", "", "", 404},
		"the other side's API, by error": {"GET", "api/v9/gateway", u.Host, "", "", "", 404},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			req, err := http.NewRequestWithContext(soon(t), c.method, p.URL()+c.path, strings.NewReader(`{"by":"hour"}`))
			if err != nil {
				t.Fatal(err)
			}
			req.Host = c.host
			for header, value := range map[string]string{"Origin": c.origin, "Sec-Fetch-Site": c.site, "Content-Type": c.kind} {
				if value != "" {
					req.Header.Set(header, value)
				}
			}
			res, err := http.DefaultClient.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			res.Body.Close()
			if res.StatusCode != c.want {
				t.Errorf("%d, want %d", res.StatusCode, c.want)
			}
			if csp := res.Header.Get("Content-Security-Policy"); !strings.HasPrefix(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
				t.Errorf("policy %q", csp)
			}
		})
	}
}

// The page has no outside address and writes no HTML: what it shows was written
// by anybody.
func TestPageFilesAreSelfContained(t *testing.T) {
	t.Parallel()
	outside := regexp.MustCompile(`(?i)(?:https?:)?//[a-z0-9-]+\.[a-z]{2,}`)
	markup := regexp.MustCompile(`innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|style="|\son[a-z]+="`)
	err := fs.WalkDir(os.DirFS("web"), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile("web/" + path)
		if err != nil {
			return err
		}
		text := strings.ReplaceAll(string(b), "http://www.w3.org/2000/svg", "")
		if at := outside.FindString(text); at != "" {
			t.Errorf("%s names the address %s", path, at)
		}
		if at := markup.FindString(text); at != "" {
			t.Errorf("%s has %s", path, at)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestPageServesEveryFileItNames(t *testing.T) {
	t.Parallel()
	p := pageOf(t, newWorld(t))
	queue := []string{"index.html"}
	seen := map[string]bool{}
	named := regexp.MustCompile(`(?:href|src)="([^"#]+)"|from "\./([^"]+)"`)
	for len(queue) > 0 {
		path := queue[0]
		queue = queue[1:]
		if seen[path] {
			continue
		}
		seen[path] = true
		b, err := os.ReadFile("web/" + path)
		if err != nil {
			t.Error(err)
			continue
		}
		served := path
		if path == "index.html" {
			served = ""
		}
		if code := ask(t, p, "GET", served, nil, nil); code != http.StatusOK {
			t.Errorf("%s: %d", path, code)
		}
		for _, m := range named.FindAllStringSubmatch(string(b), -1) {
			if m[2] != "" {
				queue = append(queue, "js/"+m[2])
			} else {
				queue = append(queue, m[1])
			}
		}
	}
	if len(seen) < 15 {
		t.Errorf("only %d files are named", len(seen))
	}
}

// events reads server-sent events.
type events struct {
	t *testing.T
	r *bufio.Scanner
}

func watch(t *testing.T, p *discordsim.Page, as, last string) *events {
	t.Helper()
	req, err := http.NewRequestWithContext(soon(t), "GET", p.URL()+"api/events?as="+as, nil)
	if err != nil {
		t.Fatal(err)
	}
	if last != "" {
		req.Header.Set("Last-Event-ID", last)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { res.Body.Close() })
	if kind := res.Header.Get("Content-Type"); kind != "text/event-stream" {
		t.Fatalf("events are %s", kind)
	}
	r := bufio.NewScanner(res.Body)
	r.Buffer(nil, 1<<20)
	return &events{t, r}
}

// next is the next event of a kind, with its ID.
func (e *events) next(kind string, into any) (id string) {
	e.t.Helper()
	var event string
	for e.r.Scan() {
		line := e.r.Text()
		if v, ok := strings.CutPrefix(line, "id: "); ok {
			id = v
		}
		if v, ok := strings.CutPrefix(line, "event: "); ok {
			event = v
		}
		if v, ok := strings.CutPrefix(line, "data: "); ok {
			if event != kind {
				e.t.Fatalf("%s instead of %s: %s", event, kind, v)
			}
			if err := json.Unmarshal([]byte(v), into); err != nil {
				e.t.Fatal(err)
			}
			return id
		}
	}
	e.t.Fatalf("no more events: %v", e.r.Err())
	return ""
}

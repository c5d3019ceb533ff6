package entry

import (
	"net/url"
	"strings"
)

func withoutLink(line string) string {
	var rest []string
	for word := range strings.FieldsSeq(line) {
		if !looksLikeLink(word) || len(word) > mostURL {
			rest = append(rest, word)
		}
	}
	return strings.Join(rest, " ")
}

// looksLikeLink reports whether somebody who typed word means an address of the
// web. A bare name of a site is more likely a publisher.
func looksLikeLink(word string) bool {
	lower := strings.ToLower(strings.TrimLeft(word, "("))
	if strings.Contains(lower, "://") || strings.HasPrefix(lower, "www.") || strings.HasPrefix(lower, "http:") || strings.HasPrefix(lower, "https:") {
		return true
	}
	site, path, ok := strings.Cut(lower, "/")
	return ok && path != "" && strings.Contains(strings.Trim(site, "."), ".") && strings.Trim(site, "abcdefghijklmnopqrstuvwxyz0123456789-.") == ""
}

// linkOf is an address as it is kept, with https:// where nothing else was
// typed before it.
func linkOf(word string) (string, bool) {
	if !strings.Contains(word, "://") {
		word = "https://" + word
	}
	u, err := url.Parse(word)
	if err != nil || len(word) > mostURL || strings.ContainsAny(word, " <>\"`") {
		return "", false
	}
	u.Scheme = strings.ToLower(u.Scheme)
	if u.Scheme != "http" && u.Scheme != "https" || u.User != nil || len(u.Host) > mostHost || !strings.Contains(strings.Trim(u.Hostname(), "."), ".") {
		return "", false
	}
	scheme, rest, _ := strings.Cut(word, "://")
	return strings.ToLower(scheme) + "://" + rest, true
}

// host is the site of a link, as a publisher is called who wasn't named.
func host(link string) string {
	u, err := url.Parse(link)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// sameLink compares links apart from what leads to the same page.
func sameLink(a, b string) bool { return bare(a) == bare(b) }

func bare(link string) string {
	link, _, _ = strings.Cut(link, "#")
	_, link, _ = strings.Cut(link, "://")
	site, path, _ := strings.Cut(link, "/")
	return strings.TrimPrefix(strings.ToLower(site), "www.") + "/" + strings.TrimRight(path, "/")
}

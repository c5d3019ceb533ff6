package config

import (
	"net"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/caarlos0/env/v11"
)

// parsers read the types that are not ours. Each is keyed by the type that the
// library asks for, which is never a pointer.
func parsers() map[reflect.Type]env.ParserFunc {
	return map[reflect.Type]env.ParserFunc{
		reflect.TypeFor[url.URL](): func(v string) (any, error) { return parseRoot(v) },
		reflect.TypeFor[time.Location](): func(v string) (any, error) {
			zone, err := parseZone(v)
			if err != nil {
				return nil, err
			}
			return *zone, nil
		},
		reflect.TypeFor[func() time.Time](): func(v string) (any, error) { return parseClock(v) },
	}
}

// parseRoot reads the root of an API, which paths are put after.
func parseRoot(v string) (url.URL, error) {
	u, err := url.Parse(v)
	switch {
	case err != nil:
		return url.URL{}, wrong("is not a web address")
	case u.User != nil:
		return url.URL{}, wrong("has a user or password in it, which do not belong there")
	case u.Scheme != "http" && u.Scheme != "https":
		return url.URL{}, wrong("%q does not begin with http:// or https://", v)
	case u.Hostname() == "":
		return url.URL{}, wrong("%q has no host", v)
	case u.RawQuery != "" || u.ForceQuery || u.Fragment != "":
		return url.URL{}, wrong("%q is not only a host and a path: no ? or # may follow", v)
	}
	u.Path = strings.TrimRight(u.Path, "/")
	u.RawPath = ""
	return *u, nil
}

// parseZone reads the name of a zone in the IANA's database.
func parseZone(v string) (*time.Location, error) {
	if zone, err := time.LoadLocation(v); err == nil && v != "Local" {
		return zone, nil
	}
	city := strings.ReplaceAll(v, " ", "_")
	for _, area := range []string{"Asia", "Europe", "America", "Africa", "Australia", "Pacific", "Atlantic"} {
		if zone, err := time.LoadLocation(area + "/" + city); err == nil {
			return nil, wrong("%q is not the name of a time zone: did you mean %s?", v, zone)
		}
	}
	return nil, wrong("%q is not the name of a time zone in the IANA's list", v)
}

// parseClock is a clock that stands at the instant v now, and runs on.
func parseClock(v string) (func() time.Time, error) {
	start, err := time.Parse(time.RFC3339, v)
	if err != nil {
		return nil, wrong("%q is not an instant as RFC 3339 writes it, with seconds and a zone", v)
	}
	begun := time.Now()
	return func() time.Time { return start.Add(time.Since(begun)) }, nil
}

// check is what the types of c cannot say.
func (c *Config) check(languages []string) []Problem {
	var problems []Problem
	report := func(variable string, err error) {
		if err != nil {
			problems = append(problems, Problem{variable, err.Error(), exampleOf(variable)})
		}
	}
	report("VIGIL_DATABASE", checkPath(c.Database))
	report("VIGIL_HTTP_ADDR", checkAddress(c.HTTPAddr))
	report("VIGIL_LANGUAGE", checkLanguage(c.Language, languages))
	return problems
}

func checkPath(v string) error {
	switch {
	case strings.HasPrefix(v, "~"):
		return wrong("%q begins with ~, which is not replaced by your home here: write the whole path", v)
	case strings.ContainsRune(v, 0):
		return wrong("has a zero byte in it")
	}
	return nil
}

func checkAddress(v string) error {
	if v == "" {
		return nil
	}
	_, port, err := net.SplitHostPort(v)
	if err != nil {
		return wrong("%q is not a host and a port with a colon between them", v)
	}
	if n, err := strconv.Atoi(port); err != nil || n < 0 || n > 65535 {
		return wrong("%q has %q for a port, not a number up to 65535", v, port)
	}
	return nil
}

func checkLanguage(v string, languages []string) error {
	if len(languages) == 0 || slices.Contains(languages, v) {
		return nil
	}
	return wrong("%q is none of the languages there are: %s", v, strings.Join(languages, ", "))
}
